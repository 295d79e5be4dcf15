"""Pages where coordinators keep organizations and their locations."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.actions import OrganizationSheet
from lotsen.directory.entries import LocationEntry, OrganizationEntry
from lotsen.directory.forms import Difference, LocationForm, OrganizationForm, Revised, differences
from lotsen.directory.tables import Service
from lotsen.directory.views.area import Answer, area
from lotsen.directory.views.versions import is_comparing, revision_of, undecided, with_what_was_taken
from lotsen.kernel import StaleRevision, page_of
from lotsen.places import actions as places
from lotsen.policy import Permission
from lotsen.web.i18n import gettext
from lotsen.web.paging import page_asked


@area.page("/organizations", needs=Permission.DIRECTORY_WRITE)
def organizations(desk: Desk) -> str:
    text = request.args.get("organization_text", "").strip()
    named = actions.find_organizations(desk, text)
    page = page_of(page_asked(), len(named))
    return render_template(
        "directory/organizations.html",
        text=text,
        sites=actions.list_sites(desk, [one for one, _ in named[page.offset :][: page.size]]),
        lone=actions.lone_locations(desk) if page.is_last and not text else (),
        page=page,
        url_of=lambda number: url_for(".organizations", organization_text=text or None, page=number),
    )


@area.page("/organizations/new", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def new_organization(desk: Desk) -> Answer:
    form = OrganizationForm()
    if form.validate_on_submit():
        row = actions.add_organization(
            desk, OrganizationEntry.model_validate({**form.said(), "id": form.row_id})
        )
        flash(gettext("The organization is saved."), "success")
        return redirect(url_for(".organization", organization_id=row.id), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("directory/organization.html", form=form, sheet=None, conflict=None), status


@area.page("/organizations/<uuid:organization_id>", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def organization(desk: Desk, organization_id: UUID) -> Answer:
    entry, sheet = actions.read_organization(desk, organization_id)
    saved = OrganizationForm(formdata=None)
    saved.show(entry, actions.revision_of(desk, organization_id))
    if request.method != "POST":
        return _organization_page(saved, sheet)
    form = OrganizationForm(formdata=with_what_was_taken(saved))
    if not form.validate():
        return _organization_page(form, sheet, saved if is_comparing() else None), 422
    changed = OrganizationEntry.model_validate(entry.model_dump() | form.said())
    try:
        if undecided():
            raise StaleRevision
        actions.save_organization(desk, changed, revision=revision_of(form.revision.data))
    except StaleRevision as stale:
        return _organization_page(form, sheet, saved), stale.status
    flash(gettext("The organization is saved."), "success")
    return redirect(url_for(".organization", organization_id=organization_id), 303)


@area.page(
    "/organizations/<uuid:organization_id>/locations/new",
    needs=Permission.DIRECTORY_WRITE,
    methods=("GET", "POST"),
)
def new_location(desk: Desk, organization_id: UUID) -> Answer:
    _, sheet = actions.read_organization(desk, organization_id)
    form = _offered(desk, LocationForm())
    if form.validate_on_submit():
        entry = form.changed(LocationEntry(id=form.row_id, organization_id=organization_id, name="–"))
        row = actions.add_location(desk, entry)
        flash(gettext("The location is saved."), "success")
        return redirect(url_for(".location", location_id=row.id), 303)
    page = render_template(
        "directory/location.html",
        form=form,
        here=url_for(".new_location", organization_id=organization_id),
        entry=None,
        owner=sheet.organization,
        services=(),
        conflict=None,
    )
    return page, 422 if form.is_submitted() else 200


@area.page("/locations/<uuid:location_id>", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def location(desk: Desk, location_id: UUID) -> Answer:
    entry, services = actions.read_location(desk, location_id)
    saved = LocationForm(formdata=None)
    saved.show(entry, actions.revision_of(desk, location_id))
    _offered(desk, saved).show_place(entry)
    page = partial(_location_page, desk, entry=entry, services=services)
    if request.method != "POST":
        return page(saved)
    form = _offered(desk, LocationForm(formdata=with_what_was_taken(saved)))
    if not form.validate():
        return page(form, saved=saved if is_comparing() else None), 422
    try:
        if undecided():
            raise StaleRevision
        actions.save_location(desk, form.changed(entry), revision=revision_of(form.revision.data))
    except StaleRevision as stale:
        return page(form, saved=saved), stale.status
    flash(gettext("The location is saved."), "success")
    return redirect(url_for(".location", location_id=location_id), 303)


def _organization_page(
    form: OrganizationForm, sheet: OrganizationSheet, saved: OrganizationForm | None = None
) -> str:
    return render_template(
        "directory/organization.html", form=form, sheet=sheet, conflict=_compared(form, saved)
    )


def _location_page(
    desk: Desk,
    form: LocationForm,
    *,
    entry: LocationEntry,
    services: Sequence[Service],
    saved: LocationForm | None = None,
) -> str:
    owner = entry.organization_id and actions.read_organization(desk, entry.organization_id)[1].organization
    return render_template(
        "directory/location.html",
        form=form,
        here=url_for(".location", location_id=entry.id),
        entry=entry,
        owner=owner,
        services=services,
        conflict=_compared(form, saved),
    )


def _compared(form: Revised, saved: Revised | None) -> tuple[Difference, ...] | None:
    """Return in what two versions differ, and let the form go on from the saved one."""
    if saved is None:
        return None
    form.revision.data = saved.revision.data
    return differences(form, saved)


def _offered(desk: Desk, form: LocationForm) -> LocationForm:
    postcode = form.postcode.data or ""
    form.offer_places(places.find_postcode(desk, postcode), places.names_around(desk, postcode))
    return form
