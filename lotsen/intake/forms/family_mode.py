"""The answers of a family on the tablet: one question, one tap, in the family's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from lotsen.intake.domain import Answer, Item, Source
from lotsen.kernel import gettext_noop
from lotsen.terms import FactKind, Presence

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
    if item.about.kind is FactKind.YES_NO:
        return True
    return item.about.kind is FactKind.CHOICE and not item.wish and len(item.about.values) <= MOST_BUTTONS


def limits(item: Item) -> tuple[int, int]:
    """Return the lowest and the highest number that a question takes."""
    return int(item.about.low or 0), int(item.about.high or HIGHEST)


def read_family_answer(item: Item, sent: Mapping[str, str]) -> Answer | Refused:
    """Read one answer; a wish stands only beside something that is there."""
    tapped = sent.get("answer", "")
    if tapped == SKIP:
        return Answer()
    if tapped in (Presence.UNKNOWN.value, Presence.NOT_NOW.value):
        return Answer(Presence(tapped), source=Source.FAMILY)
    refused = _refusal(item)
    found = _said(item, tapped, sent.get("entered", "").strip())
    if found is None:
        return refused
    wish = item.wish and found.presence is Presence.PRESENT and (tapped == WISH or sent.get("wish") == "y")
    answer = Answer(found.presence, found.value, wish, Source.FAMILY)
    return answer if item.accepts(answer) else refused


def _said(item: Item, tapped: str, entered: str) -> Answer | None:
    match item.about.kind:
        case FactKind.YES_NO:
            presences = {
                Presence.PRESENT.value: Presence.PRESENT,
                Presence.NOT_PRESENT.value: Presence.NOT_PRESENT,
            }
            known = presences | ({WISH: Presence.PRESENT} if item.wish else {})
            return Answer(known[tapped]) if tapped in known else None
        case FactKind.CHOICE:
            value = (tapped if tapped.startswith(VALUE) else entered).removeprefix(VALUE)
            return Answer(Presence.PRESENT, value) if value else None
        case FactKind.NUMBER:
            whole = entered.isdecimal() and len(entered) <= len(str(HIGHEST))
            return Answer(Presence.PRESENT, int(entered)) if whole else None
        case FactKind.DATE:
            return Answer(Presence.PRESENT, entered) if entered else None


def _refusal(item: Item) -> Refused:
    match item.about.kind:
        case FactKind.NUMBER:
            return Refused(NUMBER_FIRST, *limits(item))
        case FactKind.DATE:
            return Refused(DATE_FIRST)
    return Refused(CHOOSE_FIRST)
