"""The page of proposals as a navigator uses it: the next question, the filters, a dead network."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from lotsen.intake.actions.material import telling_assessment
from lotsen.intake.documents import AssessmentSheet
from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
STORED = re.compile(r"Die Antwort ist gespeichert")


@pytest.fixture
def family(site: Site) -> arranged.Arranged:
    met = arranged.meet(site)
    arranged.assess(site, met)
    return met


def path_of(family: arranged.Arranged) -> str:
    return f"/referral/families/{family.id}/services"


def sheet_of(site: Site, family: arranged.Arranged) -> AssessmentSheet:
    with site.desk("navigator", writing=False) as desk:
        view = telling_assessment(desk, family.id)
        assert view is not None
        return view.sheet


def test_answers_change_the_list_in_place_and_ticks_and_focus_stay(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    maren = tablet("navigator")
    page = maren.page
    maren.go(path_of(family))
    asked = page.locator("[data-asked]").first
    first = asked.inner_text()
    box = page.locator("input[name=services]").first
    box.check()
    chosen = box.get_attribute("value")
    page.locator("[name=free_text]").fill("Nähstube am Hang")
    page.locator("[data-answer] button[value=not_present]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text(STORED)
    expect(asked).not_to_have_text(first)
    expect(asked).to_be_focused()
    assert page.locator(f'input[value="{chosen}"]').is_checked()
    assert page.locator("[name=free_text]").input_value() == "Nähstube am Hang"
    assert len(sheet_of(site, family).added) == 1
    page.locator("#asking-added summary").click()
    maren.check()
    maren.press(re.compile(de("Take back")))
    expect(asked).to_have_text(first)
    assert sheet_of(site, family).added == ()


def test_an_answer_outlives_a_dead_network_and_two_taps_and_is_stored_once(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    maren = tablet("navigator")
    page = maren.page
    maren.go(path_of(family))
    maren.context.set_offline(True)
    page.locator("[data-answer] button[value=present]").first.dblclick()
    expect(page.locator("[data-said]")).to_contain_text("Keine Verbindung")
    assert sheet_of(site, family).added == ()
    maren.context.set_offline(False)
    expect(page.locator("[data-said]")).to_contain_text(STORED)
    assert len(sheet_of(site, family).added) == 1


def test_a_second_tablet_sees_both_answers_and_nothing_is_overwritten(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    one, other = tablet("navigator"), tablet("colleague")
    for each in (one, other):
        each.go(path_of(family))
    one.page.locator("[data-answer] button[value=present]").first.click()
    expect(one.page.locator("[data-said]")).to_contain_text(STORED)
    other.page.locator("[data-answer] button[value=not_present]").first.click()
    alert = other.page.locator("[data-asking] [role=alert]")
    expect(alert).to_contain_text(de("Somebody else has answered this in the meantime"))
    expect(alert.locator(".kern-title")).to_be_focused()
    assert len(sheet_of(site, family).added) == 1
    other.check()
    other.press(de("Store my answer"))
    expect(other.page.locator("[data-said]")).to_contain_text(STORED)


def test_help_at_once_appears_when_a_confidential_answer_asks_for_it(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    maren = tablet("navigator")
    page = maren.page
    maren.go(path_of(family))
    fold = page.locator("#asking-private")
    expect(fold).not_to_have_attribute("open", "")
    fold.locator("summary").click()
    fold.locator("button[value=present]").click()
    expect(page.locator("[data-said]")).to_contain_text(STORED)
    maren.sees(de("Help at once"))
    expect(page.locator("#asking-private")).not_to_have_attribute("open", "")


def test_what_was_not_possible_now_is_a_private_task_that_leads_back_to_its_question(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    maren = tablet("navigator")
    page = maren.page
    maren.go(path_of(family))
    page.locator("#asking-private summary").click()
    first = page.locator("#asking-private [data-asked]").first.inner_text()
    page.locator("#asking-private button[value=not_now]").first.click()
    expect(page.locator("[data-said]")).to_contain_text(STORED)
    maren.go(f"/intake/{family.id}")
    assert first not in maren.text
    maren.follow(de("To the question"))
    fold = page.locator("#asking-private")
    expect(fold).not_to_have_attribute("open", "")
    fold.locator("summary").click()
    expect(fold).to_contain_text(first)
    maren.check()
    again = fold.locator("[data-answer]", has_text=first)
    again.locator("button[value=not_present]").click()
    expect(page.locator("[data-said]")).to_contain_text(STORED)
    page.locator("#asking-private summary").click()
    expect(page.locator("#asking-private")).not_to_contain_text(first)


def test_the_family_office_asks_and_plans_for_a_family_of_its_own(site: Site, tablet: TakeTablet) -> None:
    own = arranged.meet(site, "family_office")
    arranged.assess(site, own, ("income_worry", "exhaustion"), who="family_office")
    bruno = tablet("family_office")
    page = bruno.page
    bruno.go(path_of(own))
    page.locator("[data-answer] button[value=not_present]").first.click()
    expect(page.locator("[data-said]")).to_contain_text(STORED)
    bruno.check()
    page.locator("input[name=services]").first.check()
    bruno.press(de("Save the plan"))
    bruno.sees(de("The plan is saved."))
    bruno.check()


@pytest.mark.parametrize("scripted", [True, False])
def test_a_filter_says_what_it_hides_and_keeps_what_is_ticked(
    site: Site, tablet: TakeTablet, family: arranged.Arranged, scripted: bool
) -> None:
    maren = tablet("navigator", java_script_enabled=scripted)
    page = maren.page
    maren.go(path_of(family))
    before = page.locator("input[name=services]").count()
    page.locator("input[name=services]").first.check()
    page.locator("#filters summary").click()
    page.locator("input[name=only_visits]").check()
    if not scripted:
        maren.press(de("Filter"))
    expect(page.locator("[data-said]")).to_contain_text("durch den Filter ausgeblendet")
    assert page.locator("input[name=services]").count() < before
    assert page.locator("input[name=services]:checked").count() == 1
    assert "only_" not in page.url
    if scripted:
        expect(page.locator("input[name=only_visits]")).to_be_focused()
        maren.check()
    maren.press(de("Show all"))
    expect(page.locator("input[name=services]")).to_have_count(before)
    expect(page.locator("[data-said]")).not_to_contain_text("ausgeblendet")
    assert page.locator("input[name=services]:checked").count() == 1


def test_a_filter_stays_while_an_answer_is_on_its_way(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    maren = tablet("navigator")
    page = maren.page
    maren.go(path_of(family))
    page.locator("#filters summary").click()
    page.locator("[data-answer] button[value=not_present]").first.click()
    page.locator("input[name=only_visits]").check()
    expect(page.locator("[data-said]")).to_contain_text("durch den Filter ausgeblendet")
    expect(page.locator("input[name=only_visits]")).to_be_checked()
    assert len(sheet_of(site, family).added) == 1


def test_a_filter_stays_when_somebody_else_has_answered_first(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    one, other = tablet("navigator"), tablet("colleague")
    for each in (one, other):
        each.go(path_of(family))
    one.page.locator("#filters summary").click()
    one.page.locator("input[name=only_visits]").check()
    said = one.page.locator("[data-said]")
    expect(said).to_contain_text("durch den Filter ausgeblendet")
    filtered = one.page.locator("input[name=services]").count()
    other.page.locator("[data-answer] button[value=not_now]").first.click()
    expect(other.page.locator("[data-said]")).to_contain_text(STORED)
    one.page.locator("[data-answer] button[value=unknown]").first.click()
    alert = one.page.locator("[data-asking] [role=alert]")
    expect(alert).to_contain_text(de("Somebody else has answered this in the meantime"))
    expect(said).to_contain_text("durch den Filter ausgeblendet")
    expect(one.page.locator("input[name=services]")).to_have_count(filtered)
    expect(alert.locator(".kern-title")).to_be_focused()


def test_a_filter_that_is_set_while_an_answer_is_refused_is_applied_and_the_refusal_stays_to_be_read(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    maren = tablet("navigator")
    page = maren.page
    maren.go(path_of(family))
    page.locator("#filters summary").click()
    page.evaluate("""() => {
      const answer = document.querySelector("[data-answer]");
      answer.elements.csrf_token.value = "of another day";
      answer.querySelector("button[value=not_present]").click();
      document.querySelector("input[name=only_visits]").click();
    }""")
    said = page.locator("[data-said]")
    expect(said).to_contain_text("durch den Filter ausgeblendet")
    expect(said).to_contain_text(de("This could not be saved. Please reload the page."))
    expect(page.locator("input[name=only_visits]")).to_be_checked()
    assert sheet_of(site, family).added == ()


def test_without_a_script_a_tap_answers_and_the_next_question_follows(
    site: Site, tablet: TakeTablet, family: arranged.Arranged
) -> None:
    maren = tablet("navigator", java_script_enabled=False)
    maren.go(path_of(family))
    asked = maren.page.locator("[data-asked]").first
    first = asked.inner_text()
    maren.page.locator("[data-answer] button[value=not_now]").first.click()
    maren.sees(de("The answer is stored."))
    expect(asked).not_to_have_text(first)
    assert len(sheet_of(site, family).added) == 1
