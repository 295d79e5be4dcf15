"""Signing in: whose name and password these are, where that person may work, who a session stands for."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts import domain
from lotsen.accounts.actions.attempts import count_try, count_unknown, forget_tries, note_wrong_try
from lotsen.accounts.actions.persons import end_sessions
from lotsen.accounts.tables import Institution, Membership, Person
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import NEAR_FAMILIES, Actor, Role, may_share_an_account
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

    An unknown name costs as much time as a wrong password and pauses like one: nobody learns which names
    there are. Raises SignInRefused, SignInPaused.
    """
    found = desk.vault.index(domain.normal_login(login))
    known = desk.db.exec(select(Person.id).where(Person.login_index == found)).one_or_none()
    if known is None:
        count_unknown(desk, found)
        check_password(password, None)
        raise domain.SignInRefused
    person = count_try(desk, known)
    if not check_password(password, person.password) or not person.is_active:
        note_wrong_try(desk, person)
        raise domain.SignInRefused
    forget_tries(desk, person)
    if needs_rehash(person.password):
        person.password = hash_password(password)
    return person


def workplaces(desk: Desk, person_id: UUID) -> list[Workplace]:
    """Return where and as what a person may work.

    Of two roles that may not share an account, from before that was asked, the one near families stays.
    """
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
    near = [membership.role for membership, _ in rows if membership.role in NEAR_FAMILIES]
    return [
        Workplace(membership.id, institution, membership.role)
        for membership, institution in rows
        if all(may_share_an_account(membership.role, role) for role in near)
    ]


def check_own_password(desk: Desk, password: str) -> Person:
    """Return the actor's account if this is its password. Raises SignInRefused, SignInPaused."""
    if desk.actor.person_id is None:
        raise NotVisible
    person = count_try(desk, desk.actor.person_id)
    if not check_password(password, person.password):
        note_wrong_try(desk, person)
        raise domain.SignInRefused
    forget_tries(desk, person)
    return person


def change_password(desk: Desk, *, old: str, new: str, session: UUID | None = None) -> None:
    """Set the actor's own password; every session ends but the one that changed it.

    Raises SignInRefused where the old one is wrong, SignInPaused after too many tries, PasswordRefused and
    PasswordKept.
    """
    person = check_own_password(desk, old)
    domain.check_new_password(new)
    if check_password(new, person.password):
        raise domain.PasswordKept
    person.password, person.must_change_password = hash_password(new), False
    desk.db.add(person)
    end_sessions(desk, person.id, but=session)
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
