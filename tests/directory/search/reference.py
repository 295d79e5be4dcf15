"""What a wish means, told service by service in plain Python: the yardstick for the columns."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from lotsen.directory.domain import AreaLevel
from lotsen.directory.search import Facet, Filter, PlaceWish, Query, SearchEntry, Spot, Town
from lotsen.places.domain import EARTH_RADIUS_IN_METRES, Point

State = bool | None


def either(one: State, other: State) -> State:
    if True in (one, other):
        return True
    return None if None in (one, other) else False


def serves(entry: SearchEntry, wish: PlaceWish, towns: Iterable[Town]) -> State:
    if entry.area_level is AreaLevel.COUNTRY:
        return True
    if entry.area_level is None or not entry.area_codes:
        return None
    covered: set[tuple[AreaLevel, str]] = {(wish.level, wish.code)}
    for town in towns:
        whole = wish == PlaceWish(AreaLevel.MUNICIPALITY, town.code)
        if whole:
            covered |= {(AreaLevel.DISTRICT, one.code) for one in town.districts}
        if wish.level is AreaLevel.DISTRICT and wish.code in {one.code for one in town.districts}:
            covered.add((AreaLevel.MUNICIPALITY, town.code))
        for part in town.postcodes:
            if whole or wish == PlaceWish(AreaLevel.DISTRICT, part.district or ""):
                covered.add((AreaLevel.POSTCODE, part.postcode))
            if wish == PlaceWish(AreaLevel.POSTCODE, part.postcode):
                covered.add((AreaLevel.MUNICIPALITY, town.code))
                covered |= {(AreaLevel.DISTRICT, part.district)} if part.district else set()
    return any((entry.area_level, code) in covered for code in entry.area_codes)


def is_there(spot: Spot, wish: PlaceWish, towns: Iterable[Town]) -> State:
    stated = {
        AreaLevel.POSTCODE: spot.postcode,
        AreaLevel.MUNICIPALITY: spot.municipality,
        AreaLevel.DISTRICT: spot.district,
    }[wish.level]
    if stated is not None:
        return stated == wish.code
    for town in towns:
        districts = {one.code for one in town.districts}
        if wish.level is AreaLevel.MUNICIPALITY and wish.code == town.code:
            if spot.district is not None:
                return spot.district in districts
            return None if spot.postcode in {one.postcode for one in town.postcodes} else False
        if wish.level is AreaLevel.DISTRICT and wish.code in districts:
            if spot.municipality is not None:
                return None if spot.municipality == town.code else False
            parts = {one.postcode for one in town.postcodes if one.district == wish.code}
            return None if spot.postcode in parts else False
    if wish.level is AreaLevel.POSTCODE:
        holding = {town.code for town in towns for one in town.postcodes if one.postcode == wish.code}
        return None if spot.municipality in holding else False
    return False


def in_place(entry: SearchEntry, wish: PlaceWish, towns: Iterable[Town]) -> State:
    found = serves(entry, wish, towns)
    for spot in entry.spots:
        found = either(found, is_there(spot, wish, towns))
    return found


def great_circle(one: Point, other: Point) -> float:
    """Metres by the haversine formula."""
    phi, psi = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((psi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(psi) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_IN_METRES * math.asin(math.sqrt(half))


def nearest(entry: SearchEntry, point: Point) -> float | None:
    return min((great_circle(spot.point, point) for spot in entry.spots if spot.point), default=None)


def states(entry: SearchEntry, query: Query, towns: Iterable[Town]) -> dict[Filter, State]:
    """Every wish of a query, answered."""
    found: dict[Filter, State] = {}
    if query.types:
        found[Filter.TYPE] = entry.service_type in query.types
    if query.place:
        found[Filter.PLACE] = in_place(entry, query.place, towns)
    if query.language:
        spoken = query.language in entry.languages or bool(entry.interpreter)
        found[Filter.LANGUAGE] = True if spoken else False if entry.languages else None
    if query.costs:
        found[Filter.COST] = None if entry.cost is None else entry.cost in query.costs
    if query.home_visit is not None:
        found[Filter.HOME_VISIT] = None if entry.home_visit is None else entry.home_visit == query.home_visit
    for way in query.ways:
        found[Filter[way.upper()]] = getattr(entry, way)
    if query.capacities:
        found[Filter.CAPACITY] = None if entry.capacity is None else entry.capacity in query.capacities
    if query.radius is not None and query.point is not None:
        away = nearest(entry, query.point)
        found[Filter.RADIUS] = None if away is None else away <= query.radius
    if query.only_open and callable(query.is_open):
        found[Filter.OPEN] = query.is_open(entry.opening_hours) if entry.opening_hours else None
    return found


def shown(entries: Iterable[SearchEntry], query: Query, towns: Iterable[Town]) -> list[SearchEntry]:
    return [one for one in entries if False not in states(one, query, towns).values()]


def facet(
    entries: Iterable[SearchEntry],
    query: Query,
    towns: Iterable[Town],
    values: Callable[[SearchEntry], Iterable[str] | None],
) -> Facet:
    """Count values over what is shown; None is not stated. `query` comes without the facet's own wish."""
    counts: Counter[str] = Counter()
    silent = 0
    for one in shown(entries, query, towns):
        found = values(one)
        if found is None:
            silent += 1
        else:
            counts.update(found)
    return Facet(dict(counts), silent)


def facets(
    directory: list[SearchEntry], entries: list[SearchEntry], query: Query, towns: tuple[Town, ...]
) -> dict[str, Facet]:
    """All facets, each heeding every wish but its own; an interpreter speaks all of the directory."""
    languages = {language for entry in directory for language in entry.languages}
    districts = {one.code for town in towns for one in town.districts}

    def reached(entry: SearchEntry) -> Iterable[str] | None:
        own = entry.area_codes if entry.area_level is AreaLevel.DISTRICT else frozenset()
        own |= {spot.district for spot in entry.spots if spot.district}
        met = {one for one in districts | own if in_place(entry, PlaceWish(AreaLevel.DISTRICT, one), towns)}
        silent = entry.area_level is None or not (entry.area_codes or entry.area_level is AreaLevel.COUNTRY)
        return None if silent and not met else met

    def speaks(entry: SearchEntry) -> Iterable[str] | None:
        if entry.interpreter:
            return languages
        return entry.languages or None

    def answer(state: State) -> list[str] | None:
        return None if state is None else ["yes" if state else "no"]

    def is_open(entry: SearchEntry) -> list[str] | None:
        assert callable(query.is_open)
        return answer(query.is_open(entry.opening_hours) if entry.opening_hours else None)

    nothing: frozenset[str] = frozenset()
    return {
        "types": facet(entries, replace(query, types=nothing), towns, lambda one: [one.service_type]),
        "districts": facet(entries, replace(query, place=None), towns, reached),
        "languages": facet(entries, replace(query, language=None), towns, speaks),
        "costs": facet(
            entries,
            replace(query, costs=frozenset()),
            towns,
            lambda one: [one.cost.value] if one.cost else None,
        ),
        "home_visit": facet(
            entries, replace(query, home_visit=None), towns, lambda one: answer(one.home_visit)
        ),
        "capacities": facet(
            entries,
            replace(query, capacities=frozenset()),
            towns,
            lambda one: [one.capacity.value] if one.capacity else None,
        ),
        "open_now": facet(entries, replace(query, only_open=False), towns, is_open),
    }
