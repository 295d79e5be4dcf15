"""Pages of the directory: find, read, print, and keep it."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.domain import (
    ACCESS_LABELS,
    CAPACITY_LABELS,
    COST_LABELS,
    STATUS_LABELS,
    ServiceWish,
)
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.forms import CapacityForm, ServiceForm, WishForm
from lotsen.directory.results import counted, dropped_filter
from lotsen.kernel import StaleRevision, local_day
from lotsen.places import actions as places
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.access import Area
from lotsen.web.i18n import current_language, gettext

area = Area("directory", __name__, url_prefix="/directory", template_folder="templates")
Answer = str | Response | tuple[str, int]

PAGE_SIZE = 50
_WISHES = (
    "q",
    "service_type",
    "language",
    "district",
    "postcode",
    "municipality",
    "radius_km",
    "cost",
    "home_visit",
    "capacity",
    "open_now",
)


@area.context_processor
def words() -> dict[str, Any]:
    """Give every page of the directory the vocabulary and the labels it speaks in."""
    return {
        "vocabulary": vocabulary(),
        "language": current_language(),
        "access_labels": ACCESS_LABELS,
        "capacity_labels": CAPACITY_LABELS,
        "cost_labels": COST_LABELS,
        "status_labels": STATUS_LABELS,
    }


@area.page("/", needs=Permission.DIRECTORY_READ)
def services(desk: Desk) -> str:
    form = _wish_form(desk)
    wish = form.wish()
    number = max(1, request.args.get("page", 1, type=int))
    found = actions.find_services(desk, wish, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    if number > pages:
        number = pages
        found = actions.find_services(desk, wish, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    form.count(counted(found.page.facets))
    towns = {row.code: row.name for row in places.municipalities(desk)}
    form.offer_municipalities([(place.municipality, towns[place.municipality]) for place in found.ambiguous])
    return render_template(
        "directory/services.html",
        form=form,
        found=found,
        is_filtered=wish != ServiceWish(text=wish.text),
        dropped=dropped_filter(found.page, _asked()),
        page=number,
        pages=pages,
        url_of=lambda page: url_for(".services", **{**_asked(), "page": page}),
        asked=_asked(),
        suggestions=actions.suggest(desk, wish.text) if wish.text else (),
        may_write=desk.actor.may(Permission.DIRECTORY_WRITE),
        may_propose=desk.actor.may(Permission.DIRECTORY_PROPOSE),
    )


@area.page("/print", needs=Permission.DIRECTORY_READ)
def printed(desk: Desk) -> str:
    form = _wish_form(desk)
    return render_template(
        "directory/printed.html",
        sheets=actions.list_sheets(desk, form.wish()),
        today=local_day(desk.clock),
        back_url=url_for(".services", **_asked()),
    )


@area.page("/<uuid:service_id>", needs=Permission.DIRECTORY_READ)
def service(desk: Desk, service_id: UUID) -> str:
    return render_template(
        "directory/service.html",
        sheet=actions.read_service(desk, service_id),
        place_names=_place_names(desk),
        today=local_day(desk.clock),
        may_write=desk.actor.may(Permission.DIRECTORY_WRITE),
        may_propose=desk.actor.may(Permission.DIRECTORY_PROPOSE),
    )


@area.page("/<uuid:service_id>/capacity", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def capacity(desk: Desk, service_id: UUID) -> Answer:
    sheet = actions.read_service(desk, service_id)
    form = CapacityForm()
    if not form.is_submitted():
        form.show(sheet.service.capacity, sheet.service.waiting_weeks, sheet.service.revision)
    elif form.validate():
        try:
            actions.set_capacity(
                desk,
                service_id,
                form.said(),
                weeks=form.waiting_weeks.data,
                source=form.source.data or "",
                revision=_revision(form.revision.data),
            )
        except StaleRevision as stale:
            return render_template(
                "directory/capacity.html", form=form, sheet=sheet, stale=True
            ), stale.status
        flash(gettext("The places are up to date."), "success")
        return redirect(url_for(".service", service_id=service_id), 303)
    status = 422 if form.errors else 200
    return render_template("directory/capacity.html", form=form, sheet=sheet, stale=False), status


@area.page("/<uuid:service_id>/edit", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def edit(desk: Desk, service_id: UUID) -> Answer:
    entry, revision = actions.read_entry(desk, service_id)
    form = _service_form(desk)
    stale = None
    if not form.is_submitted():
        form.show(entry, revision)
    elif form.validate():
        try:
            actions.save_service(desk, _changed(entry, form), revision=_revision(form.revision.data))
        except StaleRevision as refusal:
            stale = refusal
        else:
            flash(gettext("The entry is saved."), "success")
            return redirect(url_for(".service", service_id=service_id), 303)
    status = stale.status if stale else 422 if form.errors else 200
    page = render_template(
        "directory/edit.html", form=form, service_id=service_id, name=entry.name, stale=stale is not None
    )
    return page, status


@area.page("/new", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def new(desk: Desk) -> Answer:
    form = _service_form(desk)
    if form.validate_on_submit():
        entry = ServiceEntry.model_validate({**form.changes(), "id": form.row_id})
        added = actions.add_service(desk, entry)
        flash(gettext("The entry is saved."), "success")
        return redirect(url_for(".service", service_id=added.id), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("directory/edit.html", form=form, service_id=None, name=None, stale=False), status


def _changed(entry: ServiceEntry, form: ServiceForm) -> ServiceEntry:
    fields = entry.model_dump() | form.changes()
    if fields["protected_address"]:
        fields["location_ids"] = ()
    return ServiceEntry.model_validate(fields)


def _revision(text: str | None) -> int:
    """Read a form's revision; what is no number is older than everything."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _asked() -> dict[str, Any]:
    """Return what was asked for in the address: the filled fields of the form and nothing else."""
    return {name: value for name in _WISHES if (value := request.args.get(name))}


def _wish_form(desk: Desk) -> WishForm:
    form = WishForm(MultiDict(_asked()))
    form.offer([(row.code, row.name) for row in places.districts(desk)])
    return form


def _service_form(desk: Desk) -> ServiceForm:
    form = ServiceForm()
    form.offer(
        [(str(row.id), row.name) for row in actions.list_organizations(desk)],
        [(row.code, row.name) for row in places.municipalities(desk)],
        [(row.code, row.name) for row in places.districts(desk)],
    )
    return form


def _place_names(desk: Desk) -> dict[str, str]:
    names = {row.code: row.name for row in places.municipalities(desk)}
    return names | {row.code: row.name for row in places.districts(desk)}
