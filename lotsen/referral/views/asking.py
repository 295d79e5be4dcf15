"""The next question worth asking, on the page of what it changes: asked, answered, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake import domain
from lotsen.intake.actions import AssessmentView, adding
from lotsen.intake.actions.material import telling_assessment
from lotsen.intake.actions.refusals import DocumentationEnded, SheetInProgress
from lotsen.intake.documents import AddedAnswer
from lotsen.intake.domain import FAMILY, NOT_ASKED, Answer, ItemAt, Question
from lotsen.intake.domain.editing import FormName, Place
from lotsen.intake.forms import Version
from lotsen.intake.views import drafting
from lotsen.intake.views.asking import answer_text
from lotsen.intake.views.drafting import Conflict
from lotsen.kernel import StaleRevision
from lotsen.policy import Permission
from lotsen.referral import actions, forms, rules
from lotsen.referral.views import wording
from lotsen.web.i18n import current_language, gettext

ADDED_SHOWN = 10


@dataclass(frozen=True)
class Ask:
    """A question as the page asks it; `why` says what its answer decides."""

    question: Question
    form: forms.AnswerForm
    about: str
    why: tuple[str, ...]

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return self.question.item.text.get(current_language())

    @property
    def hint(self) -> str:
        """What helps to ask it."""
        hint = self.question.item.hint
        return hint.get(current_language()) if hint else ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names under which an answer that is no tap is entered; none where one tap answers."""
        return forms.entered_fields(self.question)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """The answers that take one tap."""
        return forms.buttons(self.question)


@dataclass(frozen=True)
class Added:
    """An answer that was added, in words; confidential ones are not named. `form` takes it back."""

    said: str
    form: forms.AnswerForm


@dataclass(frozen=True)
class Refusal:
    """Why an answer was not stored, with both versions where somebody else was faster."""

    message: str
    conflict: Conflict | None = None
    sent: Sequence[tuple[str, str]] = ()
    form: forms.AnswerForm | None = None

    @property
    def status(self) -> int:
        """Say what a browser is told: a slip of the form, or that things have changed."""
        return 409 if self.conflict is not None or self.form is None else 422


@dataclass(frozen=True)
class Asking:
    """What the page asks: the most useful question, and apart from it the most useful confidential one.

    `later` is what was not possible so far and waits for a moment alone with the person. `left` counts the
    others that could still change something. `closed` says why nothing is asked.
    """

    next: Ask | None = None
    private: Ask | None = None
    later: tuple[Ask, ...] = ()
    left: int = 0
    added: tuple[Added, ...] = ()
    closed: str = ""
    draft_id: UUID | None = None
    refusal: Refusal | None = None


def asking(desk: Desk, found: actions.Proposals, refusal: Refusal | None = None) -> Asking:
    """Look for what is worth asking of a family now."""
    family = intake.family_row(desk, found.material.family_id)
    if found.material.assessment_id is None or not desk.actor.may(Permission.FAMILY_WRITE):
        return Asking(refusal=refusal)
    if family.closed_on is not None:
        return Asking(closed=gettext(intake.CaseClosed.message), refusal=refusal)
    if domain.documentation_ended(found.material.consent_facts):
        return Asking(closed=gettext(DocumentationEnded.message), refusal=refusal)
    draft = intake.open_draft(desk, family.id)
    if draft is not None:
        return Asking(closed=gettext(SheetInProgress.message), draft_id=draft.id, refusal=refusal)
    view = intake.read_assessment(desk, found.material.assessment_id)
    asked = [ask for ask in (_open(found, view, one) for one in found.evaluation.questions) if ask]
    later = [ask for ask in (_again(found, view, one) for one in view.outcome.private_tasks) if ask]
    openly = [ask for ask in asked if not ask.question.item.is_sensitive]
    private = [ask for ask in asked if ask.question.item.is_sensitive]
    added = [_added(found, view, one) for one in reversed(view.sheet.added[-ADDED_SHOWN:])]
    return Asking(
        next=_first(openly, refusal),
        private=_first(private, refusal),
        later=tuple(ask for ask in (_first([one], refusal) for one in later) if ask),
        left=max(0, len(openly) - 1) + max(0, len(private) - 1),
        added=tuple(line for line in added if line is not None),
        refusal=refusal,
    )


def store(desk: Desk, family_id: UUID) -> Refusal | None:
    """Store the answer that was sent; return why it was not. A repeat is stored already."""
    intake.family_row(desk, family_id, lock=True)
    view = telling_assessment(desk, family_id)
    place = forms.AnswerForm().place
    question = view.question_at(place) if view is not None else None
    if view is None or question is None:
        return Refusal(gettext("This question is not asked any more: another answer has changed that."))
    form = forms.sent_form(question)
    if not form.validate():
        return Refusal("", form=form)
    answer = forms.read_answer(form, question)
    if answer is None:
        return Refusal(gettext("Please choose an answer."), form=form)
    here = Place.of(family_id, FormName.ASSESSMENT, view.row.id)
    try:
        adding.add_answer(desk, family_id, revision=form.seen_revision, place=place, answer=answer)
    except StaleRevision:
        stored = view.sheet.answers.get(place.item, place.person)
        conflict = drafting.Keeping(desk, here).conflict([_version(question, answer, stored)])
        form.revision.data = str(view.row.revision)
        return Refusal(gettext(StaleRevision.message), conflict, forms.sent_again(question), form)
    except (intake.CaseClosed, DocumentationEnded, SheetInProgress) as refused:
        return Refusal(gettext(refused.message))
    intake.show_presence(desk, here, saved=True)
    return None


def _first(asks: list[Ask], refusal: Refusal | None) -> Ask | None:
    """Return the first question; the one that was just answered wrongly stays with what was typed."""
    form = refusal.form if refusal is not None else None
    for ask in asks:
        if form is not None and form.place == ask.form.place:
            return Ask(ask.question, form, ask.about, ask.why)
    return asks[0] if asks else None


def _open(found: actions.Proposals, view: AssessmentView, asked: rules.Question) -> Ask | None:
    """Return what nobody has asked so far."""
    answers = view.sheet.answers
    for question in view.asked:
        person = question.person.ref
        is_it = (question.item.fact, person) == (asked.fact, asked.person_ref)
        if is_it and answers.get(question.item.code, person) == NOT_ASKED:
            return _ask(found, view, question, _why(found, asked))
    return None


def _again(found: actions.Proposals, view: AssessmentView, place: ItemAt) -> Ask | None:
    """Return what was not possible so far; why it is asked is not said, the page may be seen."""
    question = view.question_at(place)
    return None if question is None else _ask(found, view, question, ())


def _ask(found: actions.Proposals, view: AssessmentView, question: Question, why: tuple[str, ...]) -> Ask:
    person = question.person.ref
    return Ask(
        question,
        forms.answer_form(question, view.row.revision),
        "" if person == FAMILY else wording.person_label(found.material, person),
        why,
    )


def _why(found: actions.Proposals, asked: rules.Question) -> tuple[str, ...]:
    """Say what an answer decides; where discretion is needed, no need is named."""
    if found.material.sheet.be_discreet:
        return ()
    return tuple(wording.say(reason) for reason in asked.reasons if reason.message != rules.ALONE)


def _added(found: actions.Proposals, view: AssessmentView, one: AddedAnswer) -> Added | None:
    question = view.question_at(one.place)
    if question is None:
        return None
    answer = view.sheet.answers.get(one.place.item, one.place.person)
    whose = "" if one.place.person == FAMILY else wording.person_label(found.material, one.place.person)
    if question.item.is_sensitive:
        said = gettext("a confidential question")
    else:
        text = question.item.label.get(current_language())
        said = gettext("%(question)s: %(answer)s", question=text, answer=answer_text(question, answer))
    if whose:
        said = gettext("%(person)s: %(text)s", person=whose, text=said)
    return Added(said, forms.answer_form(question, view.row.revision))


def _version(question: Question, mine: Answer, stored: Answer) -> Version:
    """Put two answers to one question side by side; confidential ones without words."""
    if question.item.is_sensitive:
        said = gettext("answered differently")
        return Version(gettext("a confidential question"), said, said)
    label = question.item.label.get(current_language())
    return Version(label, answer_text(question, mine), answer_text(question, stored))
