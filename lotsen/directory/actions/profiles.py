"""Services as the matching sees them: what decides whether they fit, and nothing else."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.domain import AreaLevel, ServiceArea, ServiceProfile
from lotsen.directory.tables import IN_USE, Location, Organization, Service, ServiceAtLocation
from lotsen.places import actions as places
from lotsen.places.domain import Point, point_of
from lotsen.terms import vocabulary

_PLAIN = (
    "id",
    "name",
    "service_type",
    "min_weeks",
    "max_weeks",
    "min_months",
    "max_months",
    "interpreter",
    "home_visit",
    "access",
    "cost",
    "insurance_required",
    "anonymous_possible",
    "capacity",
    "waiting_weeks",
    "capacity_checked_on",
    "protected_address",
    "valid_until",
)
"""Columns that a profile holds as they are."""
_SETS = ("languages", "target_groups", "excluded_groups")
_OTHERS = ("needs", "residence_required", "area_level", "area_codes", "radius_km")
PROFILE_FIELDS = (*_PLAIN, *_SETS, *_OTHERS)
_AT_ONCE = 1_000


def profiles(desk: Desk, ids: Collection[UUID] | None = None) -> dict[UUID, ServiceProfile]:
    """Return every service in use by id, or those of some ids that are."""
    spots, profile_of = _main_spots(desk, ids), Profiling(desk)
    rows = services_in_use(desk, PROFILE_FIELDS, ids)
    return {row["id"]: profile_of(row, spots.get(row["id"])) for row in rows}


def services_in_use(
    desk: Desk, names: Collection[str], ids: Collection[UUID] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield columns of services in use, all or some, and as "organization" the name of the carrier.

    They are read past the mapper's objects and never held all at once.
    """
    query = (
        sa.select(*(getattr(Service, name) for name in names), col(Organization.name))
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .where(IN_USE)
        .order_by(col(Service.id))
    )
    if ids is not None:
        query = query.where(col(Service.id).in_(ids))
    told = (*names, "organization")
    desk.db.flush()
    for row in desk.db.connection().execute(query, execution_options={"yield_per": _AT_ONCE}):
        yield dict(zip(told, row, strict=True))


class Profiling:
    """Makes profiles of rows; those that serve the same area share it."""

    def __init__(self, desk: Desk) -> None:
        self._kreise = places.kreise(desk)
        self._areas: dict[tuple[AreaLevel | None, int | None, frozenset[str]], ServiceArea | None] = {}

    def __call__(self, row: Mapping[str, Any], spot: Point | None) -> ServiceProfile:
        """Return the profile of a row of `PROFILE_FIELDS` and "organization", and of where it is."""
        said: dict[str, Any] = {name: row[name] for name in _PLAIN}
        said |= {name: frozenset(row[name]) for name in _SETS}
        return ServiceProfile(
            organization=row["organization"],
            needs=_needs_of(row),
            area=self._area(row["area_level"], row["radius_km"], frozenset(row["area_codes"])),
            residence_required=bool(row["residence_required"]),
            latitude=None if spot is None else spot.latitude,
            longitude=None if spot is None else spot.longitude,
            **said,
        )

    def _area(
        self, level: AreaLevel | None, radius_km: int | None, codes: frozenset[str]
    ) -> ServiceArea | None:
        """Return whom a service serves; a Kreis in the list of places stands for its municipalities."""
        if level is None:
            return None
        key = level, radius_km, codes
        if key not in self._areas:
            if level is AreaLevel.KREIS and codes <= self._kreise.keys():
                towns = frozenset[str]().union(*(self._kreise[code] for code in codes))
                self._areas[key] = ServiceArea(AreaLevel.MUNICIPALITY, towns)
            else:
                self._areas[key] = ServiceArea(level, codes, radius_km)
        return self._areas[key]


def _needs_of(row: Mapping[str, Any]) -> frozenset[str]:
    """Return the needs that a service answers: its own, or those of its type."""
    return frozenset(row["needs"] or vocabulary().service_types[row["service_type"]].needs)


def _main_spots(desk: Desk, ids: Collection[UUID] | None) -> dict[UUID, Point | None]:
    """Read where the main location of each service is, leaving out protected addresses in the query."""
    query = (
        select(ServiceAtLocation.service_id, Location.latitude, Location.longitude)
        .join(Location, col(Location.id) == col(ServiceAtLocation.location_id))
        .join(Service, col(Service.id) == col(ServiceAtLocation.service_id))
        .where(col(Service.protected_address).is_(False))
        .order_by(col(ServiceAtLocation.position), col(Location.id))
    )
    if ids is not None:
        query = query.where(col(ServiceAtLocation.service_id).in_(ids))
    found: dict[UUID, Point | None] = {}
    for service_id, latitude, longitude in desk.db.exec(query).all():
        found.setdefault(service_id, point_of(latitude, longitude))
    return found
