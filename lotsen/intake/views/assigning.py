"""Who looks after which family: a lead sees the team's families and gives them to somebody else."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.views import wording
from lotsen.intake.views.area import Answer, area
from lotsen.kernel import NotVisible
from lotsen.policy import Permission
from lotsen.web.forms import choices
from lotsen.web.i18n import format_date, gettext, ngettext

NOBODY = "nobody"


@area.page("/responsibilities", needs=Permission.FAMILY_ASSIGN, methods=("GET", "POST"))
def assignments(desk: Desk) -> Answer:
    """Show the team's open families by person; give some or all of one person's to somebody else."""
    loads = actions.workload(desk)
    person, shown = _whose(request.args.get("of", ""), loads)
    families = actions.families_of(desk, person) if shown is not None else []
    form = forms.AssignManyForm()
    form.families.choices = choices([(str(row.id), row.code) for row in families])
    team = actions.team(desk)
    form.person.choices = choices([(str(key), name) for key, name in team.items() if key != person])
    if form.validate_on_submit():
        chosen = {row.id for row in families} if "all" in request.form else form.chosen
        if chosen:
            count = actions.assign_many(desk, chosen, UUID(form.person.data))
            sentence = ngettext("%(num)s family was given on.", "%(num)s families were given on.", count)
            flash(sentence, "success")
            return redirect(url_for(".assignments"), 303)
        form.families.errors = [gettext("Please choose at least one family.")]
    page = render_template(
        "intake/assignments.html",
        form=form,
        loads=loads,
        shown=shown,
        of=NOBODY if shown is not None and person is None else person,
        nobody=NOBODY,
        families=families,
        hints={str(row.id): _hint(row) for row in families},
    )
    return page, 422 if form.is_submitted() else 200


def _whose(given: str, loads: list[actions.Load]) -> tuple[UUID | None, actions.Load | None]:
    if not given:
        return None, None
    for load in loads:
        if given == (str(load.person_id) if load.person_id is not None else NOBODY):
            return load.person_id, load
    raise NotVisible


def _hint(row: actions.AssignedFamily) -> str:
    known = gettext("known since %(day)s", day=format_date(row.registered_on))
    due = gettext("due on %(day)s", day=format_date(row.due_on)) if row.due_on else ""
    return " · ".join(filter(None, (wording.stage_label(row.stage), due, known)))


@area.page("/<uuid:family_id>/responsibility", needs=Permission.FAMILY_ASSIGN, methods=("GET", "POST"))
def assign(desk: Desk, family_id: UUID) -> Answer:
    """Give one family to a colleague."""
    row = actions.family_row(desk, family_id)
    form = forms.AssignForm(data={"person": str(row.assigned_to or "")})
    form.person.choices = choices([(str(key), name) for key, name in actions.team(desk).items()])
    if form.validate_on_submit():
        actions.assign_family(desk, family_id, UUID(form.person.data))
        flash(gettext("Saved."), "success")
        return redirect(url_for(".family", family_id=family_id), 303)
    page = render_template(
        "intake/assign.html", form=form, family=row, responsible=actions.responsible_name(desk, row)
    )
    return page, 422 if form.is_submitted() else 200
