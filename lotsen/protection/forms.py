"""What is asked on the protection path. The forms of the steps are built from the questions of the domain."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from wtforms import Field, ValidationError

from lotsen.protection.actions.recording import Happened
from lotsen.protection.domain import (
    ENDING_LABELS,
    QUESTIONS,
    AnswerKind,
    Ending,
    LegalForm,
    Question,
    StepKind,
    missing,
)
from lotsen.web.forms import (
    Carried,
    Day,
    LongText,
    LotsenForm,
    ManyOf,
    OneOf,
    Required,
    TextInput,
    Tick,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import gettext, lazy_gettext, listed

UNBORN = "unborn"
_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9]")


class OpenForm(LotsenForm):
    """Why a person opens a case, whom it is about, and who else may read it."""

    children = ManyOf(lazy_gettext("Which child is it about?"))
    about = TextInput(
        lazy_gettext("Whom is it about?"),
        limit=200,
        description=lazy_gettext(
            "As few words as needed, for example: boy, about 4 years. A name is not needed."
        ),
    )
    is_unborn = Tick(lazy_gettext("It is about a child that is not born yet"))
    reason = LongText(
        lazy_gettext("Why do you open this case?"),
        [Required(lazy_gettext("Please write down why you open this case."))],
        limit=4000,
    )
    readers = ManyOf(lazy_gettext("Who else may read this case?"))

    def __init__(
        self, *args: Any, children: Mapping[str, str], readers: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._children = children
        self.children.choices = choices(children)
        self.readers.choices = choices(readers)
        if not children:
            del self.children
        if not readers:
            del self.readers

    @property
    def chosen_children(self) -> list[str]:
        """Return the keys of the children that were chosen."""
        return list(self.children.data or ()) if "children" in self else []

    @property
    def chosen_readers(self) -> frozenset[UUID]:
        """Return the colleagues that were chosen."""
        return frozenset(UUID(one) for one in (self.readers.data or ())) if "readers" in self else frozenset()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask whom it is about where no child was chosen from the list."""
        fine = bool(super().validate(extra_validators))
        if self.chosen_children or self.is_unborn.data or self.about.data:
            return fine
        self.about.errors = [*self.about.errors, gettext("Please say whom it is about.")]
        return False


class _HappenedForm(LotsenForm):
    """Something that happened: its day, its time where it is known, and the answers of a step."""

    kind: StepKind

    happened_on = Day(lazy_gettext("When did it happen?"), [Required(lazy_gettext("Please enter the day."))])
    happened_at = TextInput(
        lazy_gettext("Time"), limit=5, description=lazy_gettext("For example 14:30, if you know it.")
    )

    def __init__(self, today: date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today

    def validate_happened_on(self, field: Field) -> None:
        """Refuse a day that has not come yet."""
        if field.data and field.data > self._today:
            raise ValidationError(gettext("This day lies in the future."))

    def validate_happened_at(self, field: Field) -> None:
        """Accept a time of day."""
        if field.data and _TIME.fullmatch(field.data) is None:
            raise ValidationError(gettext("Please enter a time, for example 14:30."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what is needed only together with another answer."""
        fine = bool(super().validate(extra_validators))
        for name, sentence in missing(self.kind, self.answers).items():
            self[name].errors = [*self[name].errors, gettext(sentence)]
            fine = False
        return fine

    @property
    def answers(self) -> dict[str, str]:
        """Return the answers by question."""
        return {question.name: str(self[question.name].data or "") for question in QUESTIONS[self.kind]}

    @property
    def happened(self) -> Happened:
        """Return what was entered."""
        at = str(self.happened_at.data or "").replace(".", ":")
        return Happened(self.happened_on.data or self._today, at, self.answers)


def _field(question: Question) -> Field:
    label = lazy_gettext(question.label)
    needed = [Required(lazy_gettext(question.needed))] if question.is_needed else []
    hint = lazy_gettext(question.hint) if question.hint else ""
    if question.kind is AnswerKind.CHOICE:
        options = choices([(code, lazy_gettext(text)) for code, text in question.options])
        return OneOf(label, needed, choices=options, description=hint)
    if question.kind is AnswerKind.LINE:
        return TextInput(label, needed, limit=200, description=hint)
    return LongText(label, needed, limit=8000, description=hint)


@cache
def step_form(kind: StepKind) -> type[_HappenedForm]:
    """Return the form of a step, built from its questions."""
    fields: dict[str, Any] = {question.name: _field(question) for question in QUESTIONS[kind]}
    return type("StepForm", (_HappenedForm,), {**fields, "kind": kind})


class AdviceSheetForm(step_form(StepKind.ADVICE_SHEET)):  # type: ignore[misc]  # built from the questions
    """A nameless sheet; the tick appears only where a text could name the family."""

    is_false_alarm = Tick(
        lazy_gettext("I have checked: these words do not name the family. The sheet may be made.")
    )

    def show_traces(self, fields: Mapping[str, Iterable[str]]) -> None:
        """Say beside each text which of its words could name the family."""
        for name, words in fields.items():
            sentence = gettext("This could name the family: %(words)s", words=listed(words))
            self[name].errors = [*self[name].errors, sentence]


class CloseForm(step_form(StepKind.CLOSING)):  # type: ignore[misc]  # built from the questions
    """How a case ended."""

    ending = OneOf(
        lazy_gettext("How did it end?"),
        [Required(lazy_gettext("Please choose how it ended."))],
        choices=choices([(ending, lazy_gettext(ENDING_LABELS[ending])) for ending in Ending]),
    )

    @property
    def chosen(self) -> Ending:
        """Return the ending that was chosen."""
        return Ending(str(self.ending.data))


class ReaderForm(LotsenForm):
    """A colleague who may read a case from now on."""

    person = OneOf(
        lazy_gettext("Who may read this case from now on?"),
        [Required(lazy_gettext("Please choose a colleague."))],
    )


class AppointForm(LotsenForm):
    """Who is to read a case that nobody can read any more, and why now."""

    person = OneOf(
        lazy_gettext("Who may read this case from now on?"),
        [Required(lazy_gettext("Please choose a colleague."))],
    )
    reason = LongText(
        lazy_gettext("Why is a new reader needed?"),
        [Required(lazy_gettext("Please write down why."))],
        limit=1000,
    )


class ConfirmForm(LotsenForm):
    """Which proposal was seen."""

    seen = Carried()


class RulesForm(LotsenForm):
    """Which form an institution uses, and how long it keeps a closed case."""

    law = OneOf(
        lazy_gettext("Which law leads the way here?"),
        [Required(lazy_gettext("Please choose a form."))],
    )
    years = WholeNumber(
        lazy_gettext("Years until a closed case is erased"),
        [Required(lazy_gettext("Please enter a number of years."))],
        low=1,
        high=30,
    )

    @property
    def chosen(self) -> LegalForm:
        """Return the form of law that was chosen."""
        return LegalForm(str(self.law.data))
