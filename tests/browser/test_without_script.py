"""Without JavaScript everything still works: the server shows all questions, and a plain form saves."""

from collections.abc import Callable

from playwright.sync_api import expect

from lotsen.intake import actions as intake
from lotsen.intake.documents import Relation
from lotsen.terms import Presence
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]


def plain(tablet: TakeTablet, who: str) -> Tablet:
    """Take a tablet whose browser runs no scripts."""
    return tablet(who, java_script_enabled=False)


def save(tablet: Tablet) -> None:
    tablet.main.locator("form.lotsen-form button[type=submit]").first.click()


def test_a_family_is_registered_informed_and_named(site: Site, tablet: TakeTablet) -> None:
    maren = plain(tablet, "navigator")
    maren.press("Neue Familie")
    family_path = maren.path
    maren.go(f"{family_path}/consents")
    expect(maren.main.locator("[name=notice_form]").first).to_be_visible()
    maren.main.locator("[name=notice]").check()
    maren.main.locator("[name=notice_form][value=read_aloud]").check()
    maren.main.locator("[name=documentation][value=given]").check()
    maren.main.locator("[name=form][value=signed_paper]").check()
    maren.main.locator("[name=given_by][value=mother]").check()
    save(maren)
    assert maren.path == family_path
    maren.go(f"{family_path}/contact")
    maren.main.locator("[name=surname]").fill(arranged.SURNAME)
    save(maren)
    maren.sees(arranged.SURNAME)


def test_a_dependent_question_is_visible_and_ignored_where_its_condition_is_false(
    site: Site, tablet: TakeTablet
) -> None:
    family = arranged.register(site)
    maren = plain(tablet, "navigator")
    maren.go(f"/intake/{family.id}/children/new")
    expect(maren.main.locator("[name=birth_date]")).to_be_visible()
    maren.main.locator("[name=status][value=unborn]").check()
    maren.main.locator("[name=birth_date]").fill("2026-01-01")
    maren.main.locator("[name=expected_date]").fill("2027-02-01")
    save(maren)
    with site.desk("navigator", writing=False) as desk:
        child = intake.read_family(desk, family.id).members[0].person
    assert child.birth_date is None
    assert child.expected_date is not None
    maren.go(f"/intake/{family.id}/caregivers/new")
    maren.main.locator(f"[name=relation][value={Relation.MOTHER.value}]").check()
    save(maren)
    expect(maren.main.locator(".lotsen-person-row")).to_have_count(2)


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
    maren.sees("Gespräch angeboten, weil")


def test_a_family_is_handed_over(site: Site, tablet: TakeTablet) -> None:
    family = arranged.ready(site)
    maren = plain(tablet, "navigator")
    maren.go(f"/referral/families/{family.id}/hand-over")
    for purpose in ("handover", "secrecy_release", "feedback"):
        maren.main.locator(f"[name={purpose}][value=yes]").check()
    maren.main.locator("[name=later_call][value=no]").check()
    maren.main.locator("[name=form][value=signed_paper]").check()
    maren.main.locator("[name=given_by][value=mother]").check()
    maren.main.locator("[name=parts][value=contact]").check()
    save(maren)
    maren.sees(arranged.PHONE)
    maren.main.locator("form:has([name=digest]) button[type=submit]").click()
    maren.sees("Die Familie wurde übergeben")


def test_a_walk_in_is_saved_and_an_empty_one_says_what_is_missing(site: Site, tablet: TakeTablet) -> None:
    bruno = plain(tablet, "family_office")
    bruno.go("/intake/walk-in")
    save(bruno)
    expect(bruno.main.locator("[data-error-summary] a")).to_have_count(4)
    bruno.main.locator("[name=topics]").first.check()
    bruno.main.locator("[name=youngest]").first.check()
    bruno.main.locator("[name=language]").select_option("de")
    bruno.main.locator("[name=done]").fill("Antrag erklärt")
    save(bruno)
    assert bruno.path == "/intake/today"
