"""Pages of the directory: find, read and print."""

import sys
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import current_app, render_template, request, url_for
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.actions import FoundService
from lotsen.directory.domain import ServiceWish
from lotsen.directory.forms import WishForm
from lotsen.directory.forms.wish import sorted_types, words
from lotsen.directory.printing import extract
from lotsen.directory.results import counted, dropped_filter, wishes_told
from lotsen.directory.views.area import area, own_types_by_type
from lotsen.directory.wording import hours_view
from lotsen.kernel import local_day, page_of
from lotsen.places import actions as places
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.addresses import parts_of
from lotsen.web.i18n import current_language
from lotsen.web.paging import page_asked

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


@area.page("/", needs=Permission.DIRECTORY_READ)
def services(desk: Desk) -> str:
    form = _wish_form(desk)
    wish = form.wish()
    state = current_app.extensions["lotsen.settings"].state
    find = partial(actions.find_services, desk, wish, state=state)
    page = page_of(page_asked(), sys.maxsize)
    found = find(offset=page.offset, limit=page.size)
    if page.offset >= len(found):
        page = page_of(page.number, len(found))
        found = find(offset=page.offset, limit=page.size)
    page = page_of(page.number, len(found))
    form.count(counted(found.page.facets))
    towns = places.names_of(desk, [place.municipality for place in found.towns])
    form.offer_municipalities([(place.municipality, towns[place.municipality]) for place in found.towns])
    return render_template(
        "directory/services.html",
        geonames=places.shows_geonames(desk),
        form=form,
        found=found,
        grouped=_grouped if found.by_type else lambda hits: [("", hits)],
        is_filtered=wish != ServiceWish(text=wish.text),
        dropped=dropped_filter(found.page, _asked()),
        is_unknown=wish.postcode is not None and not places.find_postcode(desk, wish.postcode),
        read=wishes_told(found.page.read),
        let_go=wishes_told(found.page.let_go),
        page=page,
        url_of=lambda number: url_for(".services", **{**_asked(), "page": number}),
        asked=_asked(),
        own_types=actions.type_names(desk),
        types=words(sorted_types()) if found.page.is_unread else (),
        suggestions=actions.suggest(desk, wish.text) if wish.text else (),
        may_write=desk.actor.may(Permission.DIRECTORY_WRITE),
        may_propose=desk.actor.may(Permission.DIRECTORY_PROPOSE),
        most_on_paper=actions.MOST_SHEETS,
    )


@area.page("/print", needs=Permission.DIRECTORY_READ)
def printed(desk: Desk) -> Response:
    """Print what was found as a paper for days without a network."""
    form = _wish_form(desk)
    wish = form.wish()
    districts = {row.code: row.name for row in places.districts(desk)}
    return extract(actions.list_sheets(desk, wish), districts, form.words(), desk.clock.now())


@area.page("/<uuid:service_id>", needs=Permission.DIRECTORY_READ)
def service(desk: Desk, service_id: UUID) -> str:
    sheet = actions.read_service(desk, service_id)
    other = actions.stands_for(desk, service_id)
    return render_template(
        "directory/service.html",
        sheet=sheet,
        stands_for=actions.read_service(desk, other) if other != service_id else None,
        hours=hours_view(sheet.service.opening_hours, sheet.service.hours_note, desk.clock.now()),
        place_names=places.names_of(desk, sheet.service.area_codes),
        own_types=actions.type_names(desk),
        found_by=_found_by(request.referrer),
        today=local_day(desk.clock),
        may_write=desk.actor.may(Permission.DIRECTORY_WRITE),
        may_propose=desk.actor.may(Permission.DIRECTORY_PROPOSE),
    )


def _grouped(hits: Sequence[FoundService]) -> list[tuple[str, list[FoundService]]]:
    """Put neighbours of one type under its name."""
    types, language = vocabulary().service_types, current_language()
    return [
        (types[code].label.get(language), list(group))
        for code, group in groupby(hits, key=lambda hit: hit.service.service_type)
    ]


def _asked() -> dict[str, Any]:
    """Return what was asked for in the address: the filled fields of the form and nothing else."""
    return {name: value for name in _WISHES if (value := request.args.get(name))}


def _found_by(referrer: str | None) -> str | None:
    """Return the address of the search that led here, so that the way back keeps what was typed."""
    here, there = url_for(".services"), parts_of(referrer)
    is_search = there.netloc == request.host and there.path == here and there.query
    return f"{here}?{there.query}" if is_search else None


def _wish_form(desk: Desk) -> WishForm:
    form = WishForm(MultiDict(_asked()))
    form.offer([(row.code, row.name) for row in places.districts(desk)], own_types_by_type(desk))
    return form
