"""Which entries answer a question: ids, in a fixed order, of what is for everybody."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from lotsen.api.domain import Asked, rank, term_ids
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import AreaLevel
from lotsen.directory.profile import service_node, terms
from lotsen.directory.search import Query
from lotsen.directory.tables import IN_USE, Location, Organization, Service, ServiceAtLocation, TaxonomyTerm
from lotsen.places import actions as places
from lotsen.places.domain import Place, Point, distance

NOT_FOR_EVERYBODY: dict[str, Any] = dict.fromkeys(
    ("professional_phone", "professional_email", "professional_contact", "capacity_source", "source")
)
"""Columns of a service that are for colleagues: whom they call, and who told us."""
_HIDDEN = (
    select(ServiceAtLocation.location_id)
    .join(Service, col(Service.id) == col(ServiceAtLocation.service_id))
    .where(col(Service.protected_address).is_(True))
)
SHOWN_LINKS: Any = (
    select(ServiceAtLocation)
    .join(Service, col(Service.id) == col(ServiceAtLocation.service_id))
    .where(IN_USE, col(Service.protected_address).is_(False))
    .where(col(ServiceAtLocation.location_id).not_in(_HIDDEN))
    .order_by(col(ServiceAtLocation.position), col(ServiceAtLocation.id))
)
"""Where active services are given: no protected service, and no place where one is given."""
_STEP_IN_METRES = 100
_EVERYTHING = 1_000_000


def directory_state(desk: Desk, asked: Asked) -> Hashable:
    """Return what an answer depends on besides the question: the version, and where a postcode lies."""
    where = () if asked.postcode is None else places.find_postcode(desk, asked.postcode)
    return directory.directory_version(desk), where


def search(desk: Desk, text: str) -> list[UUID]:
    """Find active services by words, the best first."""
    found = directory.snapshot(desk).search(Query(text=text, limit=_EVERYTHING))
    return [hit.id for hit in found.hits]


def find_services(desk: Desk, asked: Asked) -> list[UUID]:
    """Find active services: by words the best first, else by name."""
    query = select(Service.id).where(IN_USE).order_by(col(Service.name), col(Service.id))
    if asked.organization_id is not None:
        query = query.where(Service.organization_id == asked.organization_id)
    if asked.modified_after is not None:
        query = query.where(Service.changed_at >= asked.modified_after)
    found: Iterable[UUID] = desk.db.exec(query).all()
    if asked.search:
        meant = set(found)
        found = [row for row in search(desk, asked.search) if row in meant]
    if asked.taxonomy_term_id is not None or asked.taxonomy_id is not None:
        named = _services_by_term(desk, asked)
        found = [row for row in found if row in named]
    return list(found)


def find_links(desk: Desk, asked: Asked) -> list[UUID]:
    """Find where services are given, in the order of the services."""
    order = {row: place for place, row in enumerate(find_services(desk, asked))}
    query = SHOWN_LINKS.with_only_columns(
        ServiceAtLocation.id,
        ServiceAtLocation.service_id,
        Service.area_level,
        Service.area_codes,
        Service.radius_km,
        Location.latitude,
        Location.longitude,
    ).join(Location, col(Location.id) == col(ServiceAtLocation.location_id))
    rows = [row for row in desk.db.execute(query).all() if row.service_id in order]
    if asked.postcode is not None:
        where = places.find_postcode(desk, asked.postcode)
        rows = [row for row in rows if _is_meant(row, asked, where)]
    rows.sort(key=lambda row: order[row.service_id])
    return [row.id for row in rows]


def find_organizations(desk: Desk, asked: Asked) -> list[UUID]:
    """Find organizations that have an active service: by words the best first, else by name."""
    offering = select(Service.organization_id).where(IN_USE)
    query = (
        select(Organization.id, Organization.name, Organization.alternate_name, Organization.description)
        .where(col(Organization.id).in_(offering))
        .order_by(col(Organization.name), col(Organization.id))
    )
    ranked = []
    for row, name, other, description in desk.db.exec(query).all():
        place = rank(asked.search, name, f"{other or ''} {description or ''}")
        if place is not None:
            ranked.append((place, row))
    return [row for _, row in sorted(ranked, key=lambda hit: hit[0])]


def _services_by_term(desk: Desk, asked: Asked) -> set[UUID]:
    """Return the active services that name a term, or any term of a taxonomy."""
    wanted = None if asked.taxonomy_term_id is None else {str(asked.taxonomy_term_id)}
    if asked.taxonomy_id is not None:
        listed = select(TaxonomyTerm.id).where(TaxonomyTerm.taxonomy_id == asked.taxonomy_id)
        of_taxonomy = {str(row) for row in desk.db.exec(listed).all()}
        of_taxonomy |= terms.TERMS_OF.get(str(asked.taxonomy_id), frozenset())
        wanted = of_taxonomy if wanted is None else wanted & of_taxonomy
    found = set()
    for service in desk.db.exec(select(Service).where(IN_USE)).all():
        node = service_node(service.model_dump() | NOT_FOR_EVERYBODY, {})
        if not (wanted or set()).isdisjoint(term_ids(node)):
            found.add(service.id)
    return found


def _is_meant(row: Any, asked: Asked, where: Sequence[Place]) -> bool:
    """Say whether a service at a location is for a postcode, and near enough where that is asked."""
    here = None if row.latitude is None or row.longitude is None else Point(row.latitude, row.longitude)
    metres = None if here is None or not where else distance(here, _middle(where)) * _STEP_IN_METRES
    if asked.proximity is not None and (metres is None or metres > asked.proximity):
        return False
    return _covers(row, str(asked.postcode), where, metres)


def _covers(row: Any, postcode: str, where: Sequence[Place], metres: int | None) -> bool:
    """Say whether an area holds a postcode; where that is not stated or not known, it may."""
    if row.area_level is AreaLevel.RADIUS:
        return row.radius_km is None or metres is None or metres <= row.radius_km * 1000
    if row.area_level in (None, AreaLevel.COUNTRY) or not row.area_codes:
        return True
    codes: Mapping[AreaLevel, set[str | None]] = {
        AreaLevel.POSTCODE: {postcode},
        AreaLevel.MUNICIPALITY: {place.municipality for place in where},
        AreaLevel.DISTRICT: {place.district for place in where},
        AreaLevel.KREIS: {place.kreis for place in where},
    }
    return not codes[row.area_level].isdisjoint(row.area_codes)


def _middle(where: Sequence[Place]) -> Point:
    latitudes = [place.point.latitude for place in where]
    longitudes = [place.point.longitude for place in where]
    return Point(sum(latitudes) / len(where), sum(longitudes) / len(where))
