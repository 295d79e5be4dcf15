"""Where fitting services stand under each need: the plain engine's ranks, for many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import ALIKE, UNKNOWN, YES, Eligibility
from lotsen.referral.matching.finding import FITS, Finding
from lotsen.referral.matching.ranking import Weights, comes_last, score
from lotsen.referral.matching.shortlist.bits import Mask, Rows
from lotsen.referral.matching.shortlist.claims import Claim, Claims
from lotsen.referral.matching.shortlist.judging import Judgement
from lotsen.referral.matching.shortlist.order import Key
from lotsen.referral.matching.shortlist.where import Steps
from lotsen.referral.matching.way import NO_DISTANCE, STEPS_PER_KM

STEP = 1 << 40
"""One step of a rank outweighs every score."""
NOT_UNDER = np.iinfo(np.int64).max
"""The rank of a service under a need that it does not answer."""


@dataclass(frozen=True)
class Ranked:
    """The ranks of some services under each need's code, the best of them, and their ways."""

    ranks: Mapping[str, Key]
    best: Key
    steps: Steps


def rank_all(
    eligibility: Eligibility,
    rows: Rows,
    claims: Claims,
    judged: Mapping[str, Judgement],
    regions: Key,
    steps: Steps,
    weights: Weights,
) -> Ranked:
    """Rank services that fit; `regions` is what the region of each counts."""
    answers, ages = claims.on(rows)
    points = np.concatenate([judged[aspect].scores for aspect in ALIKE])
    shared = regions + _of_ages(weights)[ages] + points[eligibility.alike(rows)].sum(axis=1)
    shared += np.where(steps == NO_DISTANCE, 0, weights.kilometre * steps // STEPS_PER_KM)
    by_code: dict[str, list[tuple[Claim, Mask]]] = {}
    for claim, mask in zip(claims.all, answers, strict=True):
        by_code.setdefault(claim.code, []).append((claim, mask))
    answered = {code: reduce(np.logical_or, (mask for _, mask in one)) for code, one in by_code.items()}
    if len(answered) > 1:
        shared += weights.further_need * (np.sum(list(answered.values()), axis=0, dtype=np.int64) - 1)
    before = -shared
    for name, judgement in judged.items():
        if judgement.doubts:
            before += STEP * judgement.doubtful[eligibility.column(name)[rows]]
    kinds, are_last = _kinds(eligibility)
    kind = eligibility.column("kind")[rows]
    last = are_last[kind]
    ranks = {}
    for code, one in by_code.items():
        preferred = _preferred(one, kinds, kind)
        found = before - weights.need * _heaviest(one)
        if preferred is not None:
            found -= weights.preferred * preferred
        if last.any():
            found += 2 * STEP * (last if preferred is None else last & ~preferred)
        ranks[code] = np.where(answered[code], found, NOT_UNDER)
    return Ranked(ranks, reduce(np.minimum, ranks.values()), steps)


def _heaviest(alike: Sequence[tuple[Claim, Mask]]) -> Key | int:
    """Return the weight of the heaviest need of one code that each service answers."""
    if len(alike) == 1:
        return alike[0][0].weight
    found: Key = reduce(np.maximum, (claim.weight * mask for claim, mask in alike))
    return found


@lru_cache(2)
def _of_ages(weights: Weights) -> Key:
    """Return what each verdict on an age counts."""
    found = np.zeros(YES + 1, np.int64)
    found[UNKNOWN], found[YES] = score(Finding(None), weights), score(FITS, weights)
    return found


@lru_cache(2)
def _kinds(eligibility: Eligibility) -> tuple[list[str], NDArray[np.bool_]]:
    """Return the types of service of a directory, and which of them come last."""
    kinds = [sample.service_type for sample in eligibility.samples("kind")]
    return kinds, np.array([comes_last(one) for one in kinds], np.bool_)


def _preferred(alike: Sequence[tuple[Claim, Mask]], kinds: list[str], kind: Rows) -> Mask | None:
    """Say which services the rules of a need they answer ask for; None where they ask for none."""
    asked = [
        mask & (kind == kinds.index(one)) for claim, mask in alike for one in claim.prefer if one in kinds
    ]
    found: Mask | None = reduce(np.logical_or, asked) if asked else None
    return found
