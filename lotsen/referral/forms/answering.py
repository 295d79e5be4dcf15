"""One open question of a completed sheet, to be answered where its answer changes what is proposed."""

from typing import Any, cast

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from lotsen.intake.domain import NOT_ASKED, Answer, ItemAt, ItemKind, Question
from lotsen.intake.domain.labels import PRESENCE_LABELS
from lotsen.intake.forms.answers import VALUE, answer_in, fields_of, has_state, line_names
from lotsen.kernel import gettext_noop
from lotsen.terms import Presence
from lotsen.web.forms import RevisedForm
from lotsen.web.i18n import current_language, gettext

SAID = "said"
"""The name of the buttons that answer with one tap."""

WISH = "wish"
WITH_HELP = gettext_noop("Yes, help is wanted")
WAYS_ROUND = (Presence.UNKNOWN, Presence.NOT_NOW)
LONGEST = 200


class AnswerForm(RevisedForm):
    """Which question is answered: an item of the sheet, and about whom. How it is answered depends on it."""

    item = HiddenField()
    person = HiddenField()

    @property
    def place(self) -> ItemAt:
        """Return what is answered about whom."""
        return ItemAt(str(self.item.data or "")[:LONGEST], str(self.person.data or "")[:LONGEST])


def answer_form(question: Question, revision: int) -> AnswerForm:
    """Build the empty form of one question."""
    data = {"item": question.item.code, "person": question.person.ref, "revision": str(revision)}
    return _kind(question)(formdata=None, data=data)


def sent_form(question: Question) -> AnswerForm:
    """Read the form of one question as it was sent."""
    return _kind(question)(_without_given_up(question))


def _kind(question: Question) -> type[AnswerForm]:
    fields = fields_of(question) if is_entered(question) else {}
    return cast("type[AnswerForm]", type("QuestionForm", (AnswerForm,), fields))


def is_entered(question: Question) -> bool:
    """Say whether something is typed or ticked before it is sent; all else takes one tap."""
    return has_state(question.item)


def entered_fields(question: Question) -> tuple[str, ...]:
    """Return the fields that an answer is entered into; none where one tap answers."""
    return line_names(question.item, question.person.ref) if is_entered(question) else ()


def buttons(question: Question) -> list[tuple[str, str]]:
    """Return the answers that take one tap, as (value, label)."""
    item = question.item
    if is_entered(question):
        return []
    if item.kind is ItemKind.CHOICE:
        return [(VALUE + one.code, one.label.get(current_language())) for one in item.values]
    yes = [(Presence.PRESENT.value, gettext(PRESENCE_LABELS[Presence.PRESENT]))]
    wish = [(WISH, gettext(WITH_HELP))] if item.wish else []
    no = [(Presence.NOT_PRESENT.value, gettext(PRESENCE_LABELS[Presence.NOT_PRESENT]))]
    return yes + wish + no


def ways_round() -> list[tuple[str, str]]:
    """Return the answers that say why there is none."""
    return [(one.value, gettext(PRESENCE_LABELS[one])) for one in WAYS_ROUND]


def read_answer(form: AnswerForm, question: Question) -> Answer | None:
    """Return what was said; None where it answers nothing. "Not asked" takes an answer back."""
    item, said = question.item, request.form.get(SAID, "")
    if said in {*WAYS_ROUND, Presence.NOT_ASKED}:
        return Answer(Presence(said))
    if is_entered(question):
        entered = answer_in(form, question)
        return entered if entered != NOT_ASKED and item.accepts(entered) else None
    wish = said == WISH
    if said in dict(buttons(question)):
        if said == Presence.NOT_PRESENT:
            return Answer(Presence.NOT_PRESENT)
        value = said.removeprefix(VALUE) if item.kind is ItemKind.CHOICE else None
        return Answer(Presence.PRESENT, value, wish, item.sources[0])
    return None


def sent_again(question: Question) -> list[tuple[str, str]]:
    """Return what was said, to be sent once more as it is."""
    names = {SAID, *line_names(question.item, question.person.ref)}
    return [(name, text) for name, text in request.form.items(multi=True) if name in names]


def _without_given_up(question: Question) -> MultiDict[str, Any]:
    """Leave out what was typed before somebody decided that there is no answer."""
    sent: MultiDict[str, Any] = MultiDict(request.form)
    if request.form.get(SAID):
        for name in line_names(question.item, question.person.ref):
            sent.poplist(name)
    return sent
