"""Ages, codes and consents of a family."""

import random
from datetime import date, timedelta
from uuid import UUID

import pytest

from lotsen.intake.domain import (
    ChildStatus,
    ConsentDecision,
    ConsentFact,
    ConsentPurpose,
    age_years,
    case_code,
    child_age_months,
    deciding,
    feedback_allowed,
    later_call_allowed,
    may_hand_over,
    may_record_name,
    missing_for_hand_over,
    read_case_code,
    weeks_at_birth,
    weeks_pregnant,
)
from lotsen.terms import Phase
from tests.scale import scaled

OFFICE, CLINIC = UUID(int=1), UUID(int=2)
TODAY = date(2026, 3, 10)
P, D = ConsentPurpose, ConsentDecision


def given(purpose: ConsentPurpose, recipient: UUID | None = None, on: date = TODAY) -> ConsentFact:
    return ConsentFact(purpose, D.GIVEN, recipient, on)


READY = (given(P.HANDOVER, OFFICE), given(P.SECRECY_RELEASE, OFFICE))


# --- ages and codes


@pytest.mark.parametrize(
    ("birth", "as_of", "months"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), 0),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2025, 12, 1), date(2026, 1, 1), 1),
        (date(2026, 1, 2), date(2026, 1, 1), None),
    ],
)
def test_a_month_is_complete_on_its_day(birth: date, as_of: date, months: int | None) -> None:
    assert child_age_months(birth, as_of) == months


def test_nobody_grows_younger() -> None:
    generator = random.Random(3)
    for _ in range(scaled(5_000)):
        birth = date(2000, 1, 1) + timedelta(days=generator.randrange(9_000))
        day = birth + timedelta(days=generator.randrange(7_000))
        before, after = child_age_months(birth, day), child_age_months(birth, day + timedelta(days=1))
        assert before is not None
        assert after in (before, before + 1)
        assert age_years(birth, day) == before // 12


def test_forty_weeks_are_complete_on_the_expected_date() -> None:
    assert weeks_pregnant(TODAY, TODAY) == 40
    assert weeks_pregnant(TODAY, TODAY - timedelta(days=1)) == 39
    assert weeks_pregnant(TODAY + timedelta(weeks=28), TODAY) == 12
    assert weeks_pregnant(TODAY, TODAY + timedelta(weeks=3)) == 43


def test_a_date_that_cannot_be_right_gives_no_week() -> None:
    assert weeks_pregnant(TODAY, TODAY + timedelta(weeks=4)) is None
    assert weeks_pregnant(TODAY + timedelta(weeks=40), TODAY) is None
    assert weeks_at_birth(TODAY, TODAY - timedelta(weeks=21)) is None


def test_weeks_at_birth_follow_from_both_dates() -> None:
    assert weeks_at_birth(TODAY, TODAY) == 40
    assert weeks_at_birth(TODAY, TODAY - timedelta(weeks=8, days=1)) == 31


def test_a_child_who_has_died_has_no_phase() -> None:
    phases = {status: status.phase for status in ChildStatus}
    assert phases == {
        ChildStatus.UNBORN: Phase.PREGNANT,
        ChildStatus.BORN: Phase.BORN,
        ChildStatus.DIED: None,
    }


def test_a_code_is_read_back_however_it_is_typed() -> None:
    generator = random.Random(5)
    for _ in range(scaled(5_000)):
        code = case_code(generator.randbytes(24))
        assert len(code) == 7
        assert code[3] == "-"
        assert not set(code) & set("AEIOU01LSBZ")
        spaced = " ".join(code.lower().replace("-", generator.choice(["", " ", ".", "–"])))
        assert read_case_code(spaced) == code


def test_every_sign_of_a_code_is_equally_likely() -> None:
    every_byte = [case_code(bytes([byte] * 6))[0] for byte in range(250)]
    assert {every_byte.count(sign) for sign in set(every_byte)} == {10}
    assert len(set(every_byte)) == 25


def test_a_code_is_not_made_from_too_little_chance() -> None:
    with pytest.raises(ValueError, match="not enough random bytes"):
        case_code(bytes([255] * 20))


@pytest.mark.parametrize("typed", ["", "K7M", "K7M-4F22", "K0M-4F2", "AEI-OU1", "K7M-4F٣"])
def test_what_cannot_be_a_code_is_no_code(typed: str) -> None:
    assert read_case_code(typed) is None


# --- consent


def test_a_name_may_be_recorded_only_after_notice_and_documentation_consent() -> None:
    notice, documentation = given(P.NOTICE), given(P.DOCUMENTATION)
    assert may_record_name([notice, documentation], TODAY)
    assert not may_record_name([], TODAY)
    assert not may_record_name([notice], TODAY)
    assert not may_record_name([documentation], TODAY)


def test_withdrawing_the_documentation_consent_ends_it_the_same_day() -> None:
    withdrawn = ConsentFact(P.DOCUMENTATION, D.WITHDRAWN, None, TODAY)
    assert not may_record_name([given(P.NOTICE), given(P.DOCUMENTATION), withdrawn], TODAY)


def test_a_consent_holds_through_its_last_day_and_not_before_its_first() -> None:
    until = ConsentFact(P.LATER_CALL, D.GIVEN, None, TODAY, valid_until=TODAY + timedelta(days=7))
    days = [TODAY + timedelta(days=offset) for offset in (-1, 0, 7, 8)]
    assert [later_call_allowed([until], day) for day in days] == [False, True, True, False]


def test_an_old_paper_entered_late_does_not_undo_a_withdrawal() -> None:
    withdrawn = ConsentFact(P.HANDOVER, D.WITHDRAWN, OFFICE, TODAY)
    late = given(P.HANDOVER, OFFICE, on=TODAY - timedelta(days=2))
    assert missing_for_hand_over([*READY, withdrawn, late], OFFICE, TODAY) == (P.HANDOVER,)


def test_handing_over_needs_both_ticks_for_this_very_recipient() -> None:
    assert missing_for_hand_over([], OFFICE, TODAY) == (P.HANDOVER, P.SECRECY_RELEASE)
    assert missing_for_hand_over(READY[:1], OFFICE, TODAY) == (P.SECRECY_RELEASE,)
    assert may_hand_over(READY, OFFICE, TODAY)
    assert not may_hand_over(READY, CLINIC, TODAY)


def test_a_consent_that_names_nobody_holds_for_nobody() -> None:
    unnamed = [given(P.HANDOVER), given(P.SECRECY_RELEASE), given(P.FEEDBACK)]
    assert len(missing_for_hand_over(unnamed, OFFICE, TODAY)) == 2
    assert not feedback_allowed(unnamed, OFFICE, TODAY)


def test_feedback_is_a_tick_of_its_own() -> None:
    assert not feedback_allowed(READY, OFFICE, TODAY)
    assert feedback_allowed([*READY, given(P.FEEDBACK, OFFICE)], OFFICE, TODAY)


def random_consents(generator: random.Random) -> list[ConsentFact]:
    return [
        ConsentFact(
            purpose=generator.choice(list(P)),
            decision=generator.choice(list(D)),
            recipient=generator.choice([None, OFFICE, CLINIC]),
            on=TODAY + timedelta(days=generator.randrange(-20, 5)),
            valid_until=generator.choice([None, None, TODAY + timedelta(days=generator.randrange(-5, 20))]),
        )
        for _ in range(generator.randrange(0, 25))
    ]


def test_whatever_came_before_a_withdrawal_is_the_last_word() -> None:
    generator = random.Random(11)
    for _ in range(scaled(10_000)):
        consents = random_consents(generator)
        purpose = generator.choice([P.HANDOVER, P.SECRECY_RELEASE])
        end = max([TODAY, *(fact.on for fact in consents)])
        consents.append(ConsentFact(purpose, generator.choice([D.WITHDRAWN, D.REFUSED]), OFFICE, end))
        assert purpose in missing_for_hand_over(consents, OFFICE, TODAY)
        assert deciding(consents, purpose, OFFICE) == consents[-1]


def test_whatever_came_before_a_fresh_consent_helps_and_hinders_nothing() -> None:
    generator = random.Random(12)
    for _ in range(scaled(10_000)):
        earlier = [fact for fact in random_consents(generator) if fact.on <= TODAY]
        assert may_hand_over([*earlier, *READY], OFFICE, TODAY)
        assert may_record_name([*earlier, given(P.NOTICE), given(P.DOCUMENTATION)], TODAY)


def test_decisions_about_others_change_nothing() -> None:
    generator = random.Random(13)
    for _ in range(scaled(10_000)):
        consents = random_consents(generator)
        about_office = [fact for fact in consents if fact.recipient == OFFICE]
        assert missing_for_hand_over(consents, OFFICE, TODAY) == missing_for_hand_over(
            about_office, OFFICE, TODAY
        )
        assert feedback_allowed(consents, OFFICE, TODAY) == feedback_allowed(about_office, OFFICE, TODAY)


def test_the_order_of_writing_matters_only_within_a_day() -> None:
    generator = random.Random(14)
    for _ in range(scaled(5_000)):
        consents = random_consents(generator)
        days = generator.sample(range(40), len(consents))
        spread = [
            ConsentFact(
                fact.purpose, fact.decision, fact.recipient, TODAY - timedelta(days=day), fact.valid_until
            )
            for fact, day in zip(consents, days, strict=True)
        ]
        shuffled = generator.sample(spread, len(spread))
        for purpose in P:
            assert deciding(spread, purpose, OFFICE) == deciding(shuffled, purpose, OFFICE)
