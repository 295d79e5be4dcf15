"""Default deny: a route cannot be declared without saying who may use it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Blueprint, Flask, abort, current_app, g, request
from flask.sansio.app import App
from flask.sansio.blueprints import BlueprintSetupState
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from lotsen.desk import Desk, at_desk
from lotsen.kernel import Clock
from lotsen.keys import audit
from lotsen.keys.office import KeyOffice
from lotsen.keys.ring import Note
from lotsen.logs import log
from lotsen.policy import ANONYMOUS, Actor, Permission

_TABLE = "lotsen.access"
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
View = TypeVar("View", bound=Callable[..., Any])


class Area(Blueprint):
    """A blueprint whose pages must each name a permission."""

    def page(
        self,
        rule: str,
        *,
        needs: Permission,
        methods: tuple[str, ...] = ("GET",),
        name: str | None = None,
        only_reads: bool = False,
    ) -> Callable[[View], View]:
        """Declare a page: it gets a desk, and its unit of work ends before the answer leaves.

        A page that only reads may be asked by POST too, so that what was asked stands in no address.
        """

        def declare(view: View) -> View:
            endpoint = name or view.__name__

            @wraps(view)
            def with_desk(**arguments: Any) -> Any:
                with at_desk(
                    the_office(),
                    current_actor(),
                    writing=request.method in _WRITING and not only_reads,
                    action=f"{self.name}.{endpoint}",
                    clock=the_clock(),
                ) as desk:
                    g.desk = desk
                    return view(desk, **arguments)

            def remember(state: BlueprintSetupState) -> None:
                access_table(state.app)[f"{self.name}.{endpoint}"] = needs

            self.record(remember)
            super(Area, self).add_url_rule(rule, endpoint, with_desk, methods=list(methods))
            return view

        return declare

    def add_url_rule(self, *_: Any, **__: Any) -> None:
        """Refuse the ways of declaring a route that name no permission."""
        raise TypeError("use .page(rule, needs=Permission…): a page must say who may see it")


def the_office() -> KeyOffice:
    """Return the application's key office."""
    return cast("KeyOffice", current_app.extensions["lotsen.office"])


def the_clock() -> Clock:
    """Return the application's clock."""
    return cast("Clock", current_app.extensions["lotsen.clock"])


def current_actor() -> Actor:
    """Return who is at work in this request, nobody where nobody is signed in."""
    return cast("Actor", current_user.actor) if current_user.is_authenticated else ANONYMOUS


def desk_at_work() -> Desk | None:
    """Return the desk of the page that is being answered; none on error pages and static files."""
    return cast("Desk | None", g.get("desk"))


def access_table(app: App) -> dict[str, Permission]:
    """Return which permission each endpoint needs."""
    return cast("dict[str, Permission]", app.extensions[_TABLE])


def way_back(path: str, query: str) -> str:
    """Return the address to come back to after signing in: the path, and what was asked of the directory.

    What was asked of any other page may be about a family: it stands in no address that outlives the session.
    """
    try:
        endpoint = str(current_app.url_map.bind("").match(path, method="GET")[0])
    except HTTPException:
        return path
    asks_directory = access_table(current_app).get(endpoint) is Permission.DIRECTORY_READ
    return f"{path}?{query}" if query and asks_directory else path


def guard() -> None:
    """Run before every request; an undeclared route is refused, not served."""
    if request.endpoint is None:
        return
    needs = access_table(current_app).get(request.endpoint)
    if needs is None:
        log.error("route_without_permission", endpoint=request.endpoint)
        abort(403)
    if needs is Permission.PUBLIC:
        return
    actor = current_actor()
    if not actor.may(needs):
        _note_refusal(actor, request.endpoint)
        abort(403 if actor.role else 401)


def _note_refusal(actor: Actor, endpoint: str) -> None:
    if actor.person_id is None:
        return
    office = the_office()
    note = Note(f"refused:{endpoint}", None, "", None, the_clock().now(), stays=True)
    audit.append_alone(office.stores, office, actor, [note], action=endpoint)


def init_access(app: Flask) -> None:
    """Put the guard before every request of an application."""
    app.extensions[_TABLE] = {}
    app.before_request(guard)
