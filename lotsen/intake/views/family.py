"""One family: its page, what is known without a name, name and contact, the talk, the end."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.documents import ContactSheet
from lotsen.intake.domain import CaseStage
from lotsen.intake.domain.editing import FormName
from lotsen.intake.domain.labels import FORM_LABELS, NOT_REACHED_LABELS, PURPOSE_LABELS
from lotsen.intake.forms import Version
from lotsen.intake.labels import ENDING_LABELS, GIVER_LABELS, ORIGIN_LABELS
from lotsen.intake.views import drafting, steps, wording
from lotsen.intake.views.area import Answer, area
from lotsen.intake.views.consents import agreed_texts
from lotsen.places.actions import find_postcode, municipalities
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.forms import choices
from lotsen.web.i18n import current_language, gettext


@area.page("/<uuid:family_id>", needs=Permission.FAMILY_READ)
def family(desk: Desk, family_id: UUID) -> str:
    """Show a family under its code, with the steps on its way."""
    view = actions.read_family(desk, family_id)
    words, language = vocabulary(), current_language()
    last = actions.latest_assessment(desk, family_id)
    assessment = actions.read_assessment(desk, last.id) if last is not None else None
    on_the_way = steps.steps_of(view, actions.open_draft(desk, family_id), last)
    return render_template(
        "intake/family.html",
        view=view,
        tasks=[step.task for step in on_the_way],
        onward=None if view.family.closed_on else steps.onward(on_the_way),
        texts=agreed_texts(desk, view),
        list_title=wording.list_title(desk.actor.institution_kind),
        editors=drafting.editing_family(desk, family_id),
        last=last,
        asked_again=len(assessment.outcome.private_tasks) if assessment else 0,
        members=wording.member_labels(view.members),
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
    )


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
            "interpreter": truth,
            "due_on": row.due_on,
            "revision": str(row.revision),
        },
    )
    form.municipality.choices = choices([(town.code, town.name) for town in municipalities(desk)])
    conflict = None
    if form.validate_on_submit() and _settle_place(desk, form):
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
    return render_template("intake/sheet.html", form=form, view=view, kept=kept, conflict=conflict), status


def _settle_place(desk: Desk, form: forms.SheetForm) -> bool:
    """Fill in the one municipality of a postcode; where there are several, one has to be chosen."""
    towns = {place.municipality for place in find_postcode(desk, form.postcode.data or "")}
    if len(towns) > 1 and form.municipality.data not in towns:
        sentence = gettext("This postcode lies in several municipalities. Please choose one.")
        form.municipality.errors = [*form.municipality.errors, sentence]
        return False
    if form.municipality.data not in towns:
        form.municipality.data = towns.pop() if towns else None
    return True


def _sheet_values(form: forms.SheetForm) -> dict[str, object]:
    return {
        "place": form.place.data or "",
        "language": form.language.data or None,
        "interpreter": form.needs_interpreter,
        "postcode": form.postcode.data or None,
        "municipality": form.municipality.data or None,
        "remark": form.remark.data or "",
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
    if form.validate_on_submit():
        conflict = kept.refuses(form, view.contact_revision)
        if conflict is None:
            if not kept.is_stored_already(form):
                actions.save_contact(desk, family_id, view.contact_revision, form.contact)
            kept.settle(form)
            flash(gettext("Saved."), "success")
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
    address = (stored.street, f"{stored.postcode} {stored.town}".strip())
    return [
        (gettext("Name"), stored.full_name),
        (gettext("Telephone"), stored.phone),
        (gettext("E-mail"), stored.email),
        (gettext("Address"), ", ".join(filter(None, address))),
        (gettext("How and when to reach the family"), stored.reach_note),
    ]


@area.page("/<uuid:family_id>/talk", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def talk(desk: Desk, family_id: UUID) -> Answer:
    """Record that the talk took place, or why it did not."""
    kept = drafting.keeping(desk, family_id, FormName.TALK)
    row = actions.family_row(desk, family_id)
    form = kept.fill(forms.TalkForm, {"revision": str(_standing(row.stage))})
    conflict = None
    if form.validate_on_submit():
        mine = forms.words(form.result, form.result.data)
        conflict = kept.refuses(
            form, _standing(row.stage), _moved(row.stage, mine), may_keep=row.stage in actions.BEFORE_TALK
        )
        if conflict is None:
            if form.reason is None:
                actions.hold_talk(desk, family_id)
            else:
                actions.mark_not_reached(desk, family_id, form.reason)
            kept.settle(form)
            flash(gettext("Saved."), "success")
            return redirect(url_for(".family", family_id=family_id), 303)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template("intake/talk.html", form=form, family=row, kept=kept, conflict=conflict), status


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
            return redirect(url_for(".today"), 303)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template("intake/close.html", form=form, family=row, kept=kept, conflict=conflict), status


def _standing(stage: CaseStage) -> int:
    """Return a stage as the revision of a form that moves the family on: stale once it has moved."""
    return list(CaseStage).index(stage)


def _moved(stage: CaseStage, mine: str) -> tuple[Version, ...]:
    return (Version(gettext("Stage"), mine, wording.stage_label(stage)),)
