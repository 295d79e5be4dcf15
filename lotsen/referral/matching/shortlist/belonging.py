"""Judges whom services are for and whom they are not for, by what is known of the target groups of a family.

A condition cannot tell groups apart of which the same is known: it matters only whether a set holds groups
the family belongs to, groups it does not belong to, and groups of which nobody knows. That makes eight kinds
of sets; the plain condition is asked about one of each, once for all cases. Nothing is kept of a family.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, reduce

import numpy as np

from lotsen.directory.search import ASPECTS, NO, Eligibility, sample
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.conditions import excluded, included
from lotsen.referral.matching.groups import belongs
from lotsen.referral.matching.ranking import Weights
from lotsen.referral.matching.shortlist.alike import members
from lotsen.referral.matching.shortlist.bits import Bits, Mask
from lotsen.referral.matching.shortlist.verdicts import BLANK, WEIGHINGS, Judgement, Key, verdicts

COLUMN = "groups"
_CONDITIONS = {"included": included, "excluded": excluded}
_ANSWERS = (True, False, None)
_BITS = {answer: 1 << at for at, answer in enumerate(_ANSWERS)}
"""What a set holds, as the number of its kind: groups of each answer."""


Holders = Sequence[tuple[int, Bits]]
"""Who names a group, by the number of its code."""


class Belonging:
    """Judges the target groups of one directory; `services` returns who has chosen values of a column."""

    def __init__(self, eligibility: Eligibility, services: Callable[[str, Mask], Bits]) -> None:
        sets = [_sets(eligibility, aspect) for aspect in _CONDITIONS]
        self._codes, self._members = members([one for some in sets for one in some])
        self._holders, self._anybody = list[Holders](), list[Bits]()
        for held in np.split(self._members.view(np.bool_), len(sets), axis=1):
            self._holders.append([(at, services(COLUMN, one)) for at, one in enumerate(held) if one.any()])
            self._anybody.append(services(COLUMN, np.logical_or.reduce(held, axis=0)))
        self._verdicts = lru_cache(WEIGHINGS)(_verdicts)

    def judge(self, case: CaseProfile, weights: Weights) -> Judgement:
        """Judge every combination of target groups that services name."""
        answers = [belongs(case, code) for code in self._codes]
        marks = np.array([_BITS[answer] for answer in answers], np.uint8)[:, np.newaxis]
        kinds = np.bitwise_or.reduce(self._members * marks, axis=0).reshape(len(_CONDITIONS), -1)
        ranks, failing = list[Key](), list[Bits]()
        for at, (fails, counts) in enumerate(self._verdicts(weights)):
            ranks.append(counts.take(kinds[at]))
            found = _both(_of_kinds(fails, _ANSWERS, self._holders[at], answers), self._anybody[at])
            if not isinstance(found, bool):
                failing.append(found)
        return Judgement(COLUMN, reduce(np.add, ranks), tuple(failing))


def _sets(eligibility: Eligibility, aspect: str) -> list[frozenset[str]]:
    """Return the set of groups that each value of the column says in an aspect."""
    (field,), samples = ASPECTS[aspect], eligibility.samples(aspect)
    return [getattr(samples[number], field) for number in eligibility.column(aspect).tolist()]


def _verdicts(weights: Weights) -> list[tuple[tuple[bool, ...], Key]]:
    """Return for both conditions which kinds of sets fail, and what each kind adds to a rank.

    Who names no group never fails, and is left out in the end: of that kind is said what is said of groups of
    other families, so that nobody has to look for those.
    """
    case = replace(BLANK, target_groups={str(answer): answer for answer in _ANSWERS})
    kinds = [
        frozenset(str(answer) for answer, bit in _BITS.items() if kind & bit)
        for kind in range(1 << len(_BITS))
    ]
    found = []
    for aspect, condition in _CONDITIONS.items():
        states, counts = verdicts(condition, [sample(aspect, (kind,)) for kind in kinds], case, weights)
        fails = (states == NO).tolist()
        found.append(((fails[_BITS[False]], *fails[1:]), counts))
    return found


def _of_kinds(
    chosen: Sequence[bool], by: Sequence[bool | None], holders: Holders, answers: Sequence[bool | None]
) -> Bits | bool:
    """Return the services whose set of groups is of a chosen kind: True for all of them, False for none.

    `chosen` has two halves: of sets without groups of the last answer of `by`, and of sets with some.
    """
    if all(chosen) or not any(chosen):
        return chosen[0]
    *others, last = by
    without, within = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 :]
    outside = _of_kinds(without, others, holders, answers)
    mine = [one for at, one in holders if answers[at] is last]
    if without == within or not mine:
        return outside
    held = mine[0].copy()
    for one in mine[1:]:
        held |= one
    return _either(_both(outside, ~held), _both(_of_kinds(within, others, holders, answers), held))


def _both(one: Bits | bool, other: Bits) -> Bits | bool:
    if isinstance(one, bool):
        return other if one else False
    return one & other


def _either(one: Bits | bool, other: Bits | bool) -> Bits | bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one if other is False else other
    return one | other
