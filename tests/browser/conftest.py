"""Fixtures of the browser tests: Chromium, axe, a served town, and tablets in its people's hands."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.addresses import Cases, arrange
from tests.browser.site import Site, furnish, served
from tests.browser.tablet import LANDSCAPE, Tablet
from tests.world import World, copy_files

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "build" / "npm-dev" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 10_000
PROGRAM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"

TakeTablet = Callable[..., Tablet]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; a missing one fails the tests and says how to get it."""
    if not Path(PROGRAM).is_file():
        pytest.fail(
            f"There is no Chromium at {PROGRAM}. On Debian and Ubuntu: sudo apt-get install chromium. "
            "Elsewhere, name a Chromium or Chrome: CHROMIUM=/path/to/chrome make test",
            pytrace=False,
        )
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=PROGRAM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core; a missing one fails the tests and says how to get it."""
    if not AXE.is_file():
        pytest.fail(
            f"There is no axe-core at {AXE.relative_to(ROOT)}. Fetch it: python hatch_build.py --dev",
            pytrace=False,
        )
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def furnished_town(
    sqlite_town: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, World]:
    """The test town with places, services and rules, to be copied."""
    folder = tmp_path_factory.mktemp("furnished")
    copy_files(sqlite_town[0], folder)
    furnish(folder)
    return folder, sqlite_town[1]


def _serve(town: tuple[Path, World], folder: Path, *, pseudo_language: bool = False) -> Iterator[Site]:
    copy_files(town[0], folder)
    with served(folder, town[1], pseudo_language=pseudo_language) as site:
        yield site


@pytest.fixture(scope="module")
def site(furnished_town: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served copy of the town for the tests of one file."""
    yield from _serve(furnished_town, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def mirrored_site(
    furnished_town: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A served copy of the town that also speaks the right-to-left pseudo-language."""
    yield from _serve(furnished_town, tmp_path_factory.mktemp("mirrored"), pseudo_language=True)


@pytest.fixture(scope="module")
def cases(mirrored_site: Site) -> Cases:
    """Something to see on every page of the mirrored site."""
    return arrange(mirrored_site)


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where pictures of failing pages go."""
    folder = ROOT / "build" / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def take_tablet(chromium: Browser, axe: str, shots: Path) -> Iterator[TakeTablet]:
    """Take a tablet: `take_tablet(site, "navigator")`, signed in; its console must stay quiet."""
    taken: list[Tablet] = []

    def take(site: Site, who: str | None = None, **options: Any) -> Tablet:
        size = {"width": LANDSCAPE[0], "height": LANDSCAPE[1]}
        wishes = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "viewport": size, **options}
        context = chromium.new_context(**wishes)
        context.set_default_timeout(PATIENCE_MS)
        tablet = Tablet(context, site, axe, shots)
        taken.append(tablet)
        if who is not None:
            tablet.sign_in(who)
        return tablet

    yield take
    for tablet in taken:
        tablet.context.close()
    for tablet in taken:
        tablet.quiet()


@pytest.fixture
def tablet(take_tablet: TakeTablet, site: Site) -> Callable[..., Tablet]:
    """Take a tablet on this file's site: `tablet("navigator")`."""

    def take(who: str | None = None, **options: Any) -> Tablet:
        return take_tablet(site, who, **options)

    return take
