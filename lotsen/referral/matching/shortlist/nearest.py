"""The first few of very many misses: by weight, then by way, looked for on the map around the family."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from uuid import UUID

import numpy as np

from lotsen.directory.search import CELL_LATITUDE, CELL_LONGITUDE, Eligibility
from lotsen.places.domain import EARTH_RADIUS_IN_METRES, Point
from lotsen.referral.matching.shortlist import bits
from lotsen.referral.matching.shortlist.bits import Bits, Rows
from lotsen.referral.matching.shortlist.claims import Claims
from lotsen.referral.matching.shortlist.order import chances, first
from lotsen.referral.matching.shortlist.where import Ways
from lotsen.referral.matching.way import STEP_M

FEW = 2_000
"""So many are measured one and all."""
REACHES = (1, 2, 4, 8, 16)
"""Cells on each side of the family’s own that are looked at before all services are."""


class Nearest:
    """Puts misses of one case in order."""

    def __init__(self, eligibility: Eligibility, claims: Claims, ways: Ways, case_id: UUID) -> None:
        self._eligibility, self._ways, self._case_id = eligibility, ways, case_id
        self._tiers = claims.by_weight()

    def first(self, among: Bits, most: int | None) -> list[int]:
        """Return the first few of a set of services: the heaviest need first, then the shortest way."""
        return list(islice(self._ordered(among, most), most))

    def _ordered(self, among: Bits, most: int | None) -> Iterator[int]:
        left = most
        for tier in self._tiers:
            if left is not None and left <= 0:
                return
            found = self._of_tier(among & tier, left)
            left = None if left is None else left - len(found)
            yield from found.tolist()

    def _of_tier(self, wanted: Bits, most: int | None) -> Rows:
        if most is not None and self._ways.home is not None and bits.size(wanted) > FEW:
            for reach in REACHES:
                rows = bits.among(self._around(self._ways.home, reach), wanted)
                steps = self._ways.steps(rows)
                if np.count_nonzero(steps < _sure_within(self._ways.home, reach)) >= most:
                    return rows[self._sorted(rows, steps, most)]
        rows = bits.rows_of(wanted)
        return rows[self._sorted(rows, self._ways.steps(rows), most)]

    def _around(self, home: Point, reach: int) -> Rows:
        return self._eligibility.around(home.latitude, home.longitude, reach)

    def _sorted(self, rows: Rows, steps: bits.Rows, most: int | None) -> Rows:
        return first((steps,), chances(self._case_id, self._eligibility.column("lot")[rows]), most)


def _sure_within(home: Point, reach: int) -> float:
    """Return up to which way, in steps, nothing can lie outside so many cells around a home.

    North and south that is an arc of latitude; east and west the distance from a meridian.
    """
    north = math.radians(reach * CELL_LATITUDE)
    east = math.asin(math.sin(math.radians(reach * CELL_LONGITUDE)) * math.cos(math.radians(home.latitude)))
    return math.floor(EARTH_RADIUS_IN_METRES * min(north, east) / STEP_M) - 1
