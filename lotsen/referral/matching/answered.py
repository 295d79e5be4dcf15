"""Which needs of a family a service answers: the same for all services of the same needs, so found once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.rules.results import FoundNeed


class Answered(NamedTuple):
    """Needs, the heaviest first, and the persons whose age decides; by code, what ranks a service under it.

    `heaviest` is the weight of the heaviest need of a code, `prefer` the types its rules name as the best
    answer, where they name any.
    """

    needs: tuple[FoundNeed, ...]
    persons: tuple[str, ...]
    heaviest: Mapping[str, int]
    prefer: Mapping[str, set[str]]

    def preferred(self, service_type: str) -> frozenset[str]:
        """Return the codes whose rules name this type of service as the best answer."""
        return frozenset([code for code, kinds in self.prefer.items() if service_type in kinds])


class Answers:
    """The needs of a family, the heaviest first, as services of different needs answer them."""

    def __init__(self, case: CaseProfile, needs: Sequence[FoundNeed]) -> None:
        self._needs = sorted(needs, key=lambda need: (-need.weight, need.code, need.person_ref))
        self._alike = case.alike([need.person_ref for need in self._needs])
        self.codes = tuple(dict.fromkeys([need.code for need in self._needs]))
        self.persons = frozenset(self._alike.values())
        self.by = cache(self._by)

    def _by(self, codes: frozenset[str], but_for: tuple[str, ...] = ()) -> Answered:
        """Return what services of these needs answer, but for persons whose age does not suit them."""
        needs = [need for need in self._needs if need.code in codes]
        if but_for:
            needs = [need for need in needs if self._alike[need.person_ref] not in but_for]
        heaviest, prefer = dict[str, int](), dict[str, set[str]]()
        for need in needs:
            heaviest.setdefault(need.code, need.weight)
            if need.prefer:
                prefer.setdefault(need.code, set()).update(need.prefer)
        persons = dict.fromkeys([self._alike[need.person_ref] for need in needs])
        return Answered(tuple(needs), tuple(persons), heaviest, prefer)
