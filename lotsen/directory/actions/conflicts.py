"""What an import says otherwise than people who changed the entry since the last one: to be decided."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from sqlmodel import col, delete, select

from lotsen.desk import Desk
from lotsen.directory.actions.find import read_entry
from lotsen.directory.actions.history import revision_of
from lotsen.directory.domain import ObjectKind
from lotsen.directory.entries import KEYS, LocationEntry, OrganizationEntry, ServiceEntry
from lotsen.directory.shapes import location_entry
from lotsen.directory.tables import ImportConflict, Location, Organization
from lotsen.kernel import NotVisible

Kept = ServiceEntry | OrganizationEntry | LocationEntry


def note_conflict(
    desk: Desk, kind: ObjectKind, object_id: UUID, base: Mapping[str, object], said: Mapping[str, object]
) -> None:
    """Keep what a file says and was not taken; a later file adds to it."""
    row = desk.db.get(ImportConflict, _id(object_id)) or ImportConflict(
        id=_id(object_id), kind=kind, object_id=object_id, base={}, said={}, found_at=desk.clock.now()
    )
    row.base, row.said = {**row.base, **base}, {**row.said, **said}
    row.found_at = desk.clock.now()
    desk.db.add(row)


def list_conflicts(desk: Desk) -> tuple[UUID, ...]:
    """List the entries about which something is to be decided, the oldest first."""
    query = select(ImportConflict.object_id).order_by(col(ImportConflict.found_at), col(ImportConflict.id))
    return tuple(desk.db.exec(query).all())


def read_conflict(desk: Desk, object_id: UUID) -> tuple[ImportConflict, Kept, int]:
    """Return what is to be decided about an entry, the entry as it stands, and its revision."""
    row = desk.db.get(ImportConflict, _id(object_id))
    if row is None:
        raise NotVisible
    return row, _entry(desk, row.kind, object_id), revision_of(desk, object_id)


def forget_conflict(desk: Desk, object_id: UUID) -> None:
    """End it: somebody has decided, or the entry is gone."""
    desk.db.exec(delete(ImportConflict).where(col(ImportConflict.object_id) == object_id))


def _entry(desk: Desk, kind: ObjectKind, object_id: UUID) -> Kept:
    if kind is ObjectKind.SERVICE:
        return read_entry(desk, object_id)[0]
    row = desk.db.get(Location if kind is ObjectKind.LOCATION else Organization, object_id)
    if row is None:
        raise NotVisible
    return (
        location_entry(row.model_dump())
        if isinstance(row, Location)
        else OrganizationEntry.model_validate(row.model_dump())
    )


def _id(object_id: UUID) -> UUID:
    return uuid5(KEYS, f"conflict/{object_id}")
