"""Where fitting services stand under each need: the plain engine's ranks, for many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lotsen.directory.search import UNKNOWN, YES, Eligibility
from lotsen.referral.matching.finding import FITS, Finding
from lotsen.referral.matching.ranking import Weights, comes_last, score
from lotsen.referral.matching.shortlist.bits import Mask, Rows
from lotsen.referral.matching.shortlist.claims import Claims
from lotsen.referral.matching.shortlist.judging import Judgement
from lotsen.referral.matching.shortlist.order import Key
from lotsen.referral.matching.shortlist.where import Steps
from lotsen.referral.matching.way import NO_DISTANCE, STEPS_PER_KM
from lotsen.referral.rules.results import FoundNeed

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
    shared = regions + np.where(steps == NO_DISTANCE, 0, weights.kilometre * steps // STEPS_PER_KM)
    doubtful = np.zeros(len(rows), np.bool_)
    for name, judgement in judged.items():
        codes = eligibility.column(name)[rows]
        shared = shared + judgement.scores[codes]
        if judgement.doubtful.any():
            doubtful |= judgement.doubtful[codes]
    of_age = np.zeros(YES + 1, np.int64)
    of_age[UNKNOWN], of_age[YES] = score(Finding(None), weights), score(FITS, weights)
    shared = shared + of_age[claims.age(rows)]
    fitting = claims.fitting(rows)
    by_code: dict[str, list[tuple[FoundNeed, Mask]]] = {}
    for need, mask in fitting:
        by_code.setdefault(need.code, []).append((need, mask))
    answered = {code: np.logical_or.reduce([mask for _, mask in one]) for code, one in by_code.items()}
    further = np.sum(list(answered.values()), axis=0, dtype=np.int64) - 1
    kinds = [sample.service_type for sample in eligibility.samples("kind")]
    kind = eligibility.column("kind")[rows]
    last = np.array([comes_last(one) for one in kinds], np.bool_)[kind]
    ranks = {}
    for code, one in by_code.items():
        preferred = _preferred(one, kinds, kind)
        heaviest = np.maximum.reduce([np.where(mask, need.weight, 0) for need, mask in one])
        total = shared + weights.need * heaviest + weights.further_need * further
        total += weights.preferred * preferred
        step = 2 * (last & ~preferred) + doubtful
        ranks[code] = np.where(answered[code], step * STEP - total, NOT_UNDER)
    return Ranked(ranks, np.minimum.reduce(list(ranks.values())), steps)


def _preferred(alike: Sequence[tuple[FoundNeed, Mask]], kinds: list[str], kind: Rows) -> Mask:
    found = np.zeros(len(kind), np.bool_)
    for need, mask in alike:
        if need.prefer:
            found |= mask & np.array([one in need.prefer for one in kinds], np.bool_)[kind]
    return found
