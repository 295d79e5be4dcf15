"""Which entries nobody has checked, or asked about their places, for longer than their type allows."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, selectinload
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.domain import ServiceStatus
from lotsen.directory.tables import Organization, Service
from lotsen.kernel import local_day
from lotsen.store.record import rel
from lotsen.upkeep.actions.aging import AgeOfType, list_ages
from lotsen.upkeep.domain import Age, is_old

_CHUNK = 500
"""Ids in one question: a store takes only so many values at once."""
Addresses = tuple[str | None, ...]


@dataclass(frozen=True)
class Stale:
    """An entry that nobody has checked for longer than its type allows, or asked about its places."""

    service: Service
    organization: str
    entry_is_old: bool
    capacity_is_old: bool


def count_stale(desk: Desk) -> int:
    """Count the entries that are old."""
    is_stale = _is_stale(list_ages(desk), local_day(desk.clock))
    return desk.db.exec(select(sa.func.count()).select_from(Service).where(is_stale)).one()


def stale_entries(desk: Desk, *, offset: int = 0, limit: int | None = None) -> tuple[Stale, ...]:
    """List entries that have not ended and are old, those never checked first; all of them unless told.

    An entry without a type of ours is to be sorted before anybody is asked about it.
    """
    today, ages = local_day(desk.clock), list_ages(desk)
    known = {one.service_type: one.age for one in ages}
    query = (
        select(Service)
        .where(_is_stale(ages, today))
        .options(selectinload(rel(Service.organization)))
        .order_by(
            col(Service.checked_on).asc().nulls_first(), sa.func.lower(col(Service.name)), col(Service.id)
        )
    )
    return tuple(
        Stale(
            service,
            service.organization.name,
            is_old(service.checked_on, known[service.service_type].entry, today),
            is_old(service.capacity_checked_on, known[service.service_type].capacity, today),
        )
        for service in desk.db.exec(query.offset(offset).limit(limit)).all()
    )


def stale_addresses(desk: Desk) -> tuple[tuple[UUID, Addresses], ...]:
    """Return of every old entry what it and its organization state as addresses, the one to prefer first."""
    query = (
        select(Service.id, Service.professional_email, Service.email, Organization.email)
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .where(_is_stale(list_ages(desk), local_day(desk.clock)))
        .order_by(col(Service.id))
    )
    return tuple((service_id, tuple(stated)) for service_id, *stated in desk.db.exec(query).all())


def still_stale(desk: Desk, ids: Collection[UUID]) -> tuple[UUID, ...]:
    """Return those of some entries that are old at this moment, by name."""
    query = select(Service.name, Service.id).where(_is_stale(list_ages(desk), local_day(desk.clock)))
    asked = list(ids)
    found: list[tuple[str, UUID]] = []
    for start in range(0, len(asked), _CHUNK):
        found += desk.db.exec(query.where(col(Service.id).in_(asked[start : start + _CHUNK]))).all()
    return tuple(service_id for _, service_id in sorted(found))


def _is_stale(ages: Iterable[AgeOfType], today: date) -> sa.ColumnElement[bool]:
    """Return the condition of `is_old` for the store: one part for the types of each age."""
    types: dict[Age, list[str]] = defaultdict(list)
    for one in ages:
        types[one.age].append(one.service_type)
    return sa.and_(
        col(Service.status) != ServiceStatus.DEFUNCT,
        sa.or_(
            *(
                sa.and_(
                    col(Service.service_type).in_(codes),
                    sa.or_(
                        _was_before(col(Service.checked_on), today, age.entry),
                        _was_before(col(Service.capacity_checked_on), today, age.capacity),
                    ),
                )
                for age, codes in types.items()
            )
        ),
    )


def _was_before(column: Mapped[date | None], today: date, days: int) -> sa.ColumnElement[bool]:
    return sa.or_(column.is_(None), column < today - timedelta(days=days))
