"""Judges whom services are for and whom they are not for, by what is known of the target groups of a family.

A condition cannot tell groups apart of which the same is known: it matters only whether a set holds groups
the family belongs to, groups it does not belong to, and groups of which nobody knows. That makes eight kinds
of sets; the plain condition is asked about one of each, once for all cases. Nothing is kept of a family.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lotsen.directory.search import ASPECTS, NO, Eligibility, sample
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.conditions import excluded, included
from lotsen.referral.matching.groups import belongs
from lotsen.referral.matching.ranking import Weights
from lotsen.referral.matching.shortlist.alike import Members, members
from lotsen.referral.matching.shortlist.bits import Bits, Mask
from lotsen.referral.matching.shortlist.verdicts import BLANK, WEIGHINGS, Judgement, Key, verdicts

COLUMN = "groups"
_CONDITIONS = {"included": included, "excluded": excluded}
_ANSWERS = (True, False, None)
_BITS = {answer: 1 << at for at, answer in enumerate(_ANSWERS)}
"""What a set holds, as the number of its kind: groups of each answer."""


class _Sets(NamedTuple):
    """The sets of groups in an aspect: which values of the column hold each code, who does, and who any."""

    codes: list[str]
    members: Members
    holders: list[Bits]
    stated: Bits


class Belonging:
    """Judges the target groups of one directory; `services` returns who has chosen values of a column."""

    def __init__(self, eligibility: Eligibility, services: Callable[[str, Mask], Bits]) -> None:
        self._sets = [_sets(eligibility, aspect, services) for aspect in _CONDITIONS]
        self._codes = sorted({code for one in self._sets for code in one.codes})
        self._verdicts = lru_cache(WEIGHINGS)(_verdicts)

    def judge(self, case: CaseProfile, weights: Weights) -> Judgement:
        """Judge every combination of target groups that services name."""
        known = {code: belongs(case, code) for code in self._codes}
        ranks: Key = np.zeros(1, np.int64)
        failing = list[Bits]()
        for sets, (fails, counts) in zip(self._sets, self._verdicts(weights), strict=True):
            answers = [known[code] for code in sets.codes]
            marks = np.array([_BITS[answer] for answer in answers], np.uint8)[:, np.newaxis]
            ranks = ranks + counts.take(np.bitwise_or.reduce(sets.members * marks, axis=0))
            found = _both(_of_kinds(fails, _ANSWERS, sets.holders, answers), sets.stated)
            if not isinstance(found, bool):
                failing.append(found)
        return Judgement(COLUMN, ranks, tuple(failing))


def _sets(eligibility: Eligibility, aspect: str, services: Callable[[str, Mask], Bits]) -> _Sets:
    (field,) = ASPECTS[aspect]
    codes, held = members([getattr(one, field) for one in eligibility.samples(aspect)])
    held = held.take(eligibility.column(aspect), axis=1)
    holders = [services(COLUMN, one.view(np.bool_)) for one in held]
    return _Sets(codes, held, holders, services(COLUMN, np.bitwise_or.reduce(held, axis=0).view(np.bool_)))


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
    chosen: Sequence[bool], by: Sequence[bool | None], holders: Sequence[Bits], answers: Sequence[bool | None]
) -> Bits | bool:
    """Return the services whose set of groups is of a chosen kind: True for all of them, False for none.

    `chosen` has two halves: of sets without groups of the last answer of `by`, and of sets with some.
    """
    if all(chosen) or not any(chosen):
        return chosen[0]
    *others, last = by
    without, within = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 :]
    outside = _of_kinds(without, others, holders, answers)
    mine = [one for one, answer in zip(holders, answers, strict=True) if answer is last]
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
