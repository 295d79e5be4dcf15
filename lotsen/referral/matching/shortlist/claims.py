"""The needs of a case as claims on services: who serves which, and for whom the age is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.shortlist.bits import Bits, Mask
from lotsen.referral.matching.shortlist.judging import Judge
from lotsen.referral.matching.shortlist.verdicts import States
from lotsen.referral.rules.results import FoundNeed


@dataclass(frozen=True)
class Claim:
    """Needs of one code that are about the same children, as one.

    `held` are the offers that answer the code; `about` is the number of the children it is about. The
    heaviest need gives the `weight`, the rules of all of them what they `prefer`. `serving` are the services
    that serve it, `failing` all whose window fails.
    """

    code: str
    weight: int
    prefer: frozenset[str]
    held: Mask
    about: int
    serving: Bits
    failing: Bits

    @cached_property
    def answering(self) -> Bits:
        """The services that serve it and whose window does not fail."""
        return self.serving & ~self.failing


class Claims:
    """All needs of a case, on all services; those of one code side by side.

    `windows` says for each of the children that needs are about how each window suits them.
    """

    def __init__(self, judge: Judge, case: CaseProfile, needs: Sequence[FoundNeed]) -> None:
        alike = case.alike(need.person_ref for need in needs)
        ages = {ref: judge.ages(case, ref) for ref in dict.fromkeys(alike.values())}
        about = {ref: number for number, ref in enumerate(ages)}
        self.windows: list[States] = [states for states, _ in ages.values()]
        together: dict[str, dict[str, list[FoundNeed]]] = {}
        for need in needs:
            together.setdefault(need.code, {}).setdefault(alike[need.person_ref], []).append(need)
        self.all = tuple(
            _claim(judge, code, ones, about[ref], ages[ref][1])
            for code, by_ref in together.items()
            for ref, ones in by_ref.items()
        )
        self.serving = reduce(np.bitwise_or, [one.serving for one in self.all])
        if len(ages) == 1:
            self.too_old_or_young = self.serving & self.all[0].failing
        else:
            self.too_old_or_young = self.serving & ~reduce(np.bitwise_or, [one.answering for one in self.all])

    def by_weight(self) -> Iterator[Bits]:
        """Part all services by the weight of the heaviest need they stand for, the heaviest first."""
        left = self.serving
        *heavier, _ = sorted({one.weight for one in self.all}, reverse=True)
        for weight in heavier:
            alike = [one for one in self.all if one.weight == weight]
            here = reduce(
                np.bitwise_or, (one.answering | (one.serving & self.too_old_or_young) for one in alike)
            )
            yield left & here
            left = left & ~here
        yield left


def _claim(judge: Judge, code: str, needs: Sequence[FoundNeed], about: int, failing: Bits) -> Claim:
    held, serving = judge.needs(code)
    prefer = frozenset(kind for need in needs for kind in need.prefer)
    return Claim(code, max(need.weight for need in needs), prefer, held, about, serving, failing)
