"""The walk of one family, first half: in the clinic, up to the preview of the hand-over."""

import re
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import expect

from lotsen.kernel import local_day
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet

SURNAME, GIVEN_NAME, PHONE = "Yıldız", "Elif", "02999 5550188"
BED = "Zimmer 4, Bett 1"
MESSAGE = "Bitte erst nach zehn Uhr anrufen."

_REASONS = """(all, why) => all.map((box) => {
  let part = box;
  while (part.parentElement.querySelectorAll("input[type=checkbox]").length === 1) part = part.parentElement;
  return (part.textContent.split(why)[1] ?? "").replace(/[:\\s]+/, "");
})"""


@dataclass
class Walk:
    """Who is on the way with the family, and where it is."""

    site: Site
    maren: Tablet
    bruno: Tablet
    family: str = ""
    code: str = ""
    sent: str = ""
    received: str = ""

    def day(self, days: int = 0) -> str:
        """Return a day from today as a German page writes it."""
        return (local_day(self.site.clock) + timedelta(days=days)).strftime("%d.%m.%Y")


def a_code_before_a_name(walk: Walk) -> None:
    maren = walk.maren
    maren.go("/")
    maren.check()
    maren.sign_in("navigator")
    maren.heading("Heute")
    maren.check()
    maren.press(de("New family"))
    expect(maren.page.locator("h1")).to_have_text(re.compile(r"^[A-Z0-9]{3}-[A-Z0-9]{3}$"))
    walk.family, walk.code = maren.path, maren.page.locator("h1").inner_text()
    maren.check()
    assert maren.main.locator("[name=surname], [name=given_name]").count() == 0
    maren.go(f"{walk.family}/contact")
    assert maren.path == f"{walk.family}/consents"
    maren.sees(de("Name and contact come after the notice and the consent to documentation."))


def notice_and_consent(walk: Walk) -> None:
    maren = walk.maren
    maren.choose("documentation", "given")
    maren.save()
    expect(maren.main.locator("[data-error-summary]")).to_be_focused()
    maren.check()
    maren.choose("notice", "y")
    maren.choose("notice_form", "read_aloud")
    maren.choose("given_as", "signed_paper")
    maren.choose("given_by", "mother")
    maren.save()
    maren.page.wait_for_url(f"**{walk.family}")
    maren.check()


def name_and_persons(walk: Walk) -> None:
    maren, today = walk.maren, local_day(walk.site.clock)
    maren.go(f"{walk.family}/contact")
    for name, text in {"surname": SURNAME, "given_name": GIVEN_NAME, "phone": PHONE}.items():
        maren.fill(name, text)
    maren.check()
    maren.save()
    maren.sees(f"{GIVEN_NAME} {SURNAME}")
    maren.go(f"{walk.family}/sheet")
    maren.fill("place", BED)
    maren.fill("postcode", "43101")
    maren.main.locator("[name=language]").select_option("tr")
    maren.check()
    maren.save()
    maren.follow(de("Persons"))
    maren.check()
    maren.follow(de("Add a child"))
    maren.check()
    maren.choose("status", "born")
    maren.fill("birth_date", (today - timedelta(days=3)).isoformat())
    maren.press(de("Save and add a twin"))
    expect(maren.main.locator("[name=birth_date]")).not_to_have_value("")
    maren.page.wait_for_url("**/children/new?twin=*")
    maren.fill("birth_date", (today - timedelta(days=2)).isoformat())
    maren.save()
    for status, field, days in (("born", "birth_date", -1400), ("unborn", "expected_date", 120)):
        maren.follow(de("Add a child"))
        maren.choose("status", status)
        maren.fill(field, (today + timedelta(days=days)).isoformat())
        maren.save()
    maren.follow(de("Add a caregiver"))
    maren.choose("relation", "mother")
    maren.fill("age_years", "27")
    maren.check()
    maren.save()
    expect(maren.rows).to_have_count(5)
    maren.sees(walk.day(-3), walk.day(-2), walk.day(120))
    maren.check()


def assessment_that_saves_itself(walk: Walk) -> None:
    maren = walk.maren
    maren.go(f"{walk.family}/assessments")
    maren.check()
    maren.save()
    maren.page.wait_for_url("**/intake/assessments/*")
    for item in ("income_worry", "exhaustion", "no_midwife"):
        maren.main.locator(f"[name^={item}__][value=present]").first.check()
    maren.main.locator("[name^=housing_insecure__][value=unknown]").first.check()
    maren.choose("staff_hint", "y")
    expect(maren.page.locator("[data-autosave-status]")).to_have_attribute(
        "data-state", "saved", timeout=2000
    )
    expect(maren.page.locator("[data-autosave-status]")).to_contain_text("Entwurf gespeichert")
    maren.check()
    maren.press(de("Finish"))
    maren.page.wait_for_url("**/result")
    maren.sees(re.compile("Gespräch angeboten, weil .+"))
    maren.check()
    maren.go(f"{walk.family}/talk")
    maren.check()
    maren.choose("result", "held")
    maren.save()


def services_with_reasons(walk: Walk) -> None:
    maren = walk.maren
    maren.follow(de("Services"))
    expect(maren.main.locator("[name=services]").first).to_be_visible()
    for kind, why in (("services", de("Why it fits")), ("others", de("Why it does not fit"))):
        reasons = maren.main.locator(f"[name={kind}]").evaluate_all(_REASONS, why)
        assert len(reasons) > 1, f"there are {kind}"
        assert all(reasons), f"every one of the {kind} shows a reason"
    maren.check()
    for opened in maren.main.locator("details").all():
        opened.locator("summary").first.click()
    maren.sees(re.compile("wohnt außerhalb"), re.compile("[Kk]ind|[Aa]lter"), re.compile("[Aa]ufnahme"))
    maren.check()
    for number in range(2):
        maren.main.locator("[name=services]").nth(number).check()
    maren.save()
    maren.sees(de("The plan is saved."))
    maren.check()
    maren.follow(de("The family gets in touch itself"))
    maren.sees(de("Contacts to take home"))
    maren.check()
    maren.press(de("Handed out"))
    maren.check()
    maren.follow(de("Plan and hand-over"))


def consent_for_one_recipient(walk: Walk) -> None:
    maren = walk.maren
    maren.follow(de("Hand over to a family office"))
    maren.sees("Familienbüro Lindbrück")
    maren.check()
    for purpose in ("handover", "secrecy_release", "feedback", "later_call"):
        maren.choose(purpose, "no")
    maren.choose("given_as", "signed_paper")
    maren.choose("given_by", "mother")
    maren.choose("parts", "contact", "needs")
    maren.fill("message", MESSAGE)
    maren.save()
    maren.sees(de("Nothing was sent: a consent is missing"))
    expect(maren.main.locator("[name=message]")).to_have_value(MESSAGE)
    maren.check()
    for purpose in ("handover", "secrecy_release", "feedback"):
        maren.choose(purpose, "yes")
    maren.save()
    maren.heading(de("Preview"))
    maren.check()
