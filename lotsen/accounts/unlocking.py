"""The PIN: set by a worker with the password; it takes a tablet back from a family and opens nothing else."""

from uuid import UUID

from lotsen.accounts import actions, domain
from lotsen.accounts.tables import Person
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.vault import check_password, hash_password


def has_pin(desk: Desk) -> bool:
    """Say whether the actor has a PIN."""
    return _self(desk).pin is not None


def set_pin(desk: Desk, *, password: str, pin: str) -> None:
    """Set the actor's own PIN.

    Raises SignInRefused for a wrong password, SignInPaused after too many, PinRefused for an easy PIN.
    """
    person = actions.check_own_password(desk, password)
    if not domain.is_pin(pin) or domain.is_easy_pin(pin):
        raise domain.PinRefused(count=domain.PIN_DIGITS)
    person.pin = hash_password(pin)
    desk.db.add(person)
    desk.vault.note("pin_set", row=person.id, record_class="person")


def check_unlock(desk: Desk, secret: str) -> None:
    """Accept the actor's PIN or password. Raises UnlockRefused, and SignInPaused after too many tries.

    Tries count with those of signing in, so that a tablet is no second place to guess at.
    """
    person = actions.count_try(desk, _self(desk).id)
    stored = person.pin if person.pin is not None and domain.is_pin(secret) else person.password
    if not check_password(secret, stored) or not person.is_active:
        actions.note_wrong_try(desk, person)
        raise domain.UnlockRefused
    actions.forget_tries(desk, person)


def may_try_again(desk: Desk) -> bool:
    """Say whether the actor has tries left; without, only a full sign-in leads back."""
    return _self(desk).failed_attempts < domain.FREE_ATTEMPTS


def _self(desk: Desk) -> Person:
    person_id: UUID | None = desk.actor.person_id
    person = desk.db.get(Person, person_id) if person_id is not None else None
    if person is None:
        raise NotVisible
    return person
