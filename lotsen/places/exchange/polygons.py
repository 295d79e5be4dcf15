"""Whether a point lies in an area, and whether a ring of a map is one. Pure, without any library."""

from bisect import bisect_right
from itertools import pairwise
from math import isfinite

Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84), the order of GeoJSON (RFC 7946, 3.1.1)."""

Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]
"""The outer ring first, then the holes."""


def contains(polygons: tuple[Polygon, ...], point: Position) -> bool:
    """Say whether one of several polygons holds a point; a hole does not belong to it.

    Even-odd rule on a ray to the east. A side counts at its lower end and not at its upper one, so a point on
    the border of two neighbours lies in exactly one of them.
    """
    return any(_is_odd(polygon, point) for polygon in polygons)


def _is_odd(polygon: Polygon, point: Position) -> bool:
    x, y = point
    odd = False
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                odd = not odd
    return odd


def fault_of(ring: Ring) -> str | None:
    """Say what is wrong with a ring; None if it is one."""
    if len(ring) < 4:
        return "a ring has fewer than four positions"
    if not all(isfinite(x) and isfinite(y) and abs(x) <= 180 and abs(y) <= 90 for x, y in ring):
        return "positions are not degrees of longitude and latitude (WGS 84)"
    if ring[0] != ring[-1]:
        return "a ring is not closed: its last position is not its first"
    if _area(ring) == 0:
        return "a ring encloses nothing"
    return "a ring crosses itself" if _crosses_itself(ring) else None


def _area(ring: Ring) -> float:
    x0, y0 = ring[0]
    moved = [(x - x0, y - y0) for x, y in ring]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(moved)) / 2


def _crosses_itself(ring: Ring) -> bool:
    """Compare only sides whose shadows on the x-axis overlap: a thousand sides take some milliseconds."""
    sides = sorted((min(a, b), max(a, b)) for a, b in pairwise(ring) if a != b)
    starts = [side[0][0] for side in sides]
    for at, (first, last) in enumerate(sides):
        for other in sides[at + 1 : bisect_right(starts, last[0])]:
            if _cross(first, last, *other):
                return True
    return False


def _cross(a: Position, b: Position, c: Position, d: Position) -> bool:
    """Say whether two sides truly cross; touching is allowed."""
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Position, b: Position, c: Position) -> int:
    value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (value > 0) - (value < 0)
