"""The people themselves: one account each, however many workplaces."""

from uuid import UUID

from sqlmodel import col, delete, select

from lotsen.accounts import domain
from lotsen.accounts.tables import Person, PersonProfile, WebSession
from lotsen.desk import Desk
from lotsen.kernel import NotVisible, new_id
from lotsen.vault import hash_password


def add_person(desk: Desk, *, name: str, login: str, password: str, must_change: bool = True) -> Person:
    """Store a person with a hashed password. Raises LoginTaken and PasswordRefused."""
    domain.check_new_password(password)
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


def names_of(desk: Desk, person_ids: set[UUID]) -> dict[UUID, str]:
    """Return the names of members of staff, for showing who did what."""
    rows = desk.db.exec(select(Person).where(col(Person.id).in_(person_ids))).all()
    return {row.id: desk.vault.open(row, Person.profile).name for row in rows}


def person_row(desk: Desk, person_id: UUID) -> Person:
    """Return an account by its id."""
    person = desk.db.get(Person, person_id)
    if person is None:
        raise NotVisible
    return person


def end_sessions(desk: Desk, person_id: UUID, *, but: UUID | None = None) -> None:
    """End the sessions of a person, wherever they are open, but for one."""
    mine = delete(WebSession).where(col(WebSession.person_id) == person_id)
    desk.db.exec(mine.where(col(WebSession.id) != but) if but is not None else mine)
