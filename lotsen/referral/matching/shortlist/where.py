"""Where services are and whom they reach: ways for many at once, and the judgement of regions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import NO, Eligibility, hidden, regions_around
from lotsen.places.domain import EARTH_RADIUS_IN_METRES, Point
from lotsen.places.domain import distance as steps_between
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.conditions import region
from lotsen.referral.matching.ranking import Weights, score
from lotsen.referral.matching.shortlist.bits import Rows
from lotsen.referral.matching.shortlist.judging import STATES, WEIGHINGS
from lotsen.referral.matching.way import METRES_PER_KM, NO_DISTANCE, STEP_M

Steps = NDArray[np.int64]
"""Ways in steps of 100 m; `NO_DISTANCE` where one end is not known."""

_METRES_PER_DEGREE = EARTH_RADIUS_IN_METRES * np.pi / 180
MARGIN = 1.1
"""Circles are looked for so many times farther than any of them reaches."""
_EDGE = 1e-6
"""Ways so near to half a step are measured again by the plain function, which rounds as it does."""


@dataclass(frozen=True)
class Reached:
    """The services whose region does not fail, and what their region counts."""

    rows: Rows
    scores: NDArray[np.int64]


class Ways:
    """Measures ways to a family."""

    def __init__(self, eligibility: Eligibility, case: CaseProfile) -> None:
        self._eligibility, self._sphere = eligibility, eligibility.column("sphere")
        self.home: Point | None = None
        if case.latitude is not None and case.longitude is not None:
            self.home = Point(case.latitude, case.longitude)
            phi, lam = math.radians(case.latitude), math.radians(case.longitude)
            across = math.cos(phi)
            self._origin = np.array((across * math.cos(lam), across * math.sin(lam), math.sin(phi)))

    def steps(self, rows: Rows) -> Steps:
        """Measure the way to each service, by the chord between two points of a sphere."""
        if self.home is None:
            return np.full(len(rows), NO_DISTANCE, np.int64)
        apart = self._sphere[rows] - self._origin
        half = np.sqrt(np.einsum("ij,ij->i", apart, apart)) / 2
        exact = np.arcsin(np.minimum(half, 1.0)) * (2 * EARTH_RADIUS_IN_METRES / STEP_M)
        found = np.rint(exact)
        unsure = (np.abs(exact - found) > 0.5 - _EDGE).nonzero()[0].tolist()
        found[np.isnan(exact)] = NO_DISTANCE
        for at in unsure:
            found[at] = steps_between(self._point(rows[at]), self.home)
        whole: Steps = found.astype(np.int64)
        return whole

    def _point(self, row: int) -> Point:
        latitude, longitude = self._eligibility.column("latitude"), self._eligibility.column("longitude")
        return Point(float(latitude[row]), float(longitude[row]))


def _nothing_known(_: Weights) -> dict[tuple[str, bool, bool], tuple[int, int]]:
    """Begin to remember what regions count for some weights."""
    return {}


class Regions:
    """Finds the services whose region holds or is open for a case, by the postings.

    All services of one region that do not hide their address stand alike, as do all that do: the plain
    condition is asked for one of each, once for all cases. Only circles are told apart by their ways.
    """

    def __init__(self, eligibility: Eligibility) -> None:
        self._eligibility = eligibility
        self._samples = eligibility.samples("region")
        radii = [(one.area.radius_km or 0) if one.area else 0 for one in self._samples]
        self._radii = METRES_PER_KM * np.array(radii, np.int64)
        self._farthest = (MARGIN * int(self._radii.max(initial=0)) + STEP_M) / _METRES_PER_DEGREE
        self._known = lru_cache(WEIGHINGS)(_nothing_known)

    def reached(self, need_sets: Rows, case: CaseProfile, ways: Ways, weights: Weights) -> Reached:
        """Find services that have one of some sets of needs."""
        known, sets = self._known(weights), need_sets.tolist()
        circles, counted = self._circles(need_sets, ways, weights)
        found, scores, lengths = [circles], list[int](), list[int]()
        for name in regions_around(case.homes):
            level, _, place = name.partition(":")
            for is_hidden in (False, True):
                runs = self._eligibility.serving(hidden(name) if is_hidden else name, sets)
                if not runs:
                    continue
                key = (level, bool(place), is_hidden)
                if key not in known:
                    known[key] = self._judged(int(runs[0][0]), case, weights)
                state, points = known[key]
                if state != NO:
                    found += runs
                    scores.append(points)
                    lengths.append(sum(map(len, runs)))
        points_of = np.repeat(np.array(scores, np.int64), lengths)
        return Reached(np.concatenate(found).astype(np.intp), np.concatenate((counted, points_of)))

    def _judged(self, row: int, case: CaseProfile, weights: Weights) -> tuple[int, int]:
        """Judge all services of a region by one of them."""
        finding = region(self._samples[self._eligibility.column("region")[row]], case)
        return STATES[finding.holds], score(finding, weights)

    def _circles(self, need_sets: Rows, ways: Ways, weights: Weights) -> tuple[Rows, NDArray[np.int64]]:
        """Find the services in whose circle the family lives or may live, and what that counts."""
        latitude = None if ways.home is None else ways.home.latitude
        rows = self._eligibility.circles(need_sets, latitude, self._farthest)
        radii = self._radii[self._eligibility.column("region")[rows]]
        steps = ways.steps(rows)
        is_open = steps == NO_DISTANCE
        holds = is_open | (steps * STEP_M <= radii)
        return rows[holds], np.where(is_open[holds], weights.open_point, 0)
