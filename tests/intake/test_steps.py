"""A family's page and the list of the day lead on: what is next, what is news, what is in other hands."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from lotsen.accounts.tables import Institution
from lotsen.intake import actions
from lotsen.intake.consent_texts import consent_text, consent_texts
from lotsen.intake.documents import AssessmentSheet, ContactSheet, FamilyEnding, FamilySheet, MemberPerson
from lotsen.intake.domain import CaseStage, ConsentPurpose, GivenAnswer, MemberKind
from lotsen.intake.views.area import NEWS
from lotsen.kernel import local_day, new_id
from lotsen.terms import Presence
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child, decide, sheet_for
from tests.journeys import enter_town
from tests.pages import Answer, Browser
from tests.world import institution_id

Open = Callable[..., Browser]


def links(answer: Answer) -> set[str]:
    """Return where a page leads to."""
    assert answer.page is not None
    return {link.get("href", "") for link in answer.page.all("a")}


# --- the steps of a family


def test_name_and_contact_is_a_step_that_opens_with_the_consent(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator", "en")
    before = visitor.get(f"/intake/{family}")
    assert "after the consent" in before.text
    assert f"/intake/{family}/contact" not in links(before)
    with site_desk() as d:
        agree(d, family)
    after = visitor.get(f"/intake/{family}")
    assert "after the consent" not in after.text
    assert f"/intake/{family}/contact" in links(after)
    assert "Next: Name and contact" in after.text


def test_each_step_that_is_done_offers_the_next(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator", "en")
    path = f"/intake/{family}"
    assert "Next: Information and consent" in visitor.get(path).text
    with site_desk() as d:
        decide(d, family, ConsentPurpose.NOTICE)
    assert "Next: Persons" in visitor.get(path).text
    assert "Next:" not in visitor.get(f"{path}/persons").text
    with site_desk() as d:
        child(d, family)
    assert "Next: Assessment" in visitor.get(f"{path}/persons").text
    with site_desk() as d:
        draft = actions.start_assessment(d, family, new_id(), sheet_for(d)).id
    assert f"/intake/assessments/{draft}" in links(visitor.get(f"{path}/persons"))
    with site_desk() as d:
        actions.complete_assessment(d, draft, 0, AssessmentSheet())
    for page in (path, f"/intake/assessments/{draft}/result"):
        assert "Next: Services" in visitor.get(page).text
    with site_desk() as d:
        actions.set_stage(d, actions.family_row(d, family), CaseStage.AGREED)
    assert "Next: Hand-over" in visitor.get(path).text
    with site_desk() as d:
        actions.set_stage(d, actions.family_row(d, family), CaseStage.HANDED_OVER)
    assert "Next:" not in visitor.get(path).text


def test_no_step_of_a_closed_file_waits(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator", "en")
    assert "Still open" in visitor.get(f"/intake/{family}").text
    with site_desk() as d:
        actions.close_family(d, family, FamilyEnding.NO_NEED)
    assert "Still open" not in visitor.get(f"/intake/{family}").text


def test_a_locked_contact_is_said_to_be_locked(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        agree(d, family)
        actions.save_contact(d, family, 0, ContactSheet(surname="Yıldız"))
        actions.withdraw_consent(d, family, purpose=ConsentPurpose.DOCUMENTATION)
    assert "Locked" in browser("navigator", "en").get(f"/intake/{family}").text


def test_a_notice_is_handed_out_and_a_consent_is_given(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        decide(d, family, ConsentPurpose.NOTICE)
    visitor = browser("navigator", "en")
    for page in ("", "/consents"):
        text = visitor.get(f"/intake/{family}{page}").text
        assert "Handed out" in text
    with site_desk() as d:
        decide(d, family, ConsentPurpose.DOCUMENTATION)
    assert "Given" in visitor.get(f"/intake/{family}").text


# --- the list of the day


def test_families_handed_over_stand_below_with_a_count_of_their_own(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        today = local_day(d.clock)
        for number in range(4):
            family = actions.register_family(
                d,
                new_id(),
                origin=actions.usual_origin(d),
                sheet=FamilySheet(place=f"Zimmer {number}"),
                due_on=today + timedelta(days=number),
            )
            if number == 0:
                actions.set_stage(d, family, CaseStage.HANDED_OVER)
            if number == 1:
                actions.hold_talk(d, family.id)
    with site_desk(writing=False) as d:
        first = actions.list_families(d, page_size=3)
        last = actions.list_families(d, page=2, page_size=3)
        assert [card.place for card in first.items] == ["Zimmer 2", "Zimmer 3", "Zimmer 1"]
        assert [(card.place, card.is_handed_over) for card in last.items] == [("Zimmer 0", True)]
        assert (first.total, first.handed_over) == (4, 1)
    page = browser("navigator").get("/intake/today?show=open")
    above, below = page.html.split("<h2", 1)
    assert "3 Familien" in above
    assert "Zimmer 0" not in above
    assert "Übergeleitet" in below.split("</h2>", 1)[0]
    assert "1 Familie" in below
    assert "Zimmer 0" in below


def test_a_family_with_feedback_has_a_badge_that_leads_to_it(
    app: Flask, browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family, other = register(d), register(d)
    visitor = browser("navigator", "en")
    app.extensions.pop(NEWS, None)
    assert "Feedback has come" not in visitor.get("/intake/today").text
    app.extensions[NEWS] = lambda desk: {family}
    page = visitor.get("/intake/today")
    assert page.text.count("Feedback has come") == 1
    assert f"/referral/families/{family}/referrals" in links(page)
    assert f"/referral/families/{other}/referrals" not in links(page)


def test_a_family_office_sees_its_own_families_by_origin(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk("family_office") as d:
        sheet = FamilySheet(place="Sprechstunde")
        actions.register_family(d, new_id(), origin=actions.usual_origin(d), sheet=sheet)
    page = browser("family_office").get("/intake/today")
    assert page.html.count("<h1") == 1
    assert "Eigene Familien" in page.html.split("<h1", 1)[1].split("</h1>", 1)[0]
    assert "Bett oder Termin" not in page.text
    assert "Selbst gekommen" in page.text
    assert "Sprechstunde" in page.text


# --- words


def test_a_postcode_that_is_not_known_is_kept_and_pointed_at(browser: Open, site_desk: OpenDesk) -> None:
    enter_town(site_desk)
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator", "en")
    path = f"/intake/{family}/sheet"
    for postcode, is_known in (("43101", True), ("43999", False)):
        shown = visitor.follow(visitor.submit(visitor.get(path), path, postcode=postcode))
        assert postcode in shown.text
        assert ("This postcode is not known here." not in shown.text) is is_known


def test_an_age_below_a_month_is_said_in_days(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family, today = register(d), local_day(d.clock)
        for days in (0, 1, 2, 40, 800):
            child(d, family, birth_date=today - timedelta(days=days))
    page = browser("navigator", "en").get(f"/intake/{family}/persons").text
    for age in ("0 days", "1 day", "2 days", "1 month", "2 years"):
        assert f", {age}" in page


def test_what_is_still_open_names_the_child(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        child(d, family)
        second = child(d, family)
        parent = actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER)).id
        row = actions.start_assessment(d, family, new_id(), sheet_for(d))
        given = (
            GivenAnswer("child_illness", str(second), Presence.NOT_NOW),
            GivenAnswer("violence_now", str(parent), Presence.NOT_NOW),
        )
        actions.complete_assessment(d, row.id, 0, AssessmentSheet(given=given))
    page = browser("navigator", "en").get(f"/intake/assessments/{row.id}/result").text
    again, still_open = page.split("To come back to", 1)[1].split("questions are open", 1)
    assert "Child 2: " in again
    assert "Child 1: " not in again
    assert "Child 1: " in still_open


# --- the notice


def test_the_notice_names_the_controller_and_how_to_reach_it(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        home = d.db.get(Institution, d.actor.home)
        assert home is not None
        home.street, home.phone = "Wallstraße 3", "02999 555120"
        d.db.add(home)
        name, postcode = home.name, home.postcode
    page = browser("navigator").get(f"/intake/{family}/consents").text
    for said in (
        f"Verantwortlich für Ihre Angaben ist {name}.",
        f"Wallstraße 3, {postcode}",
        "02999 555120",
        "die oder der Datenschutzbeauftragte der Einrichtung",
        "Art. 9 Abs. 2 Buchst. a DSGVO",
        "bis 12 Monate nach Abschluss",
        "Datenschutzaufsichtsbehörde",
    ):
        assert said in page
    assert consent_texts()[ConsentPurpose.NOTICE].reference == "notice-2"


def test_a_line_without_its_value_is_left_out() -> None:
    said = consent_texts()[ConsentPurpose.NOTICE].paragraphs("de", institution="Klinik")
    assert not any(line.startswith(("Anschrift", "Telefon")) for line in said)


def test_an_older_notice_stays_readable_as_it_was_handed_out(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        decide(d, family, ConsentPurpose.NOTICE)
    older = consent_text("notice-1")
    assert older is not None
    assert consent_text("notice-99") is None
    page = browser("navigator").get(f"/intake/{family}").text
    assert "Fassung 1" in page
    assert older.body["de"][1] in page
    assert "Verantwortlich für Ihre Angaben" not in page


def test_a_consent_to_a_family_office_is_read_again_with_what_was_said_of_it(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
        decide(d, family, ConsentPurpose.HANDOVER, recipient=institution_id("office"))
    page = browser("navigator").get(f"/intake/{family}").text
    assert "Weitergabe an: Familienbüro Lindbrück" in page
    assert "Das Familienbüro gehört zum Jugendamt." in page
