"""Takes the pictures of the README from the demo town: `python -m tests.browser.pictures http://127.0.0.1:8080`.

The demo runs beside it (`make run`). Families are chosen by what their pages show and not by name, so a town
loaded on another day gives other people and the same pages. Pictures lie in docs/, below 300 KB each.
"""

import io
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from lotsen.demo.people import DEMO_PASSWORD

DOCS = Path(__file__).parent.parent.parent / "docs"
WIDTH, HEIGHT = 1024, 768
MOST_BYTES = 300 * 1024
COLOURS = 256
_ENOUGH = 6


def today(page: Page) -> None:
    """The first screen of a navigator."""


def assessment(page: Page) -> None:
    """A sheet that was left half."""
    page.goto(f"{_home(page)}/intake/today?show=drafts")
    for family in _families(page):
        page.goto(_home(page) + family)
        sheet = page.locator('main a[href*="/intake/assessments/"]:not([href$="/result"])')
        if sheet.count():
            sheet.first.click()
            return
    raise click.ClickException("no sheet is left half")


def services(page: Page) -> None:
    """What fits a family, with the reasons."""
    for family in _families(page):
        page.goto(f"{_home(page)}{family.replace('/intake/', '/referral/families/')}/services")
        if page.locator('main input[type="checkbox"]').count() >= _ENOUGH:
            return
    raise click.ClickException("no family of today has enough services")


def work_list(page: Page) -> None:
    """The family office's own first screen."""


def figures(page: Page) -> None:
    """The newest closed quarter."""


PICTURES: tuple[tuple[str, str, Callable[[Page], None]], ...] = (
    ("today", "lotsin.klinik", today),
    ("assessment", "lotsin.klinik", assessment),
    ("services", "lotsin.klinik", services),
    ("work-list", "familienbuero", work_list),
    ("figures", "koordination", figures),
)


@click.command()
@click.argument("url")
def main(url: str) -> None:
    """Take every picture from the demo that is served at URL."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, login, walk in PICTURES:
            page = _signed_in(browser, url.rstrip("/"), login)
            walk(page)
            page.wait_for_load_state("networkidle")
            size = _keep(DOCS / f"{name}.png", page.screenshot())
            click.echo(f"{name}.png: {size // 1024} KB")
            page.context.close()
        browser.close()


def _signed_in(browser: Browser, url: str, login: str) -> Page:
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="de-DE").new_page()
    page.goto(f"{url}/sign-in")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state("networkidle")
    return page


def _families(page: Page) -> list[str]:
    """Return the paths of the families that a page links to, in its order."""
    paths = page.locator("main a").evaluate_all("all => all.map((one) => one.pathname)")
    return list(dict.fromkeys(one for one in paths if re.fullmatch(r"/intake/[0-9a-f-]{36}", one)))


def _home(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])


def _keep(path: Path, taken: bytes) -> int:
    """Store a picture with a palette, which suits plain surfaces, and return its size in bytes."""
    image = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(path, optimize=True)
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise click.ClickException(f"{path.name} is {size} bytes")
    return size


if __name__ == "__main__":
    main()
