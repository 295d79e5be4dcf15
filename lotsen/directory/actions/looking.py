"""Looking for services: what the search found, as rows of the directory and in its order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.find import ServiceSheet, services_by_id, shown_locations
from lotsen.directory.actions.index import snapshot, snapshot_at_hand
from lotsen.directory.domain import METRES_PER_KM, AreaLevel, ServiceStatus, ServiceWish
from lotsen.directory.hours import Closed, Open, is_open
from lotsen.directory.search import DirectorySnapshot, Filter, Hit, OpenNow, Page, PlaceWish, Query
from lotsen.directory.tables import IN_USE, Service
from lotsen.kernel import LotsenError, gettext_noop
from lotsen.places import actions as places
from lotsen.places.domain import Place
from lotsen.terms import vocabulary

HOME_STATE = "NW"
EVERYTHING = 1_000_000
BROWSED = 2_000
"""Up to so many services are sorted by type where no word and no spot says what is better."""
MOST_SHEETS = 2_000
"""So many services go on one paper: more nobody prints, nor waits for."""
_judged: WeakKeyDictionary[DirectorySnapshot, tuple[tuple[datetime, str], OpenNow]] = WeakKeyDictionary()


class TooManyForPaper(LotsenError):
    """More was found than anybody would print, or wait for."""

    status = 422
    message = gettext_noop(
        "A list on paper holds %(most)s services, and these are %(count)s. Please choose a type, a district "
        "or a language."
    )


@dataclass(frozen=True)
class FoundService:
    """One service found, how far away it is (metres), and which wishes it says nothing about."""

    service: Service
    distance: int | None
    unclear: Filter


@dataclass(frozen=True)
class Found:
    """One page of what was found; what says nothing about a wish comes after the rest and is never a no.

    `towns` are the places of a postcode that lies in several municipalities, to choose from; where none was
    chosen, the search `is_ambiguous`: nothing was filtered by it, and somebody has to say which one is meant.
    `by_type` says that types stand together. `nearest` are those from elsewhere where nobody is in the place.
    """

    services: tuple[FoundService, ...]
    page: Page
    towns: tuple[Place, ...] = ()
    is_ambiguous: bool = False
    by_type: bool = False
    nearest: tuple[FoundService, ...] = ()

    @property
    def knows_how_near(self) -> bool:
        """Whether it is known how near any of those from elsewhere are; else the best of them comes first."""
        return any(one.distance is not None for one in self.nearest)

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
    here, towns = _here(desk, wish)
    query = replace(_query(wish, here), offset=offset, limit=limit)
    picture = snapshot_at_hand(desk)
    query = _with_hours(picture, query, desk.clock.now(), state)
    page = picture.search(query)
    looks_through = page.is_nameless and not any((wish.service_type, wish.term_id, query.point))
    by_type = looks_through and 0 < page.total <= BROWSED
    if by_type:
        page = _by_type(desk, picture, page, query)
    rows = services_by_id(desk, [hit.id for hit in (*page.hits, *page.nearest)])
    services, nearest = (tuple(_as_now(rows, hits)) for hits in (page.hits, page.nearest))
    return Found(services, page, towns, bool(towns) and here is None, by_type, nearest)


def _as_now(rows: Mapping[UUID, Service], hits: Iterable[Hit]) -> Iterator[FoundService]:
    """Yield services as the store has them now: the picture may be the one before."""
    for hit in hits:
        if (row := rows.get(hit.id)) is not None and row.status is ServiceStatus.ACTIVE:
            yield FoundService(row, None if row.protected_address else hit.distance, hit.unclear)


def with_hours(desk: Desk, query: Query, state: str) -> Query:
    """Let a query that asks for what is open know what is open now; holidays are those of a Land."""
    return _with_hours(snapshot(desk), query, desk.clock.now(), state)


def _with_hours(picture: DirectorySnapshot, query: Query, at: datetime, state: str) -> Query:
    if not (query.only_open or picture.reads_open_now(query.text)):
        return query
    return replace(query, is_open=_open_now(picture, at, state))


def suggest(desk: Desk, text: str) -> tuple[str, ...]:
    """Complete what somebody is typing with words that the directory knows."""
    return snapshot_at_hand(desk).suggest(text)


def list_sheets(desk: Desk, wish: ServiceWish) -> tuple[ServiceSheet, ...]:
    """Find services with all that may be printed about them, by type and name. Raises TooManyForPaper."""
    asked = find_services(desk, wish, limit=MOST_SHEETS)
    if len(asked) > MOST_SHEETS:
        raise TooManyForPaper(most=MOST_SHEETS, count=len(asked))
    locations = shown_locations(desk)
    order = list(vocabulary().service_types)
    sheets = (
        ServiceSheet(found.service, found.service.organization, locations.get(found.service.id, ()))
        for found in asked.services
    )
    return tuple(
        sorted(sheets, key=lambda sheet: (order.index(sheet.service.service_type), sheet.service.name))
    )


def _here(desk: Desk, wish: ServiceWish) -> tuple[Place | None, tuple[Place, ...]]:
    """Find the place of the wished postcode, and one of each municipality where it lies in several."""
    if wish.postcode is None:
        return None, ()
    known = places.find_postcode(desk, wish.postcode)
    towns = tuple({place.municipality: place for place in known}.values())
    if len(towns) > 1:
        return next((place for place in known if place.municipality == wish.municipality), None), towns
    return (known[0] if known else None), ()


def _open_now(picture: DirectorySnapshot, at: datetime, state: str) -> OpenNow:
    """Judge all opening hours once a minute: they begin and end on the minute."""
    moment = (at.replace(second=0, microsecond=0), state)
    known = _judged.get(picture)
    if known is None or known[0] != moment:
        known = (moment, picture.opened(partial(_is_open, at=moment[0], state=state)))
        _judged[picture] = known
    return known[1]


def _by_type(desk: Desk, picture: DirectorySnapshot, page: Page, query: Query) -> Page:
    """Put services of one type together, for whoever looks through all; within it no name is favoured."""
    types = list(vocabulary().service_types)
    found = picture.search(replace(query, offset=0, limit=EVERYTHING)).hits
    some = col(Service.id).in_([hit.id for hit in found])
    kinds = dict(desk.db.exec(select(Service.id, Service.service_type).where(IN_USE, some)).all())
    hits = [hit for hit in found if hit.id in kinds]
    hits.sort(key=lambda hit: (bool(hit.unclear), types.index(kinds[hit.id])))
    return replace(page, hits=tuple(hits[query.offset :][: query.limit]))


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
        place = PlaceWish(AreaLevel.POSTCODE, here.postcode, here.municipality)
    elif wish.municipality is not None and wish.postcode is None:
        place = PlaceWish(AreaLevel.MUNICIPALITY, wish.municipality)
    return Query(
        text=wish.text,
        types=frozenset({wish.service_type}) if wish.service_type else frozenset(),
        own_types=frozenset({str(wish.term_id)}) if wish.term_id else frozenset(),
        place=place,
        language=wish.language,
        costs=frozenset({wish.cost}) if wish.cost else frozenset(),
        home_visit=wish.home_visit,
        capacities=frozenset({wish.capacity}) if wish.capacity else frozenset(),
        point=here.point if here else None,
        radius=wish.radius_km * METRES_PER_KM if wish.radius_km and here else None,
        only_open=wish.open_now,
    )
