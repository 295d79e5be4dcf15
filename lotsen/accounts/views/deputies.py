"""Who stands in for whom in one's own institution."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.accounts import actions, domain, forms
from lotsen.accounts.views.area import Answer, area
from lotsen.desk import Desk
from lotsen.kernel import local_day
from lotsen.policy import Permission
from lotsen.web.forms import choices
from lotsen.web.i18n import gettext


@area.page("/deputies", needs=Permission.DEPUTIES_MANAGE, methods=("GET", "POST"))
def deputies(desk: Desk) -> Answer:
    """List who stands in now and in days to come, and name a deputy."""
    form = forms.DeputyForm()
    team = actions.team_of(desk)
    me = str(desk.actor.person_id)
    people = [(str(mate.person_id), mate.name) for mate in team]
    if actions.leads(desk):
        form.absent.choices = choices(people)
        form.deputy.choices = choices(people)
    else:
        del form.absent
        form.deputy.choices = choices([(key, name) for key, name in people if key != me])
    if form.validate_on_submit() and _name(desk, form, form.absent.data if form.absent is not None else me):
        flash(gettext("Saved."), "success")
        return redirect(url_for(".deputies"), 303)
    page = render_template(
        "accounts/deputies.html",
        form=form,
        stand_ins=actions.list_deputies(desk),
        is_alone=len(team) < 2,  # it takes two
        today=local_day(desk.clock),
    )
    return page, 422 if form.is_submitted() else 200


def _name(desk: Desk, form: forms.DeputyForm, absent: str | None) -> bool:
    first, last = form.first_day.data, form.last_day.data
    if first is None or last is None:
        return False
    try:
        actions.name_deputy(
            desk,
            form.row_id,
            absent_id=UUID(str(absent)),
            deputy_id=UUID(form.deputy.data),
            first_day=first,
            last_day=last,
        )
    except (domain.OwnDeputy, domain.DeputyAway) as refusal:
        form.deputy.errors = [gettext(refusal.message, **refusal.params)]
    except (domain.DaysOver, domain.StoodInFor) as refusal:
        form.first_day.errors = [gettext(refusal.message, **refusal.params)]
    except domain.DaysWrong as refusal:
        form.last_day.errors = [gettext(refusal.message)]
    else:
        return True
    return False


@area.page("/deputies/<uuid:deputy_id>/end", needs=Permission.DEPUTIES_MANAGE, methods=("POST",))
def end_deputy(desk: Desk, deputy_id: UUID) -> Response:
    """End standing in at once."""
    try:
        actions.end_deputy(desk, deputy_id)
    except domain.NotYoursToEnd as refusal:
        flash(gettext(refusal.message), "warning")
    else:
        flash(gettext("The stand-in has ended."), "success")
    return redirect(url_for(".deputies"), 303)
