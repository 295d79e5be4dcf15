"""Pages of the directory: find, read and print."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.forms import WishForm
from lotsen.directory.views.area import area, own_types_by_type, place_names
from lotsen.kernel import local_day
from lotsen.places import actions as places
from lotsen.policy import Permission

PAGE_SIZE = 50
_WISHES = ("q", "service_type", "language", "district", "capacity")


@area.page("/", needs=Permission.DIRECTORY_READ)
def services(desk: Desk) -> str:
    form = _wish_form(desk)
    listing = actions.list_services(desk, form.wish())
    pages = max(1, -(-len(listing) // PAGE_SIZE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "directory/services.html",
        form=form,
        total=len(listing),
        listing=listing.page(page, PAGE_SIZE),
        page=page,
        pages=pages,
        own_types=actions.type_names(desk),
        url_of=lambda number: url_for(".services", **{**_asked(), "page": number}),
        print_url=url_for(".printed", **_asked()),
        may_write=desk.actor.may(Permission.DIRECTORY_WRITE),
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
        place_names=place_names(desk),
        own_types=actions.type_names(desk),
        today=local_day(desk.clock),
        may_write=desk.actor.may(Permission.DIRECTORY_WRITE),
    )


def _asked() -> dict[str, Any]:
    """Return what was asked for in the address: the filled fields of the form and nothing else."""
    return {name: value for name in _WISHES if (value := request.args.get(name))}


def _wish_form(desk: Desk) -> WishForm:
    form = WishForm(MultiDict(_asked()))
    form.offer([(row.code, row.name) for row in places.districts(desk)], own_types_by_type(desk))
    return form
