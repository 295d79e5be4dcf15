"""The needs of a case as claims on services: who serves which, and for whom the age is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import NO, Eligibility
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.shortlist.bits import Bits, Mask, Rows
from lotsen.referral.matching.shortlist.judging import Judge
from lotsen.referral.rules.results import FoundNeed


@dataclass(frozen=True)
class Claim:
    """Needs of one code that are about the same children, as one.

    `held` are the sets of needs that hold the code, by number; `windows` says how each window suits the
    children. The heaviest need gives the `weight`, the rules of all of them what they `prefer`.
    `serving` are the services that serve it, `answering` those of them whose window does not fail.
    """

    code: str
    weight: int
    prefer: frozenset[str]
    held: NDArray[np.bool_]
    windows: NDArray[np.uint8]
    serving: Bits
    answering: Bits


class Claims:
    """All needs of a case, on all services."""

    def __init__(
        self, eligibility: Eligibility, judge: Judge, case: CaseProfile, needs: Sequence[FoundNeed]
    ) -> None:
        self._sets, self._windows = eligibility.column("needs"), eligibility.column("age")
        alike = case.alike(need.person_ref for need in needs)
        ages = {ref: judge.ages(case, ref) for ref in dict.fromkeys(alike.values())}
        together: dict[tuple[str, str], list[FoundNeed]] = {}
        for need in needs:
            together.setdefault((need.code, alike[need.person_ref]), []).append(need)
        self.all = tuple(_claim(judge, code, ones, *ages[ref]) for (code, ref), ones in together.items())
        self.serving = reduce(np.bitwise_or, (one.serving for one in self.all))
        answering = reduce(np.bitwise_or, (one.answering for one in self.all))
        self.too_old_or_young = self.serving & ~answering
        self.need_sets: Rows = np.flatnonzero(reduce(np.logical_or, (one.held for one in self.all)))

    def on(self, rows: Rows) -> tuple[list[Mask], NDArray[np.uint8]]:
        """Say for each need which of some services answer it, and the best verdict on the age of each."""
        sets, windows = self._sets[rows], self._windows[rows]
        verdicts = [one.windows[windows] * one.held[sets] for one in self.all]
        return [one != NO for one in verdicts], reduce(np.maximum, verdicts)

    def by_weight(self) -> Iterator[Bits]:
        """Part all services by the weight of the heaviest need they stand for, the heaviest first."""
        left = self.serving
        for weight in sorted({one.weight for one in self.all}, reverse=True):
            alike = [one for one in self.all if one.weight == weight]
            here = reduce(
                np.bitwise_or, (one.answering | (one.serving & self.too_old_or_young) for one in alike)
            )
            yield left & here
            left = left & ~here


def _claim(
    judge: Judge, code: str, needs: Sequence[FoundNeed], windows: NDArray[np.uint8], failing: Bits
) -> Claim:
    held, serving = judge.needs(code)
    prefer = frozenset(kind for need in needs for kind in need.prefer)
    return Claim(code, max(need.weight for need in needs), prefer, held, windows, serving, serving & ~failing)
