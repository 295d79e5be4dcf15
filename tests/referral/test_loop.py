"""The closed loop through its actions, on both engines."""

import pytest

from lotsen.facts.domain import FactEvent, FactOutcome
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.referral import actions
from lotsen.referral.actions import Said
from lotsen.referral.domain import Outcome, ReferralStatus, WorkTab
from tests.conftest import OpenDesk
from tests.referral import loop


def test_a_family_is_handed_over_and_the_loop_closes(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
    with desk("family_office") as d:
        seen = actions.read_received(d, referral)
        assert seen.handover is not None
        assert seen.handover.contact is not None
        assert seen.handover.contact.surname == loop.SURNAME
        actions.confirm_receipt(d, referral, loop.now(d, referral))
    with desk("navigator", writing=False) as d:
        sent = actions.read_sent(d, referral)
        assert sent.card.status is ReferralStatus.RECEIVED
        assert sent.card.received_on is not None
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral))
        actions.complete_referral(d, referral, loop.now(d, referral), outcome=Outcome.HELP_RUNNING)
    with desk("navigator", writing=False) as d:
        sent = actions.read_sent(d, referral)
        assert sent.card.status is ReferralStatus.COMPLETED
        assert sent.outcome is Outcome.HELP_RUNNING
        assert [fact.outcome for fact in loop.facts(d, FactEvent.OUTCOME)] == [FactOutcome.GOT_HELP]
        assert len(loop.facts(d, FactEvent.REFERRED)) == 1
