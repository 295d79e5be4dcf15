"""In which order fitting services are shown: whole numbers, then distance, then a chance that repeats itself.

Before any number come two steps: types that come last unless a rule asks for them, and services of which
nobody knows whether they are for this family at all.

The last tie-break is drawn from case and service: neither the alphabet nor an id may favour the same provider
for every family, and the same family sees the same order on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from uuid import UUID

from lotsen.directory.domain import lot
from lotsen.referral.matching.answered import Answered
from lotsen.referral.matching.finding import Finding
from lotsen.referral.matching.way import STEP_M, STEPS_PER_KM
from lotsen.referral.rules.weighing import Weights
from lotsen.terms import vocabulary

__all__ = [
    "LAST_SHIFT",
    "MIXING",
    "Rank",
    "Weights",
    "chances",
    "comes_last",
    "ranks",
    "score",
]

MIXING = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
LAST_SHIFT = 31
"""The finalizer of splitmix64 (Steele, Lea, Flood 2014): the same on whole columns of numbers."""

SERVICES = 1 << 14
"""Services whose lots are remembered."""

Rank = tuple[int, int]
"""The step, then the score turned round: the smallest comes first."""


def ranks(
    service_type: str,
    answered: Answered,
    preferred: Collection[str],
    findings: Sequence[Finding],
    distance_m: int | None,
    weights: Weights,
) -> dict[str, Rank]:
    """Return where a service stands under each of the needs it answers: a step, then what speaks for it.

    Only that need counts in full, for specialists’ sake, and only what its own rules prefer.
    """
    shared = weights.further_need * (len(answered.heaviest) - 1)
    shared += sum([score(finding, weights) for finding in findings])
    if distance_m is not None:
        shared += weights.kilometre * (distance_m // STEP_M) // STEPS_PER_KM
    doubtful = True in [finding.doubtful for finding in findings]
    last = comes_last(service_type)
    return {
        code: (
            2 * (last and code not in preferred) + doubtful,
            -(shared + weights.need * weight + weights.preferred * (code in preferred)),
        )
        for code, weight in answered.heaviest.items()
    }


def comes_last(service_type: str) -> bool:
    """Say whether a type comes last unless a rule asks for it."""
    kind = vocabulary().service_types.get(service_type)
    return kind is not None and kind.comes_last


def score(finding: Finding, weights: Weights) -> int:
    """Return what one condition's finding counts."""
    total = weights.open_point if finding.holds is None else 0
    if finding.waiting_weeks:
        total += weights.waiting_week * finding.waiting_weeks
    for point in finding.points:
        total += weights.of(point)
    return total


def chances(case_id: UUID) -> Callable[[UUID], int]:
    """Return what draws the neutral last tie-break of services for a case: their lots, mixed (splitmix64)."""
    own = lot(case_id)

    def chance(service_id: UUID) -> int:
        mixed = own ^ _lot_of_service(service_id)
        for shift, factor in MIXING:
            mixed = ((mixed ^ mixed >> shift) * factor) % 2**64
        return mixed ^ mixed >> LAST_SHIFT

    return chance


_lot_of_service = lru_cache(SERVICES)(lot)
