"""Staff propose: a service that is missing, or what is wrong in an entry."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.kernel import local_day
from lotsen.policy import Permission
from lotsen.upkeep import actions, forms
from lotsen.upkeep.domain import NothingNew, ProposedBy
from lotsen.upkeep.views.area import Answer, area
from lotsen.web.i18n import gettext, render_error_text


@area.page("/proposals/own", needs=Permission.DIRECTORY_PROPOSE)
def own(desk: Desk) -> str:
    """Show what the reader proposed and what became of it."""
    return render_template("upkeep/own.html", proposals=actions.own_proposals(desk))


@area.page("/missing", needs=Permission.DIRECTORY_PROPOSE, methods=("GET", "POST"))
def missing(desk: Desk) -> Answer:
    """Propose a service that the directory lacks; a plan that names one brings what it knows."""
    form = forms.MissingForm()
    form.offer()
    begins = request.form.get("go") == "begin"
    if not begins and form.validate_on_submit():
        actions.propose_missing(
            desk,
            form.row_id,
            form.said(),
            organization=form.organization.data or "",
            address=form.address,
            note=form.said_beside,
        )
        flash(gettext("Thank you. The network coordination will look at it."), "success")
        return redirect(url_for(".own"), 303)
    return render_template(
        "upkeep/missing.html", form=form
    ), 422 if form.is_submitted() and not begins else 200


@area.page("/<uuid:service_id>/propose", needs=Permission.DIRECTORY_PROPOSE, methods=("GET", "POST"))
def propose(desk: Desk, service_id: UUID) -> Answer:
    """Propose changes of an entry."""
    entry, _ = directory.read_entry(desk, service_id)
    form = forms.StaffChangeForm()
    form.offer()
    refusal, status = "", 422 if form.is_submitted() else 200
    if not form.is_submitted():
        form.show(entry)
    elif form.validate():
        try:
            changes = form.changes(entry, local_day(desk.clock))
            actions.propose_change(
                desk, form.row_id, service_id, changes, by=ProposedBy.STAFF, note=form.said_beside
            )
        except NothingNew as nothing:
            refusal, status = render_error_text(nothing), nothing.status
        else:
            flash(gettext("Thank you. The network coordination will look at it."), "success")
            return redirect(url_for("directory.service", service_id=service_id), 303)
    return render_template("upkeep/propose.html", form=form, entry=entry, refusal=refusal), status
