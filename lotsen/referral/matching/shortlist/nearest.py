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

FEW = 2_000
"""So many are measured one and all."""
MARGIN = 2
"""So many times more than are wanted should be found at once."""


class Nearest:
    """Puts misses of one case in order."""

    def __init__(self, eligibility: Eligibility, claims: Claims, ways: Ways, order: Order) -> None:
        self._eligibility, self._ways, self._order = eligibility, ways, order
        self._claims = claims

    def first(self, among: Bits, most: int | None) -> Rows:
        """Return the first few of a set of services: the heaviest need first, then the shortest way."""
        found, left = [np.zeros(0, np.intp)], most
        for tier in self._claims.by_weight():
            found.append(self._of_tier(among & tier, left))
            if left is not None:
                left -= len(found[-1])
                if left <= 0:
                    break
        return np.concatenate(found)

    def _of_tier(self, wanted: Bits, most: int | None) -> Rows:
        count = bits.size(wanted)
        home = self._ways.home
        if most is not None and home is not None and count > FEW:
            least = MARGIN * most * self._eligibility.placed / count
            for reach, around in self._eligibility.around(home.latitude, home.longitude, least):
                rows = bits.among(around, wanted)
                steps = self._ways.steps(rows)
                if np.count_nonzero(steps < _sure_within(home, reach)) >= most:
                    return rows[self._order.first(rows, steps, most)]
        rows = bits.rows_of(wanted)
        return rows[self._order.first(rows, self._ways.steps(rows), most)]


def _sure_within(home: Point, reach: int) -> float:
    """Return up to which way, in steps, nothing can lie outside so many cells around a home.

    North and south that is an arc of latitude; east and west the distance from a meridian.
    """
    north = math.radians(reach * CELL_LATITUDE)
    east = math.asin(math.sin(math.radians(reach * CELL_LONGITUDE)) * math.cos(math.radians(home.latitude)))
    return math.floor(EARTH_RADIUS_IN_METRES * min(north, east) / STEP_M) - 1
