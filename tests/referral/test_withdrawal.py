"""Taking back and withdrawing: sharing stops at once, the proof stays, on both engines."""

from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.domain import ConsentPurpose
from lotsen.kernel import NotVisible, new_id
from lotsen.referral import actions
from lotsen.referral.actions import Said
from lotsen.referral.domain import HandoverClosed, Party, ReferralStatus, StatusReason, WorkTab
from tests.conftest import OpenDesk
from tests.referral import loop


def test_the_sender_takes_a_hand_over_back_and_the_receiver_is_told(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        _, referral = loop.hand_over(d)
        actions.withdraw_referral(d, referral, loop.now(d, referral), StatusReason.BETTER_SERVICE)
    with desk("family_office", writing=False) as d:
        with pytest.raises(NotVisible):
            actions.read_received(d, referral)
        work = actions.list_work(d)
        assert sum(work.counts.values()) == 0
        assert [notice.sender for notice in work.notices] == ["Klinikum Lindbrück"]


def test_a_withdrawal_by_phone_before_acceptance_takes_the_key_away(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
        subject = loop.row(d, referral).subject_id
    with desk("family_office") as d:
        actions.confirm_receipt(d, referral, loop.now(d, referral))
        assert d.vault.can_open(subject)
        assert not actions.withdraw_by_phone(d, referral, loop.now(d, referral, by_phone=True))
    with desk("family_office") as d:
        assert not d.vault.can_open(subject)
        with pytest.raises(NotVisible):
            actions.read_received(d, referral)
        with pytest.raises(NotVisible):
            actions.confirm_receipt(d, referral, Said(new_id(), 9))
    with desk("navigator", writing=False) as d:
        sent = actions.read_sent(d, referral)
        assert sent.card.status is ReferralStatus.WITHDRAWN
        assert not sent.card.told
        assert sent.events[-1].event.on_behalf is Party.FAMILY
        assert _consents(d, family)[ConsentPurpose.HANDOVER] == ["given"]
    with desk("navigator") as d:
        actions.take_note(d, referral)
        assert _consents(d, family)[ConsentPurpose.HANDOVER] == ["given", "withdrawn"]
        assert actions.read_sent(d, referral).card.told


def test_after_acceptance_the_hand_over_closes_and_the_own_file_stays(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.accept_referral(d, referral, loop.now(d, referral))
        actions.add_note(d, referral, loop.now(d, referral, "bleibt"))
    with desk("navigator") as d:
        assert actions.withdraw_for_consent(d, family, loop.OFFICE) == 1
    with desk("family_office") as d:
        seen = actions.read_received(d, referral)
        assert seen.handover is None
        assert seen.work.contact is not None
        assert seen.work.contact.surname == loop.SURNAME
        assert [note.text for note in seen.work.notes] == ["bleibt"]
        assert [card.name for card in actions.list_work(d, WorkTab.CLOSED).cards] == [f"Ada {loop.SURNAME}"]
        actions.add_note(d, referral, loop.now(d, referral, "danach"))
        with pytest.raises(HandoverClosed):
            actions.set_follow_up(d, referral, loop.now(d, referral), on=None)
        with pytest.raises(HandoverClosed):
            actions.reopen_referral(d, referral, loop.now(d, referral), reason=StatusReason.CONTACT_AGAIN)
    with desk("navigator", writing=False) as d:
        assert _consents(d, family)[ConsentPurpose.HANDOVER] == ["given", "withdrawn"]


def test_a_noted_withdrawal_has_to_be_agreed_to_anew(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.withdraw_by_phone(d, referral, loop.now(d, referral, by_phone=True))
    with desk("navigator") as d:
        said = loop.answers(handover=False, secrecy=False)
        prepared = loop.try_to_prepare(d, family, said)
        assert prepared.referral is None
        assert set(prepared.missing) == {ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE}
    with desk("navigator") as d:
        assert loop.try_to_prepare(d, family, loop.answers()).referral is not None


def _consents(desk: Desk, family: UUID) -> dict[ConsentPurpose, list[str]]:
    found: dict[ConsentPurpose, list[str]] = {}
    for view in intake.read_family(desk, family).consents:
        found.setdefault(view.statement.purpose, []).append(view.statement.decision.value)
    return found
