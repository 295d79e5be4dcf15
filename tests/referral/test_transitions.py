"""The table of transitions: what is declared works, everything else is refused."""

import random
from datetime import date, timedelta
from itertools import product

import pytest

from lotsen.kernel import LotsenError
from lotsen.referral.domain import (
    FINAL,
    REASONS,
    REOPEN_FOR,
    TRANSITIONS,
    AnswerMissing,
    ConsentMissing,
    Move,
    Outcome,
    OutcomeMissing,
    Party,
    ReasonMissing,
    ReferralStatus,
    Requirement,
    StatusReason,
    Transition,
    TransitionRefused,
    WorkTab,
    add_working_days,
    answer_due,
    check_move,
    check_reopening,
    is_working_day,
    next_attempt,
    sender_may_know,
    shown_status,
    tab_of,
    targets_of,
)
from lotsen.referral.domain.deadlines import easter
from tests.scale import scaled

S = ReferralStatus
TODAY = date(2026, 11, 21)


def full_move(line: Transition, by: Party) -> Move:
    """A move that brings everything a line can ask for."""
    reason = line.reasons[0] if line.reasons else None
    return Move(
        line.target, by, reason=reason, outcome=Outcome.HELP_RUNNING, answer="ja", consent_stands=True
    )


def test_every_declared_line_works_for_its_parties_and_for_nobody_else() -> None:
    for line, by in product(TRANSITIONS, Party):
        if line.requires is Requirement.REOPENING:
            continue
        if by in line.parties:
            assert check_move(line.source, full_move(line, by)) is line
        else:
            with pytest.raises(TransitionRefused):
                check_move(line.source, full_move(line, by))


def test_every_undeclared_step_is_refused() -> None:
    declared = {(line.source, line.target) for line in TRANSITIONS}
    refused = 0
    for source, target, by in product(S, S, Party):
        if (source, target) in declared:
            continue
        for reason in (None, *StatusReason):
            with pytest.raises(TransitionRefused):
                check_move(source, Move(target, by, reason, Outcome.NO_NEED, "ja", consent_stands=True))
            refused += 1
    assert refused > 1000


def test_no_two_lines_lead_the_same_way() -> None:
    assert len({(line.source, line.target) for line in TRANSITIONS}) == len(TRANSITIONS)


def test_a_final_status_is_final() -> None:
    for source, by in product(FINAL, Party):
        expected = (
            {S.ENTERED_IN_ERROR} if by is Party.RECEIVER and source is not S.ENTERED_IN_ERROR else set()
        )
        assert set(targets_of(source, by)) == expected, source


def test_an_error_is_never_taken_up_again() -> None:
    for before in S:
        with pytest.raises(TransitionRefused):
            reopen(S.ENTERED_IN_ERROR, before)


def reopen(
    source: S,
    before: S | None,
    *,
    by: Party = Party.RECEIVER,
    reason: StatusReason | None = StatusReason.CONTACT_AGAIN,
    days: int = 0,
) -> Transition:
    closed_on = TODAY - timedelta(days=days)
    return check_reopening(source, before, by=by, reason=reason, closed_on=closed_on, today=TODAY)


def test_the_receiver_alone_takes_up_again_for_thirty_days_with_a_reason() -> None:
    assert reopen(S.COMPLETED, S.STARTED, days=REOPEN_FOR.days).target is S.STARTED
    with pytest.raises(TransitionRefused):
        reopen(S.COMPLETED, S.STARTED, days=REOPEN_FOR.days + 1)
    for by in set(Party) - {Party.RECEIVER}:
        with pytest.raises(TransitionRefused):
            reopen(S.COMPLETED, S.STARTED, by=by)
    with pytest.raises(ReasonMissing):
        reopen(S.COMPLETED, S.STARTED, reason=None)
    with pytest.raises(TransitionRefused):
        reopen(S.COMPLETED, S.RECEIVED)
    with pytest.raises(TransitionRefused):
        reopen(S.COMPLETED, None)


@pytest.mark.parametrize("status", [S.REJECTED, S.WITHDRAWN, S.FAILED, S.ENTERED_IN_ERROR])
def test_leaving_the_normal_path_needs_one_of_its_reasons(status: S) -> None:
    lines = [line for line in TRANSITIONS if line.target is status]
    for line in lines:
        by = next(iter(line.parties))
        with pytest.raises(ReasonMissing):
            check_move(line.source, Move(status, by))
        for reason in set(StatusReason) - set(REASONS[status]):
            with pytest.raises(ReasonMissing):
                check_move(line.source, Move(status, by, reason))


def test_completing_needs_an_outcome() -> None:
    with pytest.raises(OutcomeMissing):
        check_move(S.STARTED, Move(S.COMPLETED, Party.RECEIVER))


def test_after_the_first_contact_a_family_may_still_wait_be_asked_or_be_refused() -> None:
    for by in (Party.RECEIVER, Party.SERVICE):
        for target in (S.WAITING_LIST, S.NEEDS_INPUT, S.REJECTED):
            with pytest.raises(ReasonMissing):
                check_move(S.STARTED, Move(target, by))
            assert check_move(S.STARTED, Move(target, by, REASONS[target][0])).target is target
        assert check_move(S.WAITING_LIST, Move(S.STARTED, by)).requires is Requirement.NOTHING
    with pytest.raises(TransitionRefused):
        check_move(S.STARTED, Move(S.REJECTED, Party.SENDER, StatusReason.NO_PLACE))


def test_sending_needs_the_consent() -> None:
    for source in (S.DRAFT, S.AWAITING_CONSENT):
        with pytest.raises(ConsentMissing):
            check_move(source, Move(S.REQUESTED, Party.SENDER))


def test_a_question_is_answered_with_words() -> None:
    with pytest.raises(AnswerMissing):
        check_move(S.NEEDS_INPUT, Move(S.RECEIVED, Party.SENDER, answer="  "))


def test_whoever_was_not_taken_on_can_only_be_unreached() -> None:
    for source in (S.REQUESTED, S.RECEIVED):
        with pytest.raises(ReasonMissing):
            check_move(source, Move(S.FAILED, Party.RECEIVER, StatusReason.MOVED))
        check_move(source, Move(S.FAILED, Party.RECEIVER, StatusReason.NOT_REACHED))


def test_random_walks_never_leave_the_table_and_end_for_good() -> None:
    dice = random.Random(20261121)
    ended = 0
    for _ in range(scaled(5000)):
        status = S.DRAFT
        for _ in range(12):
            move = Move(
                dice.choice(list(S)),
                dice.choice(list(Party)),
                dice.choice([None, *StatusReason]),
                dice.choice([None, *Outcome]),
                dice.choice(["", "ja"]),
                consent_stands=dice.random() < 0.7,
            )
            try:
                line = check_move(status, move)
            except LotsenError:
                continue
            assert line in TRANSITIONS
            if status in FINAL:
                assert line.target is S.ENTERED_IN_ERROR
            status = line.target
        ended += status in FINAL
    assert ended > 0


def test_without_consent_to_feedback_the_sender_learns_only_that_it_was_received() -> None:
    for status in S:
        shown = shown_status(status, feedback=False)
        assert shown in {S.DRAFT, S.AWAITING_CONSENT, S.REQUESTED, S.RECEIVED, S.WITHDRAWN}
        assert shown_status(status, feedback=True) is status
        assert sender_may_know(status, feedback=True)
        if not sender_may_know(status, feedback=False):
            assert shown is S.RECEIVED


def test_every_referral_stands_in_one_part_of_the_work_list() -> None:
    assert tab_of(S.REQUESTED, TODAY, TODAY) is WorkTab.NEW
    assert tab_of(S.STARTED, None, TODAY) is WorkTab.IN_PROGRESS
    assert tab_of(S.STARTED, TODAY, TODAY) is WorkTab.DUE
    assert tab_of(S.STARTED, TODAY + timedelta(days=1), TODAY) is WorkTab.IN_PROGRESS
    for status in FINAL:
        assert tab_of(status, TODAY, TODAY) is WorkTab.CLOSED


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_is_known(year: int, day: date) -> None:
    assert easter(year) == day


def test_deadlines_pass_over_weekends_and_holidays() -> None:
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 6, 4))  # Fronleichnam
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert answer_due(date(2026, 11, 23)) == date(2026, 11, 27)
    assert answer_due(date(2026, 12, 23)) == date(2026, 12, 30)


def test_the_next_attempt_comes_later_each_time_and_on_a_working_day() -> None:
    days = [next_attempt(TODAY, attempts) for attempts in range(6)]
    assert days == sorted(days)
    assert all(is_working_day(day) and day > TODAY for day in days)
