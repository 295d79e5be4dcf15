"""One family: its page, what is known without a name, name and contact, the talk, the end."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.documents import ContactSheet
from lotsen.intake.domain import FAMILY, CaseStage, ImmediatePath, MemberKind
from lotsen.intake.domain.editing import FormName
from lotsen.intake.domain.labels import FORM_LABELS, NOT_REACHED_LABELS, PURPOSE_LABELS
from lotsen.intake.forms import Version
from lotsen.intake.labels import ENDING_LABELS, GIVER_LABELS, ORIGIN_LABELS
from lotsen.intake.views import drafting, people_words, steps, wording
from lotsen.intake.views.area import Answer, area
from lotsen.intake.views.assessments import reasons_of, talk_guide
from lotsen.intake.views.cockpit import agreed_texts
from lotsen.intake.views.search import warn_of_look_alikes
from lotsen.intake.views.towns import offer_towns, settle_place, settle_town
from lotsen.kernel import new_id
from lotsen.places.actions import find_postcode, shows_geonames
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, gettext


@area.page("/<uuid:family_id>", needs=Permission.FAMILY_READ)
def family(desk: Desk, family_id: UUID) -> str:
    """Show a family under its code, with the steps on its way."""
    view = actions.read_family(desk, family_id)
    words, language = vocabulary(), current_language()
    last = actions.latest_assessment(desk, family_id)
    assessment = actions.read_assessment(desk, last.id) if last is not None else None
    labels = wording.member_labels(view.members)
    on_the_way = steps.steps_of(view, actions.open_draft(desk, family_id), last)
    return render_template(
        "intake/family.html",
        view=view,
        tasks=[step.task for step in on_the_way],
        onward=None if view.family.closed_on else steps.onward(on_the_way),
        texts=agreed_texts(desk, view),
        responsible=actions.responsible_name(desk, view.family),
        may_assign=desk.actor.may(Permission.FAMILY_ASSIGN) and view.family.closed_on is None,
        list_title=wording.list_title(desk.actor.institution_kind),
        editors=drafting.editing_family(desk, family_id),
        last=last,
        asked_again=len(assessment.outcome.private_tasks) if assessment else 0,
        members=labels,
        facts=people_words.facts_of(view.members, view.as_of),
        custody=people_words.grouped_custody(people_words.custody_lines(view, labels)),
        not_asked=people_words.not_asked_names(view, labels),
        reach_lines=people_words.reach_lines,
        needs=_needs(assessment, labels),
        offers_discretion=_offers_discretion(view, assessment),
        has_children=any(member.person.kind is MemberKind.CHILD for member in view.members),
        withdrawable=wording.withdrawable(view),
        topics=[words.need_groups[topic].label.get(language) for topic in view.sheet.topics],
        youngest=words.age_groups[view.sheet.youngest].label.get(language) if view.sheet.youngest else "",
        wording=wording,
        talk_is_open=view.family.stage in actions.BEFORE_TALK,
        origins=ORIGIN_LABELS,
        endings=ENDING_LABELS,
        reasons=NOT_REACHED_LABELS,
        purposes=PURPOSE_LABELS,
        hows=FORM_LABELS,
        givers=GIVER_LABELS,
        may_protect=desk.actor.may(Permission.PROTECTION_WORK),
    )


def _needs(view: actions.AssessmentView | None, labels: dict[str, str]) -> list[tuple[str, str]]:
    """Return the needs of the last assessment with whose they are."""
    if view is None:
        return []
    known = {FAMILY: gettext("The family"), **labels}
    return [
        (
            vocabulary().needs[need.code].label.get(current_language()),
            people_words.whose(need.shown_by, known),
        )
        for need in view.outcome.needs
    ]


def _offers_discretion(view: actions.FamilyView, assessment: actions.AssessmentView | None) -> bool:
    """Say whether an answer suggests discretion that nobody has decided about; the page names no topic."""
    if assessment is None or view.sheet.be_discreet or view.family.closed_on:
        return False
    return ImmediatePath.VIOLENCE in assessment.outcome.immediate


@area.page("/<uuid:family_id>/discretion", needs=Permission.FAMILY_WRITE, methods=("POST",))
def discretion(desk: Desk, family_id: UUID) -> Response:
    """Treat a family with particular discretion from now on."""
    actions.set_discreet(desk, family_id, be_discreet=True)
    flash(gettext("Saved."), "success")
    return redirect(url_for(".family", family_id=family_id), 303)


@area.page("/<uuid:family_id>/sheet", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def sheet(desk: Desk, family_id: UUID) -> Answer:
    """Edit what is known without a name."""
    kept = drafting.keeping(desk, family_id, FormName.SHEET)
    view = actions.read_family(desk, family_id)
    stored, row = view.sheet, view.family
    truth = {True: "yes", False: "no", None: None}[stored.interpreter]
    form = kept.fill(
        forms.SheetForm,
        {
            **stored.model_dump(include={"place", "language", "postcode", "municipality", "remark"}),
            **stored.model_dump(include={"people_at_home", "be_discreet", "due_time"}),
            "interpreter": truth,
            "due_on": row.due_on,
            "revision": str(row.revision),
        },
    )
    offer_towns(desk, form)
    conflict = None
    if form.validate_on_submit() and settle_place(desk, form):
        changed = stored.model_copy(update=_sheet_values(form))
        conflict = kept.refuses(form, row.revision)
        if conflict is None:
            if not kept.is_stored_already(form):
                actions.save_sheet(desk, family_id, row.revision, changed, due_on=form.due_on.data)
            kept.settle(form)
            flash(gettext("Saved."), "success")
            if form.postcode.data and not find_postcode(desk, form.postcode.data):
                flash(gettext("This postcode is not known here."), "warning")
            return redirect(url_for(".family", family_id=family_id), 303)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    shown = {"form": form, "view": view, "kept": kept, "conflict": conflict}
    return render_template("intake/sheet.html", **shown, geonames=shows_geonames(desk)), status


def _sheet_values(form: forms.SheetForm) -> dict[str, object]:
    return {
        "place": form.place.data or "",
        "due_time": form.due_time.data,
        "language": form.language.data or None,
        "interpreter": form.needs_interpreter,
        "postcode": form.postcode.data or None,
        "municipality": form.municipality.data or None,
        "remark": form.remark.data or "",
        "people_at_home": form.people_at_home.data,
        "be_discreet": bool(form.be_discreet.data),
    }


@area.page("/<uuid:family_id>/contact", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def contact(desk: Desk, family_id: UUID) -> Answer:
    """Edit name and contact; before notice and consent there is no such form."""
    kept = drafting.keeping(desk, family_id, FormName.CONTACT)
    view = actions.read_family(desk, family_id)
    if not view.may_name:
        return _without_consent(desk, view)
    stored = view.contact or ContactSheet()
    form = kept.fill(forms.ContactForm, {**stored.model_dump(), "revision": str(view.contact_revision)})
    conflict = None
    if form.validate_on_submit() and settle_town(desk, form):
        conflict = kept.refuses(form, view.contact_revision)
        if conflict is None:
            if not kept.is_stored_already(form):
                actions.save_contact(desk, family_id, view.contact_revision, form.contact)
            kept.settle(form)
            flash(gettext("Saved."), "success")
            warn_of_look_alikes(desk, family_id, surname=form.contact.surname)
            return redirect(url_for(".family", family_id=family_id), 303)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template("intake/contact.html", form=form, view=view, kept=kept, conflict=conflict), status


def _without_consent(desk: Desk, view: actions.FamilyView) -> Answer:
    if request.method == "POST":
        raise actions.ConsentMissing
    if view.contact_is_locked:
        found = _stored_contact(actions.read_locked_contact(desk, view.family.id))
        return render_template("intake/locked_contact.html", view=view, contact=found)
    flash(gettext("Name and contact come after the notice and the consent to documentation."), "info")
    return redirect(url_for(".consents", family_id=view.family.id), 303)


def _stored_contact(stored: ContactSheet) -> list[tuple[str, str]]:
    marks = [
        gettext("Do not write to this address") if stored.do_not_write else "",
        gettext("This address must not be passed on") if stored.is_protected else "",
    ]
    return [
        (gettext("Name"), stored.full_name),
        (gettext("Telephone"), stored.phone),
        (gettext("E-mail"), stored.email),
        (gettext("Address"), ". ".join(filter(None, (stored.address, *marks)))),
        (gettext("How and when to reach the family"), stored.reach_note),
    ]


@area.page("/<uuid:family_id>/talk", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def talk(desk: Desk, family_id: UUID) -> Answer:
    """Record that the talk took place, or why it did not."""
    kept = drafting.keeping(desk, family_id, FormName.TALK)
    row = actions.family_row(desk, family_id)
    sheet = actions.read_family(desk, family_id).sheet
    form = kept.fill(forms.TalkForm, {"revision": str(_standing(row.stage))})
    conflict = None
    if request.method == "POST" and request.form.get("go") == "enough":
        actions.close_after_talk(desk, family_id, tells_sender="contact_made" in request.form)
        flash(gettext("The file of %(code)s is closed.", code=row.code), "success")
        return redirect(url_for(".family", family_id=family_id), 303)
    if form.validate_on_submit():
        mine = forms.words(form.result, form.result.data)
        conflict = kept.refuses(
            form, _standing(row.stage), _moved(row.stage, mine), may_keep=row.stage in actions.BEFORE_TALK
        )
        if conflict is None:
            if form.reason is None:
                actions.hold_talk(desk, family_id)
                if form.contact_made.data:
                    actions.tell_sender(desk, family_id)
            else:
                actions.mark_not_reached(desk, family_id, form.reason)
            kept.settle(form)
            flash(gettext("Saved."), "success")
            return redirect(url_for(".family", family_id=family_id), 303)
    offer = actions.last_offer(desk, family_id)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template(
        "intake/talk.html",
        form=form,
        family=row,
        kept=kept,
        conflict=conflict,
        has_sender=sheet.hint_id is not None,
        reasons=reasons_of(offer) if offer is not None else [],
        guide=talk_guide(desk),
        draft=actions.open_draft(desk, family_id),
        new_id=new_id,
    ), status


@area.page("/<uuid:family_id>/close", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def close(desk: Desk, family_id: UUID) -> Answer:
    """Close a family's file with what became of it."""
    kept = drafting.keeping(desk, family_id, FormName.CLOSE)
    row = actions.family_row(desk, family_id)
    if row.stage is CaseStage.CLOSED:
        return redirect(url_for(".family", family_id=family_id), 303)
    form = kept.fill(forms.CloseForm, {"revision": str(_standing(row.stage))})
    conflict = None
    if form.validate_on_submit():
        mine = forms.words(form.ending, form.ending.data)
        conflict = kept.refuses(form, _standing(row.stage), _moved(row.stage, mine))
        if conflict is None:
            actions.close_family(desk, family_id, form.chosen, note=form.note.data or "")
            flash(gettext("The file of %(code)s is closed.", code=row.code), "success")
            return redirect(url_for(".family", family_id=family_id), 303)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template("intake/close.html", form=form, family=row, kept=kept, conflict=conflict), status


def _standing(stage: CaseStage) -> int:
    """Return a stage as the revision of a form that moves the family on: stale once it has moved."""
    return list(CaseStage).index(stage)


def _moved(stage: CaseStage, mine: str) -> tuple[Version, ...]:
    return (Version(gettext("Stage"), mine, wording.stage_label(stage)),)
