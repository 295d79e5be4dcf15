"""Finding entries that seem to mean the same service: when one is added, and among all that there are."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.distinct import apart_pairs
from lotsen.directory.domain import Likeness, ServiceStatus, Traits, likeness, pairs_alike
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.tables import Service
from lotsen.store.record import rel


@dataclass(frozen=True)
class Double:
    """Two services that look like one, and why."""

    one: Service
    other: Service
    sign: Likeness


def find_similar(desk: Desk, entry: ServiceEntry) -> tuple[tuple[Service, Likeness], ...]:
    """Find services that look like an entry which is not stored yet; none for one that is."""
    rows = _in_use(desk)
    if any(row.id == entry.id for row in rows):
        return ()
    found = ((row, likeness(_traits(entry), _traits(row))) for row in rows)
    return tuple((row, sign) for row, sign in found if sign is not None)


def find_duplicates(desk: Desk) -> tuple[Double, ...]:
    """List the services that look like one another, by name, but those that somebody found different."""
    rows = {row.id: row for row in _in_use(desk)}
    apart = apart_pairs(desk)
    pairs = pairs_alike(_traits(row) for row in rows.values())
    return tuple(
        Double(rows[one], rows[other], sign)
        for one, other, sign in pairs
        if frozenset((one, other)) not in apart
    )


def find_likeness(desk: Desk, one_id: UUID, other_id: UUID) -> Likeness | None:
    """Say what two stored services have in common; None where nothing makes them look like one."""
    one, other = (desk.db.get_one(Service, service_id) for service_id in (one_id, other_id))
    return likeness(_traits(one), _traits(other))


def _in_use(desk: Desk) -> tuple[Service, ...]:
    query = select(Service).where(Service.status != ServiceStatus.DEFUNCT)
    query = query.options(selectinload(rel(Service.organization)))
    return tuple(desk.db.exec(query.order_by(col(Service.name), col(Service.id))).all())


def _traits(said: ServiceEntry | Service) -> Traits:
    return Traits(said.id, said.organization_id, said.service_type, said.name, said.phone, said.website)
