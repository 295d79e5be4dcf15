"""The assessment: begun, filled in with a draft that saves itself, completed, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, domain, forms
from lotsen.intake.actions import AssessmentView
from lotsen.intake.documents import AssessmentSheet, AssessmentState
from lotsen.intake.domain import FAMILY, Answer, Instrument, ItemAt, Question
from lotsen.intake.domain.editing import FormName, Place
from lotsen.intake.domain.labels import PRESENCE_LABELS
from lotsen.intake.forms import Version
from lotsen.intake.views import drafting, wording
from lotsen.intake.views.area import Answer as Page
from lotsen.intake.views.area import area
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.policy import Permission
from lotsen.terms import FactKind, Presence, vocabulary
from lotsen.web.forms import read_draft
from lotsen.web.i18n import current_language, gettext, render_reason


@dataclass(frozen=True)
class AskedPerson:
    """The questions of one section about one person; sensitive ones apart."""

    label: str
    open: tuple[Question, ...]
    private: tuple[Question, ...]


@dataclass(frozen=True)
class AskedSection:
    """One section of the sheet as the page shows it."""

    code: str
    title: str
    persons: tuple[AskedPerson, ...]
    is_about_family_only: bool


@area.page("/<uuid:family_id>/assessments", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def assessments(desk: Desk, family_id: UUID) -> Page:
    """Choose a sheet and begin; looking at this page creates nothing."""
    row = actions.family_row(desk, family_id)
    offered = _offered(desk)
    form = forms.StartForm(offered=offered, data={"instrument": offered[0].code})
    if form.validate_on_submit():
        chosen = next(one for one in offered if one.code == form.instrument.data)
        begun = actions.start_assessment(desk, family_id, form.row_id, chosen)
        return redirect(url_for(".assessment", assessment_id=begun.id), 303)
    return render_template(
        "intake/assessments.html",
        form=form,
        family=row,
        draft=actions.open_draft(desk, family_id),
        last=actions.latest_assessment(desk, family_id),
        hints={
            one.code: gettext(
                "%(description)s About %(minutes)s minutes.",
                description=one.description.get(current_language()),
                minutes=one.minutes,
            )
            for one in offered
        },
    ), 422 if form.is_submitted() else 200


@area.page("/assessments/<uuid:assessment_id>", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def assessment(desk: Desk, assessment_id: UUID) -> Page:
    """Fill in the sheet; it is sent as a whole, to be kept as a draft or to be completed."""
    view = actions.read_assessment(desk, assessment_id)
    if view.row.state is AssessmentState.COMPLETED:
        return redirect(url_for(".result", assessment_id=assessment_id), 303)
    asked = domain.questions(view.instrument, view.persons)
    form = forms.assessment_form(
        asked,
        stored=view.sheet,
        revision=str(view.row.revision),
        page=str(new_id()),
        form_id=str(assessment_id),
    )
    kept = drafting.keeping(desk, view.family.id, FormName.ASSESSMENT, assessment_id)
    conflict = None
    labels = _labels(desk, view)
    if form.validate_on_submit():
        if form.row_id != assessment_id:
            raise NotVisible
        entered = forms.read_answers(form, asked)
        differences = _differences(asked, labels, view.sheet, entered)
        if request.form.get("go") == "compare":
            conflict = kept.conflict(differences)
        else:
            try:
                return _store(desk, view, form.seen_revision, entered)
            except StaleRevision:
                conflict = kept.conflict(differences)
        form.revision.data = str(view.row.revision)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template(
        "intake/assessment.html",
        form=form,
        view=view,
        kept=kept,
        title=view.instrument.title.get(current_language()),
        sections=_sections(asked, labels),
        conflict=conflict,
        name=forms.field_name,
        shows_when=_shows_when,
        has_number=lambda question: question.item.about.kind in (FactKind.NUMBER, FactKind.DATE),
        is_date=lambda question: question.item.about.kind is FactKind.DATE,
        language=current_language(),
    ), status


def _store(desk: Desk, view: AssessmentView, revision: int, entered: AssessmentSheet) -> Response:
    here = view.row.id
    if request.form.get("go") in {"later", "keep"}:
        actions.save_draft(desk, here, revision, entered)
        actions.show_presence(desk, _place(view), saved=True)
        flash(gettext("The draft is saved."), "success")
        if request.form.get("go") == "keep":
            return redirect(url_for(".assessment", assessment_id=here), 303)
        return redirect(url_for(".family", family_id=view.family.id), 303)
    actions.complete_assessment(desk, here, revision, entered)
    return redirect(url_for(".result", assessment_id=here), 303)


@area.page("/assessments/<uuid:assessment_id>/draft", needs=Permission.FAMILY_WRITE, methods=("PUT",))
def draft(desk: Desk, assessment_id: UUID) -> Response:
    """Keep what the page sends by itself; the audit trail joins these into one entry."""
    desk.vault.quiet = True
    view = actions.read_assessment(desk, assessment_id)
    revision, values = read_draft()
    asked = domain.questions(view.instrument, view.persons)
    form = forms.assessment_form(asked, stored=view.sheet, values=values)
    saved = actions.save_draft(desk, assessment_id, revision, forms.read_answers(form, asked))
    place = _place(view)
    actions.show_presence(desk, place, saved=True)
    now = desk.clock.now().isoformat()
    return jsonify(rev=saved, saved_at=now, editing=drafting.editing_here(desk, place))


def _place(view: AssessmentView) -> Place:
    return Place.of(view.family.id, FormName.ASSESSMENT, view.row.id)


@area.page("/assessments/<uuid:assessment_id>/result", needs=Permission.FAMILY_READ)
def result(desk: Desk, assessment_id: UUID) -> Page:
    """Say what the answers say: why a talk is offered, needs and strengths, what is still open."""
    view = actions.read_assessment(desk, assessment_id)
    if view.row.state is AssessmentState.DRAFT:
        return redirect(url_for(".assessment", assessment_id=assessment_id), 303)
    outcome, language, words = view.outcome, current_language(), vocabulary()
    labels = _labels(desk, view)
    reasons = [render_reason(trigger.reason(view.instrument, language)) for trigger in outcome.triggers]
    return render_template(
        "intake/result.html",
        view=view,
        outcome=outcome,
        reasons=list(dict.fromkeys(reasons)),
        needs=[words.needs[need.code].label.get(language) for need in outcome.needs],
        resources=[words.resources[found.code].label.get(language) for found in outcome.resources],
        wishes=_said(view.instrument, labels, outcome.wishes),
        again=_said(view.instrument, labels, outcome.private_tasks),
        still_open=_said(view.instrument, labels, outcome.open_items),
        talk_is_open=view.family.stage in actions.BEFORE_TALK,
    )


def _offered(desk: Desk) -> Sequence[Instrument]:
    """Return the sheets for the actor's kind of institution, or all where none was made for it."""
    kind = desk.actor.institution_kind
    made_for = domain.instruments_for(kind) if kind is not None else ()
    return made_for or domain.shipped_instruments()


def _labels(desk: Desk, view: AssessmentView) -> dict[str, str]:
    members = actions.read_family(desk, view.family.id).members
    return {FAMILY: gettext("The family"), **wording.member_labels(members)}


def _sections(asked: Sequence[Question], labels: dict[str, str]) -> list[AskedSection]:
    found = []
    for section in dict.fromkeys(question.section for question in asked):
        here = [question for question in asked if question.section == section]
        persons = []
        for person in dict.fromkeys(question.person for question in here):
            about = [question for question in here if question.person == person]
            persons.append(
                AskedPerson(
                    label=labels.get(person.ref, ""),
                    open=tuple(question for question in about if not question.item.is_sensitive),
                    private=tuple(question for question in about if question.item.is_sensitive),
                )
            )
        persons.sort(key=lambda person: person.label != labels[FAMILY])
        found.append(
            AskedSection(
                code=section.code,
                title=section.title.get(current_language()),
                persons=tuple(persons),
                is_about_family_only={question.person.ref for question in here} == {FAMILY},
            )
        )
    return found


def _shows_when(question: Question) -> str:
    """Return the condition under which wish and source of an answer are asked; empty: always."""
    name = forms.field_name(question.item.code, question.person.ref)
    fact = question.item.about
    if fact.kind is FactKind.YES_NO:
        return f"{name}={Presence.PRESENT.value}"
    if fact.kind is FactKind.CHOICE:
        return f"{name}=" + "|".join(f"{forms.VALUE}{value.code}" for value in fact.values)
    return ""


def _said(instrument: Instrument, labels: dict[str, str], places: Sequence[ItemAt]) -> list[str]:
    """Put items into words; a confidential one is not named where others may look."""
    said = []
    for place in places:
        item = instrument.item(place.item)
        if item is None:
            continue
        text = (
            gettext("a confidential question")
            if item.is_sensitive
            else item.about.label.get(current_language())
        )
        about = None if place.person == FAMILY else labels.get(place.person)
        said.append(gettext("%(person)s: %(text)s", person=about, text=text) if about else text)
    return list(dict.fromkeys(said))


def _differences(
    asked: Sequence[Question], labels: dict[str, str], stored: AssessmentSheet, entered: AssessmentSheet
) -> tuple[Version, ...]:
    """Return the answers that two tablets gave differently, in words; confidential ones without any."""
    found = []
    for question in asked:
        place = (question.item.code, question.person.ref)
        mine, theirs = entered.answers.get(*place), stored.answers.get(*place)
        if mine == theirs:
            continue
        about = labels.get(question.person.ref, "")
        if question.item.is_sensitive:
            said = gettext("answered differently")
            found.append(Version(f"{gettext('a confidential question')} – {about}", said, said))
        else:
            text = question.item.about.label.get(current_language())
            here, there = _answer_text(question, mine), _answer_text(question, theirs)
            found.append(Version(f"{text} – {about}", here, there))
    return tuple(found)


def _answer_text(question: Question, answer: Answer) -> str:
    if answer.value is None:
        return gettext(PRESENCE_LABELS[answer.presence])
    for value in question.item.about.values:
        if value.code == answer.value:
            return value.label.get(current_language())
    return str(answer.value)
