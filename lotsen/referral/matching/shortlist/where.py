"""Where services are and whom they reach: ways for many at once, and the judgement of regions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.domain import AreaLevel
from lotsen.directory.search import NO, UNKNOWN, YES, Eligibility, regions_around
from lotsen.places.domain import EARTH_RADIUS_IN_METRES, Point
from lotsen.places.domain import distance as steps_between
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.conditions import region
from lotsen.referral.matching.ranking import Weights, score
from lotsen.referral.matching.shortlist.bits import Rows
from lotsen.referral.matching.way import METRES_PER_KM, NO_DISTANCE, STEP_M

Steps = NDArray[np.int64]
"""Ways in steps of 100 m; `NO_DISTANCE` where one end is not known."""

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
        self._latitude, self._longitude = eligibility.column("latitude"), eligibility.column("longitude")
        self.home: Point | None = None
        if case.latitude is not None and case.longitude is not None:
            self.home = Point(case.latitude, case.longitude)

    def steps(self, rows: Rows) -> Steps:
        """Measure the way to each service."""
        if self.home is None:
            return np.full(len(rows), NO_DISTANCE, np.int64)
        latitude, longitude = self._latitude[rows], self._longitude[rows]
        phi = np.radians(latitude)
        half = np.sin((phi - math.radians(self.home.latitude)) / 2) ** 2
        half += (
            np.cos(phi)
            * math.cos(math.radians(self.home.latitude))
            * np.sin(np.radians(longitude - self.home.longitude) / 2) ** 2
        )
        exact = 2 * EARTH_RADIUS_IN_METRES * np.arcsin(np.minimum(1.0, np.sqrt(half))) / STEP_M
        is_known = ~np.isnan(exact)
        exact = np.where(is_known, exact, 0.0)
        found = np.where(is_known, np.rint(exact), NO_DISTANCE).astype(np.int64)
        for at in np.flatnonzero(np.abs(exact % 1 - 0.5) < _EDGE).tolist():
            found[at] = steps_between(Point(float(latitude[at]), float(longitude[at])), self.home)
        return found


def reached(
    eligibility: Eligibility, need_sets: Rows, case: CaseProfile, ways: Ways, weights: Weights
) -> Reached:
    """Find the services with some sets of needs whose region holds or is open, by the postings.

    All services of one region that do not hide their address stand alike, as do all that do: the plain
    condition is asked for one of each. Only circles are told apart by their ways.
    """
    samples, column = eligibility.samples("region"), eligibility.column("region")
    is_hidden = np.array([sample.protected_address for sample in samples], np.bool_)
    rows, scores = [np.zeros(0, np.intp)], [np.zeros(0, np.int64)]
    for name, serving in eligibility.serving(regions_around(case.homes), need_sets):
        areas = column[serving]
        if name == AreaLevel.RADIUS.value:
            radii = np.array([(one.area.radius_km or 0) if one.area else 0 for one in samples], np.int64)
            states = _circles(ways.steps(serving), radii[areas])
            serving = serving[states != NO]
            rows.append(serving)
            scores.append(np.where(states[states != NO] == YES, 0, weights.open_point))
            continue
        for hidden in (False, True):
            alike = serving[is_hidden[areas] == hidden]
            if len(alike):
                finding = region(samples[column[alike[0]]], case)
                rows.append(alike)
                scores.append(np.full(len(alike), score(finding, weights), np.int64))
    return Reached(np.concatenate(rows), np.concatenate(scores))


def _circles(steps: Steps, radii: NDArray[np.int64]) -> NDArray[np.uint8]:
    inside = np.where(steps * STEP_M <= radii * METRES_PER_KM, YES, NO)
    return np.where(steps == NO_DISTANCE, UNKNOWN, inside).astype(np.uint8)
