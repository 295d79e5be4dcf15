"""The pages of the closed loop, as people at work use them."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest

from lotsen.directory.tables import Service
from lotsen.facts.domain import FactEvent
from lotsen.intake import actions as intake
from lotsen.intake.domain import ConsentPurpose
from lotsen.kernel import new_id
from lotsen.referral import actions
from lotsen.referral.actions import Wishes
from lotsen.referral.domain import WorkTab
from lotsen.referral.rules import default_rules
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, FRAUENHAUS
from tests.pages import Answer, Browser
from tests.referral import loop

OpenBrowser = Callable[..., Browser]
SAID = {
    "handover": "yes",
    "secrecy_release": "yes",
    "feedback": "no",
    "later_call": "no",
    "given_as": "signed_paper",
    "given_by": "mother",
    "language": "de",
}


@pytest.fixture
def town(with_directory: None) -> None:
    """The directory of the demo town."""


def sheet_of(answer: Answer) -> str:
    start = answer.html.index("<section", answer.html.index("data-handover") - 60)
    return answer.html[start : answer.html.index("</section>", start)]


def test_a_walk_through_the_whole_loop(town: None, site_desk: OpenDesk, browser: OpenBrowser) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d)
    navigator, office = browser("navigator"), browser("family_office")
    base = f"/referral/families/{family}"

    page = navigator.get(f"{base}/services")
    assert page.status == 200, page.text
    assert page.page is not None
    offered = [found["value"] for found in page.page.all("input") if found.get("name") == "services"]
    assert offered
    assert "Passt nicht" in page.text
    planned = navigator.submit(page, f"{base}/services/choose", services=[offered[0]])
    assert planned.status == 303, planned.text
    plan = navigator.follow(planned)
    assert plan.status == 200

    form = navigator.get(f"{base}/hand-over?recipient={loop.OFFICE}")
    assert "Familienbüro Lindbrück" in form.text
    refused = navigator.submit(form, f"{base}/hand-over", **(SAID | {"handover": "no"}))
    assert refused.status == 422
    assert "Es wurde nichts gesendet" in refused.text
    parts = ["contact", "needs"]
    prepared = navigator.submit(refused, f"{base}/hand-over", **SAID, parts=parts, message=loop.MESSAGE)
    assert prepared.status == 303, prepared.text
    preview = navigator.follow(prepared)
    assert loop.SURNAME in preview.text
    assert loop.CHILD not in preview.text
    sent = navigator.submit(preview, prepared.location)
    assert sent.status == 303, sent.text
    assert navigator.submit(preview, prepared.location).status == 303
    assert "Übermittelt" in navigator.follow(sent).text

    work = office.get("/referral/work-list")
    assert loop.SURNAME in work.text
    referral = sent.location.rsplit("/", 1)[-1]
    here = f"/referral/received/{referral}"
    received = office.get(here)
    assert sheet_of(received) == sheet_of(preview)
    assert loop.CHILD not in received.text
    confirmed = office.submit(received, f"{here}/confirm")
    assert confirmed.status == 303, confirmed.text
    assert office.submit(received, f"{here}/confirm").status == 303

    attempt = office.get(f"{here}/attempt")
    assert 'value="2026-11-23"' in attempt.html
    assert office.submit(attempt, f"{here}/attempt").status == 303
    contact = office.get(f"{here}/contact")
    assert office.submit(contact, f"{here}/contact").status == 303
    closing = office.get(f"{here}/complete")
    incomplete = office.submit(closing, f"{here}/complete", note="bleibt stehen")
    assert incomplete.status == 422
    assert "bleibt stehen" in incomplete.html
    done = office.submit(incomplete, f"{here}/complete", outcome="help_running")
    assert done.status == 303, done.text
    assert office.follow(done).status == 200

    seen = navigator.get(f"/referral/sent/{referral}")
    assert "Eingang bestätigt" in seen.text
    assert "läuft" not in seen.text
    assert navigator.get("/referral/sent").status == 200


def test_topics_of_a_discreet_family_are_read_only_once_they_are_opened(
    town: None, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d)
    visitor, path = browser("navigator"), f"/referral/families/{family}/services"
    heading = re.compile(r'<h2 class="kern-heading-medium">([^<]+)</h2>')
    topics = heading.findall(visitor.get(path).html)
    topics = topics[: topics.index("Passt nicht")]
    assert topics
    with site_desk("navigator") as d:
        intake.set_discreet(d, family, be_discreet=True)
    page = visitor.get(path)
    assert not set(heading.findall(page.html)) & set(topics)
    hidden = re.findall(r"<details.*?</details>", page.html, re.DOTALL)
    for number, topic in enumerate(topics, 1):
        assert f"Thema {number}" in page.text
        assert any(topic in part and "Thema anzeigen" in part for part in hidden), topic


def test_the_rules_page_is_readable_and_knows_no_family(browser: OpenBrowser) -> None:
    page = browser("coordinator").get("/referral/rules")
    assert page.status == 200
    assert "Das Geld reicht knapp" in page.text


def test_rules_are_named_by_title_and_version_wherever_they_are_shown(
    browser: OpenBrowser, town: None, site_desk: OpenDesk
) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d)
        loop.plan(d, family)
    visitor = browser("navigator")
    for path in ("services", "referrals"):
        page = visitor.get(f"/referral/families/{family}/{path}")
        named = f"Grundregeln zum Bedarfskatalog, Fassung {default_rules().version}"
        assert named in page.text, path
        assert "lotsen-default" not in page.text


OWN_WORDS = """\
rule_set: town
version: 1
status: published
valid_from: 2026-01-01
title: {de: Regeln der Stadt, ar: قواعد المدينة}
rules:
  - id: N1-money
    need: N1
    weight: 5
    when:
      any:
        - all:
            - fact: income_worry
              op: is
              value: true
              sentence: {de: Das Geld reicht nicht., ar: المال لا يكفي.}
            - {fact: child_age_months, op: le, value: 12}
        - {fact: debts, op: is, value: true, sentence: {de: Schulden drücken., ar: الديون تثقل.}}
    sentence: {de: Geld ist knapp., ar: المال قليل.}
cases:
  - {name: Knapp, facts: {debts: true}, expect: {fires: [N1-money]}}
"""


@pytest.mark.parametrize(
    ("language", "own", "made", "untrue"),
    [
        (
            "de",
            "Das Geld reicht nicht.",
            "„Alter des Kindes in Monaten“ ist höchstens 12",
            "Schulden drücken.",
        ),
        ("ar", "المال لا يكفي.", "12", "الديون تثقل."),
    ],
)
def test_reasons_name_the_answers_they_rest_on_with_proposals_and_with_the_plan_made_of_them(
    language: str, own: str, made: str, untrue: str, browser: OpenBrowser, town: None, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        actions.publish_rule_set(d, OWN_WORDS)
    with site_desk("navigator") as d:
        family = loop.new_family(d)
        plan = loop.plan(d, family)
    visitor = browser("navigator", language)
    for path in ("services", f"plans/{plan}"):
        page = visitor.get(f"/referral/families/{family}/{path}")
        assert own in page.text, path
        assert made in page.text, path
        assert untrue not in page.text, path


@pytest.fixture
def sent(town: None, site_desk: OpenDesk) -> UUID:
    """A family that was handed over to the family office, with everything released."""
    with site_desk("navigator") as d:
        return loop.hand_over(d)[1]


def test_a_withdrawal_by_phone_is_gone_at_the_next_request_and_the_navigator_is_told(
    sent: UUID, browser: OpenBrowser
) -> None:
    navigator, office = browser("navigator"), browser("family_office")
    here = f"/referral/received/{sent}"
    form = office.get(f"{here}/withdrawal")
    answer = office.submit(form, f"{here}/withdrawal", reason="consent_withdrawn", by_phone="y")
    assert answer.location == "/referral/work-list"
    work = office.follow(answer)
    assert loop.SURNAME not in work.text
    assert "Klinikum Lindbrück" in work.text
    for path in (here, f"{here}/note", f"{here}/withdrawal"):
        assert office.get(path).status == 404, path
    assert office.submit(form, f"{here}/withdrawal", reason="consent_withdrawn").status == 404
    seen = navigator.get(f"/referral/sent/{sent}")
    assert "Die Familie hat ihre Einwilligung bei der empfangenden Stelle widerrufen" in seen.text
    noted = navigator.submit(seen, f"/referral/sent/{sent}/note-withdrawal")
    assert "Nachweis der Einwilligung bleibt" in navigator.follow(noted).text


def test_a_tap_on_a_page_that_is_out_of_date_leads_back_to_that_page(
    sent: UUID, browser: OpenBrowser
) -> None:
    here = f"/referral/received/{sent}"
    office, colleague = browser("family_office"), browser("office_lead")
    old = office.get(here)
    colleague.submit(colleague.get(here), f"{here}/confirm")
    office.headers["Referer"] = f"http://localhost{here}"
    stale = office.submit(old, f"{here}/confirm")
    assert stale.status == 409
    assert f'href="{here}"' in stale.html
    office.headers["Referer"] = f"http://elsewhere.example{here}"
    assert f'href="{here}"' not in office.submit(old, f"{here}/confirm").html


def test_the_consent_page_of_the_intake_ends_the_hand_over_as_well(
    sent: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    navigator, office = browser("navigator"), browser("family_office")
    assert office.get(f"/referral/received/{sent}").status == 200
    with site_desk("navigator", writing=False) as d:
        family = actions.read_sent(d, sent).row.family_id
        consent = next(
            view.id
            for view in intake.read_family(d, family).consents
            if view.statement.purpose is ConsentPurpose.HANDOVER
        )
    path = f"/intake/{family}/consents/{consent}/withdraw"
    answer = navigator.submit(navigator.get(path), path, how="phone")
    assert answer.status == 303, answer.text
    assert office.get(f"/referral/received/{sent}").status == 404


def test_foreign_ids_are_not_found_whoever_asks(sent: UUID, browser: OpenBrowser) -> None:
    other_office, other_clinic = browser("other_office"), browser("other_navigator")
    steps = ("", "/attempt", "/contact", "/waiting-list", "/complete", "/fail", "/reject", "/reopen")
    for step in steps:
        assert other_office.get(f"/referral/received/{sent}{step}").status == 404, step
    for page in ("", "/preview", "/withdraw"):
        assert other_clinic.get(f"/referral/sent/{sent}{page}").status == 404, page
    stranger = new_id()
    for page in ("services", "hand-over", "hand-out", "referrals"):
        assert other_clinic.get(f"/referral/families/{stranger}/{page}").status == 404, page


def test_an_old_page_is_refused_with_what_was_typed(sent: UUID, browser: OpenBrowser) -> None:
    office = browser("family_office")
    here = f"/referral/received/{sent}"
    old = office.get(f"{here}/note")
    page = office.get(here)
    assert office.submit(page, f"{here}/confirm").status == 303
    refused = office.submit(old, f"{here}/note", note="mühsam getippt")
    assert refused.status == 409
    assert "mühsam getippt" in refused.html
    assert "Ihre Eingaben stehen noch auf dieser Seite" in refused.text
    assert office.submit(refused, f"{here}/note", note="mühsam getippt").status == 303
    assert "mühsam getippt" in office.get(here).text


def test_changed_content_is_shown_again_before_it_is_sent(
    town: None, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d)
        referral = loop.prepare(d, family)
    navigator = browser("navigator")
    path = f"/referral/sent/{referral}/preview"
    preview = navigator.get(path)
    with site_desk("navigator") as d:
        view = intake.read_family(d, family)
        assert view.contact is not None
        changed = view.contact.model_copy(update={"phone": "02999 5550 999"})
        intake.save_contact(d, family, view.contact_revision, changed)
    refused = navigator.submit(preview, path)
    assert refused.status == 409
    assert "02999 5550 999" in refused.text
    assert browser("family_office").get(f"/referral/received/{referral}").status == 404
    assert navigator.submit(refused, path).status == 303


def test_contacts_to_take_home_show_isolated_numbers_and_no_protected_address(
    town: None, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d)
        wishes = Wishes(services=(ELTERNCAFE, FRAUENHAUS), comment="auf Wunsch der Familie")
        actions.choose_services(d, family, new_id(), wishes)
        shown = actions.plan_sheets(d, loop.chosen(d, family))
    navigator = browser("navigator")
    base = f"/referral/families/{family}"
    sheet = navigator.get(f"{base}/hand-out")
    assert sheet.status == 200
    assert re.search(r"(?i)nothing was sent|nichts gesendet", sheet.text)
    with site_desk("navigator") as d:
        assert loop.facts(d, FactEvent.SELF_CONTACT) == [], "opening the sheet counts nothing"
    page = navigator.follow(navigator.submit(sheet, f"{base}/hand-out/given"))
    assert page.status == 200
    with site_desk("navigator") as d:
        assert len(loop.facts(d, FactEvent.SELF_CONTACT)) == 1
    phone = shown[ELTERNCAFE].service.phone or shown[ELTERNCAFE].organization.phone
    assert f'<bdi dir="ltr">{phone}</bdi>' in page.html
    street = shown[ELTERNCAFE].locations[0].street
    assert street in page.text
    assert shown[FRAUENHAUS].locations == ()
    assert loop.SURNAME not in page.text
    assert "Nichts" in page.text or "nichts gesendet" in page.text


def test_the_counts_in_the_tabs_equal_the_rows(sent: UUID, site_desk: OpenDesk, browser: OpenBrowser) -> None:
    with site_desk("navigator") as d:
        further = loop.hand_over(d)[1]
    with site_desk("family_office") as d:
        actions.accept_referral(d, further, loop.now(d, further))
    office = browser("family_office")
    for tab in WorkTab:
        page = office.get(f"/referral/work-list?tab={tab.value}")
        assert page.page is not None
        counts = {
            found["data-tab"]: int(found["data-count"]) for found in page.page.all("a") if "data-tab" in found
        }
        rows = [found for found in page.page.all("tr") if "data-row" in found]
        assert counts[tab.value] == len(rows), tab
    assert counts == {"new": 1, "in_progress": 1, "due": 0, "closed": 0}


def test_every_step_of_the_receiver_has_a_page_that_keeps_its_input(sent: UUID, browser: OpenBrowser) -> None:
    office = browser("family_office")
    here = f"/referral/received/{sent}"
    for step, missing in (
        ("attempt", {"on": ""}),
        ("contact", {"on": "nie"}),
        ("waiting-list", {}),
        ("follow-up", {"on": "2020-01-01"}),
        ("complete", {}),
        ("fail", {}),
        ("reject", {"reason": "other", "on_behalf": "receiver", "note": ""}),
        ("error", {}),
        ("reopen", {}),
        ("withdrawal", {}),
    ):
        page = office.get(f"{here}/{step}")
        assert page.status == 200, step
        refused = office.submit(page, f"{here}/{step}", **{"note": "steht noch da", **missing})
        assert refused.status == 422, step
        assert "steht noch da" in refused.html or "note" in missing, step


def test_a_sender_takes_a_hand_over_back(sent: UUID, browser: OpenBrowser) -> None:
    navigator = browser("navigator")
    path = f"/referral/sent/{sent}/withdraw"
    page = navigator.get(path)
    answer = navigator.submit(page, path, on_behalf="family", reason="family_declined")
    assert answer.status == 303, answer.text
    assert navigator.submit(page, path, on_behalf="family", reason="family_declined").status == 303
    assert browser("family_office").get(f"/referral/received/{sent}").status == 404


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_pages_stand_in_both_languages(sent: UUID, browser: OpenBrowser, language: str) -> None:
    office, navigator = browser("family_office", language), browser("navigator", language)
    assert office.get(f"/referral/received/{sent}").status == 200
    assert navigator.get(f"/referral/sent/{sent}").status == 200
    assert browser("coordinator", language).get("/referral/rules").status == 200


@pytest.mark.parametrize(
    ("language", "title", "times"),
    [("tr", "Başvurabileceğiniz yerler", "9.00–12.00"), ("uk", "Ваші контакти", "9:00–12:00")],
)
def test_contacts_to_take_home_are_printed_in_the_familys_language_too(
    town: None, site_desk: OpenDesk, browser: OpenBrowser, language: str, title: str, times: str
) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d, language=language)
        actions.choose_services(d, family, new_id(), Wishes(services=(ELTERNCAFE,)))
        service = d.db.get_one(Service, ELTERNCAFE)
        service.opening_hours = "Mo-We 09:00-12:00"
        d.db.add(service)
    sheet = browser("navigator").get(f"/referral/families/{family}/hand-out")
    assert f'lang="{language}" dir="ltr"' in sheet.html
    assert title in sheet.text
    assert "Mo-We" not in sheet.text
    assert "9–12 Uhr" in sheet.text
    assert times in sheet.text
