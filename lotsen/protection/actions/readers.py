"""Who may read a case: named, taken off again, and appointed by two people where nobody is left.

The key of a case is granted to the institution; who of its people may read stands sealed in the case. So
nothing has to be wrapped anew: whoever is taken off is refused from the next page on, and a case whose
readers have all left is not lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from lotsen.accounts import actions as accounts
from lotsen.accounts.actions import Colleague
from lotsen.desk import Desk
from lotsen.kernel import NotAllowed, NotVisible, StaleRevision
from lotsen.policy import GRANTS, Permission, Role
from lotsen.protection.actions.opening import LEADS, check_readers, people_here
from lotsen.protection.actions.reading import case_of_reader, peek
from lotsen.protection.documents import Appointment, CaseSheet, Reader
from lotsen.protection.domain import CaseState, LastReader, NotAReader, SecondPersonNeeded
from lotsen.protection.tables import Case

_ANSWERABLE = LEADS | {Role.ADMINISTRATOR}
"""Whoever answers for an institution: one of the two who appoint a reader, where it has one."""


@dataclass(frozen=True)
class Unread:
    """A case that nobody at work can read any more: its number, and who is to read it. Nothing else of it."""

    id: UUID
    number: str
    opened_at: datetime
    state: CaseState
    appointment: Appointment | None
    names: dict[UUID, str]


def may_change_readers(desk: Desk, sheet: CaseSheet) -> bool:
    """Say whether the actor names readers and takes them off.

    That is for the opener and for leads among the readers; for every reader once the opener has left.
    """
    person = desk.actor.person_id
    if not sheet.is_read_by(person):
        return False
    if person == sheet.opened_by or desk.actor.role in LEADS:
        return True
    return sheet.opened_by not in _still_reading(desk, sheet)


def add_reader(desk: Desk, case_id: UUID, person_id: UUID) -> None:
    """Let a colleague read a case; its opener and leads among its readers may. Raises NotAReader."""
    case, sheet = case_of_reader(desk, case_id, lock=True)
    if not may_change_readers(desk, sheet):
        raise NotAllowed
    if sheet.is_read_by(person_id):
        return
    check_readers(desk, {person_id})
    reader = Reader(person_id=person_id, added_by=desk.actor.person_id, added_at=desk.clock.now())
    _keep(desk, case, sheet.model_copy(update={"readers": (*sheet.readers, reader)}), "added")


def remove_reader(desk: Desk, case_id: UUID, person_id: UUID) -> None:
    """Take a reader off a case; everybody may step back. That she or he did read it stays in the case.

    A second tap changes nothing. Raises NotVisible for somebody who never read it, and LastReader where
    nobody at work could read the case any more.
    """
    case, sheet = case_of_reader(desk, case_id, lock=True)
    if person_id != desk.actor.person_id and not may_change_readers(desk, sheet):
        raise NotAllowed
    if not any(one.person_id == person_id for one in sheet.readers):
        raise NotVisible
    if not sheet.is_read_by(person_id):
        return
    if not _still_reading(desk, sheet) - {person_id}:
        raise LastReader
    ended = {"removed_by": desk.actor.person_id, "removed_at": desk.clock.now()}
    readers = tuple(
        one.model_copy(update=ended) if one.person_id == person_id and one.removed_at is None else one
        for one in sheet.readers
    )
    _keep(desk, case, sheet.model_copy(update={"readers": readers}), "removed")


def unread_cases(desk: Desk) -> tuple[Unread, ...]:
    """Return the cases of the actor's institution that have no reader at work, the oldest first."""
    rows = desk.db.exec(select(Case).where(Case.institution_id == desk.actor.institution_id)).all()
    desk.vault.prefetch(row.subject_id for row in rows)
    at_work = _at_work(desk)
    found = [(row, sheet) for row in rows if not _readers(sheet := peek(desk, row)) & at_work]
    views = [_unread(desk, row, sheet) for row, sheet in found]
    return tuple(sorted(views, key=lambda view: view.opened_at))


def unread_case(desk: Desk, case_id: UUID) -> Unread:
    """Return one case that has no reader at work; every other one is NotVisible."""
    return _unread(desk, *_orphan(desk, case_id, lock=False))


def propose_reader(desk: Desk, case_id: UUID, person_id: UUID, reason: str) -> None:
    """Propose who is to read a case that nobody reads; a second person appoints. Raises NotAReader.

    A later proposal takes the place of the one before.
    """
    row, sheet = _orphan(desk, case_id)
    if person_id not in {one.person_id for one in possible_appointees(desk)}:
        raise NotAReader
    appointment = Appointment(
        person_id=person_id, reason=reason, proposed_by=desk.actor.person_id, proposed_at=desk.clock.now()
    )
    _keep(desk, row, sheet.model_copy(update={"appointment": appointment}), "proposed")


def appoint_reader(desk: Desk, case_id: UUID, proposed_at: datetime) -> None:
    """Let the one who was proposed read the case: four eyes, and one pair answers for the institution.

    `proposed_at` names the proposal that was seen. Raises SecondPersonNeeded; StaleRevision where the
    proposal is another by now. The reason, and both names, stand in the case for all who read it later.
    """
    row, sheet = _orphan(desk, case_id)
    proposal = sheet.appointment
    if proposal is None or proposal.proposed_at != proposed_at:
        raise StaleRevision
    if proposal.person_id not in _at_work(desk):
        raise NotAReader
    both = {proposal.proposed_by, desk.actor.person_id}
    answerable = {one.person_id for one in people_here(desk) if one.membership.role in _ANSWERABLE}
    if len(both) < 2 or (answerable and not both & answerable):
        raise SecondPersonNeeded
    reader = Reader(
        person_id=proposal.person_id,
        added_by=proposal.proposed_by,
        added_at=desk.clock.now(),
        confirmed_by=desk.actor.person_id,
        reason=proposal.reason,
    )
    readers = (*sheet.readers, reader)
    _keep(desk, row, sheet.model_copy(update={"readers": readers, "appointment": None}), "appointed")


def possible_appointees(desk: Desk) -> tuple[Colleague, ...]:
    """Return everybody at work here who works on cases, the actor among them."""
    unique = {one.person_id: one for one in people_here(desk) if _works_on_cases(one)}
    return tuple(sorted(unique.values(), key=lambda one: one.name))


def _orphan(desk: Desk, case_id: UUID, *, lock: bool = True) -> tuple[Case, CaseSheet]:
    if not desk.actor.may(Permission.PROTECTION_APPOINT):
        raise NotAllowed
    query = select(Case).where(Case.id == case_id, Case.institution_id == desk.actor.institution_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = desk.db.exec(query).one_or_none()
    if row is None:
        raise NotVisible
    sheet = peek(desk, row)
    if _still_reading(desk, sheet):
        raise NotVisible
    return row, sheet


def _unread(desk: Desk, row: Case, sheet: CaseSheet) -> Unread:
    proposal = sheet.appointment
    people: Iterable[UUID | None] = (proposal.person_id, proposal.proposed_by) if proposal else ()
    names = accounts.names_of(desk, {one for one in people if one is not None})
    return Unread(row.id, sheet.sheet_number, sheet.opened_at, row.state, proposal, names)


def _readers(sheet: CaseSheet) -> frozenset[UUID]:
    return frozenset(one.person_id for one in sheet.readers if one.removed_at is None)


def _still_reading(desk: Desk, sheet: CaseSheet) -> frozenset[UUID]:
    return _readers(sheet) & _at_work(desk)


def _at_work(desk: Desk) -> frozenset[UUID]:
    return frozenset(one.person_id for one in people_here(desk) if _works_on_cases(one))


def _works_on_cases(one: Colleague) -> bool:
    return Permission.PROTECTION_WORK in GRANTS[one.membership.role]


def _keep(desk: Desk, case: Case, sheet: CaseSheet, deed: str) -> None:
    desk.vault.seal(case, Case.sheet, sheet)
    case.revision += 1
    desk.db.add(case)
    desk.db.flush()
    desk.vault.note(
        f"protection_reader_{deed}", subject=case.subject_id, record_class="protection-case", row=case.id
    )
