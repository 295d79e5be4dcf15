"""Guessing: each try counts before it is looked at, so that many at once are no more than a few in a row."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from lotsen.accounts import actions, domain, unlocking
from lotsen.desk import Desk
from lotsen.kernel import LotsenError
from lotsen.keys.office import KeyOffice
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.world import PASSWORD, World, desk_of

OpenBrowser = Callable[..., Browser]
PIN, WRONG = "739104", "402958"
AT_ONCE = 12


def all_at_once(office: KeyOffice, world: World, guess: Callable[[Desk], object]) -> list[str]:
    """Make the same guess many times at once, each in a unit of work of its own; return what came of them."""
    gate, came = Barrier(AT_ONCE), []

    def one() -> None:
        gate.wait()
        try:
            with desk_of(office, world.actor("navigator")) as d:
                try:
                    guess(d)
                except LotsenError as refusal:
                    came.append(type(refusal).__name__)
                else:
                    came.append("right")
        except Exception as failure:  # a thread's own failure would be lost
            came.append(repr(failure))

    threads = [Thread(target=one) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def expected(wrong: str) -> list[str]:
    paused = AT_ONCE - domain.FREE_ATTEMPTS
    return sorted([wrong] * domain.FREE_ATTEMPTS + ["SignInPaused"] * paused)


def test_many_pins_at_once_are_looked_at_no_more_often_than_in_a_row(
    desk: OpenDesk, office: KeyOffice, world: World
) -> None:
    with desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin=PIN)
    came = all_at_once(office, world, lambda d: unlocking.check_unlock(d, WRONG))
    assert came == expected("UnlockRefused")
    with desk(writing=False) as d:
        assert not unlocking.may_try_again(d)


@pytest.mark.parametrize("login", ["navigator", "niemand"])
def test_many_passwords_at_once_are_looked_at_no_more_often_than_in_a_row(
    office: KeyOffice, world: World, login: str
) -> None:
    came = all_at_once(office, world, lambda d: actions.check_sign_in(d, login, "falsch"))
    assert came == expected("SignInRefused")


def test_a_right_one_takes_the_count_back(desk: OpenDesk, office: KeyOffice, world: World) -> None:
    with desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin=PIN)
    assert all_at_once(office, world, lambda d: unlocking.check_unlock(d, PIN)) == ["right"] * AT_ONCE


def test_guessing_at_ones_own_password_is_no_second_way_in(browser: OpenBrowser) -> None:
    """An unlocked screen somebody finds: changing the password and setting a PIN pause as signing in does."""
    visitor = browser("navigator")
    page = visitor.get("/password")
    for _ in range(domain.FREE_ATTEMPTS):
        wrong = visitor.submit(page, "/password", old="falsch", new="ein neuer ganzer Satz")
        assert wrong.status == 422
    paused = visitor.submit(page, "/password", old=PASSWORD, new="ein neuer ganzer Satz")
    assert "Zu viele Versuche" in paused.text
    pin = visitor.submit(visitor.get("/password/pin"), "/password/pin", password=PASSWORD, pin=PIN)
    assert "Zu viele Versuche" in pin.text
