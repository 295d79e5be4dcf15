"""Signing in: whose name and password these are, where that person may work, who a session stands for."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts import domain
from lotsen.accounts.actions.persons import person_row
from lotsen.accounts.tables import Institution, Membership, Person
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import Actor, Role
from lotsen.vault import check_password, hash_password, needs_rehash


@dataclass(frozen=True)
class Workplace:
    """One role of a person in one institution, with the words to show it by."""

    membership_id: UUID
    institution: Institution
    role: Role


@dataclass(frozen=True)
class Known:
    """Who a session stands for: the actor, and what the page's header says of them."""

    actor: Actor
    name: str = ""
    institution: str = ""
    must_change_password: bool = False
    may_switch: bool = False


def check_sign_in(desk: Desk, login: str, password: str) -> Person:
    """Return the person a name and a password belong to.

    An unknown name costs as much time as a wrong password. Raises SignInRefused, SignInPaused.
    """
    found = desk.vault.index(domain.normal_login(login))
    person = desk.db.exec(select(Person).where(Person.login_index == found)).one_or_none()
    now = desk.clock.now()
    if person is not None and person.paused_until is not None and person.paused_until > now:
        raise domain.SignInPaused(minutes=domain.minutes_until(person.paused_until, now))
    right = check_password(password, person.password if person is not None else None)
    if person is None or not right or not person.is_active:
        raise domain.SignInRefused(person_id=person.id if person is not None else None)
    if person.failed_attempts or needs_rehash(person.password):
        person.failed_attempts, person.paused_until = 0, None
        person.password = hash_password(password) if needs_rehash(person.password) else person.password
        desk.db.add(person)
    return person


def count_failure(desk: Desk, person_id: UUID) -> None:
    """Remember a failed attempt; after a few the account pauses, longer each time."""
    person = person_row(desk, person_id)
    person.failed_attempts += 1
    pause = domain.pause_after(person.failed_attempts)
    person.paused_until = desk.clock.now() + pause if pause > timedelta(0) else None
    desk.db.add(person)
    desk.vault.note("sign_in_failed", row=person.id, record_class="person")


def workplaces(desk: Desk, person_id: UUID) -> list[Workplace]:
    """Return where and as what a person may work."""
    rows = desk.db.exec(
        select(Membership, Institution)
        .join(Institution, col(Institution.id) == col(Membership.institution_id))
        .where(
            Membership.person_id == person_id,
            col(Membership.is_active).is_(True),
            col(Institution.is_active).is_(True),
        )
        .order_by(col(Institution.name), col(Membership.role))
    ).all()
    return [Workplace(membership.id, institution, membership.role) for membership, institution in rows]


def change_password(desk: Desk, *, old: str, new: str) -> None:
    """Set the actor's own password. Raises SignInRefused where the old one is wrong."""
    if desk.actor.person_id is None:
        raise NotVisible
    person = person_row(desk, desk.actor.person_id)
    if not check_password(old, person.password):
        raise domain.SignInRefused(person_id=person.id)
    domain.check_new_password(new)
    person.password, person.must_change_password = hash_password(new), False
    desk.db.add(person)
    desk.vault.note("password_changed", row=person.id, record_class="person")


def load_actor(desk: Desk, person_id: UUID, membership_id: UUID | None) -> Known | None:
    """Return who a session stands for: nobody once the account, no role once the workplace was closed."""
    person = desk.db.get(Person, person_id)
    if person is None or not person.is_active:
        return None
    name = desk.vault.open(person, Person.profile).name
    places = workplaces(desk, person_id)
    actor, institution = Actor(person_id=person_id), ""
    for place in places:
        if place.membership_id == membership_id:
            home = place.institution
            actor = Actor(person_id, place.membership_id, home.id, home.kind, place.role)
            institution = home.name
    return Known(actor, name, institution, person.must_change_password, len(places) > 1)
