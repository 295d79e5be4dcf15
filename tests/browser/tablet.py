"""A tablet in somebody's hands: a real Chromium that follows links, fills in forms, and watches the rules."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Response, expect

from tests.browser.site import Site
from tests.world import PASSWORD

LANDSCAPE = (1024, 768)
PORTRAIT = (768, 1024)
BOTH = (LANDSCAPE, PORTRAIT)

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice")
_AXE = f"""axe.run(document, {{runOnly: {json.dumps(_RULES)}, resultTypes: ["violations"]}})
  .then((found) => found.violations.map((one) => {{
    const where = one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ");
    return `${{one.id}}: ${{one.help}}: ${{where}}`;
  }}))"""
_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll("main *, header *, footer *")].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.right > room + 1 || box.left < -1;
  });
  return wide.slice(0, 4).map((part) => `wider than the page: ${part.tagName}.${part.className}`)
    .concat("the page scrolls sideways");
}"""
_RISK = re.compile(r"\brisi(ko|k|ken)\w*", re.IGNORECASE)
_ANSWERED = re.compile(r"status of 4\d\d|ERR_INTERNET_DISCONNECTED|ERR_ABORTED")


class Tablet:
    """One browser context with one page; everything the console says is kept."""

    def __init__(self, context: BrowserContext, site: Site, axe: str, shots: Path) -> None:
        self.context = context
        self.site = site
        self.page = context.new_page()
        self.said: list[str] = []
        self._axe = axe
        self._shots = shots
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.said.append(f"script error: {error.error}"))
        context.on("response", self._receive)

    # --- moving -------------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.site.url + path)

    @property
    def path(self) -> str:
        """The address of the page, without the host."""
        return urlsplit(self.page.url).path

    def sign_in(self, who: str) -> None:
        """Sign in as somebody of the test town, by hand."""
        self.go("/sign-in")
        self.page.locator("[name=login]").fill(who)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main button[type=submit]").click()
        expect(self.page).not_to_have_url(re.compile("/sign-in"))

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Tap a link."""
        (within or self.main).get_by_role("link", name=name).first.click()

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Tap a button."""
        (within or self.main).get_by_role("button", name=name).first.click()

    def choose(self, name: str, *values: str) -> None:
        """Tick or choose answers of a question."""
        for value in values:
            self.main.locator(f'[name="{name}"][value="{value}"]').check()

    def fill(self, name: str, text: str) -> None:
        """Fill in a field."""
        self.main.locator(f'[name="{name}"]').fill(text)

    def save(self) -> None:
        """Send the form of the page."""
        saving = "button[type=submit]:not([aria-hidden], [name=step])"
        self.main.locator(f"form.lotsen-form {saving}").first.click()

    # --- looking ------------------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.locator("main")

    @property
    def rows(self) -> Locator:
        """The rows of the page's tables."""
        return self.main.locator("table tbody tr")

    @property
    def text(self) -> str:
        """The words a person sees on the page now."""
        return self.main.inner_text()

    def sees(self, *texts: str | re.Pattern[str]) -> None:
        """Wait until each text stands on the page."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def heading(self, text: str | re.Pattern[str]) -> None:
        """Wait for the page with this heading."""
        expect(self.page.locator("h1")).to_contain_text(text)

    def status_of(self, path: str) -> int:
        """Ask for an address with this tablet's session and return the answer's status."""
        return self.context.request.get(self.site.url + path, max_redirects=0).status

    def check(self, sizes: Sequence[tuple[int, int]] = BOTH) -> None:
        """Hold the page to its rules at each size: axe, no sideways scrolling, a quiet console."""
        page = self.page
        found: list[str] = []
        if sizes:
            page.evaluate(self._axe)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            broken: list[str] = [*page.evaluate(_AXE), *page.evaluate(_TOO_WIDE)]
            found += [f"{width}×{height} {line}" for line in broken]
        words = _RISK.search(page.locator("body").inner_text())
        if words:
            found.append(f"the page speaks of “{words[0]}”")
        found += self.said
        if found:
            shot = self.picture()
            raise AssertionError("\n".join([f"{self.path} breaks its rules (picture: {shot})", *found]))

    def quiet(self) -> None:
        """Nothing on the console, so far."""
        assert not self.said, "\n".join(self.said)

    def kept_on_device(self) -> dict[str, Any]:
        """Return everything pages could have stored in this browser."""
        kept: dict[str, Any] = self.page.evaluate(
            """async () => ({
              local: Object.entries(localStorage), session: Object.entries(sessionStorage),
              databases: (await indexedDB.databases()).map((one) => one.name),
              caches: (await Promise.all((await caches.keys()).map(async (name) => {
                const cache = await caches.open(name);
                return Promise.all((await cache.keys()).map(async (request) =>
                  [new URL(request.url).pathname, await (await cache.match(request)).text()]));
              }))).flat(),
            })"""
        )
        return kept

    def picture(self, addition: str = "") -> Path:
        """Take a picture of the whole page and return where it lies."""
        name = re.sub(r"[^a-z0-9]+", "-", f"{self.path} {addition}".lower()).strip("-") or "home"
        path = self._shots / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path

    def _hear(self, message: ConsoleMessage) -> None:
        """Keep errors and policy messages; an answer in the 400s to a page is looked at where it is shown."""
        text = message.text
        if _ANSWERED.search(text) and "/static/" not in message.location.get("url", ""):
            return
        if message.type in {"error", "warning"} or "Content Security Policy" in text:
            self.said.append(f"console: {text} ({message.location.get('url', '')})")

    def _receive(self, response: Response) -> None:
        if not response.url.startswith((self.site.url, "data:")):
            self.said.append(f"fetched from elsewhere: {response.url}")
        if response.status >= 500:
            self.said.append(f"answered {response.status}: {urlsplit(response.url).path}")
