"""The first few of very many misses: by weight, then by way, looked for on the map around the family."""

from __future__ import annotations

import math

import numpy as np

from lotsen.directory.search import CELL_LATITUDE, CELL_LONGITUDE, Eligibility
from lotsen.places.domain import EARTH_RADIUS_IN_METRES, Point
from lotsen.referral.matching.shortlist import bits
from lotsen.referral.matching.shortlist.bits import Bits, Rows
from lotsen.referral.matching.shortlist.claims import Claims
from lotsen.referral.matching.shortlist.order import Order
from lotsen.referral.matching.shortlist.where import Ways
from lotsen.referral.matching.way import STEP_M

FEW = 1_000
"""So many are measured one and all."""
MARGIN = 2
FARTHER = 3
WIDEST = 32
"""Cells on each side of the family’s own, at most, before all services are looked at."""


class Nearest:
    """Puts misses of one case in order."""

    def __init__(self, eligibility: Eligibility, claims: Claims, ways: Ways, order: Order) -> None:
        self._eligibility, self._ways, self._order = eligibility, ways, order
        self._tiers = claims.by_weight()

    def first(self, among: Bits, most: int | None) -> Rows:
        """Return the first few of a set of services: the heaviest need first, then the shortest way."""
        found, left = [np.zeros(0, np.intp)], most
        for tier in self._tiers:
            found.append(self._of_tier(among & tier, left))
            if left is not None:
                left -= len(found[-1])
                if left <= 0:
                    break
        return np.concatenate(found)

    def _of_tier(self, wanted: Bits, most: int | None) -> Rows:
        count = bits.size(wanted)
        if most is not None and self._ways.home is not None and count > FEW:
            for reach in self._reaches(count, most):
                rows = bits.among(self._around(self._ways.home, reach), wanted)
                steps = self._ways.steps(rows)
                if np.count_nonzero(steps < _sure_within(self._ways.home, reach)) >= most:
                    return rows[self._order.first(rows, (steps,), most)]
        rows = bits.rows_of(wanted)
        return rows[self._order.first(rows, (self._ways.steps(rows),), most)]

    def _reaches(self, count: int, most: int) -> list[int]:
        """Return how far to look, in cells on each side: as far as usually holds enough, then farther."""
        likely = math.sqrt(MARGIN * most * self._eligibility.cells / count) / 2
        first = max(1, math.ceil(likely))
        return [first * 2**more for more in range(FARTHER) if first * 2**more <= WIDEST]

    def _around(self, home: Point, reach: int) -> Rows:
        return self._eligibility.around(home.latitude, home.longitude, reach)


def _sure_within(home: Point, reach: int) -> float:
    """Return up to which way, in steps, nothing can lie outside so many cells around a home.

    North and south that is an arc of latitude; east and west the distance from a meridian.
    """
    north = math.radians(reach * CELL_LATITUDE)
    east = math.asin(math.sin(math.radians(reach * CELL_LONGITUDE)) * math.cos(math.radians(home.latitude)))
    return math.floor(EARTH_RADIUS_IN_METRES * min(north, east) / STEP_M) - 1
