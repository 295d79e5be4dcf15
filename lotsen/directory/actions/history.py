"""The history of every entry: whole states, one after each change, so that any two can be compared."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.domain import ChangeSource, ObjectKind
from lotsen.directory.shapes import content
from lotsen.directory.tables import EntryRevision


def read_history(desk: Desk, object_id: UUID) -> tuple[EntryRevision, ...]:
    """List the states of an entry, newest first."""
    query = select(EntryRevision).where(EntryRevision.object_id == object_id)
    return tuple(desk.db.exec(query.order_by(col(EntryRevision.number).desc())).all())


def remember(
    desk: Desk,
    kind: ObjectKind,
    entry_id: UUID,
    states: tuple[BaseModel | None, BaseModel],
    *,
    source: ChangeSource,
) -> None:
    """Keep the state after a change; of an entry without a history yet, the state before it too."""
    before, after = states
    number = last_number(desk, entry_id)
    if number == 0 and before is not None:
        number += 1
        desk.db.add(_revision(desk, kind, entry_id, number, content(before), ChangeSource.IMPORT))
    state = content(after)
    if number and before is not None and content(before) == state:
        return
    desk.db.add(_revision(desk, kind, entry_id, number + 1, state, source))
    desk.db.flush()


def revision_of(desk: Desk, entry_id: UUID) -> int:
    """Return the number of an entry's newest state; one without a history yet is at its first."""
    return max(1, last_number(desk, entry_id))


def last_number(desk: Desk, entry_id: UUID) -> int:
    """Return how many states of an entry are kept."""
    query = select(sa.func.max(EntryRevision.number)).where(col(EntryRevision.object_id) == entry_id)
    return desk.db.exec(query).one() or 0


def _revision(
    desk: Desk, kind: ObjectKind, entry_id: UUID, number: int, state: dict[str, Any], source: ChangeSource
) -> EntryRevision:
    return EntryRevision(
        kind=kind,
        object_id=entry_id,
        number=number,
        changed_at=desk.clock.now(),
        changed_by=desk.actor.person_id if source is ChangeSource.STAFF else None,
        source=source,
        entry=state,
    )
