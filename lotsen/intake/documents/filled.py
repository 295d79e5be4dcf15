"""What is sealed of sheets and forms that are being filled in."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from lotsen.intake.domain import (
    Answers,
    GivenAnswer,
    ItemAt,
)
from lotsen.kernel import StaleRevision
from lotsen.terms import Presence
from lotsen.vault import Document


class AddedAnswer(Document):
    """Which answer came after the sheet was completed, when, and who wrote it down.

    `before` is why the completed sheet had none: taken back, that is what it says again.
    """

    place: ItemAt
    on: date
    by: UUID | None = None
    before: Presence = Presence.NOT_ASKED


class AssessmentSheet(Document):
    """Answers to an instrument, with the two triggers that need no item.

    `page` names the page that saved last: what that page sends again is a repeat, not a conflict. `load`
    and `turn` say where in what it sent this stood.
    `handed_over` lists what was open when the tablet was given to the family: what it is asked there.
    `added` are the answers that came after it was completed, `told` what the figures were told of them, with
    the ids by which it can be taken back.
    """

    shape: ClassVar[int] = 1

    given: tuple[GivenAnswer, ...] = ()
    staff_hint: bool = False
    staff_hint_text: str = ""
    own_wish: bool = False
    own_wish_text: str = ""
    page: str = ""
    load: str = ""
    turn: int = 0
    handed_over: tuple[ItemAt, ...] = ()
    entered_later_on: date | None = None
    added: tuple[AddedAnswer, ...] = ()
    told: tuple[tuple[str, UUID], ...] = ()

    @property
    def answers(self) -> Answers:
        """Return the answers as the domain reads them."""
        return Answers(self.given)

    def was_added(self, place: ItemAt) -> bool:
        """Say whether an answer came after the sheet was completed."""
        return any(one.place == place for one in self.added)


class DraftSheet(Document):
    """Form data as typed, unchecked; `page`, `load` and `turn` say which page sent them, and when."""

    shape: ClassVar[int] = 1

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: str = ""
    load: str = ""
    turn: int = 0


def is_overtaken(sent: AssessmentSheet | DraftSheet, stored: AssessmentSheet | DraftSheet) -> bool:
    """Say whether a page sent this before what is stored of it already: it was held up on its way."""
    is_same = bool(sent.load) and (sent.page, sent.load) == (stored.page, stored.load)
    return is_same and sent.turn < stored.turn


def comes_late(sent: DraftSheet, stored: DraftSheet, *, is_behind: bool) -> bool:
    """Say whether the page of a draft has sent more since. Raises StaleRevision where another page did."""
    if is_behind and sent.page != stored.page:
        raise StaleRevision
    return is_overtaken(sent, stored)
