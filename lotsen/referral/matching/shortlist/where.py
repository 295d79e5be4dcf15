"""Where services are and whom they reach: ways for many at once, and the judgement of regions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.domain import AreaLevel
from lotsen.directory.search import NO, UNKNOWN, YES, Eligibility, on_sphere, regions_around
from lotsen.places.domain import EARTH_RADIUS_IN_METRES, Point
from lotsen.places.domain import distance as steps_between
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.conditions import region
from lotsen.referral.matching.ranking import Weights, score
from lotsen.referral.matching.shortlist.bits import Rows
from lotsen.referral.matching.shortlist.judging import STATES
from lotsen.referral.matching.way import METRES_PER_KM, NO_DISTANCE, STEP_M

Steps = NDArray[np.int64]
"""Ways in steps of 100 m; `NO_DISTANCE` where one end is not known."""

_METRES_PER_DEGREE = EARTH_RADIUS_IN_METRES * np.pi / 180
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
            self._origin = on_sphere(np.array(case.latitude), np.array(case.longitude))

    def steps(self, rows: Rows) -> Steps:
        """Measure the way to each service, by the chord between two points of a sphere."""
        if self.home is None:
            return np.full(len(rows), NO_DISTANCE, np.int64)
        apart = self._sphere[rows] - self._origin
        half = np.sqrt(np.einsum("ij,ij->i", apart, apart)) / 2
        exact = np.arcsin(np.minimum(half, 1.0)) * (2 * EARTH_RADIUS_IN_METRES / STEP_M)
        found = np.rint(exact)
        unsure = np.flatnonzero(np.abs(exact - found) > 0.5 - _EDGE).tolist()
        found[np.isnan(exact)] = NO_DISTANCE
        for at in unsure:
            found[at] = steps_between(self._point(rows[at]), self.home)
        whole: Steps = found.astype(np.int64)
        return whole

    def may_reach(self, rows: Rows, metres: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Leave out services that are too far north or south for some way; a tenth more is never left out."""
        if self.home is None:
            return np.ones(len(rows), np.bool_)
        north = np.abs(self._eligibility.column("latitude")[rows] - self.home.latitude)
        too_far: NDArray[np.bool_] = north * _METRES_PER_DEGREE > 1.1 * metres + STEP_M
        return ~too_far

    def _point(self, row: int) -> Point:
        latitude, longitude = self._eligibility.column("latitude"), self._eligibility.column("longitude")
        return Point(float(latitude[row]), float(longitude[row]))


class Regions:
    """Finds the services whose region holds or is open for a case, by the postings.

    All services of one region that do not hide their address stand alike, as do all that do: the plain
    condition is asked for one of each, once for all cases. Only circles are told apart by their ways.
    """

    def __init__(self, eligibility: Eligibility) -> None:
        self._eligibility = eligibility
        self._samples = eligibility.samples("region")
        self._is_hidden = np.array([one.protected_address for one in self._samples], np.bool_)
        radii = [(one.area.radius_km or 0) if one.area else 0 for one in self._samples]
        self._radii = METRES_PER_KM * np.array(radii, np.int64)
        self._known: dict[tuple[str, bool, bool, Weights], tuple[int, int]] = {}

    def reached(self, need_sets: Rows, case: CaseProfile, ways: Ways, weights: Weights) -> Reached:
        """Find services that have one of some sets of needs."""
        names = regions_around(case.homes)
        rows, found_in = self._eligibility.serving(names, need_sets)
        areas = self._eligibility.column("region")[rows]
        circles = np.flatnonzero(found_in == names.index(AreaLevel.RADIUS.value))
        within = self._circles(rows[circles], areas[circles], ways)
        kinds = found_in * 2 + self._is_hidden[areas]
        one_of = np.full(2 * len(names), -1, np.intp)
        one_of[kinds] = areas
        states, scores = np.zeros(len(one_of), np.uint8), np.zeros(len(one_of), np.int64)
        for kind, area in enumerate(one_of.tolist()):
            if area >= 0:
                states[kind], scores[kind] = self._judged(names[kind // 2], area, case, weights)
        verdicts, counted = states[kinds], scores[kinds]
        verdicts[circles] = within
        counted[circles] = np.where(within == UNKNOWN, weights.open_point, 0)
        holds = verdicts != NO
        return Reached(rows[holds], counted[holds])

    def _judged(self, name: str, area: int, case: CaseProfile, weights: Weights) -> tuple[int, int]:
        level, _, place = name.partition(":")
        key = (level, bool(place), bool(self._is_hidden[area]), weights)
        if key not in self._known:
            finding = region(self._samples[area], case)
            self._known[key] = STATES[finding.holds], score(finding, weights)
        return self._known[key]

    def _circles(self, rows: Rows, areas: Rows, ways: Ways) -> NDArray[np.uint8]:
        radii = self._radii[areas]
        states = np.full(len(rows), NO, np.uint8)
        near = np.flatnonzero(ways.may_reach(rows, radii))
        steps = ways.steps(rows[near])
        inside = np.where(steps * STEP_M <= radii[near], YES, NO)
        states[near] = np.where(steps == NO_DISTANCE, UNKNOWN, inside)
        return states
