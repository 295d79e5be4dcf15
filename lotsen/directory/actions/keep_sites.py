"""Keeping organizations and their locations; with a revision, only if nobody saved otherwise.

The revision of an organization or a location is the number of its newest state: imports count too.
"""

from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory.actions.counting import count_change
from lotsen.directory.actions.history import remember, revision_of
from lotsen.directory.domain import ChangeSource, ObjectKind
from lotsen.directory.entries import LocationEntry, OrganizationEntry
from lotsen.directory.shapes import content, location_columns, location_entry
from lotsen.directory.tables import Location, Organization
from lotsen.kernel import LotsenError, NotVisible, StaleRevision, gettext_noop


class UnknownOrganization(LotsenError):
    """A service or location names an organization that the directory does not hold."""

    message = gettext_noop("This organization is not in the directory.")


def add_organization(desk: Desk, entry: OrganizationEntry) -> Organization:
    """Store a new organization; the same form sent twice stores once."""
    count_change(desk)
    return desk.db.get(Organization, entry.id) or save_organization(desk, entry)


def save_organization(
    desk: Desk,
    entry: OrganizationEntry,
    *,
    revision: int | None = None,
    source: ChangeSource = ChangeSource.STAFF,
) -> Organization:
    """Store an organization, or what is new about it. Raises StaleRevision, NotVisible."""
    count_change(desk)
    row = desk.db.get(Organization, entry.id, populate_existing=True)
    before = None if row is None else OrganizationEntry.model_validate(row.model_dump())
    _check_revision(desk, before, entry, revision)
    row = row or Organization(id=entry.id, name=entry.name)
    row.sqlmodel_update(entry.model_dump(exclude={"id"}))
    desk.db.add(row)
    remember(desk, ObjectKind.ORGANIZATION, entry.id, (before, entry), source=source)
    desk.db.flush()
    return row


def add_location(desk: Desk, entry: LocationEntry) -> Location:
    """Store a new location; the same form sent twice stores once."""
    count_change(desk)
    return desk.db.get(Location, entry.id) or save_location(desk, entry)


def save_location(
    desk: Desk,
    entry: LocationEntry,
    *,
    revision: int | None = None,
    source: ChangeSource = ChangeSource.STAFF,
) -> Location:
    """Store a location, or what is new about it. Raises StaleRevision, NotVisible, UnknownOrganization."""
    count_change(desk)
    if entry.organization_id is not None:
        check_organization(desk, entry.organization_id)
    row = desk.db.get(Location, entry.id, populate_existing=True)
    before = None if row is None else location_entry(row.model_dump())
    _check_revision(desk, before, entry, revision)
    row = row or Location(id=entry.id, name=entry.name, street="", postcode="", city="")
    row.sqlmodel_update(location_columns(entry))
    desk.db.add(row)
    remember(desk, ObjectKind.LOCATION, entry.id, (before, entry), source=source)
    desk.db.flush()
    return row


def check_organization(desk: Desk, organization_id: UUID) -> None:
    """Refuse an organization that is not there. Raises UnknownOrganization."""
    if desk.db.get(Organization, organization_id) is None:
        raise UnknownOrganization


def _check_revision(
    desk: Desk,
    before: OrganizationEntry | LocationEntry | None,
    after: OrganizationEntry | LocationEntry,
    revision: int | None,
) -> None:
    """Refuse what was begun from an older state, unless it says what stands there already."""
    if revision is None:
        return
    if before is None:
        raise NotVisible
    if revision != revision_of(desk, after.id) and content(before) != content(after):
        raise StaleRevision
