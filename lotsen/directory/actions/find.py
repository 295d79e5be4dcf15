"""Finding in the directory, for people and for the matching."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.domain import (
    AreaLevel,
    ServiceArea,
    ServiceProfile,
    ServiceStatus,
)
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.shapes import entry_of
from lotsen.directory.tables import (
    THE_VERSION,
    DirectoryVersion,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
)
from lotsen.kernel import NotVisible
from lotsen.places import actions as places
from lotsen.store.record import rel
from lotsen.terms import vocabulary


@dataclass(frozen=True)
class ServiceSheet:
    """One service as people may see it: of a protected address, no location is even read."""

    service: Service
    organization: Organization
    locations: tuple[Location, ...]


def list_organizations(desk: Desk) -> tuple[Organization, ...]:
    """List all organizations by name."""
    query = select(Organization).order_by(col(Organization.name), col(Organization.id))
    return tuple(desk.db.exec(query).all())


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
    """Return those of some services that are active, with what may be shown of them."""
    query = (
        select(Service).where(Service.status == ServiceStatus.ACTIVE).where(col(Service.id).in_(service_ids))
    )
    rows = desk.db.exec(query.options(selectinload(rel(Service.organization)))).all()
    locations = shown_locations(desk, service_ids)
    return {row.id: ServiceSheet(row, row.organization, locations.get(row.id, ())) for row in rows}


def read_entry(desk: Desk, service_id: UUID) -> tuple[ServiceEntry, int]:
    """Return a service as it would be entered anew, with its revision, for editing."""
    row = read_service(desk, service_id).service
    given = desk.db.exec(
        select(ServiceAtLocation)
        .where(ServiceAtLocation.service_id == service_id)
        .order_by(col(ServiceAtLocation.position))
    ).all()
    return entry_of(row, () if row.protected_address else given), row.revision


def profiles(desk: Desk) -> tuple[int, tuple[ServiceProfile, ...]]:
    """Return the directory's version and every active service as the matching sees it."""
    locations = shown_locations(desk)
    kreise = places.kreise(desk)
    rows = _active(desk)
    return directory_version(desk), tuple(_profile(row, kreise, locations.get(row.id, ())) for row in rows)


def directory_version(desk: Desk) -> int:
    """Return how often the directory has changed."""
    row = desk.db.get(DirectoryVersion, THE_VERSION, populate_existing=True)
    return row.number if row else 0


def _profile(
    row: Service, kreise: Mapping[str, frozenset[str]], locations: tuple[Location, ...] = ()
) -> ServiceProfile:
    main = locations[0] if locations else None
    needs = row.needs or vocabulary().service_types[row.service_type].needs
    return ServiceProfile(
        id=row.id,
        name=row.name,
        organization=row.organization.name,
        service_type=row.service_type,
        needs=frozenset(needs),
        min_weeks=row.min_weeks,
        max_weeks=row.max_weeks,
        min_months=row.min_months,
        max_months=row.max_months,
        area=_area(row, kreise),
        residence_required=bool(row.residence_required),
        languages=frozenset(row.languages),
        interpreter=row.interpreter,
        home_visit=row.home_visit,
        access=row.access,
        cost=row.cost,
        insurance_required=row.insurance_required,
        target_groups=frozenset(row.target_groups),
        excluded_groups=frozenset(row.excluded_groups),
        anonymous_possible=row.anonymous_possible,
        capacity=row.capacity,
        waiting_weeks=row.waiting_weeks,
        capacity_checked_on=row.capacity_checked_on,
        protected_address=row.protected_address,
        latitude=main.latitude if main else None,
        longitude=main.longitude if main else None,
        valid_until=row.valid_until,
    )


def _area(row: Service, kreise: Mapping[str, frozenset[str]]) -> ServiceArea | None:
    """Return whom a service serves; a Kreis that is in the list of places stands for its municipalities."""
    if row.area_level is None:
        return None
    codes = frozenset(row.area_codes)
    if row.area_level is AreaLevel.KREIS and codes <= set(kreise):
        return ServiceArea(AreaLevel.MUNICIPALITY, frozenset().union(*(kreise[code] for code in codes)))
    return ServiceArea(row.area_level, codes, row.radius_km)


def _active(desk: Desk) -> list[Service]:
    return list(
        desk.db.exec(
            select(Service)
            .where(Service.status == ServiceStatus.ACTIVE)
            .options(selectinload(rel(Service.organization)))
            .order_by(col(Service.id))
        ).all()
    )


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
