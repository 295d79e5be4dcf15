"""The closed loop through its actions, on both engines."""

from datetime import date, timedelta

import pytest

from lotsen.facts.domain import FactEvent, FactOutcome
from lotsen.intake import actions as intake
from lotsen.intake.domain import CaseStage
from lotsen.kernel import FixedClock, NotVisible, StaleRevision, new_id
from lotsen.referral import actions
from lotsen.referral.actions import Said
from lotsen.referral.domain import (
    NeedState,
    Outcome,
    OutcomeMissing,
    Party,
    ReasonMissing,
    ReferralStatus,
    StatusReason,
    TransitionRefused,
    WorkTab,
)
from tests.conftest import OpenDesk
from tests.referral import loop
from tests.world import NOW


def test_a_family_is_handed_over_and_the_loop_closes(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
        assert intake.family_row(d, family).stage is CaseStage.HANDED_OVER
    with desk("family_office") as d:
        seen = actions.read_received(d, referral)
        assert seen.handover is not None
        assert seen.handover.contact is not None
        assert seen.handover.contact.surname == loop.SURNAME
        assert seen.row.answer_due_on == date(2026, 11, 26)
        actions.confirm_receipt(d, referral, loop.now(d, referral))
    with desk("navigator", writing=False) as d:
        sent = actions.read_sent(d, referral)
        assert sent.card.status is ReferralStatus.RECEIVED
        assert sent.card.received_on == date(2026, 11, 21)
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral))
        said = loop.now(d, referral, "bleibt bei uns")
        actions.complete_referral(
            d, referral, said, outcome=Outcome.HELP_RUNNING, need_state=NeedState.PARTLY_MET
        )
        work = actions.read_received(d, referral).work
        assert work.need_state is NeedState.PARTLY_MET
        assert [note.text for note in work.notes] == ["bleibt bei uns"]
    with desk("navigator", writing=False) as d:
        sent = actions.read_sent(d, referral)
        assert sent.card.status is ReferralStatus.COMPLETED
        assert sent.outcome is Outcome.HELP_RUNNING
        assert {view.event.note for view in sent.events} == {""}
        assert [fact.outcome for fact in loop.facts(d, FactEvent.OUTCOME)] == [FactOutcome.GOT_HELP]
        assert [fact.waited for fact in loop.facts(d, FactEvent.CONTACT_MADE)] == [0]
        for event in (FactEvent.REFERRED, FactEvent.RECEIVED, FactEvent.STARTED):
            assert len(loop.facts(d, event)) == 1, event


def test_without_consent_to_feedback_the_sender_never_learns_more_than_received(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d, feedback=False)
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral, "ein Geheimnis"))
        actions.complete_referral(d, referral, loop.now(d, referral), outcome=Outcome.DECLINED)
    with desk("navigator", writing=False) as d:
        sent = actions.read_sent(d, referral)
        assert sent.card.status is ReferralStatus.RECEIVED
        assert sent.card.closed_on is None
        assert sent.outcome is None
        assert {view.event.target for view in sent.events} == {ReferralStatus.REQUESTED}
        assert actions.list_sent(d).cards[0].status is ReferralStatus.RECEIVED


def test_a_feedback_consent_that_ends_hides_again_what_was_told(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral))
    with desk("navigator") as d:
        assert actions.read_sent(d, referral).card.status is ReferralStatus.STARTED
        actions.withdraw_feedback(d, family, loop.OFFICE)
    with desk("navigator", writing=False) as d:
        sent = actions.read_sent(d, referral)
        assert sent.card.status is ReferralStatus.RECEIVED
        assert {view.event.target for view in sent.events} == {ReferralStatus.REQUESTED}


def test_nobody_else_sees_a_referral(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    for stranger in ("other_office", "other_navigator", "practice_navigator", "coordinator"):
        with desk(stranger) as d:
            with pytest.raises(NotVisible):
                actions.read_received(d, referral)
            with pytest.raises(NotVisible):
                actions.read_sent(d, referral)
            with pytest.raises(NotVisible):
                actions.confirm_receipt(d, referral, Said(new_id(), 1))
            with pytest.raises(NotVisible):
                actions.withdraw_referral(d, referral, Said(new_id(), 1), StatusReason.MOVED)
    with desk("navigator") as d, pytest.raises(NotVisible):
        actions.read_received(d, referral)
    with desk("family_office") as d, pytest.raises(NotVisible):
        actions.read_sent(d, referral)


def test_a_receiver_sees_no_draft(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        referral = loop.prepare(d, loop.new_family(d))
    with desk("family_office") as d:
        with pytest.raises(NotVisible):
            actions.read_received(d, referral)
        assert sum(actions.list_work(d).counts.values()) == 0


def test_an_attempt_closes_nothing_and_sets_the_next_date(desk: OpenDesk) -> None:
    tomorrow = date(2026, 11, 23)
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.confirm_receipt(d, referral, loop.now(d, referral))
        said = loop.now(d, referral, "Mailbox", by_phone=True)
        actions.record_attempt(d, referral, said, next_on=tomorrow)
    with desk("family_office", writing=False) as d:
        seen = actions.read_received(d, referral)
        assert seen.row.status is ReferralStatus.RECEIVED
        assert seen.follow_up_on == tomorrow
        assert [attempt.note for attempt in seen.work.attempts] == ["Mailbox"]
        assert [card.id for card in actions.list_work(d, WorkTab.IN_PROGRESS).cards] == [referral]
    later = FixedClock(NOW + timedelta(days=3))
    with desk("family_office", writing=False, clock=later) as d:
        assert [card.id for card in actions.list_work(d, WorkTab.DUE).cards] == [referral]


def test_a_waiting_list_by_phone_shows_on_whose_behalf(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d:
        said = loop.now(d, referral, on_behalf=Party.SERVICE, by_phone=True, said_by="Frau Wartezeit")
        actions.put_on_waiting_list(
            d, referral, said, reason=StatusReason.NO_PLACE, waiting_for="Elterncafé", until=None
        )
    with desk("family_office", writing=False) as d:
        seen = actions.read_received(d, referral)
        assert seen.row.status is ReferralStatus.WAITING_LIST
        last = seen.events[-1].event
        assert (last.on_behalf, last.by_phone, last.said_by) == (Party.SERVICE, True, "Frau Wartezeit")
        assert seen.work.waiting_for == "Elterncafé"


def test_closing_without_an_outcome_is_refused_and_nothing_changes(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d, pytest.raises(OutcomeMissing):
        actions.complete_referral(d, referral, loop.now(d, referral), outcome=None)
    with desk("family_office") as d:
        with pytest.raises(ReasonMissing):
            actions.reject_referral(d, referral, loop.now(d, referral), reason=None)
        assert actions.read_received(d, referral).row.status is ReferralStatus.REQUESTED


def test_a_rejection_keeps_its_reason_and_counts_it(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d:
        said = loop.now(d, referral)
        actions.reject_referral(d, referral, said, reason=StatusReason.NO_PLACE)
        assert [fact.outcome for fact in loop.facts(d, FactEvent.OUTCOME)] == [FactOutcome.NO_CAPACITY]
    with desk("navigator", writing=False) as d:
        assert actions.read_sent(d, referral).events[-1].event.reason is StatusReason.NO_PLACE


def test_a_second_tap_changes_nothing_and_an_old_page_is_refused(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d:
        said = loop.now(d, referral, "einmal")
        actions.add_note(d, referral, said)
        actions.add_note(d, referral, said)
        with pytest.raises(StaleRevision):
            actions.add_note(d, referral, Said(new_id(), said.revision, "veraltet"))
        seen = actions.read_received(d, referral)
        assert [note.text for note in seen.work.notes] == ["einmal"]
        assert len(seen.events) == 2


def test_a_form_id_of_another_referral_is_not_visible(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, first = loop.hand_over(d)
        _, second = loop.hand_over(d)
    with desk("family_office") as d:
        said = loop.now(d, first, "hier")
        actions.add_note(d, first, said)
        with pytest.raises(NotVisible):
            actions.add_note(d, second, said)


def test_a_closed_referral_is_taken_up_again_where_it_was(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral))
        actions.complete_referral(d, referral, loop.now(d, referral), outcome=Outcome.ADVICE_ENOUGH)
    late = FixedClock(NOW + timedelta(days=31))
    with desk("family_office", clock=late) as d, pytest.raises(TransitionRefused):
        actions.reopen_referral(d, referral, loop.now(d, referral), reason=StatusReason.CONTACT_AGAIN)
    with desk("family_office") as d:
        actions.reopen_referral(d, referral, loop.now(d, referral), reason=StatusReason.CONTACT_AGAIN)
        seen = actions.read_received(d, referral)
        assert seen.row.status is ReferralStatus.STARTED
        assert seen.row.closed_on is None
        assert seen.work.outcome is None
        assert seen.events[-1].event.reopened


def test_the_receivers_own_file_is_closed_to_the_sender(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.add_note(d, referral, loop.now(d, referral, "nur für uns"))
        subject = next(view for view in actions.read_received(d, referral).events if view.event.note)
        assert subject.event.note == "nur für uns"
        casework = {row.subject_id for row in loop.casework(d)}
        assert all(d.vault.can_open(one) for one in casework)
    with desk("navigator", writing=False) as d:
        assert not any(d.vault.can_open(one) for one in casework)
        assert all(view.event.note != "nur für uns" for view in actions.read_sent(d, referral).events)


def test_the_counts_of_the_work_list_equal_its_rows(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        referrals = [loop.hand_over(d)[1] for _ in range(6)]
        loop.hand_over(d, recipient=loop.OTHER_OFFICE)
    with desk("family_office") as d:
        actions.confirm_receipt(d, referrals[0], loop.now(d, referrals[0]))
        actions.accept_referral(d, referrals[1], loop.now(d, referrals[1]))
        said = loop.now(d, referrals[1])
        actions.set_follow_up(d, referrals[1], said, on=date(2026, 11, 21))
        said = loop.now(d, referrals[2])
        actions.fail_referral(d, referrals[2], said, reason=StatusReason.NOT_REACHED)
        actions.withdraw_by_phone(d, referrals[3], loop.now(d, referrals[3]))
    with desk("family_office", writing=False) as d:
        expected = {
            WorkTab.NEW: set(referrals[4:]),
            WorkTab.IN_PROGRESS: {referrals[0]},
            WorkTab.DUE: {referrals[1]},
            WorkTab.CLOSED: {referrals[2]},
        }
        for tab, ids in expected.items():
            found = actions.list_work(d, tab)
            assert {card.id for card in found.cards} == ids
            assert found.counts[tab] == len(found.cards)
