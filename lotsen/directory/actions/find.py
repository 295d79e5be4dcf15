"""Reading single services of the directory, as people may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.shapes import entry_of
from lotsen.directory.tables import (
    IN_USE,
    THE_VERSION,
    DirectoryVersion,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
)
from lotsen.kernel import NotVisible
from lotsen.store.record import rel

_FEW = 500
"""Up to so many ids are asked for by name."""


@dataclass(frozen=True)
class ServiceSheet:
    """One service as people may see it: of a protected address, no location is even read."""

    service: Service
    organization: Organization
    locations: tuple[Location, ...]


def read_service(desk: Desk, service_id: UUID) -> ServiceSheet:
    """Return a service with its carrier and the locations that may be shown; an ended one too."""
    service = desk.db.exec(
        select(Service).where(Service.id == service_id).options(selectinload(rel(Service.organization)))
    ).one_or_none()
    if service is None:
        raise NotVisible
    locations = shown_locations(desk, {service_id}).get(service_id, ())
    return ServiceSheet(service, service.organization, locations)


def read_sheets(desk: Desk, service_ids: Collection[UUID]) -> dict[UUID, ServiceSheet]:
    """Return those of some services that are in use, with what may be shown of them."""
    query = select(Service).where(IN_USE, col(Service.id).in_(service_ids))
    rows = desk.db.exec(query.options(selectinload(rel(Service.organization)))).all()
    locations = shown_locations(desk, service_ids)
    return {row.id: ServiceSheet(row, row.organization, locations.get(row.id, ())) for row in rows}


def services_by_id(desk: Desk, ids: Collection[UUID]) -> dict[UUID, Service]:
    """Return services with their organizations by id, at least those of some ids: of many, all are read."""
    query = select(Service).options(selectinload(rel(Service.organization)))
    if len(ids) < _FEW:
        query = query.where(col(Service.id).in_(ids))
    return {row.id: row for row in desk.db.exec(query).all()}


def read_entry(desk: Desk, service_id: UUID) -> tuple[ServiceEntry, int]:
    """Return a service as it would be entered anew, with its revision, for editing."""
    row = read_service(desk, service_id).service
    given = desk.db.exec(
        select(ServiceAtLocation)
        .where(ServiceAtLocation.service_id == service_id)
        .order_by(col(ServiceAtLocation.position))
    ).all()
    return entry_of(row, () if row.protected_address else given), row.revision


def directory_version(desk: Desk) -> int:
    """Return how often the directory has changed."""
    row = desk.db.get(DirectoryVersion, THE_VERSION, populate_existing=True)
    return row.number if row else 0


def shown_locations(
    desk: Desk, service_ids: Collection[UUID] | None = None
) -> dict[UUID, tuple[Location, ...]]:
    """Read the locations of some services (all if None); no protected address even leaves the database."""
    query = (
        select(ServiceAtLocation.service_id, Location)
        .join(Location, col(Location.id) == col(ServiceAtLocation.location_id))
        .join(Service, col(Service.id) == col(ServiceAtLocation.service_id))
        .where(col(Service.protected_address).is_(False))
        .order_by(col(ServiceAtLocation.position), col(Location.id))
    )
    if service_ids is not None:
        query = query.where(col(ServiceAtLocation.service_id).in_(service_ids))
    found: dict[UUID, tuple[Location, ...]] = {}
    for owner, location in desk.db.exec(query).all():
        found[owner] = (*found.get(owner, ()), location)
    return found
