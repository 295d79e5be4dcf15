"""The short sheet as a new user fills it in: taps counted by the browser, minutes computed and not clocked.

An unburdened mother with one child: from "Begin" to the result, every question that the page shows is
answered. Reading: 200 words a minute, between reading aloud (183) and silently (238; Brysbaert 2019).
A tap: 1.3 s to point and press and 1.35 s to decide (keystroke-level model; Card, Moran, Newell 1983).
"""

from collections.abc import Callable

from playwright.sync_api import expect

from lotsen.intake import actions as intake
from lotsen.terms import Presence
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
WORDS_A_MINUTE = 200
SECONDS_A_TAP = 1.3 + 1.35
MOST_MINUTES = 5.0
ASIDE = 5
"""Taps that answer nothing: beginning, opening what is confidential, finishing."""

_COUNT = "addEventListener('pointerdown', (event) => event.isTrusted && globalThis.tapped?.(), true)"
_NEXT = """(done) => {
  for (const group of document.querySelectorAll("form[data-autosave] fieldset")) {
    const radios = [...group.querySelectorAll("input[type=radio]")];
    if (!radios.length || done.includes(radios[0].name) || radios[0].name.endsWith("__state")) continue;
    if (!group.checkVisibility()) continue;
    const no = radios.find((one) => one.value === "NO");
    const wanted = no ?? radios.find((one) => one.value.startsWith("value:"));
    if (wanted) return [radios[0].name, wanted.value, group.innerText.split(/\\s+/).length];
  }
  return null;
}""".replace("NO", Presence.NOT_PRESENT.value)


def test_the_short_sheet_takes_few_taps_and_minutes(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    maren = tablet("navigator")
    taps: list[None] = []
    maren.context.expose_function("tapped", lambda: taps.append(None))
    maren.context.add_init_script(_COUNT)
    maren.go(f"/intake/{family.id}/assessments")
    maren.main.locator("form.lotsen-form button[type=submit]").first.click()
    maren.page.wait_for_url("**/intake/assessments/*")
    answered: list[str] = []
    words = 0
    for closed in [None, *maren.main.locator("form details > summary").all()]:
        if closed is not None and closed.is_visible():
            closed.click()
        while found := maren.page.evaluate(_NEXT, answered):
            name, value, length = found
            wanted = maren.main.locator(f'input[name="{name}"][value="{value}"]')
            maren.main.locator(f'label[for="{wanted.get_attribute("id")}"]').click()
            expect(wanted).to_be_checked()
            answered.append(name)
            words += length
    maren.main.locator("[name=go][value=finish]").click()
    maren.page.wait_for_url("**/result")
    minutes = words / WORDS_A_MINUTE + len(taps) * SECONDS_A_TAP / 60
    assert len(answered) >= 10
    assert len(taps) <= len(answered) + ASIDE
    assert minutes <= MOST_MINUTES, f"{words} words and {len(taps)} taps take {minutes:.1f} minutes"
    with site.desk("navigator", writing=False) as desk:
        last = intake.latest_assessment(desk, family.id)
        assert last is not None
        outcome = intake.read_assessment(desk, last.id).outcome
    assert not outcome.private_tasks
