"""Keeping the directory: every change is counted, so that readers know when what they hold is old."""

from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.counting import count_change
from lotsen.directory.actions.erasing import erase_addresses
from lotsen.directory.actions.history import remember
from lotsen.directory.actions.keep_sites import check_organization, save_location, save_organization
from lotsen.directory.domain import Capacity, ChangeSource, ObjectKind
from lotsen.directory.entries import DirectoryFile, LocationEntry, ServiceEntry
from lotsen.directory.hours import Sorted, says_the_same
from lotsen.directory.shapes import content, entry_of, service_columns
from lotsen.directory.tables import Service, ServiceAtLocation
from lotsen.kernel import NotVisible, StaleRevision, local_day


def add_service(desk: Desk, entry: ServiceEntry, *, place: LocationEntry | None = None) -> Service:
    """Store a new service, with a new location where one came along; the same form sent twice stores once."""
    count_change(desk)
    return _locked(desk, entry.id) or save_service(desk, entry, place=place)


def save_service(
    desk: Desk,
    entry: ServiceEntry,
    *,
    revision: int | None = None,
    place: LocationEntry | None = None,
    source: ChangeSource = ChangeSource.STAFF,
) -> Service:
    """Store a service, or what is new about it; with a revision, only if nobody saved otherwise.

    A `place` is a location of the entry that is not stored yet: it is stored with the service or not at all.
    """
    count_change(desk)
    check_organization(desk, entry.organization_id)
    row = _locked(desk, entry.id)
    links = () if row is None else _links(desk, row.id)
    before = None if row is None else entry_of(row, links)
    entry = entry if before is None else _as_spelled(entry, before)
    if row is not None:
        if row.revision != revision and content(entry) == content(before or entry):
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
    if place is not None:
        save_location(desk, place, source=source)
    row.sqlmodel_update(service_columns(entry))
    desk.db.add(row)
    desk.db.flush()
    places = [link.location_id for link in links]
    _keep_locations(desk, entry)
    remember(desk, ObjectKind.SERVICE, entry.id, (before, entry), source=source)
    if entry.protected_address:
        erase_addresses(desk, [entry.id], places)
    return row


def load_directory(desk: Desk, file: DirectoryFile) -> int:
    """Store a whole file; loading it again updates and never doubles. Returns the number of services."""
    for organization in file.organizations:
        save_organization(desk, organization, source=ChangeSource.IMPORT)
    for location in file.locations:
        save_location(desk, location, source=ChangeSource.IMPORT)
    for service in file.services:
        save_service(desk, service, source=ChangeSource.IMPORT)
    return len(file.services)


def set_capacity(
    desk: Desk,
    service_id: UUID,
    capacity: Capacity,
    *,
    weeks: int | None,
    source: str,
    revision: int,
    source_of: ChangeSource = ChangeSource.STAFF,
) -> Service:
    """Record how full a service is today, and who said so; refused if somebody saved something else."""
    count_change(desk)
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
    links = _links(desk, row.id)
    before = entry_of(row, links)
    row.sqlmodel_update(said)
    desk.db.add(row)
    remember(desk, ObjectKind.SERVICE, row.id, (before, entry_of(row, links)), source=source_of)
    desk.db.flush()
    return row


def _as_spelled(entry: ServiceEntry, before: ServiceEntry) -> ServiceEntry:
    """Leave opening hours as they are spelled where they mean the same: a form spells them its own way."""
    now, then = (Sorted(one.opening_hours or "", one.hours_note or "") for one in (entry, before))
    if now == then or not says_the_same(now, then):
        return entry
    return entry.model_copy(update={"opening_hours": before.opening_hours, "hours_note": before.hours_note})


def _links(desk: Desk, service_id: UUID) -> tuple[ServiceAtLocation, ...]:
    query = select(ServiceAtLocation).where(ServiceAtLocation.service_id == service_id)
    return tuple(desk.db.exec(query.order_by(col(ServiceAtLocation.position))).all())


def _keep_locations(desk: Desk, entry: ServiceEntry) -> None:
    """Join a service with its locations; a join that stays keeps its id."""
    known = {link.location_id: link for link in _links(desk, entry.id)}
    for location_id in set(known) - set(entry.location_ids):
        desk.db.delete(known[location_id])
    for position, location_id in enumerate(entry.location_ids):
        link = known.get(location_id) or ServiceAtLocation(service_id=entry.id, location_id=location_id)
        link.position, link.parts = position, entry.location_parts.get(location_id)
        desk.db.add(link)
    desk.db.flush()


def _locked(desk: Desk, service_id: UUID) -> Service | None:
    query = select(Service).where(Service.id == service_id).with_for_update()
    return desk.db.exec(query.execution_options(populate_existing=True)).one_or_none()


def _bump(desk: Desk, row: Service, revision: int | None) -> None:
    if revision is not None and row.revision != revision:
        raise StaleRevision
    row.revision += 1
    row.changed_at = desk.clock.now()
