"""Judges every service by every wish at once: no, unknown, or yes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.domain import Capacity, Cost
from lotsen.directory.search.model import WAYS, Filter, FoundPlace, OpenNow, PlaceWish, Query
from lotsen.directory.search.snapshot.distance import NOWHERE
from lotsen.directory.search.snapshot.parts import (
    NO,
    UNKNOWN,
    YES,
    Array,
    Bits,
    Ints,
    Mask,
    Parts,
    Positions,
    States,
)
from lotsen.directory.search.snapshot.reach import Places

_WAYS = {
    way: (Filter[way.upper()], (np.arange(3 ** len(WAYS)) // 3**at % 3).astype(np.uint8))
    for at, way in enumerate(WAYS)
}
"""For each way its bit, and what each number in the column of ways says about it: a digit to the base 3."""
_COSTS_READ = {"free": Cost.FREE, "insurance": Cost.INSURANCE}
COSTS = (None, *(cost.value for cost in Cost))
CAPACITIES = (None, *(capacity.value for capacity in Capacity))
"""What the numbers in the columns mean."""


SPEAKS = 400
"""What speaking a language adds to a score of at most 1000: less than what parts a name from an aside."""


@dataclass(frozen=True)
class Judged:
    """For each service the wishes it fails and those it leaves open, as bits of `Filter`."""

    failed: Bits
    unclear: Bits
    asked: Filter

    def some(self, rows: Positions) -> "Judged":
        """Return only these services."""
        return Judged(self.failed[rows], self.unclear[rows], self.asked)


class Wishes:
    """The columns that wishes are judged by."""

    def __init__(self, parts: Parts, places: Places) -> None:
        self._columns = parts.arrays
        self._places = places
        self._types: list[str] = parts.tables["types"]
        self._own_types: list[str] = parts.tables["own_types"]
        self._needs: list[list[str]] = parts.tables["needs"]
        codes: list[str] = parts.tables["codes"]
        self._code = dict(zip(codes, range(len(codes)), strict=True))
        self.languages: list[str] = parts.tables["languages"]
        self.spoken: Array = parts.arrays["spoken"]

    def judge(
        self,
        query: Query,
        places: list[tuple[PlaceWish, ...]],
        language: str | None,
        hours: OpenNow | None,
        services: Positions | None,
        metres: Ints | None,
    ) -> Judged:
        """Judge services (all if None; else their positions, with their distances in `metres`)."""
        count = len(self._columns["id"]) if services is None else len(services)
        verdicts = np.zeros(count, np.uint32)
        asked = Filter(0)
        ways = ((wish, "ways", table) for way, (wish, table) in _WAYS.items() if way in query.ways)
        for wish, name, table in (*self._tables(query, places, language, hours), *ways):
            values = self._columns[name]
            verdicts |= _verdict(wish, table)[values if services is None else values[services]]
            asked |= wish
        if query.radius is not None and metres is not None:
            inside = np.where(metres <= query.radius, YES, NO)
            states = np.where(metres == NOWHERE, UNKNOWN, inside).astype(np.uint8)
            verdicts |= _verdict(Filter.RADIUS, np.arange(YES + 1, dtype=np.uint8))[states]
            asked |= Filter.RADIUS
        return Judged((verdicts & 0xFFFF).astype(np.uint16), (verdicts >> 16).astype(np.uint16), asked)

    def is_served(self, place: FoundPlace) -> bool:
        """Say whether any service lies in a place, or serves it by name."""
        return any(self._numbers(self._places.codes(wish).by_name) for wish in place.places)

    def there(self, wishes: Iterable[PlaceWish], services: Positions, *, serves_only: bool) -> Mask:
        """Say of services whether they lie in one of some places, or serve it by name, for all we know."""
        body, at = self._columns["code_body"], self._columns["code_at"]
        found = np.zeros(len(self._code), np.bool_)
        for wish in wishes:
            found[self._numbers(self._places.codes(wish, serves_only=serves_only).by_name)] = True
        named: Mask = np.logical_or.reduceat(found[body], at[:-1].astype(np.intp))
        return named[self._columns["area"][services]]

    def lift(self, language: str, services: Positions) -> Ints:
        """Return what services gain that speak a language themselves."""
        if language not in self.languages:
            return np.zeros(len(services), np.int64)
        itself = self._columns["speaks_itself"][:, self.languages.index(language)]
        gains = itself.astype(np.int64) * SPEAKS
        found: Ints = gains[self._columns["speaks"][services]]
        return found

    def _tables(
        self,
        query: Query,
        places: list[tuple[PlaceWish, ...]],
        language: str | None,
        hours: OpenNow | None,
    ) -> Iterator[tuple[Filter, str, States]]:
        """Name for each wish its column, and what each number in it means for the wish."""
        if query.types:
            yield Filter.TYPE, "type", _chosen(self._types, query.types)
        if query.own_types:
            yield Filter.TYPE, "own_type", _chosen(self._own_types, query.own_types)
        if query.needs:
            yield Filter.TYPE, "needs", _helping(self._needs, query.needs)
        if places:
            yield Filter.PLACE, "area", self._meeting(places, serves_only=query.serves_only)
        if language is not None:
            yield Filter.LANGUAGE, "speaks", self._speaking(language)
        if query.costs:
            yield Filter.COST, "cost", _stated(COSTS, query.costs)
        if query.home_visit is not None:
            states = (NO, UNKNOWN, YES) if query.home_visit else (YES, UNKNOWN, NO)
            yield Filter.HOME_VISIT, "home_visit", np.array(states, np.uint8)
        if query.capacities:
            yield Filter.CAPACITY, "capacity", _stated(CAPACITIES, query.capacities)
        if query.only_open and hours is not None:
            yield Filter.OPEN, "hours", np.frombuffer(hours.states, np.uint8)

    def _meeting(self, wanted: list[tuple[PlaceWish, ...]], *, serves_only: bool) -> States:
        """Judge each distinct reach: every wish must be met, by one of the places it may mean."""
        body, at = self._columns["code_body"], self._columns["code_at"]
        found: States = np.full(len(at) - 1, YES, np.uint8)
        for wishes in wanted:
            states = np.zeros(len(self._code), np.uint8)
            codes = [self._places.codes(wish, serves_only=serves_only) for wish in wishes]
            states[self._numbers(code for one in codes for code in one.maybe)] = UNKNOWN
            states[self._numbers(code for one in codes for code in one.sure)] = YES
            if len(found):
                found = np.minimum(found, np.maximum.reduceat(states[body], at[:-1].astype(np.intp)))
        return found

    def _numbers(self, codes: Iterable[str]) -> list[int]:
        return [self._code[code] for code in codes if code in self._code]

    def _speaking(self, language: str) -> States:
        if language in self.languages:
            return self.spoken[:, self.languages.index(language)]
        return _spoken_elsewhere(self.spoken)


def with_wishes(query: Query, wishes: frozenset[str]) -> tuple[Query, frozenset[str]]:
    """Narrow a query by wishes read out of its words, where it does not say itself; return those heeded."""
    heeded = set()
    if "home_visit" in wishes and query.home_visit is None:
        query = replace(query, home_visit=True)
        heeded.add("home_visit")
    costs = {name: cost for name, cost in _COSTS_READ.items() if name in wishes}
    if costs and not query.costs:
        query = replace(query, costs=frozenset(costs.values()))
        heeded.update(costs)
    ways = wishes & frozenset(WAYS) - query.ways
    query = replace(query, ways=query.ways | ways)
    heeded |= ways
    if "room" in wishes and not query.capacities:
        query = replace(query, capacities=frozenset({Capacity.FREE}))
        heeded.add("room")
    if "open_now" in wishes and query.is_open is not None and not query.only_open:
        query = replace(query, only_open=True)
        heeded.add("open_now")
    return query, frozenset(heeded)


def _verdict(wish: Filter, states: States) -> NDArray[np.uint32]:
    """Return the bit of a wish: in the low half where it fails, in the high half where it is left open."""
    found: NDArray[np.uint32] = np.array([wish, wish << 16, 0], np.uint32)[states]
    return found


def _chosen(names: list[str], wanted: frozenset[str]) -> States:
    return np.array([YES if name in wanted else NO for name in names], np.uint8)


def _helping(needs: list[list[str]], wanted: frozenset[str]) -> States:
    """Judge each distinct set of needs; who names none leaves it open."""
    states = [YES if not wanted.isdisjoint(some) else NO if some else UNKNOWN for some in needs]
    return np.array(states, np.uint8)


def _stated(names: tuple[str | None, ...], wanted: Iterable[str]) -> States:
    chosen = set(wanted)
    return np.array([UNKNOWN if name is None else YES if name in chosen else NO for name in names], np.uint8)


def _spoken_elsewhere(spoken: Array) -> States:
    """Judge a language that no service names: the last column."""
    found: States = spoken[:, -1]
    return found
