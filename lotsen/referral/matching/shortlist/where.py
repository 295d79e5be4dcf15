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
from lotsen.referral.matching.shortlist.verdicts import STATES, WEIGHINGS
from lotsen.referral.matching.way import METRES_PER_KM, NO_DISTANCE, STEP_M

Steps = NDArray[np.int64]
"""Ways in steps of 100 m; `NO_DISTANCE` where one end is not known."""

_METRES_PER_DEGREE = EARTH_RADIUS_IN_METRES * np.pi / 180
_STEPS_PER_RADIAN = EARTH_RADIUS_IN_METRES / STEP_M
MARGIN = 1.1
"""Circles are looked for so many times farther than any of them reaches."""
_EDGE = 1e-4
"""Ways so near to half a step are measured again by the plain function, which rounds as it does. That the
cosine of an angle is rounded to 1e-16 moves fifty metres by 1e-5 steps, and longer ways by less."""


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
            self.origin = np.array((across * math.cos(lam), across * math.sin(lam), math.sin(phi)))

    def steps(self, rows: Rows) -> Steps:
        """Measure the way to each service, by the angle between two points of a sphere."""
        if self.home is None:
            return np.full(len(rows), NO_DISTANCE, np.int64)
        cosines = self._sphere.take(rows, axis=0) @ self.origin
        exact = np.arccos(np.maximum(np.minimum(cosines, 1.0), -1.0)) * _STEPS_PER_RADIAN
        found = np.fmin(np.rint(exact), NO_DISTANCE)
        unsure = (np.abs(exact - found) > 0.5 - _EDGE).nonzero()[0].tolist()
        for at in unsure:
            found[at] = steps_between(self._point(rows[at]), self.home)
        whole: Steps = found.astype(np.int64)
        return whole

    def _point(self, row: int) -> Point:
        latitude, longitude = self._eligibility.column("latitude"), self._eligibility.column("longitude")
        return Point(float(latitude[row]), float(longitude[row]))


class Circles:
    """Finds the services in whose circle a family lives or may live."""

    def __init__(self, eligibility: Eligibility) -> None:
        rows = eligibility.circles.astype(np.intp)
        latitudes = eligibility.column("latitude")[rows]
        placed = int(np.count_nonzero(~np.isnan(latitudes)))
        areas = [one.area for one in eligibility.samples("region")]
        radii = np.array([(one.radius_km or 0) if one else 0 for one in areas], np.int64)
        self._rows, self._nowhere, self._latitudes = rows[:placed], rows[placed:], latitudes[:placed]
        self._radii = METRES_PER_KM * radii[eligibility.column("region")[self._rows]]
        self._sphere = eligibility.column("sphere")[self._rows]
        self._sure, self._last = _cosines(self._radii - STEP_M), _cosines(self._radii + STEP_M)
        self._farthest = (MARGIN * int(self._radii.max(initial=0)) + STEP_M) / _METRES_PER_DEGREE

    def around(self, ways: Ways) -> tuple[Rows, Rows]:
        """Return those around the family, and those of which nobody knows whether they are."""
        if ways.home is None:
            return self._rows[:0], np.concatenate((self._rows, self._nowhere))
        reach = (ways.home.latitude - self._farthest, ways.home.latitude + self._farthest)
        begin, end = self._latitudes.searchsorted(reach)
        cosines = self._sphere[begin:end] @ ways.origin
        near = (cosines >= self._last[begin:end]).nonzero()[0] + begin
        rows = self._rows.take(near)
        edge = (cosines.take(near - begin) < self._sure.take(near)).nonzero()[0]
        if len(edge):
            inside = np.ones(len(rows), np.bool_)
            inside[edge] = ways.steps(rows.take(edge)) * STEP_M <= self._radii.take(near.take(edge))
            rows = rows[inside]
        return rows, self._nowhere


def _cosines(metres: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the cosines of the angles of ways; nothing is nearer than a way below zero."""
    found = np.cos(np.minimum(metres / EARTH_RADIUS_IN_METRES, np.pi))
    found[metres < 0] = np.inf
    return found


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
        self._circles = Circles(eligibility)
        self._known = lru_cache(WEIGHINGS)(_nothing_known)

    def reached(self, case: CaseProfile, ways: Ways, weights: Weights) -> Reached:
        """Find services, whatever they offer."""
        known = self._known(weights)
        found, scores = list(self._circles.around(ways)), [0, weights.open_point]
        for name in regions_around(case.homes):
            level, _, place = name.partition(":")
            for is_hidden in (False, True):
                rows = self._eligibility.in_region(hidden(name) if is_hidden else name)
                if rows is None:
                    continue
                key = (level, bool(place), is_hidden)
                if key not in known:
                    known[key] = self._judged(int(rows[0]), case, weights)
                state, points = known[key]
                if state != NO:
                    found.append(rows)
                    scores.append(points)
        return Reached(
            np.concatenate(found).astype(np.intp),
            np.repeat(np.array(scores, np.int64), [len(one) for one in found]),
        )

    def _judged(self, row: int, case: CaseProfile, weights: Weights) -> tuple[int, int]:
        """Judge all services of a region by one of them."""
        finding = region(self._samples[self._eligibility.column("region")[row]], case)
        return STATES[finding.holds], score(finding, weights)
