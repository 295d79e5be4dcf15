"""A provider with a phone in the hand: two taps, no account, in every language, on a narrow screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from lotsen.directory import actions as directory
from lotsen.directory.domain import Capacity
from lotsen.kernel import local_day
from lotsen.web.i18n import FAMILY_LANGUAGES
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet

PHONE = (360, 740)
_COUNT = "addEventListener('pointerdown', (event) => event.isTrusted && globalThis.tapped?.(), true)"


def the_link(site: Site) -> tuple[str, directory.ServiceSheet]:
    """Let an entry be old, and make a link to it."""
    with site.desk("coordinator") as desk:
        sheet = directory.read_service(desk, directory.service_names(desk)[0][0])
        entry, revision = directory.read_entry(desk, sheet.service.id)
        old = {"checked_on": local_day(desk.clock) - timedelta(days=400), "capacity": Capacity.CLOSED}
        old |= {"waiting_weeks": None}
        directory.save_service(desk, entry.model_copy(update=old), revision=revision)
    token = arranged.entry_link(site, sheet.service.id)["entry_token"]
    return f"/d/{token}", sheet


def test_two_taps_confirm_an_entry_and_say_that_there_are_places(
    tablet: Callable[..., Tablet], site: Site
) -> None:
    path, sheet = the_link(site)
    phone = tablet(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True)
    taps: list[int] = []
    phone.context.expose_function("tapped", lambda: taps.append(1))
    phone.context.add_init_script(_COUNT)
    phone.go(path)
    phone.check([PHONE])
    confirm = phone.main.get_by_role("button", name="Ja, es stimmt noch alles")
    expect(confirm).to_be_visible()
    box = confirm.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    confirm.tap()
    phone.heading("Danke")
    assert len(taps) == 1
    phone.check([PHONE])
    phone.go(path)
    taps.clear()
    phone.main.get_by_role("button", name="Plätze frei").tap()
    phone.heading("Danke")
    assert len(taps) == 1
    with site.desk("coordinator", writing=False) as desk:
        entry, _ = directory.read_entry(desk, sheet.service.id)
        today = local_day(desk.clock)
        assert (entry.checked_on, entry.capacity, entry.capacity_checked_on) == (today, Capacity.FREE, today)


@pytest.mark.parametrize("code", FAMILY_LANGUAGES)
def test_the_pages_of_a_provider_keep_to_their_rules_in_every_language(
    tablet: Callable[..., Tablet], site: Site, code: str
) -> None:
    path, _ = the_link(site)
    phone = tablet(viewport={"width": PHONE[0], "height": PHONE[1]})
    for page in ("", "/change", "/thanks", "/proposed"):
        phone.go(f"{path}{page}?lang={code}")
        expect(phone.page.locator("html")).to_have_attribute("lang", code)
        phone.check([PHONE])
