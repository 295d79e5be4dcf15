"""The persons of a family: each child and each caregiver has a page."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.actions import FamilyView, MemberView
from lotsen.intake.documents import MemberPerson
from lotsen.intake.domain import ChildStatus, MemberKind
from lotsen.intake.domain.editing import FormName
from lotsen.intake.forms import Version
from lotsen.intake.views import children, drafting, people_words, steps, wording
from lotsen.intake.views.area import Answer, area
from lotsen.intake.views.drafting import Keeping
from lotsen.intake.views.search import warn_of_look_alikes
from lotsen.intake.views.towns import settle_town
from lotsen.kernel import NotVisible
from lotsen.policy import Permission
from lotsen.web.i18n import gettext

PersonForm = forms.ChildForm | forms.CaregiverForm


@area.page("/<uuid:family_id>/persons", needs=Permission.FAMILY_READ)
def persons(desk: Desk, family_id: UUID) -> str:
    """List the persons of a family."""
    view = actions.read_family(desk, family_id)
    labels = wording.member_labels(view.members)
    draft, last = actions.open_draft(desk, family_id), actions.latest_assessment(desk, family_id)
    return render_template(
        "intake/persons.html",
        view=view,
        onward=steps.onward(steps.steps_of(view, draft, last)) if view.members else None,
        labels=labels,
        facts=people_words.facts_of(view.members, view.as_of),
        custody=dict(people_words.custody_lines(view, labels)),
        reach_lines=people_words.reach_lines,
        living=children.living(view),
        twin_forms=children.twin_forms(view),
        caregivers=[member for member in view.members if member.person.kind is MemberKind.CAREGIVER],
        has_children=any(member.person.kind is MemberKind.CHILD for member in view.members),
        unborn=ChildStatus.UNBORN,
    )


@area.page("/<uuid:family_id>/children/new", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def new_child(desk: Desk, family_id: UUID) -> Answer:
    """Add a child; as a twin it begins with the dates of its sibling."""
    twin = request.args.get("twin", type=UUID)
    kept = drafting.keeping(desk, family_id, FormName.CHILD, twin)
    view = actions.read_family(desk, family_id)
    data: dict[str, Any] = {"revision": _count(view)}
    if twin is not None:
        person = children.child_of(view, twin).person
        data |= person.model_dump(include={"status", "birth_date", "expected_date", "weeks_at_birth"})
    form = kept.fill(forms.ChildForm, data, may_name=view.may_name, today=view.as_of)
    title = gettext("New twin") if twin else gettext("New child")
    return _add(desk, view, form, kept, title, twin_of=twin)


@area.page("/<uuid:family_id>/caregivers/new", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def new_caregiver(desk: Desk, family_id: UUID) -> Answer:
    """Add a caregiver."""
    kept = drafting.keeping(desk, family_id, FormName.CAREGIVER)
    view = actions.read_family(desk, family_id)
    data = {"revision": _count(view)}
    form = kept.fill(forms.CaregiverForm, data, may_name=view.may_name, today=view.as_of)
    return _add(desk, view, form, kept, gettext("New caregiver"))


@area.page(
    "/<uuid:family_id>/persons/<uuid:member_id>", needs=Permission.FAMILY_WRITE, methods=("GET", "POST")
)
def person(desk: Desk, family_id: UUID, member_id: UUID) -> Answer:
    """Edit one person."""
    kept = drafting.keeping(desk, family_id, FormName.PERSON, member_id)
    view = actions.read_family(desk, family_id)
    member = _member(view, member_id)
    if member.person.status is ChildStatus.DIED:
        return redirect(url_for(".died", family_id=family_id, member_id=member_id), 303)
    form = _form(view, member, kept)
    conflict = None
    if form.validate_on_submit() and settle_town(desk, form):
        if isinstance(form, forms.ChildForm) and form.has_died_now:
            return redirect(url_for(".died", family_id=family_id, member_id=member_id), 303)
        conflict = kept.refuses(form, member.revision)
        if conflict is None:
            if not kept.is_stored_already(form):
                actions.update_member(desk, family_id, member_id, member.revision, _entered(view, form))
            kept.settle(form)
            flash(gettext("Saved."), "success")
            warn_of_look_alikes(desk, family_id, born=form.person.birth_date)
            return redirect(url_for(".persons", family_id=family_id), 303)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template(
        "intake/person.html",
        form=form,
        view=view,
        kept=kept,
        conflict=conflict,
        title=wording.member_labels(view.members)[str(member_id)],
        member=member,
        here=url_for(".person", family_id=family_id, member_id=member_id),
    ), status


@area.page(
    "/<uuid:family_id>/persons/<uuid:member_id>/remove", needs=Permission.FAMILY_WRITE, methods=("POST",)
)
def remove_person(desk: Desk, family_id: UUID, member_id: UUID) -> Response:
    """Remove a person who was entered by mistake."""
    actions.remove_member(desk, family_id, member_id)
    flash(gettext("The person was removed."), "success")
    return redirect(url_for(".persons", family_id=family_id), 303)


def _form(view: FamilyView, member: MemberView, kept: Keeping) -> PersonForm:
    person = member.person
    common = {"may_name": view.may_name, "today": view.as_of, "stored": person}
    revision = {"revision": str(member.revision)}
    if person.kind is MemberKind.CHILD:
        return kept.fill(forms.ChildForm, {**person.model_dump(), **revision}, **common)
    return kept.fill(forms.CaregiverForm, {**forms.caregiver_data(person), **revision}, **common)


def _add(
    desk: Desk,
    view: FamilyView,
    form: PersonForm,
    kept: Keeping,
    title: str,
    *,
    twin_of: UUID | None = None,
) -> Answer:
    family_id = view.family.id
    conflict = None
    if form.validate_on_submit() and settle_town(desk, form):
        conflict = _refuses_another(view, form, kept)
        if conflict is None:
            entered = _entered(view, form)
            if twin_of is None:
                row = actions.add_member(desk, family_id, form.row_id, entered)
            else:
                row = actions.add_twin(desk, family_id, form.row_id, of=twin_of, person=entered)
            kept.settle(form)
            flash(gettext("Saved."), "success")
            warn_of_look_alikes(desk, family_id, born=entered.birth_date)
            if request.form.get("go") == "twin":
                return redirect(url_for(".new_child", family_id=family_id, twin=row.id), 303)
            return redirect(url_for(".persons", family_id=family_id), 303)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template(
        "intake/person.html",
        form=form,
        view=view,
        kept=kept,
        conflict=conflict,
        title=title,
        member=None,
        here=request.full_path,
    ), status


def _count(view: FamilyView) -> str:
    """Return the revision of a form for a new person; 0 is that of a form that knows of none."""
    return str(len(view.members) + 1)


def _refuses_another(view: FamilyView, form: PersonForm, kept: Keeping) -> drafting.Conflict | None:
    """Refuse a person while another was added in between: two tablets may mean the same child."""
    is_there = any(member.id == form.row_id for member in view.members)
    now = len(view.members) + 1
    current = form.seen_revision if is_there or form.seen_revision == 0 else max(now, form.seen_revision)
    labels = wording.member_labels(view.members)
    mine = actions.MemberView(form.row_id, 0, form.person)
    rows = [
        Version(labels[str(member.id)], "", people_words.member_facts(member, view.as_of))
        for member in view.members[max(0, form.seen_revision - 1) :]
    ]
    return kept.refuses(
        form,
        current,
        [Version(gettext("New person"), people_words.member_facts(mine, view.as_of), ""), *rows],
    )


def _entered(view: FamilyView, form: PersonForm) -> MemberPerson:
    """Return what was entered; a name or contact that the page did not ask for is refused, not dropped."""
    if not view.may_name and any(request.form.get(name) for name in ("given_name", *forms.REACH)):
        raise actions.ConsentMissing
    return form.person


def _member(view: FamilyView, member_id: UUID) -> MemberView:
    for member in view.members:
        if member.id == member_id:
            return member
    raise NotVisible
