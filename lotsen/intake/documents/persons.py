"""What is sealed about each child and each caregiver."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from lotsen.intake.documents.family import address_line
from lotsen.intake.documents.words import Relation
from lotsen.intake.domain import (
    ChildPlace,
    ChildStatus,
    Custody,
    Guardian,
    Household,
    MemberKind,
    ReachTime,
    ReachWay,
    age_years,
)
from lotsen.vault import Document


class ReachSheet(Document):
    """How and when to reach one caregiver, who may live at another address than the family."""

    lives_apart: bool = False
    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    ways: tuple[ReachWay, ...] = ()
    times: tuple[ReachTime, ...] = ()
    note: str = ""
    do_not_write: bool = False
    is_protected: bool = False

    @property
    def address(self) -> str:
        """Return street and town in one line; empty where nothing is known."""
        return address_line(self.street, self.postcode, self.town)


class CustodyOf(Document):
    """What one caregiver has a say in, for the child it stands with."""

    caregiver_id: UUID
    custody: Custody


class MemberPerson(Document):
    """One child or caregiver. Name and contact only once the family may be named.

    `birth_about` is the first of a month that an age in years and months was turned into. `birth_group` is
    the same for children of one pregnancy. `status_before` is what was true before a child died.
    """

    shape: ClassVar[int] = 1

    kind: MemberKind
    given_name: str = ""
    relation: Relation | None = None
    status: ChildStatus | None = None
    birth_date: date | None = None
    expected_date: date | None = None
    weeks_at_birth: int | None = None
    age_years: int | None = None
    birth_about: date | None = None
    birth_group: UUID | None = None
    status_before: ChildStatus | None = None
    place: ChildPlace | None = None
    household: Household | None = None
    custody: tuple[CustodyOf, ...] = ()
    guardian: Guardian | None = None
    language: str | None = None
    interpreter: bool | None = None
    reach: ReachSheet | None = None

    @property
    def born_on(self) -> date | None:
        """Return the birth date, or the month it is put at; ages follow from it."""
        return self.birth_date or self.birth_about

    def years_on(self, day: date) -> int | None:
        """Return completed years on a day: from the birth date, else as they were said."""
        return age_years(self.birth_date, day) if self.birth_date else self.age_years

    def custody_of(self, caregiver: UUID) -> Custody | None:
        """Return what a caregiver has a say in; nothing where nobody recorded it."""
        return next((kept.custody for kept in self.custody if kept.caregiver_id == caregiver), None)
