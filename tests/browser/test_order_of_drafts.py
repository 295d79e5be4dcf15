"""What is typed while a draft is on its way is neither called stored nor lost; the button waits its turn.

An answer's head may come seconds before its body on a bad line: the page here reads bodies only when told.
"""

import json
import re
from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import Request, expect

from lotsen.intake import actions as intake
from lotsen.terms import Presence
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.browser.test_cut_network import TAPPED_TWICE, WAIT_MS, Network, stored

TakeTablet = Callable[..., Tablet]
_SLOW_BODIES = """() => {
  const read = Response.prototype.json;
  window.waiting = [];
  Response.prototype.json = async function () {
    await new Promise((go) => window.waiting.push(go));
    return read.call(this);
  };
}"""
_LET_ONE_IN = "() => window.waiting.shift()()"
_ARRIVED = "() => window.waiting.length === 1"
_TAP = """([name, value]) => [...document.querySelectorAll(`input[name="${name}"]`)]
  .find((one) => one.value === value).click()"""
_FIRST = """() => document.querySelector("form[data-autosave] input[type=radio]").name"""


def open_sheet(site: Site, tablet: TakeTablet) -> tuple[Tablet, UUID, str]:
    """Open a begun sheet with the page's clock in hand; return it and the name of its first question."""
    family = arranged.meet(site)
    assessment = arranged.begin_assessment(site, family)
    maren = tablet("navigator")
    maren.page.clock.install()
    maren.page.route("**/editing/*", lambda route: route.fulfill(json={"editing": []}))
    maren.go(f"/intake/assessments/{assessment}")
    return maren, assessment, str(maren.page.evaluate(_FIRST))


def test_a_second_answer_waits_until_the_first_is_read_and_is_not_called_stored_before(
    site: Site, tablet: TakeTablet
) -> None:
    maren, _, name = open_sheet(site, tablet)
    page = maren.page
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if one.method == "PUT" and "/draft" in one.url else None)
    page.evaluate(_SLOW_BODIES)
    page.evaluate(_TAP, [name, Presence.NOT_PRESENT.value])
    page.clock.run_for(WAIT_MS)
    page.wait_for_function(_ARRIVED)
    page.evaluate(_TAP, [name, Presence.PRESENT.value])
    page.clock.run_for(5 * WAIT_MS)
    assert len(sent) == 1
    page.evaluate(_LET_ONE_IN)
    line = page.locator("[data-autosave-status]")
    expect(line).to_have_attribute("data-state", "idle")
    page.clock.run_for(WAIT_MS)
    page.wait_for_function(_ARRIVED)
    expect(line).to_have_attribute("data-state", "saving")
    page.evaluate(_LET_ONE_IN)
    expect(line).to_have_attribute("data-state", "saved")
    assert [json.loads(one.post_data or "")["rev"] for one in sent] == [0, 1]
    assert maren.main.locator(f'[name="{name}"][value="present"]').is_checked()


def test_the_button_used_while_a_draft_is_on_its_way_sends_the_sheet_once_and_by_itself(
    site: Site, tablet: TakeTablet
) -> None:
    maren, assessment, name = open_sheet(site, tablet)
    page = maren.page
    posts: list[Request] = []
    page.on("request", lambda one: posts.append(one) if one.method == "POST" else None)
    drafts = Network(page, re.compile(r"/draft$"), "PUT", TAPPED_TWICE)
    page.evaluate(_TAP, [name, Presence.PRESENT.value])
    page.clock.run_for(WAIT_MS)
    drafts.release(maren.main.locator("[name=go][value=finish]").click)
    for _ in range(800):
        if page.url.endswith("/result"):
            break
        page.clock.run_for(WAIT_MS)
        page.wait_for_timeout(10)
    page.wait_for_url("**/result")
    assert [one.headers.get("x-lotsen-submit") for one in posts] == ["fetch"]
    assert stored(site, assessment)[name] == Presence.PRESENT.value
    with site.desk("navigator", writing=False) as desk:
        assert intake.read_assessment(desk, assessment).row.completed_on is not None
