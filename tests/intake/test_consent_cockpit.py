"""The consent cockpit on the screen: what stands, whom to ask about, signing, withdrawing, papers."""

import io
import re
from datetime import timedelta
from uuid import UUID

import pypdf
import pytest

from lotsen.accounts.domain import LegalRegime
from lotsen.accounts.tables import Institution
from lotsen.intake import actions
from lotsen.intake.documents import CustodyOf, FamilyEnding, MemberPerson, Relation
from lotsen.intake.domain import (
    ConsentDecision,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    Custody,
    MemberKind,
)
from lotsen.kernel import FixedClock, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child, decide, sign_feedback
from tests.intake.test_consent_proof import record
from tests.intake.test_pages import Open
from tests.world import NOW, institution_id

OFFICE = institution_id("office")
CLINIC = institution_id("clinic")
DRAWN = '{"w":600,"h":200,"s":[[20,100,120,40,220,160,320,60]]}'
SAID = {"given_as": "signed_paper", "given_by": "mother", "language": "de"}


@pytest.fixture
def family(site_desk: OpenDesk) -> UUID:
    """A family that was informed and agreed to the documentation."""
    with site_desk() as d:
        found = register(d, language="de")
        agree(d, found)
        return found


def last(site_desk: OpenDesk, family: UUID) -> actions.ConsentView:
    with site_desk(writing=False) as d:
        return actions.read_family(d, family).consents[-1]


def test_the_page_shows_what_stands_and_whom_to_ask_about_offices_of_the_town_first(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        decide(d, family, ConsentPurpose.HANDOVER, recipient=OFFICE)
        decide(d, family, ConsentPurpose.FEEDBACK, ConsentDecision.REFUSED, OFFICE)
    page = browser("navigator").get(f"/intake/{family}/consents")
    for shown in (
        "21.11.2026, Mutter, Auf Papier unterschrieben, Deutsch",
        "aufgenommen von Maren Lotsin",
        "Beratung und Hilfe gehen auch ohne sie weiter.",
        "Nicht gefragt",
        "Text: Fassung 1",
    ):
        assert shown in page.text, shown
    order = [page.text.index(name) for name in ("Familienbüro Auenrode", "Frauenarztpraxis", "Kinderarzt")]
    assert order == sorted(order)
    assert page.page is not None
    ticked = [found for found in page.page.all("input") if "checked" in found]
    assert ticked == [], "nothing is chosen beforehand"


def test_one_tap_on_the_row_withdraws_and_the_proof_stays(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        consent = decide(d, family, ConsentPurpose.LATER_CALL)
    visitor = browser("navigator")
    path = f"/intake/{family}/consents"
    page = visitor.get(path)
    ended = visitor.submit(page, f"{path}/{consent}/withdraw", how="in_person")
    assert ended.location == path
    again = visitor.submit(page, f"{path}/{consent}/withdraw", how="in_person")
    assert again.status == 303
    shown = visitor.follow(ended)
    assert "1 frühere Erklärung" in shown.text
    with site_desk(writing=False) as d:
        found = actions.read_family(d, family)
        assert not found.consents[-1].statement.by_phone
        said = [one.statement.decision.value for one in found.consents]
        assert said == ["given", "given", "given", "withdrawn"]


def test_a_withdrawal_by_phone_asks_for_a_call_back_and_works_for_a_closed_file(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        actions.close_family(d, family, FamilyEnding.MOVED)
        consent = actions.read_family(d, family).consents[1].id
    visitor = browser("colleague")
    path = f"/intake/{family}/consents"
    page = visitor.get(path)
    assert "given_as" not in page.html, "nothing new is asked of a closed file"
    form = visitor.get(f"{path}/{consent}/withdraw")
    values = {"how": "phone", "given_by": "father", "note": "Rückruf morgen um neun"}
    shown = visitor.follow(visitor.submit(form, f"{path}/{consent}/withdraw", **values))
    assert "Die Familie hat es bestätigt" in shown.text
    for word in ("bevor etwas gelöscht wird", "Rückruf morgen um neun", "Vater", "Jonas Lotse"):
        assert word in shown.text, word


def test_each_recipient_is_asked_about_by_itself_with_separate_ticks(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    visitor = browser("navigator")
    path = f"/intake/{family}/consents/recipients/{OFFICE}"
    page = visitor.get(path)
    assert "Weitergabe an: Familienbüro Lindbrück" in page.text
    assert "gehört zum Jugendamt" in page.text
    assert visitor.submit(page, path).status == 422
    given = {"handover": "given", "secrecy_release": "refused", "valid_until": "2026-11-30", **SAID}
    saved = visitor.submit(page, path, **given)
    assert saved.location == f"/intake/{family}/consents"
    shown = visitor.follow(saved)
    assert "endet am 30.11.2026" in shown.text
    with site_desk(writing=False) as d:
        said = [one.statement for one in actions.read_family(d, family).consents[2:]]
        assert [(one.purpose.value, one.decision.value) for one in said] == [
            ("handover", "given"),
            ("secrecy_release", "refused"),
        ]
        assert [one.valid_until is None for one in said] == [False, True]


def test_somebody_outside_is_named_sealed_and_asked_again_under_the_same_name(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    visitor = browser("navigator")
    path = f"/intake/{family}/consents/recipients/new"
    page = visitor.get(path)
    assert visitor.submit(page, path, secrecy_release="given", **SAID).status == 422
    given = {"name": "Hebamme Frau Öz", "secrecy_release": "given", **SAID}
    shown = visitor.follow(visitor.submit(page, path, **given))
    assert "Hebamme Frau Öz" in shown.text
    assert "Von hier wird nichts gesendet" in shown.text
    statement = last(site_desk, family).statement
    assert (statement.recipient_is_outside, statement.recipient_name) == (True, "Hebamme Frau Öz")
    assert statement.words[0] == "Entbindung von der Schweigepflicht"
    again = f"/intake/{family}/consents/recipients/{statement.recipient_id}"
    assert "Hebamme Frau Öz" in visitor.get(again).text
    visitor.submit(visitor.get(again), again, feedback="given", **SAID)
    assert last(site_desk, family).statement.recipient_id == statement.recipient_id
    assert browser("other_navigator").get(again).status == 404


def test_a_consent_about_a_recipient_needs_the_notice(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        fresh = register(d)
    visitor = browser("navigator")
    path = f"/intake/{fresh}/consents/recipients/{OFFICE}"
    answer = visitor.submit(visitor.get(path), path, handover="given", **SAID)
    assert (answer.status, "zuerst" in answer.text) == (422, True)
    assert visitor.submit(visitor.get(path), path, handover="refused", **SAID).status == 303


def test_a_signature_is_asked_for_kept_and_shown_with_its_text(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    visitor = browser("navigator")
    path = f"/intake/{family}/consents/recipients/{OFFICE}"
    given = {**SAID, "feedback": "given", "given_as": "signed_tablet"}
    for nothing in ("", '{"w":600,"h":200,"s":[[1,2]]}', "<svg onload=alert(1)>"):
        answer = visitor.submit(visitor.get(path), path, **given, signature=nothing)
        assert (answer.status, "unterschreiben Sie im Feld" in answer.text) == (422, True), nothing
        assert "<svg onload" not in answer.html
    saved = visitor.submit(visitor.get(path), path, **given, signature=DRAWN)
    shown = visitor.follow(saved)
    assert "Unterschrift ansehen" in shown.text
    seen = visitor.get(f"/intake/{family}/consents/{last(site_desk, family).id}/signature")
    assert "Die Unterschrift gehört zu genau diesem Text." in seen.text
    assert 'd="M 20 100 L 120 40 L 220 160 L 320 60"' in seen.html
    trail = browser("data_protection").get("/oversight/audit")
    assert "Unterschrift unter einer Einwilligung" in trail.text


def test_without_a_script_nobody_is_offered_to_sign_on_the_tablet(browser: Open, family: UUID) -> None:
    page = browser("navigator").get(f"/intake/{family}/consents/recipients/{OFFICE}")
    assert page.page is not None
    hidden = [found for tag, found in page.page.tags if "hidden" in found and tag == "div"]
    assert any("data-signature-choice" in found for found in hidden)
    assert any("data-signature" in found for found in hidden)


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"given_as": "mark"}, "wer das Handzeichen bezeugt"),
        ({"given_as": "interpreted"}, "gedolmetscht"),
        ({"given_by": ""}, "wer entschieden hat"),
        ({"valid_until": "2020-01-01"}, "Vergangenheit"),
        ({"shown": "0" * 64}, "Texte wurden inzwischen geändert"),
    ],
)
def test_a_statement_without_its_proof_is_asked_for(
    browser: Open, family: UUID, more: dict[str, str], complaint: str
) -> None:
    visitor = browser("navigator")
    path = f"/intake/{family}/consents/recipients/{OFFICE}"
    answer = visitor.submit(visitor.get(path), path, **{"handover": "given", **SAID, **more})
    assert (answer.status, complaint in answer.text) == (422, True), answer.text


def test_a_text_that_was_published_meanwhile_is_shown_before_it_is_agreed_to(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    visitor = browser("navigator")
    path = f"/intake/{family}/consents"
    page = visitor.get(path)
    with site_desk("administrator") as d:
        actions.save_storage_period(d, CLINIC, seen=0, texts={"de": "drei Wochen"}, is_confirmed=True)
    given = {**SAID, "later_call": "given"}
    refused = visitor.submit(page, path, **given)
    assert (refused.status, "drei Wochen" in refused.text) == (422, True)
    assert visitor.submit(refused, path, **given).status == 303


def test_church_law_asks_for_writing_or_for_a_reason(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        home = d.db.get_one(Institution, CLINIC)
        home.legal_regime = LegalRegime.KDG
        d.db.add(home)
    visitor = browser("navigator")
    path = f"/intake/{family}/consents"
    page = visitor.get(path)
    assert "Das kirchliche Recht (§ 8 KDG)" in page.text
    spoken = {**SAID, "documentation": "given", "given_as": "spoken"}
    assert "nicht schriftlich eingewilligt" in visitor.submit(page, path, **spoken).text
    assert visitor.submit(page, path, **{**spoken, "documentation": "refused"}).status == 303
    visitor.submit(visitor.get(path), path, **spoken, form_reason="Hände eingegipst")
    statement = last(site_desk, family).statement
    assert (statement.text_version, statement.form_reason) == ("documentation-kdg-1", "Hände eingegipst")
    assert "Hände eingegipst" in visitor.get(path).text


def test_where_both_parents_have_custody_the_page_says_whose_statement_is_missing(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        child(d, family)
    visitor = browser("navigator")
    path = f"/intake/{family}/consents"
    missing = "noch keine Erklärung abgegeben: Vater (Dokumentation"
    assert missing not in visitor.get(path).text
    given = {**SAID, "documentation": "given", "custody": "both"}
    visitor.submit(visitor.get(path), path, **given)
    assert missing in visitor.get(path).text
    visitor.submit(visitor.get(path), path, **{**given, "given_by": "father"})
    shown = visitor.get(path)
    assert missing not in shown.text
    assert "Vater" in shown.text
    visitor.submit(visitor.get(path), path, **{**given, "given_by": "father", "documentation": "refused"})
    with site_desk(writing=False) as d:
        view = actions.read_family(d, family)
        assert not view.may_name, "one parent's no is enough"
        assert [one.statement.given_by for one in view.consents[2:]] == [
            ConsentGiver.MOTHER,
            ConsentGiver.FATHER,
            ConsentGiver.FATHER,
        ]


def test_an_expired_consent_is_seen(browser: Open, family: UUID, site_desk: OpenDesk) -> None:
    early = FixedClock(NOW - timedelta(days=40))
    with site_desk(clock=early) as d:
        record(d, family, "later_call-1", valid_until=(NOW - timedelta(days=1)).date())
    page = browser("navigator").get(f"/intake/{family}/consents")
    assert "abgelaufen am 20.11.2026" in page.text


def test_a_language_without_a_text_is_said_and_falls_back_to_german(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        persian, english = register(d, language="fa"), register(d, language="en")
    visitor = browser("navigator")
    page = visitor.get(f"/intake/{persian}/consents")
    assert "Nicht auf Persisch, nur auf Deutsch vorhanden: bitte dolmetschen lassen." in page.text
    page = visitor.get(f"/intake/{english}/consents")
    assert "dolmetschen lassen" not in page.text
    assert page.text.index("What happens with what you tell us") < page.text.index("What for, and on what")


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("de", "Was mit Ihren Angaben geschieht", "Klinikum Lindbrück"),
        ("en", "What happens with what you tell us", "withdraw your consent"),
        ("fa", "Was mit Ihren Angaben geschieht", "bitte dolmetschen lassen"),
        ("tr", "Bize verdiğiniz bilgilere ne olur", "sır saklamakla yükümlüdür"),
        ("uk", "Що відбувається з тим, що ви нам розповідаєте", "ніхто поза нашим закладом"),
    ],
)
def test_the_notice_is_a_paper_in_the_familys_language(
    browser: Open, site_desk: OpenDesk, language: str, title: str, said: str
) -> None:
    with site_desk() as d:
        found = register(d, language=language)
    answer = browser("navigator").client.get(f"/intake/{found}/consents/notice.pdf")
    assert answer.content_type == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert said in text
    assert str(reader.root_object["/Lang"]) == ("de" if language == "fa" else language)


def test_the_family_gets_its_own_list_without_who_interpreted(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        sign_feedback(d, family)
        record(d, family, "later_call-1", helped_by="Dolmetschdienst Kolibri", form=ConsentForm.INTERPRETED)
    answer = browser("navigator").client.get(f"/intake/{family}/consents/list.pdf")
    text = " ".join(pypdf.PdfReader(io.BytesIO(answer.data)).pages[0].extract_text().split())
    for shown in ("Ihre Einwilligungen", "Familienbüro Lindbrück", "auf dem Tablet unterschrieben"):
        assert shown in text, shown
    assert "Kolibri" not in text
    assert browser("other_navigator").get(f"/intake/{family}/consents/list.pdf").status == 404


@pytest.mark.parametrize(
    ("language", "query", "shown", "marked"),
    [
        ("tr", "", ("Onaylarınız", "Sizi daha sonra bir kez daha ararız", "Evet dediniz"), "tr"),
        ("uk", "", ("Ваші згоди", "Ми зателефонуємо вам пізніше ще раз", "Ви сказали «так»"), "uk"),
        ("de", "?easy=yes", ("Dazu haben Sie Ja oder Nein gesagt", "Das geht immer."), "de"),
        ("fa", "", ("Ihre Einwilligungen", "Sie haben Ja gesagt"), "de"),
    ],
)
def test_the_list_of_consents_speaks_the_familys_language(
    browser: Open, site_desk: OpenDesk, language: str, query: str, shown: tuple[str, ...], marked: str
) -> None:
    with site_desk() as d:
        found = register(d, language=language)
        record(d, found, "later_call-1")
    answer = browser("navigator").client.get(f"/intake/{found}/consents/list.pdf{query}")
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in shown:
        assert words in text, words
    assert str(reader.root_object["/Lang"]) == marked


def test_easy_language_is_offered_where_german_is_read(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        german, turkish = register(d, language="de"), register(d, language="tr")
    visitor = browser("navigator")
    assert "list.pdf?easy=yes" in visitor.get(f"/intake/{german}/consents").html
    assert "list.pdf?easy=yes" not in visitor.get(f"/intake/{turkish}/consents").html


def test_an_administrator_drafts_looks_and_publishes(browser: Open, family: UUID) -> None:
    visitor = browser("administrator")
    assert "Klinikum Lindbrück" in visitor.get("/texts/").text
    path = f"/texts/{CLINIC}/later_call/de"
    page = visitor.get(path)
    assert "{institution} sich in einigen Wochen" in page.html
    wrong = visitor.submit(page, path, title="Anruf", body="{name} ruft an.")
    assert (wrong.status, "Für „name“ wird nichts eingesetzt" in wrong.text) == (422, True)
    shown = visitor.follow(visitor.submit(page, path, title="Anruf", body="{institution} ruft <b>an</b>."))
    assert "Klinikum Lindbrück ruft <b>an</b>." in shown.text
    nurse = browser("navigator")
    assert "ruft <b>an</b>" not in nurse.get(f"/intake/{family}/consents").text
    assert shown.page is not None
    publish = next(one["action"] for one in shown.page.forms if one["action"].endswith("/publish"))
    told = visitor.follow(visitor.submit(shown, publish))
    assert "Eigene Fassung 1 – gilt heute" in told.text
    page = nurse.get(f"/intake/{family}/consents")
    assert "Klinikum Lindbrück ruft <b>an</b>." in page.text
    house = visitor.get(f"/texts/{CLINIC}")
    year = {"text_de": "ein Jahr", "text_en": "a year", "is_confirmed": "y"}
    confirmed = visitor.submit(house, f"/texts/{CLINIC}", **year)
    assert "Bestätigt" in visitor.follow(confirmed).text
    assert "Die Speicherdauer ist eine Voreinstellung" not in nurse.get(f"/intake/{family}/consents").text
    stale = visitor.submit(house, f"/texts/{CLINIC}", text_de="zwei Jahre", text_en="two years")
    assert (stale.status, "ein Jahr" in stale.text) == (409, True)


def test_a_draft_that_a_colleague_changed_is_not_published_and_both_versions_are_shown(browser: Open) -> None:
    visitor, colleague = browser("administrator"), browser("administrator")
    path = f"/texts/{CLINIC}/later_call/de"
    visitor.submit(visitor.get(path), path, title="Anruf", body="Wir rufen einmal an.")
    seen = visitor.get(path)
    colleague.submit(colleague.get(path), path, title="Anruf", body="Wir rufen jeden Tag an.")
    assert seen.page is not None
    publish = next(one["action"] for one in seen.page.forms if one["action"].endswith("/publish"))
    refused = visitor.submit(seen, publish)
    assert refused.status == 409
    assert "Wir rufen einmal an." in refused.text
    assert "Wir rufen jeden Tag an." in refused.text
    assert "gilt heute" not in refused.text.split("Versionen")[-1].split("Text des Programms")[0]
    assert visitor.follow(visitor.submit(refused, publish)).status == 200


@pytest.mark.parametrize(
    ("result", "shown_then"),
    [("confirmed", "Die Familie hat es bestätigt"), ("somebody_else", "bis die Familie erneut einwilligt")],
)
def test_a_call_back_is_added_to_the_withdrawal_and_ends_the_warning(
    browser: Open, family: UUID, site_desk: OpenDesk, result: str, shown_then: str
) -> None:
    with site_desk() as d:
        decide(d, family, ConsentPurpose.LATER_CALL)
    with site_desk("colleague") as d:
        row = actions.withdraw_consent(d, family, purpose=ConsentPurpose.LATER_CALL, by_phone=True)
        withdrawn = row.id
    visitor = browser("navigator")
    path = f"/intake/{family}/consents"
    page = visitor.get(path)
    assert "bevor etwas gelöscht wird" in page.text
    back = f"{path}/{withdrawn}/call-back"
    assert visitor.submit(visitor.get(back), back, result="").status == 422
    for _ in range(2):
        assert visitor.submit(page, back, result=result).location == path
    shown = visitor.get(path)
    assert "bevor etwas gelöscht wird" not in shown.text
    assert shown_then in shown.text
    with site_desk(writing=False) as d:
        found = actions.read_family(d, family)
        before, after = (one.statement for one in found.consents[-2:])
        assert len(found.consents) == 5, "a second tap adds nothing"
        assert (before.call_back, before.decision) == (None, ConsentDecision.WITHDRAWN)
        assert (after.call_back, after.decision) == (result, ConsentDecision.WITHDRAWN)
        assert before.recorded_by != after.recorded_by
        assert found.statement(ConsentPurpose.LATER_CALL) == after
    assert browser("other_navigator").get(back).status == 404


def test_only_a_withdrawal_by_phone_that_still_holds_is_called_back_about(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        given = decide(d, family, ConsentPurpose.LATER_CALL)
    visitor = browser("navigator")
    assert visitor.get(f"/intake/{family}/consents/{given}/call-back").status == 404
    with site_desk() as d:
        row = actions.withdraw_consent(d, family, purpose=ConsentPurpose.LATER_CALL, by_phone=True)
        withdrawn = row.id
    back = f"/intake/{family}/consents/{withdrawn}/call-back"
    page = visitor.get(back)
    with site_desk() as d:
        decide(d, family, ConsentPurpose.LATER_CALL)
    assert visitor.submit(page, back, result="confirmed").status == 404


def test_custody_that_stands_with_the_persons_is_not_asked_again_and_says_who_is_missing(
    browser: Open, family: UUID, site_desk: OpenDesk
) -> None:
    visitor = browser("navigator")
    path = f"/intake/{family}/consents"
    question, missing = "Wer hat das Sorgerecht", "noch keine Erklärung abgegeben: Bezugsperson 2 – Vater"
    assert question in visitor.get(path).text
    with site_desk() as d:
        kid = child(d, family)
        parents = [
            actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER, relation=one)).id
            for one in (Relation.MOTHER, Relation.FATHER)
        ]
        custody = [CustodyOf(caregiver_id=one, custody=Custody.JOINT) for one in parents]
        actions.save_custody(d, family, kid, 1, custody=custody, guardian=None)
    page = visitor.get(path)
    assert question not in page.text
    assert question not in visitor.get(f"{path}/recipients/{OFFICE}").text
    visitor.submit(page, path, **SAID, documentation="given", custody="alone")
    assert last(site_desk, family).statement.custody is None
    shown = visitor.get(path)
    assert shown.text.count(missing) == 1
    visitor.submit(shown, path, **{**SAID, "given_by": "father"}, documentation="given")
    assert missing not in visitor.get(path).text


def test_a_text_is_written_in_the_direction_of_its_language_and_says_where_it_is_still_german(
    browser: Open,
) -> None:
    visitor = browser("administrator")
    waiting = "In dieser Sprache gibt es noch keinen Text."
    arabic = visitor.get(f"/texts/{CLINIC}/documentation/ar")
    assert re.search(r'<textarea[^>]* dir="rtl"', arabic.html)
    assert waiting not in arabic.text
    persian = visitor.get(f"/texts/{CLINIC}/documentation/fa")
    assert re.search(r'<textarea[^>]* dir="auto"', persian.html)
    assert waiting in persian.text
