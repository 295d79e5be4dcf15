"""Deciding where an import and people say different things about an entry."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from pydantic import ValidationError

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ObjectKind, ServiceStatus
from lotsen.directory.entries import LocationEntry, OrganizationEntry, ServiceEntry
from lotsen.kernel import NotVisible, StaleRevision
from lotsen.upkeep.domain import WHERE, AlreadySettled, Difference, DoNotGoTogether, differences, taken_over


@dataclass(frozen=True)
class Contradiction:
    """An entry about which a file says something else than people who changed it since its last import."""

    entry: ServiceEntry | OrganizationEntry | LocationEntry
    kind: ObjectKind
    changes: tuple[Difference, ...]
    revision: int
    found_at: datetime


def contradictions(desk: Desk, *, limit: int | None = None) -> tuple[Contradiction, ...]:
    """List what is to be decided, the oldest first; not what has ended or been settled otherwise."""
    return tuple(islice(_open_contradictions(desk), limit))


def _open_contradictions(desk: Desk) -> Iterator[Contradiction]:
    for object_id in directory.list_conflicts(desk):
        with suppress(NotVisible):
            one = read_contradiction(desk, object_id)
            if one.changes and getattr(one.entry, "status", None) is not ServiceStatus.DEFUNCT:
                yield one


def read_contradiction(desk: Desk, object_id: UUID) -> Contradiction:
    """Return what is to be decided about one entry. Raises NotVisible.

    What a file says about an address that is protected today is neither told nor taken.
    """
    row, entry, revision = directory.read_conflict(desk, object_id)
    changes = differences(row.base, row.said, directory.content(entry))
    hidden = WHERE if getattr(entry, "protected_address", False) else frozenset()
    open_ones = tuple(change for change in changes if not change.is_done and change.name not in hidden)
    return Contradiction(entry, row.kind, open_ones, revision, row.found_at)


def to_settle(desk: Desk, object_id: UUID) -> Contradiction:
    """Return what somebody wants to decide. Raises AlreadySettled where that has been done, NotVisible."""
    try:
        return read_contradiction(desk, object_id)
    except NotVisible:
        if directory.read_history(desk, object_id):
            raise AlreadySettled from None
        raise


def settle(desk: Desk, object_id: UUID, chosen: frozenset[str], *, revision: int) -> None:
    """Take the chosen fields over from the file, keep the others as they are; that ends it.

    Raises NotVisible where nothing is to be decided, StaleRevision, DoNotGoTogether.
    """
    directory.count_change(desk)
    one = read_contradiction(desk, object_id)
    if one.revision != revision:
        raise StaleRevision
    if chosen:
        state = taken_over(directory.content(one.entry), one.changes, chosen)
        try:
            entry = type(one.entry).model_validate({**state, "id": object_id})
        except ValidationError:
            raise DoNotGoTogether from None
        _save(desk, entry)
    directory.forget_conflict(desk, object_id)
    desk.vault.note("import_contradiction_settled", row=object_id, record_class="directory-entry")


def _save(desk: Desk, entry: ServiceEntry | OrganizationEntry | LocationEntry) -> None:
    if isinstance(entry, ServiceEntry):
        directory.save_service(desk, entry, revision=directory.read_entry(desk, entry.id)[1])
    elif isinstance(entry, LocationEntry):
        directory.save_location(desk, entry)
    else:
        directory.save_organization(desk, entry)
