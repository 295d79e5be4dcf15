"""How far a family has to go. A protected address gives nothing away."""

from __future__ import annotations

from lotsen.directory.domain import ServiceProfile
from lotsen.places.domain import Point
from lotsen.places.domain import distance as steps_between
from lotsen.referral.matching.case import CaseProfile

STEP_M = 100
METRES_PER_KM = 1_000
STEPS_PER_KM = METRES_PER_KM // STEP_M
NO_DISTANCE = 10**9
"""In steps: what has no way comes after everything that has one."""


def distance(service: ServiceProfile, case: CaseProfile) -> int | None:
    """Return the way in metres as the crow flies, in steps of 100; None where an end of it is not known."""
    if service.protected_address or service.latitude is None or service.longitude is None:
        return None
    if case.home is None:
        return None
    return STEP_M * steps_between(Point(service.latitude, service.longitude), case.home)
