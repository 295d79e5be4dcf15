"""One family all the way: from a code in the clinic to help that has begun, in one go, in German."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from lotsen.kernel import local_day
from lotsen.referral.domain import OUTCOME_LABELS, STATUS_LABELS, Outcome, ReferralStatus
from tests.browser.german import de
from tests.browser.site import LATEST, Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
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
    assert maren.path == walk.family
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
    maren.sees(re.compile("PLZ|Postleitzahl"), re.compile("[Kk]ind|[Aa]lter"), re.compile("[Aa]ufnahme"))
    maren.check()
    for number in range(2):
        maren.main.locator("[name=services]").nth(number).check()
    maren.save()
    maren.sees(de("The plan is saved."))
    maren.check()
    maren.press(de("The family gets in touch itself"))
    maren.sees(de("Contacts to take home"))
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
    maren.choose("parts", "contact", "needs", "message")
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


def preview_equals_what_is_sent(walk: Walk) -> None:
    maren, bruno = walk.maren, walk.bruno
    preview = maren.main.locator("[data-handover]").inner_text()
    assert SURNAME in preview
    assert MESSAGE in preview
    for kept in (BED, walk.day(-3), de("What goes well already"), "Türkisch"):
        assert kept not in preview, f"{kept} was not released"
    maren.press(de("Send now"))
    maren.sees(de("The family was handed over."), de(STATUS_LABELS[ReferralStatus.REQUESTED]))
    maren.check()
    walk.sent = maren.path
    bruno.sign_in("family_office")
    tab = bruno.main.locator("nav a[aria-current=page]")
    expect(tab).to_have_text(f"{de('New')} (1)")
    expect(bruno.rows).to_have_count(1)
    bruno.check()
    bruno.follow(f"{GIVEN_NAME} {SURNAME}")
    walk.received = bruno.path
    assert bruno.main.locator("[data-handover]").inner_text() == preview
    bruno.check()
    assert bruno.status_of(walk.family) == 404


def receipt_attempts_and_waiting_list(walk: Walk) -> None:
    maren, bruno = walk.maren, walk.bruno
    bruno.press(de("Confirm receipt"))
    bruno.sees(de("Receipt is confirmed."))
    maren.go(walk.sent)
    maren.sees(de(STATUS_LABELS[ReferralStatus.RECEIVED]), walk.day())
    maren.check()
    bruno.press(de("Take on"))
    bruno.follow(de("Not reached"))
    expect(bruno.main.locator("[name=next_on]")).not_to_have_value("")
    bruno.fill("note", "Mailbox besprochen")
    bruno.check()
    bruno.save()
    bruno.follow(de("Waiting list"))
    bruno.check()
    bruno.choose("on_behalf", "service")
    bruno.choose("by_phone", "y")
    bruno.fill("said_by", "Frau Sander")
    bruno.fill("waiting_for", "Familienhebamme")
    bruno.main.locator("[name=reason]").first.check()
    bruno.save()
    bruno.sees(de("on behalf of %(party)s", party=de("the service")), "Frau Sander")
    bruno.follow(de("Follow-up date"))
    bruno.fill("on", (local_day(walk.site.clock) + timedelta(days=9)).isoformat())
    bruno.check()
    bruno.save()
    bruno.sees(walk.day(9))
    bruno.go("/referral/work-list?tab=in_progress")
    expect(bruno.rows).to_have_count(1)
    bruno.check()


def contact_and_outcome(walk: Walk) -> None:
    maren, bruno = walk.maren, walk.bruno
    bruno.go(walk.received)
    bruno.follow(de("Contact made"))
    bruno.check()
    bruno.choose("help_begun", "y")
    bruno.save()
    bruno.follow(de("Close with an outcome"))
    bruno.fill("note", "Kommt mittwochs")
    bruno.save()
    expect(bruno.main.locator("[data-error-summary]")).to_be_focused()
    expect(bruno.main.locator("[name=note]")).to_have_value("Kommt mittwochs")
    bruno.check()
    bruno.choose("outcome", Outcome.HELP_RUNNING.value)
    bruno.save()
    bruno.sees(de(STATUS_LABELS[ReferralStatus.COMPLETED]))
    bruno.check()
    bruno.go("/referral/work-list?tab=closed")
    expect(bruno.rows).to_have_count(1)
    maren.go(walk.sent)
    maren.sees(de(OUTCOME_LABELS[Outcome.HELP_RUNNING]))
    assert "Mailbox besprochen" not in maren.text, "the receiver's own file stays its own"
    maren.check()
    maren.go("/referral/sent")
    maren.check()


def a_walk_in(walk: Walk) -> None:
    bruno = walk.bruno
    bruno.go("/intake/walk-in")
    bruno.check()
    bruno.main.locator("[name=topics]").first.check()
    bruno.main.locator("[name=youngest]").first.check()
    bruno.main.locator("[name=language]").select_option("uk")
    bruno.fill("done", "Antrag erklärt")
    bruno.save()
    expect(bruno.rows).to_have_count(1)
    bruno.check()


def figures_and_no_case(walk: Walk, petra: Tablet) -> None:
    petra.heading(de("Figures"))
    petra.sees(f"{LATEST.quarter}. Quartal {LATEST.year}")
    petra.check()
    petra.go(f"/figures/steps/{LATEST.year}/q{LATEST.quarter}")
    petra.check()
    for path in (walk.family, f"{walk.family}/contact", walk.sent, walk.received, "/intake/today"):
        assert petra.status_of(path) in {403, 404}, path
    petra.go("/figures/")
    assert walk.code not in petra.page.content()


@pytest.mark.timeout(150)
def test_one_family_all_the_way(site: Site, tablet: TakeTablet) -> None:
    walk = Walk(site, tablet(), tablet())
    steps: list[Callable[[Walk], Any]] = [
        a_code_before_a_name,
        notice_and_consent,
        name_and_persons,
        assessment_that_saves_itself,
        services_with_reasons,
        consent_for_one_recipient,
        preview_equals_what_is_sent,
        receipt_attempts_and_waiting_list,
        contact_and_outcome,
        a_walk_in,
    ]
    for step in steps:
        step(walk)
    figures_and_no_case(walk, tablet("coordinator"))
