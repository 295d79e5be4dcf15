"""An instrument as a form: one group of fields for each question, built when it is shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from wtforms import Field, HiddenField, ValidationError

from lotsen.intake.documents import AssessmentSheet
from lotsen.intake.domain import (
    NOT_ASKED,
    Answer,
    GivenAnswer,
    Instrument,
    Item,
    Question,
    Source,
    may_enter_later,
)
from lotsen.intake.domain.labels import PRESENCE_LABELS, SOURCE_LABELS
from lotsen.intake.forms.parts import RevisedForm, text_of
from lotsen.terms import FactKind, Presence
from lotsen.web.forms import (
    Day,
    LongText,
    LotsenForm,
    OneOf,
    Pick,
    Required,
    Tick,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import current_language, gettext, lazy_gettext

VALUE = "value:"
"""What the radio buttons of a choice begin with, so that a value never looks like "unknown"."""

_STATES = (Presence.UNKNOWN, Presence.NOT_ASKED, Presence.NOT_NOW)


class StartForm(LotsenForm):
    """Which sheet to begin with."""

    instrument = OneOf(lazy_gettext("Which sheet fits?"), [Required(lazy_gettext("Please choose a sheet."))])
    on = Day(lazy_gettext("Filled in on paper before? On which day?"))

    def __init__(self, *args: Any, offered: Sequence[Instrument], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today
        language = current_language()
        self.instrument.choices = choices([(one.code, one.title.get(language)) for one in offered])

    def validate_on(self, field: Field) -> None:
        """Refuse a day that has not come yet or lies too far back."""
        if field.data and not may_enter_later(field.data, self._today):
            raise ValidationError(gettext("A later entry is possible for today and the 60 days before."))


class AssessmentForm(RevisedForm):
    """What every sheet has besides its items; `page` names the page, so that its repeats are no conflict."""

    page = HiddenField(default="")
    staff_hint = Tick(lazy_gettext("Staff noticed something"))
    staff_hint_text = LongText(lazy_gettext("What was noticed?"), limit=1000)
    own_wish = Tick(lazy_gettext("The family wishes a talk"))
    own_wish_text = LongText(lazy_gettext("What does the family wish?"), limit=1000)


def field_name(item: str, person: str, part: str = "") -> str:
    """Name the field of a question about a person, or a part of it: `state`, `wish`, `source`."""
    return f"{item}__{person}__{part}" if part else f"{item}__{person}"


def assessment_form(
    asked: Sequence[Question],
    *,
    stored: AssessmentSheet | None = None,
    values: Any = None,
    **more: Any,
) -> AssessmentForm:
    """Build the form of a sheet for the persons of a family, filled with what is stored or was sent."""
    fields: dict[str, Any] = {}
    for question in asked:
        fields.update(_fields(question))
    kind = cast("type[AssessmentForm]", type("SheetForm", (AssessmentForm,), fields))
    data = {**(_stored(asked, stored) if stored else {}), **more}
    return kind(data=data) if values is None else kind(values, data=data)


def read_answers(form: AssessmentForm, asked: Sequence[Question]) -> AssessmentSheet:
    """Read a form back; an answer that cannot be meant for its item counts as not asked."""
    given = []
    for question in asked:
        answer = _answer(form, question)
        if answer != NOT_ASKED and question.item.accepts(answer):
            given.append(
                GivenAnswer(
                    question.item.code,
                    question.person.ref,
                    answer.presence,
                    answer.value,
                    answer.wish,
                    answer.source,
                )
            )
    return AssessmentSheet(
        given=tuple(given),
        staff_hint=bool(form.staff_hint.data),
        staff_hint_text=text_of(form, "staff_hint_text") if form.staff_hint.data else "",
        own_wish=bool(form.own_wish.data),
        own_wish_text=text_of(form, "own_wish_text") if form.own_wish.data else "",
        page=text_of(form, "page")[:40],
    )


def _fields(question: Question) -> dict[str, Field]:
    item, ref = question.item, question.person.ref
    name, label = field_name(item.code, ref), item.text.get(current_language())
    found: dict[str, Field] = {}
    fact = item.about
    match fact.kind:
        case FactKind.YES_NO:
            found[name] = OneOf(label, choices=_presences(tuple(Presence)), default=Presence.NOT_ASKED.value)
        case FactKind.CHOICE:
            values = [(VALUE + value.code, value.label.get(current_language())) for value in fact.values]
            offered = [*choices(values), *_presences(_STATES)]
            found[name] = OneOf(label, choices=offered, default=Presence.NOT_ASKED.value)
        case FactKind.NUMBER:
            found[name] = WholeNumber(label, low=fact.low or 0, high=fact.high or 9999)
        case FactKind.DATE:
            found[name] = Day(label)
    if fact.kind in (FactKind.NUMBER, FactKind.DATE):
        state = field_name(item.code, ref, "state")
        label_of_state = lazy_gettext("If there is no answer")
        found[state] = OneOf(label_of_state, choices=_presences(_STATES), default=Presence.NOT_ASKED.value)
    if item.wish:
        found[field_name(item.code, ref, "wish")] = Tick(lazy_gettext("Help is wanted with this"))
    if len(item.sources) > 1:
        offered = choices([(source, lazy_gettext(SOURCE_LABELS[source])) for source in item.sources])
        found[field_name(item.code, ref, "source")] = Pick(
            lazy_gettext("Where does this come from?"), choices=offered, default=item.sources[0].value
        )
    return found


def _presences(kinds: Sequence[Presence]) -> Any:
    return choices([(kind, lazy_gettext(PRESENCE_LABELS[kind])) for kind in kinds])


def _answer(form: AssessmentForm, question: Question) -> Answer:
    item, ref = question.item, question.person.ref
    data = form[field_name(item.code, ref)].data
    presence, value = _presence(form, item, ref, data)
    if presence is not Presence.PRESENT:
        return Answer(presence)
    wish = item.wish and bool(form[field_name(item.code, ref, "wish")].data)
    return Answer(presence, value, wish, _source(form, item, ref))


def _presence(form: AssessmentForm, item: Item, ref: str, data: Any) -> tuple[Presence, str | int | None]:
    if item.about.kind in (FactKind.NUMBER, FactKind.DATE):
        if data is None:
            return _state(form[field_name(item.code, ref, "state")].data), None
        return Presence.PRESENT, data if isinstance(data, int) else data.isoformat()
    text = str(data or "")
    if text.startswith(VALUE):
        return Presence.PRESENT, text.removeprefix(VALUE)
    return _state(text), None


def _state(text: str | None) -> Presence:
    return Presence(text) if text in set(Presence) else Presence.NOT_ASKED


def _source(form: AssessmentForm, item: Item, ref: str) -> Source:
    name = field_name(item.code, ref, "source")
    chosen = form[name].data if name in form else None
    return Source(chosen) if chosen in set(item.sources) else item.sources[0]


def _stored(asked: Sequence[Question], sheet: AssessmentSheet) -> dict[str, Any]:
    found: dict[str, Any] = {
        "staff_hint": sheet.staff_hint,
        "staff_hint_text": sheet.staff_hint_text,
        "own_wish": sheet.own_wish,
        "own_wish_text": sheet.own_wish_text,
    }
    answers = sheet.answers
    for question in asked:
        item, ref = question.item, question.person.ref
        found.update(_stored_answer(item, ref, answers.get(item.code, ref)))
    return found


def _stored_answer(item: Item, ref: str, answer: Answer) -> Mapping[str, Any]:
    name = field_name(item.code, ref)
    found: dict[str, Any] = {name: answer.presence.value}
    match item.about.kind:
        case FactKind.CHOICE if answer.value is not None:
            found[name] = f"{VALUE}{answer.value}"
        case FactKind.NUMBER | FactKind.DATE:
            known = answer.value
            found[name] = date.fromisoformat(known) if isinstance(known, str) else known
            found[field_name(item.code, ref, "state")] = answer.presence.value
    found[field_name(item.code, ref, "wish")] = answer.wish
    if answer.source is not None:
        found[field_name(item.code, ref, "source")] = answer.source.value
    return found
