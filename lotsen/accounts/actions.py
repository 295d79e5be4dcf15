"""What can be done with people and institutions."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts import domain
from lotsen.accounts.tables import Institution, Membership, Person, PersonProfile
from lotsen.desk import Desk
from lotsen.kernel import NotAllowed, NotVisible, new_id
from lotsen.policy import ROLES_OF, Actor, InstitutionKind, Role
from lotsen.vault import check_password, hash_password, needs_rehash


@dataclass(frozen=True)
class Workplace:
    """One role of a person in one institution, with the words to show it by."""

    membership_id: UUID
    institution: Institution
    role: Role


@dataclass(frozen=True)
class Colleague:
    """A person as an administrator sees them."""

    membership: Membership
    person_id: UUID
    name: str
    login: str
    institution: Institution
    is_active: bool


def add_institution(desk: Desk, institution: Institution) -> Institution:
    """Store an institution and give it a key; it can seal and open from the next unit of work on."""
    desk.db.add(institution)
    desk.db.flush()
    desk.vault.add_institution_key(institution.id)
    desk.vault.note("institution_added", row=institution.id, record_class="institution")
    return institution


def found_institution(desk: Desk, institution: Institution) -> Institution:
    """Add an institution as an administrator of the municipality, whose town it lies in; once per id."""
    if desk.actor.institution_kind is not InstitutionKind.MUNICIPALITY:
        raise NotAllowed
    known = desk.db.get(Institution, institution.id)
    if known is not None:
        return known
    institution.municipality = read_institution(desk, desk.actor.home).municipality
    return add_institution(desk, institution)


def list_institutions(desk: Desk) -> list[Institution]:
    """Return the institutions the actor may look after: all for the municipality, else the own one."""
    query = select(Institution).order_by(col(Institution.name))
    if desk.actor.institution_kind is not InstitutionKind.MUNICIPALITY:
        query = query.where(Institution.id == desk.actor.institution_id)
    return list(desk.db.exec(query).all())


def read_institution(desk: Desk, institution_id: UUID) -> Institution:
    """Return an institution; their names are no secret among those who sign in."""
    row = desk.db.get(Institution, institution_id)
    if row is None:
        raise NotVisible
    return row


def institutions_of_kind(desk: Desk, kind: InstitutionKind) -> list[Institution]:
    """Return the active institutions of a kind, by name."""
    query = select(Institution).where(Institution.kind == kind, col(Institution.is_active).is_(True))
    return list(desk.db.exec(query.order_by(col(Institution.name))).all())


def _managed(desk: Desk, institution_id: UUID) -> Institution:
    for institution in list_institutions(desk):
        if institution.id == institution_id:
            return institution
    raise NotVisible


def add_person(desk: Desk, *, name: str, login: str, password: str, must_change: bool = True) -> Person:
    """Store a person with a hashed password. Raises LoginTaken and PasswordRefused."""
    _check_new_password(password)
    found = desk.vault.index(domain.normal_login(login))
    if desk.db.exec(select(Person.id).where(Person.login_index == found)).first() is not None:
        raise domain.LoginTaken
    person = Person(
        id=new_id(), login_index=found, password=hash_password(password), must_change_password=must_change
    )
    desk.vault.seal(person, Person.profile, PersonProfile(name=name, login=login.strip()))
    desk.db.add(person)
    desk.db.flush()
    return person


def add_membership(desk: Desk, person_id: UUID, institution_id: UUID, role: Role) -> Membership:
    """Give a person a role in an institution; the institution's kind must know the role."""
    institution = read_institution(desk, institution_id)
    if role not in ROLES_OF[institution.kind]:
        raise NotVisible
    membership = Membership(person_id=person_id, institution_id=institution_id, role=role)
    desk.db.add(membership)
    desk.db.flush()
    desk.vault.note("membership_added", row=membership.id, record_class="membership")
    return membership


def invite(desk: Desk, *, name: str, login: str, institution_id: UUID, role: Role) -> tuple[Membership, str]:
    """Add a colleague to a managed institution; returns the password for the first sign-in."""
    institution = _managed(desk, institution_id)
    password = domain.starting_password()
    person = add_person(desk, name=name, login=login, password=password)
    return add_membership(desk, person.id, institution.id, role), password


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
    """Close or reopen one colleague's workplace; sessions end with the next request."""
    colleague = read_colleague(desk, membership_id)
    colleague.membership.is_active = active
    desk.db.add(colleague.membership)
    desk.vault.note(
        "membership_opened" if active else "membership_closed", row=membership_id, record_class="membership"
    )


def reset_password(desk: Desk, membership_id: UUID) -> str:
    """Give a colleague a new password for one sign-in; returns it."""
    person = _person(desk, read_colleague(desk, membership_id).person_id)
    password = domain.starting_password()
    person.password, person.must_change_password = hash_password(password), True
    person.failed_attempts, person.paused_until = 0, None
    desk.db.add(person)
    desk.vault.note("password_reset", row=person.id, record_class="person")
    return password


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
    person = _person(desk, person_id)
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
    person = _person(desk, desk.actor.person_id)
    if not check_password(old, person.password):
        raise domain.SignInRefused(person_id=person.id)
    _check_new_password(new)
    person.password, person.must_change_password = hash_password(new), False
    desk.db.add(person)
    desk.vault.note("password_changed", row=person.id, record_class="person")


def load_actor(
    desk: Desk, person_id: UUID, membership_id: UUID | None
) -> tuple[Actor, str, str, bool] | None:
    """Return who a session stands for: actor, name, institution and whether the password must change."""
    person = desk.db.get(Person, person_id)
    if person is None or not person.is_active:
        return None
    name = desk.vault.open(person, Person.profile).name
    for place in workplaces(desk, person_id):
        if place.membership_id == membership_id:
            actor = Actor(
                person_id, place.membership_id, place.institution.id, place.institution.kind, place.role
            )
            return actor, name, place.institution.name, person.must_change_password
    return Actor(person_id=person_id), name, "", person.must_change_password


def names_of(desk: Desk, person_ids: set[UUID]) -> dict[UUID, str]:
    """Return the names of members of staff, for showing who did what."""
    rows = desk.db.exec(select(Person).where(col(Person.id).in_(person_ids))).all()
    return {row.id: desk.vault.open(row, Person.profile).name for row in rows}


def _person(desk: Desk, person_id: UUID) -> Person:
    person = desk.db.get(Person, person_id)
    if person is None:
        raise NotVisible
    return person


def _check_new_password(password: str) -> None:
    if len(password) < domain.SHORTEST_PASSWORD:
        raise domain.PasswordRefused(count=domain.SHORTEST_PASSWORD)
