"""Where fitting services stand under each need: the plain engine's ranks, for many at once.

What is offered and whom it suits decides most of a rank, and there are few offers and few ways in which a
window suits: that part is worked out once for each pair of both, and looked up for every service.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import NO, UNKNOWN, YES, Eligibility
from lotsen.referral.matching.finding import FITS, Finding
from lotsen.referral.matching.ranking import Weights, comes_last, score
from lotsen.referral.matching.shortlist.bits import Mask, Rows
from lotsen.referral.matching.shortlist.claims import Claims
from lotsen.referral.matching.shortlist.verdicts import STEP, Judgement, Key, States
from lotsen.referral.matching.shortlist.where import Steps
from lotsen.referral.matching.way import NO_DISTANCE, STEPS_PER_KM

NOT_UNDER = 1 << 62
"""What an offer counts under a need that it does not answer."""
LAST = NOT_UNDER >> 1
"""No rank under a need that is answered reaches this."""

Table = NDArray[np.int64]


@dataclass(frozen=True)
class Offers:
    """What the offers of a directory are: each one's type by its number, and which of them come last."""

    number: dict[str, int]
    kinds: Rows
    come_last: Mask


def offers_of(eligibility: Eligibility) -> Offers:
    """Read the offers."""
    types = [one.service_type for one in eligibility.samples("kind")]
    kinds = eligibility.column("kind").astype(np.intp)
    last = np.array([comes_last(one) for one in types], np.bool_)
    return Offers({one: number for number, one in enumerate(types)}, kinds, last.take(kinds))


def rank_all(
    eligibility: Eligibility,
    offers: Offers,
    rows: Rows,
    claims: Claims,
    judged: Sequence[Judgement],
    regions: Key,
    steps: Steps,
    weights: Weights,
) -> Table:
    """Rank services that fit, a line for each code; `regions` is what the region of each counts."""
    states, suits = _suits(claims.windows)
    table = _of_offers(claims, states, offers, weights)
    places = suits.take(eligibility.column("age").take(rows)) * len(offers.come_last)
    places += eligibility.column("offer").take(rows)
    ways = weights.kilometre * steps // STEPS_PER_KM
    ways[steps == NO_DISTANCE] = 0
    others = -(regions + ways)
    for one in judged:
        if one.ranks is not None:
            others += one.ranks.take(eligibility.column(one.column).take(rows))
    found = table.take(places, axis=1)
    found += others
    return found


def _suits(windows: Sequence[States]) -> tuple[States, Rows]:
    """Number the ways in which windows suit the children: what each number means, and that of each window."""
    if len(windows) == 1:
        return np.arange(YES + 1, dtype=np.uint8)[np.newaxis], windows[0].astype(np.intp)
    together = np.stack(windows)
    keys = (YES + 1) ** np.arange(len(windows)) @ together
    _, first, suits = np.unique(keys, return_index=True, return_inverse=True)
    return together[:, first], suits


def _of_offers(claims: Claims, states: States, offers: Offers, weights: Weights) -> Table:
    """Return the rank under each code of what is offered, by how the window suits and by offer."""
    ones = claims.all
    held = np.array([one.held for one in ones])
    verdicts = states.take([one.about for one in ones], axis=0)[:, :, np.newaxis] * held[:, np.newaxis]
    answers = verdicts != NO
    heaviest = np.array([one.weight for one in ones])[:, np.newaxis, np.newaxis] * answers
    asked = np.zeros((len(ones), len(offers.number)), np.bool_)
    for at, one in enumerate(ones):
        for kind in one.prefer & offers.number.keys():
            asked[at, offers.number[kind]] = True
    preferred = asked.take(offers.kinds, axis=1)[:, np.newaxis] & answers
    begin = [at for at, one in enumerate(ones) if not at or ones[at - 1].code != one.code]
    if len(begin) < len(ones):
        answers = np.logical_or.reduceat(answers, begin)
        heaviest = np.maximum.reduceat(heaviest, begin)
        preferred = np.logical_or.reduceat(preferred, begin)
    shared = _of_ages(weights).take(verdicts.max(axis=0)) + weights.further_need * (answers.sum(axis=0) - 1)
    found = weights.need * heaviest + weights.preferred * preferred + shared
    found = 2 * STEP * (offers.come_last & ~preferred) - found
    found[~answers] = NOT_UNDER
    table: Table = found.reshape(len(begin), -1)
    return table


@lru_cache(2)
def _of_ages(weights: Weights) -> Key:
    """Return what each verdict on an age counts."""
    found = np.zeros(YES + 1, np.int64)
    found[UNKNOWN], found[YES] = score(Finding(None), weights), score(FITS, weights)
    return found
