"""An instrument as a form: one group of fields for each question, built when it is shown."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from wtforms import Field, HiddenField, ValidationError

from lotsen.intake.documents import AssessmentSheet
from lotsen.intake.domain import NOT_ASKED, GivenAnswer, Instrument, Question, may_enter_later
from lotsen.intake.forms.answers import answer_in, fields_of, stored_answer
from lotsen.intake.forms.parts import text_of
from lotsen.web.forms import Day, LongText, LotsenForm, OneOf, Required, RevisedForm, Tick, choices
from lotsen.web.i18n import current_language, gettext, lazy_gettext


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
        fields.update(fields_of(question))
    kind = cast("type[AssessmentForm]", type("SheetForm", (AssessmentForm,), fields))
    data = {**(_stored(asked, stored) if stored else {}), **more}
    return kind(data=data) if values is None else kind(values, data=data)


def read_answers(form: AssessmentForm, asked: Sequence[Question]) -> AssessmentSheet:
    """Read a form back; an answer that cannot be meant for its item counts as not asked."""
    given = []
    for question in asked:
        answer = answer_in(form, question)
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
        found.update(stored_answer(item, ref, answers.get(item.code, ref)))
    return found
