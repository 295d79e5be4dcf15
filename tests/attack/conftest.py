"""Fixtures of the attacks: one walk through the town on each engine, and a copy to feed with nonsense."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lotsen.config import StoreSettings
from tests.attack.aside import leave_aside
from tests.attack.sites import Site, opened, walked
from tests.postgres import Postgres, StoreUrls
from tests.world import World, copy_files, settings_for


@pytest.fixture(scope="session")
def sqlite_site(sqlite_town: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The town on SQLite, walked through."""
    folder = tmp_path_factory.mktemp("attacked")
    copy_files(sqlite_town[0], folder)
    with walked(settings_for(folder), sqlite_town[1]) as site:
        yield site


@pytest.fixture(scope="session")
def postgres_site(
    postgres: Postgres,
    postgres_town: tuple[Path, World, Callable[[], StoreUrls]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The town on PostgreSQL, walked through."""
    source, world, clone = postgres_town
    folder = tmp_path_factory.mktemp("attacked-pg")
    copy_files(source, folder)
    urls = clone()
    with walked(settings_for(folder, StoreSettings(**vars(urls))), world, postgres) as site:
        yield site
    postgres.drop(urls)


@pytest.fixture(params=["sqlite", "postgres"])
def walked_site(request: pytest.FixtureRequest) -> Site:
    """The town on each engine, walked through; whoever changes it puts it back."""
    site: Site = request.getfixturevalue(f"{request.param}_site")
    leave_aside(site)
    return site


@pytest.fixture
def fed_site(sqlite_site: Site, tmp_path: Path) -> Iterator[Site]:
    """A copy of the walked town on SQLite, to be fed with nonsense."""
    copy_files(sqlite_site.settings.home, tmp_path / "fed")
    with opened(settings_for(tmp_path / "fed"), sqlite_site.world) as site:
        site.trail = sqlite_site.trail
        yield site
