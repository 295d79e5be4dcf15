"""Fixtures: stores on both engines, desks, the application and signed-in browsers."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask

from lotsen.app import build_app
from lotsen.config import Settings, StoreSettings
from lotsen.desk import Desk
from lotsen.kernel import Clock, FixedClock
from lotsen.keys.office import KeyOffice
from lotsen.store.engines import open_stores
from lotsen.vault import open_root
from tests import scratch
from tests.compiled import share_templates
from tests.directory.town import load_town
from tests.pages import Browser
from tests.postgres import Postgres, StoreUrls, postgres
from tests.world import NOW, PASSWORD, World, build_world, copy_files, desk_of, settings_for

__all__ = ["postgres"]

OpenDesk = Callable[..., AbstractContextManager[Desk]]
FIRST = ("browser/test_pages_everywhere.py", "browser/test_pages_german_english.py", "browser", "attack")
"""What takes longest begins first, so that no worker is left with it at the end."""

scratch.move_in()  # before anybody asks for a temporary file; workers find it in their environment


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; with `--no-loadscope-reorder` workers take files in this order."""
    here = Path(__file__).parent

    def turn(item: pytest.Item) -> int:
        path = item.path.relative_to(here)
        return next((turn for turn, first in enumerate(FIRST) if path.is_relative_to(first)), len(FIRST))

    items.sort(key=turn)


def pytest_sessionfinish(exitstatus: int) -> None:
    if exitstatus != pytest.ExitCode.OK:
        scratch.keep()


@pytest.fixture(scope="session")
def sqlite_town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """A prepared town on SQLite, to be copied."""
    folder = tmp_path_factory.mktemp("town")
    return folder, build_world(settings_for(folder))


@pytest.fixture(scope="session")
def postgres_town(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, World, Callable[[], StoreUrls]]:
    """A prepared town on PostgreSQL, to be cloned."""
    folder = tmp_path_factory.mktemp("town-pg")
    worlds: list[World] = []

    def prepare(urls: StoreUrls) -> None:
        worlds.append(build_world(settings_for(folder, StoreSettings(**vars(urls)))))

    postgres.drop(postgres.copy("town", prepare))
    return folder, worlds[0], lambda: postgres.copy("town", prepare)


def _load_directory(settings: Settings, world: World) -> None:
    for office in _office(settings):
        with desk_of(office, world.actor("coordinator")) as desk:
            load_town(desk)


@pytest.fixture(scope="session")
def sqlite_directory(sqlite_town: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town on SQLite with its directory, to be copied."""
    folder = tmp_path_factory.mktemp("directory")
    copy_files(sqlite_town[0], folder)
    _load_directory(settings_for(folder), sqlite_town[1])
    return folder


@pytest.fixture(scope="session")
def postgres_directory(postgres_town: tuple[Path, World, Callable[[], StoreUrls]]) -> StoreUrls:
    """The town on PostgreSQL with its directory, to be cloned."""
    folder, world, clone = postgres_town
    urls = clone()
    _load_directory(settings_for(folder, StoreSettings(**vars(urls))), world)
    return urls


@pytest.fixture
def with_directory() -> None:
    """The stores of a test that asks for it hold the places and the directory of the demo town."""


@pytest.fixture
def sqlite_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a fresh copy of the town on SQLite."""
    if "with_directory" in request.fixturenames:
        source: Path = request.getfixturevalue("sqlite_directory")
    else:
        source = request.getfixturevalue("sqlite_town")[0]
    copy_files(source, tmp_path / "var")
    return settings_for(tmp_path / "var")


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a fresh copy of the town, on each engine."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_settings")
        return
    folder, _, clone = request.getfixturevalue("postgres_town")
    copy_files(folder, tmp_path / "var")
    if "with_directory" in request.fixturenames:
        urls = request.getfixturevalue("postgres").clone(request.getfixturevalue("postgres_directory"))
    else:
        urls = clone()
    yield settings_for(tmp_path / "var", StoreSettings(**vars(urls)))
    request.getfixturevalue("postgres").drop(urls)


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """The people of the town whose stores this test uses."""
    on_postgres = "postgres" in request.node.name.split("[")[-1] and "settings" in request.fixturenames
    town = request.getfixturevalue("postgres_town" if on_postgres else "sqlite_town")
    found: World = town[1]
    return found


def _office(settings: Settings) -> Iterator[KeyOffice]:
    stores = open_stores(settings, lasting=False)
    yield KeyOffice(stores, open_root("file", str(settings.root_path)))
    stores.dispose()


@pytest.fixture
def office(settings: Settings) -> Iterator[KeyOffice]:
    """The key office of the town, on each engine."""
    yield from _office(settings)


@pytest.fixture
def desk(office: KeyOffice, world: World) -> OpenDesk:
    """Open a desk: `with desk("navigator") as d:`, on each engine; a unit of work per block."""

    def open_(
        who: str = "navigator", *, writing: bool = True, clock: Clock | None = None
    ) -> AbstractContextManager[Desk]:
        return desk_of(office, world.actor(who), writing=writing, clock=clock)

    return open_


@pytest.fixture
def site_office(sqlite_settings: Settings) -> Iterator[KeyOffice]:
    """The key office behind `app`."""
    yield from _office(sqlite_settings)


@pytest.fixture
def app(sqlite_settings: Settings, site_office: KeyOffice) -> Flask:
    """The whole application on a copy of the town on SQLite, at a fixed time."""
    built = share_templates(build_app(sqlite_settings, office=site_office, clock=FixedClock(NOW)))
    built.testing = False
    return built


@pytest.fixture
def site_desk(site_office: KeyOffice, sqlite_town: tuple[Path, World]) -> OpenDesk:
    """Open a desk on the stores behind `app`, to arrange what a page should show."""

    def open_(
        who: str = "navigator", *, writing: bool = True, clock: Clock | None = None
    ) -> AbstractContextManager[Desk]:
        return desk_of(site_office, sqlite_town[1].actor(who), writing=writing, clock=clock)

    return open_


@pytest.fixture
def browser(app: Flask) -> Callable[..., Browser]:
    """Return a browser that is signed in: `browser("navigator")`; nobody without a name."""

    def open_(who: str | None = None, language: str = "de") -> Browser:
        visitor = Browser(app.test_client(), language)
        if who is not None:
            visitor.sign_in(who, PASSWORD)
        return visitor

    return open_
