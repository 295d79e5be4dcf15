"""Services as the matching sees them: what decides whether they fit, and nothing else."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.domain import AreaLevel, ServiceArea, ServiceProfile
from lotsen.directory.tables import IN_USE, Location, Organization, Service, ServiceAtLocation
from lotsen.places import actions as places
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
_FIELDS = (*_PLAIN, *_SETS, *_OTHERS)


def profiles(desk: Desk, ids: Collection[UUID] | None = None) -> dict[UUID, ServiceProfile]:
    """Return every service in use by id, or those of some ids that are."""
    return {profile.id: profile for profile in each_profile(desk, ids)}


def each_profile(desk: Desk, ids: Collection[UUID] | None = None) -> Iterator[ServiceProfile]:
    """Yield the services in use one by one, in order of their ids; whole rows are never held."""
    spots, kreise = _main_spots(desk, ids), places.kreise(desk)
    query = (
        select(Organization.name, *(getattr(Service, name) for name in _FIELDS))
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .where(IN_USE)
        .order_by(col(Service.id))
    )
    if ids is not None:
        query = query.where(col(Service.id).in_(ids))
    for organization, *row in desk.db.execute(query):
        fields = dict(zip(_FIELDS, row, strict=True))
        latitude, longitude = spots.get(fields["id"], (None, None))
        needs = fields["needs"] or vocabulary().service_types[fields["service_type"]].needs
        said: dict[str, Any] = {name: fields[name] for name in _PLAIN}
        said |= {name: frozenset(fields[name]) for name in _SETS}
        yield ServiceProfile(
            organization=organization,
            needs=frozenset(needs),
            area=_area(fields, kreise),
            residence_required=bool(fields["residence_required"]),
            latitude=latitude,
            longitude=longitude,
            **said,
        )


def _area(fields: Mapping[str, Any], kreise: Mapping[str, frozenset[str]]) -> ServiceArea | None:
    """Return whom a service serves; a Kreis that is in the list of places stands for its municipalities."""
    level, codes = fields["area_level"], frozenset(fields["area_codes"])
    if level is None:
        return None
    if level is AreaLevel.KREIS and codes <= kreise.keys():
        return ServiceArea(AreaLevel.MUNICIPALITY, frozenset().union(*(kreise[code] for code in codes)))
    return ServiceArea(level, codes, fields["radius_km"])


def _main_spots(desk: Desk, ids: Collection[UUID] | None) -> dict[UUID, tuple[float | None, float | None]]:
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
    found: dict[UUID, tuple[float | None, float | None]] = {}
    for service_id, latitude, longitude in desk.db.exec(query).all():
        found.setdefault(service_id, (latitude, longitude))
    return found
