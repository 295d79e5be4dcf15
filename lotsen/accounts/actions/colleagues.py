"""Colleagues as an administrator sees them: inviting, further workplaces, closing access, new passwords."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, func, select

from lotsen.accounts import domain
from lotsen.accounts.actions.institutions import list_institutions, managed_institution, read_institution
from lotsen.accounts.actions.persons import add_person, person_of_login, person_row
from lotsen.accounts.tables import Institution, Membership, Person
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import ROLES_OF, Role
from lotsen.vault import hash_password


@dataclass(frozen=True)
class Colleague:
    """A person as an administrator sees them."""

    membership: Membership
    person_id: UUID
    name: str
    login: str
    institution: Institution
    is_active: bool


def add_membership(desk: Desk, person_id: UUID, institution_id: UUID, role: Role) -> Membership:
    """Give a person a role in an institution; the institution's kind must know the role."""
    institution = read_institution(desk, institution_id)
    if role not in ROLES_OF[institution.kind]:
        raise NotVisible
    membership = Membership(person_id=person_id, institution_id=institution_id, role=role)
    desk.db.add(membership)
    desk.db.flush()
    desk.vault.note("membership_added", row=membership.id, record_class="membership")
    return membership


def invite(desk: Desk, *, name: str, login: str, institution_id: UUID, role: Role) -> tuple[Membership, str]:
    """Add a colleague to a managed institution; returns the password for the first sign-in."""
    institution = managed_institution(desk, institution_id)
    password = domain.starting_password()
    person = add_person(desk, name=name, login=login, password=password)
    return add_membership(desk, person.id, institution.id, role), password


def add_workplace(desk: Desk, *, login: str, institution_id: UUID, role: Role) -> Membership:
    """Give somebody who signs in already a further role in a managed institution; once.

    Raises LoginUnknown, WorksHereAlready.
    """
    institution = managed_institution(desk, institution_id)
    person = person_of_login(desk, login)
    known = desk.db.exec(
        select(Membership.id).where(
            Membership.person_id == person.id,
            Membership.institution_id == institution.id,
            Membership.role == role,
        )
    ).first()
    if known is not None:
        raise domain.WorksHereAlready
    return add_membership(desk, person.id, institution.id, role)


def list_colleagues(desk: Desk) -> list[Colleague]:
    """Return everybody who works in the institutions the actor looks after, by institution and name."""
    institutions = {row.id: row for row in list_institutions(desk)}
    rows = desk.db.exec(
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Membership.institution_id).in_(institutions))
    ).all()
    colleagues = []
    for membership, person in rows:
        profile = desk.vault.open(person, Person.profile)
        colleagues.append(
            Colleague(
                membership=membership,
                person_id=person.id,
                name=profile.name,
                login=profile.login,
                institution=institutions[membership.institution_id],
                is_active=membership.is_active and person.is_active,
            )
        )
    return sorted(colleagues, key=lambda c: (c.institution.name, c.name))


def read_colleague(desk: Desk, membership_id: UUID) -> Colleague:
    """Return one colleague in the actor's care."""
    for colleague in list_colleagues(desk):
        if colleague.membership.id == membership_id:
            return colleague
    raise NotVisible


def set_active(desk: Desk, membership_id: UUID, *, active: bool) -> None:
    """Close or reopen one colleague's workplace; sessions end with the next request.

    Raises LastAdministrator where an institution's last administrator would close her own access.
    """
    membership = read_colleague(desk, membership_id).membership
    if not active and membership.id == desk.actor.membership_id and not _others_administer(desk, membership):
        raise domain.LastAdministrator
    membership.is_active = active
    desk.db.add(membership)
    desk.vault.note(
        "membership_opened" if active else "membership_closed", row=membership_id, record_class="membership"
    )


def _others_administer(desk: Desk, membership: Membership) -> bool:
    others = (
        select(func.count())
        .select_from(Membership)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            Membership.institution_id == membership.institution_id,
            Membership.role == Role.ADMINISTRATOR,
            Membership.person_id != membership.person_id,
            col(Membership.is_active).is_(True),
            col(Person.is_active).is_(True),
        )
    )
    return desk.db.exec(others).one() > 0


def reset_password(desk: Desk, membership_id: UUID) -> str:
    """Give a colleague a new password for one sign-in; returns it.

    One account opens all workplaces of a person, so only who looks after all of them may do this: raises
    WorksElsewhere.
    """
    person = person_row(desk, read_colleague(desk, membership_id).person_id)
    managed = {row.id for row in list_institutions(desk)}
    places = desk.db.exec(select(Membership.institution_id).where(Membership.person_id == person.id)).all()
    if not set(places) <= managed:
        raise domain.WorksElsewhere
    password = domain.starting_password()
    person.password, person.must_change_password = hash_password(password), True
    person.failed_attempts, person.paused_until = 0, None
    desk.db.add(person)
    desk.vault.note("password_reset", row=person.id, record_class="person")
    return password
