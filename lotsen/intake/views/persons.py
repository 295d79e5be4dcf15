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
from lotsen.intake.views import children, people_words, steps, wording
from lotsen.intake.views.area import Answer, area
from lotsen.intake.views.search import warn_of_look_alikes
from lotsen.kernel import NotVisible, StaleRevision
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
    view = actions.read_family(desk, family_id)
    twin = request.args.get("twin", type=UUID)
    data: dict[str, Any] = {}
    if twin is not None:
        person = children.child_of(view, twin).person
        data = person.model_dump(include={"status", "birth_date", "expected_date", "weeks_at_birth"})
    form = forms.ChildForm(may_name=view.may_name, today=view.as_of, data=data)
    return _add(desk, view, form, gettext("New twin") if twin else gettext("New child"), twin)


@area.page("/<uuid:family_id>/caregivers/new", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def new_caregiver(desk: Desk, family_id: UUID) -> Answer:
    """Add a caregiver."""
    view = actions.read_family(desk, family_id)
    form = forms.CaregiverForm(may_name=view.may_name, today=view.as_of)
    return _add(desk, view, form, gettext("New caregiver"))


@area.page(
    "/<uuid:family_id>/persons/<uuid:member_id>", needs=Permission.FAMILY_WRITE, methods=("GET", "POST")
)
def person(desk: Desk, family_id: UUID, member_id: UUID) -> Answer:
    """Edit one person."""
    view = actions.read_family(desk, family_id)
    member = _member(view, member_id)
    if member.person.status is ChildStatus.DIED:
        return redirect(url_for(".died", family_id=family_id, member_id=member_id), 303)
    form = _form(view, member)
    conflict: list[tuple[str, str]] = []
    if form.validate_on_submit():
        if isinstance(form, forms.ChildForm) and form.has_died_now:
            return redirect(url_for(".died", family_id=family_id, member_id=member_id), 303)
        try:
            actions.update_member(desk, family_id, member_id, form.seen_revision, _entered(view, form))
        except StaleRevision:
            conflict = [
                (gettext("Given name"), member.person.given_name),
                (gettext("Details"), people_words.member_facts(member, view.as_of)),
                *people_words.reach_lines(member.person.reach),
            ]
            form.revision.data = str(member.revision)
        else:
            flash(gettext("Saved."), "success")
            warn_of_look_alikes(desk, family_id, born=form.person.birth_date)
            return redirect(url_for(".persons", family_id=family_id), 303)
    status = 409 if conflict else 422 if form.is_submitted() else 200
    return render_template(
        "intake/person.html",
        form=form,
        view=view,
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


def _form(view: FamilyView, member: MemberView) -> PersonForm:
    person = member.person
    common = {"may_name": view.may_name, "today": view.as_of, "stored": person}
    revision = {"revision": str(member.revision)}
    if person.kind is MemberKind.CHILD:
        return forms.ChildForm(**common, data={**person.model_dump(), **revision})
    return forms.CaregiverForm(**common, data={**forms.caregiver_data(person), **revision})


def _add(desk: Desk, view: FamilyView, form: PersonForm, title: str, twin_of: UUID | None = None) -> Answer:
    family_id = view.family.id
    if form.validate_on_submit():
        entered = _entered(view, form)
        if twin_of is None:
            row = actions.add_member(desk, family_id, form.row_id, entered)
        else:
            row = actions.add_twin(desk, family_id, form.row_id, of=twin_of, person=entered)
        flash(gettext("Saved."), "success")
        warn_of_look_alikes(desk, family_id, born=form.person.birth_date)
        if request.form.get("go") == "twin":
            return redirect(url_for(".new_child", family_id=family_id, twin=row.id), 303)
        return redirect(url_for(".persons", family_id=family_id), 303)
    return render_template(
        "intake/person.html",
        form=form,
        view=view,
        conflict=[],
        title=title,
        member=None,
        here=request.full_path,
    ), 422 if form.is_submitted() else 200


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
