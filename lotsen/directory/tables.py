"""Rows of the directory, in the words of Open Referral HSDS 3: all public, nothing is about a family.

What decides fit stands in open columns of the service. Null or an empty list is "not stated".
Organization, location, service, and what joins them are aggregates: the smaller objects of HSDS that decide
no fit (phones, contacts, schedules, cost options, attributes of other profiles …) are kept whole in `parts`,
by the property under which HSDS hangs them on their owner, so that what came in also goes out.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Relationship, col

from lotsen.directory.domain import (
    UNSORTED,
    AccessRoute,
    AreaLevel,
    Capacity,
    ChangeSource,
    Cost,
    ObjectKind,
    ServiceStatus,
)
from lotsen.store.record import DataRecord, column, value_enum

THE_VERSION = UUID(int=3)
"""The id of the one row that counts changes."""


def _public(reason: str = "public directory entry", **rest: Any) -> Any:
    return column(data_class="directory", reason=reason, **rest)


def _line(length: int = 300) -> Any:
    return _public(max_length=length, default=None)


def _codes() -> Any:
    return _public("list of public codes", sa_type=sa.JSON, default_factory=list)


def _word(kind: Any) -> Any:
    return _public("one of a public list of words", sa_type=value_enum(kind), default=None)


def _fact() -> Any:
    return _public("public fact about a service", default=None)


def _parts() -> Any:
    return _public("public HSDS objects of a directory entry", sa_type=sa.JSON, default=None)


class Organization(DataRecord, table=True):
    """A carrier (Träger)."""

    name: str = _public(max_length=200, index=True)
    alternate_name: str | None = _line()
    parts: dict[str, Any] | None = _parts()
    description: str | None = _line(4000)
    website: str | None = _line()
    email: str | None = _line()
    phone: str | None = _line()


class Location(DataRecord, table=True):
    """A place where services are given; one that came without its organization has none."""

    organization_id: UUID | None = _public(
        foreign_key="directory_organization.id", ondelete="CASCADE", index=True, default=None
    )
    name: str = _public(max_length=200)
    street: str = _public(max_length=300)
    postcode: str = _public(max_length=5)
    city: str = _public(max_length=300)
    district: str | None = _line()
    latitude: float | None = _fact()
    longitude: float | None = _fact()
    wheelchair: bool | None = _fact()
    accessibility: list[str] | None = _public("list of public codes", sa_type=sa.JSON, default=None)
    access_note: str | None = _line()
    transportation: str | None = _line()
    parts: dict[str, Any] | None = _parts()

    @property
    def address(self) -> str:
        """The address in one line, with what is known of it."""
        return ", ".join(filter(None, (self.street, f"{self.postcode} {self.city}".strip())))


class ServiceAtLocation(DataRecord, table=True):
    """That a service is given at a location; the first position is the main one."""

    __table_args__ = (sa.UniqueConstraint("service_id", "location_id"),)

    service_id: UUID = _public(foreign_key="directory_service.id", ondelete="CASCADE")
    location_id: UUID = _public(foreign_key="directory_location.id", ondelete="CASCADE", index=True)
    position: int = _public(default=0)
    parts: dict[str, Any] | None = _parts()


class Service(DataRecord, table=True):
    """What families are referred to. `revision` finds a stale form."""

    organization_id: UUID = _public(foreign_key="directory_organization.id", ondelete="CASCADE", index=True)
    organization: Organization = Relationship(sa_relationship_kwargs={"lazy": "raise"})
    service_type: str = _public(max_length=10, index=True)
    term_id: UUID | None = _fact()
    name: str = _public(max_length=200)
    alternate_name: str | None = _line()
    description: str | None = _line(4000)
    status: ServiceStatus = _public(sa_type=value_enum(ServiceStatus), default=ServiceStatus.ACTIVE)
    phone: str | None = _line()
    email: str | None = _line()
    website: str | None = _line()
    professional_phone: str | None = _line()
    professional_email: str | None = _line()
    professional_contact: str | None = _line()
    opening_hours: str | None = _line()
    hours_note: str | None = _line()
    how_to_apply: str | None = _line()
    alert: str | None = _line()
    easy_text: str | None = _line(4000)
    translations: dict[str, Any] | None = _public("public texts by language", sa_type=sa.JSON, default=None)

    needs: list[str] = _codes()
    min_weeks: int | None = _fact()
    max_weeks: int | None = _fact()
    min_months: int | None = _fact()
    max_months: int | None = _fact()
    area_level: AreaLevel | None = _word(AreaLevel)
    area_codes: list[str] = _codes()
    radius_km: int | None = _fact()
    residence_required: bool | None = _fact()
    languages: list[str] = _codes()
    interpreter: bool | None = _fact()
    home_visit: bool | None = _fact()
    on_site: bool | None = _fact()
    by_phone: bool | None = _fact()
    online: bool | None = _fact()
    access: AccessRoute | None = _word(AccessRoute)
    cost: Cost | None = _word(Cost)
    cost_note: str | None = _line()
    insurance_required: bool | None = _fact()
    target_groups: list[str] = _codes()
    excluded_groups: list[str] = _codes()
    anonymous_possible: bool | None = _fact()
    childcare: bool | None = _fact()
    protected_address: bool = _public(default=False)

    capacity: Capacity | None = _word(Capacity)
    waiting_weeks: int | None = _fact()
    capacity_checked_on: date | None = _fact()
    capacity_source: str | None = _line()
    checked_on: date | None = _fact()
    valid_until: date | None = _fact()
    source: str | None = _line()
    parts: dict[str, Any] | None = _parts()
    revision: int = _public(default=1)
    changed_at: datetime = _public()


IN_USE: sa.ColumnElement[bool] = sa.and_(
    col(Service.status) == ServiceStatus.ACTIVE, col(Service.service_type) != UNSORTED
)
"""Which services are found, proposed and shown to families: active ones whose type somebody has stated."""


class DirectoryVersion(DataRecord, table=True):
    """Counts every change, so that readers know when what they hold is old."""

    number: int = _public(default=0)


class Taxonomy(DataRecord, table=True):
    """A list of terms: the municipality's own types of service, or one that came with a file."""

    name: str = _public(max_length=200)
    description: str = _public(max_length=4000)
    uri: str | None = _line()
    version: str | None = _line()
    parts: dict[str, Any] | None = _parts()


class TaxonomyTerm(DataRecord, table=True):
    """A term; one with a `service_type` is a municipality's own kind of that shipped type."""

    taxonomy_id: UUID | None = _public(
        foreign_key="directory_taxonomy.id", ondelete="CASCADE", index=True, default=None
    )
    code: str | None = _line()
    name: str = _public(max_length=200)
    description: str = _public(max_length=4000)
    parent_id: UUID | None = _fact()
    service_type: str | None = _line(10)
    language: str | None = _line(10)
    uri: str | None = _line()
    parts: dict[str, Any] | None = _parts()
    retired_on: date | None = _public("public fact about a type of service", default=None)


class Synonyms(DataRecord, table=True):
    """Words that mean the same when somebody searches; kept by coordinators."""

    words: list[str] = _codes()
    changed_at: datetime = _public()


class EntryRevision(DataRecord, table=True):
    """What an entry said after a change: its whole content, so that any two states can be compared."""

    __table_args__ = (sa.UniqueConstraint("object_id", "number"),)

    kind: ObjectKind = _public(sa_type=value_enum(ObjectKind))
    object_id: UUID = _public()
    number: int = _public()
    changed_at: datetime = _public()
    changed_by: UUID | None = column(
        data_class="reference", reason="who keeps the public directory", default=None
    )
    source: ChangeSource = _public(sa_type=value_enum(ChangeSource))
    entry: dict[str, Any] = _public("public directory entry", sa_type=sa.JSON)


class Distinct(DataRecord, table=True):
    """That two services which look like one are not; it holds while both stay as they were recognised.

    `states` says by id which state (the number of its revision) of services and locations was looked at.
    """

    __table_args__ = (sa.UniqueConstraint("one_id", "other_id"),)

    one_id: UUID = _public(foreign_key="directory_service.id", ondelete="CASCADE")
    other_id: UUID = _public(foreign_key="directory_service.id", ondelete="CASCADE", index=True)
    states: dict[str, int] = _public("numbers of states of public entries", sa_type=sa.JSON)
    decided_at: datetime = _public()
    decided_by: UUID | None = column(
        data_class="reference", reason="who keeps the public directory", default=None
    )


class Merger(DataRecord, table=True):
    """That a service was ended because another entry means the same."""

    ended_id: UUID = _public(foreign_key="directory_service.id", ondelete="CASCADE", unique=True)
    kept_id: UUID = _public(foreign_key="directory_service.id", ondelete="CASCADE", index=True)
    merged_at: datetime = _public()
    merged_by: UUID | None = column(
        data_class="reference", reason="who keeps the public directory", default=None
    )


class ImportConflict(DataRecord, table=True):
    """What a file says about an entry that people changed since its last import, and that was not taken.

    `base` holds what the last import said in the fields of `said`.
    """

    kind: ObjectKind = _public(sa_type=value_enum(ObjectKind))
    object_id: UUID = _public(unique=True)
    found_at: datetime = _public()
    base: dict[str, Any] = _public("fields of a public directory entry", sa_type=sa.JSON)
    said: dict[str, Any] = _public("fields of a public directory entry", sa_type=sa.JSON)
