"""The public window on a phone: every page in every language, a list that no store knows, a quick way out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from lotsen.directory.entries import key_id
from lotsen.web.i18n import WINDOW_LANGUAGES
from tests.browser.site import Site
from tests.browser.tablet import LANDSCAPE, Tablet

TakeTablet = Callable[..., Tablet]

PHONE = {"width": 320, "height": 640}
SIZES = ((PHONE["width"], PHONE["height"]), LANDSCAPE)
SECRET, BY_OFFICE = (key_id("service", key) for key in ("frauenhaus", "familienhebammen"))


@pytest.mark.parametrize("language", WINDOW_LANGUAGES)
def test_every_page_is_accessible_and_fits_a_phone(language: str, tablet: TakeTablet) -> None:
    phone = tablet(viewport=PHONE)
    base = f"/hilfe/{language}"
    for path in ("/", f"/angebot/{SECRET}", f"/angebot/{BY_OFFICE}", "/familienbuero", "/barrierefrei"):
        phone.go(base + path)
        phone.check(SIZES)
    phone.go(base + "/nirgends")
    phone.check(SIZES)
    phone.go(base + "/")
    phone.page.locator(".window-tile").first.click()
    expect(phone.page.locator("#fitting")).to_be_visible()
    phone.page.locator(".window-more summary").click()
    phone.check(SIZES)
    phone.page.locator("[data-memo]").first.click()
    phone.page.locator("[data-memo-link]").click()
    expect(phone.main.locator(".window-card")).to_have_count(1)
    phone.check(SIZES)
    assert phone.context.cookies() == []


def test_a_list_travels_in_the_address_and_is_stored_nowhere(tablet: TakeTablet) -> None:
    phone = tablet(viewport=PHONE)
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.go("/hilfe/de/")
    phone.page.locator(".window-tile").first.click()
    buttons = phone.page.locator("[data-memo]")
    buttons.nth(0).click()
    buttons.nth(1).click()
    ids = [buttons.nth(number).get_attribute("data-memo") for number in (0, 1)]
    phone.page.locator(".window-card__name a").first.click()
    expect(phone.page.locator("[data-memo-count]")).to_have_text("(2)")
    phone.page.get_by_role("link", name="English").click()
    phone.page.locator("[data-memo-link]").click()
    expect(phone.main.locator(".window-card")).to_have_count(2)
    assert phone.page.url.endswith(f"/hilfe/en/merkzettel#liste={','.join(map(str, ids))}")
    assert not any("liste" in url for url in asked)
    phone.main.locator(".window-card button").first.click()
    expect(phone.main.locator(".window-card")).to_have_count(1)
    kept = phone.kept_on_device()
    assert (kept["local"], kept["session"], kept["databases"], kept["caches"]) == ([], [], [], [])
    assert phone.context.cookies() == []


def test_a_step_back_brings_what_was_found_and_the_list_as_it_is_now(tablet: TakeTablet) -> None:
    phone = tablet(viewport=PHONE)
    phone.go("/hilfe/de/")
    phone.fill("words", "Hebamme")
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator("#fitting")).to_be_visible()
    found = phone.page.locator("h1").inner_text()
    phone.page.locator(".window-card__name a").first.click()
    phone.page.locator("[data-memo]").click()
    phone.page.go_back()
    phone.heading(found)
    assert phone.page.locator("[name=words]").input_value() == "Hebamme"
    near = phone.page.locator("[data-memo-near]")
    expect(near).to_contain_text("(1)")
    phone.page.locator("[data-memo]").first.click()
    expect(near).to_be_hidden()
    phone.page.go_forward()
    expect(phone.page.locator("[data-memo]")).to_be_visible()
    expect(near).to_be_hidden()
    phone.page.go_back()
    phone.heading(found)
    phone.page.reload()
    expect(phone.page.locator(".window-tile").first).to_be_visible()
    assert phone.page.locator("[name=words]").input_value() == ""
    kept = phone.kept_on_device()
    assert (kept["local"], kept["session"], kept["databases"], kept["caches"]) == ([], [], [], [])


def test_what_is_gone_leaves_the_list_and_the_page_says_so(tablet: TakeTablet) -> None:
    phone = tablet(viewport=PHONE)
    phone.go(f"/hilfe/de/merkzettel#liste={key_id('service', 'nirgends')},{BY_OFFICE}")
    phone.sees("Etwas auf Ihrem Merkzettel gibt es nicht mehr.")
    expect(phone.main.locator(".window-card")).to_have_count(1)
    assert phone.page.url.endswith(f"/hilfe/de/merkzettel#liste={BY_OFFICE}")


def test_who_left_quickly_finds_the_calendar_however_often_somebody_steps_back(tablet: TakeTablet) -> None:
    phone = tablet(viewport=PHONE)
    phone.go("/hilfe/de/")
    phone.page.locator(".window-tile").first.click()
    phone.page.locator(".window-card__name a").first.click()
    expect(phone.page.locator("[data-memo]")).to_be_visible()
    phone.page.locator("[data-leave]").click()
    calendar = phone.page.locator("table.lotsen-calendar")
    expect(calendar).to_be_visible()
    for _ in range(2):
        phone.page.go_back(wait_until="commit")
        phone.page.wait_for_url("**/calendar")
        expect(calendar).to_be_visible()
    phone.go("/hilfe/de/")
    expect(phone.page.locator(".window-tile").first).to_be_visible()


def test_leaving_quickly_shows_a_calendar_and_no_way_back(tablet: TakeTablet) -> None:
    phone = tablet(viewport=PHONE)
    phone.go("/hilfe/de/")
    phone.page.locator("[data-leave]").click()
    expect(phone.page.locator("table.lotsen-calendar")).to_be_visible()
    phone.page.go_back()
    assert "/hilfe/" not in phone.page.url
    phone.go(f"/hilfe/de/angebot/{SECRET}")
    phone.page.keyboard.press("Escape")
    phone.page.keyboard.press("Escape")
    expect(phone.page.locator("table.lotsen-calendar")).to_be_visible()
    assert phone.context.cookies() == []


def test_without_scripts_a_family_searches_reads_and_leaves(site: Site, tablet: TakeTablet) -> None:
    phone = tablet(viewport=PHONE, java_script_enabled=False)
    phone.go("/hilfe/de/")
    phone.fill("words", "Hebamme")
    phone.page.keyboard.press("Enter")
    phone.sees("Hebammenvermittlung Lindtal")
    assert phone.path == "/hilfe/de/suche"
    expect(phone.page.locator("[data-memo]").first).to_be_hidden()
    phone.page.get_by_role("button", name="Türkçe").click()
    phone.sees("Lindtal ebe bulma servisi")
    phone.follow("Lindtal ebe bulma servisi")
    phone.heading("Lindtal ebe bulma servisi")
    phone.page.locator("[data-memo-link]").click()
    phone.sees("JavaScript")
    phone.page.locator("[data-leave]").click()
    expect(phone.page.locator("table.lotsen-calendar")).to_be_visible()
