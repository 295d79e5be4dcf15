"""Organizations and their locations, as those see them who keep the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.entries import LocationEntry, OrganizationEntry
from lotsen.directory.shapes import location_entry
from lotsen.directory.tables import Location, Organization, Service, ServiceAtLocation
from lotsen.kernel import NotVisible


@dataclass(frozen=True)
class OrganizationSheet:
    """An organization with what it has."""

    organization: Organization
    locations: tuple[Location, ...]
    services: tuple[Service, ...]


@dataclass(frozen=True)
class Site:
    """An organization as the list of all shows it: with its locations, and how many services it has."""

    organization: Organization
    locations: tuple[Location, ...]
    services: int


def list_sites(desk: Desk, ids: Sequence[UUID]) -> tuple[Site, ...]:
    """Return organizations in this order with their locations, and how many services they have."""
    known = {row.id: row for row in desk.db.exec(select(Organization).where(col(Organization.id).in_(ids)))}
    places = select(Location).where(col(Location.organization_id).in_(ids))
    locations = desk.db.exec(places.order_by(col(Location.name), col(Location.id))).all()
    of_organization = col(Service.organization_id)
    counts = select(of_organization, sa.func.count()).where(of_organization.in_(ids))
    services = dict(desk.db.exec(counts.group_by(of_organization)).all())
    return tuple(
        Site(
            row,
            tuple(place for place in locations if place.organization_id == row.id),
            services.get(row.id, 0),
        )
        for row in (known[one] for one in ids)
    )


def lone_locations(desk: Desk) -> tuple[Location, ...]:
    """List the locations that came without an organization, by name."""
    query = select(Location).where(col(Location.organization_id).is_(None))
    return tuple(desk.db.exec(query.order_by(col(Location.name), col(Location.id))).all())


def list_locations(desk: Desk, organization_id: UUID | None = None) -> tuple[Location, ...]:
    """List the locations by name, of one organization where asked."""
    query = select(Location).order_by(col(Location.name), col(Location.id))
    if organization_id is not None:
        query = query.where(Location.organization_id == organization_id)
    return tuple(desk.db.exec(query).all())


def locations_of(desk: Desk, ids: tuple[UUID, ...]) -> tuple[Location, ...]:
    """Return the locations with these ids, in their order."""
    found = {row.id: row for row in desk.db.exec(select(Location).where(col(Location.id).in_(ids))).all()}
    return tuple(found[one] for one in ids if one in found)


def read_organization(desk: Desk, organization_id: UUID) -> tuple[OrganizationEntry, OrganizationSheet]:
    """Return an organization as it would be entered anew, and what it has."""
    row = desk.db.get(Organization, organization_id)
    if row is None:
        raise NotVisible
    services = desk.db.exec(
        select(Service).where(Service.organization_id == organization_id).order_by(col(Service.name))
    ).all()
    sheet = OrganizationSheet(row, list_locations(desk, organization_id), tuple(services))
    return OrganizationEntry.model_validate(row.model_dump()), sheet


def read_location(desk: Desk, location_id: UUID) -> tuple[LocationEntry, tuple[Service, ...]]:
    """Return a location as it would be entered anew, and the services given there; none that is protected."""
    row = desk.db.get(Location, location_id)
    if row is None:
        raise NotVisible
    services = desk.db.exec(
        select(Service)
        .join(ServiceAtLocation, col(ServiceAtLocation.service_id) == col(Service.id))
        .where(ServiceAtLocation.location_id == location_id)
        .where(col(Service.protected_address).is_(False))
        .order_by(col(Service.name), col(Service.id))
    ).all()
    return location_entry(row.model_dump()), tuple(services)
