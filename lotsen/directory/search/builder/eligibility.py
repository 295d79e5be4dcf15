"""Adds to a snapshot what matching needs: columns of aspects, postings by region, and a map.

Services stand here in an order of their own, by their sets of needs, then by region, then from south to
north: those that one family may be helped by lie side by side and are read in one sweep.
"""

import json
from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np

from lotsen.directory.domain import AreaLevel, ServiceArea, ServiceProfile, lot
from lotsen.directory.search.aspects import ASPECTS, COLUMNS, hidden, regions_of, value_of, written
from lotsen.directory.search.builder.columns import Numbered, places_of, small
from lotsen.directory.search.snapshot.directory import DirectorySnapshot
from lotsen.directory.search.snapshot.eligibility import SECTION, cells_of, on_sphere
from lotsen.directory.search.snapshot.parts import Array, Ints, spread


class StrangeProfiles(ValueError):
    """The profiles are not of the services that the snapshot is a picture of."""


def with_eligibility(snapshot: DirectorySnapshot, profiles: Iterable[ServiceProfile]) -> DirectorySnapshot:
    """Return the same snapshot with eligibility; the profiles are those of its services, in any order."""
    found = Eligible()
    for profile in profiles:
        found.add(profile)
    return found.onto(snapshot)


class Eligible:
    """Gathers profiles one by one; no profile itself is held."""

    def __init__(self) -> None:
        self._numbered: dict[str, Numbered[tuple[Any, ...]]] = {aspect: Numbered() for aspect in ASPECTS}
        self._ids, self._rows = bytearray(), array("i")
        self._spots, self._lots = array("d"), array("Q")

    def add(self, profile: ServiceProfile) -> None:
        """Take one profile; each comes once."""
        self._ids += profile.id.bytes
        self._rows.extend(number[value_of(profile, aspect)] for aspect, number in self._numbered.items())
        self._spots.extend(_spot(profile))
        self._lots.append(lot(profile.id))

    def onto(self, snapshot: DirectorySnapshot) -> DirectorySnapshot:
        """Return a snapshot with the eligibility of its services. Raises StrangeProfiles."""
        back = np.argsort(places_of(self._ids))
        ids = np.frombuffer(bytes(self._ids), np.uint8).reshape(-1, 16)
        if not np.array_equal(ids[back], snapshot.column("id")):
            raise StrangeProfiles
        codes = np.array(self._rows, np.int64).reshape(-1, len(ASPECTS))[back]
        values, numbers = dict[str, list[Any]](), dict[str, Ints]()
        for at, (aspect, number) in enumerate(self._numbered.items()):
            values[aspect], places = number.in_order(_sorted_as)
            numbers[aspect] = places[codes[:, at]]
        degrees = np.array(self._spots, np.float64).reshape(-1, 2)[back]
        lots = np.array(self._lots, np.uint64)[back]
        return _extended(snapshot, values, numbers, degrees, lots)


def _extended(
    snapshot: DirectorySnapshot,
    values: dict[str, list[Any]],
    numbers: dict[str, Ints],
    degrees: Array,
    lots: Array,
) -> DirectorySnapshot:
    order = np.lexsort((degrees[:, 0], numbers["region"], numbers["needs"]))
    numbers = {aspect: number[order] for aspect, number in numbers.items()}
    degrees = degrees[order]
    regions, postings = _postings(values["region"], numbers["region"], degrees)
    return snapshot.extended(
        SECTION,
        {
            **_columns(numbers, values),
            **postings,
            **_map(degrees),
            "place": small(order),
            "latitude": np.ascontiguousarray(degrees[:, 0]),
            "longitude": np.ascontiguousarray(degrees[:, 1]),
            "sphere": on_sphere(degrees[:, 0], degrees[:, 1]),
            "lot": lots[order],
        },
        {
            "regions": regions,
            "values": {aspect: [*map(written, found)] for aspect, found in values.items()},
        },
    )


def _columns(numbers: dict[str, Ints], values: dict[str, list[Any]]) -> dict[str, Array]:
    """Return all columns; those that aspects share number the combinations, told beside them by aspect."""
    found = dict[str, Array]()
    for column, (first, *others) in COLUMNS.items():
        keys = numbers[first]
        for aspect in others:
            keys = keys * len(values[aspect]) + numbers[aspect]
        if others:
            combinations, keys = np.unique(keys, return_inverse=True)
            for aspect in reversed(others):
                combinations, part = np.divmod(combinations, max(1, len(values[aspect])))
                found[aspect] = small(part)
            found[first] = small(combinations)
        found[column] = small(keys)
    return found


def _spot(profile: ServiceProfile) -> tuple[float, float]:
    """Return where a service is; a protected address is nowhere."""
    if profile.protected_address or profile.latitude is None or profile.longitude is None:
        return np.nan, np.nan
    return profile.latitude, profile.longitude


def _sorted_as(value: tuple[Any, ...]) -> str:
    return json.dumps(written(value))


def _postings(
    areas: list[tuple[Any, ...]], column: Ints, degrees: Array
) -> tuple[list[str], dict[str, Array]]:
    """List the services of each region.

    Services that hide their address stand apart, in regions of their own. Circles are no regions: they are
    listed from south to north, and at the end those that say nowhere where they are.
    """
    is_circle = np.array([_is_circle(area) for area, _, _ in areas], np.bool_)
    named = [
        () if is_one else tuple(hidden(name) if protected else name for name in regions_of(area))
        for (area, _, protected), is_one in zip(areas, is_circle.tolist(), strict=True)
    ]
    regions: Numbered[str] = Numbered(*sorted({region for one in named for region in one}))
    of_area = [[regions[region] for region in one] for one in named]
    at = np.zeros(len(of_area) + 1, np.int64)
    np.cumsum([len(one) for one in of_area], out=at[1:])
    body = np.array([number for one in of_area for number in one], np.int64)
    rows, where = spread(at, column)
    of_row = body[where]
    circles = np.flatnonzero(is_circle[column])
    ends = np.cumsum(np.bincount(of_row, minlength=len(regions)))
    return [*regions], {
        "posting_at": np.concatenate(([0], ends)).astype(np.uint32),
        "posting_row": rows[np.lexsort((rows, of_row))].astype(np.uint32),
        "circle_row": circles[np.lexsort((circles, degrees[circles, 0]))].astype(np.uint32),
    }


def _is_circle(area: ServiceArea | None) -> bool:
    return area is not None and area.is_stated and area.level is AreaLevel.RADIUS


def _map(degrees: Array) -> dict[str, Array]:
    """List the services of each cell of the map: each cell once, where its rows begin, and the rows."""
    rows = np.flatnonzero(~np.isnan(degrees).any(axis=1))
    cells = cells_of(degrees[rows, 0], degrees[rows, 1])
    order = np.lexsort((rows, cells))
    found, first = np.unique(cells[order], return_index=True)
    return {
        "cell_key": found.astype(np.int64),
        "cell_at": np.append(first, len(cells)).astype(np.uint32),
        "cell_row": rows[order].astype(np.uint32),
    }
