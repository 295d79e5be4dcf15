"""GET /api/hsds/…: the read-only API of HSDS 3.0 (openapi.json), for every program, about no family.

No session is read and no cookie set; what is looked for is neither stored nor logged. An answer is good until
the directory changes: its tag (ETag) is made of the directory's version and the question.
"""

import hashlib
import json
from collections.abc import Callable, Hashable
from typing import cast
from uuid import UUID

from flask import Flask, current_app, request, url_for
from werkzeug import Response

from lotsen.api import actions
from lotsen.api.domain import LISTS, Asked, BadParameter, Kept, Node, read_asked
from lotsen.config import Settings
from lotsen.desk import Desk
from lotsen.directory.profile.terms import TAXONOMY
from lotsen.kernel import NotVisible
from lotsen.policy import Permission
from lotsen.web.access import Area, the_clock
from lotsen.web.headers import OPEN_DATA
from lotsen.web.problems import problem
from lotsen.web.turns import Turns, prefix_of

BASE = f"{OPEN_DATA}hsds"
OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
_TURNS, _KEPT, _VERSION = "lotsen.api.turns", "lotsen.api.kept", "lotsen.api.version"
_FRESH = "public, max-age=60"

area = Area("api", __name__, url_prefix=BASE)


@area.page("/", needs=Permission.PUBLIC)
def about(desk: Desk) -> Response:
    """Say which version of HSDS this is, and where its profile and its description lie."""
    _read(frozenset())
    profile = url_for("api.taxonomy", taxonomy_id=UUID(TAXONOMY["id"]))
    said = {"version": "3.0", "profile": f"{_origin()}{profile}", "openapi_url": OPENAPI}
    return Response(_bytes(said), mimetype="application/json", headers={"Cache-Control": _FRESH})


@area.page("/services", needs=Permission.PUBLIC)
def services(desk: Desk) -> Response:
    return _list(desk, "services", actions.list_services)


@area.page("/services/<uuid:service_id>", needs=Permission.PUBLIC)
def service(desk: Desk, service_id: UUID) -> Response:
    return _one(desk, service_id, lambda _: actions.read_service(desk, service_id))


@area.page("/organizations", needs=Permission.PUBLIC)
def organizations(desk: Desk) -> Response:
    return _list(desk, "organizations", actions.list_organizations)


@area.page("/organizations/<uuid:organization_id>", needs=Permission.PUBLIC)
def organization(desk: Desk, organization_id: UUID) -> Response:
    def read(asked: Asked) -> Node:
        return actions.read_organization(desk, organization_id, full_service=asked.full_service)

    return _one(desk, organization_id, read, frozenset({"full_service"}))


@area.page("/service_at_locations", needs=Permission.PUBLIC)
def service_at_locations(desk: Desk) -> Response:
    return _list(desk, "service_at_locations", actions.list_service_at_locations)


@area.page("/service_at_locations/<uuid:link_id>", needs=Permission.PUBLIC)
def service_at_location(desk: Desk, link_id: UUID) -> Response:
    return _one(desk, link_id, lambda _: actions.read_service_at_location(desk, link_id))


@area.page("/taxonomies", needs=Permission.PUBLIC)
def taxonomies(desk: Desk) -> Response:
    return _list(desk, "taxonomies", actions.list_taxonomies)


@area.page("/taxonomies/<uuid:taxonomy_id>", needs=Permission.PUBLIC)
def taxonomy(desk: Desk, taxonomy_id: UUID) -> Response:
    return _one(desk, taxonomy_id, lambda _: actions.read_taxonomy(desk, taxonomy_id))


@area.page("/taxonomy_terms", needs=Permission.PUBLIC)
def taxonomy_terms(desk: Desk) -> Response:
    return _list(desk, "taxonomy_terms", actions.list_terms)


@area.page("/taxonomy_terms/<uuid:term_id>", needs=Permission.PUBLIC)
def taxonomy_term(desk: Desk, term_id: UUID) -> Response:
    return _one(desk, term_id, lambda _: actions.read_term(desk, term_id))


@area.before_request
def _take_turn() -> Response | None:
    if request.method == "OPTIONS":
        return None
    turns = cast("Turns", current_app.extensions[_TURNS])
    wait = turns.take(prefix_of(request.remote_addr or ""), the_clock().now())
    if not wait:
        return None
    return problem(429, f"Please ask again in {wait} s.", headers={"Retry-After": str(wait)})


@area.errorhandler(BadParameter)
def _refuse(error: BadParameter) -> Response:
    parameters = [{"name": error.name, "reason": error.cause}]
    return problem(400, str(error), members={"invalid-params": parameters})


@area.errorhandler(NotVisible)
def _not_here(_: NotVisible) -> Response:
    return problem(404, "There is no such object, or it is not for everybody.")


def _list(desk: Desk, name: str, read: Callable[[Desk, Asked], Node]) -> Response:
    asked = _read(LISTS[name])
    return _answer(desk, asked, lambda: read(desk, asked), name)


def _one(
    desk: Desk, row: UUID, read: Callable[[Asked], Node], allowed: frozenset[str] = frozenset()
) -> Response:
    asked = _read(allowed)
    return _answer(desk, asked, lambda: read(asked), request.endpoint, row)


def _answer(desk: Desk, asked: Asked, read: Callable[[], Node], *what: Hashable) -> Response:
    """Answer with what is kept or read anew; nothing is read where the client holds it already."""
    key = (*what, asked, actions.directory_state(desk, asked))
    tag = hashlib.sha256(f"{current_app.extensions[_VERSION]} {key!r}".encode()).hexdigest()[:32]
    kept = cast("Kept", current_app.extensions[_KEPT])
    body = kept.get(key)
    if body is None and tag not in request.if_none_match.as_set(include_weak=True):
        body = _bytes(read())
        kept.put(key, body)
    answer = Response(body or b"", mimetype="application/json", headers={"Cache-Control": _FRESH})
    answer.set_etag(tag)
    return answer.make_conditional(request)


def _read(allowed: frozenset[str]) -> Asked:
    return read_asked(request.args.items(multi=True), allowed)


def _bytes(node: Node) -> bytes:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def _origin() -> str:
    settings = cast("Settings", current_app.extensions["lotsen.settings"])
    return (settings.web.public_url or request.host_url).rstrip("/")


def init_api(app: Flask, settings: Settings, version: str) -> None:
    """Give an application its turns and its kept answers: in memory, and each process its own.

    `version` is that of the software: another one may answer in another form.
    """
    app.extensions[_VERSION] = version
    app.extensions[_TURNS] = Turns(settings.web.api_per_minute)
    app.extensions[_KEPT] = Kept()
