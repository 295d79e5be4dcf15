"""Pages where coordinators keep organizations and their locations."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.entries import LocationEntry, OrganizationEntry
from lotsen.directory.forms import LocationForm, OrganizationForm
from lotsen.directory.views.area import Answer, area
from lotsen.places import actions as places
from lotsen.policy import Permission
from lotsen.web.i18n import gettext


@area.page("/organizations", needs=Permission.DIRECTORY_WRITE)
def organizations(desk: Desk) -> str:
    return render_template("directory/organizations.html", sheets=actions.list_sites(desk))


@area.page("/organizations/new", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def new_organization(desk: Desk) -> Answer:
    form = OrganizationForm()
    if form.validate_on_submit():
        row = actions.save_organization(
            desk, OrganizationEntry.model_validate({**form.said(), "id": form.row_id})
        )
        flash(gettext("The organization is saved."), "success")
        return redirect(url_for(".organization", organization_id=row.id), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("directory/organization.html", form=form, sheet=None), status


@area.page("/organizations/<uuid:organization_id>", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def organization(desk: Desk, organization_id: UUID) -> Answer:
    entry, sheet = actions.read_organization(desk, organization_id)
    form = OrganizationForm()
    if not form.is_submitted():
        form.show(entry)
    elif form.validate():
        actions.save_organization(desk, OrganizationEntry.model_validate(entry.model_dump() | form.said()))
        flash(gettext("The organization is saved."), "success")
        return redirect(url_for(".organization", organization_id=organization_id), 303)
    return render_template("directory/organization.html", form=form, sheet=sheet), 422 if form.errors else 200


@area.page(
    "/organizations/<uuid:organization_id>/locations/new",
    needs=Permission.DIRECTORY_WRITE,
    methods=("GET", "POST"),
)
def new_location(desk: Desk, organization_id: UUID) -> Answer:
    _, sheet = actions.read_organization(desk, organization_id)
    form = _location_form(desk, None)
    if form.validate_on_submit():
        entry = form.changed(LocationEntry(id=form.row_id, organization_id=organization_id, name="–"))
        row = actions.save_location(desk, entry)
        flash(gettext("The location is saved."), "success")
        return redirect(url_for(".location", location_id=row.id), 303)
    status = 422 if form.is_submitted() else 200
    here = url_for(".new_location", organization_id=organization_id)
    page = render_template(
        "directory/location.html", form=form, here=here, entry=None, owner=sheet.organization, services=()
    )
    return page, status


@area.page("/locations/<uuid:location_id>", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def location(desk: Desk, location_id: UUID) -> Answer:
    entry, services = actions.read_location(desk, location_id)
    form = _location_form(desk, entry)
    if form.is_submitted() and form.validate():
        actions.save_location(desk, form.changed(entry))
        flash(gettext("The location is saved."), "success")
        return redirect(url_for(".location", location_id=location_id), 303)
    owner = (
        actions.read_organization(desk, entry.organization_id)[1].organization
        if entry.organization_id
        else None
    )
    here = url_for(".location", location_id=location_id)
    page = render_template(
        "directory/location.html", form=form, here=here, entry=entry, owner=owner, services=services
    )
    return page, 422 if form.errors else 200


def _location_form(desk: Desk, entry: LocationEntry | None) -> LocationForm:
    form = LocationForm()
    is_shown = entry is not None and request.method != "POST"
    if entry is not None and is_shown:
        form.show(entry)
    postcode = form.postcode.data or ""
    form.offer_places(places.find_postcode(desk, postcode), places.names_around(desk, postcode))
    if entry is not None and is_shown:
        form.show_place(entry)
    return form
