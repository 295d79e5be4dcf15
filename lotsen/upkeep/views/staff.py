"""Coordinators look after entries: what waits, what is old, ask the provider, look back."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.kernel import page_of
from lotsen.outbox.domain import FAULT_LABELS
from lotsen.outbox.domain import STATE_LABELS as MAIL_STATES
from lotsen.outbox.post import post_of
from lotsen.policy import Permission
from lotsen.upkeep import actions, forms
from lotsen.upkeep.opened import contested
from lotsen.upkeep.views.area import Answer, area
from lotsen.web.i18n import gettext
from lotsen.web.paging import page_asked
from lotsen.web.pdf import qr_image


@area.page("/", needs=Permission.DIRECTORY_WRITE)
def overview(desk: Desk) -> str:
    """Show what waits: proposals, entries that contradict each other, entries that are old."""
    proposals = actions.open_proposals(desk)
    stale_count = actions.count_stale(desk)
    page = page_of(page_asked(), stale_count)
    contradictions = actions.contradictions(desk, limit=page.size + 1)
    return render_template(
        "upkeep/overview.html",
        proposals=proposals,
        contested={one.proposal.id for one in contested(proposals)},
        contradictions=contradictions[: page.size],
        is_more_contradicted=len(contradictions) > page.size,
        doubles=directory.count_duplicates(desk),
        unsorted=directory.count_unsorted(desk),
        stale=actions.stale_entries(desk, offset=page.offset, limit=page.size),
        stale_count=stale_count,
        page=page,
        url_of=lambda number: url_for(".overview", page=number),
    )


@area.page("/unsorted", needs=Permission.DIRECTORY_WRITE)
def unsorted(desk: Desk) -> str:
    """Show the entries whose type nobody has stated yet: each is sorted on the page of its entry."""
    count = directory.count_unsorted(desk)
    page = page_of(page_asked(), count)
    return render_template(
        "upkeep/unsorted.html",
        services=directory.unsorted_services(desk, offset=page.offset, limit=page.size),
        count=count,
        page=page,
        url_of=lambda number: url_for(".unsorted", page=number),
    )


@area.page("/<uuid:service_id>/history", needs=Permission.DIRECTORY_READ)
def history(desk: Desk, service_id: UUID) -> str:
    """Show who changed which field of an entry when."""
    entry, _ = directory.read_entry(desk, service_id)
    steps = actions.history_of(desk, service_id)
    names = actions.names_in(desk, [change for step in steps for change in step.changes])
    return render_template("upkeep/history.html", entry=entry, steps=steps, names=names)


@area.page("/<uuid:service_id>/ask", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def ask(desk: Desk, service_id: UUID) -> Answer:
    """Ask the provider by mail; the page also offers the link to hand over."""
    entry, _ = directory.read_entry(desk, service_id)
    form = forms.AskForm()
    addresses = actions.addresses_of(desk, service_id)
    form.offer(addresses)
    if form.validate_on_submit():
        actions.ask_provider(desk, form.row_id, service_id, to=str(form.to.data))
        flash(gettext("The provider gets a mail with a link."), "success")
        return redirect(url_for(".ask", service_id=service_id), 303)
    if not form.is_submitted():
        form.choose_first(addresses)
    path = actions.path_to_entry(desk, service_id)
    address = f"{_public_url()}{path}" if path else ""
    return render_template(
        "upkeep/ask.html",
        form=form,
        entry=entry,
        addresses=addresses,
        mail_is_set_up=post_of(current_app.extensions["lotsen.settings"]) is not None,
        held=actions.links_to_entry(desk, service_id),
        mail=actions.mail_to_provider(desk, service_id),
        mail_states=MAIL_STATES,
        mail_faults=FAULT_LABELS,
        address=address,
        qr=qr_image(address) if address else "",
        link_form=forms.ConfirmForm(formdata=None),
    ), 422 if form.is_submitted() else 200


@area.page("/<uuid:service_id>/link", needs=Permission.DIRECTORY_WRITE, methods=("POST",))
def open_link(desk: Desk, service_id: UUID) -> Response:
    """Make a link to hand over by other means."""
    directory.read_service(desk, service_id)
    form = forms.ConfirmForm()
    if form.validate_on_submit():
        actions.open_entry_link(desk, form.row_id, service_id)
    return redirect(url_for(".ask", service_id=service_id), 303)


@area.page("/<uuid:service_id>/end-links", needs=Permission.DIRECTORY_WRITE, methods=("POST",))
def end_links(desk: Desk, service_id: UUID) -> Response:
    """End every link to an entry at once."""
    directory.read_service(desk, service_id)
    actions.end_entry_links(desk, service_id)
    flash(gettext("The links lead nowhere from now on."), "success")
    return redirect(url_for(".ask", service_id=service_id), 303)


def _public_url() -> str:
    settings = current_app.extensions["lotsen.settings"]
    return (settings.web.public_url or request.url_root).rstrip("/")
