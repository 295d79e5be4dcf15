"""What matching reads of a snapshot: who is where, for whom, and which few values there are to judge."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from lotsen.directory.domain import ServiceProfile
from lotsen.directory.search.aspects import ASPECTS, read, sample
from lotsen.directory.search.snapshot.parts import Array, Ints, Positions, spread

SECTION = "match"
CELL_LATITUDE, CELL_LONGITUDE = 0.1, 0.15
"""The size of a cell of the map in degrees: about eleven kilometres each way in Germany."""
_ROW = 4096


class Eligibility:
    """Columns of aspects, postings and a map; services by their position in the snapshot."""

    def __init__(self, arrays: Mapping[str, Array], table: Mapping[str, Any]) -> None:
        self._arrays = arrays
        self._values: Mapping[str, list[Any]] = table["values"]
        self._region = {region: number for number, region in enumerate(table["regions"])}
        self.samples = lru_cache(len(ASPECTS))(self._samples)

    def __len__(self) -> int:
        return len(self._arrays["lot"])

    @property
    def cells(self) -> int:
        """How many cells of the map hold a service."""
        return len(self._arrays["cell_key"])

    def column(self, name: str) -> Array:
        """Return a column: each service's value in an aspect, "latitude", "longitude", "sphere" or "lot"."""
        return self._arrays[name]

    def _samples(self, aspect: str) -> tuple[ServiceProfile, ...]:
        """Return for each value of an aspect a service that says just this."""
        return tuple(sample(aspect, read(aspect, value)) for value in self._values[aspect])

    def serving(self, regions: Sequence[str], need_sets: Positions) -> tuple[Positions, Positions]:
        """Return the services of some regions that have one of some sets of needs.

        Sets of needs are numbers; beside each service stands which of the regions it was found in.
        """
        keys, at, rows = (self._arrays[f"posting_{part}"] for part in ("key", "at", "row"))
        known = [place for place, region in enumerate(regions) if region in self._region]
        first = np.array([self._region[regions[place]] for place in known], np.int64)
        wanted = (first[:, None] * len(self._values["needs"]) + need_sets).ravel()
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        is_there = keys[places] == wanted
        which, where = spread(at, places[is_there])
        found_in = np.repeat(np.array(known, np.intp), len(need_sets))[is_there]
        return rows[where].astype(np.intp), found_in[which]

    def around(self, latitude: float, longitude: float, reach: int) -> Positions:
        """Return the services in the cell of a point and in so many cells on each side of it."""
        keys, at, rows = (self._arrays[f"cell_{part}"] for part in ("key", "at", "row"))
        middle = int(cells_of(np.array([latitude]), np.array([longitude]))[0])
        lines = middle + _ROW * np.arange(-reach, reach + 1)
        begin, end = np.searchsorted(keys, lines - reach), np.searchsorted(keys, lines + reach, "right")
        runs = [rows[at[low] : at[high]] for low, high in zip(begin.tolist(), end.tolist(), strict=True)]
        return np.concatenate(runs).astype(np.intp)


def cells_of(latitudes: Array, longitudes: Array) -> Ints:
    """Number the cells of the map that points lie in, line by line from south to north."""
    lines = np.floor((latitudes + 90) / CELL_LATITUDE).astype(np.int64)
    columns = np.floor((longitudes + 180) / CELL_LONGITUDE).astype(np.int64)
    return lines * _ROW + columns


def on_sphere(latitudes: Array, longitudes: Array) -> Array:
    """Return points as x, y and z on a sphere of radius one: chords need no more than a square root."""
    phi, lam = np.radians(latitudes), np.radians(longitudes)
    return np.stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)), axis=-1)
