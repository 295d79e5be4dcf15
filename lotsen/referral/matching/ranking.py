"""In which order fitting services are shown: whole numbers, then distance, then a chance that repeats itself.

Before any number come two steps: types that come last unless a rule asks for them, and services of which
nobody knows whether they are for this family at all.

The last tie-break is drawn from case and service: neither the alphabet nor an id may favour the same provider
for every family, and the same family sees the same order on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.directory.domain import ServiceProfile, lot
from lotsen.referral.matching.finding import Finding
from lotsen.referral.matching.way import STEP_M, STEPS_PER_KM
from lotsen.referral.rules.results import FoundNeed
from lotsen.terms import vocabulary

MIXING = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
LAST_SHIFT = 31
"""The finalizer of splitmix64 (Steele, Lea, Flood 2014): the same on whole columns of numbers."""

POINTS = frozenset({"free_place", "language", "free_of_charge", "home_visit", "district", "target_group"})
"""What conditions may find to speak for a service; each has a weight of its name."""

Rank = tuple[int, int]
"""The step, then the score turned round: the smallest comes first."""


@dataclass(frozen=True)
class Weights:
    """What counts how much, in hundredths of a point; an operator may set them."""

    need: int = 1_000
    further_need: int = 200
    free_place: int = 2_000
    waiting_week: int = -150
    language: int = 1_000
    free_of_charge: int = 800
    home_visit: int = 500
    district: int = 500
    target_group: int = 500
    preferred: int = 10_000
    open_point: int = -200
    kilometre: int = -200

    def of(self, point: str) -> int:
        """Return the weight of something a condition found to speak for a service."""
        if point not in POINTS:
            raise KeyError(point)
        weight: int = getattr(self, point)
        return weight


def ranks(
    service: ServiceProfile,
    needs: Sequence[FoundNeed],
    findings: Sequence[Finding],
    distance_m: int | None,
    weights: Weights,
) -> dict[str, Rank]:
    """Return where a service stands under each of the needs it answers: a step, then what speaks for it.

    Only that need counts in full, for specialists’ sake, and only what its own rules prefer.
    """
    preferred = preferred_for(service, needs)
    heaviest: dict[str, int] = {}
    for need in needs:
        heaviest[need.code] = max(need.weight, heaviest.get(need.code, need.weight))
    shared = weights.further_need * (len(heaviest) - 1)
    shared += sum([score(finding, weights) for finding in findings])
    if distance_m is not None:
        shared += weights.kilometre * (distance_m // STEP_M) // STEPS_PER_KM
    doubtful = True in [finding.doubtful for finding in findings]
    last = comes_last(service.service_type)
    return {
        code: (
            2 * (last and code not in preferred) + doubtful,
            -(shared + weights.need * weight + weights.preferred * (code in preferred)),
        )
        for code, weight in heaviest.items()
    }


def comes_last(service_type: str) -> bool:
    """Say whether a type comes last unless a rule asks for it."""
    kind = vocabulary().service_types.get(service_type)
    return kind is not None and kind.comes_last


def preferred_for(service: ServiceProfile, needs: Iterable[FoundNeed]) -> frozenset[str]:
    """Return the needs whose rules name this type of service as the best answer."""
    return frozenset(need.code for need in needs if service.service_type in need.prefer)


def score(finding: Finding, weights: Weights) -> int:
    """Return what one condition's finding counts."""
    total = weights.open_point if finding.holds is None else 0
    if finding.waiting_weeks:
        total += weights.waiting_week * finding.waiting_weeks
    for point in finding.points:
        total += weights.of(point)
    return total


def chance(case_id: UUID, service_id: UUID) -> int:
    """Return the neutral last tie-break of a service for a case: their lots, mixed (splitmix64)."""
    mixed = lot(case_id) ^ lot(service_id)
    for shift, factor in MIXING:
        mixed = ((mixed ^ mixed >> shift) * factor) % 2**64
    return mixed ^ mixed >> LAST_SHIFT
