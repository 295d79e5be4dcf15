"""What the protection path looks up about a family.

What is shown of a family stands in its trail as a reading, like any other, and says nothing of a case. What
is only compared, and never shown, stands in the trail of the case alone: a family whose contact is locked is
read by no everyday page, so that such a reading would give the case away.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.documents import ContactSheet
from lotsen.intake.domain import ChildStatus, MemberKind
from lotsen.kernel import NotVisible
from lotsen.protection.domain import Known
from lotsen.protection.tables import Case

_EVERYDAY_PAGE = "intake.persons"


@dataclass(frozen=True)
class ChildGlimpse:
    """A child as the choice of the opening page shows it: the age, the name only where it may be named."""

    name: str
    is_unborn: bool
    birth_date: date | None


@dataclass(frozen=True)
class FamilyGlimpse:
    """As much of a family as the protection path needs: its code, its children, its contact if it has one."""

    id: UUID
    code: str
    municipality: str
    children: tuple[ChildGlimpse, ...]
    contact: ContactSheet | None
    as_of: date


@contextmanager
def _read_as_usual(desk: Desk) -> Iterator[None]:
    """Note the openings under the page that opens the same records every day: no deed, no word of its own."""
    desk.vault.page = _EVERYDAY_PAGE
    try:
        yield
    finally:
        desk.vault.page = ""


def glimpse_family(desk: Desk, family_id: UUID) -> FamilyGlimpse:
    """Look up a family of the actor's institution."""
    row = intake.family_row(desk, family_id)
    with _read_as_usual(desk):
        view = intake.read_family(desk, family_id)
    return FamilyGlimpse(
        id=row.id,
        code=row.code,
        municipality=view.sheet.municipality or "",
        children=tuple(
            ChildGlimpse(
                child.person.given_name, child.person.status is ChildStatus.UNBORN, child.person.birth_date
            )
            for child in view.members
            if child.person.kind is MemberKind.CHILD and child.person.status is not ChildStatus.DIED
        ),
        contact=view.contact,
        as_of=view.as_of,
    )


@contextmanager
def _unseen(desk: Desk) -> Iterator[None]:
    """Note no opening: nothing of what is opened here leaves."""
    before, desk.vault.quiet = desk.vault.quiet, True
    try:
        yield
    finally:
        desk.vault.quiet = before


def known_of_family(desk: Desk, case: Case, family_id: UUID | None) -> Known:
    """Return what would name a family, also a contact behind a withdrawn consent; nothing once gone.

    It is for comparing only, and the trail of the case says that it was compared.
    """
    if family_id is None:
        return Known()
    try:
        row = intake.family_row(desk, family_id)
    except NotVisible:
        return Known()
    with _unseen(desk):
        view = intake.read_family(desk, family_id)
        contact = view.contact or intake.stored_contact(desk, family_id)
    desk.vault.note(
        "protection_names_compared", subject=case.subject_id, record_class="protection-case", row=case.id
    )
    people = [member.person for member in view.members]
    given = tuple(person.given_name for person in people)
    return Known(
        names=given if contact is None else (*given, contact.surname, contact.given_name),
        streets=() if contact is None else (contact.street,),
        phones=() if contact is None else (contact.phone,),
        emails=() if contact is None else (contact.email,),
        codes=(row.code,),
        birth_dates=tuple(person.birth_date for person in people if person.birth_date is not None),
    )
