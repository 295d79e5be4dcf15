"""What matching reads of a snapshot: who is where, for whom, and which few values there are to judge."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from lotsen.directory.domain import ServiceProfile
from lotsen.directory.search.aspects import ASPECTS, read, sample
from lotsen.directory.search.snapshot.parts import Array, Ints, Positions

SECTION = "match"
CELL_LATITUDE, CELL_LONGITUDE = 0.03, 0.045
"""The size of a cell of the map in degrees: about three kilometres each way in Germany."""
_ROW = 1 << 13
REACHES = (1, 2, 4, 8, 16, 32)
"""How far to look for near ones, in cells on each side of the own."""
_BOXES = (
    np.concatenate([np.arange(-reach, reach + 1) for reach in REACHES]),
    np.concatenate([np.full(2 * reach + 1, reach) for reach in REACHES]),
)
_FIRST = np.cumsum([0, *(2 * reach + 1 for reach in REACHES)])[:-1]
"""The lines of all these boxes and how far they go to the sides; and where each box begins among them."""
LINE = 0.01
"""The height of a line of circles in degrees of latitude: about a kilometre."""
LINES = 1 << 15
_NONE: Positions = np.zeros(0, np.intp)
_NOWHERE = LINES - 1
"""The line of circles that say nowhere where they are."""


class Eligibility:
    """Columns of aspects, postings and a map; services by their row in these columns.

    Services of alike needs and regions lie side by side; `place` tells the position of each in the snapshot.
    """

    def __init__(self, arrays: Mapping[str, Array], table: Mapping[str, Any]) -> None:
        self._arrays = arrays
        self._values: Mapping[str, list[Any]] = table["values"]
        self._region = {region: number for number, region in enumerate(table["regions"])}
        self.samples = lru_cache(len(ASPECTS))(self._samples)

    def __len__(self) -> int:
        return len(self._arrays["lot"])

    def column(self, name: str) -> Array:
        """Return a column: an aspect, "place", "latitude", "longitude", "sphere" or "lot" of each service."""
        return self._arrays[name]

    def alike(self, rows: Positions) -> Array:
        """Return for some services their values in all aspects of `ALIKE`, numbered through."""
        found: Array = self._arrays["alike"][rows]
        return found

    def _samples(self, aspect: str) -> tuple[ServiceProfile, ...]:
        """Return for each value of an aspect a service that says just this."""
        return tuple(sample(aspect, read(aspect, value)) for value in self._values[aspect])

    def serving(self, region: str, need_sets: Sequence[int]) -> list[Array]:
        """Return, in runs, the services of a region that have one of some sets of needs; not of circles."""
        number = self._region.get(region)
        if number is None:
            return []
        rows, first = self._arrays["posting_row"], number * len(self._values["needs"])
        return [rows[span] for one in need_sets if (span := self._postings.get(first + one))]

    @cached_property
    def _postings(self) -> Mapping[int, slice]:
        """Where the services of each region and set of needs stand, by the number of both."""
        at = self._arrays["posting_at"].tolist()
        spans = [slice(begin, end) for begin, end in pairwise(at)]
        return dict(zip(self._arrays["posting_key"].tolist(), spans, strict=True))

    def circles(self, need_sets: Positions, latitude: float | None, reach: float) -> Positions:
        """Return the services that work in a circle and have one of some sets of needs.

        Those farther north or south of a latitude than `reach` degrees are left out, but for a line's height.
        """
        keys, rows = self._arrays["circle_key"], self._arrays["circle_row"]
        south, north = (0, _NOWHERE) if latitude is None else lines_of(latitude + np.array((-reach, reach)))
        wanted = need_sets * LINES
        begin = np.searchsorted(keys, np.concatenate((wanted + south, wanted + _NOWHERE)))
        end = np.searchsorted(keys, np.concatenate((wanted + north, wanted + _NOWHERE)), "right")
        begin[len(wanted) :] = np.maximum(begin[len(wanted) :], end[: len(wanted)])
        runs = [rows[low:high] for low, high in zip(begin.tolist(), end.tolist(), strict=True) if low < high]
        return np.concatenate((_NONE, *runs)).astype(np.intp)

    def around(self, latitude: float, longitude: float, reach: int) -> Positions:
        """Return the services in the cell of a point and in so many cells on each side of it."""
        begin, end = self._box(latitude, longitude, np.arange(-reach, reach + 1), reach)
        spans, rows = zip(begin.tolist(), end.tolist(), strict=True), self._arrays["cell_row"]
        runs = [rows[low:high] for low, high in spans if low < high]
        return np.concatenate((_NONE, *runs)).astype(np.intp)

    def shares_around(self, latitude: float, longitude: float) -> list[float]:
        """Return for each of `REACHES` the share of all services on the map that `around` returns."""
        begin, end = self._box(latitude, longitude, *_BOXES)
        shares = np.add.reduceat(end - begin, _FIRST) / max(1, len(self._arrays["cell_row"]))
        found: list[float] = shares.tolist()
        return found

    def _box(self, latitude: float, longitude: float, lines: Ints, reach: int | Ints) -> tuple[Ints, Ints]:
        """Return for lines of cells, counted from a point, where their services begin and end."""
        keys, at = self._arrays["cell_key"], self._arrays["cell_at"]
        middle = int(cells_of(np.float64(latitude), np.float64(longitude))) + _ROW * lines
        begin = np.searchsorted(keys, middle - reach)
        end = np.searchsorted(keys, middle + reach, "right")
        return at[begin].astype(np.int64), at[end].astype(np.int64)


def lines_of(latitudes: Array) -> Ints:
    """Number the lines that latitudes lie on from south to north; where there is none, the last."""
    lines = np.clip(np.floor((latitudes + 90) / LINE), 0, _NOWHERE - 1)
    return np.where(np.isnan(lines), _NOWHERE, lines).astype(np.int64)


def cells_of(latitudes: Array | np.float64, longitudes: Array | np.float64) -> Ints:
    """Number the cells of the map that points lie in, line by line from south to north."""
    lines = np.floor((latitudes + 90) / CELL_LATITUDE)
    columns = np.floor((longitudes + 180) / CELL_LONGITUDE)
    return (lines * _ROW + columns).astype(np.int64)


def on_sphere(latitudes: Array, longitudes: Array) -> Array:
    """Return points as x, y and z on a sphere of radius one: chords need no more than a square root."""
    phi, lam = np.radians(latitudes), np.radians(longitudes)
    return np.stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)), axis=-1)
