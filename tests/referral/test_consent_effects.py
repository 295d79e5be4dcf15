"""Every purpose has its effect when it ends: on the name, on hand-overs, on feedback; closed files too."""

from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake import domain
from lotsen.intake.documents import FamilyEnding
from lotsen.intake.domain import ConsentDecision, ConsentPurpose
from lotsen.kernel import NotVisible, local_day, new_id
from lotsen.referral import actions
from lotsen.referral.domain import ReferralStatus
from lotsen.referral.views.area import stop_sharing
from tests.conftest import OpenDesk
from tests.intake.test_pages import Open
from tests.referral import loop
from tests.world import institution_id

SHARING = (ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE)


def end(desk: Desk, family: UUID, purpose: ConsentPurpose) -> None:
    """End a consent as the cockpit does, with all that follows."""
    recipient = loop.OFFICE if purpose.names_recipient else None
    intake.withdraw_consent(desk, family, purpose=purpose, recipient_id=recipient)
    stop_sharing(desk, family, purpose, recipient, by_phone=False)


@pytest.mark.parametrize("purpose", SHARING)
@pytest.mark.parametrize("closed", [False, True])
def test_hand_over_or_secrecy_ended_before_acceptance_takes_the_sheet_away_and_tells_the_receiver(
    desk: OpenDesk, purpose: ConsentPurpose, closed: bool
) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
        if closed:
            intake.close_family(d, family, FamilyEnding.MOVED)
    with desk("navigator") as d:
        end(d, family, purpose)
    with desk("family_office", writing=False) as d:
        with pytest.raises(NotVisible):
            actions.read_received(d, referral)
        assert [notice.sender for notice in actions.list_work(d).notices] == ["Klinikum Lindbrück"]
    with desk("navigator", writing=False) as d:
        view = intake.read_family(d, family)
        assert not domain.may_hand_over(view.consent_facts, loop.OFFICE, local_day(d.clock))
        said = [one.statement.decision for one in view.consents if one.statement.purpose is purpose]
        assert said == [ConsentDecision.GIVEN, ConsentDecision.WITHDRAWN], "the proof stays"
        assert view.name, "nothing is deleted"


@pytest.mark.parametrize("purpose", SHARING)
def test_ended_after_acceptance_the_receiver_keeps_its_own_file_and_hears_of_it(
    desk: OpenDesk, purpose: ConsentPurpose
) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.accept_referral(d, referral, loop.now(d, referral))
    with desk("navigator") as d:
        end(d, family, purpose)
    with desk("family_office", writing=False) as d:
        seen = actions.read_received(d, referral)
        assert seen.handover is None
        assert seen.work.contact is not None


def test_feedback_ended_hides_what_comes_later_and_the_hand_over_goes_on(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
    with desk("family_office") as d:
        actions.accept_referral(d, referral, loop.now(d, referral))
    with desk("navigator") as d:
        end(d, family, ConsentPurpose.FEEDBACK)
    with desk("family_office") as d:
        actions.record_contact(d, referral, loop.now(d, referral))
        assert actions.read_received(d, referral).handover is not None
    with desk("navigator", writing=False) as d:
        assert actions.read_sent(d, referral).card.status is ReferralStatus.RECEIVED


def test_documentation_ended_locks_the_name_and_a_later_call_ended_forbids_the_call(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, referral = loop.hand_over(d)
        loop.decide(d, family, ConsentPurpose.LATER_CALL)
        today = local_day(d.clock)
        assert domain.later_call_allowed(intake.read_family(d, family).consent_facts, today)
        for purpose in (ConsentPurpose.DOCUMENTATION, ConsentPurpose.LATER_CALL):
            end(d, family, purpose)
    with desk("navigator", writing=False) as d:
        view = intake.read_family(d, family)
        assert (view.name, view.contact_is_locked) == ("", True)
        assert not domain.later_call_allowed(view.consent_facts, today)
    with desk("family_office", writing=False) as d:
        assert actions.read_received(d, referral).handover is not None, "the hand-over has its own consent"


def test_a_no_after_a_yes_in_the_cockpit_stops_sharing_as_a_withdrawal_does(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk("navigator") as d:
        loop.hand_over(d)
        family, referral = loop.hand_over(d)
    office, nurse = browser("family_office"), browser("navigator")
    assert office.get(f"/referral/received/{referral}").status == 200
    path = f"/intake/{family}/consents/recipients/{loop.OFFICE}"
    said = {"handover": "refused", "given_as": "spoken", "given_by": "mother", "language": "de"}
    assert nurse.submit(nurse.get(path), path, **said).status == 303
    assert office.get(f"/referral/received/{referral}").status == 404


def test_the_hand_over_form_speaks_the_institutions_own_text(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk("navigator") as d:
        family, _ = loop.hand_over(d)
    with site_desk("administrator") as d:
        clinic = institution_id("clinic")
        row = intake.save_wording(
            d,
            clinic,
            new_id(),
            purpose=ConsentPurpose.HANDOVER,
            language="de",
            title="Weiter an {recipient}",
            body="Ich bin einverstanden.",
        )
        d.db.flush()
        intake.publish_wording(d, clinic, row.id, title=row.title, body=row.body)
    page = browser("navigator").get(f"/referral/families/{family}/hand-over?recipient={loop.OFFICE}")
    assert "Weiter an Familienbüro Lindbrück" in page.text
    assert "Eigene Fassung 1" in page.text
