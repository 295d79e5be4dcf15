"""What proves a consent: the exact words, a signature bound to them, every parent's own voice."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import select

from lotsen.desk import Desk
from lotsen.intake import actions, domain
from lotsen.intake.documents import ConsentStatement, ContactSheet, FamilyEnding
from lotsen.intake.domain import (
    BadSignature,
    ConsentDecision,
    ConsentFact,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    ConsentState,
    Signature,
    SignatureProof,
)
from lotsen.intake.tables import Consent, SignedConsent
from lotsen.kernel import NotVisible, local_day, new_id
from lotsen.vault import SealBroken
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, decide, sign_feedback
from tests.pages import Browser
from tests.world import NOW, institution_id

OpenBrowser = Callable[..., Browser]
OFFICE = institution_id("office")
DAY = NOW.date()
MOTHER, FATHER, BOTH = ConsentGiver.MOTHER, ConsentGiver.FATHER, ConsentGiver.BOTH_PARENTS
GIVEN, REFUSED, WITHDRAWN = ConsentDecision.GIVEN, ConsentDecision.REFUSED, ConsentDecision.WITHDRAWN
DRAWN = Signature(600, 200, ((577, 123, 431, 87, 311, 199), (5, 6)))


def said(
    decision: ConsentDecision, giver: ConsentGiver | None = None, until: date | None = None
) -> ConsentFact:
    return ConsentFact(ConsentPurpose.HANDOVER, decision, OFFICE, DAY, until, giver)


def state(*facts: ConsentFact, on: date = DAY) -> ConsentState:
    return domain.state_of(facts, ConsentPurpose.HANDOVER, on, OFFICE)


@pytest.mark.parametrize(
    ("facts", "stands"),
    [
        ([said(GIVEN, MOTHER)], True),
        ([said(GIVEN, MOTHER), said(REFUSED, FATHER)], False),
        ([said(REFUSED, FATHER), said(GIVEN, MOTHER)], False),
        ([said(REFUSED, FATHER), said(GIVEN, MOTHER), said(GIVEN, FATHER)], True),
        ([said(GIVEN, BOTH), said(WITHDRAWN, FATHER)], False),
        ([said(WITHDRAWN, BOTH), said(GIVEN, MOTHER)], False),
        ([said(WITHDRAWN, BOTH), said(GIVEN, MOTHER), said(GIVEN, FATHER)], True),
        ([said(REFUSED, MOTHER), said(GIVEN, BOTH)], True),
        ([said(REFUSED), said(GIVEN, MOTHER)], True),
        ([said(GIVEN, MOTHER), said(WITHDRAWN)], False),
        ([said(REFUSED, MOTHER), said(GIVEN, ConsentGiver.GUARDIAN)], True),
    ],
)
def test_each_parent_has_a_voice_and_one_no_is_enough(facts: list[ConsentFact], stands: bool) -> None:
    assert domain.is_given(facts, ConsentPurpose.HANDOVER, DAY, OFFICE) is stands


def test_the_other_parent_is_missing_until_both_have_spoken() -> None:
    def missing(*facts: ConsentFact) -> ConsentGiver | None:
        return domain.missing_voice(facts, ConsentPurpose.HANDOVER, OFFICE)

    assert missing(said(GIVEN, MOTHER)) is FATHER
    assert missing(said(GIVEN, FATHER)) is MOTHER
    assert missing(said(GIVEN, MOTHER), said(GIVEN, FATHER)) is None
    assert missing(said(GIVEN, BOTH)) is None
    assert missing(said(REFUSED, MOTHER)) is None


def test_a_consent_is_about_to_end_in_its_last_two_weeks_and_then_has_ended() -> None:
    until = DAY + timedelta(days=30)
    fact = said(GIVEN, MOTHER, until)
    assert state() is ConsentState.NOT_ASKED
    assert state(fact) is ConsentState.GIVEN
    assert state(fact, on=until - timedelta(days=15)) is ConsentState.GIVEN
    assert state(fact, on=until - timedelta(days=14)) is ConsentState.ENDS_SOON
    assert state(fact, on=until) is ConsentState.ENDS_SOON
    assert state(fact, on=until + timedelta(days=1)) is ConsentState.EXPIRED
    assert state(fact, said(REFUSED, MOTHER)) is ConsentState.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"w":600,"h":200}',
        '{"w":600,"h":200,"s":[[1,2,3]]}',
        '{"w":600,"h":200,"s":[[601,2]]}',
        '{"w":600,"h":200,"s":[[-1,2]]}',
        '{"w":600,"h":200,"s":[[1.5,2]]}',
        '{"w":600,"h":200,"s":[[true,2]]}',
        '{"w":600,"h":200,"s":["M 1 2"]}',
        '{"w":0,"h":200,"s":[[0,2]]}',
        '{"w":600,"h":200,"s":[[1,2]],"onload":1}',
        json.dumps({"w": 600, "h": 200, "s": [[1, 2]] * 201}),
        json.dumps({"w": 600, "h": 200, "s": [[1, 2] * 5001]}),
        '{"w":600,"h":200,"s":[[' + "0," * 30_000 + "0,0]]}",
        "[" * 30_000,
    ],
)
def test_what_is_no_signature_or_more_than_one_is_refused(text: str) -> None:
    with pytest.raises(BadSignature):
        domain.read_signature(text)


def test_a_signature_within_bounds_is_read_and_drawn_from_numbers_alone() -> None:
    read = domain.read_signature('{"w":600,"h":200,"s":[[577,123,431,87,311,199],[5,6]]}')
    assert read == DRAWN
    assert read.path == "M 577 123 L 431 87 L 311 199 M 5 6 L 5 6"
    assert not read.is_empty
    assert domain.read_signature('{"w":600,"h":200,"s":[[5,6]]}').is_empty
    fullest = json.dumps({"w": 600, "h": 200, "s": [[1, 2] * 25] * 200}, separators=(",", ":"))
    assert len(domain.read_signature(fullest).strokes) == 200


def test_a_statement_keeps_the_words_it_was_given_to_and_their_digest(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        decide(d, family, ConsentPurpose.HANDOVER, recipient=OFFICE)
        kept = actions.read_family(d, family).consents[0].statement
        assert kept.words[0] == "Weitergabe an: Familienbüro Lindbrück"
        assert "Das Familienbüro gehört zum Jugendamt." in kept.words[-1]
        assert kept.text_sha256 == _digest(kept)
        for change in (
            {"words": (*kept.words, "")},
            {"recipient_id": institution_id("other_office")},
            {"text_version": "handover-3"},
            {"text_language": "en"},
            {"purpose": ConsentPurpose.FEEDBACK},
        ):
            assert _digest(kept.model_copy(update=change)) != kept.text_sha256, change


def test_words_are_kept_in_the_language_of_the_text_and_german_where_there_is_none(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        for language in ("en", "fa"):
            record(d, family, "later_call-1", language=language)
        english, other = [view.statement for view in actions.read_family(d, family).consents]
        assert (english.text_language, english.words[0]) == ("en", "A call later on")
        assert (other.language, other.text_language) == ("fa", "de")
        assert other.words[0] == "Ein Anruf zu einem späteren Zeitpunkt"


def test_a_statement_about_an_older_text_keeps_its_version_alone(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        record(d, family, "later_call-0")
        kept = actions.read_family(d, family).consents[0].statement
        assert (kept.text_version, kept.words, kept.text_sha256) == ("later_call-0", (), "")


def test_a_signature_is_kept_once_under_its_consent_and_belongs_to_its_text(desk: OpenDesk) -> None:
    with desk() as d:
        family, other = register(d), register(d)
        row = sign_feedback(d, family, DRAWN)
        statement, signed, proof = actions.read_signature(d, family, row)
        assert (signed, proof, statement.purpose) == (DRAWN, SignatureProof.CONSENT, ConsentPurpose.FEEDBACK)
        actions.record_consent(d, family, row, statement, signature=DRAWN)
        assert actions.signed_consents(d, family) == {row}
        assert actions.signed_consents(d, other) == frozenset()
        with pytest.raises(NotVisible):
            actions.read_signature(d, other, row)
        with pytest.raises(NotVisible):
            actions.read_signature(d, family, decide(d, family, ConsentPurpose.NOTICE))
    with desk("other_navigator") as d, pytest.raises(NotVisible):
        actions.read_signature(d, family, row)


def test_a_signature_under_other_words_is_found_out(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        row = sign_feedback(d, family, DRAWN)
        consent = d.db.get_one(Consent, row)
        statement = d.vault.open(consent, Consent.statement)
        forged = statement.model_copy(update={"words": ("Ich stimme allem zu.",)})
        d.vault.seal(consent, Consent.statement, forged)
        d.db.add(consent)
    with desk() as d:
        assert actions.read_signature(d, family, row)[2] is SignatureProof.NOTHING


def test_a_signature_opens_under_no_other_consent_to_the_same_words(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        first, second = sign_feedback(d, family, DRAWN), sign_feedback(d, family, DRAWN)
        kept = {row.consent_id: row for row in d.db.exec(select(SignedConsent)).all()}
        d.db.delete(kept[second])
        d.db.flush()
        kept[first].consent_id = second
        d.db.add(kept[first])
    with desk() as d, pytest.raises(SealBroken):
        actions.read_signature(d, family, second)


def _signed_long_ago(d: Desk, family: UUID) -> UUID:
    """Sign, and take from the signature what it names its consent by, as they were kept before."""
    row = sign_feedback(d, family, DRAWN)
    kept = d.db.exec(select(SignedConsent)).one()
    signed = d.vault.open(kept, SignedConsent.signature)
    assert signed.consent_id == row
    d.vault.seal(kept, SignedConsent.signature, signed.model_copy(update={"consent_id": None}))
    d.db.add(kept)
    return row


def test_a_signature_from_before_it_named_its_consent_proves_its_text_alone(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        row = _signed_long_ago(d, family)
    with desk() as d:
        assert actions.read_signature(d, family, row)[1:] == (DRAWN, SignatureProof.TEXT)


def test_the_page_of_an_older_signature_says_what_it_does_not_prove(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
        row = _signed_long_ago(d, family)
    page = browser("navigator").get(f"/intake/{family}/consents/{row}/signature")
    assert "Ältere Unterschrift" in page.text
    assert "gehört zu genau diesem Text" not in page.text


def test_signed_on_the_tablet_needs_the_signature(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        with pytest.raises(actions.SignatureMissing):
            record(d, family, "later_call-1", form=ConsentForm.SIGNED_TABLET)
        assert actions.read_family(d, family).consents == ()


def test_strokes_and_helpers_lie_in_no_clear_value_and_a_look_is_noted(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        row = sign_feedback(d, family, DRAWN)
        record(d, family, "later_call-1", helped_by="Sprachdienst Kanarienvogel", note="Rückruf Zaunkönig")
        actions.withdraw_consent(
            d, family, purpose=ConsentPurpose.LATER_CALL, by_phone=True, note="Rückruf Zaunkönig"
        )
        d.db.flush()
        stored = b"".join(_values(d))
        for word in ("577,123", "431,87", "577, 123", "Kanarienvogel", "Zaunk", "Familienb"):
            assert word.encode() not in stored, word
    with desk(writing=False) as d:
        actions.read_signature(d, family, row)
        looked = {(note.action, note.record_class) for note in d.vault.notes}
        assert ("opened", "consent-signature") in looked


def test_a_withdrawal_names_who_withdrew_who_took_the_call_and_what_is_to_do(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        agree(d, family)
        actions.save_contact(d, family, 0, ContactSheet(surname="Yıldız", phone="02999 555310"))
        actions.close_family(d, family, FamilyEnding.MOVED)
    with desk("colleague") as d:
        actions.withdraw_consent(
            d,
            family,
            purpose=ConsentPurpose.DOCUMENTATION,
            by_phone=True,
            given_by=FATHER,
            note="morgen unter der bekannten Nummer",
        )
        view = actions.read_family(d, family)
        proof = view.consents[-1].statement
        assert (proof.given_by, proof.recorded_by) == (FATHER, d.actor.person_id)
        assert (proof.note, proof.by_phone) == ("morgen unter der bekannten Nummer", True)
        assert proof.words == view.consents[1].statement.words
        assert (view.contact, view.contact_is_locked) == (None, True)


def record(desk: Desk, family: UUID, version: str, **more: object) -> None:
    """Record a consent to a later call."""
    statement = {
        "purpose": ConsentPurpose.LATER_CALL,
        "decision": GIVEN,
        "text_version": version,
        "language": "de",
        "given_by": MOTHER,
        "form": ConsentForm.SPOKEN,
        "given_on": local_day(desk.clock),
        **more,
    }
    actions.record_consent(desk, family, new_id(), ConsentStatement.model_validate(statement))


def _digest(kept: ConsentStatement) -> str:
    version, language = kept.text_version, kept.text_language
    return domain.digest_of(kept.purpose, kept.recipient_id, version, language, kept.words)


def _values(desk: Desk) -> list[bytes]:
    found = []
    for table in (Consent, SignedConsent):
        for row in desk.db.execute(sa.text(f"SELECT * FROM {table.__tablename__}")):  # noqa: S608  our own names
            found += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return found
