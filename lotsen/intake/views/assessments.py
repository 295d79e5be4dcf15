"""The assessment: begun, filled in with a draft that saves itself, completed, and what it says."""

import json
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, domain, forms
from lotsen.intake.actions import AssessmentView
from lotsen.intake.documents import AssessmentSheet, AssessmentState
from lotsen.intake.domain import FAMILY, Instrument, ItemAt, Question
from lotsen.intake.domain.editing import FormName, Place
from lotsen.intake.domain.fhir import responses_of
from lotsen.intake.forms import Version
from lotsen.intake.views import asking, drafting, people_words, wording
from lotsen.intake.views.area import Answer as Page
from lotsen.intake.views.area import area
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.forms import read_draft, sent_order
from lotsen.web.i18n import current_language, gettext, render_reason


@area.page("/<uuid:family_id>/assessments", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def assessments(desk: Desk, family_id: UUID) -> Page:
    """Choose a sheet and begin; looking at this page creates nothing."""
    view = actions.read_family(desk, family_id)
    row = view.family
    offered = actions.offered_instruments(desk)
    form = forms.StartForm(
        offered=offered, today=view.as_of, data={"instrument": offered[0].code, "on": _true_day(view)}
    )
    if form.validate_on_submit():
        chosen = next(one for one in offered if one.code == form.instrument.data)
        begun = actions.start_assessment(desk, family_id, form.row_id, chosen, on=form.on.data)
        return redirect(url_for(".assessment", assessment_id=begun.id), 303)
    return render_template(
        "intake/assessments.html",
        form=form,
        family=row,
        draft=actions.open_draft(desk, family_id),
        last=actions.latest_assessment(desk, family_id),
        offered=offered,
        language=current_language(),
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
        entered = forms.read_answers(form, asked).model_copy(update=sent_order())
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
        sections=asking.sections(domain.lines(view.instrument, view.persons), labels),
        conflict=conflict,
        asking=asking,
        name=forms.field_name,
        line_names=forms.line_names,
        has_state=forms.has_state,
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
    sent = read_draft()
    asked = domain.questions(view.instrument, view.persons)
    form = forms.assessment_form(asked, stored=view.sheet, values=sent.values)
    sheet = forms.read_answers(form, asked).model_copy(update=sent.order)
    saved = actions.save_draft(desk, assessment_id, sent.revision, sheet)
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
    return render_template(
        "intake/result.html",
        view=view,
        outcome=outcome,
        reasons=reasons_of(view),
        needs=[
            gettext(
                "%(need)s (%(whose)s)",
                need=words.needs[need.code].label.get(language),
                whose=people_words.whose(need.shown_by, labels),
            )
            for need in outcome.needs
        ],
        resources=[words.resources[found.code].label.get(language) for found in outcome.resources],
        wishes=_said(view.instrument, labels, outcome.wishes),
        again=_said(view.instrument, labels, outcome.private_tasks),
        required=_said(view.instrument, labels, _required(view)),
        still_open=_said(view.instrument, labels, outcome.open_items),
        talk_is_open=view.family.stage in actions.BEFORE_TALK,
        guide=None if view.instrument.is_talk else talk_guide(desk),
        new_id=new_id,
        written=_written(view, labels),
    )


def _true_day(view: actions.FamilyView) -> date | None:
    """Return the day to propose for a sheet on paper: the one on which the family was met."""
    later = view.sheet.entered_later_on == view.as_of
    return view.family.registered_on if later else None


@area.page("/assessments/<uuid:assessment_id>/response.json", needs=Permission.FAMILY_READ)
def response(desk: Desk, assessment_id: UUID) -> Response:
    """Hand out the answers as FHIR R4 QuestionnaireResponses, one per person, without names."""
    view = actions.read_assessment(desk, assessment_id)
    bundle = responses_of(
        view.instrument,
        view.persons,
        view.sheet.answers,
        authored=view.row.completed_on or view.row.started_on,
        names={FAMILY: view.family.code, **_numbered(view)},
        completed=view.row.state is AssessmentState.COMPLETED,
    )
    text = json.dumps(bundle, ensure_ascii=False, indent=2)
    answer = Response(text, content_type="application/fhir+json; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=questionnaire-response.json"
    return answer


def _numbered(view: AssessmentView) -> dict[str, str]:
    """Name persons by what they are and their place alone; a downloaded file carries no name."""
    counted: dict[str, int] = {}
    found = {}
    for member in view.members:
        kind = member.person.kind.value
        counted[kind] = counted.get(kind, 0) + 1
        found[str(member.id)] = f"{view.family.code} {kind} {counted[kind]}"
    return found


def _written(view: AssessmentView, labels: dict[str, str]) -> list[tuple[str, str]]:
    """Return what was answered in words, numbers and choices of the sheet's own, for the page to list."""
    asked = domain.shown(domain.questions(view.instrument, view.persons), view.sheet.answers)
    found = []
    for question in asked:
        answer = view.sheet.answers.get(question.item.code, question.person.ref)
        if question.item.fact is None and not question.item.is_sensitive and answer.values:
            about = labels.get(question.person.ref, "")
            text = question.item.label.get(current_language())
            said = text if question.person.ref == FAMILY else f"{text} – {about}"
            found.append((said, asking.answer_text(question, answer)))
    return found


def talk_guide(desk: Desk) -> Instrument | None:
    """Return the sheet of the in-depth talk that the actor's institution uses."""
    return next((one for one in actions.offered_instruments(desk) if one.is_talk), None)


def reasons_of(view: AssessmentView) -> list[str]:
    """Say why the talk is offered, one sentence per reason."""
    language = current_language()
    found = [render_reason(fired.reason(view.instrument, language)) for fired in view.outcome.triggers]
    return list(dict.fromkeys(found))


def _labels(desk: Desk, view: AssessmentView) -> dict[str, str]:
    members = actions.read_family(desk, view.family.id).members
    return {FAMILY: gettext("The family"), **wording.member_labels(members)}


def _said(instrument: Instrument, labels: dict[str, str], places: Sequence[ItemAt]) -> list[str]:
    """Put items into words; a confidential one is not named where others may look."""
    said = []
    for place in places:
        item = instrument.item(place.item)
        if item is None:
            continue
        text = gettext("a confidential question") if item.is_sensitive else item.label.get(current_language())
        about = None if place.person == FAMILY else labels.get(place.person)
        said.append(gettext("%(person)s: %(text)s", person=about, text=text) if about else text)
    return list(dict.fromkeys(said))


def _required(view: AssessmentView) -> tuple[ItemAt, ...]:
    """Return what the sheet calls important and nobody has asked; "unknown" and "not now" are answers."""
    important = {item.code for item in view.instrument.items if item.required}
    return tuple(place for place in view.outcome.not_asked if place.item in important)


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
            text = question.item.label.get(current_language())
            here, there = asking.answer_text(question, mine), asking.answer_text(question, theirs)
            found.append(Version(f"{text} – {about}", here, there))
    return tuple(found)
