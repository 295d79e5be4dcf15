"""Pages no feature owns: the way in, health, the service worker, notices; and how errors look."""

from typing import Any, cast

import sqlalchemy as sa
from flask import Flask, current_app, g, jsonify, redirect, render_template, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug import Response
from werkzeug.exceptions import HTTPException

from lotsen.desk import Desk
from lotsen.kernel import LotsenError, StaleRevision, gettext_noop, local_day, new_id
from lotsen.logs import log
from lotsen.policy import Actor, InstitutionKind, Permission, Role
from lotsen.web.access import Area, current_actor, the_office, way_back
from lotsen.web.addresses import parts_of
from lotsen.web.almanac import month_of
from lotsen.web.assets import licence_texts, offline_page, service_worker
from lotsen.web.headers import OPEN_DATA
from lotsen.web.i18n import gettext, render_error_text
from lotsen.web.problems import problem

area = Area("start", __name__)
Menu = dict[Role, tuple[tuple[str, str], ...]]
_SECTIONS = frozenset(
    {
        "intake",
        "directory",
        "figures",
        "oversight",
        "contacts",
        "protection",
        "instruments",
        "upkeep",
        "texts",
    }
)
_LIE_IN = {
    "/rules": "referral.rule_set",
    "/referral/received": "referral.work_list",
    "/referral/sent": "referral.sent",
    "/referral/families": "intake.today",
    "/upkeep": "directory.services",
    "/people": "accounts.people",
    "/institutions": "accounts.institutions",
    "/kinds": "accounts.institutions",
}
"""Addresses whose section has no entry of its own in the reader's menu, and the entry they lie in."""

_OF_THE_TOWN = frozenset({"outbox.outbox"})
"""Entries for whoever works for the municipality itself; the administration of others has no such page."""

_OUT_OF_DATE = gettext_noop("This page is out of date. Please reload it and send it again.")

_OF_ANOTHER_WORKPLACE = gettext_noop(
    "This page was opened before you switched your workplace, or it is out of date. Nothing was stored."
)


@area.page("/", needs=Permission.PUBLIC)
def home(desk: Desk) -> Response:
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in"), 303)
    role = current_actor().role
    if role is None:
        return redirect(url_for("accounts.workplace"), 303)
    return redirect(url_for(the_menu()[role][0][0]), 303)


@area.page("/healthz", needs=Permission.PUBLIC)
def health(desk: Desk) -> tuple[Response, int]:
    """Say whether the stores answer; nothing else."""
    stores = the_office().stores
    well = True
    for name in ("data", "keys", "figures"):
        try:
            with getattr(stores, name).connect() as connection:
                connection.execute(sa.text("SELECT 1"))
        except OperationalError:
            log.error("store_does_not_answer", store=name)
            well = False
    return jsonify(status="ok" if well else "unwell"), 200 if well else 503


@area.page("/sw.js", needs=Permission.PUBLIC, name="service_worker")
def worker(desk: Desk) -> Response:
    return service_worker()


@area.page("/offline", needs=Permission.PUBLIC)
def offline(desk: Desk) -> str:
    return offline_page()


@area.page("/calendar", needs=Permission.PUBLIC, name="calendar")
def month(desk: Desk) -> str:
    """Show the calendar of this month: the harmless page that somebody who leaves quickly lands on."""
    today = local_day(desk.clock)
    return render_template("calendar.html", today=today, month=month_of(today))


@area.page("/licences", needs=Permission.PUBLIC)
def licences(desk: Desk) -> str:
    return render_template("licences.html", licences=licence_texts())


@area.page("/accessibility", needs=Permission.PUBLIC)
def accessibility(desk: Desk) -> str:
    return render_template("accessibility.html")


def the_menu() -> Menu:
    """Return each role's main menu: endpoints and their labels; the first is where a sign-in leads."""
    return cast("Menu", current_app.extensions["lotsen.menu"])


def _frame() -> dict[str, Any]:
    """Give every template the header's and the footer's words.

    Whoever has no session reads in the language the browser asks for: a form to change it would need a token,
    and with it a cookie that nothing else on the page needs.
    """
    actor = current_actor()
    entries = _entries(actor)
    here = request.endpoint or ""
    menu = [(endpoint, gettext(label), _mark(endpoint, here, entries)) for endpoint, label in entries]
    signed_in = current_user if actor.person_id else None
    return {
        "signed_in": signed_in,
        "navigation": menu,
        "root_level": the_office().root.level,
        "links": {
            "home": url_for("start.home"),
            "workplace": url_for("accounts.workplace") if _has_other_workplaces() else "",
            "language": url_for("accounts.language") if session else "",
            "password": url_for("accounts.password"),
            "lock": url_for("accounts.lock"),
            "sign_out": url_for("accounts.sign_out"),
            "sign_in": url_for("accounts.sign_in"),
            "leave": url_for("accounts.leave"),
            "calendar": url_for("start.calendar"),
            "licences": url_for("start.licences"),
            "accessibility": url_for("start.accessibility"),
        },
    }


def _has_other_workplaces() -> bool:
    return bool(current_user.is_authenticated and current_actor().role and current_user.may_switch)


def _entries(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return the menu of somebody's role, without what their institution has no page for."""
    of_role = the_menu().get(actor.role, ()) if actor.role else ()
    of_the_town = actor.institution_kind is InstitutionKind.MUNICIPALITY
    return tuple(entry for entry in of_role if of_the_town or entry[0] not in _OF_THE_TOWN)


def _mark(endpoint: str, here: str, entries: tuple[tuple[str, str], ...]) -> str:
    """Say how a menu entry is marked: the page itself, the one section it lies in, or not at all."""
    if endpoint == here:
        return "page"
    names = [entry for entry, _ in entries]
    if here in names:
        return ""
    section = here.split(".")[0]
    of_section = [entry for entry in names if section in _SECTIONS and entry.split(".")[0] == section]
    lies_in = next((entry for start, entry in _LIE_IN.items() if request.path.startswith(start)), None)
    return "true" if endpoint == (of_section[0] if of_section else lies_in) else ""


def _wants_json() -> bool:
    return request.method == "PUT" or request.is_json


def _answer(status: int, message: str, number: str | None = None, *, refused: bool = False) -> Any:
    if request.path.startswith(OPEN_DATA):
        return problem(status, number and f"error {number}")
    if _wants_json():
        return jsonify(error=message, number=number), status
    page = g.get("error_page", "error.html")
    came_from = _came_from() if status in {400, 409} else ""
    said = {"status": status, "message": message, "number": number, "refused": refused}
    return render_template(page, came_from=came_from, **said), status


def _came_from() -> str:
    """Return the address of the page of ours that was sent, to be opened anew; empty where there is none."""
    sent, ours = parts_of(request.referrer), current_app.create_url_adapter(request)
    if ours is None or sent.netloc != request.host:
        return ""
    try:
        ours.match(sent.path, method="GET")
    except HTTPException:
        return ""
    return sent.path


def _answer_out_of_date() -> Any:
    """Say that a form was not taken; whoever has two workplaces has perhaps switched since it was opened."""
    if _wants_json() or "error_page" in g or not _has_other_workplaces():
        return _answer(400, gettext(_OUT_OF_DATE))
    sentence = gettext(_OF_ANOTHER_WORKPLACE)
    return render_template("error.html", status=409, message=sentence, out_of_date=True), 409


def show_refusal(error: LotsenError) -> Any:
    """Answer an expected refusal in the reader's language."""
    if error.status >= 500:
        return show_failure(error)
    return _answer(error.status, render_error_text(error), refused=not isinstance(error, StaleRevision))


def show_http_error(error: HTTPException) -> Any:
    """Answer what Flask refuses; somebody signed out who only reads is led to the sign-in."""
    status = error.code or 500
    original = getattr(error, "original_exception", None)
    if isinstance(original, OperationalError):
        return show_store_failure(original)
    if isinstance(original, Exception):
        return show_failure(original)
    if status in {301, 302, 303, 307, 308}:
        return error
    if isinstance(error, CSRFError):
        return _answer_out_of_date()
    if status == 405 and request.path.startswith(OPEN_DATA):
        return problem(405, headers={"Allow": "GET, HEAD, OPTIONS"})
    if status == 401 and request.method == "GET" and not _wants_json():
        if current_user.is_authenticated:
            return redirect(url_for("accounts.workplace"), 303)
        asked = way_back(request.path, parts_of(request.full_path).query)
        return redirect(url_for("accounts.sign_in", next=asked), 303)
    return _answer(status, "")


def show_store_failure(error: OperationalError) -> Any:
    """Answer a store that is locked, full or gone: nothing was stored, and trying again may help."""
    log.error("store_failed", error=type(error.orig).__name__, endpoint=request.endpoint)
    return _answer(503, "")


def show_failure(error: Exception) -> Any:
    """Answer an unexpected error with a number to ask by, and log its kind without its content."""
    number = str(new_id())[:8]
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f"{last.tb_frame.f_globals.get('__name__', '')}:{last.tb_lineno}" if last else ""
    log.error(
        "unexpected_error",
        error=type(error).__name__,
        error_number=number,
        endpoint=request.endpoint,
        where=where,
    )
    return _answer(500, "", number)


def init_pages(app: Flask, menu: Menu) -> None:
    """Register the frame, the error answers and the pages of this module."""
    app.extensions["lotsen.menu"] = menu
    app.context_processor(_frame)
    app.register_error_handler(LotsenError, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(OperationalError, show_store_failure)
    app.register_error_handler(Exception, show_failure)
    app.register_blueprint(area)
