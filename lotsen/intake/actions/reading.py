"""Finding and opening one family within the actor's institution."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.refusals import CaseClosed
from lotsen.intake.documents import (
    ConsentStatement,
    ContactSheet,
    FamilySheet,
    MemberPerson,
)
from lotsen.intake.domain import (
    ChildStatus,
    ConsentFact,
    ConsentPurpose,
    MemberKind,
    Person,
)
from lotsen.intake.tables import Consent, Family, FamilyContact, Member
from lotsen.kernel import NotVisible, local_day
from lotsen.terms import Scope

_HELD = "lotsen.intake.held"


@dataclass(frozen=True)
class MemberView:
    """A member with its opened document."""

    id: UUID
    revision: int
    person: MemberPerson

    @property
    def nameless(self) -> Self:
        """Return the member without the name, which may not be shown while no consent stands."""
        return replace(self, person=self.person.model_copy(update={"given_name": ""}))

    def as_person(self, as_of: date) -> Person:
        """Return the member as rules and instruments know one on a day; who has died has no phase."""
        person = self.person
        if person.kind is MemberKind.CAREGIVER:
            return Person(str(self.id), Scope.CAREGIVER, years=person.age_years)
        born = person.birth_date if person.status is ChildStatus.BORN else None
        months = domain.child_age_months(born, as_of) if born else None
        return Person(
            str(self.id), Scope.CHILD, person.status.phase if person.status else None, months=months
        )


@dataclass(frozen=True)
class ConsentView:
    """A consent with its opened document."""

    id: UUID
    statement: ConsentStatement


@dataclass(frozen=True)
class FamilyView:
    """A family with all that its own institution may read.

    `contact` is there only while the family may be named; `contact_is_locked` says that one lies behind a
    withdrawn consent.
    """

    family: Family
    sheet: FamilySheet
    contact: ContactSheet | None
    contact_revision: int
    contact_is_locked: bool
    members: tuple[MemberView, ...]
    consents: tuple[ConsentView, ...]
    as_of: date

    @property
    def consent_facts(self) -> tuple[ConsentFact, ...]:
        """Return the consents as rules look at them, in the order of recording."""
        return tuple(view.statement.fact for view in self.consents)

    @property
    def may_name(self) -> bool:
        """Say whether name and contact may be recorded and shown."""
        return domain.may_record_name(self.consent_facts, self.as_of)

    @property
    def name(self) -> str:
        """Return the family's name; empty where it has none to show."""
        return self.contact.full_name if self.contact else ""

    def statement(self, purpose: ConsentPurpose, recipient: UUID | None = None) -> ConsentStatement | None:
        """Return the statement that decides for a purpose."""
        fact = domain.deciding(self.consent_facts, purpose, recipient)
        found = [view.statement for view in self.consents if view.statement.fact == fact]
        return found[-1] if found else None


def family_row(desk: Desk, family_id: UUID, *, lock: bool = False) -> Family:
    """Return a family of the actor's institution without opening anything; `lock` makes writers queue.

    A row that this unit of work has locked is its own until the end, so it is not asked for again.
    """
    held: dict[UUID, Family] = desk.db.info.setdefault(_HELD, {})
    if family_id in held:
        return held[family_id]
    query = select(Family).where(Family.id == family_id, Family.institution_id == desk.actor.institution_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = desk.db.exec(query).one_or_none()
    if row is None:
        raise NotVisible
    if lock:
        held[family_id] = row
    return row


def open_family_row(desk: Desk, family_id: UUID) -> Family:
    """Return a family to be written to. Raises CaseClosed."""
    row = family_row(desk, family_id, lock=True)
    if row.closed_on is not None:
        raise CaseClosed
    return row


def read_family(desk: Desk, family_id: UUID) -> FamilyView:
    """Open a family with its persons and consents; the contact only while it may be named."""
    family = family_row(desk, family_id)
    members = members_of(desk, family)
    consents = consents_of(desk, family)
    today = local_day(desk.clock)
    row = contact_row(desk, family)
    may_name = domain.may_record_name([view.statement.fact for view in consents], today)
    return FamilyView(
        family=family,
        sheet=desk.vault.open(family, Family.sheet),
        contact=desk.vault.open(row, FamilyContact.contact) if row is not None and may_name else None,
        contact_revision=row.revision if row is not None else 0,
        contact_is_locked=row is not None and not may_name,
        members=members if may_name else tuple(view.nameless for view in members),
        consents=consents,
        as_of=today,
    )


def contact_row(desk: Desk, family: Family) -> FamilyContact | None:
    """Return the row with a family's name and contact, unopened."""
    return desk.db.exec(select(FamilyContact).where(FamilyContact.family_id == family.id)).one_or_none()


def members_of(desk: Desk, family: Family) -> tuple[MemberView, ...]:
    """Open a family's members in the order they were added."""
    rows = desk.db.exec(
        select(Member).where(Member.family_id == family.id).order_by(col(Member.position), col(Member.id))
    ).all()
    return tuple(MemberView(row.id, row.revision, desk.vault.open(row, Member.person)) for row in rows)


def consents_of(desk: Desk, family: Family) -> tuple[ConsentView, ...]:
    """Open a family's consents in the order they were recorded."""
    rows = desk.db.exec(
        select(Consent).where(Consent.family_id == family.id).order_by(col(Consent.position), col(Consent.id))
    ).all()
    return tuple(ConsentView(row.id, desk.vault.open(row, Consent.statement)) for row in rows)
