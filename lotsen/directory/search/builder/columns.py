"""Reads everything about services that is no text: the columns that filters, facets and distances use."""

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np

from lotsen.directory.domain import Capacity, Cost
from lotsen.directory.search.model import WAYS, SearchEntry
from lotsen.directory.search.snapshot.parts import NO, NOT_STATED, UNKNOWN, YES, Array, Ints
from lotsen.directory.search.snapshot.reach import EVERYWHERE, OPEN, Places, district_of_code, reach_of

T = TypeVar("T", bound=Hashable)
COLUMNS = (
    "type",
    "own_type",
    "speaks",
    "cost",
    "home_visit",
    "capacity",
    "hours",
    "area",
    "needs",
    "ways",
    "windows",
)
WINDOWS = ("min_weeks", "max_weeks", "min_months", "max_months", "waiting_weeks")
_COSTS = {None: 0} | {cost: number for number, cost in enumerate(Cost, 1)}
_CAPACITIES = {None: 0} | {capacity: number for number, capacity in enumerate(Capacity, 1)}
_WINDOWS_OF, _WAYS_OF = attrgetter(*WINDOWS), attrgetter(*WAYS)
_WHERE_OF = attrgetter("postcode", "municipality", "district")
_ANSWERS = {None: UNKNOWN, False: NO, True: YES}


class Numbered(dict[T, int]):
    """Gives each different thing the next number."""

    def __init__(self, *first: T) -> None:
        super().__init__((thing, number) for number, thing in enumerate(first))

    def __missing__(self, thing: T) -> int:
        number = self[thing] = len(self)
        return number

    def in_order(self, key: Callable[[T], Any]) -> tuple[list[T], Ints]:
        """Return the things sorted, and the place of each by its number: so no first comer shows."""
        things = sorted(self, key=key)
        places = np.empty(len(things), np.int64)
        places[[self[thing] for thing in things]] = np.arange(len(things))
        return things, places


class Columns:
    """Collects one row per service; the arrays come out in the order of the snapshot."""

    def __init__(self) -> None:
        self._types: Numbered[str] = Numbered()
        self._own_types: Numbered[str] = Numbered()
        self._speaks: Numbered[tuple[bool, frozenset[str]]] = Numbered()
        self._hours: Numbered[str] = Numbered()
        self._areas: Numbered[frozenset[str]] = Numbered()
        self._area_of: dict[Hashable, int] = {}
        self._needs: Numbered[frozenset[str]] = Numbered()
        self._ids = bytearray()
        self._ways: Numbered[tuple[bool | None, ...]] = Numbered()
        self._windows: Numbered[tuple[int | None, ...]] = Numbered()
        self._rows = array("i")
        self._spots = array("d")
        self._spot_of = array("i")

    def __len__(self) -> int:
        return len(self._ids) // 16

    def add(self, entry: SearchEntry) -> None:
        """Read one service."""
        self._rows.extend(
            (
                self._types[entry.service_type],
                self._own_types[entry.own_type or ""],
                self._speaks[bool(entry.interpreter), entry.languages],
                _COSTS[entry.cost],
                _ANSWERS[entry.home_visit],
                _CAPACITIES[entry.capacity],
                self._hours[entry.opening_hours or ""],
                self._area(entry),
                self._needs[entry.needs],
                self._ways[_WAYS_OF(entry)],
                self._windows[_WINDOWS_OF(entry)],
            )
        )
        for spot in entry.spots:
            if spot.point is not None:
                self._spot_of.append(len(self))
                self._spots.extend((spot.point.latitude, spot.point.longitude))
        self._ids += entry.id.bytes

    def _area(self, entry: SearchEntry) -> int:
        where = entry.area_level, entry.area_codes, tuple(map(_WHERE_OF, entry.spots))
        if where not in self._area_of:
            self._area_of[where] = self._areas[reach_of(entry)]
        return self._area_of[where]

    def order(self) -> Ints:
        """Say which place each service gets: by a digest of its id, so no name and no age comes first."""
        return places_of(self._ids)

    def arrays(self, order: Ints) -> dict[str, Array]:
        """Return the columns in order."""
        back = np.argsort(order)
        rows = np.array(self._rows, np.int64).reshape(-1, len(COLUMNS))[back]
        of = {name: rows[:, at] for at, name in enumerate(COLUMNS)}
        places = {name: things.in_order(key)[1] for name, (things, key) in self._numbered().items()}
        return {
            "id": np.frombuffer(bytes(self._ids), np.uint8).reshape(-1, 16)[back],
            **{name: small(places[name][of[name]]) for name in places},
            **{name: small(of[name]) for name in ("cost", "home_visit", "capacity")},
            "ways": small(np.array([_ways_number(one) for one in self._ways], np.int64)[of["ways"]]),
            **self._stated_windows(of["windows"]),
            **self._spoken(),
            **self._geography(order),
        }

    def _stated_windows(self, of: Ints) -> dict[str, Array]:
        stated = [[NOT_STATED if one is None else one for one in some] for some in self._windows]
        columns = np.array(stated, np.int16).reshape(-1, len(WINDOWS))[of]
        return {name: np.ascontiguousarray(columns[:, at]) for at, name in enumerate(WINDOWS)}

    def _spoken(self) -> dict[str, Array]:
        """Say for each distinct set of languages, and for each language and one more, whether it is spoken.

        An interpreter speaks all; who states no language leaves all open. `speaks_itself` is without
        interpreters.
        """
        sets = self._speaks.in_order(_in_words)[0]
        languages = self._languages()
        itself = np.array([[one in spoken for one in languages] for _, spoken in sets], np.int64)
        itself = itself.reshape(len(sets), len(languages))
        spoken = np.pad(np.where(itself, YES, NO), ((0, 0), (0, 1)), constant_values=NO)
        spoken[[not stated for _, stated in sets]] = UNKNOWN
        spoken[[interpreter for interpreter, _ in sets]] = YES
        return {"spoken": spoken.astype(np.uint8), "speaks_itself": itself.astype(np.uint8)}

    def _languages(self) -> list[str]:
        return sorted({language for _, spoken in self._speaks for language in spoken})

    def _numbered(self) -> dict[str, tuple[Numbered[Any], Callable[[Any], Any]]]:
        """Name the columns that hold numbers of things, and how their things are sorted."""
        return {
            "type": (self._types, str),
            "own_type": (self._own_types, str),
            "speaks": (self._speaks, _in_words),
            "hours": (self._hours, str),
            "area": (self._areas, sorted),
            "needs": (self._needs, sorted),
        }

    def _geography(self, order: Ints) -> dict[str, Array]:
        """Lay out the spots: the first of each service in columns, further ones in a list of their own."""
        count = len(self)
        degrees = np.array(self._spots, np.float64).reshape(-1, 2)
        of = order[np.array(self._spot_of, np.int64)] if len(self._spot_of) else np.zeros(0, np.int64)
        by_service = np.argsort(of, kind="stable")
        of, degrees = of[by_service], degrees[by_service]
        first = np.ones(len(of), np.bool_)
        first[1:] = of[1:] != of[:-1]
        spots = _spot_columns(degrees)
        found: dict[str, Array] = {}
        for name, values in spots.items():
            column = np.full(count, np.nan, np.float32)
            column[of[first]] = values[first]
            found[f"spot_{name}"] = column
            found[f"more_{name}"] = values[~first]
        at = np.zeros(count + 1, np.uint32)
        np.cumsum(np.bincount(of[~first], minlength=count), out=at[1:])
        found["more_at"] = at
        return found

    def tables(self) -> dict[str, Any]:
        """Return the lists of codes and texts that the columns point into."""
        things = {name: things.in_order(key)[0] for name, (things, key) in self._numbered().items()}
        return {
            "types": things["type"],
            "own_types": things["own_type"],
            "languages": self._languages(),
            "hours": things["hours"],
            "needs": [sorted(needs) for needs in things["needs"]],
        }

    def areas(self, places: Places) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return for each distinct reach its codes and the districts it meets, as lists end to end."""
        code_of: Numbered[str] = Numbered(EVERYWHERE, OPEN)
        districts: Numbered[str] = Numbered(*sorted(places.districts()))
        meets: dict[str, list[str]] = defaultdict(list)
        for district, sure in places.districts().items():
            for code in sure:
                meets[code].append(district)
        codes: list[list[int]] = []
        reached: list[list[int]] = []
        for area in self._areas.in_order(sorted)[0]:
            codes.append(sorted(code_of[code] for code in sorted(area)))
            names = {name for code in area for name in (*meets.get(code, ()), district_of_code(code)) if name}
            reached.append([] if EVERYWHERE in area else sorted(districts[name] for name in sorted(names)))
        code_body, code_at = end_to_end(codes)
        reach_body, reach_at = end_to_end(reached)
        arrays = {
            "code_body": small(code_body),
            "code_at": code_at,
            "reach_body": small(reach_body),
            "reach_at": reach_at,
        }
        return arrays, {"codes": [*code_of], "districts": [*districts]}


def _in_words(speaks: tuple[bool, frozenset[str]]) -> tuple[bool, list[str]]:
    return speaks[0], sorted(speaks[1])


def _ways_number(answers: tuple[bool | None, ...]) -> int:
    """Write one answer for each of `WAYS` as a digit to the base 3."""
    return sum(_ANSWERS[answer] * 3**at for at, answer in enumerate(answers))


def end_to_end(lists: Iterable[Iterable[int]]) -> tuple[Ints, Array]:
    """Lay lists of numbers end to end: the numbers, and where each list begins, with the end of the last."""
    body, ends = array("q"), array("Q", [0])
    for one in lists:
        body.extend(one)
        ends.append(len(body))
    return np.array(body, np.int64), np.array(ends, np.uint32)


def places_of(ids: bytes | bytearray) -> Ints:
    """Say which place each id gets in a snapshot: by its digest; ids lie end to end, 16 bytes each."""
    digests = [blake2b(ids[at : at + 16], digest_size=16).digest() for at in range(0, len(ids), 16)]
    places = np.empty(len(digests), np.int64)
    places[sorted(range(len(digests)), key=digests.__getitem__)] = np.arange(len(digests))
    return places


def small(values: Ints) -> Array:
    """Keep numbers in the smallest type that holds them all."""
    top = int(values.max(initial=0))
    return values.astype(np.uint8 if top < 1 << 8 else np.uint16 if top < 1 << 16 else np.uint32)


def _spot_columns(degrees: Array) -> dict[str, Array]:
    """Prepare spots for distances: radians, and cosine and sine of half the latitude (see `distances`)."""
    latitude, longitude = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return {
        "lat": latitude.astype(np.float32),
        "lon": longitude.astype(np.float32),
        "cos": np.array([math.cos(one / 2) for one in latitude.tolist()], np.float32),
        "sin": np.array([math.sin(one / 2) for one in latitude.tolist()], np.float32),
    }
