"""Cases that nobody at work can read any more: two people appoint a reader and read nothing by that."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for

from lotsen.desk import Desk
from lotsen.kernel import StaleRevision
from lotsen.policy import Permission
from lotsen.protection import actions
from lotsen.protection.domain import SecondPersonNeeded
from lotsen.protection.forms import AppointForm, ConfirmForm
from lotsen.protection.views.area import Answer, area
from lotsen.web.forms import choices
from lotsen.web.i18n import gettext

_APPOINT = Permission.PROTECTION_APPOINT


@area.page("/without-reader", needs=_APPOINT)
def unread(desk: Desk) -> str:
    """List the cases without a reader at work, by number and nothing else."""
    return render_template(
        "protection/unread.html",
        cases=actions.unread_cases(desk),
        works_on_cases=desk.actor.may(Permission.PROTECTION_WORK),
    )


@area.page("/without-reader/<uuid:unread_id>", needs=_APPOINT, methods=("GET", "POST"))
def appoint(desk: Desk, unread_id: UUID) -> Answer:
    """Propose who is to read a case."""
    case = actions.unread_case(desk, unread_id)
    form = AppointForm()
    people = actions.possible_appointees(desk)
    form.person.choices = choices([(str(one.person_id), one.name) for one in people])
    if form.validate_on_submit():
        actions.propose_reader(desk, unread_id, UUID(form.person.data), str(form.reason.data or ""))
        flash(gettext("Your proposal is kept. A second person has to confirm it."), "success")
        return redirect(url_for(".appoint", unread_id=unread_id), 303)
    page = _page(desk, case, form, ConfirmForm(formdata=None))
    return page, 422 if form.is_submitted() else 200


@area.page("/without-reader/<uuid:unread_id>/confirm", needs=_APPOINT, methods=("POST",))
def confirm(desk: Desk, unread_id: UUID) -> Answer:
    """Confirm a proposal as the second person."""
    form = ConfirmForm()
    actions.unread_case(desk, unread_id)
    try:
        seen = datetime.fromisoformat(str(form.seen.data or ""))
    except ValueError:
        raise StaleRevision from None
    try:
        actions.appoint_reader(desk, unread_id, seen)
    except SecondPersonNeeded as refused:
        flash(gettext(refused.message), "warning")
        return redirect(url_for(".appoint", unread_id=unread_id), 303)
    flash(gettext("The reader is appointed."), "success")
    return redirect(url_for(".unread"), 303)


def _page(desk: Desk, case: actions.Unread, form: AppointForm, confirming: ConfirmForm) -> str:
    if case.appointment is not None:
        confirming.seen.data = case.appointment.proposed_at.isoformat()
    return render_template(
        "protection/appoint.html", case=case, form=form, confirming=confirming, me=desk.actor.person_id
    )
