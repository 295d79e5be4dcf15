"""The page on which coordinators say which location of a service is the main one, and what follows it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.forms import OrderForm
from lotsen.directory.views.area import Answer, area
from lotsen.directory.views.versions import revision_of
from lotsen.kernel import StaleRevision
from lotsen.policy import Permission
from lotsen.web.i18n import gettext, render_error_text


@area.page("/<uuid:service_id>/locations", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def locations(desk: Desk, service_id: UUID) -> Answer:
    entry, revision = actions.read_entry(desk, service_id)
    form, refusal, status = OrderForm(), "", 200
    if form.is_submitted():
        status = 422
        if form.validate():
            order = form.wanted(request.form.getlist("shown"))
            try:
                actions.order_locations(desk, service_id, order, revision=revision_of(form.revision.data))
            except StaleRevision as stale:
                refusal, status = render_error_text(stale), stale.status
            else:
                flash(gettext("The order is saved."), "success")
                return redirect(url_for(".locations", service_id=service_id), 303)
    form.revision.data = str(revision)
    rows = actions.locations_of(desk, entry.location_ids)
    page = render_template("directory/locations.html", form=form, entry=entry, rows=rows, refusal=refusal)
    return page, status
