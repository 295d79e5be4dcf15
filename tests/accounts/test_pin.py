"""The PIN: set with the password, never an easy one, good for taking a tablet back and for nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from lotsen.accounts import actions, domain, unlocking
from lotsen.accounts.tables import Person
from lotsen.kernel import FixedClock
from lotsen.keys.office import KeyOffice
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.world import NOW, PASSWORD

PIN = "739104"
OpenBrowser = Callable[..., Browser]


@pytest.mark.parametrize(
    "pin",
    [
        "123456",
        "234567",
        "890123",
        "654321",
        "000000",
        "111222",
        "121212",
        "739739",
        "210187",
        "870121",
        "198534",
        "341985",
        "200715",
        "152007",
    ],
)
def test_a_pin_that_others_guess_first_is_an_easy_one(pin: str) -> None:
    assert domain.is_easy_pin(pin)


@pytest.mark.parametrize("pin", [PIN, "402958", "718264", "935071"])
def test_other_pins_are_not(pin: str) -> None:
    assert not domain.is_easy_pin(pin)


@pytest.mark.parametrize("pin", ["", "12345", "7391045", "73910a", " 73910", "123456"])
def test_what_is_no_pin_or_an_easy_one_is_refused(desk: OpenDesk, pin: str) -> None:
    with pytest.raises(domain.PinRefused), desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin=pin)


def test_setting_a_pin_needs_the_password(desk: OpenDesk) -> None:
    with pytest.raises(domain.SignInRefused), desk() as d:
        unlocking.set_pin(d, password="falsch", pin=PIN)  # a wrong one
    with desk() as d:
        assert not unlocking.has_pin(d)


def test_pin_and_password_both_unlock_and_the_pin_lies_only_as_a_hash(
    desk: OpenDesk, office: KeyOffice
) -> None:
    with desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin=PIN)
    with desk() as d:
        unlocking.check_unlock(d, PIN)
        unlocking.check_unlock(d, PASSWORD)
    with Session(office.stores.data) as db:
        stored = [row.pin for row in db.exec(select(Person)) if row.pin is not None]
    assert len(stored) == 1
    assert stored[0].startswith("$argon2id$")
    assert PIN not in stored[0]


def test_a_pin_never_signs_anybody_in(desk: OpenDesk) -> None:
    with desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin=PIN)
    with pytest.raises(domain.SignInRefused), desk("administrator") as d:
        actions.check_sign_in(d, "navigator", PIN)


def test_the_pin_of_a_colleague_unlocks_nothing(desk: OpenDesk) -> None:
    with desk("colleague") as d:
        unlocking.set_pin(d, password=PASSWORD, pin=PIN)
    with pytest.raises(domain.UnlockRefused), desk() as d:
        unlocking.check_unlock(d, PIN)


def test_wrong_tries_count_as_those_of_signing_in_and_pause(desk: OpenDesk) -> None:
    with desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin=PIN)
    for _ in range(domain.FREE_ATTEMPTS):
        with desk() as d:
            assert unlocking.may_try_again(d)
            with pytest.raises(domain.UnlockRefused):
                unlocking.check_unlock(d, "402958")
    with desk() as d:
        assert not unlocking.may_try_again(d)
    with pytest.raises(domain.SignInPaused), desk() as d:
        unlocking.check_unlock(d, PIN)
    with desk(clock=FixedClock(NOW + timedelta(minutes=20))) as d:
        unlocking.check_unlock(d, PIN)
        assert unlocking.may_try_again(d)


def test_a_worker_sets_the_pin_from_the_password_page(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    visitor = browser("navigator")
    assert "/password/pin" in visitor.get("/password").html
    page = visitor.get("/password/pin")
    refused = visitor.submit(page, "/password/pin", password=PASSWORD, pin="123456")
    assert refused.status == 422
    assert "123456" not in refused.html
    wrong = visitor.submit(page, "/password/pin", password="falsch", pin=PIN)  # a wrong one
    assert wrong.status == 422
    done = visitor.submit(page, "/password/pin", password=PASSWORD, pin=PIN)
    assert done.location == "/password"
    assert "Ihre PIN ist festgelegt." in visitor.follow(done).text
    with site_desk() as d:
        assert unlocking.has_pin(d)
