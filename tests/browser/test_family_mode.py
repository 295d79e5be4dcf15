"""A tablet in a family's hands: a whole sheet in Arabic, and no way out without the PIN or the password."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import expect

from lotsen.intake import actions as intake
from lotsen.intake.documents import AssessmentSheet
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import BOTH, Tablet
from tests.world import PASSWORD

TakeTablet = Callable[..., Tablet]
HOME = "/intake/family-mode"
NARROW = (320, 640)
FIRST = "partner_support"


def hand_over(tablet: Tablet, language: str, *, private: bool = False) -> UUID:
    """Begin a sheet and hand the tablet over in a language; return the assessment's id."""
    assessment = arranged.begin_assessment(tablet.site, arranged.meet(tablet.site))
    tablet.go(f"/intake/assessments/{assessment}")
    tablet.follow("Tablet an die Familie geben")
    tablet.check()
    tablet.choose("language", language)
    if private:
        tablet.main.locator("[name=private]").check()
    tablet.save()
    expect(tablet.page).to_have_url(re.compile(f"{HOME}$"))
    return assessment


def begin(tablet: Tablet) -> None:
    """Go from the start page to the first question."""
    tablet.main.locator(".family-buttons a").click()
    expect(tablet.page).to_have_url(re.compile(f"{HOME}/1$"))


def tap(tablet: Tablet, said: str) -> None:
    """Tap an answer and wait for what comes next."""
    before = tablet.page.url
    tablet.main.locator(f"[name=said][value={said}]").click()
    tablet.page.wait_for_url(lambda url: url != before)


def sheet_of(site: Site, assessment: UUID) -> AssessmentSheet:
    with site.desk("navigator", writing=False) as desk:
        return intake.read_assessment(desk, assessment).sheet


def test_a_family_fills_in_a_whole_sheet_in_arabic_and_staff_take_it_back(
    tablet: Callable[..., Tablet], site: Site
) -> None:
    hand = tablet("navigator")
    assessment = hand_over(hand, "ar", private=True)
    root = hand.page.locator("html")
    expect(root).to_have_attribute("lang", "ar")
    expect(root).to_have_attribute("dir", "rtl")
    hand.check((*BOTH, NARROW))
    begin(hand)
    hand.check((*BOTH, NARROW))
    count = 0
    while hand.page.locator("form[data-family]").count():
        tap(hand, "not_now" if count == 1 else "not_present")
        count += 1
        expect(root).to_have_attribute("dir", "rtl")
        if count == 2:
            hand.page.go_back()
            tap(hand, "not_now")
    assert count > 15
    hand.check((*BOTH, NARROW))
    hand.main.locator("[name=go][value=yes]").click()
    hand.heading("للتهديد")
    hand.check((*BOTH, NARROW))
    tap(hand, "present")
    hand.sees("116 016")
    hand.check((*BOTH, NARROW))
    hand.main.locator(".family-hide button").click()
    expect(hand.page).to_have_url(re.compile("/end$"))
    hand.main.locator("[name=wish]").click()
    hand.sees("ترغبون في محادثة")
    hand.check((*BOTH, NARROW))
    hand.page.locator(".family-foot a").click()
    hand.heading("Zurück an die Lotsin")
    hand.check((*BOTH, NARROW))
    hand.fill("secret", PASSWORD)
    hand.press("Tablet zurücknehmen")
    expect(hand.page).to_have_url(re.compile(f"/intake/assessments/{assessment}$"))
    hand.sees("1 Frage war jetzt nicht möglich.")
    kept = sheet_of(site, assessment)
    assert len(kept.given) == count + 1
    assert kept.own_wish


@pytest.mark.parametrize("script", [True, False])
def test_no_way_leads_to_a_staff_page_without_pin_or_password(
    tablet: Callable[..., Tablet], script: bool
) -> None:
    hand = tablet("navigator", java_script_enabled=script)
    assessment = hand_over_without_check(hand)
    begin(hand)
    for path in (f"/intake/assessments/{assessment}", "/intake/today", "/sign-in", "/", "/nowhere"):
        hand.go(path)
        assert hand.path == HOME, path
    hand.page.reload()
    assert hand.path == HOME
    for _ in range(12):
        hand.page.go_back()
        assert hand.path.startswith(HOME) or hand.page.url == "about:blank", hand.path
        assert "Maren" not in hand.page.content()
        if hand.page.url == "about:blank":
            break
    other = hand.context.new_page()
    other.goto(f"{hand.site.url}/intake/today")
    assert other.url.endswith(HOME)
    other.close()
    hand.go(f"{HOME}/back")
    hand.fill("secret", "000000")
    hand.press("Tablet zurücknehmen")
    hand.sees("Diese PIN oder dieses Passwort stimmt nicht.")
    hand.go("/intake/today")
    assert hand.path == HOME
    hand.go(f"{HOME}/back")
    hand.fill("secret", PASSWORD)
    hand.press("Tablet zurücknehmen")
    expect(hand.page).to_have_url(re.compile(f"/intake/assessments/{assessment}$"))


def hand_over_without_check(tablet: Tablet) -> UUID:
    """Hand the tablet over as hand_over does, also where no script may run."""
    assessment = arranged.begin_assessment(tablet.site, arranged.meet(tablet.site))
    tablet.go(f"/intake/assessments/{assessment}")
    tablet.follow("Tablet an die Familie geben")
    tablet.choose("language", "de")
    tablet.save()
    expect(tablet.page).to_have_url(re.compile(f"{HOME}$"))
    return assessment


def test_an_answer_without_a_network_is_sent_when_it_comes_back_and_stored_once(
    tablet: Callable[..., Tablet], site: Site
) -> None:
    hand = tablet("navigator")
    assessment = hand_over_without_check(hand)
    begin(hand)
    hand.context.set_offline(True)
    answer = hand.main.locator("[name=said][value=present]")
    answer.click()
    hand.sees("Keine Verbindung. Wir versuchen es weiter, bitte warten Sie.")
    answer.click()
    hand.context.set_offline(False)
    expect(hand.page).to_have_url(re.compile(f"{HOME}/2$"))
    assert [given.item for given in sheet_of(site, assessment).given] == [FIRST]
    with site.desk("navigator", writing=False) as desk:
        assert intake.read_assessment(desk, assessment).row.revision == 2
    kept = hand.kept_on_device()
    assert (kept["local"], kept["session"], kept["databases"]) == ([], [], [])
    assert not any("family-mode" in path for path, _ in kept["caches"])


def test_a_question_is_answered_with_the_keyboard_alone(tablet: Callable[..., Tablet], site: Site) -> None:
    hand = tablet("navigator")
    assessment = hand_over_without_check(hand)
    begin(hand)
    for _ in range(3):
        hand.page.keyboard.press("Tab")
        if hand.page.evaluate("document.activeElement.value") == "not_present":
            break
    focused = hand.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert focused != "none"
    hand.page.keyboard.press("Enter")
    expect(hand.page).to_have_url(re.compile(f"{HOME}/2$"))
    assert [given.item for given in sheet_of(site, assessment).given] == [FIRST]


def test_every_button_for_a_family_is_large_enough_for_a_tired_thumb(tablet: Callable[..., Tablet]) -> None:
    hand = tablet("navigator")
    hand_over_without_check(hand)
    small = """() => [...document.querySelectorAll("a, button, input:not([type=hidden])")]
      .filter((part) => part.checkVisibility() && part.getBoundingClientRect().height < 56)
      .map((part) => part.outerHTML.slice(0, 120))"""
    type_size = "() => parseFloat(getComputedStyle(document.querySelector('main')).fontSize) / 16"
    for path in (HOME, f"{HOME}/1", f"{HOME}/end"):
        hand.go(path)
        assert hand.page.evaluate(small) == [], path
        assert hand.page.evaluate(type_size) >= 1.375
