"""What happens to a child: a twin is added, it is born, it dies; who has custody."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.actions import FamilyView, MemberView
from lotsen.intake.domain import ChildStatus, MemberKind, child_age_months
from lotsen.intake.domain.editing import FormName
from lotsen.intake.domain.people import MONTHS_PER_YEAR
from lotsen.intake.forms import Version
from lotsen.intake.views import drafting, people_words, wording
from lotsen.intake.views.area import Answer, area
from lotsen.kernel import NotVisible, new_id
from lotsen.policy import Permission
from lotsen.web.forms import LotsenForm
from lotsen.web.i18n import gettext


@area.page(
    "/<uuid:family_id>/persons/<uuid:member_id>/twin", needs=Permission.FAMILY_WRITE, methods=("POST",)
)
def twin(desk: Desk, family_id: UUID, member_id: UUID) -> Response:
    """Add a twin with the same dates by one tap; the second tap adds no other."""
    child_of(actions.read_family(desk, family_id), member_id)
    form = LotsenForm()
    if not form.validate_on_submit():
        flash(gettext("This page is out of date. Please reload it."), "warning")
        return _back(family_id)
    actions.add_twin(desk, family_id, form.row_id, of=member_id)
    flash(gettext("Another child of the same birth was added."), "success")
    return _back(family_id)


@area.page(
    "/<uuid:family_id>/persons/<uuid:member_id>/born", needs=Permission.FAMILY_WRITE, methods=("GET", "POST")
)
def born(desk: Desk, family_id: UUID, member_id: UUID) -> Answer:
    """Record that an expected child was born; it stays the same person."""
    kept = drafting.keeping(desk, family_id, FormName.BORN, member_id)
    view = actions.read_family(desk, family_id)
    member = child_of(view, member_id)
    is_unborn = member.person.status is ChildStatus.UNBORN
    form = kept.fill(
        forms.BirthForm,
        {"birth_date": view.as_of, "together": True, "revision": str(member.revision)},
        today=view.as_of,
        expected=member.person.expected_date,
        is_multiple=bool(_same_birth(view, member, ChildStatus.UNBORN)),
    )
    conflict = None
    if form.validate_on_submit():
        if not _is_recorded(member, form.birth):
            rows = _both_births(view, member, form.birth)
            conflict = kept.refuses(form, member.revision, rows, may_keep=is_unborn)
            if conflict is None and not is_unborn:
                conflict = kept.conflict(rows, may_keep=False)
        if conflict is None:
            actions.record_birth(desk, family_id, member_id, member.revision, form.birth)
            kept.settle(form)
            flash(gettext("The birth is recorded."), "success")
            return _back(family_id)
    elif not form.is_submitted() and not is_unborn:
        if not kept.is_filled:
            return _back(family_id)
        drafted = form.birth if form.birth_date.data else None
        conflict = kept.conflict(_both_births(view, member, drafted), may_keep=False)
    return render_template(
        "intake/born.html",
        form=form,
        view=view,
        kept=kept,
        member=member,
        title=_title(view, member_id),
        conflict=conflict,
    ), 422 if form.is_submitted() and conflict is None else 409 if form.is_submitted() else 200


@area.page(
    "/<uuid:family_id>/persons/<uuid:member_id>/died", needs=Permission.FAMILY_WRITE, methods=("GET", "POST")
)
def died(desk: Desk, family_id: UUID, member_id: UUID) -> Answer:
    """Confirm that a child has died; afterwards nothing asks or reminds of it."""
    view = actions.read_family(desk, family_id)
    member = child_of(view, member_id)
    form = LotsenForm()
    if form.validate_on_submit():
        actions.record_death(desk, family_id, member_id)
        return _back(family_id)
    return render_template(
        "intake/died.html",
        form=form,
        view=view,
        member=member,
        has_died=member.person.status is ChildStatus.DIED,
        title=_title(view, member_id),
    ), 422 if form.is_submitted() else 200


@area.page(
    "/<uuid:family_id>/persons/<uuid:member_id>/lives", needs=Permission.FAMILY_WRITE, methods=("POST",)
)
def lives(desk: Desk, family_id: UUID, member_id: UUID) -> Response:
    """Take back a death that was entered by mistake."""
    actions.undo_death(desk, family_id, member_id)
    flash(gettext("Saved."), "success")
    return _back(family_id)


@area.page(
    "/<uuid:family_id>/persons/<uuid:member_id>/custody",
    needs=Permission.FAMILY_WRITE,
    methods=("GET", "POST"),
)
def custody(desk: Desk, family_id: UUID, member_id: UUID) -> Answer:
    """Record who has custody of a child."""
    kept = drafting.keeping(desk, family_id, FormName.CUSTODY, member_id)
    view = actions.read_family(desk, family_id)
    member = child_of(view, member_id)
    labels = wording.member_labels(view.members)
    caregivers = {
        other.id: labels[str(other.id)] for other in view.members if other.person.kind is MemberKind.CAREGIVER
    }
    form = kept.fill(
        forms.custody_form,
        {"revision": str(member.revision)},
        child=member.person,
        caregivers=caregivers,
        has_siblings=bool(_siblings(view, member)),
    )
    conflict = None
    if form.validate_on_submit():
        conflict = kept.refuses(form, member.revision)
        if conflict is None:
            if not kept.is_stored_already(form):
                actions.save_custody(
                    desk,
                    family_id,
                    member_id,
                    member.revision,
                    custody=form.custody,
                    guardian=form.chosen_guardian,
                    for_all=form.is_for_all,
                )
            kept.settle(form)
            flash(gettext("Saved."), "success")
            return _back(family_id)
    return render_template(
        "intake/custody.html",
        form=form,
        view=view,
        kept=kept,
        fields_of=[forms.custody_field(caregiver) for caregiver in caregivers],
        member=member,
        title=_title(view, member_id),
        conflict=conflict,
    ), 409 if conflict else 422 if form.is_submitted() else 200


def child_of(view: FamilyView, member_id: UUID) -> MemberView:
    """Return a child of a family."""
    for member in view.members:
        if member.id == member_id and member.person.kind is MemberKind.CHILD:
            return member
    raise NotVisible


def living(view: FamilyView) -> frozenset[UUID]:
    """Return the living children."""
    return frozenset(
        member.id
        for member in view.members
        if member.person.kind is MemberKind.CHILD and member.person.status is not ChildStatus.DIED
    )


def twin_forms(view: FamilyView) -> dict[UUID, str]:
    """Return a fresh form id for each child young enough that a twin may still be missing.

    With it a second tap on "add a twin" adds no third child.
    """
    here = living(view)
    return {
        member.id: str(new_id()) for member in view.members if member.id in here and _is_young(member, view)
    }


def _is_young(member: MemberView, view: FamilyView) -> bool:
    born = member.person.born_on
    months = child_age_months(born, view.as_of) if born else None
    return months is None or months < MONTHS_PER_YEAR


def _siblings(view: FamilyView, member: MemberView) -> list[MemberView]:
    return [
        other
        for other in view.members
        if other.id != member.id
        and other.person.kind is MemberKind.CHILD
        and other.person.status is not ChildStatus.DIED
    ]


def _same_birth(view: FamilyView, member: MemberView, status: ChildStatus) -> list[MemberView]:
    group = member.person.birth_group
    others = _siblings(view, member) if group is not None else []
    return [other for other in others if other.person.birth_group == group and other.person.status is status]


def _is_recorded(member: MemberView, birth: actions.Birth) -> bool:
    return member.person.status is ChildStatus.BORN and member.person.birth_date == birth.on


def _both_births(view: FamilyView, member: MemberView, mine: actions.Birth | None) -> tuple[Version, ...]:
    """Return what one's own page says of the child, and what is stored of it."""
    stored = people_words.member_facts(member, view.as_of)
    if mine is None:
        return (Version(gettext("Details"), "", stored),)
    born = {"status": ChildStatus.BORN, "birth_date": mine.on, "weeks_at_birth": mine.weeks}
    entered = MemberView(member.id, member.revision, member.person.model_copy(update=born))
    return (Version(gettext("Details"), people_words.member_facts(entered, view.as_of), stored),)


def _title(view: FamilyView, member_id: UUID) -> str:
    return wording.member_labels(view.members)[str(member_id)]


def _back(family_id: UUID) -> Response:
    return redirect(url_for(".persons", family_id=family_id), 303)
