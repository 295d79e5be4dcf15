"""Towns with two years of families, built once and copied for each test that asks for one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from lotsen.config import Settings
from lotsen.desk import Desk
from lotsen.figures.domain import Period
from lotsen.figures.freeze import freeze_due
from lotsen.kernel import FixedClock
from lotsen.keys.office import KeyOffice
from lotsen.policy import MACHINE
from lotsen.store.engines import open_stores
from lotsen.vault import open_root
from tests.figures.town import load_districts, push_quarter
from tests.world import NOW, World, copy_files, desk_of, settings_for

AtWork = Callable[[date], AbstractContextManager[Desk]]
FAMILIES = 120
QUARTERS = (*Period(NOW.year - 1).quarters, *Period(NOW.year).quarters[:3])


def at_work(office: KeyOffice) -> AtWork:
    """Return a recurring job's desk at noon of a given day."""

    @contextmanager
    def open_(day: date) -> Iterator[Desk]:
        noon = datetime.combine(day, time(12), UTC)
        with desk_of(office, MACHINE, clock=FixedClock(noon)) as desk:
            yield desk

    return open_


def open_office(folder: Path) -> KeyOffice:
    settings = settings_for(folder)
    return KeyOffice(open_stores(settings), open_root("file", str(settings.root_path)))


@pytest.fixture(scope="session")
def filled_town(sqlite_town: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town in which families were written down in seven quarters, each in its own."""
    folder = tmp_path_factory.mktemp("filled")
    copy_files(sqlite_town[0], folder)
    office = open_office(folder)
    for number, quarter in enumerate(QUARTERS):
        with at_work(office)(quarter.last_day) as desk:
            if not number:
                load_districts(desk)
            push_quarter(desk, quarter, FAMILIES)
    office.stores.dispose()
    return folder


@pytest.fixture(scope="session")
def published_town(filled_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same town with everything frozen that is due."""
    folder = tmp_path_factory.mktemp("published")
    copy_files(filled_town, folder)
    office = open_office(folder)
    with at_work(office)(NOW.date()) as desk:
        freeze_due(desk)
    office.stores.dispose()
    return folder


@pytest.fixture
def sqlite_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a fresh copy of the town a test asks for: `published`, `filled`, or without families."""
    for name in ("published", "filled"):
        if name in request.fixturenames:
            source: Path = request.getfixturevalue(f"{name}_town")
            break
    else:
        source = request.getfixturevalue("sqlite_town")[0]
    copy_files(source, tmp_path / "var")
    return settings_for(tmp_path / "var")


@pytest.fixture
def machine(site_office: KeyOffice) -> AtWork:
    """A recurring job's desk on a given day."""
    return at_work(site_office)


@pytest.fixture
def filled(machine: AtWork) -> AtWork:
    """The same, in a town with families."""
    return machine


@pytest.fixture
def published(machine: AtWork) -> AtWork:
    """The same, in a town whose closed periods are frozen."""
    return machine
