"""Tries at a password or PIN: each counts before it is looked at, so that many at once gain nothing."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Update
from sqlmodel import col, delete, or_, select, update

from lotsen.accounts import domain
from lotsen.accounts.tables import Person, UnknownLogin
from lotsen.desk import Desk
from lotsen.kernel import new_id
from lotsen.store.work import insert_if_absent

_REMEMBERED = timedelta(days=1)
Tried = type[Person] | type[UnknownLogin]


def count_try(desk: Desk, person_id: UUID) -> Person:
    """Count a try as a wrong one and return the account, before the secret is looked at.

    The row stays locked until the unit of work ends: of tries that come at once, each sees the count of those
    before it. Raises SignInPaused, which counts nothing. Who catches a refusal keeps the count.
    """
    counted = desk.db.exec(_one_more(desk, Person).where(col(Person.id) == person_id)).rowcount
    person = desk.db.get_one(Person, person_id, populate_existing=True)
    _pause(desk, person, is_counted=counted > 0)
    return person


def count_unknown(desk: Desk, login_index: bytes) -> None:
    """Count a try under a name nobody has, as if somebody had it. Raises SignInPaused."""
    insert_if_absent(
        desk.db,
        UnknownLogin,
        id=new_id(),
        login_index=login_index,
        failed_attempts=0,
        tried_at=desk.clock.now(),
    )
    query = _one_more(desk, UnknownLogin).where(col(UnknownLogin.login_index) == login_index)
    counted = desk.db.exec(query.values(tried_at=desk.clock.now())).rowcount
    found = select(UnknownLogin).where(UnknownLogin.login_index == login_index)
    row = desk.db.exec(found.execution_options(populate_existing=True)).one()
    _pause(desk, row, is_counted=counted > 0)


def note_wrong_try(desk: Desk, person: Person) -> None:
    """Write down that the counted try was wrong."""
    desk.vault.note("sign_in_failed", row=person.id, record_class="person")


def forget_tries(desk: Desk, person: Person) -> None:
    """Take back the counted try and those before it: this one was right."""
    person.failed_attempts, person.paused_until = 0, None
    desk.db.add(person)


def forget_unknown(desk: Desk) -> int:
    """Delete what was counted under names nobody has, a day after the last try; returns how many."""
    old = col(UnknownLogin.tried_at) <= desk.clock.now() - _REMEMBERED
    return int(desk.db.exec(delete(UnknownLogin).where(old)).rowcount)


def _one_more(desk: Desk, kind: Tried) -> Update:
    is_open = or_(col(kind.paused_until).is_(None), col(kind.paused_until) <= desk.clock.now())
    query = update(kind).where(is_open).values(failed_attempts=col(kind.failed_attempts) + 1)
    return query.execution_options(synchronize_session=False)


def _pause(desk: Desk, row: Person | UnknownLogin, *, is_counted: bool) -> None:
    """After a few tries in a row the name pauses, longer each time."""
    now = desk.clock.now()
    if not is_counted and row.paused_until is not None:
        raise domain.SignInPaused(minutes=domain.minutes_until(row.paused_until, now))
    pause = domain.pause_after(row.failed_attempts)
    row.paused_until = now + pause if pause else None
    desk.db.add(row)
