"""Coordinators decide where an import and people say different things about an entry."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.directory.domain import ObjectKind
from lotsen.kernel import StaleRevision
from lotsen.policy import Permission
from lotsen.upkeep import actions, forms
from lotsen.upkeep.actions import Contradiction
from lotsen.upkeep.domain import DoNotGoTogether
from lotsen.upkeep.views.area import Answer, area
from lotsen.upkeep.wording import field_label
from lotsen.web.i18n import gettext, render_error_text


@area.page("/conflicts/<uuid:object_id>", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def conflict(desk: Desk, object_id: UUID) -> Answer:
    """Show what the file says and what stands there, and take what is ticked."""
    form = forms.SettleForm()
    find = actions.to_settle if form.is_submitted() else actions.read_contradiction
    shown = find(desk, object_id)
    form.offer([(change.leader, field_label(change.leader, shown.kind)) for change in shown.changes])
    refusal, status = "", 200
    if form.is_submitted():
        status = 422
        if form.validate():
            keeps_all = "keep" in request.form
            chosen = frozenset() if keeps_all else frozenset(form.fields_chosen.data or ())
            try:
                actions.settle(desk, object_id, chosen, revision=form.wanted)
            except (StaleRevision, DoNotGoTogether) as error:
                refusal, status = render_error_text(error), error.status
            else:
                flash(
                    gettext("It is decided. A later import brings it up again only if it says something new.")
                )
                return _to_the_entry(shown)
    form.revision.data = str(shown.revision)
    page = render_template(
        "upkeep/conflict.html",
        one=shown,
        form=form,
        names=actions.names_in(desk, shown.changes),
        refusal=refusal,
    )
    return page, status


def _to_the_entry(shown: Contradiction) -> Response:
    row = shown.entry.id
    if shown.kind is ObjectKind.LOCATION:
        return redirect(url_for("directory.location", location_id=row), 303)
    if shown.kind is ObjectKind.ORGANIZATION:
        return redirect(url_for("directory.organization", organization_id=row), 303)
    return redirect(url_for("directory.service", service_id=row), 303)
