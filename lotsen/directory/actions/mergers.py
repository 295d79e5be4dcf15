"""Entries ended because another one means the same: who asks for the old one is led to the other."""

from uuid import UUID

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.directory.domain import ServiceStatus
from lotsen.directory.tables import Merger, Service

_STEPS = 20


def note_merger(desk: Desk, ended_id: UUID, kept_id: UUID) -> None:
    """Write down which entry stands for one that was ended."""
    row = _merger(desk, ended_id) or Merger(ended_id=ended_id, kept_id=kept_id, merged_at=desk.clock.now())
    row.kept_id, row.merged_at, row.merged_by = kept_id, desk.clock.now(), desk.actor.person_id
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("entries_merged", row=kept_id, record_class="directory-entry")


def stands_for(desk: Desk, service_id: UUID) -> UUID:
    """Return the entry that stands for one today: itself, unless it was ended in favour of another."""
    here = service_id
    for _ in range(_STEPS):
        row = desk.db.get(Service, here)
        merger = _merger(desk, here) if row is not None and row.status is ServiceStatus.DEFUNCT else None
        if merger is None:
            break
        here = merger.kept_id
    return here


def _merger(desk: Desk, ended_id: UUID) -> Merger | None:
    return desk.db.exec(select(Merger).where(Merger.ended_id == ended_id)).one_or_none()
