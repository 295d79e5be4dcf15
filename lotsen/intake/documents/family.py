"""What is sealed about a family as one: without its name, and its name and contact."""

from datetime import date, time
from typing import ClassVar
from uuid import UUID

from lotsen.intake.documents.words import FamilyEnding
from lotsen.intake.domain import (
    CaseStage,
    NotReachedReason,
)
from lotsen.vault import Document


def address_line(street: str, postcode: str, town: str) -> str:
    """Write an address in one line; empty where nothing is known."""
    return ", ".join(filter(None, (street, f"{postcode} {town}".strip())))


class MissedTalk(Document):
    """What one tap on "not reached" changed, so that another can restore it on the same day."""

    shape: ClassVar[int] = 1

    stage_before: CaseStage
    on: date
    fact_id: UUID


class ClosedFile(Document):
    """What closing a file changed, so that it can be opened again on the same day."""

    shape: ClassVar[int] = 1

    stage_before: CaseStage
    fact_id: UUID | None = None


class FamilySheet(Document):
    """What is known of a family without its name.

    `be_discreet` stands where somebody at home must not learn of the contact.
    `place` is a bed or an appointment, `due_time` when the family leaves or comes on its day. `topics` (need
    groups), `youngest` (an age group) and `done` are the fields of a walk-in contact. `hint_text` is what
    staff noticed, `hint_id` the hint whose sender waits for "contact made", if the family agreed to that.
    `missed` remembers what a tap on "not reached" changed; `entered_later_on` marks what came from paper.
    `registered_fact` is what the figures were told of the first day, `closed` what closing changed.
    """

    shape: ClassVar[int] = 1

    place: str = ""
    language: str | None = None
    interpreter: bool | None = None
    postcode: str | None = None
    municipality: str | None = None
    remark: str = ""
    topics: tuple[str, ...] = ()
    youngest: str | None = None
    done: str = ""
    not_reached: NotReachedReason | None = None
    ending: FamilyEnding | None = None
    ending_note: str = ""
    people_at_home: int | None = None
    be_discreet: bool = False
    due_time: time | None = None
    hint_text: str = ""
    hint_id: UUID | None = None
    missed: MissedTalk | None = None
    entered_later_on: date | None = None
    registered_fact: UUID | None = None
    closed: ClosedFile | None = None


class ContactSheet(Document):
    """Name and contact; exists only after notice and documentation consent.

    `do_not_write`: no letters, no messages, no calls from a number that can be recognised. `is_protected`:
    the address is never printed nor passed on, unless it is released for one hand-over.
    """

    shape: ClassVar[int] = 1

    surname: str = ""
    given_name: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    may_write: bool = False
    reach_note: str = ""
    do_not_write: bool = False
    is_protected: bool = False

    @property
    def address(self) -> str:
        """Return street and town in one line; empty where nothing is known."""
        return address_line(self.street, self.postcode, self.town)

    @property
    def full_name(self) -> str:
        """Return given name and surname as they are said."""
        return f"{self.given_name} {self.surname}".strip()
