"""What the sender is told: contact, begun help and endings, each only where it is true and allowed."""

from datetime import date, timedelta
from uuid import UUID

from pydantic import JsonValue

from lotsen.facts.domain import FactEvent
from lotsen.intake import actions as intake
from lotsen.intake.domain import CaseStage
from lotsen.kernel import FixedClock
from lotsen.referral import actions
from lotsen.referral.actions import SentView
from lotsen.referral.documents import Handover
from lotsen.referral.domain import Deed, Outcome, ReferralStatus, StatusReason
from tests.conftest import OpenDesk
from tests.referral import loop
from tests.world import NOW


def begun(view: SentView) -> int:
    return sum(seen.event.deed is Deed.HELP_BEGUN for seen in view.events)


def test_a_contact_alone_says_nothing_of_help(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral))
    with desk("navigator", writing=False) as d:
        sent = actions.read_sent(d, referral)
        assert (sent.card.status, begun(sent)) == (ReferralStatus.STARTED, 0)
        assert len(loop.facts(d, FactEvent.CONTACT_MADE)) == 1
        assert loop.facts(d, FactEvent.STARTED) == []


def test_begun_help_is_told_and_counted_once_however_often_it_is_said(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, ticked = loop.hand_over(d)
        _, later = loop.hand_over(d)
    with desk("family_office") as d:
        actions.record_contact(d, ticked, loop.now(d, ticked), help_begun=True)
        actions.complete_referral(d, ticked, loop.now(d, ticked), outcome=Outcome.HELP_GIVEN)
        actions.record_contact(d, later, loop.now(d, later))
        said = loop.now(d, later, "seit Montag")
        for _ in range(2):
            actions.record_help(d, later, said, on=date(2026, 11, 20))
        assert [note.text for note in actions.read_received(d, later).work.notes] == ["seit Montag"]
    with desk("navigator", writing=False) as d:
        for referral in (ticked, later):
            sent = actions.read_sent(d, referral)
            assert begun(sent) == 1
            assert {seen.event.note for seen in sent.events} == {""}
        assert len(loop.facts(d, FactEvent.STARTED)) == 2


def test_begun_help_stays_with_the_receiver_without_consent_to_feedback(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d, feedback=False)
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral), help_begun=True)
        assert actions.read_received(d, referral).work.help_begun_on == date(2026, 11, 21)
    with desk("navigator", writing=False) as d:
        assert begun(actions.read_sent(d, referral)) == 0


def test_a_family_is_called_first_and_waits_for_a_place_afterwards(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral))
        said = loop.now(d, referral)
        actions.put_on_waiting_list(d, referral, said, reason=StatusReason.NO_PLACE)
        actions.record_contact(d, referral, loop.now(d, referral), help_begun=True)
        assert loop.row(d, referral).status is ReferralStatus.STARTED
        actions.reject_referral(d, referral, loop.now(d, referral), reason=StatusReason.NO_PLACE)
        assert loop.row(d, referral).status is ReferralStatus.REJECTED
        assert len(loop.facts(d, FactEvent.CONTACT_MADE)) == 1


def close(desk: OpenDesk, *, feedback: bool = True) -> tuple[UUID, UUID]:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d, feedback=feedback)
        loop.hand_over(d)
    with desk("family_office") as d:
        actions.complete_referral(d, referral, loop.now(d, referral), outcome=Outcome.ADVICE_ENOUGH)
    return family, referral


def test_an_ending_is_news_until_the_sender_takes_note(desk: OpenDesk) -> None:
    family, referral = close(desk)
    with desk("navigator", writing=False) as d:
        assert actions.feedback_waiting(d) == {family: referral}
        assert [card.id for card in actions.list_sent(d).cards if card.news] == [referral]
        card = actions.list_of_family(d, family)[0]
        assert (card.news, card.told, card.outcome) == (True, True, Outcome.ADVICE_ENOUGH)
    for stranger in ("family_office", "other_navigator"):
        with desk(stranger, writing=False) as d:
            assert actions.feedback_waiting(d) == {}
    for _ in range(2):
        with desk("navigator") as d:
            actions.note_outcome(d, referral)
    with desk("navigator", writing=False) as d:
        assert actions.feedback_waiting(d) == {}
        assert intake.family_row(d, family).stage is CaseStage.FOLLOWED_UP
        assert actions.read_sent(d, referral).outcome is Outcome.ADVICE_ENOUGH


def test_without_consent_to_feedback_an_ending_is_no_news(desk: OpenDesk) -> None:
    family, referral = close(desk, feedback=False)
    with desk("navigator") as d:
        assert actions.feedback_waiting(d) == {}
        card = actions.list_of_family(d, family)[0]
        assert (card.news, card.outcome) == (False, None)
        actions.note_outcome(d, referral)
        assert intake.family_row(d, family).stage is CaseStage.HANDED_OVER


def test_a_feedback_consent_that_ends_takes_the_news_away(desk: OpenDesk) -> None:
    family, referral = close(desk)
    with desk("navigator") as d:
        actions.withdraw_feedback(d, family, loop.OFFICE)
    with desk("navigator", writing=False) as d:
        assert actions.feedback_waiting(d) == {}
        card = actions.list_of_family(d, family)[0]
        assert (card.news, card.told, card.outcome) == (False, True, None)
    with desk("navigator") as d:
        family = loop.new_family(d)
        said = loop.answers(valid_until=date(2026, 11, 21))
        referral = loop.prepare(d, family, said=said)
        loop.send(d, referral)
    with desk("family_office") as d:
        actions.complete_referral(d, referral, loop.now(d, referral), outcome=Outcome.NO_NEED)
    with desk("navigator", writing=False) as d:
        assert actions.feedback_waiting(d) == {family: referral}
    with desk("navigator", writing=False, clock=FixedClock(NOW + timedelta(days=1))) as d:
        assert actions.feedback_waiting(d) == {}
        assert not actions.list_of_family(d, family)[0].news


def test_taking_up_again_takes_the_news_back(desk: OpenDesk) -> None:
    _, referral = close(desk)
    with desk("family_office") as d:
        actions.reopen_referral(d, referral, loop.now(d, referral), reason=StatusReason.CLOSED_BY_MISTAKE)
    with desk("navigator", writing=False) as d:
        assert actions.feedback_waiting(d) == {}


def test_a_withdrawal_is_news_and_never_counts_as_an_outcome(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.withdraw_by_phone(d, referral, loop.now(d, referral, by_phone=True))
    with desk("navigator") as d:
        assert actions.feedback_waiting(d) == {family: referral}
        actions.note_outcome(d, referral)
        card = actions.list_of_family(d, family)[0]
        assert (card.news, card.told) == (False, False)
        actions.take_note(d, referral)
        assert actions.feedback_waiting(d) == {}


def test_a_hand_over_of_the_first_shape_loses_what_it_said_of_a_later_call() -> None:
    stored: dict[str, JsonValue] = {
        "code": "AB2-CD3",
        "sender": "Klinikum",
        "receiver": "Familienbüro",
        "later_call": True,
    }
    assert Handover.model_validate(Handover.upgrade(1, stored)).code == "AB2-CD3"
