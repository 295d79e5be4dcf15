"""Colleagues as an administrator sees them: inviting, further workplaces, closing access, new passwords."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, func, select

from lotsen.accounts import domain
from lotsen.accounts.actions.institutions import list_institutions, managed_institution, read_institution
from lotsen.accounts.actions.persons import add_person, end_sessions
from lotsen.accounts.tables import Institution, Membership, Person
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import ROLES_OF, Role, may_share_an_account
from lotsen.vault import hash_password


@dataclass(frozen=True)
class Colleague:
    """A person as an administrator sees them."""

    membership: Membership
    person_id: UUID
    name: str
    login: str
    institution: Institution
    is_active: bool


def add_membership(desk: Desk, person_id: UUID, institution_id: UUID, role: Role) -> Membership:
    """Give a person a role in an institution; the institution's kind must know the role.

    The first one is where the account is at home. Raises RolesApart.
    """
    institution = read_institution(desk, institution_id)
    if role not in ROLES_OF[institution.kind]:
        raise NotVisible
    person = _locked_person(desk, person_id)
    _check_roles(desk, person_id, role)
    if person.home_id is None:
        person.home_id = institution_id
        desk.db.add(person)
    membership = Membership(person_id=person_id, institution_id=institution_id, role=role)
    desk.db.add(membership)
    desk.db.flush()
    desk.vault.note("membership_added", row=membership.id, record_class="membership")
    return membership


def invite(desk: Desk, *, name: str, login: str, institution_id: UUID, role: Role) -> tuple[Membership, str]:
    """Add a colleague to a managed institution; returns the password for the first sign-in."""
    institution = managed_institution(desk, institution_id)
    password = domain.starting_password()
    person = add_person(desk, name=name, login=login, password=password)
    return add_membership(desk, person.id, institution.id, role), password


def add_workplace(desk: Desk, *, login: str, institution_id: UUID, role: Role) -> Membership:
    """Give somebody whose home the actor looks after a further role in a managed institution; once.

    Raises NotOfThisHouse, WorksHereAlready, RolesApart.
    """
    institution = managed_institution(desk, institution_id)
    found = desk.vault.index(domain.normal_login(login))
    person = desk.db.exec(select(Person).where(Person.login_index == found)).one_or_none()
    if person is None or not person.is_active or not _is_at_home(desk, person):
        raise domain.NotOfThisHouse
    if works_here(desk, person.id, institution.id, role):
        raise domain.WorksHereAlready
    return add_membership(desk, person.id, institution.id, role)


def works_here(desk: Desk, person_id: UUID, institution_id: UUID, role: Role) -> bool:
    """Say whether a person has a role in an institution, be it closed."""
    known = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.institution_id == institution_id,
        Membership.role == role,
    )
    return desk.db.exec(known).first() is not None


def _is_at_home(desk: Desk, person: Person) -> bool:
    """Say whether the actor looks after the institution that made an account.

    Where nobody wrote down which one that was, the actor has to look after all the person's workplaces.
    """
    managed = {row.id for row in list_institutions(desk)}
    if person.home_id is not None:
        return person.home_id in managed
    places = desk.db.exec(select(Membership.institution_id).where(Membership.person_id == person.id)).all()
    return set(places) <= managed


def _locked_person(desk: Desk, person_id: UUID) -> Person:
    """Return an account whose roles nobody else changes until this unit of work ends."""
    query = select(Person).where(Person.id == person_id).with_for_update()
    person = desk.db.exec(query.execution_options(populate_existing=True)).one_or_none()
    if person is None:
        raise NotVisible
    return person


def _check_roles(desk: Desk, person_id: UUID, role: Role) -> None:
    """Refuse a role beside those the account has, closed ones too. Raises RolesApart."""
    held = desk.db.exec(select(Membership.role).where(Membership.person_id == person_id)).all()
    if not all(may_share_an_account(role, Role(other)) for other in held):
        raise domain.RolesApart


def list_colleagues(desk: Desk) -> list[Colleague]:
    """Return everybody who works in the institutions the actor looks after, by institution and name."""
    institutions = {row.id: row for row in list_institutions(desk)}
    rows = desk.db.exec(
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Membership.institution_id).in_(institutions))
    ).all()
    colleagues = []
    for membership, person in rows:
        profile = desk.vault.open(person, Person.profile)
        colleagues.append(
            Colleague(
                membership=membership,
                person_id=person.id,
                name=profile.name,
                login=profile.login,
                institution=institutions[membership.institution_id],
                is_active=membership.is_active and person.is_active,
            )
        )
    return sorted(colleagues, key=lambda c: (c.institution.name, c.name))


def read_colleague(desk: Desk, membership_id: UUID) -> Colleague:
    """Return one colleague in the actor's care."""
    for colleague in list_colleagues(desk):
        if colleague.membership.id == membership_id:
            return colleague
    raise NotVisible


def set_active(desk: Desk, membership_id: UUID, *, active: bool) -> None:
    """Close or reopen one colleague's workplace; sessions end with the next request.

    Raises LastAdministrator where an institution's last administrator would close her own access, and
    RolesApart where a role was closed because the account has one that does not go with it.
    """
    membership = read_colleague(desk, membership_id).membership
    if not active and membership.id == desk.actor.membership_id and not _others_administer(desk, membership):
        raise domain.LastAdministrator
    if active:
        _locked_person(desk, membership.person_id)
        _check_roles(desk, membership.person_id, membership.role)
    membership.is_active = active
    desk.db.add(membership)
    desk.vault.note(
        "membership_opened" if active else "membership_closed", row=membership_id, record_class="membership"
    )


def _others_administer(desk: Desk, membership: Membership) -> bool:
    others = (
        select(func.count())
        .select_from(Membership)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            Membership.institution_id == membership.institution_id,
            Membership.role == Role.ADMINISTRATOR,
            Membership.person_id != membership.person_id,
            col(Membership.is_active).is_(True),
            col(Person.is_active).is_(True),
        )
    )
    return desk.db.exec(others).one() > 0


def reset_password(desk: Desk, membership_id: UUID) -> str:
    """Give a colleague a new password for one sign-in; returns it.

    Every session ends and the PIN is gone. One account opens all workplaces of a person, so only who looks
    after its home may do this, and workplaces beyond the actor's care are closed: the password that the
    actor now knows opens nothing there until the administration there reopens it. Raises HomeElsewhere.
    """
    person = _locked_person(desk, read_colleague(desk, membership_id).person_id)
    if not _is_at_home(desk, person):
        raise domain.HomeElsewhere
    password = domain.starting_password()
    person.password, person.must_change_password, person.pin = hash_password(password), True, None
    person.failed_attempts, person.paused_until = 0, None
    desk.db.add(person)
    end_sessions(desk, person.id)
    managed = {row.id for row in list_institutions(desk)}
    for place in desk.db.exec(select(Membership).where(Membership.person_id == person.id)).all():
        if place.institution_id not in managed and place.is_active:
            place.is_active = False
            desk.db.add(place)
            desk.vault.note("membership_closed", row=place.id, record_class="membership")
    desk.vault.note("password_reset", row=person.id, record_class="person")
    return password
