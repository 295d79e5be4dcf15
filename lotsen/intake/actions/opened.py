"""A family, its persons and its consents, opened: what may be read of them, and what follows on a day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from lotsen.intake import domain
from lotsen.intake.documents import (
    ConsentStatement,
    ContactSheet,
    FamilySheet,
    MemberPerson,
    Relation,
)
from lotsen.intake.domain import (
    ChildStatus,
    ConsentFact,
    ConsentGiver,
    ConsentPurpose,
    Guardian,
    MemberKind,
    Person,
)
from lotsen.intake.tables import Family
from lotsen.terms import Scope

_GIVERS: dict[Relation | None, tuple[ConsentGiver, ...]] = {
    Relation.MOTHER: (ConsentGiver.MOTHER, ConsentGiver.BOTH_PARENTS),
    Relation.FATHER: (ConsentGiver.FATHER, ConsentGiver.BOTH_PARENTS),
}
_OTHER_GIVERS = (ConsentGiver.GUARDIAN, ConsentGiver.BOTH_PARENTS)
SOMEBODY_ELSE = "somebody else"
"""Stands among those who have not been asked for a guardian outside the family."""


@dataclass(frozen=True)
class MemberView:
    """A member with its opened document."""

    id: UUID
    revision: int
    person: MemberPerson

    @property
    def nameless(self) -> Self:
        """Return the member without name and contact, not to be shown while no consent stands."""
        return replace(self, person=self.person.model_copy(update={"given_name": "", "reach": None}))

    def as_person(self, as_of: date) -> Person:
        """Return the member as rules and instruments know one on a day; who has died has no phase."""
        person = self.person
        if person.kind is MemberKind.CAREGIVER:
            return Person(str(self.id), Scope.CAREGIVER, years=person.years_on(as_of))
        born = person.born_on if person.status is ChildStatus.BORN else None
        return Person(
            str(self.id),
            Scope.CHILD,
            person.status.phase if person.status else None,
            months=domain.child_age_months(born, as_of) if born else None,
            has_died=person.status is ChildStatus.DIED,
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
    def may_reopen(self) -> bool:
        """Say whether the file was closed today and can be opened again as if it had not been."""
        return self.sheet.closed is not None and self.family.closed_on == self.as_of

    @property
    def may_name(self) -> bool:
        """Say whether name and contact may be recorded and shown."""
        return domain.may_record_name(self.consent_facts, self.as_of)

    @property
    def may_write(self) -> bool:
        """Say whether letters and messages may go to the family's address."""
        contact = self.contact
        allowed = contact is not None and contact.may_write and not contact.do_not_write
        return allowed and not self.sheet.be_discreet

    @property
    def has_lost(self) -> bool:
        """Say whether a child of the family has died."""
        return any(member.person.status is ChildStatus.DIED for member in self.members)

    @property
    def not_asked(self) -> tuple[str, ...]:
        """Return who has custody of a living child but gave no statement on documentation: ids of caregivers.

        A guardian outside the family is SOMEBODY_ELSE. It is a hint: help waits for nobody.
        """
        asked = [
            view.statement.given_by
            for view in self.consents
            if view.statement.purpose is ConsentPurpose.DOCUMENTATION and view.statement.given_by
        ]
        return domain.not_asked_yet(self._with_custody(), asked) if asked else ()

    @property
    def has_custody_record(self) -> bool:
        """Say whether it stands with the persons who has custody of a living child."""
        return bool(self._with_custody())

    def missing_voices(self, purpose: ConsentPurpose, recipient: UUID | None = None) -> tuple[str, ...]:
        """Return who has custody and said nothing where somebody else has: ids of caregivers, SOMEBODY_ELSE.

        A record without a name speaks for all.
        """
        givers = [fact.giver for fact in domain.voices(self.consent_facts, purpose, recipient)]
        named = [giver for giver in givers if giver is not None]
        return domain.not_asked_yet(self._with_custody(), named) if named == givers and named else ()

    def _with_custody(self) -> dict[str, tuple[ConsentGiver, ...]]:
        found: dict[str, tuple[ConsentGiver, ...]] = {}
        children = [view.person for view in self.members if view.person.kind is MemberKind.CHILD]
        living = [child for child in children if child.status is not ChildStatus.DIED]
        for view in self.members:
            if any(kept.has_a_say for child in living if (kept := child.custody_of(view.id))):
                found[str(view.id)] = _GIVERS.get(view.person.relation, _OTHER_GIVERS)
        if any(child.guardian in (Guardian.PERSON, Guardian.YOUTH_OFFICE) for child in living):
            found[SOMEBODY_ELSE] = (ConsentGiver.GUARDIAN,)
        return found

    @property
    def name(self) -> str:
        """Return the family's name; empty where it has none to show."""
        return self.contact.full_name if self.contact else ""

    def statement(self, purpose: ConsentPurpose, recipient: UUID | None = None) -> ConsentStatement | None:
        """Return the statement that decides for a purpose."""
        fact = domain.deciding(self.consent_facts, purpose, recipient)
        found = [view.statement for view in self.consents if view.statement.fact == fact]
        return found[-1] if found else None
