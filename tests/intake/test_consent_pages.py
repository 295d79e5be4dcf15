"""Information and consent on the screen: separate statements, and a name only after them."""

from uuid import UUID

import pytest
from flask import Flask

from lotsen.intake import actions
from lotsen.intake.documents import ContactSheet
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.views.area import WITHDRAWAL_LISTENERS
from lotsen.intake.views.wording import text_version
from lotsen.kernel import new_id
from lotsen.web.i18n import in_language
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, decide
from tests.intake.test_pages import Open, fields_of, new_family
from tests.world import institution_id

STATEMENTS = {
    "notice": "y",
    "notice_form": "spoken",
    "documentation": "given",
    "given_as": "signed_paper",
    "given_by": "mother",
    "language": "de",
}


def test_name_fields_exist_only_after_notice_and_consent(browser: Open) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    for page in (family, f"{family}/sheet", f"{family}/children/new", f"{family}/consents"):
        assert fields_of(visitor.get(page)).isdisjoint({"surname", "given_name", "phone"})
    assert visitor.get(f"{family}/contact").location == f"{family}/consents"
    refused = visitor.post(f"{family}/contact", {"surname": "Yıldız", "form_id": str(new_id())})
    assert refused.status == 409
    named = {"status": "born", "given_name": "Deniz", "form_id": str(new_id())}
    assert visitor.post(f"{family}/children/new", named).status == 409
    saved = visitor.submit(visitor.get(f"{family}/consents"), f"{family}/consents", **STATEMENTS)
    assert saved.location == family
    contact = visitor.get(f"{family}/contact")
    assert {"surname", "given_name", "phone"} <= fields_of(contact)
    assert "given_name" in fields_of(visitor.get(f"{family}/children/new"))
    visitor.submit(contact, f"{family}/contact", surname="Yıldız", given_name="Elif")
    assert "Elif Yıldız" in visitor.get(family).text
    assert "Elif Yıldız" in visitor.get("/intake/today").text


@pytest.mark.parametrize(
    ("entered", "complaint"),
    [
        ({}, "mindestens eine Erklärung"),
        ({"documentation": "given", "given_as": "spoken", "given_by": "mother"}, "zuerst"),
        ({"notice": "y"}, "erklärt wurde"),
        ({**STATEMENTS, "given_as": ""}, "wie die Familie"),
        ({**STATEMENTS, "notice_form": "interpreted"}, "gedolmetscht"),
        ({**STATEMENTS, "given_on": "2030-01-01"}, "Zukunft"),
    ],
)
def test_an_incomplete_statement_is_asked_for_and_nothing_is_lost(
    browser: Open, entered: dict[str, str], complaint: str
) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    path = f"{family}/consents"
    answer = visitor.submit(visitor.get(path), path, **{"language": "de", **entered})
    assert answer.status == 422
    assert complaint in answer.text
    if entered.get("documentation"):
        assert 'value="given" checked' in " ".join(answer.html.split())


def test_refusing_the_documentation_is_recorded_and_blocks_nothing(browser: Open) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    entered = {**STATEMENTS, "documentation": "refused"}
    visitor.submit(visitor.get(f"{family}/consents"), f"{family}/consents", **entered)
    assert visitor.get(f"{family}/contact").location == f"{family}/consents"
    child = visitor.submit(visitor.get(f"{family}/children/new"), f"{family}/children/new", status="born")
    assert child.location == f"{family}/persons"
    assert visitor.get(f"{family}/assessments").status == 200


def test_a_second_tap_on_save_records_each_statement_once(browser: Open, site_desk: OpenDesk) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    page = visitor.get(f"{family}/consents")
    for _ in range(2):
        visitor.submit(page, f"{family}/consents", **STATEMENTS)
    with site_desk(writing=False) as d:
        found = actions.read_family(d, UUID(family.rsplit("/", 1)[1])).consents
        assert [view.statement.purpose for view in found] == [
            ConsentPurpose.NOTICE,
            ConsentPurpose.DOCUMENTATION,
        ]


def test_a_consent_shows_its_text_its_day_and_how_and_can_be_withdrawn(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
        agree(d, family)
        actions.save_contact(d, family, 0, ContactSheet(surname="Yıldız", phone="02999 555310"))
        consent = actions.read_family(d, family).consents[1].id
    visitor = browser("navigator")
    page = visitor.get(f"/intake/{family}")
    for shown in ("Text: Fassung 1", "21.11.2026", "Auf Papier unterschrieben"):
        assert shown in page.text
    path = f"/intake/{family}/consents/{consent}/withdraw"
    assert visitor.submit(visitor.get(path), path).status == 422
    visitor.submit(visitor.get(path), path, how="phone")
    page = visitor.get(f"/intake/{family}")
    assert "Yıldız" not in page.text
    assert "Widerrufen" in page.text
    locked = visitor.get(f"/intake/{family}/contact")
    assert "02999 555310" in locked.text
    assert "surname" not in fields_of(locked)


def test_whoever_shares_hears_of_a_withdrawal_in_the_same_moment(
    app: Flask, browser: Open, site_desk: OpenDesk
) -> None:
    office = institution_id("office")
    with site_desk() as d:
        family = register(d)
        consent = decide(d, family, ConsentPurpose.HANDOVER, recipient=office)
    heard: list[object] = []
    app.extensions[WITHDRAWAL_LISTENERS] = [lambda desk, *what: heard.append(what)]
    visitor = browser("navigator")
    path = f"/intake/{family}/consents/{consent}/withdraw"
    assert "Familienbüro Lindbrück" in visitor.get(path).text
    visitor.submit(visitor.get(path), path, how="in_person")
    assert heard == [(family, ConsentPurpose.HANDOVER, office, False)]


def test_the_notice_itself_is_not_withdrawn(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family, other = register(d), register(d)
        notice = decide(d, family, ConsentPurpose.NOTICE)
        consent = decide(d, family, ConsentPurpose.DOCUMENTATION)
    visitor = browser("navigator")
    assert visitor.get(f"/intake/{family}/consents/{notice}/withdraw").status == 404
    assert visitor.get(f"/intake/{other}/consents/{consent}/withdraw").status == 404
    assert visitor.get(f"/intake/{family}/consents/{consent}/withdraw").status == 200


def test_a_family_office_says_that_it_belongs_to_the_youth_welfare_office(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk("family_office") as d:
        family = register(d)
    page = browser("family_office").get(f"/intake/{family}/consents")
    assert "Das Familienbüro gehört zum Jugendamt." in page.text


def test_each_text_is_one_sentence_with_the_whole_of_it_to_unfold(browser: Open) -> None:
    visitor = browser("navigator")
    page = visitor.get(f"{new_family(visitor)}/consents")
    html = page.response.get_data(as_text=True)
    for short, whole in (
        ("geben nichts weiter, dem Sie nicht zugestimmt haben", "Verantwortlich für Ihre Angaben ist"),
        ("darf Name, Kontakt und Gespräch aufschreiben", "Weitergegeben wird damit nichts."),
        ("Wir dürfen uns in einigen Wochen melden", "sich in einigen Wochen bei mir meldet"),
    ):
        before, after = html.split(short)
        unfolds, rest = after.split("</summary>", 1)
        assert "<details" in unfolds
        assert whole in rest.split("</section>")[0]
        assert "lotsen-asked" in before


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("notice-2", "Fassung 2"),
        ("secrecy_release-kdg-1", "Fassung 1 (KDG)"),
        ("later_call-dsgvo-own-3", "Eigene Fassung 3"),
        ("documentation-dsg_ekd-own-1", "Eigene Fassung 1 (DSG-EKD)"),
    ],
)
def test_a_version_of_a_text_is_said_in_words(reference: str, words: str) -> None:
    with in_language("de"):
        assert text_version(reference) == words
