"""Every page of every role in Arabic: mirrored, narrow, targets for a thumb."""

from collections.abc import Callable

import pytest

from lotsen.policy import Role
from tests.browser.addresses import WHO, Cases, addresses, without_ids
from tests.browser.site import Site
from tests.browser.tablet import PORTRAIT, Tablet

TakeTablet = Callable[..., Tablet]
ARABIC = "ar"
NARROW = (320, 640)
ALL_LANGUAGES_AT_ONCE = frozenset({"/offline"})
"""Kept in the browser for everybody who has no connection, so it is written in every language."""

_MIRRORED = """() => {
  const root = document.documentElement;
  const sheets = [...document.styleSheets].map((sheet) => new URL(sheet.href).pathname);
  const left = sheets.filter((path) => !path.includes(".rtl.") && !path.includes("/fonts."));
  return [root.dir, root.lang, sheets.length > 2, left];
}"""
_SMALL = """() =>
  [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
  .filter((part) => part.checkVisibility({ visibilityProperty: true }))
  .filter((part) => !part.matches(".lotsen-skip, [aria-hidden=true][tabindex='-1']"))
  .filter((part) => {
    const around = part.parentElement;
    const inline = part.matches("a") && getComputedStyle(part).display === "inline"
      && around.textContent.trim() !== part.textContent.trim();
    const box = part.getBoundingClientRect();
    return !inline && box.width > 0 && (box.height < 24 || box.width < 24);
  })
  .map((part) => `target under 24 px: ${part.outerHTML.slice(0, 120)}`)"""
_SIDEWAYS = """() => {
  scrollTo(document.dir === "rtl" ? -50 : 50, 0);
  const moved = scrollX !== 0;
  scrollTo(0, 0);
  return moved;
}"""


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """The pages axe has seen in this file; roles share many of them."""
    return set()


def look_at(tablet: Tablet, path: str, looked_at: set[str]) -> list[str]:
    """Return what is wrong with one page in Arabic."""
    tablet.go(path)
    found = []
    direction, language, styled, unmirrored = tablet.page.evaluate(_MIRRORED)
    if path not in ALL_LANGUAGES_AT_ONCE:
        if (direction, language, styled) != ("rtl", ARABIC, True):
            found.append(f"is {language} {direction}, styled: {styled}")
        if unmirrored:
            found.append(f"style sheets that are not mirrored: {unmirrored}")
    found += tablet.page.evaluate(_SMALL)
    page = without_ids(path)
    try:
        tablet.check(() if page in looked_at else (PORTRAIT,))
    except AssertionError as broken:
        found.append(str(broken))
        tablet.said.clear()
    looked_at.add(page)
    tablet.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    if tablet.page.evaluate(_SIDEWAYS):
        found.append(f"scrolls sideways at {NARROW[0]} px (picture: {tablet.picture('narrow')})")
    tablet.page.set_viewport_size({"width": PORTRAIT[0], "height": PORTRAIT[1]})
    return [f"{path}: {line}" for line in found]


@pytest.mark.parametrize("role", [None, *WHO])
def test_every_page_holds_mirrored_and_narrow(
    role: Role | None, mirrored_site: Site, cases: Cases, looked_at: set[str], take_tablet: TakeTablet
) -> None:
    tablet = take_tablet(
        mirrored_site,
        WHO[role] if role is not None else None,
        locale=ARABIC,
    )
    paths = list(addresses(mirrored_site.app, cases, role))
    assert paths
    found = [line for path in paths for line in look_at(tablet, path, looked_at)]
    assert not found, "\n".join(found)


def test_every_role_was_looked_at() -> None:
    assert set(WHO) == set(Role) - {Role.MACHINE}
