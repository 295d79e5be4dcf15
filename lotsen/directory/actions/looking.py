"""Looking for services: what the search found, as rows of the directory and in its order."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.find import ServiceSheet, shown_locations
from lotsen.directory.actions.index import snapshot
from lotsen.directory.domain import AreaLevel, ServiceWish
from lotsen.directory.hours import Closed, Open, is_open
from lotsen.directory.search import Filter, Page, PlaceWish, Query
from lotsen.directory.tables import Service
from lotsen.places import actions as places
from lotsen.places.domain import Place
from lotsen.store.record import rel
from lotsen.terms import vocabulary

HOME_STATE = "NW"
METRES_PER_KM = 1_000
EVERYTHING = 1_000_000
BROWSED = 2_000
"""Up to so many services are sorted by type where no words and no place say what is better."""


@dataclass(frozen=True)
class FoundService:
    """One service found, how far away it is (metres), and which wishes it says nothing about."""

    service: Service
    distance: int | None
    unclear: Filter


@dataclass(frozen=True)
class Found:
    """One page of what was found; what says nothing about a wish comes after the rest and is never a no.

    `ambiguous` are the places of a postcode that lies in several municipalities: then nothing was filtered
    by it, and somebody has to say which one is meant. `by_type` says that types stand together.
    """

    services: tuple[FoundService, ...]
    page: Page
    ambiguous: tuple[Place, ...] = ()
    by_type: bool = False

    @property
    def stated(self) -> tuple[FoundService, ...]:
        """Those that meet every wish, as they say themselves."""
        return tuple(found for found in self.services if not found.unclear)

    @property
    def unstated(self) -> tuple[FoundService, ...]:
        """Those that have to be asked."""
        return tuple(found for found in self.services if found.unclear)

    def __len__(self) -> int:
        return self.page.total


def find_services(
    desk: Desk, wish: ServiceWish, *, offset: int = 0, limit: int = EVERYTHING, state: str = HOME_STATE
) -> Found:
    """Find active services, the best first; public holidays are those of a Land."""
    here, ambiguous = _here(desk, wish)
    query = _query(wish, here)
    if wish.open_now:
        query = replace(query, is_open=partial(_is_open, at=desk.clock.now(), state=state))
    if wish.term_id is not None:
        page = _of_own_type(desk, wish.term_id, query, offset=offset, limit=limit)
    else:
        page = snapshot(desk).search(replace(query, offset=offset, limit=limit))
    looks_through = not any((wish.text, wish.service_type, wish.term_id, query.point))
    by_type = looks_through and 0 < page.total <= BROWSED
    if by_type:
        page = _by_type(desk, page, query, offset=offset, limit=limit)
    rows = _rows(desk, [hit.id for hit in page.hits])
    services = tuple(
        FoundService(rows[hit.id], hit.distance, hit.unclear) for hit in page.hits if hit.id in rows
    )
    return Found(services, page, ambiguous, by_type)


def suggest(desk: Desk, text: str) -> tuple[str, ...]:
    """Complete what somebody is typing with words that the directory knows."""
    return snapshot(desk).suggest(text)


def list_sheets(desk: Desk, wish: ServiceWish) -> tuple[ServiceSheet, ...]:
    """Find services with all that may be printed about them, by type and name."""
    locations = shown_locations(desk)
    order = list(vocabulary().service_types)
    sheets = (
        ServiceSheet(found.service, found.service.organization, locations.get(found.service.id, ()))
        for found in find_services(desk, wish).services
    )
    return tuple(
        sorted(sheets, key=lambda sheet: (order.index(sheet.service.service_type), sheet.service.name))
    )


def _here(desk: Desk, wish: ServiceWish) -> tuple[Place | None, tuple[Place, ...]]:
    """Find the place of the wished postcode, or the places it may be."""
    if wish.postcode is None:
        return None, ()
    known = [
        place
        for place in places.find_postcode(desk, wish.postcode)
        if wish.municipality in (None, place.municipality)
    ]
    if len({place.municipality for place in known}) > 1:
        return None, tuple({place.municipality: place for place in known}.values())
    return (known[0] if known else None), ()


def _of_own_type(desk: Desk, term_id: UUID, query: Query, *, offset: int, limit: int) -> Page:
    """Search among the services of a municipality's own type, which the picture does not tell apart."""
    members = set(desk.db.exec(select(Service.id).where(Service.term_id == term_id)).all())
    page = snapshot(desk).search(replace(query, limit=EVERYTHING))
    hits = tuple(hit for hit in page.hits if hit.id in members)
    unclear = sum(bool(hit.unclear) for hit in hits)
    return replace(page, hits=hits[offset : offset + limit], total=len(hits), not_stated=unclear)


def _by_type(desk: Desk, page: Page, query: Query, *, offset: int, limit: int) -> Page:
    """Put services of one type together, for whoever looks through all; within it no name is favoured."""
    types = list(vocabulary().service_types)
    kinds = dict(desk.db.exec(select(Service.id, Service.service_type)).all())
    hits = [hit for hit in snapshot(desk).search(replace(query, limit=EVERYTHING)).hits if hit.id in kinds]
    hits.sort(key=lambda hit: (bool(hit.unclear), types.index(kinds[hit.id])))
    return replace(page, hits=tuple(hits[offset : offset + limit]))


def _is_open(text: str, *, at: datetime, state: str) -> bool | None:
    match is_open(text, at, state=state):
        case Open():
            return True
        case Closed():
            return False
        case _:
            return None


def _query(wish: ServiceWish, here: Place | None) -> Query:
    place = None
    if wish.district is not None:
        place = PlaceWish(AreaLevel.DISTRICT, wish.district)
    elif here is not None and wish.radius_km is None:
        place = PlaceWish(AreaLevel.POSTCODE, here.postcode)
    return Query(
        text=wish.text,
        types=frozenset({wish.service_type}) if wish.service_type else frozenset(),
        place=place,
        language=wish.language,
        costs=frozenset({wish.cost}) if wish.cost else frozenset(),
        home_visit=wish.home_visit,
        capacities=frozenset({wish.capacity}) if wish.capacity else frozenset(),
        point=here.point if here else None,
        radius=wish.radius_km * METRES_PER_KM if wish.radius_km and here else None,
        only_open=wish.open_now,
    )


def _rows(desk: Desk, ids: Collection[UUID]) -> dict[UUID, Service]:
    query = select(Service).options(selectinload(rel(Service.organization)))
    if len(ids) < 500:
        query = query.where(col(Service.id).in_(ids))
    return {row.id: row for row in desk.db.exec(query).all()}
