"""The walk of one family, second half: sent, received, helped; and what is seen of it from outside."""

from datetime import timedelta

from playwright.sync_api import expect

from lotsen.kernel import local_day
from lotsen.referral.domain import OUTCOME_LABELS, STATUS_LABELS, Outcome, ReferralStatus
from tests.browser.at_the_clinic import BED, GIVEN_NAME, MESSAGE, SURNAME, Walk
from tests.browser.german import de
from tests.browser.site import LATEST
from tests.browser.tablet import Tablet


def further(bruno: Tablet, step: str) -> None:
    """Take a step that stands behind the one that comes next."""
    bruno.main.locator("details summary", has_text=de("Further steps")).click()
    bruno.follow(step)


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
    further(bruno, de("Not reached"))
    expect(bruno.main.locator("[name=next_on]")).not_to_have_value("")
    bruno.fill("note", "Mailbox besprochen")
    bruno.check()
    bruno.save()
    further(bruno, de("Waiting list"))
    bruno.check()
    bruno.choose("on_behalf", "service")
    bruno.choose("by_phone", "y")
    bruno.fill("said_by", "Frau Sander")
    bruno.fill("waiting_for", "Familienhebamme")
    bruno.main.locator("[name=reason]").first.check()
    bruno.save()
    bruno.sees(de("on behalf of %(party)s", party=de("the service")), "Frau Sander")
    further(bruno, de("Follow-up date"))
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
    maren.go("/referral/sent")
    maren.sees(de("Feedback has arrived"))
    maren.check()
    maren.go(walk.sent)
    maren.sees(de(OUTCOME_LABELS[Outcome.HELP_RUNNING]), de("Help has begun"))
    assert "Mailbox besprochen" not in maren.text, "the receiver's own file stays its own"
    maren.check()
    maren.press(de("I have taken note"))
    maren.sees(de("You have taken note of the feedback."))
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
