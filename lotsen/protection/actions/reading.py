"""Finding and opening cases: only for those whom a case names as its readers, whatever their role."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.protection.documents import CaseSheet, EntrySheet
from lotsen.protection.domain import CaseState, StepKind
from lotsen.protection.tables import Case, Entry


@dataclass(frozen=True)
class CaseCard:
    """A case as the list shows it."""

    row: Case
    sheet: CaseSheet


@dataclass(frozen=True)
class EntryView:
    """An entry, opened."""

    id: UUID
    position: int
    sheet: EntrySheet


@dataclass(frozen=True)
class CaseView:
    """A case with its entries, oldest first, and the names of those who stand in it."""

    row: Case
    sheet: CaseSheet
    entries: tuple[EntryView, ...]
    names: dict[UUID, str]

    @property
    def done(self) -> frozenset[StepKind]:
        """Return the kinds of steps that have an entry."""
        return frozenset(entry.sheet.kind for entry in self.entries)

    @property
    def is_open(self) -> bool:
        """Say whether the case is still worked on."""
        return self.row.state is CaseState.OPEN

    def of(self, kind: StepKind) -> tuple[EntryView, ...]:
        """Return the entries of one kind, oldest first."""
        return tuple(entry for entry in self.entries if entry.sheet.kind is kind)

    def last(self, kind: StepKind) -> EntrySheet | None:
        """Return what the newest entry of a kind says."""
        found = self.of(kind)
        return found[-1].sheet if found else None


def case_of_reader(desk: Desk, case_id: UUID, *, lock: bool = False) -> tuple[Case, CaseSheet]:
    """Return a case and what it says to one of its readers; for everybody else it does not exist.

    Whoever asks without being a reader stands in the trail of the case as refused.
    """
    query = select(Case).where(Case.id == case_id, Case.institution_id == desk.actor.institution_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = desk.db.exec(query).one_or_none()
    if row is None:
        raise NotVisible
    sheet = peek(desk, row)
    if not sheet.is_read_by(desk.actor.person_id):
        desk.vault.note(
            "protection_refused",
            subject=row.subject_id,
            record_class="protection-case",
            row=row.id,
            stays=True,
        )
        raise NotVisible
    return row, desk.vault.open(row, Case.sheet)


def list_cases(desk: Desk) -> tuple[CaseCard, ...]:
    """Return the cases that name the actor as a reader, open ones first, the newest first."""
    rows = desk.db.exec(select(Case).where(Case.institution_id == desk.actor.institution_id)).all()
    desk.vault.prefetch(row.subject_id for row in rows)
    mine = [row for row in rows if peek(desk, row).is_read_by(desk.actor.person_id)]
    cards = [CaseCard(row, desk.vault.open(row, Case.sheet)) for row in mine]
    cards.sort(key=lambda card: card.sheet.opened_at, reverse=True)
    return tuple(sorted(cards, key=lambda card: card.row.state is CaseState.CLOSED))


def read_case(desk: Desk, case_id: UUID) -> CaseView:
    """Open a case with its entries for one of its readers."""
    row, sheet = case_of_reader(desk, case_id)
    entries = tuple(
        EntryView(entry.id, entry.position, desk.vault.open(entry, Entry.sheet))
        for entry in entry_rows(desk, row)
    )
    people: set[UUID | None] = {entry.sheet.recorded_by for entry in entries}
    for reader in sheet.readers:
        people |= {reader.person_id, reader.added_by, reader.confirmed_by, reader.removed_by}
    names = accounts.names_of(desk, {person for person in people if person is not None})
    return CaseView(row, sheet, entries, names)


def entry_rows(desk: Desk, case: Case) -> list[Entry]:
    """Return the entries of a case in their order, unopened."""
    return list(
        desk.db.exec(
            select(Entry).where(Entry.case_id == case.id).order_by(col(Entry.position), col(Entry.id))
        ).all()
    )


def peek(desk: Desk, row: Case) -> CaseSheet:
    """Look who may read a case; nothing of it leaves, so it is no reading."""
    before, desk.vault.quiet = desk.vault.quiet, True
    try:
        return desk.vault.open(row, Case.sheet)
    finally:
        desk.vault.quiet = before
