"""Pages of the window: find support, read an entry, keep a list of them, and reach the family office.

Nothing here asks for a session, so no cookie is ever set. What is looked for is sent by POST and answered at
once: it stands in no address, no log and no audit trail. The language of a page stands in its address.
"""

from typing import Any, cast
from uuid import UUID

from flask import Flask, current_app, g, jsonify, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug import Response

from lotsen.config import Settings
from lotsen.contacts.at_once import national_or_last
from lotsen.desk import Desk
from lotsen.directory.actions import ServiceSheet
from lotsen.directory.domain import AccessRoute, is_outdated
from lotsen.kernel import local_day
from lotsen.places import actions as places
from lotsen.places.domain import normalise_postcode
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.access import Area, the_clock
from lotsen.web.i18n import DEFAULT_LANGUAGE, WINDOW_LANGUAGES
from lotsen.web.pdf import qr_svg
from lotsen.web.turns import Turns, prefix_of
from lotsen.window import actions, wording
from lotsen.window.domain import SITUATION_LABELS, Wish
from lotsen.window.forms import read_ids, read_postcode, read_wish

area = Area("window", __name__, url_prefix="/hilfe", template_folder="templates")
Answer = str | Response | tuple[str, int]

ONLY_READ = tuple(f"{__name__}.{view}" for view in ("results", "memo", "office"))
"""Views that take a POST and change nothing."""

_TURNS = "lotsen.window.turns"
_FEW = 20
"""How many services a page of results begins with."""

_MOST = 200
"""How many services a page of results holds at most; who has more to look through says more."""

_LANGUAGE = f"/<any({', '.join(repr(code) for code in WINDOW_LANGUAGES)}):language>"


@area.before_request
def take_turn() -> tuple[str, int, dict[str, str]] | None:
    """Let one network ask for so many pages a minute; who asks is neither kept nor logged."""
    turns = cast("Turns", current_app.extensions[_TURNS])
    wait = turns.take(prefix_of(request.remote_addr or ""), the_clock().now())
    if not wait:
        return None
    return render_template("window/error.html", status=429), 429, {"Retry-After": str(wait)}


def init_window(app: Flask, settings: Settings) -> None:
    """Give an application the turns of the window: in memory, and each process its own."""
    app.extensions[_TURNS] = Turns(settings.web.window_per_minute)


@area.before_app_request
def speak() -> None:
    """Speak the language of the address, also where the address leads nowhere."""
    if request.path.startswith(f"{area.url_prefix}/"):
        g.error_page = "window/error.html"
        asked = (request.view_args or {}).get("language") or _of_the_address() or _of_the_browser()
        g.language = g.window_language = asked
        if request.view_args:
            request.view_args.pop("language", None)


@area.url_defaults
def keep_the_language(_: str, values: dict[str, Any]) -> None:
    """Let links stay in the language of the page."""
    values.setdefault("language", g.get("window_language", DEFAULT_LANGUAGE))


@area.app_context_processor
def words() -> dict[str, Any]:
    """Give the pages of the window, its error page too, their words."""
    if "window_language" not in g:
        return {}
    return {
        "wording": wording,
        "window_languages": WINDOW_LANGUAGES,
        "in_language_of": _in_language_of,
        "outdated": is_outdated,
        "only_by_office": AccessRoute.FAMILY_OFFICE_ONLY,
    }


@area.page("/", needs=Permission.PUBLIC)
def door(desk: Desk) -> Response:
    """Lead to the start in the browser's language."""
    return redirect(url_for(".start"), 303)


@area.page(f"{_LANGUAGE}/", needs=Permission.PUBLIC)
def start(desk: Desk) -> str:
    return render_template(
        "window/start.html", **_asking(desk, Wish()), offices=actions.list_offices(desk), numbers=_numbers()
    )


@area.page(f"{_LANGUAGE}/suche", needs=Permission.PUBLIC, methods=("GET", "POST"), only_reads=True)
def results(desk: Desk) -> Answer:
    """Answer a search at once; whoever reloads or comes back by the address begins anew."""
    if request.method == "GET":
        return redirect(url_for(".start"), 303)
    asking = _asking(desk, _read_wish(desk))
    wish = asking["wish"]
    if wish.postcode and not places.find_postcode(desk, wish.postcode):
        page = render_template(
            "window/results.html", **asking, found=None, offices=actions.list_offices(desk)
        )
        return page, 422
    if asking["asked_towns"]:
        return render_template("window/results.html", **asking, found=None, offices=())
    few = _MOST if request.form.get("all") else _FEW
    state = current_app.extensions["lotsen.settings"].state
    found = actions.find_services(desk, wish, limit=few, state=state)
    return render_template(
        "window/results.html",
        **asking,
        found=found,
        few=few,
        most=_MOST,
        offices=() if len(found) else _offices_near(desk, wish),
    )


@area.page(f"{_LANGUAGE}/angebot/<uuid:service_id>", needs=Permission.PUBLIC)
def entry(desk: Desk, service_id: UUID) -> Answer:
    """Show what a family may know of a service: never a protected address, nothing for professionals."""
    sheet = actions.read_sheet(desk, service_id)
    if sheet.service.id != service_id:
        return redirect(url_for(".entry", service_id=sheet.service.id), 303)
    by_office = sheet.service.access is AccessRoute.FAMILY_OFFICE_ONLY
    address = _public_address(service_id)
    return render_template(
        "window/entry.html",
        sheet=sheet,
        towns=_towns(desk),
        opening=wording.opening_of(sheet.service, desk.clock.now()),
        offices=actions.offices_for(desk, sheet) if by_office else (),
        address=address,
        qr=Markup(qr_svg(address)),  # noqa: S704  # drawn by the library from our own address
        today=local_day(desk.clock),
    )


@area.page(f"{_LANGUAGE}/merkzettel", needs=Permission.PUBLIC, methods=("GET", "POST"), only_reads=True)
def memo(desk: Desk) -> Answer | Response:
    """Show the frame of a memo list; its script sends the ids, which stand behind the # of the address."""
    if request.method == "GET":
        return render_template("window/memo.html")
    sheets = actions.read_list(desk, read_ids(request.form.get("ids", "")))
    return jsonify([_card(sheet) for sheet in sheets])


@area.page(f"{_LANGUAGE}/familienbuero", needs=Permission.PUBLIC, methods=("GET", "POST"), only_reads=True)
def office(desk: Desk) -> Answer:
    """Show the family offices, the responsible one where somebody says a postcode."""
    typed, town = read_postcode(request.form), request.form.get("municipality", "")
    is_postcode = normalise_postcode(typed) is not None
    asked_towns = _asked_towns(desk, typed, town) if is_postcode else []
    found = actions.responsible_offices(desk, typed, town) if is_postcode and not asked_towns else ()
    is_unknown = request.method == "POST" and not found and not asked_towns
    page = render_template(
        "window/office.html",
        typed=typed,
        found=found,
        offices=actions.list_offices(desk),
        towns=_towns(desk),
        asked_towns=asked_towns,
        is_unknown=is_unknown,
    )
    return page, 422 if is_unknown else 200


@area.page(f"{_LANGUAGE}/barrierefrei", needs=Permission.PUBLIC)
def accessible(desk: Desk) -> str:
    """Say how the window is made for everybody, and whom to tell where it is not."""
    return render_template("window/accessible.html", offices=actions.list_offices(desk), towns=_towns(desk))


def _asking(desk: Desk, wish: Wish) -> dict[str, Any]:
    """Return what the form of a search needs."""
    return {
        "wish": wish,
        "situations": SITUATION_LABELS,
        "districts": [(row.code, row.name) for row in places.districts(desk)],
        "languages": wording.language_choices(),
        "towns": _towns(desk),
        "asked_towns": _asked_towns(desk, wish.postcode, wish.municipality),
    }


def _asked_towns(desk: Desk, postcode: str, chosen: str) -> list[tuple[str, str]]:
    """Return the (code, name) of the municipalities to choose from; none where a postcode names one only."""
    codes = actions.municipalities_of(desk, postcode)
    if len(codes) < 2 or chosen in codes:
        return []
    names = places.names_of(desk, codes)
    return sorted(((code, names[code]) for code in codes), key=lambda one: one[1])


def _towns(desk: Desk) -> dict[str, str]:
    """Name the municipalities, for the addresses of family offices."""
    return {row.code: row.name for row in places.municipalities(desk)}


def _read_wish(desk: Desk) -> Wish:
    known = {row.code for row in places.districts(desk)}
    return read_wish(request.form, districts=known, languages=vocabulary().languages)


def _offices_near(desk: Desk, wish: Wish) -> tuple[Any, ...]:
    near = actions.responsible_offices(desk, wish.postcode, wish.municipality)
    return near or actions.list_offices(desk)


def _numbers() -> list[Any]:
    return [number for number in national_or_last() if number.is_at_once]


def _card(sheet: ServiceSheet) -> dict[str, Any]:
    """Return what a memo list shows of a service, as its script writes it down."""
    name, about = wording.name_of(sheet.service), wording.about(sheet.service)
    places_shown = [f"{one.street}, {one.postcode} {one.city}" for one in sheet.locations if one.street]
    return {
        "id": str(sheet.service.id),
        "url": url_for(".entry", service_id=sheet.service.id),
        "name": _said(name),
        "kind": _said(wording.kind_of(sheet.service)),
        "about": _said(about),
        "carrier": sheet.organization.name,
        "phone": wording.phone_of(sheet),
        "places": places_shown,
    }


def _said(words_: wording.Words) -> dict[str, str]:
    return {"text": words_.text, "lang": words_.language, "dir": words_.direction}


def _public_address(service_id: UUID) -> str:
    """Return the address under which a device elsewhere finds an entry."""
    base = current_app.extensions["lotsen.settings"].web.public_url
    path = url_for(".entry", service_id=service_id)
    return f"{base.rstrip('/')}{path}" if base else url_for(".entry", service_id=service_id, _external=True)


def _in_language_of(code: str) -> str:
    """Return the address of the page that is shown, in another language."""
    return url_for(request.endpoint or ".start", **{**(request.view_args or {}), "language": code})


def _of_the_address() -> str:
    """Return the language that an address which leads nowhere still names."""
    part = request.path.removeprefix(f"{area.url_prefix}/").partition("/")[0]
    return part if part in WINDOW_LANGUAGES else ""


def _of_the_browser() -> str:
    for code, weight in request.accept_languages:
        short = code.lower().partition("-")[0]
        if weight > 0 and short in WINDOW_LANGUAGES:
            return short
    return DEFAULT_LANGUAGE
