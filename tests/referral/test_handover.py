"""What goes to a receiver: what was released and seen, with consent, once."""

from datetime import date
from uuid import UUID

import pytest

from lotsen.facts.domain import FactEvent
from lotsen.intake import actions as intake
from lotsen.intake.domain import ConsentPurpose
from lotsen.kernel import NotVisible, new_id
from lotsen.referral import actions
from lotsen.referral.actions import Said
from lotsen.referral.building import Release
from lotsen.referral.domain import (
    ConsentMissing,
    ContentChanged,
    NothingReleased,
    ReferralStatus,
    ReleasePart,
    StatusReason,
    UnknownRecipient,
    WorkTab,
)
from tests.conftest import OpenDesk
from tests.referral import loop

PARTS = tuple(ReleasePart)


@pytest.mark.usefixtures("with_directory")
def test_the_receiver_opens_exactly_what_the_preview_showed(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        loop.plan(d, family)
        referral = loop.prepare(d, family)
        shown = actions.preview_handover(d, referral)
        loop.send(d, referral)
    with desk("family_office", writing=False) as d:
        received = actions.read_received(d, referral).handover
    assert received == shown.handover
    assert received is not None
    assert received.released == PARTS
    assert received.services
    assert [need.code for need in received.needs] == ["N1", "N11"]
    assert received.resources == ("R1",)
    assert received.children[0].given_name == loop.CHILD


@pytest.mark.parametrize("part", PARTS)
def test_only_what_was_released_is_in_the_sealed_document(desk: OpenDesk, part: ReleasePart) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        referral = loop.prepare(d, family, [ReleasePart.LANGUAGE, part])
        loop.send(d, referral)
    with desk("family_office", writing=False) as d:
        sheet = actions.read_received(d, referral).handover
        assert sheet is not None
        text = sheet.model_dump_json()
    planned = part is not ReleasePart.SERVICES
    assert (part in sheet.released) is planned
    assert (loop.SURNAME in text) is (part is ReleasePart.CONTACT)
    assert (loop.PHONE in text) is (part is ReleasePart.CONTACT)
    assert (loop.CHILD in text) is (part is ReleasePart.CHILDREN)
    assert ("N11" in text) is (part is ReleasePart.NEEDS)
    assert ("R1" in text) is (part is ReleasePart.RESOURCES)
    assert (loop.MESSAGE in text) is (part is ReleasePart.MESSAGE)
    assert "Zimmer 12" not in text


def test_whose_a_need_is_goes_only_with_the_children(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d, ["child_illness"])
        alone = actions.preview_handover(d, loop.prepare(d, family, [ReleasePart.NEEDS])).handover
        both = [ReleasePart.NEEDS, ReleasePart.CHILDREN]
        together = actions.preview_handover(d, loop.prepare(d, family, both)).handover
    assert [need.child for need in alone.needs] == [None]
    assert [need.child for need in together.needs] == [1]


@pytest.mark.parametrize(
    ("handover", "secrecy", "missing"),
    [
        (False, True, {ConsentPurpose.HANDOVER}),
        (True, False, {ConsentPurpose.SECRECY_RELEASE}),
        (False, False, {ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE}),
    ],
)
def test_without_consent_for_this_recipient_nothing_is_prepared(
    desk: OpenDesk, handover: bool, secrecy: bool, missing: set[ConsentPurpose]
) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        said = loop.answers(handover=handover, secrecy=secrecy)
        prepared = loop.try_to_prepare(d, family, said)
        assert (prepared.referral, set(prepared.missing)) == (None, missing)
    with desk("navigator", writing=False) as d:
        assert actions.list_of_family(d, family) == ()
        decided = {view.statement.purpose for view in intake.read_family(d, family).consents}
        assert missing <= decided


def test_consent_for_one_recipient_is_none_for_another(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        loop.prepare(d, family)
        said = loop.answers(handover=False, secrecy=False)
        prepared = actions.prepare_handover(
            d,
            family,
            new_id(),
            recipient_id=loop.OTHER_OFFICE,
            release=Release(frozenset(PARTS), ""),
            answers=said,
        )
        assert prepared.referral is None


def test_a_consent_that_ends_before_sending_stops_it(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        referral = loop.prepare(d, family)
        preview = actions.preview_handover(d, referral)
        intake.withdraw_consent(d, family, purpose=ConsentPurpose.SECRECY_RELEASE, recipient_id=loop.OFFICE)
    with desk("navigator") as d, pytest.raises(ConsentMissing):
        actions.send_handover(d, referral, Said(new_id(), 0), digest=preview.digest)
    with desk("family_office", writing=False) as d, pytest.raises(NotVisible):
        actions.read_received(d, referral)


def test_content_that_changed_is_shown_again_before_it_is_sent(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        referral = loop.prepare(d, family)
        preview = actions.preview_handover(d, referral)
        view = intake.read_family(d, family)
        assert view.contact is not None
        changed = view.contact.model_copy(update={"phone": "02999 5550 999"})
        intake.save_contact(d, family, view.contact_revision, changed)
    with desk("navigator") as d, pytest.raises(ContentChanged):
        actions.send_handover(d, referral, Said(new_id(), 0), digest=preview.digest)
    with desk("navigator") as d:
        fresh = actions.preview_handover(d, referral)
        assert fresh.handover.contact is not None
        assert fresh.handover.contact.phone == "02999 5550 999"
        actions.send_handover(d, referral, Said(new_id(), 0), digest=fresh.digest)
        assert loop.row(d, referral).status is ReferralStatus.REQUESTED


def test_preparing_and_sending_twice_stores_and_sends_once(desk: OpenDesk) -> None:
    form = new_id()
    with desk("navigator") as d:
        family = loop.new_family(d)
    for _ in range(2):
        with desk("navigator") as d:
            assert _prepare(d, family, form) == form
    with desk("navigator") as d:
        digest = actions.preview_handover(d, form).digest
        for _ in range(2):
            actions.send_handover(d, form, Said(new_id(), 0), digest=digest)
        assert [card.id for card in actions.list_of_family(d, family)] == [form]
        assert len(loop.facts(d, FactEvent.REFERRED)) == 1
        given = [view.statement.purpose for view in intake.read_family(d, family).consents]
        assert len(given) == len(set(given))
    with desk("other_navigator") as d:
        stranger = loop.new_family(d)
        with pytest.raises(NotVisible):
            _prepare(d, stranger, form)


def _prepare(desk: object, family: UUID, form: UUID) -> UUID:
    prepared = actions.prepare_handover(
        desk,  # type: ignore[arg-type]  # handed on as it is
        family,
        form,
        recipient_id=loop.OFFICE,
        release=Release(frozenset(PARTS), loop.MESSAGE),
        answers=loop.answers(),
    )
    assert prepared.referral is not None
    return prepared.referral.id


def test_only_another_active_family_office_can_receive(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        for recipient in (d.actor.home, new_id()):
            with pytest.raises(UnknownRecipient):
                loop.prepare(d, family, recipient=recipient)
    with desk("family_office") as d:
        own = loop.new_family(d)
        assert {office.id for office in actions.offer_handover(d, own).recipients} == {loop.OTHER_OFFICE}


def test_a_hand_over_that_says_nothing_is_refused(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d, named=False)
        assert ReleasePart.CONTACT not in actions.offer_handover(d, family).parts
        with pytest.raises(NothingReleased):
            loop.prepare(d, family, [ReleasePart.CONTACT])


def test_a_draft_can_be_discarded_and_is_gone_from_the_list(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        referral = loop.prepare(d, family)
        assert [card.id for card in actions.list_of_family(d, family)] == [referral]
        actions.withdraw_referral(d, referral, Said(new_id(), 0), StatusReason.OTHER)
        assert actions.list_of_family(d, family) == ()
        assert loop.facts(d, FactEvent.OUTCOME) == []
        with pytest.raises(NotVisible):
            actions.preview_handover(d, referral)
    with desk("family_office", writing=False) as d:
        assert sum(actions.list_work(d, WorkTab.CLOSED).counts.values()) == 0
        with pytest.raises(NotVisible):
            actions.read_received(d, referral)


def test_the_end_of_a_consent_to_feedback_is_kept(desk: OpenDesk) -> None:
    until = date(2026, 12, 31)
    with desk("navigator") as d:
        family = loop.new_family(d)
        said = loop.answers(valid_until=until)
        referral = loop.prepare(d, family, said=said)
        loop.send(d, referral)
        row = loop.row(d, referral)
        assert (row.shares_feedback, row.feedback_until) == (True, until)
