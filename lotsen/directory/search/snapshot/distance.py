"""How far services are from a point, for many at once.

Equirectangular: the east-west part shrinks by the cosine of the middle latitude. Within Germany that is less
than half a percent from the great circle. Cosines are stored, and what remains (products, sums, square roots)
comes out the same on every machine.
"""

import math

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search.snapshot.parts import Array, Ints, Parts, Positions, spread
from lotsen.places.domain import EARTH_RADIUS_IN_METRES, Point

NOWHERE = np.iinfo(np.int32).max
"""The distance of a service without a spot."""


class Distances:
    """The spots of all services."""

    def __init__(self, parts: Parts) -> None:
        names = ("lat", "lon", "cos", "sin")
        self._first = [parts.arrays[f"spot_{name}"] for name in names]
        self._more = [parts.arrays[f"more_{name}"] for name in names]
        self._more_at = parts.arrays["more_at"]

    def metres(self, point: Point, services: Positions | None) -> Ints:
        """Return metres to the nearest spot of each service (all if None; sorted), `NOWHERE` without one."""
        first = self._first if services is None else [column[services] for column in self._first]
        found = _metres(point, first)
        found[np.isnan(found)] = NOWHERE
        if len(self._more[0]):
            rows, where = spread(self._more_at, np.arange(len(found)) if services is None else services)
            np.minimum.at(found, rows, _metres(point, [column[where] for column in self._more]))
        return np.rint(found).astype(np.int64)


def _metres(point: Point, columns: list[Array]) -> NDArray[np.float64]:
    latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
    lat, lon, cos, sin = (column.astype(np.float64) for column in columns)
    shrink = cos * math.cos(latitude / 2) - sin * math.sin(latitude / 2)
    north, east = lat - latitude, (lon - longitude) * shrink
    found: NDArray[np.float64] = EARTH_RADIUS_IN_METRES * np.sqrt(north * north + east * east)
    return found
