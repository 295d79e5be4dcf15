"""A first day at the family office, without training: each sentence of the acceptance list is a test."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from lotsen.intake import actions as intake
from lotsen.intake.domain import ConsentPurpose
from lotsen.kernel import local_day
from lotsen.referral.domain import STATUS_LABELS, ReferralStatus
from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]


def state(status: ReferralStatus) -> str:
    return de(STATUS_LABELS[status])


def open_received(tablet: Tablet, referral_id: object, step: str = "") -> None:
    tablet.go(f"/referral/received/{referral_id}" + (f"/{step}" if step else ""))


def seen_by_sender(site: Site, take: TakeTablet, referral_id: object) -> Tablet:
    maren = take("navigator")
    maren.go(f"/referral/sent/{referral_id}")
    return maren


def test_after_signing_in_the_count_of_new_ones_equals_its_rows(site: Site, tablet: TakeTablet) -> None:
    for _ in range(2):
        arranged.hand_over(site, arranged.ready(site))
    bruno = tablet("family_office")
    assert bruno.path == "/referral/work-list"
    tab = bruno.main.locator("nav a[aria-current=page]")
    assert tab.inner_text().startswith(de("New"))
    count = int(re.findall(r"\d+", tab.inner_text())[0])
    assert count >= 2
    expect(bruno.rows).to_have_count(count)


def test_opening_shows_released_fields_only(site: Site, tablet: TakeTablet) -> None:
    family = arranged.ready(site)
    referral_id = arranged.hand_over(site, family)
    with site.desk("navigator", writing=False) as desk:
        view = intake.read_family(desk, family.id)
    born = [member.person.birth_date for member in view.members if member.person.birth_date]
    bruno = tablet("family_office")
    open_received(bruno, referral_id)
    bruno.sees(arranged.SURNAME, arranged.PHONE, arranged.MESSAGE)
    assert born
    assert born[0].strftime("%d.%m.%Y") not in bruno.text, "children were not released"
    assert "Zimmer 12" not in bruno.text, "the bed is nobody's business"
    assert bruno.status_of(f"/intake/{family.id}") == 404


def test_after_confirming_the_navigator_sees_the_date(site: Site, tablet: TakeTablet) -> None:
    referral_id = arranged.hand_over(site, arranged.ready(site))
    bruno = tablet("family_office")
    open_received(bruno, referral_id)
    bruno.press(de("Confirm receipt"))
    bruno.sees(de("Receipt is confirmed."))
    maren = seen_by_sender(site, tablet, referral_id)
    maren.sees(state(ReferralStatus.RECEIVED), local_day(site.clock).strftime("%d.%m.%Y"))


def test_not_reached_proposes_the_next_date_and_closes_nothing(site: Site, tablet: TakeTablet) -> None:
    referral_id = arranged.hand_over(site, arranged.ready(site))
    arranged.receive(site, referral_id)
    bruno = tablet("family_office")
    open_received(bruno, referral_id, "attempt")
    proposed = bruno.main.locator("[name=next_on]").input_value()
    assert proposed > local_day(site.clock).isoformat()
    bruno.save()
    assert bruno.path == f"/referral/received/{referral_id}"
    year, month, day = proposed.split("-")
    bruno.sees(f"{day}.{month}.{year}")
    bruno.go("/referral/work-list?tab=in_progress")
    expect(bruno.main.locator(f"a[href$='/referral/received/{referral_id}']")).to_have_count(1)


def test_a_waiting_list_by_phone_says_on_whose_behalf(site: Site, tablet: TakeTablet) -> None:
    referral_id = arranged.hand_over(site, arranged.ready(site))
    arranged.receive(site, referral_id)
    bruno = tablet("family_office")
    open_received(bruno, referral_id, "waiting-list")
    bruno.choose("on_behalf", "service")
    bruno.main.locator("[name=by_phone]").check()
    bruno.fill("said_by", "Frau Sander")
    bruno.fill("waiting_for", "Familienhebamme")
    bruno.main.locator("[name=reason]").first.check()
    bruno.save()
    bruno.sees(state(ReferralStatus.WAITING_LIST), "Frau Sander", de("by telephone"))
    bruno.sees(de("on behalf of %(party)s", party=de("the service")))


def test_a_walk_in_is_saved_without_a_name_in_four_fields(site: Site, tablet: TakeTablet) -> None:
    bruno = tablet("family_office")
    bruno.go("/intake/walk-in")
    names = bruno.main.locator("form.lotsen-form :is(input:not([type=hidden]), select, textarea)")
    asked = set(names.evaluate_all("all => all.map((one) => one.name)"))
    assert asked == {"topics", "youngest", "language", "done"}
    bruno.main.locator("[name=topics]").first.check()
    bruno.main.locator("[name=youngest]").first.check()
    bruno.main.locator("[name=language]").select_option("uk")
    bruno.fill("done", "Antrag auf Elterngeld erklärt")
    bruno.save()
    expect(bruno.main.locator(".lotsen-status")).to_contain_text(re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}"))
    code = re.findall(r"[A-Z0-9]{3}-[A-Z0-9]{3}", bruno.main.locator(".lotsen-status").inner_text())[0]
    bruno.sees(de("The contact was saved without a name, as %(code)s.", code=code))
    bruno.follow(code)
    bruno.sees("Ukrainisch", "Antrag auf Elterngeld erklärt")


def test_after_a_withdrawal_by_phone_the_next_request_is_refused_and_the_proof_remains(
    site: Site, tablet: TakeTablet
) -> None:
    family = arranged.ready(site)
    referral_id = arranged.hand_over(site, family)
    bruno = tablet("family_office")
    open_received(bruno, referral_id)
    bruno.sees(arranged.SURNAME)
    open_received(bruno, referral_id, "withdrawal")
    bruno.main.locator("[name=by_phone]").check()
    bruno.choose("reason", "consent_withdrawn")
    bruno.save()
    bruno.page.wait_for_url("**/referral/work-list")
    assert bruno.status_of(f"/referral/received/{referral_id}") == 404
    assert family.code not in bruno.text
    assert bruno.main.locator(f"a[href$='{referral_id}']").count() == 0
    maren = seen_by_sender(site, tablet, referral_id)
    maren.sees(
        state(ReferralStatus.WITHDRAWN), de("The family has withdrawn its consent towards the recipient")
    )
    with site.desk("navigator", writing=False) as desk:
        view = intake.read_family(desk, family.id)
    proofs = [one for one in view.consents if one.statement.purpose is ConsentPurpose.HANDOVER]
    assert proofs, "the proof of the consent stays"


def test_closing_without_an_outcome_is_a_field_error_and_keeps_the_inputs(
    site: Site, tablet: TakeTablet
) -> None:
    referral_id = arranged.hand_over(site, arranged.ready(site))
    arranged.begin_help(site, referral_id)
    bruno = tablet("family_office")
    open_received(bruno, referral_id, "complete")
    bruno.fill("note", "Hebamme kommt mittwochs")
    bruno.choose("need_state", "partly_met")
    bruno.save()
    summary = bruno.main.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary.locator("a")).to_have_count(1)
    expect(bruno.main.locator("[name=note]")).to_have_value("Hebamme kommt mittwochs")
    expect(bruno.main.locator("[name=need_state][value=partly_met]")).to_be_checked()
    bruno.check()
    bruno.choose("outcome", "help_running")
    bruno.save()
    bruno.sees(state(ReferralStatus.COMPLETED))
    bruno.go("/referral/work-list?tab=in_progress")
    expect(bruno.main.locator(f"a[href$='/referral/received/{referral_id}']")).to_have_count(0)


def test_the_navigator_sees_the_outcome_only_with_consent_to_feedback(site: Site, tablet: TakeTablet) -> None:
    outcome = de("Help accepted and under way")
    shown = {}
    for feedback in (True, False):
        referral_id = arranged.hand_over(site, arranged.ready(site), feedback=feedback)
        arranged.begin_help(site, referral_id)
        arranged.complete(site, referral_id)
        maren = seen_by_sender(site, tablet, referral_id)
        maren.heading(re.compile("."))
        shown[feedback] = maren.text
    assert outcome in shown[True]
    assert outcome not in shown[False]
    assert state(ReferralStatus.COMPLETED) not in shown[False]
    assert state(ReferralStatus.RECEIVED) in shown[False]


def test_a_follow_up_date_brings_the_family_back_on_its_day(site: Site, tablet: TakeTablet) -> None:
    referral_id = arranged.hand_over(site, arranged.ready(site))
    arranged.receive(site, referral_id)
    bruno = tablet("family_office")
    open_received(bruno, referral_id, "follow-up")
    bruno.fill("on", local_day(site.clock).isoformat())
    bruno.save()
    bruno.go("/referral/work-list?tab=due")
    expect(bruno.main.locator(f"a[href$='/referral/received/{referral_id}']")).to_have_count(1)
    tomorrow = local_day(site.clock) + timedelta(days=1)
    open_received(bruno, referral_id, "follow-up")
    bruno.fill("on", tomorrow.isoformat())
    bruno.save()
    bruno.go("/referral/work-list?tab=due")
    expect(bruno.main.locator(f"a[href$='/referral/received/{referral_id}']")).to_have_count(0)
