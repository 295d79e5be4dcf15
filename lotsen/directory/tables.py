"""Rows of the directory, in the words of Open Referral HSDS 3: all public, nothing is about a family.

What decides fit stands in open columns of the service. Null or an empty list is "not stated".
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Relationship

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost, ServiceStatus
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


class Organization(DataRecord, table=True):
    """A carrier (Träger)."""

    name: str = _public(max_length=200, index=True)
    description: str | None = _line(4000)
    website: str | None = _line()
    email: str | None = _line()
    phone: str | None = _line()


class Location(DataRecord, table=True):
    """A place where services are given."""

    organization_id: UUID = _public(foreign_key="directory_organization.id", ondelete="CASCADE", index=True)
    name: str = _public(max_length=200)
    street: str = _public(max_length=300)
    postcode: str = _public(max_length=5)
    city: str = _public(max_length=300)
    district: str | None = _line()
    latitude: float | None = _fact()
    longitude: float | None = _fact()
    wheelchair: bool | None = _fact()


class ServiceAtLocation(DataRecord, table=True):
    """That a service is given at a location; the first position is the main one."""

    __table_args__ = (sa.UniqueConstraint("service_id", "location_id"),)

    service_id: UUID = _public(foreign_key="directory_service.id", ondelete="CASCADE")
    location_id: UUID = _public(foreign_key="directory_location.id", ondelete="CASCADE", index=True)
    position: int = _public(default=0)


class Service(DataRecord, table=True):
    """What families are referred to. `revision` finds a stale form."""

    organization_id: UUID = _public(foreign_key="directory_organization.id", ondelete="CASCADE", index=True)
    organization: Organization = Relationship(sa_relationship_kwargs={"lazy": "raise"})
    service_type: str = _public(max_length=10, index=True)
    name: str = _public(max_length=200)
    description: str | None = _line(4000)
    status: ServiceStatus = _public(sa_type=value_enum(ServiceStatus), default=ServiceStatus.ACTIVE)
    phone: str | None = _line()
    email: str | None = _line()
    website: str | None = _line()
    professional_phone: str | None = _line()
    professional_email: str | None = _line()
    opening_hours: str | None = _line()

    needs: list[str] = _codes()
    min_weeks: int | None = _fact()
    max_weeks: int | None = _fact()
    min_months: int | None = _fact()
    max_months: int | None = _fact()
    area_level: AreaLevel | None = _word(AreaLevel)
    area_codes: list[str] = _codes()
    residence_required: bool | None = _fact()
    languages: list[str] = _codes()
    interpreter: bool | None = _fact()
    home_visit: bool | None = _fact()
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
    revision: int = _public(default=1)
    changed_at: datetime = _public()


class DirectoryVersion(DataRecord, table=True):
    """Counts every change, so that readers know when what they hold is old."""

    number: int = _public(default=0)
