"""An address that must not be passed on goes into one hand-over only, where it was released for this one."""

from collections.abc import Callable

import pytest

from lotsen.intake import actions as intake
from lotsen.intake.documents import ContactSheet
from lotsen.kernel import new_id
from lotsen.referral import actions
from lotsen.referral.building import Release
from lotsen.referral.documents import Handover
from lotsen.referral.domain import ReleasePart
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.referral import loop

STREET = "Verborgener Weg 7"


def sent(desk: OpenDesk, *, released: bool, discreet: bool = False) -> Handover:
    """Hand over a family whose address is protected, and return what the receiver opens."""
    with desk("navigator") as d:
        family = loop.new_family(d)
        contact = ContactSheet(
            surname=loop.SURNAME, phone=loop.PHONE, street=STREET, may_write=True, is_protected=True
        )
        intake.save_contact(d, family, 1, contact)
        intake.set_discreet(d, family, be_discreet=discreet)
        release = Release(frozenset({ReleasePart.CONTACT}), protected_address=released)
        prepared = actions.prepare_handover(
            d, family, new_id(), recipient_id=loop.OFFICE, release=release, answers=loop.answers()
        )
        assert prepared.referral is not None
        referral = prepared.referral.id
        loop.send(d, referral)
    with desk("family_office", writing=False) as d:
        received = actions.read_received(d, referral).handover
    assert received is not None
    assert received.contact is not None
    return received


@pytest.mark.parametrize("released", [False, True])
def test_a_protected_address_is_in_the_hand_over_only_where_it_was_released(
    desk: OpenDesk, released: bool
) -> None:
    received = sent(desk, released=released)
    assert received.contact is not None
    assert (STREET in received.model_dump_json()) is released
    assert received.contact.phone == loop.PHONE
    assert received.contact.is_protected, "the receiver knows that it must not pass it on"


def test_the_receiver_of_a_discreet_family_is_told_not_to_write(desk: OpenDesk) -> None:
    received = sent(desk, released=False, discreet=True)
    assert received.contact is not None
    assert received.contact.do_not_write
    assert not received.contact.may_write


@pytest.mark.usefixtures("with_directory")
def test_the_form_offers_a_protected_address_apart_and_the_preview_says_what_goes(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d)
        contact = ContactSheet(surname=loop.SURNAME, street=STREET, is_protected=True)
        intake.save_contact(d, family, 1, contact)
    visitor = browser("navigator")
    path = f"/referral/families/{family}/hand-over"
    said = dict.fromkeys(("handover", "secrecy_release", "feedback", "later_call"), "yes")
    entered = {**said, "parts": ["contact"], "given_as": "spoken", "given_by": "mother"}
    entered["language"] = "de"
    for tick, shown in ({}, False), ({"protected_address": "y"}, True):
        page = visitor.get(path)
        assert 'name="protected_address"' in page.html
        preview = visitor.follow(visitor.submit(page, path, **entered, **tick))
        assert (STREET in preview.text) is shown
        assert "Geschützte Adresse: nicht weitergeben" in preview.text
        assert ("geschützt, nicht übergeleitet" in preview.text) is not shown
