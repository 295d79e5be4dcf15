"""The answers of a family on the tablet: one question, one tap, in the family's language."""

from dataclasses import dataclass
from math import isfinite

from werkzeug.datastructures import MultiDict

from lotsen.intake.domain import Answer, Item, ItemKind, Source
from lotsen.kernel import gettext_noop, is_printable
from lotsen.terms import Presence
from lotsen.web.forms import tidy

VALUE = "value:"
SKIP = "skip"
WISH = "wish"
MOST_BUTTONS = 8
"""Up to so many values of a choice are buttons; more of them are a list."""

WAYS_ROUND: dict[str, str] = {
    Presence.UNKNOWN.value: gettext_noop("I don't know"),
    Presence.NOT_NOW.value: gettext_noop("Not now"),
    SKIP: gettext_noop("Skip this question"),
}
"""How to answer any question without answering it."""

YES = gettext_noop("Yes")
YES_WITH_HELP = gettext_noop("Yes, and I would like help with this")
NO = gettext_noop("No")
CHOOSE_FIRST = gettext_noop("Please choose an answer, or skip the question.")
NUMBER_FIRST = gettext_noop("Please enter a number from %(low)s to %(high)s, or skip the question.")
DATE_FIRST = gettext_noop("Please enter a day, or skip the question.")

HIGHEST = 9999


@dataclass(frozen=True)
class Refused:
    """What was sent answers nothing: a sentence that says what to do, with its places."""

    message: str
    low: int = 0
    high: int = 0


def yes_or_no(item: Item) -> list[tuple[str, str]]:
    """Return the answers to a yes-no question as (value, message id)."""
    help_too = [(WISH, YES_WITH_HELP)] if item.wish else []
    return [(Presence.PRESENT.value, YES), *help_too, (Presence.NOT_PRESENT.value, NO)]


def is_tapped(item: Item) -> bool:
    """Say whether a question is answered with one tap: nothing to enter, nothing to tick besides."""
    if item.kind is ItemKind.YES_NO:
        return True
    few = len(item.values) <= MOST_BUTTONS
    return item.kind is ItemKind.CHOICE and few and not item.wish and not item.repeats


def limits(item: Item) -> tuple[int, int]:
    """Return the lowest and the highest number that a question takes."""
    return int(item.low or 0), int(item.high or HIGHEST)


def read_family_answer(item: Item, sent: MultiDict[str, str]) -> Answer | Refused:
    """Read one answer; a wish stands only beside something that is there."""
    tapped = sent.get("said", "")
    if tapped == SKIP:
        return Answer()
    if tapped in (Presence.UNKNOWN.value, Presence.NOT_NOW.value):
        return Answer(Presence(tapped), source=Source.FAMILY)
    found = _yes_or_no(item, tapped) if item.kind is ItemKind.YES_NO else _entered(item, tapped, sent)
    if found is None:
        return _refusal(item)
    wish = item.wish and found.presence is Presence.PRESENT and (tapped == WISH or sent.get("wish") == "y")
    answer = Answer(found.presence, found.value, wish, Source.FAMILY)
    return answer if item.accepts(answer) else _refusal(item)


def _yes_or_no(item: Item, tapped: str) -> Answer | None:
    known = {value for value, _ in yes_or_no(item)}
    if tapped not in known:
        return None
    return Answer(Presence.NOT_PRESENT if tapped == Presence.NOT_PRESENT else Presence.PRESENT)


def _entered(item: Item, tapped: str, sent: MultiDict[str, str]) -> Answer | None:
    entered = [tapped] if tapped.startswith(VALUE) else sent.getlist("entered")
    texts = [str(tidy(text.removeprefix(VALUE)) or "") for text in entered]
    values = [_value(item, text) for text in texts if text and is_printable(text)]
    known = tuple(dict.fromkeys(value for value in values if value is not None))
    if not known or len(known) < len(values):
        return None
    return Answer(Presence.PRESENT, known if item.repeats else known[0])


def _value(item: Item, text: str) -> str | int | float | None:
    if not item.kind.is_number:
        return text
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    if not isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _refusal(item: Item) -> Refused:
    if item.kind.is_number:
        return Refused(NUMBER_FIRST, *limits(item))
    return Refused(DATE_FIRST if item.kind is ItemKind.DATE else CHOOSE_FIRST)
