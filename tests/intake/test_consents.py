"""Consent comes before a name, one statement at a time, and ends as easily as it began."""

import random
import re
from uuid import UUID

import pytest

from lotsen.accounts.domain import LegalRegime
from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent
from lotsen.intake import actions, domain
from lotsen.intake.consent_texts import consent_texts, places_in, storage
from lotsen.intake.documents import ContactSheet, FamilyEnding, MemberPerson
from lotsen.intake.domain import CaseStage, ConsentDecision, ConsentForm, ConsentPurpose, MemberKind
from lotsen.kernel import FixedClock, NotVisible, StaleRevision, local_day, new_id
from lotsen.web.i18n import FAMILY_LANGUAGES
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, decide, facts
from tests.scale import scaled
from tests.world import NOW, institution_id

CONTACT = ContactSheet(surname="Yıldız", given_name="Elif", phone="02999 555310")
OFFICE = institution_id("office")


def test_a_name_waits_for_notice_and_consent(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        for purpose in (None, ConsentPurpose.DOCUMENTATION):
            if purpose is not None:
                decide(d, family, purpose)
            with pytest.raises(actions.ConsentMissing):
                actions.save_contact(d, family, 0, CONTACT)
            with pytest.raises(actions.ConsentMissing):
                actions.add_member(
                    d, family, new_id(), MemberPerson(kind=MemberKind.CHILD, given_name="Deniz")
                )
        decide(d, family, ConsentPurpose.NOTICE)
        actions.save_contact(d, family, 0, CONTACT)
        assert actions.read_family(d, family).name == "Elif Yıldız"
        assert [card.name for card in actions.list_families(d).items] == ["Elif Yıldız"]


def test_a_contact_is_stored_only_over_the_state_it_was_shown_with(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        agree(d, family)
        actions.save_contact(d, family, 0, CONTACT)
        with pytest.raises(StaleRevision):
            actions.save_contact(d, family, 0, ContactSheet(surname="Anders"))
        assert actions.read_family(d, family).contact == CONTACT


def _any_decision(d: Desk, family: UUID, chance: random.Random) -> None:
    purpose = chance.choice(list(ConsentPurpose))
    recipient = OFFICE if purpose.names_recipient else None
    if chance.random() < 0.3:
        try:
            actions.withdraw_consent(d, family, purpose=purpose, recipient_id=recipient)
        except NotVisible:
            return
    else:
        decision = chance.choice([ConsentDecision.GIVEN, ConsentDecision.REFUSED])
        decide(d, family, purpose, decision, recipient)


def test_whatever_was_decided_a_name_is_shown_only_while_notice_and_consent_stand(desk: OpenDesk) -> None:
    chance = random.Random(20261121)
    named = nameless = 0
    for _ in range(scaled(100)):
        with desk() as d:
            family = register(d)
            agree(d, family)
            actions.save_contact(d, family, 0, CONTACT)
            for _ in range(chance.randint(1, 8)):
                _any_decision(d, family, chance)
            view = actions.read_family(d, family)
            stands = domain.may_record_name(view.consent_facts, local_day(d.clock))
            card = next(card for card in actions.list_families(d, page_size=200).items if card.id == family)
            assert (view.name, card.name) == (("Elif Yıldız",) * 2 if stands else ("", ""))
            assert (view.contact is not None, view.contact_is_locked) == (stands, not stands)
            named, nameless = named + stands, nameless + (not stands)
    assert named
    assert nameless


def test_every_purpose_is_decided_by_itself(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        decide(d, family, ConsentPurpose.NOTICE)
        decide(d, family, ConsentPurpose.DOCUMENTATION, ConsentDecision.REFUSED)
        decide(d, family, ConsentPurpose.LATER_CALL)
        decide(d, family, ConsentPurpose.HANDOVER, recipient=OFFICE)
        given = {
            view.statement.purpose: view.statement.decision
            for view in actions.read_family(d, family).consents
        }
        assert given == {
            ConsentPurpose.NOTICE: ConsentDecision.GIVEN,
            ConsentPurpose.DOCUMENTATION: ConsentDecision.REFUSED,
            ConsentPurpose.LATER_CALL: ConsentDecision.GIVEN,
            ConsentPurpose.HANDOVER: ConsentDecision.GIVEN,
        }


def test_refusing_blocks_nothing_but_the_name(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        decide(d, family, ConsentPurpose.NOTICE)
        decide(d, family, ConsentPurpose.DOCUMENTATION, ConsentDecision.REFUSED)
        actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER))
        actions.hold_talk(d, family)
        assert actions.family_row(d, family).stage is CaseStage.TALK_HELD


def test_a_consent_for_a_recipient_names_one(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        for purpose in (ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE, ConsentPurpose.FEEDBACK):
            with pytest.raises(actions.RecipientMissing):
                decide(d, family, purpose)


def test_a_consent_keeps_who_recorded_it_and_is_recorded_once(desk: OpenDesk) -> None:
    with desk() as d:
        family, other = register(d), register(d)
        row = decide(d, family, ConsentPurpose.DOCUMENTATION)
        statement = actions.read_family(d, family).consents[0].statement
        assert statement.recorded_by == d.actor.person_id
        again = statement.model_copy(update={"decision": ConsentDecision.REFUSED})
        assert actions.record_consent(d, family, row, again).id == row
        assert len(actions.read_family(d, family).consents) == 1
        with pytest.raises(NotVisible):
            actions.record_consent(d, other, row, statement)


def test_withdrawing_by_phone_locks_the_name_and_deletes_nothing(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        agree(d, family)
        actions.save_contact(d, family, 0, CONTACT)
        child = actions.add_member(
            d, family, new_id(), MemberPerson(kind=MemberKind.CHILD, given_name="Deniz")
        )
        actions.withdraw_consent(d, family, purpose=ConsentPurpose.DOCUMENTATION, by_phone=True)
    with desk() as d:
        view = actions.read_family(d, family)
        assert (view.name, view.contact, view.contact_is_locked) == ("", None, True)
        assert view.members[0].person.given_name == ""
        proof = view.consents[-1].statement
        assert (proof.decision, proof.form, proof.by_phone) == (
            ConsentDecision.WITHDRAWN,
            ConsentForm.PHONE,
            True,
        )
        assert [consent.statement.decision for consent in view.consents][:2] == [ConsentDecision.GIVEN] * 2
        assert actions.read_locked_contact(d, family) == CONTACT
        nameless = MemberPerson(kind=MemberKind.CHILD, weeks_at_birth=34)
        actions.update_member(d, family, child.id, 1, nameless)
        agree(d, family)
        known = actions.read_family(d, family).members[0].person
        assert (known.given_name, known.weeks_at_birth) == ("Deniz", 34)


def test_withdrawing_twice_is_one_withdrawal_and_of_nothing_is_refused(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        with pytest.raises(NotVisible):
            actions.withdraw_consent(d, family, purpose=ConsentPurpose.HANDOVER, recipient_id=OFFICE)
        decide(d, family, ConsentPurpose.HANDOVER, recipient=OFFICE)
        rows = {
            actions.withdraw_consent(d, family, purpose=ConsentPurpose.HANDOVER, recipient_id=OFFICE).id
            for _ in range(2)
        }
        assert len(rows) == 1
        assert len(actions.read_family(d, family).consents) == 2


def test_a_consent_of_a_closed_family_can_still_be_withdrawn(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        agree(d, family)
        actions.close_family(d, family, FamilyEnding.MOVED)
        with pytest.raises(actions.CaseClosed):
            decide(d, family, ConsentPurpose.LATER_CALL)
        actions.withdraw_consent(d, family, purpose=ConsentPurpose.DOCUMENTATION)
        assert not actions.read_family(d, family).may_name


def test_the_notice_informs_once_and_only_a_hand_over_counts_as_agreed(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        agree(d, family)
        decide(d, family, ConsentPurpose.NOTICE)
        assert actions.family_row(d, family).stage is CaseStage.INFORMED
        decide(d, family, ConsentPurpose.HANDOVER, ConsentDecision.REFUSED, OFFICE)
        decide(d, family, ConsentPurpose.HANDOVER, recipient=OFFICE)
        actions.withdraw_consent(d, family, purpose=ConsentPurpose.HANDOVER, recipient_id=OFFICE)
    with desk() as d:
        assert len(facts(d, FactEvent.INFORMED)) == 1
        agreed = [fact.agreed for fact in facts(d, FactEvent.CONSENT_DECIDED)]
        assert sorted(agreed, key=str) == [False, True]


def test_the_consent_to_documentation_stands_until_it_is_withdrawn(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        decide(d, family, ConsentPurpose.NOTICE)
        row = decide(d, family, ConsentPurpose.DOCUMENTATION)
        statement = actions.read_family(d, family).consents[1].statement
        limited = statement.model_copy(update={"valid_until": local_day(d.clock)})
        actions.record_consent(d, family, new_id(), limited)
        assert row != actions.read_family(d, family).consents[2].id
        actions.save_contact(d, family, 0, CONTACT)
    with desk(writing=False, clock=FixedClock(NOW.replace(year=2027))) as d:
        assert actions.read_family(d, family).name == "Elif Yıldız"


def test_every_consent_text_exists_in_each_language_of_families_with_its_places_filled() -> None:
    for purpose, text in consent_texts().items():
        assert set(text.languages) == set(FAMILY_LANGUAGES)
        for language in (*text.languages, "fa"):
            said = text.paragraphs(language, institution="Klinikum Lindbrück", recipient="Familienbüro")
            assert said
            assert "%" not in " ".join(said) + text.heading(language, recipient="Familienbüro")
        assert text.reference == f"{purpose.value}-{text.version}"


def test_a_family_office_is_said_to_be_part_of_the_youth_welfare_office() -> None:
    for purpose in (ConsentPurpose.NOTICE, ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE):
        text = consent_texts()[purpose]
        said = text.paragraphs("de", institution="Klinik", recipient="Familienbüro", to_family_office=True)
        assert "Das Familienbüro gehört zum Jugendamt." in said[-1]
        silent = text.paragraphs("de", institution="Klinik", recipient="Praxis")
        assert "Jugendamt" not in " ".join(silent)


@pytest.mark.parametrize("regime", LegalRegime)
def test_a_language_has_the_same_lines_and_places_as_german_and_names_the_same_sections(
    regime: LegalRegime,
) -> None:
    assert set(storage().text) == set(FAMILY_LANGUAGES)
    for purpose, text in consent_texts(regime).items():
        assert not text.family_office or set(text.family_office) == set(FAMILY_LANGUAGES), purpose
        for language in FAMILY_LANGUAGES:
            assert places_in(text.title[language]) == places_in(text.title["de"]), (purpose, language)
            pairs = zip(text.body["de"], text.body[language], strict=True)
            for german, line in pairs:
                assert places_in(line) == places_in(german), (purpose, language, line)
                named = [number for number in re.findall(r"[0-9]+", german) if number not in line]
                assert named == [], (purpose, language, line)
