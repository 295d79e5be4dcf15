"""Postcodes and opening hours by hand, with scripts and without."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from lotsen.places.actions import load_places
from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.directory.town import ELTERNCAFE
from tests.places.test_actions import shared_postcode

TakeTablet = Callable[..., Tablet]

scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@pytest.fixture(autouse=True)
def brook(site: Site) -> None:
    """Two municipalities with one postcode in common."""
    with site.desk("coordinator") as desk:
        load_places(desk, shared_postcode())


@scripts
def test_a_family_sheet_asks_for_the_municipality_of_a_shared_postcode(
    site: Site, tablet: TakeTablet, scripts: bool
) -> None:
    family = arranged.register(site)
    maren = tablet("navigator", java_script_enabled=scripts)
    maren.go(f"/intake/{family.id}/sheet")
    expect(maren.main.locator("[name=municipality]")).to_have_count(0)
    maren.fill("postcode", "43130")
    maren.save()
    choice = maren.main.locator("[name=municipality]")
    expect(choice).to_be_visible()
    if scripts:
        maren.check()
    choice.select_option("bachtal")
    maren.save()
    expect(maren.page).to_have_url(f"{site.url}/intake/{family.id}")


@scripts
def test_opening_hours_are_entered_in_lines_and_shown_as_a_table(
    site: Site, tablet: TakeTablet, scripts: bool
) -> None:
    petra = tablet("coordinator", java_script_enabled=scripts)
    petra.go(f"/directory/{ELTERNCAFE}/edit")
    petra.main.locator("summary", has_text=de("Contact for families")).click()
    petra.fill("hours-days-3", "vormittags")
    petra.save()
    expect(petra.main.locator("#hours-days-3-error")).to_be_visible()
    if scripts:
        petra.check([*((320, 640), (768, 1024))])
    petra.fill("hours-days-3", "9–12, 14:30–18")
    petra.save()
    petra.heading("Elterncafé Hafenlichter")
    petra.sees("14:30–18")
    if scripts:
        petra.check()


def test_the_hours_of_an_entry_run_from_right_to_left(site: Site, tablet: TakeTablet) -> None:
    petra = tablet("coordinator")
    petra.go("/directory/")
    petra.page.get_by_role("button", name="العربية").or_(
        petra.page.get_by_role("link", name="العربية")
    ).click()
    petra.go(f"/directory/{ELTERNCAFE}/edit")
    expect(petra.page.locator("html")).to_have_attribute("dir", "rtl")
    petra.check([(320, 640), (1024, 768)])
    petra.go(f"/directory/{ELTERNCAFE}")
    petra.check([(320, 640), (1024, 768)])


def test_the_counts_behind_the_choices_follow_while_somebody_types(site: Site, tablet: TakeTablet) -> None:
    petra = tablet("coordinator")
    petra.go("/directory/")
    kinds = petra.page.locator("select[name=service_type]")
    before = kinds.locator("option[value=A4]").text_content() or ""
    assert re.search(r"\([1-9]", before)
    petra.page.locator("[name=q]").press_sequentially("hebamme hausbesuch")
    expect(petra.page.locator("[data-found]")).to_contain_text("als Filter gelesen: kommt nach Hause")
    expect(kinds.locator("option[value=A4]")).to_have_text(re.compile(r"\(0\)"))
    shown = kinds.locator("option").all_text_contents()
    petra.page.reload()
    assert kinds.locator("option").all_text_contents() == shown


def test_of_answers_that_come_out_of_order_the_one_to_the_last_words_is_shown(
    site: Site, tablet: TakeTablet
) -> None:
    maren = tablet("navigator")
    maren.go("/directory/")
    held: list[Route] = []
    maren.page.route(re.compile(r"q=heb$"), lambda route: held.append(route))
    words, found = maren.page.locator("[name=q]"), maren.page.locator("[data-found]")
    with maren.page.expect_request(re.compile(r"q=heb$")):
        words.press_sequentially("heb")
    words.press_sequentially("amme köln")
    expect(found).to_contain_text(re.compile("Die Ortsliste kennt „\\W*köln\\W*“ nicht"))
    for late in held:
        late.continue_()
    expect(found).to_contain_text("köln")
    expect(maren.page).to_have_url(re.compile("q=hebamme\\+k%C3%B6ln$"))
    maren.page.locator("[data-results] a[href*='/directory/']", has_text="Hebammenvermittlung").click()
    maren.heading("Hebammenvermittlung Lindtal")
    maren.page.go_back()
    expect(words).to_have_value("hebamme köln")
    expect(found).to_contain_text("köln")


@scripts
@pytest.mark.parametrize("size", [(1024, 768), (768, 1024)], ids=["wide", "tall"])
def test_what_was_found_begins_on_the_first_screen(
    site: Site, tablet: TakeTablet, scripts: bool, size: tuple[int, int]
) -> None:
    maren = tablet("navigator", java_script_enabled=scripts)
    maren.page.set_viewport_size({"width": size[0], "height": size[1]})
    maren.go("/directory/?q=hebame+atlantis")
    expect(maren.page.locator("[data-results] tbody tr").first).to_be_in_viewport(ratio=1)


def test_the_places_of_a_service_are_in_sight_on_a_phone(site: Site, tablet: TakeTablet) -> None:
    maren = tablet("navigator")
    maren.page.set_viewport_size({"width": 390, "height": 844})
    maren.go("/directory/?q=hebamme")
    hidden = "part => part.scrollWidth - part.clientWidth"
    assert maren.page.locator("[data-results] [role=region]").first.evaluate(hidden) <= 0
    maren.check([(390, 844)])


def test_who_is_signed_out_meanwhile_sees_no_old_list_under_new_words(site: Site, tablet: TakeTablet) -> None:
    maren = tablet("navigator")
    maren.go("/directory/")
    maren.context.clear_cookies()
    maren.page.locator("[name=q]").press_sequentially("kita")
    expect(maren.page.locator("[data-found]")).to_contain_text("Die Liste konnte nicht geholt werden.")
    expect(maren.page.locator("[data-results] a")).to_have_count(0)
    maren.page.get_by_role("button", name="Suchen", exact=True).click()
    expect(maren.page).to_have_url(re.compile("/sign-in"))


def test_a_distance_without_a_postcode_is_said_on_a_phone_above_what_was_found(
    site: Site, tablet: TakeTablet
) -> None:
    family = tablet(None)
    family.go("/hilfe/de/")
    family.page.locator("summary").click()
    family.page.locator("[name=radius_km]").select_option("5")
    family.page.locator("[name=words]").fill("Hebamme")
    family.page.locator("[name=words]").press("Enter")
    expect(family.page.locator("#postcode-missing")).to_be_visible()
    family.check([(390, 844), (1024, 768)])
    family.page.locator("[name=postcode]").fill("43101")
    family.page.locator("[name=postcode]").press("Enter")
    expect(family.page.locator(".window-more__chosen")).to_be_visible()
    expect(family.page.locator("[name=postcode]")).to_be_hidden()
    family.check([(390, 844), (1024, 768)])
