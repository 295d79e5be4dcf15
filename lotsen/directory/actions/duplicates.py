"""Finding entries that seem to mean the same service: when one is added, and among all that there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlmodel import col, func, select

from lotsen.desk import Desk
from lotsen.directory.actions.counting import has_changed
from lotsen.directory.actions.distinct import apart_pairs
from lotsen.directory.actions.find import services_by_id
from lotsen.directory.actions.index import stamp
from lotsen.directory.domain import Likeness, ServiceStatus, Traits, likeness, pairs_alike
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.tables import Distinct, Organization, Service

Pairs = tuple[tuple[UUID, UUID, Likeness], ...]
_pairs: WeakKeyDictionary[Any, tuple[object, Pairs]] = WeakKeyDictionary()
"""The pairs of each store, and the state of the directory that they are of: comparing all takes a while."""


@dataclass(frozen=True)
class Double:
    """Two services that look like one, and why."""

    one: Service
    other: Service
    sign: Likeness


def find_similar(desk: Desk, entry: ServiceEntry) -> tuple[tuple[Service, Likeness], ...]:
    """Find services that look like an entry which is not stored yet; none for one that is."""
    own = _traits_of(desk, entry)
    found = {known.id: likeness(own, known) for known in _in_use(desk)}
    if entry.id in found:
        return ()
    rows = services_by_id(desk, [service_id for service_id, sign in found.items() if sign is not None])
    return tuple((rows[service_id], sign) for service_id, sign in found.items() if sign is not None)


def count_duplicates(desk: Desk) -> int:
    """Count the pairs of services that look like one."""
    return len(_alike(desk))


def find_duplicates(desk: Desk, *, offset: int = 0, limit: int | None = None) -> tuple[Double, ...]:
    """List the services that look like one another, by name, but those that somebody found different."""
    pairs = _alike(desk)[offset:][:limit]
    rows = services_by_id(desk, {service_id for one, other, _ in pairs for service_id in (one, other)})
    return tuple(Double(rows[one], rows[other], sign) for one, other, sign in pairs)


def find_likeness(desk: Desk, one_id: UUID, other_id: UUID) -> Likeness | None:
    """Say what two stored services have in common; None where nothing makes them look like one."""
    one, other = (desk.db.get_one(Service, service_id) for service_id in (one_id, other_id))
    return likeness(_traits_of(desk, one), _traits_of(desk, other))


def _alike(desk: Desk) -> Pairs:
    """Return all pairs; they are compared anew when the directory, or what was found different, changes."""
    if has_changed(desk):
        return _compared(desk)
    marks = desk.db.exec(select(func.count(), func.max(Distinct.decided_at)).select_from(Distinct)).one()
    state, pool = (stamp(desk), *marks), desk.db.get_bind().engine.pool
    held = _pairs.get(pool)
    if held is None or held[0] != state:
        held = _pairs[pool] = (state, _compared(desk))
    return held[1]


def _compared(desk: Desk) -> Pairs:
    apart = apart_pairs(desk)
    return tuple(pair for pair in pairs_alike(_in_use(desk)) if frozenset(pair[:2]) not in apart)


def _in_use(desk: Desk) -> Iterator[Traits]:
    """Yield what is compared of every service that has not ended, by name; whole rows are not read."""
    query = (
        select(Service.id, Organization.name, Service.service_type, Service.name)
        .add_columns(col(Service.phone), col(Service.website))
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .where(col(Service.status) != ServiceStatus.DEFUNCT)
        .order_by(col(Service.name), col(Service.id))
    )
    for row in desk.db.execute(query):
        yield Traits(*row)


def _traits_of(desk: Desk, said: ServiceEntry | Service) -> Traits:
    owner = desk.db.get_one(Organization, said.organization_id)
    return Traits(said.id, owner.name, said.service_type, said.name, said.phone, said.website)
