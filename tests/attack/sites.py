"""A whole town under attack: its stores on one engine, its application, and all it said on the walk."""

import io
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, select

from lotsen.accounts.tables import WebSession
from lotsen.app import build_app
from lotsen.config import Settings
from lotsen.demo import town
from lotsen.desk import at_desk
from lotsen.intake.tables import Family
from lotsen.kernel import FixedClock, local_day
from lotsen.keys.office import KeyOffice
from lotsen.keys.ring import KeyRing
from lotsen.policy import ANONYMOUS, MACHINE, Actor
from lotsen.store.engines import STORE_NAMES, open_stores
from lotsen.store.work import unit_of_work
from lotsen.vault import open_root
from tests.attack.rows import altered, kept_of
from tests.attack.walk import Trail, last_id, mishaps, walk
from tests.attack.watched import Watched
from tests.attack.words import Planted, files_below
from tests.compiled import share_templates
from tests.pages import Browser
from tests.postgres import Postgres
from tests.world import NOW, PASSWORD, World

CLOCK = FixedClock(NOW)


@dataclass
class Site:
    """One town: settings, stores, application, people, and what the walk through it left behind."""

    settings: Settings
    office: KeyOffice
    app: Flask
    world: World
    postgres: Postgres | None = None
    planted: Planted = field(default_factory=lambda: Planted(20261121))
    trail: Trail = field(default_factory=Trail, repr=False)
    visitors: dict[str, Watched] = field(default_factory=dict, repr=False)
    log: str = field(default="", repr=False)
    talk: str = field(default="", repr=False)

    @property
    def clock(self) -> FixedClock:
        """The one moment at which all of this happens."""
        return CLOCK

    def browser(self, who: str | None = None, language: str = "de") -> Browser:
        """Return a browser that is signed in; nobody without a name."""
        visitor = Browser(self.app.test_client(), language)
        if who is not None:
            visitor.sign_in(who, PASSWORD)
        return visitor

    def watched(self, who: str) -> Watched:
        """Return the one watched browser of somebody."""
        if who not in self.visitors:
            visitor = Watched(self.app.test_client(), self.planted, self.session_values)
            visitor.sign_in(who, PASSWORD)
            self.visitors[who] = visitor
        return self.visitors[who]

    def session_values(self) -> list[str]:
        """Open every browser session there is and return what it holds."""
        with unit_of_work(self.office.stores, writing=False) as work:
            ring = KeyRing(self.office, work, ANONYMOUS, CLOCK)
            rows = work.data.exec(select(WebSession)).all()
            return [repr(ring.open(row, WebSession.content).values) for row in rows]

    def actor_of(self, institution: UUID) -> Actor:
        """Return somebody who works in an institution."""
        return next(actor for actor in self.world.actors.values() if actor.institution_id == institution)

    def raw_files(self) -> list[Path]:
        """Return every file the stores lie in, journals and logs of transactions among them."""
        if self.postgres is None:
            return list(files_below(self.settings.home))
        self.postgres.checkpoint()
        data = self.postgres.files()
        own = {str(oid) for oid in self._databases()}
        return [
            path for path in files_below(data) if path.parent.parent.name != "base" or path.parent.name in own
        ]

    def _databases(self) -> list[int]:
        found = []
        for name in STORE_NAMES:
            with getattr(self.office.stores, name).connect() as connection:
                query = "SELECT oid FROM pg_database WHERE datname = current_database()"
                found.append(connection.execute(sa.text(query)).scalar())
        return found

    def every_value(self) -> Iterator[bytes]:
        """Return every value of every row as the driver gives it: what a database may keep compressed."""
        for name in STORE_NAMES:
            engine: sa.Engine = getattr(self.office.stores, name)
            tables = sa.inspect(engine).get_table_names()
            with Session(engine) as db:
                for table in tables:
                    for row in db.connection().exec_driver_sql(f"SELECT * FROM {table}"):  # noqa: S608  own names
                        for value in row:
                            yield (
                                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                            )


def furnish(office: KeyOffice) -> None:
    """Give a test town the places, services and rules of the demo town."""
    with at_desk(office, MACHINE, writing=True, action="test", clock=CLOCK) as desk:
        town.enter_places(desk)
        town.enter_directory(desk, local_day(CLOCK))
        town.enter_rules(desk)


def stumble(site: Site) -> None:
    """Break one record, type canaries onto it, and mend it: the fault must not quote what was typed."""
    nurse, family = site.watched("navigator"), site.trail.paths["family"]
    page = nurse.get(f"{family}/contact")
    broken = kept_of(site, Family, UUID(last_id(family)))
    with altered(site, broken, broken.flipped(999).box):
        answer = nurse.fill(page, f"{family}/contact", postcode="43101")
    assert answer.status == 500, answer.status


@contextmanager
def listening() -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """Catch what goes to standard error and to any logger, with every logger at its most talkative."""
    heard, talk = io.StringIO(), io.StringIO()
    handler, root = logging.StreamHandler(talk), logging.getLogger()
    talkative = [root, logging.getLogger("sqlalchemy.engine"), logging.getLogger("sqlalchemy.pool")]
    before = [logger.level for logger in talkative]
    others, root.handlers = root.handlers, [handler]
    for logger in talkative:
        logger.setLevel(logging.DEBUG)
    try:
        with redirect_stderr(heard):
            yield heard, talk
    finally:
        root.handlers = others
        for logger, level in zip(talkative, before, strict=True):
            logger.setLevel(level)


@contextmanager
def opened(settings: Settings, world: World, postgres: Postgres | None = None) -> Iterator[Site]:
    """Open a town and its application until the block ends."""
    office = KeyOffice(open_stores(settings), open_root("file", str(settings.root_path)))
    app = share_templates(build_app(settings, office=office, clock=CLOCK))
    app.testing = False
    try:
        yield Site(settings, office, app, world, postgres)
    finally:
        office.stores.dispose()


@contextmanager
def walked(settings: Settings, world: World, postgres: Postgres | None = None) -> Iterator[Site]:
    """Furnish a town, walk through all of its pages, and remember what it said."""
    with ExitStack() as stack:
        with listening() as (heard, talk):
            site = stack.enter_context(opened(settings, world, postgres))
            furnish(site.office)
            site.trail = walk(site.watched)
            mishaps(site.watched("navigator"), site.watched("other_navigator"), site.trail)
            stumble(site)
            site.log, site.talk = heard.getvalue(), talk.getvalue()
        yield site
