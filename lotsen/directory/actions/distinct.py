"""Services that look like one and are not: somebody looked, and said so.

It holds until one changes its organization, name, phone, web site or address by more than spelling.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.counting import count_change
from lotsen.directory.actions.history import last_number, remember
from lotsen.directory.domain import ChangeSource, ObjectKind, ServiceStatus, fold, recognised_by
from lotsen.directory.entries import KEYS
from lotsen.directory.shapes import entry_of, location_entry
from lotsen.directory.tables import Distinct, EntryRevision, Location, Service, ServiceAtLocation
from lotsen.kernel import NotVisible
from lotsen.store.record import rel

States = Mapping[tuple[UUID, int], Mapping[str, Any]]
_CHUNK = 400


@dataclass(frozen=True)
class KeptApart:
    """Two services that somebody found to be different."""

    mark: Distinct
    one: Service
    other: Service


def mark_distinct(desk: Desk, one_id: UUID, other_id: UUID) -> None:
    """Write down that two services are not one, as they stand now; a second tap changes nothing."""
    count_change(desk)
    one, other = _ordered(one_id, other_id)
    mark_id = uuid5(KEYS, f"distinct/{one}/{other}")
    row = desk.db.get(Distinct, mark_id) or Distinct(
        id=mark_id, one_id=one, other_id=other, states={}, decided_at=desk.clock.now()
    )
    states = dict(_noted(desk, (one, other)))
    if row.states != states:
        row.states, row.decided_at, row.decided_by = states, desk.clock.now(), desk.actor.person_id
        desk.db.add(row)
        desk.db.flush()
        desk.vault.note("entries_kept_apart", row=one, record_class="directory-entry")


def unmark_distinct(desk: Desk, one_id: UUID, other_id: UUID) -> None:
    """Take it back that two services are not one; a second tap changes nothing."""
    one, other = _ordered(one_id, other_id)
    if any(desk.db.get(Service, service_id) is None for service_id in (one, other)):
        raise NotVisible
    row = desk.db.get(Distinct, uuid5(KEYS, f"distinct/{one}/{other}"))
    if row is not None:
        desk.db.delete(row)
        desk.db.flush()
        desk.vault.note("entries_no_longer_apart", row=one, record_class="directory-entry")


def kept_apart(desk: Desk) -> tuple[KeptApart, ...]:
    """List the pairs that are not one and still look as they did when somebody said so, the newest first."""
    marks = desk.db.exec(select(Distinct).order_by(col(Distinct.decided_at).desc(), col(Distinct.id))).all()
    if not marks:
        return ()
    ids = {one for mark in marks for one in (mark.one_id, mark.other_id)}
    rows = {row.id: row for row in _by_ids(desk, Service, ids, selectinload(rel(Service.organization)))}
    given = _given(desk, ids)
    used = {at for held in given.values() for at in held}
    places = {row.id: row for row in _by_ids(desk, Location, used)}
    then = _states(desk, marks)
    now = {one: _today(row, [places[at] for at in given.get(one, ())]) for one, row in rows.items()}
    return tuple(
        KeptApart(mark, rows[mark.one_id], rows[mark.other_id])
        for mark in marks
        if all(_is_open(rows[one]) and _as_noted(mark, one, then) == now[one] for one in _pair(mark))
    )


def apart_pairs(desk: Desk) -> frozenset[frozenset[UUID]]:
    """Return the pairs that are not one, for whoever looks for doubles."""
    return frozenset(frozenset(_pair(one.mark)) for one in kept_apart(desk))


def _pair(mark: Distinct) -> tuple[UUID, UUID]:
    return mark.one_id, mark.other_id


def _ordered(one_id: UUID, other_id: UUID) -> tuple[UUID, UUID]:
    if one_id == other_id:
        raise NotVisible
    return (one_id, other_id) if str(one_id) < str(other_id) else (other_id, one_id)


def _is_open(row: Service) -> bool:
    return row.status is not ServiceStatus.DEFUNCT


def _noted(desk: Desk, ids: tuple[UUID, UUID]) -> Iterator[tuple[str, int]]:
    """Yield the newest state of both services and of their locations; one without a history gets one."""
    for one in ids:
        row = desk.db.get(Service, one, populate_existing=True)
        if row is None or not _is_open(row):
            raise NotVisible
        query = select(ServiceAtLocation).where(ServiceAtLocation.service_id == one)
        links = desk.db.exec(query.order_by(col(ServiceAtLocation.position))).all()
        entry = entry_of(row, () if row.protected_address else links)
        yield _state(desk, ObjectKind.SERVICE, entry)
        for place in entry.location_ids:
            location = desk.db.get_one(Location, place, populate_existing=True)
            yield _state(desk, ObjectKind.LOCATION, location_entry(location.model_dump()))


def _state(desk: Desk, kind: ObjectKind, entry: Any) -> tuple[str, int]:
    remember(desk, kind, entry.id, (entry, entry), source=ChangeSource.STAFF)
    return str(entry.id), last_number(desk, entry.id)


def _states(desk: Desk, marks: Iterable[Distinct]) -> States:
    """Read the states that the marks speak of."""
    wanted = list({(UUID(one), number) for mark in marks for one, number in mark.states.items()})
    found: dict[tuple[UUID, int], Mapping[str, Any]] = {}
    key = sa.tuple_(col(EntryRevision.object_id), col(EntryRevision.number))
    for start in range(0, len(wanted), _CHUNK):
        query = select(EntryRevision).where(key.in_(wanted[start : start + _CHUNK]))
        found |= {(row.object_id, row.number): row.entry for row in desk.db.exec(query).all()}
    return found


def _as_noted(mark: Distinct, service_id: UUID, then: States) -> object:
    """Return what a service was recognised by when somebody looked; None where that is not known any more."""
    said = then.get((service_id, mark.states.get(str(service_id), 0)))
    if said is None:
        return None
    places = [then.get((UUID(at), mark.states.get(at, 0))) for at in said.get("location_ids", ())]
    if any(place is None for place in places):
        return None
    return _recognised(said, [place or {} for place in places])


def _today(row: Service, places: Iterable[Location]) -> object:
    return _recognised(row.model_dump(mode="json"), [place.model_dump() for place in places])


def _recognised(said: Mapping[str, Any], places: Iterable[Mapping[str, Any]]) -> object:
    addresses = {
        fold(" ".join(str(place.get(name) or "") for name in ("street", "postcode", "city")))
        for place in places
    }
    words = recognised_by(said["name"], said.get("phone"), said.get("website"))
    return said["organization_id"], words, frozenset(addresses)


def _by_ids(desk: Desk, kind: Any, ids: Iterable[UUID], *options: Any) -> Iterator[Any]:
    wanted = list(ids)
    for start in range(0, len(wanted), _CHUNK):
        query = select(kind).where(kind.id.in_(wanted[start : start + _CHUNK])).options(*options)
        yield from desk.db.exec(query).all()


def _given(desk: Desk, services: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return at which locations services are given; of a protected address, at none."""
    found: dict[UUID, list[UUID]] = {}
    wanted = list(services)
    for start in range(0, len(wanted), _CHUNK):
        query = (
            select(ServiceAtLocation)
            .join(Service, col(Service.id) == col(ServiceAtLocation.service_id))
            .where(col(Service.protected_address).is_(False))
            .where(col(ServiceAtLocation.service_id).in_(wanted[start : start + _CHUNK]))
        )
        for link in desk.db.exec(query).all():
            found.setdefault(link.service_id, []).append(link.location_id)
    return found
