"""What matching reads of a snapshot: who is where, for whom, and which few values there are to judge."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from lotsen.directory.domain import ServiceProfile
from lotsen.directory.search.aspects import ASPECTS, read, sample
from lotsen.directory.search.snapshot.parts import Array, Ints

SECTION = "match"
CELL_LATITUDE, CELL_LONGITUDE = 0.03, 0.045
"""The size of a cell of the map in degrees: about three kilometres each way in Germany."""
_ROW = 1 << 13
REACHES = (1, 2, 4, 8, 16, 32)
"""How far to look for near ones, in cells on each side of the own."""


class Eligibility:
    """Columns of aspects, postings and a map; services by their row in these columns.

    Services of alike needs and regions lie side by side; `place` tells the position of each in the snapshot.
    """

    def __init__(self, arrays: Mapping[str, Array], table: Mapping[str, Any]) -> None:
        self._arrays = arrays
        self._values: Mapping[str, list[Any]] = table["values"]
        self._regions: list[str] = table["regions"]
        self.samples = lru_cache(len(ASPECTS))(self._samples)

    def __len__(self) -> int:
        return len(self._arrays["lot"])

    def column(self, name: str) -> Array:
        """Return one of `COLUMNS`, or "place", "latitude", "longitude", "sphere" or "lot" of each service.

        By the name of an aspect that shares a column: its value in each of the combinations there.
        """
        return self._arrays[name]

    def _samples(self, aspect: str) -> tuple[ServiceProfile, ...]:
        """Return for each value of an aspect a service that says just this."""
        return tuple(sample(aspect, read(aspect, value)) for value in self._values[aspect])

    def in_region(self, name: str) -> Array | None:
        """Return the services of a region, but for circles; None if there are none."""
        span = self._postings.get(name)
        return None if span is None else self._arrays["posting_row"][span]

    @cached_property
    def _postings(self) -> Mapping[str, slice]:
        """Where the services of each region stand."""
        ends = pairwise(self._arrays["posting_at"].tolist())
        return {region: slice(*span) for region, span in zip(self._regions, ends, strict=True)}

    @property
    def circles(self) -> Array:
        """The services that work in a circle, from south to north; at the end those that are nowhere."""
        return self._arrays["circle_row"]

    def around(self, latitude: float, longitude: float, least: float) -> Iterator[tuple[int, Array]]:
        """Yield the services around a point: in its cell and so many on each side of it, at least so many."""
        cells, at = self._cells
        middle = int(cells_of(np.float64(latitude), np.float64(longitude)))
        for reach in REACHES:
            lines = range(middle - reach * _ROW, middle + reach * _ROW + 1, _ROW)
            begin = [at[bisect_left(cells, line - reach)] for line in lines]
            end = [at[bisect_right(cells, line + reach)] for line in lines]
            if sum(end) - sum(begin) >= least:
                runs = [self._arrays["cell_row"][low:high] for low, high in zip(begin, end, strict=True)]
                yield reach, np.concatenate(runs)

    @cached_property
    def _cells(self) -> tuple[list[int], list[int]]:
        """All cells that somebody is in, in order, and where the services of each begin."""
        return self._arrays["cell_key"].tolist(), self._arrays["cell_at"].tolist()

    @property
    def placed(self) -> int:
        """How many services are on the map."""
        return len(self._arrays["cell_row"])


def cells_of(latitudes: Array | np.float64, longitudes: Array | np.float64) -> Ints:
    """Number the cells of the map that points lie in, line by line from south to north."""
    lines = np.floor((latitudes + 90) / CELL_LATITUDE)
    columns = np.floor((longitudes + 180) / CELL_LONGITUDE)
    return (lines * _ROW + columns).astype(np.int64)


def on_sphere(latitudes: Array, longitudes: Array) -> Array:
    """Return points as x, y and z on a sphere of radius one: chords need no more than a square root."""
    phi, lam = np.radians(latitudes), np.radians(longitudes)
    return np.stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)), axis=-1)
