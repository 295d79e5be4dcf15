"""What an institution tells its families: by its law, or in its own words, in versions that never change."""

from uuid import UUID

import pytest
from sqlmodel import col, select

from lotsen.accounts.domain import LegalRegime
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.consent_texts import consent_text, consent_texts, fill, places_in
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.tables import ConsentWording
from lotsen.kernel import NotVisible, StaleRevision, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree
from tests.intake.test_consent_proof import record
from tests.world import institution_id

CLINIC = institution_id("clinic")
LATER = ConsentPurpose.LATER_CALL


@pytest.mark.parametrize(
    ("regime", "said"),
    [
        (LegalRegime.DSGVO, ("Art. 6 Abs. 1 Buchst. a", "Landesbeauftragte für Datenschutz")),
        (LegalRegime.KDG, ("§ 6 Abs. 1 Buchst. b", "Katholische Datenschutzzentrum in Dortmund")),
        (LegalRegime.DSG_EKD, ("§ 6 Nr. 2", "BfD EKD")),
    ],
)
def test_the_law_of_the_institution_chooses_basis_and_supervision(
    regime: LegalRegime, said: tuple[str, ...]
) -> None:
    for language in ("de", "en"):
        for text in consent_texts(regime).values():
            whole = " ".join(text.paragraphs(language, institution="Haus", recipient="Stelle"))
            assert "%" not in whole
            assert "{" not in whole
    notice = " ".join(consent_texts(regime)[ConsentPurpose.NOTICE].paragraphs("de", institution="Haus"))
    assert all(part in notice for part in said)
    others = {"DSGVO", "KDG", "DSG-EKD"} - {regime.value.upper().replace("_", "-")}
    assert not any(other in notice for other in others)


def test_every_text_is_found_by_its_reference_for_ever() -> None:
    for regime in LegalRegime:
        for text in consent_texts(regime).values():
            assert consent_text(text.reference) == text
    assert consent_text("notice-1") is not None


def test_open_places_are_filled_and_everything_else_stays_as_it_is() -> None:
    assert fill("100 % {institution}, %(recipient)s {x} {}", {"institution": "A", "recipient": "B"}) == (
        "100 % A, B {x} {}"
    )
    assert places_in("{a} %(b)s {} 5 %") == {"a", "b"}


def test_an_own_text_is_told_only_once_published_and_then_never_changes(desk: OpenDesk) -> None:
    with desk("administrator") as d:
        draft = _draft(d, "Später anrufen", "{institution} ruft an.\n\nZu 100 % freiwillig.")
    with desk() as d:
        assert actions.house_texts(d).words(LATER, "de")[0] == "Ein Anruf zu einem späteren Zeitpunkt"
        family = register(d)
        record(d, family, "later_call-1")
    with desk("administrator") as d:
        for _ in range(2):
            _publish(d, draft)
        changed = _draft(d, "Ganz anders", "Neu.")
        assert changed != draft
    with desk() as d:
        house = actions.house_texts(d)
        assert house.words(LATER, "de") == (
            "Später anrufen",
            "Klinikum Lindbrück ruft an.",
            "Zu 100 % freiwillig.",
        )
        assert house.words(LATER, "en") == house.words(LATER, "de")
        record(d, family, "later_call-dsgvo-own-1", language="en")
    with desk("administrator") as d:
        _publish(d, changed)
        rows = d.db.exec(select(ConsentWording).order_by(col(ConsentWording.version))).all()
        assert [(row.version, row.title) for row in rows] == [(1, "Später anrufen"), (2, "Ganz anders")]
    with desk() as d:
        told = [view.statement for view in actions.read_family(d, family).consents]
        assert [one.words[0] for one in told] == ["Ein Anruf zu einem späteren Zeitpunkt", "Später anrufen"]
        assert told[1].text_language == "de"
        assert actions.house_texts(d).words(LATER, "de")[0] == "Ganz anders"
    with desk("other_navigator") as d:
        assert actions.house_texts(d).words(LATER, "de")[0] == "Ein Anruf zu einem späteren Zeitpunkt"


def test_no_other_draft_is_published_than_the_one_that_was_seen(desk: OpenDesk) -> None:
    with desk("administrator") as d:
        draft = _draft(d, "Später anrufen", "Wir rufen an.")
        assert _draft(d, "Später anrufen", "Wir rufen jeden Tag an.") == draft
        with pytest.raises(StaleRevision):
            actions.publish_wording(d, CLINIC, draft, title="Später anrufen", body="Wir rufen an.")
        assert d.db.get_one(ConsentWording, draft).published_at is None
        seen = "Wir rufen jeden Tag an.\r\n"
        row = actions.publish_wording(d, CLINIC, draft, title="Später anrufen", body=seen)
        assert row.published_at is not None
        with pytest.raises(StaleRevision):
            actions.publish_wording(d, CLINIC, draft, title="Später anrufen", body="Wir rufen an.")


def test_another_language_is_told_once_there_is_a_german_text(desk: OpenDesk) -> None:
    with desk("administrator") as d:
        turkish = _draft(d, "Sonra aramak", "Arıyoruz.", language="tr")
        _publish(d, turkish)
    with desk() as d:
        assert actions.house_texts(d).texts[LATER].references == {}
    with desk("administrator") as d:
        _publish(d, _draft(d, "Später", "Wir rufen an."))
    with desk() as d:
        house = actions.house_texts(d)
        assert house.words(LATER, "tr") == ("Sonra aramak", "Arıyoruz.")
        family = register(d)
        record(d, family, "later_call-dsgvo-own-1", language="tr")
        kept = actions.read_family(d, family).consents[0].statement
        assert (kept.text_language, kept.words[0]) == ("tr", "Sonra aramak")


def test_a_text_of_another_law_is_told_no_more_and_a_family_office_still_says_what_it_is(
    desk: OpenDesk,
) -> None:
    with desk("administrator") as d:
        _publish(d, _draft(d, "Weiter an {recipient}", "Ja.", purpose=ConsentPurpose.HANDOVER))
    with desk() as d:
        office = institution_id("office")
        words = actions.house_texts(d).words(ConsentPurpose.HANDOVER, "de", office, "Familienbüro")
        assert words[0] == "Weiter an Familienbüro"
        assert "gehört zum Jugendamt" in words[-1]
        home = d.db.get_one(Institution, CLINIC)
        home.legal_regime = LegalRegime.KDG
        d.db.add(home)
    with desk() as d:
        house = actions.house_texts(d)
        assert house.words(ConsentPurpose.HANDOVER, "de", office, "X")[0] == "Weitergabe an: X"
        assert house.texts[ConsentPurpose.NOTICE].reference == "notice-kdg-1"


def test_the_storage_period_is_said_in_the_notice_and_confirmed_by_the_institution(desk: OpenDesk) -> None:
    with desk("administrator") as d:
        assert not actions.storage_of(d, CLINIC).is_confirmed
        for _ in range(2):
            actions.save_storage_period(
                d, CLINIC, seen=0, texts={"de": "drei Monate", "en": "three months"}, is_confirmed=True
            )
        with pytest.raises(StaleRevision):
            actions.save_storage_period(d, CLINIC, seen=0, texts={"de": "a", "en": "b"}, is_confirmed=False)
        assert actions.storage_version(d, CLINIC) == 1
    with desk() as d:
        notice = " ".join(actions.house_texts(d).words(ConsentPurpose.NOTICE, "de"))
        assert "Wie lange wir speichern: drei Monate." in notice
        assert actions.house_texts(d).storage.is_confirmed
    with desk("other_navigator") as d:
        assert not actions.house_texts(d).storage.is_confirmed


def test_how_long_data_are_kept_is_told_in_each_language_and_in_german_where_none_was_written(
    desk: OpenDesk,
) -> None:
    with desk("administrator") as d:
        texts = {"de": "drei Monate", "ar": "ثلاثة أشهر", "tr": "üç ay", "uk": ""}
        actions.save_storage_period(d, CLINIC, seen=0, texts=texts, is_confirmed=True)
    with desk() as d:
        house = actions.house_texts(d)
        for language, words in (("de", "drei Monate"), ("ar", "ثلاثة أشهر"), ("tr", "üç ay")):
            assert house.storage.text[language] == words
            assert words in " ".join(house.words(ConsentPurpose.NOTICE, language))
        assert "uk" not in house.storage.text
        assert "drei Monate" in " ".join(house.words(ConsentPurpose.NOTICE, "uk"))


def test_nobody_looks_after_the_texts_of_an_institution_that_is_not_theirs(desk: OpenDesk) -> None:
    with desk() as d:
        agree(d, register(d))
        other = institution_id("other_clinic")
        with pytest.raises(NotVisible):
            actions.own_wordings(d, other)
        with pytest.raises(NotVisible):
            actions.publish_wording(d, other, new_id(), title="", body="")
        with pytest.raises(NotVisible):
            actions.save_storage_period(d, other, seen=0, texts={"de": "a", "en": "b"}, is_confirmed=True)


def _draft(
    desk: Desk, title: str, body: str, *, language: str = "de", purpose: ConsentPurpose = LATER
) -> UUID:
    row = actions.save_wording(
        desk, CLINIC, new_id(), purpose=purpose, language=language, title=title, body=body
    )
    desk.db.flush()
    return row.id


def _publish(desk: Desk, row_id: UUID) -> None:
    """Publish a draft as it stands."""
    row = desk.db.get_one(ConsentWording, row_id)
    actions.publish_wording(desk, CLINIC, row_id, title=row.title, body=row.body)
