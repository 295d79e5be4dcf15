"""Without a mouse: the focus goes where it is needed, in an order that can be followed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
FEW, MANY = 12, 80

_FOCUS = """() => {
  const part = document.activeElement;
  if (part === document.body) return ["", true];
  const look = () => JSON.stringify([part, ...part.querySelectorAll("*")].flatMap((one) =>
    ["", "::before", "::after"].map((half) => {
      const style = getComputedStyle(one, half);
      return [style.outline, style.boxShadow, style.border, style.backgroundColor, style.clipPath];
    })));
  const focused = look();
  part.blur();
  const blurred = look();
  part.focus();
  return [part.outerHTML.slice(0, 100), focused !== blurred];
}"""


def press(tablet: Tablet, key: str) -> None:
    tablet.page.keyboard.press(key)


def test_the_first_stop_leads_past_the_menu(site: Site, tablet: TakeTablet) -> None:
    maren = tablet("navigator")
    maren.go("/intake/today")
    press(maren, "Tab")
    expect(maren.page.locator(".lotsen-skip")).to_be_focused()
    expect(maren.page.locator(".lotsen-skip")).to_be_in_viewport()
    press(maren, "Enter")
    expect(maren.main).to_be_focused()
    press(maren, "Tab")
    expect(maren.main.locator(":focus")).to_have_count(1)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("navigator", "/intake/{family}/consents"),
        ("navigator", "/intake/{family}/children/new"),
        ("navigator", "/intake/{family}/close"),
        ("family_office", "/intake/walk-in"),
        ("administrator", "/people/new"),
        ("coordinator", "/directory/new"),
    ],
)
def test_after_an_error_the_focus_is_on_the_summary_and_leads_to_the_field(
    site: Site, tablet: TakeTablet, who: str, path: str
) -> None:
    family = arranged.register(site)
    person = tablet(who)
    person.go(path.format(family=family.id))
    person.save()
    summary = person.main.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    press(person, "Tab")
    first = summary.locator("a").first
    expect(first).to_be_focused()
    target = (first.get_attribute("href") or "").removeprefix("#")
    press(person, "Enter")
    expect(person.main.locator(f"[id='{target}']")).to_be_in_viewport()
    person.check()


def test_the_focus_can_be_seen_at_every_stop(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    maren = tablet("navigator")
    maren.go(f"/intake/{family.id}")
    stops = 0
    for _ in range(MANY):
        press(maren, "Tab")
        stop, shows = maren.page.evaluate(_FOCUS)
        if not stop:
            break
        assert shows, f"the focus cannot be seen on {stop}"
        stops += 1
    assert FEW < stops < MANY, stops
