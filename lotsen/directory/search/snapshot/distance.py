"""How far services are from a point, for many at once.

Equirectangular: the east-west part shrinks by the cosine of the middle latitude. Within Germany that is less
than half a percent from the great circle. Cosines are stored, and what remains (products, sums, square roots)
comes out the same on every machine.
"""

import math

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search.snapshot.parts import Array, Ints, Parts, Positions
from lotsen.places.domain import EARTH_RADIUS_IN_METRES, Point

NOWHERE = np.iinfo(np.int32).max
"""The distance of a service without a spot."""


class Distances:
    """The spots of all services."""

    def __init__(self, parts: Parts) -> None:
        names = ("lat", "lon", "cos", "sin")
        self._first = [parts.arrays[f"spot_{name}"] for name in names]
        self._more = [parts.arrays[f"more_{name}"] for name in names]
        self._more_of = parts.arrays["more_of"]

    def metres(self, point: Point, services: Positions | None) -> Ints:
        """Return metres to the nearest spot of each service (all if None; sorted), `NOWHERE` without one."""
        first = self._first if services is None else [column[services] for column in self._first]
        found = _metres(point, first)
        found[np.isnan(found)] = NOWHERE
        if len(self._more_of):
            self._heed_further_spots(point, services, found)
        return np.rint(found).astype(np.int64)

    def _heed_further_spots(self, point: Point, services: Positions | None, found: Array) -> None:
        of, columns = self._more_of, self._more
        if services is None:
            rows = of.astype(np.intp)
        else:
            rows = np.searchsorted(services, of)
            rows[rows == len(services)] = 0
            kept = services[rows] == of if len(services) else np.zeros(len(of), np.bool_)
            rows, columns = rows[kept], [column[kept] for column in columns]
        np.minimum.at(found, rows, _metres(point, columns))


def _metres(point: Point, columns: list[Array]) -> NDArray[np.float64]:
    latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
    lat, lon, cos, sin = (column.astype(np.float64) for column in columns)
    shrink = cos * math.cos(latitude / 2) - sin * math.sin(latitude / 2)
    north, east = lat - latitude, (lon - longitude) * shrink
    found: NDArray[np.float64] = EARTH_RADIUS_IN_METRES * np.sqrt(north * north + east * east)
    return found
