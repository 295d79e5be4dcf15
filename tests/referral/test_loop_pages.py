"""The pages of the closed loop where people decide: what is asked, what comes next, what is news."""

from collections.abc import Callable
from uuid import UUID

import pytest

from lotsen.accounts.domain import LegalRegime
from lotsen.accounts.tables import Institution
from lotsen.intake import actions as intake
from lotsen.intake.domain import CaseStage, SignatureProof
from lotsen.kernel import new_id
from lotsen.referral import actions
from lotsen.referral.domain import Outcome
from tests.conftest import OpenDesk
from tests.pages import Answer, Browser
from tests.referral import loop
from tests.world import institution_id

OpenBrowser = Callable[..., Browser]
DRAWN = '{"w":600,"h":200,"s":[[20,100,120,40,220,160,320,60]]}'
SAID = {
    "handover": "yes",
    "secrecy_release": "yes",
    "feedback": "yes",
    "given_as": "spoken",
    "given_by": "mother",
    "language": "de",
}


def names(answer: Answer) -> set[str]:
    assert answer.page is not None
    return {found.get("name", "") for found in answer.page.all("input")}


def behind(answer: Answer, label: str) -> bool:
    """Say whether words stand behind "further steps"."""
    start = answer.html.index("lotsen-details")
    return label in answer.html[start : answer.html.index("</details>", start)]


@pytest.fixture
def family(site_desk: OpenDesk) -> UUID:
    with site_desk("navigator") as d:
        return loop.new_family(d)


@pytest.fixture
def sent(site_desk: OpenDesk) -> UUID:
    with site_desk("navigator") as d:
        return loop.hand_over(d)[1]


def test_what_is_handed_over_stands_before_the_statements(family: UUID, browser: OpenBrowser) -> None:
    page = browser("navigator").get(f"/referral/families/{family}/hand-over?recipient={loop.OFFICE}")
    assert page.html.index('name="parts"') < page.html.index('name="handover"')
    assert 'value="message"' not in page.html
    opened = page.html[: page.html.index("<details", page.html.index('name="message"'))]
    assert "Jugendamt" in opened


def test_a_missing_statement_is_named_and_a_message_releases_itself(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    path = f"/referral/families/{family}/hand-over"
    navigator = browser("navigator", "en")
    page = navigator.get(f"{path}?recipient={loop.OFFICE}")
    refused = navigator.submit(page, path, **(SAID | {"feedback": ""}), message=loop.MESSAGE)
    assert refused.status == 422
    assert "Please record what the family said about feedback." in refused.text
    assert "Please record what the family said about a later call." in refused.text
    answer = navigator.submit(refused, path, **SAID, later_call="yes", message=loop.MESSAGE)
    assert answer.status == 303, answer.text
    preview = navigator.follow(answer)
    assert loop.MESSAGE in preview.text
    assert "later on" not in preview.text
    again = navigator.get(f"{path}?recipient={loop.OFFICE}")
    assert "later_call" not in names(again)
    assert {"handover", "feedback"} <= names(again)
    answer = navigator.submit(again, path, **SAID, message=loop.MESSAGE)
    assert answer.status == 303, answer.text


def test_the_family_signs_on_the_tablet_and_the_signature_belongs_to_the_shown_text(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    path = f"/referral/families/{family}/hand-over"
    navigator = browser("navigator")
    page = navigator.get(f"{path}?recipient={loop.OFFICE}")
    said = SAID | {"later_call": "no", "given_as": "signed_tablet"}
    unsigned = navigator.submit(page, path, **said, message=loop.MESSAGE)
    assert (unsigned.status, "unterschreiben Sie im Feld" in unsigned.text) == (422, True)
    assert navigator.submit(unsigned, path, **said, message=loop.MESSAGE, signature=DRAWN).status == 303
    with site_desk("navigator") as d:
        consents = intake.read_family(d, family).consents[2:]
        assert [one.statement.form.value for one in consents] == ["signed_tablet"] * 4
        for one in consents:
            statement, signature, proof = intake.read_signature(d, family, one.id)
            assert statement.text_sha256
            assert proof is SignatureProof.CONSENT
            assert signature.strokes == ((20, 100, 120, 40, 220, 160, 320, 60),)


def test_texts_that_changed_meanwhile_are_shown_again_before_the_hand_over(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    path = f"/referral/families/{family}/hand-over"
    navigator = browser("navigator")
    page = navigator.get(f"{path}?recipient={loop.OFFICE}")
    with site_desk("administrator") as d:
        clinic = institution_id("clinic")
        intake.save_storage_period(d, clinic, seen=0, texts={"de": "drei Wochen"}, is_confirmed=True)
    said = SAID | {"later_call": "no", "message": loop.MESSAGE}
    refused = navigator.submit(page, path, **said)
    assert (refused.status, "Texte wurden inzwischen geändert" in refused.text) == (422, True)
    assert navigator.submit(refused, path, **said).status == 303


def test_under_church_law_a_spoken_consent_to_a_hand_over_needs_its_reason(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        home = d.db.get_one(Institution, institution_id("clinic"))
        home.legal_regime = LegalRegime.KDG
        d.db.add(home)
    path = f"/referral/families/{family}/hand-over"
    navigator = browser("navigator")
    page = navigator.get(f"{path}?recipient={loop.OFFICE}")
    assert "Das kirchliche Recht (§ 8 KDG)" in page.text
    said = SAID | {"later_call": "no", "message": loop.MESSAGE}
    refused = navigator.submit(page, path, **said)
    assert (refused.status, "nicht schriftlich eingewilligt" in refused.text) == (422, True)
    assert navigator.submit(refused, path, **said, form_reason="Hände eingegipst").status == 303
    with site_desk("navigator") as d:
        statement = intake.read_family(d, family).consents[-1].statement
        assert statement.form_reason == "Hände eingegipst"


def test_one_step_comes_next_and_the_others_stand_behind_it(sent: UUID, browser: OpenBrowser) -> None:
    office = browser("family_office", "en")
    here = f"/referral/received/{sent}"
    page = office.get(here)
    assert page.html.count("kern-btn--primary") == 1
    assert f"{here}/complete" not in page.html
    assert page.html.index(loop.PHONE) < page.html.index("data-handover")
    assert not behind(page, f"{here}/confirm")
    office.submit(page, f"{here}/confirm")
    page = office.get(here)
    assert not behind(page, f"{here}/accept")
    assert behind(page, f"{here}/complete")
    office.submit(page, f"{here}/accept")
    page = office.get(here)
    assert not behind(page, f"{here}/contact")
    contact = office.get(f"{here}/contact")
    assert loop.SURNAME in contact.text
    office.submit(contact, f"{here}/contact")
    page = office.get(here)
    assert not behind(page, f"{here}/complete")
    for step in ("contact", "waiting-list", "reject"):
        assert behind(page, f"{here}/{step}"), step
    begun = office.get(f"{here}/contact")
    assert "help_begun" not in names(begun)
    assert office.submit(begun, f"{here}/contact").status == 303
    page = office.get(here)
    assert "Help has begun" in page.text
    assert f"{here}/contact" not in page.html


def test_the_sender_takes_note_of_an_ending(sent: UUID, site_desk: OpenDesk, browser: OpenBrowser) -> None:
    with site_desk("family_office") as d:
        actions.complete_referral(d, sent, loop.now(d, sent), outcome=Outcome.HELP_RUNNING)
    navigator = browser("navigator", "en")
    news = navigator.client.application.extensions["lotsen.intake.news"]
    with site_desk("navigator", writing=False) as d:
        family = loop.row(d, sent).family_id
        assert news(d) == {family}
    assert "Feedback has arrived" in navigator.get("/referral/sent").text
    assert "Help accepted and under way" in navigator.get(f"/referral/families/{family}/referrals").text
    path = f"/referral/sent/{sent}"
    page = navigator.get(path)
    assert navigator.post(path).status == 409
    for stranger in ("other_navigator", "practice_navigator"):
        other = browser(stranger)
        other.get("/referral/sent")
        assert other.post(path, {"form_id": str(new_id())}).status == 404
    for _ in range(2):
        assert navigator.submit(page, path).status == 303
    assert "Feedback has arrived" not in navigator.get(path).text
    with site_desk("navigator", writing=False) as d:
        assert news(d) == set()
        assert intake.family_row(d, family).stage is CaseStage.FOLLOWED_UP
