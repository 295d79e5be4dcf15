"""Hints from a ward or a practice about a family: the words they use, and when one comes too late."""

from datetime import datetime, timedelta
from enum import StrEnum

from lotsen.intake.domain.people import CODE_ALPHABET
from lotsen.kernel import gettext_noop

HINTS_AN_HOUR = 20
"""What one link takes in an hour; a ward gives a handful a day."""

RECEIPT_SIGNS = 10
_RECEIPT_GROUP = 5


class HintState(StrEnum):
    """Where a hint stands: waiting, made into a family, answered to its sender, or laid aside."""

    NEW = "new"
    TAKEN = "taken"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


class HintUrgency(StrEnum):
    """When somebody should come."""

    TODAY = "today"
    SOON = "soon"


class HintNotice(StrEnum):
    """What somebody noticed, in words that label nobody."""

    QUESTIONS = "questions"
    EXHAUSTED = "exhausted"
    ALONE = "alone"
    PRACTICAL = "practical"


class HintKnown(StrEnum):
    """What the family knows of the hint."""

    WISHES = "wishes"
    KNOWS = "knows"
    NOT_YET = "not_yet"


class HintDismissal(StrEnum):
    """Why no family was made of a hint."""

    TWICE = "twice"
    LEFT = "left"
    DECLINED = "declined"
    MISTAKE = "mistake"


URGENCY_LABELS: dict[HintUrgency, str] = {
    HintUrgency.TODAY: gettext_noop("Today"),
    HintUrgency.SOON: gettext_noop("In the next days"),
}

NOTICE_LABELS: dict[HintNotice, str] = {
    HintNotice.QUESTIONS: gettext_noop("The family has many questions about everyday life"),
    HintNotice.EXHAUSTED: gettext_noop("Somebody seems exhausted or very sad"),
    HintNotice.ALONE: gettext_noop("There is hardly anybody who helps"),
    HintNotice.PRACTICAL: gettext_noop("Practical things are open: money, flat, papers, language"),
}

KNOWN_LABELS: dict[HintKnown, str] = {
    HintKnown.WISHES: gettext_noop("The family knows and wishes contact"),
    HintKnown.KNOWS: gettext_noop("The family knows, but has not decided"),
    HintKnown.NOT_YET: gettext_noop("The family does not know yet"),
}

DISMISSAL_LABELS: dict[HintDismissal, str] = {
    HintDismissal.TWICE: gettext_noop("The family is already known here"),
    HintDismissal.LEFT: gettext_noop("The family had already left"),
    HintDismissal.DECLINED: gettext_noop("The family does not wish a talk"),
    HintDismissal.MISTAKE: gettext_noop("Sent by mistake or not usable"),
}


def receipt_code(random_bytes: bytes) -> str:
    """Make a receipt code such as "K7M4F-2TXQ9" (about 46 bits) from the bytes of a keyed digest."""
    size = len(CODE_ALPHABET)
    number = int.from_bytes(random_bytes, "big")
    signs = "".join(CODE_ALPHABET[number // size**place % size] for place in range(RECEIPT_SIGNS))
    return f"{signs[:_RECEIPT_GROUP]}-{signs[_RECEIPT_GROUP:]}"


def read_receipt_code(typed: str) -> str | None:
    """Return the receipt code somebody typed, however spaced; nothing if it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != RECEIPT_SIGNS or any(sign not in CODE_ALPHABET for sign in signs):
        return None
    return f"{signs[:_RECEIPT_GROUP]}-{signs[_RECEIPT_GROUP:]}"


def same_hour(began: datetime | None, now: datetime) -> bool:
    """Say whether the hour in which a link's hints are counted is still running."""
    return began is not None and now - began < timedelta(hours=1)
