"""Adds to a snapshot what matching needs: columns of aspects, postings by region and need, and a map.

Services stand here in an order of their own, by their sets of needs, then by region, then from south to
north: those that one family may be helped by lie side by side and are read in one sweep.
"""

import json
from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np

from lotsen.directory.domain import AreaLevel, ServiceProfile, lot
from lotsen.directory.search.aspects import ALIKE, ASPECTS, hidden, regions_of, value_of, written
from lotsen.directory.search.builder.columns import Numbered, places_of, small
from lotsen.directory.search.snapshot.directory import DirectorySnapshot
from lotsen.directory.search.snapshot.eligibility import LINES, SECTION, cells_of, lines_of, on_sphere
from lotsen.directory.search.snapshot.parts import Array, Ints, spread


class StrangeProfiles(ValueError):
    """The profiles are not of the services that the snapshot is a picture of."""


def with_eligibility(snapshot: DirectorySnapshot, profiles: Iterable[ServiceProfile]) -> DirectorySnapshot:
    """Return the same snapshot with eligibility; the profiles are those of its services, in any order."""
    numbered: dict[str, Numbered[tuple[Any, ...]]] = {aspect: Numbered() for aspect in ASPECTS}
    ids, rows, spots, lots = bytearray(), array("i"), array("d"), array("Q")
    for profile in profiles:
        ids += profile.id.bytes
        rows.extend(number(value_of(profile, aspect)) for aspect, number in numbered.items())
        spots.extend(_spot(profile))
        lots.append(lot(profile.id))
    back = np.argsort(places_of(ids))
    if not np.array_equal(np.frombuffer(bytes(ids), np.uint8).reshape(-1, 16)[back], snapshot.column("id")):
        raise StrangeProfiles
    codes = np.array(rows, np.int64).reshape(-1, len(ASPECTS))[back]
    values, columns = dict[str, list[Any]](), dict[str, Array]()
    for at, (aspect, number) in enumerate(numbered.items()):
        values[aspect], places = number.in_order(_sorted_as)
        columns[aspect] = small(places[codes[:, at]])
    degrees = np.array(spots, np.float64).reshape(-1, 2)[back]
    order = np.lexsort((degrees[:, 0], columns["region"], columns["needs"]))
    columns = {aspect: column[order] for aspect, column in columns.items()}
    degrees = degrees[order]
    regions, postings = _postings(values["region"], columns, degrees)
    return snapshot.extended(
        SECTION,
        {
            **columns,
            **postings,
            **_map(degrees),
            "place": small(order),
            "alike": _side_by_side([columns[aspect] for aspect in ALIKE], [values[one] for one in ALIKE]),
            "latitude": np.ascontiguousarray(degrees[:, 0]),
            "longitude": np.ascontiguousarray(degrees[:, 1]),
            "sphere": on_sphere(degrees[:, 0], degrees[:, 1]),
            "lot": np.array(lots, np.uint64)[back][order],
        },
        {
            "regions": regions,
            "values": {aspect: [*map(written, found)] for aspect, found in values.items()},
        },
    )


def _side_by_side(columns: list[Array], values: list[list[Any]]) -> Array:
    """Lay columns side by side, each numbered on from where the values of the one before end."""
    begin = np.cumsum([0, *map(len, values)])[:-1]
    return np.stack([column + np.uint32(at) for column, at in zip(columns, begin, strict=True)], axis=1)


def _spot(profile: ServiceProfile) -> tuple[float, float]:
    """Return where a service is; a protected address is nowhere."""
    if profile.protected_address or profile.latitude is None or profile.longitude is None:
        return np.nan, np.nan
    return profile.latitude, profile.longitude


def _sorted_as(value: tuple[Any, ...]) -> str:
    return json.dumps(written(value))


def _postings(
    areas: list[tuple[Any, ...]], columns: dict[str, Array], degrees: Array
) -> tuple[list[str], dict[str, Array]]:
    """List the services of each region and set of needs; the key of both is one number.

    Services that hide their address stand apart, in regions of their own. Circles are no regions: they are
    listed by set of needs and line of latitude.
    """
    named = [
        tuple(hidden(name) if protected else name for name in regions_of(area))
        for area, _, protected in areas
    ]
    circle = AreaLevel.RADIUS.value
    is_circle = np.array([not {circle, hidden(circle)}.isdisjoint(one) for one in named], np.bool_)
    regions: Numbered[str] = Numbered(*sorted({region for one in named for region in one}))
    of_area = [
        [] if is_one else [regions(region) for region in one]
        for one, is_one in zip(named, is_circle.tolist(), strict=True)
    ]
    at = np.zeros(len(of_area) + 1, np.int64)
    np.cumsum([len(one) for one in of_area], out=at[1:])
    body = np.array([number for one in of_area for number in one], np.int64)
    rows, where = spread(at, columns["region"].astype(np.intp))
    sets = int(columns["needs"].max(initial=0)) + 1
    keys = body[where] * sets + columns["needs"][rows]
    circles = np.flatnonzero(is_circle[columns["region"]])
    lines = columns["needs"][circles].astype(np.int64) * LINES + lines_of(degrees[circles, 0])
    by_line = np.argsort(lines, kind="stable")
    return regions.things(), {
        **_grouped("posting", keys, rows),
        "circle_key": lines[by_line],
        "circle_row": circles[by_line].astype(np.uint32),
    }


def _map(degrees: Array) -> dict[str, Array]:
    """List the services of each cell of the map."""
    rows = np.flatnonzero(~np.isnan(degrees).any(axis=1))
    return _grouped("cell", cells_of(degrees[rows, 0], degrees[rows, 1]), rows)


def _grouped(name: str, keys: Ints, rows: Array) -> dict[str, Array]:
    """Lay rows out by their keys: each key once, where its rows begin, and the rows."""
    order = np.lexsort((rows, keys))
    found, first = np.unique(keys[order], return_index=True)
    return {
        f"{name}_key": found.astype(np.int64),
        f"{name}_at": np.append(first, len(keys)).astype(np.uint32),
        f"{name}_row": rows[order].astype(np.uint32),
    }
