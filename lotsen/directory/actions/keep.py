"""Keeping the directory: every change is counted, so that readers know when what they hold is old."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.domain import Capacity
from lotsen.directory.entries import DirectoryFile, LocationEntry, OrganizationEntry, ServiceEntry
from lotsen.directory.tables import (
    THE_VERSION,
    DirectoryVersion,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
)
from lotsen.kernel import LotsenError, NotVisible, StaleRevision, gettext_noop, local_day

_LISTS = ("needs", "area_codes", "languages", "target_groups", "excluded_groups")


class UnknownOrganization(LotsenError):
    """A service or location names an organization that the directory does not hold."""

    message = gettext_noop("This organization is not in the directory.")


def save_organization(desk: Desk, entry: OrganizationEntry) -> Organization:
    """Store an organization, or what is new about it."""
    _count_change(desk)
    row = desk.db.get(Organization, entry.id) or Organization(id=entry.id, name=entry.name)
    row.sqlmodel_update(entry.model_dump(exclude={"id"}))
    desk.db.add(row)
    desk.db.flush()
    return row


def save_location(desk: Desk, entry: LocationEntry) -> Location:
    """Store a location, or what is new about it."""
    _count_change(desk)
    _check_organization(desk, entry.organization_id)
    row = desk.db.get(Location, entry.id) or Location(**entry.model_dump())
    row.sqlmodel_update(entry.model_dump(exclude={"id"}))
    desk.db.add(row)
    desk.db.flush()
    return row


def add_service(desk: Desk, entry: ServiceEntry) -> Service:
    """Store a new service; the same form sent twice stores once."""
    _count_change(desk)
    return _locked(desk, entry.id) or save_service(desk, entry)


def save_service(desk: Desk, entry: ServiceEntry, *, revision: int | None = None) -> Service:
    """Store a service, or what is new about it; with a revision, only if nobody saved otherwise."""
    _count_change(desk)
    _check_organization(desk, entry.organization_id)
    row = _locked(desk, entry.id)
    if row is not None:
        if row.revision != revision and _says(desk, row, entry):
            return row
        _bump(desk, row, revision)
    elif revision is not None:
        raise NotVisible
    else:
        row = Service(
            id=entry.id,
            organization_id=entry.organization_id,
            service_type=entry.service_type,
            name=entry.name,
            changed_at=desk.clock.now(),
        )
    row.sqlmodel_update(_columns(entry))
    desk.db.add(row)
    desk.db.flush()
    _keep_locations(desk, row, entry.location_ids)
    return row


def load_directory(desk: Desk, file: DirectoryFile) -> int:
    """Store a whole file; loading it again updates and never doubles. Returns the number of services."""
    for organization in file.organizations:
        save_organization(desk, organization)
    for location in file.locations:
        save_location(desk, location)
    for service in file.services:
        save_service(desk, service)
    return len(file.services)


def set_capacity(
    desk: Desk, service_id: UUID, capacity: Capacity, *, weeks: int | None, source: str, revision: int
) -> Service:
    """Record how full a service is today, and who said so; refused if somebody saved something else."""
    _count_change(desk)
    row = _locked(desk, service_id)
    if row is None:
        raise NotVisible
    said = {
        "capacity": capacity,
        "waiting_weeks": weeks if capacity is Capacity.WAITING_LIST else None,
        "capacity_checked_on": local_day(desk.clock),
        "capacity_source": source or None,
    }
    if row.revision == revision or said != row.model_dump(include=set(said)):
        _bump(desk, row, revision)
    row.sqlmodel_update(said)
    desk.db.add(row)
    desk.db.flush()
    return row


def _check_organization(desk: Desk, organization_id: UUID) -> None:
    if desk.db.get(Organization, organization_id) is None:
        raise UnknownOrganization


def _columns(entry: ServiceEntry) -> dict[str, Any]:
    lists = {name: sorted(getattr(entry, name)) for name in _LISTS}
    return entry.model_dump(exclude={"id", "location_ids", *_LISTS}) | lists


def _says(desk: Desk, row: Service, entry: ServiceEntry) -> bool:
    """Say whether a row already holds an entry: the same form sent twice, or the same file loaded twice."""
    columns = _columns(entry)
    return row.model_dump(include=set(columns)) == columns and _given_at(desk, row.id) == entry.location_ids


def _given_at(desk: Desk, service_id: UUID) -> tuple[UUID, ...]:
    query = select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id == service_id)
    return tuple(desk.db.exec(query.order_by(col(ServiceAtLocation.position))).all())


def _keep_locations(desk: Desk, service: Service, wanted: Iterable[UUID]) -> None:
    desk.db.exec(sa.delete(ServiceAtLocation).where(col(ServiceAtLocation.service_id) == service.id))
    for position, location_id in enumerate(wanted):
        desk.db.add(ServiceAtLocation(service_id=service.id, location_id=location_id, position=position))
    desk.db.flush()


def _locked(desk: Desk, service_id: UUID) -> Service | None:
    query = select(Service).where(Service.id == service_id).with_for_update()
    return desk.db.exec(query.execution_options(populate_existing=True)).one_or_none()


def _bump(desk: Desk, row: Service, revision: int | None) -> None:
    if revision is not None and row.revision != revision:
        raise StaleRevision
    row.revision += 1
    row.changed_at = desk.clock.now()


def _count_change(desk: Desk) -> None:
    """Count a change before it is made: the row's lock makes writers of the directory wait for each other."""
    counted = desk.db.exec(
        sa.update(DirectoryVersion)
        .where(col(DirectoryVersion.id) == THE_VERSION)
        .values(number=col(DirectoryVersion.number) + 1)
    )
    if counted.rowcount == 0:
        desk.db.add(DirectoryVersion(id=THE_VERSION, number=1))
        desk.db.flush()
