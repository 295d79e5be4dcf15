"""The real application, served to a real browser from a copy of the test town."""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

from lotsen.accounts.tables import Institution
from lotsen.app import build_app
from lotsen.config import Settings
from lotsen.demo import town
from lotsen.desk import Desk, at_desk
from lotsen.figures.domain import Period
from lotsen.figures.freeze import freeze_due
from lotsen.kernel import FixedClock, local_day
from lotsen.keys.office import KeyOffice
from lotsen.policy import MACHINE
from lotsen.store.engines import open_stores
from lotsen.vault import open_root
from tests.compiled import share_templates
from tests.figures.town import push_quarter
from tests.world import NOW, World, desk_of, institution_id, settings_for

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LATEST = Period(2026, 3)
"""The newest quarter that is closed at the test town's moment."""

FAMILIES_A_QUARTER = 120


class WalkingClock:
    """Begins at the test town's moment and goes on as a clock does; `move` leaps over days."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._leap = timedelta()

    def now(self) -> datetime:
        return NOW + self._leap + timedelta(seconds=time.monotonic() - self._begun)

    def move(self, **span: float) -> None:
        self._leap += timedelta(**span)


@dataclass(frozen=True)
class Site:
    """A served town: its address, and its stores for arranging and for looking behind the screen."""

    url: str
    app: Flask
    office: KeyOffice
    clock: WalkingClock
    world: World
    folder: Path

    def desk(self, who: str, *, writing: bool = True) -> AbstractContextManager[Desk]:
        """Open a desk for somebody at work, beside the browser."""
        return desk_of(self.office, self.world.actor(who), writing=writing, clock=self.clock)


class _Silent(WSGIRequestHandler):
    """Speaks HTTP/1.1, so that connections are kept as a real server keeps them, and logs nothing."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002  # werkzeug's own name
        if type == "error":
            raise AssertionError(message % args)


def _closing(app: Flask) -> "WSGIApplication":
    """Close what an answer is read from where the browser hangs up as well: werkzeug's server may not."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        pieces = ClosingIterator(app(environ, start_response))
        try:
            yield from pieces
        finally:
            pieces.close()

    return answer


def office_of(settings: Settings) -> KeyOffice:
    """Open the stores of some settings."""
    return KeyOffice(open_stores(settings), open_root("file", str(settings.root_path)))


def furnish(folder: Path) -> None:
    """Give a test town the places, services and rules of the demo town, and two quarters of figures."""
    office = office_of(settings_for(folder))
    clock = FixedClock(NOW)
    with at_desk(office, MACHINE, writing=True, action="test", clock=clock) as desk:
        town.enter_places(desk)
        town.enter_directory(desk, local_day(clock))
        town.enter_rules(desk)
        neighbour = desk.db.get_one(Institution, institution_id("other_office"))
        neighbour.municipality = "auenrode"
    with at_desk(office, MACHINE, writing=True, action="test", clock=clock) as desk:
        for quarter in (LATEST.preceding, LATEST):
            push_quarter(desk, quarter, FAMILIES_A_QUARTER)
    with at_desk(office, MACHINE, writing=True, action="test", clock=clock) as desk:
        freeze_due(desk)
    office.stores.dispose()


@contextmanager
def served(folder: Path, world: World, *, pseudo_language: bool = False) -> Iterator[Site]:
    """Serve the town in a folder on a free port of this machine until the block ends."""
    plain = settings_for(folder)
    settings = plain.model_copy(
        update={"web": plain.web.model_copy(update={"pseudo_language": pseudo_language})}
    )
    office, clock = office_of(settings), WalkingClock()
    app = share_templates(build_app(settings, office=office, clock=clock))
    server = make_server("127.0.0.1", 0, _closing(app), threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", app, office, clock, world, folder)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        office.stores.dispose()
