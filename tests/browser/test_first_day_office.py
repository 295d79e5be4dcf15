"""A first day at the family office, without training: each sentence of the acceptance list is a test."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from lotsen.intake import actions as intake
from lotsen.intake.domain import ConsentPurpose
from lotsen.kernel import local_day
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
ROWS = "main table tbody tr"


def save(tablet: Tablet) -> None:
    tablet.main.locator("form.lotsen-form button[type=submit]").first.click()


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
    tab = bruno.main.locator("nav a, nav span").filter(has_text="Neu").first
    count = int(re.findall(r"\d+", tab.inner_text())[0])
    assert count >= 2
    expect(bruno.page.locator(ROWS)).to_have_count(count)


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
    bruno.press(re.compile("Eingang bestätigen"))
    bruno.sees("Der Eingang ist bestätigt")
    maren = seen_by_sender(site, tablet, referral_id)
    maren.sees("Eingang bestätigt", local_day(site.clock).strftime("%d.%m.%Y"))


def test_not_reached_proposes_the_next_date_and_closes_nothing(site: Site, tablet: TakeTablet) -> None:
    referral_id = arranged.hand_over(site, arranged.ready(site))
    arranged.receive(site, referral_id)
    bruno = tablet("family_office")
    open_received(bruno, referral_id, "attempt")
    proposed = bruno.main.locator("[name=next_on]").input_value()
    assert proposed > local_day(site.clock).isoformat()
    save(bruno)
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
    bruno.main.locator("[name=on_behalf][value=service]").check()
    bruno.main.locator("[name=by_phone]").check()
    bruno.main.locator("[name=said_by]").fill("Frau Sander")
    bruno.main.locator("[name=waiting_for]").fill("Familienhebamme")
    bruno.main.locator("[name=reason]").first.check()
    save(bruno)
    bruno.sees("Auf der Warteliste", "Frau Sander", re.compile("telefonisch", re.IGNORECASE))
    bruno.sees(re.compile("im Namen|im Auftrag|für das Angebot|für: das Angebot", re.IGNORECASE))


def test_a_walk_in_is_saved_without_a_name_in_four_fields(site: Site, tablet: TakeTablet) -> None:
    bruno = tablet("family_office")
    bruno.go("/intake/walk-in")
    names = bruno.main.locator("form.lotsen-form :is(input:not([type=hidden]), select, textarea)")
    asked = set(names.evaluate_all("all => all.map((one) => one.name)"))
    assert asked == {"topics", "youngest", "language", "done"}
    bruno.main.locator("[name=topics]").first.check()
    bruno.main.locator("[name=youngest]").first.check()
    bruno.main.locator("[name=language]").select_option("uk")
    bruno.main.locator("[name=done]").fill("Antrag auf Elterngeld erklärt")
    save(bruno)
    bruno.sees("ohne Namen gespeichert")
    code = re.findall(r"[A-Z0-9]{3}-[A-Z0-9]{3}", bruno.text)[0]
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
    bruno.main.locator("[name=reason][value=consent_withdrawn]").check()
    save(bruno)
    bruno.page.wait_for_url("**/referral/work-list")
    assert bruno.status_of(f"/referral/received/{referral_id}") == 404
    assert arranged.SURNAME not in bruno.text
    assert family.code not in bruno.text
    maren = seen_by_sender(site, tablet, referral_id)
    maren.sees("Zurückgezogen")
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
    bruno.main.locator("[name=note]").fill("Hebamme kommt mittwochs")
    bruno.main.locator("[name=need_state][value=partly_met]").check()
    save(bruno)
    summary = bruno.main.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary.locator("a")).to_have_count(1)
    expect(bruno.main.locator("[name=note]")).to_have_value("Hebamme kommt mittwochs")
    expect(bruno.main.locator("[name=need_state][value=partly_met]")).to_be_checked()
    bruno.check()
    bruno.main.locator("[name=outcome][value=help_running]").check()
    save(bruno)
    bruno.sees("Abgeschlossen")
    bruno.go("/referral/work-list?tab=in_progress")
    expect(bruno.main.locator(f"a[href$='/referral/received/{referral_id}']")).to_have_count(0)


def test_the_navigator_sees_the_outcome_only_with_consent_to_feedback(site: Site, tablet: TakeTablet) -> None:
    outcome = "Hilfe angenommen"
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
    assert "Abgeschlossen" not in shown[False]
    assert "Eingang bestätigt" in shown[False]


def test_a_follow_up_date_brings_the_family_back_on_its_day(site: Site, tablet: TakeTablet) -> None:
    referral_id = arranged.hand_over(site, arranged.ready(site))
    arranged.receive(site, referral_id)
    bruno = tablet("family_office")
    open_received(bruno, referral_id, "follow-up")
    bruno.main.locator("[name=on]").fill(local_day(site.clock).isoformat())
    save(bruno)
    bruno.go("/referral/work-list?tab=due")
    expect(bruno.main.locator(f"a[href$='/referral/received/{referral_id}']")).to_have_count(1)
    tomorrow = local_day(site.clock) + timedelta(days=1)
    open_received(bruno, referral_id, "follow-up")
    bruno.main.locator("[name=on]").fill(tomorrow.isoformat())
    save(bruno)
    bruno.go("/referral/work-list?tab=due")
    expect(bruno.main.locator(f"a[href$='/referral/received/{referral_id}']")).to_have_count(0)
