"""The fields of one question, what they were answered with, and what they show of a stored answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field

from lotsen.intake.domain import Answer, Item, ItemKind, Question, Source
from lotsen.intake.domain.item import LONGEST, Given
from lotsen.intake.domain.labels import PRESENCE_LABELS, SOURCE_LABELS
from lotsen.terms import Presence
from lotsen.web.forms import (
    Day,
    DecimalNumber,
    LongText,
    ManyOf,
    OneOf,
    Pick,
    TextInput,
    Tick,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import current_language, lazy_gettext

VALUE = "value:"
"""What the buttons of a choice begin with, so that a value never looks like "unknown"."""

LINES = 5
"""Empty lines that a repeating question offers; what is already there adds its own."""

FURTHEST = 999_999_999
"""Where a sheet sets no limit to a number."""

_STATES = (Presence.UNKNOWN, Presence.NOT_ASKED, Presence.NOT_NOW)


def field_name(item: str, person: str, part: str = "") -> str:
    """Name the field of a question about a person, or a part of it: `state`, `wish`, `source`, a line."""
    return f"{item}__{person}__{part}" if part else f"{item}__{person}"


def has_state(item: Item) -> bool:
    """Tell whether "no answer, because" is a question of its own: wherever there are no radio buttons."""
    return not (item.kind is ItemKind.YES_NO or (item.kind is ItemKind.CHOICE and not item.repeats))


def line_names(item: Item, ref: str) -> tuple[str, ...]:
    """Return the fields an answer is written into: one, or the lines of a repeating question."""
    if item.repeats and item.kind is not ItemKind.CHOICE:
        return tuple(field_name(item.code, ref, str(line)) for line in range(1, LINES + 1))
    return (field_name(item.code, ref),)


def fields_of(question: Question) -> dict[str, Field]:
    """Return the fields of one question, by name."""
    item, ref = question.item, question.person.ref
    found: dict[str, Field] = {name: _field(item) for name in line_names(item, ref)}
    if has_state(item):
        found[field_name(item.code, ref, "state")] = OneOf(
            lazy_gettext("If there is no answer"),
            choices=_presences(_STATES),
            default=Presence.NOT_ASKED.value,
        )
    if item.wish:
        found[field_name(item.code, ref, "wish")] = Tick(lazy_gettext("Help is wanted with this"))
    if len(item.sources) > 1:
        offered = choices([(source, lazy_gettext(SOURCE_LABELS[source])) for source in item.sources])
        found[field_name(item.code, ref, "source")] = Pick(
            lazy_gettext("Where does this come from?"), choices=offered, default=item.sources[0].value
        )
    return found


def _field(item: Item) -> Field:
    label = item.text.get(current_language())
    match item.kind:
        case ItemKind.YES_NO:
            return OneOf(label, choices=_presences(tuple(Presence)), default=Presence.NOT_ASKED.value)
        case ItemKind.CHOICE:
            values = [(VALUE + value.code, value.label.get(current_language())) for value in item.values]
            if item.repeats:
                return ManyOf(label, choices=choices(values))
            offered = [*choices(values), *_presences(_STATES)]
            return OneOf(label, choices=offered, default=Presence.NOT_ASKED.value)
        case ItemKind.INTEGER:
            low, high = _bounds(item)
            return WholeNumber(label, low=int(low), high=int(high))
        case ItemKind.DECIMAL:
            low, high = _bounds(item)
            return DecimalNumber(label, low=low, high=high)
        case ItemKind.DATE:
            return Day(label)
        case ItemKind.LONG_TEXT:
            return LongText(label, limit=LONGEST[item.kind])
    return TextInput(label, limit=LONGEST[ItemKind.TEXT])


def _bounds(item: Item) -> tuple[float, float]:
    return (
        -FURTHEST if item.low is None else item.low,
        FURTHEST if item.high is None else item.high,
    )


def _presences(kinds: Sequence[Presence]) -> Any:
    return choices([(kind, lazy_gettext(PRESENCE_LABELS[kind])) for kind in kinds])


def answer_in(form: Any, question: Question) -> Answer:
    """Read the answer to one question from a form that was sent."""
    item, ref = question.item, question.person.ref
    presence, value = _presence(form, item, ref)
    if presence is not Presence.PRESENT:
        return Answer(presence)
    wish = item.wish and bool(form[field_name(item.code, ref, "wish")].data)
    return Answer(presence, value, wish, _source(form, item, ref))


def _presence(form: Any, item: Item, ref: str) -> tuple[Presence, Given]:
    if not has_state(item):
        text = str(form[field_name(item.code, ref)].data or "")
        if text.startswith(VALUE):
            return Presence.PRESENT, text.removeprefix(VALUE)
        return _state(text), None
    if item.kind is ItemKind.CHOICE:
        chosen = [str(code).removeprefix(VALUE) for code in form[field_name(item.code, ref)].data or ()]
    else:
        chosen = [form[name].data for name in line_names(item, ref)]
    values = tuple(
        one.isoformat() if isinstance(one, date) else one for one in chosen if one not in (None, "")
    )
    if not values:
        return _state(form[field_name(item.code, ref, "state")].data), None
    return Presence.PRESENT, values if item.repeats else values[0]


def _state(text: str | None) -> Presence:
    return Presence(text) if text in set(Presence) else Presence.NOT_ASKED


def _source(form: Any, item: Item, ref: str) -> Source:
    name = field_name(item.code, ref, "source")
    chosen = form[name].data if name in form else None
    return Source(chosen) if chosen in set(item.sources) else item.sources[0]


def stored_answer(item: Item, ref: str, answer: Answer) -> Mapping[str, Any]:
    """Return what the fields of a question show of a stored answer."""
    name = field_name(item.code, ref)
    found: dict[str, Any] = {name: answer.presence.value}
    if has_state(item):
        found = {field_name(item.code, ref, "state"): answer.presence.value}
        if item.kind is ItemKind.CHOICE:
            found[name] = [f"{VALUE}{value}" for value in answer.values]
        else:
            found.update(
                (line, date.fromisoformat(str(value)) if item.kind is ItemKind.DATE else value)
                for line, value in zip(line_names(item, ref), answer.values, strict=False)
            )
    elif answer.values:
        found[name] = f"{VALUE}{answer.values[0]}"
    found[field_name(item.code, ref, "wish")] = answer.wish
    if answer.source is not None:
        found[field_name(item.code, ref, "source")] = answer.source.value
    return found
