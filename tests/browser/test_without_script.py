"""Without JavaScript everything still works: the server shows all questions, and a plain form saves."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from lotsen.intake import actions as intake
from lotsen.terms import Presence
from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]


def plain(tablet: TakeTablet, who: str) -> Tablet:
    """Take a tablet whose browser runs no scripts."""
    return tablet(who, java_script_enabled=False)


def test_a_family_is_registered_informed_and_named(site: Site, tablet: TakeTablet) -> None:
    maren = plain(tablet, "navigator")
    maren.press(de("New family"))
    family_path = maren.path
    maren.go(f"{family_path}/consents")
    expect(maren.main.locator("[name=notice_form]").first).to_be_visible()
    maren.main.locator("[name=notice]").check()
    maren.choose("notice_form", "read_aloud")
    maren.choose("documentation", "given")
    maren.choose("given_as", "signed_paper")
    maren.choose("given_by", "mother")
    maren.save()
    assert maren.path == family_path
    maren.go(f"{family_path}/contact")
    maren.fill("surname", arranged.SURNAME)
    maren.save()
    maren.sees(arranged.SURNAME)


def test_a_dependent_question_is_visible_and_ignored_where_its_condition_is_false(
    site: Site, tablet: TakeTablet
) -> None:
    family = arranged.register(site)
    maren = plain(tablet, "navigator")
    maren.go(f"/intake/{family.id}/children/new")
    expect(maren.main.locator("[name=birth_date]")).to_be_visible()
    maren.choose("status", "unborn")
    maren.fill("birth_date", "2026-01-01")
    maren.fill("expected_date", "2027-02-01")
    maren.save()
    with site.desk("navigator", writing=False) as desk:
        child = intake.read_family(desk, family.id).members[0].person
    assert child.birth_date is None
    assert child.expected_date is not None
    maren.go(f"/intake/{family.id}/caregivers/new")
    maren.choose("relation", "mother")
    maren.save()
    expect(maren.rows).to_have_count(2)


def test_an_assessment_is_kept_as_a_draft_and_finished(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    sheet = arranged.begin_assessment(site, family)
    maren = plain(tablet, "navigator")
    maren.go(f"/intake/assessments/{sheet}")
    maren.main.locator(f"[name^=income_worry__][value={Presence.PRESENT.value}]").first.check()
    maren.main.locator("[name=go][value=later]").click()
    assert maren.path == f"/intake/{family.id}"
    maren.go(f"/intake/assessments/{sheet}")
    expect(
        maren.main.locator(f"[name^=income_worry__][value={Presence.PRESENT.value}]").first
    ).to_be_checked()
    maren.main.locator(f"[name^=depressive_mood__][value={Presence.PRESENT.value}]").first.check()
    maren.main.locator("[name=go][value=finish]").click()
    assert maren.path == f"/intake/assessments/{sheet}/result"
    maren.sees(re.compile("Gespräch angeboten, weil .+"))


def test_a_family_is_handed_over(site: Site, tablet: TakeTablet) -> None:
    family = arranged.ready(site)
    maren = plain(tablet, "navigator")
    maren.go(f"/referral/families/{family.id}/hand-over")
    for purpose in ("handover", "secrecy_release", "feedback"):
        maren.choose(purpose, "yes")
    maren.choose("later_call", "no")
    maren.choose("given_as", "signed_paper")
    maren.choose("given_by", "mother")
    maren.choose("parts", "contact")
    maren.save()
    maren.sees(arranged.PHONE)
    maren.main.locator("form:has([name=digest]) button[type=submit]").click()
    maren.sees(de("The family was handed over."))


def test_a_walk_in_is_saved_and_an_empty_one_says_what_is_missing(site: Site, tablet: TakeTablet) -> None:
    bruno = plain(tablet, "family_office")
    bruno.go("/intake/walk-in")
    bruno.save()
    expect(bruno.main.locator("[data-error-summary] a")).to_have_count(4)
    bruno.main.locator("[name=topics]").first.check()
    bruno.main.locator("[name=youngest]").first.check()
    bruno.main.locator("[name=language]").select_option("de")
    bruno.fill("done", "Antrag erklärt")
    bruno.save()
    assert bruno.path == "/intake/today"
