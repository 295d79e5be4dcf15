"""What is sealed about a hint from a ward or a practice."""

from datetime import date
from typing import ClassVar

from lotsen.intake.domain import (
    HintDismissal,
    HintKnown,
    HintNotice,
    HintUrgency,
)
from lotsen.vault import Document


class HintPoster(Document):
    """What is printed on a poster besides its code: the ward it hangs on."""

    shape: ClassVar[int] = 1

    place: str


class HintSheet(Document):
    """What somebody on a ward or in a practice noticed; lies here until a family was made of it."""

    shape: ClassVar[int] = 1

    ward: str = ""
    bed: str = ""
    noticed: tuple[HintNotice, ...] = ()
    text: str = ""
    urgency: HintUrgency = HintUrgency.TODAY
    initials: str = ""
    known: HintKnown = HintKnown.NOT_YET
    answer_agreed: bool = False
    language: str | None = None
    dismissed: HintDismissal | None = None
    dismissed_on: date | None = None
