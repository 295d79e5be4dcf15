"""Who may do what: the whole policy on one page. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.kernel import gettext_noop


class Permission(StrEnum):
    """`<area>:<thing>:<verb>`; the two without colons need no role."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"
    TODAY_READ = "intake:today:read"
    FAMILY_READ = "intake:family:read"
    FAMILY_WRITE = "intake:family:write"
    WALK_IN_WRITE = "intake:walk-in:write"
    HINT_WRITE = "intake:hint:write"
    HINT_READ = "intake:hint:read"
    PROPOSAL_READ = "referral:proposal:read"
    REFERRAL_SEND = "referral:referral:send"
    REFERRAL_RECEIVE = "referral:referral:receive"
    RULES_READ = "referral:rules:read"
    RULES_WRITE = "workbench:rules:write"
    DIRECTORY_READ = "directory:service:read"
    DIRECTORY_WRITE = "directory:service:write"
    DIRECTORY_PROPOSE = "directory:service:propose"
    FIGURES_READ = "figures:tables:read"
    PEOPLE_MANAGE = "accounts:people:manage"
    DEPUTIES_MANAGE = "accounts:deputies:manage"
    FAMILY_ASSIGN = "intake:family:assign"
    TEXTS_MANAGE = "settings:texts:manage"
    AUDIT_READ = "oversight:audit:read"
    INSTRUMENTS_MANAGE = "settings:instruments:manage"
    PROTECTION_WORK = "protection:case:work"
    PROTECTION_APPOINT = "settings:readers:appoint"
    CONTACTS_MANAGE = "settings:contacts:manage"
    MAIL_MANAGE = "settings:mail:manage"


class Role(StrEnum):
    """What somebody is at work as; one at a time. MACHINE is the recurring jobs' own.

    A lead does what the team does and says who does it; a hint giver of a ward writes and reads nothing.
    """

    NAVIGATOR = "navigator"
    TEAM_LEAD = "team_lead"
    HINT_GIVER = "hint_giver"
    FAMILY_OFFICE = "family_office"
    OFFICE_LEAD = "office_lead"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION = "data_protection"
    MACHINE = "machine"


class InstitutionKind(StrEnum):
    """Where somebody works: the kinds the program knows. A municipality names further ones after them."""

    BIRTH_CLINIC = "birth_clinic"
    PAEDIATRIC_PRACTICE = "paediatric_practice"
    GYNAECOLOGICAL_PRACTICE = "gynaecological_practice"
    SCHOOL_FAMILY_CENTRE = "school_family_centre"
    DAYCARE_SOCIAL_WORK = "daycare_social_work"
    FAMILY_OFFICE = "family_office"
    CARRIER = "carrier"
    MUNICIPALITY = "municipality"


ROLE_LABELS: dict[Role, str] = {
    Role.NAVIGATOR: gettext_noop("Navigator"),
    Role.TEAM_LEAD: gettext_noop("Team lead"),
    Role.HINT_GIVER: gettext_noop("Hints from the ward"),
    Role.FAMILY_OFFICE: gettext_noop("Family office"),
    Role.OFFICE_LEAD: gettext_noop("Lead of the family office"),
    Role.COORDINATOR: gettext_noop("Network coordination"),
    Role.ADMINISTRATOR: gettext_noop("Administration"),
    Role.DATA_PROTECTION: gettext_noop("Data protection"),
    Role.MACHINE: gettext_noop("Recurring job"),
}

INSTITUTION_LABELS: dict[InstitutionKind, str] = {
    InstitutionKind.BIRTH_CLINIC: gettext_noop("Birth clinic"),
    InstitutionKind.PAEDIATRIC_PRACTICE: gettext_noop("Paediatric practice"),
    InstitutionKind.GYNAECOLOGICAL_PRACTICE: gettext_noop("Gynaecological practice"),
    InstitutionKind.SCHOOL_FAMILY_CENTRE: gettext_noop("Family centre at a primary school"),
    InstitutionKind.DAYCARE_SOCIAL_WORK: gettext_noop("Social work in day care"),
    InstitutionKind.FAMILY_OFFICE: gettext_noop("Family office"),
    InstitutionKind.CARRIER: gettext_noop("Carrier"),
    InstitutionKind.MUNICIPALITY: gettext_noop("Municipality"),
}

_CASE_WORK = frozenset(
    {
        Permission.TODAY_READ,
        Permission.FAMILY_READ,
        Permission.FAMILY_WRITE,
        Permission.PROPOSAL_READ,
        Permission.REFERRAL_SEND,
        Permission.DIRECTORY_READ,
        Permission.DIRECTORY_PROPOSE,
        Permission.DEPUTIES_MANAGE,
        Permission.PROTECTION_WORK,
        Permission.PROTECTION_APPOINT,
    }
)

_SERVICE_WORK = _CASE_WORK | {Permission.HINT_READ}
_OFFICE_WORK = _CASE_WORK | {Permission.WALK_IN_WRITE, Permission.REFERRAL_RECEIVE}
_LEAD = frozenset({Permission.FAMILY_ASSIGN})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.NAVIGATOR: _SERVICE_WORK,
    Role.TEAM_LEAD: _SERVICE_WORK | _LEAD,
    Role.HINT_GIVER: frozenset({Permission.HINT_WRITE}),
    Role.FAMILY_OFFICE: _OFFICE_WORK,
    Role.OFFICE_LEAD: _OFFICE_WORK | _LEAD,
    Role.COORDINATOR: frozenset(
        {
            Permission.FIGURES_READ,
            Permission.DIRECTORY_READ,
            Permission.DIRECTORY_WRITE,
            Permission.RULES_READ,
            Permission.RULES_WRITE,
            Permission.INSTRUMENTS_MANAGE,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.PEOPLE_MANAGE,
            Permission.TEXTS_MANAGE,
            Permission.CONTACTS_MANAGE,
            Permission.PROTECTION_APPOINT,
            Permission.MAIL_MANAGE,
        }
    ),
    Role.DATA_PROTECTION: frozenset({Permission.AUDIT_READ}),
    Role.MACHINE: frozenset(),
}

_ROLES_OF_A_SERVICE = frozenset({Role.NAVIGATOR, Role.TEAM_LEAD, Role.ADMINISTRATOR})
_ROLES_WHERE_OTHERS_NOTICE = _ROLES_OF_A_SERVICE | {Role.HINT_GIVER}

ROLES_OF: dict[InstitutionKind, frozenset[Role]] = {
    InstitutionKind.BIRTH_CLINIC: _ROLES_WHERE_OTHERS_NOTICE,
    InstitutionKind.PAEDIATRIC_PRACTICE: _ROLES_WHERE_OTHERS_NOTICE,
    InstitutionKind.GYNAECOLOGICAL_PRACTICE: _ROLES_WHERE_OTHERS_NOTICE,
    InstitutionKind.SCHOOL_FAMILY_CENTRE: _ROLES_OF_A_SERVICE,
    InstitutionKind.DAYCARE_SOCIAL_WORK: _ROLES_OF_A_SERVICE,
    InstitutionKind.FAMILY_OFFICE: frozenset({Role.FAMILY_OFFICE, Role.OFFICE_LEAD, Role.ADMINISTRATOR}),
    InstitutionKind.CARRIER: frozenset({Role.ADMINISTRATOR}),
    InstitutionKind.MUNICIPALITY: frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.DATA_PROTECTION}),
}

CASE_WORKERS = frozenset(role for role, granted in GRANTS.items() if Permission.FAMILY_WRITE in granted)
"""Roles that look after families."""

_OF_FAMILIES = frozenset({Permission.FAMILY_READ, Permission.HINT_WRITE})
NEAR_FAMILIES = frozenset(role for role, granted in GRANTS.items() if granted & _OF_FAMILIES)
"""Roles that see families or give hints about them."""

WITHOUT_FAMILIES = frozenset({InstitutionKind.CARRIER, InstitutionKind.MUNICIPALITY})
"""Kinds of offices that look after institutions and hold no family; they stay what they are."""


@dataclass(frozen=True)
class Actor:
    """The person at work, as far as rules are concerned."""

    person_id: UUID | None = None
    membership_id: UUID | None = None
    institution_id: UUID | None = None
    institution_kind: InstitutionKind | None = None
    role: Role | None = None

    def may(self, needed: Permission) -> bool:
        """Say whether this actor holds a permission."""
        if needed is Permission.PUBLIC:
            return True
        if needed is Permission.SIGNED_IN:
            return self.person_id is not None and self.role is not None
        return self.role is not None and needed in GRANTS[self.role]

    @property
    def home(self) -> UUID:
        """The actor's institution; asking is a mistake where there is none."""
        if self.institution_id is None:
            raise LookupError("this actor works for no institution")
        return self.institution_id


ANONYMOUS = Actor()
MACHINE = Actor(role=Role.MACHINE)


def may_share_an_account(one: Role, other: Role) -> bool:
    """Say whether one account may hold both roles.

    Who reads the figures and also knows families could find them there again: the figures are anonymous only
    while these are two accounts.
    """
    both = {one, other}
    return not (Role.COORDINATOR in both and both & NEAR_FAMILIES)
