"""Which values a condition cannot tell apart for a case: one of each kind is judged for all.

A set of languages is as good as another in which the family finds the same of its own; a set of target groups
as another whose members are known alike to be the family's, not the family's, or not known. There may be
thousands of sets, and never more than a handful of kinds.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import Eligibility
from lotsen.referral.matching.case import CaseProfile

Numbers = NDArray[np.intp]

GROUPS = {"included": "target_groups", "excluded": "excluded_groups"}
_SETS = {"language": "languages", **GROUPS}
_ANSWERS = (True, False, None)


class Alike:
    """Parts the values of a directory into kinds."""

    def __init__(self, eligibility: Eligibility) -> None:
        self._eligibility = eligibility
        self._members = lru_cache(None)(self._membership)

    @cached_property
    def groups(self) -> list[str]:
        """All target groups that a service of the directory names."""
        return sorted({code for name in GROUPS for code in self._members(name)[0]})

    def kinds(self, name: str, case: CaseProfile) -> tuple[list[tuple[int, int]], Numbers]:
        """Return each kind with one of its values, and for each value the place of its kind among these.

        A kind is a number; that of target groups means the same for all cases. What is known of target groups
        is settled before (`belongs`).
        """
        if name not in _SETS:
            everyone = np.arange(len(self._eligibility.samples(name)))
            return list(zip(everyone.tolist(), everyone.tolist(), strict=True)), everyone
        codes, members, rest = self._members(name)
        if name == "language":
            wanted = [[code == spoken for code in codes] for spoken in case.languages]
        else:
            known = [case.target_groups[code] for code in codes]
            wanted = [[one is answer for one in known] for answer in _ANSWERS]
        keys = rest
        if wanted and codes:
            meets = members @ np.array(wanted, np.float32).T > 0
            keys = (keys << len(wanted)) + meets @ (1 << np.arange(len(wanted)))
        one_of = np.full(int(keys.max(initial=0)) + 1, -1, np.intp)
        one_of[keys] = np.arange(len(keys))
        kinds = np.flatnonzero(one_of >= 0)
        number = np.zeros(len(one_of), np.intp)
        number[kinds] = np.arange(len(kinds))
        return list(zip(kinds.tolist(), one_of[kinds].tolist(), strict=True)), number[keys]

    def _membership(self, name: str) -> tuple[list[str], NDArray[np.float32], Numbers]:
        """Return all codes, which value holds which (one or zero), and a number for what else it says."""
        samples = self._eligibility.samples(name)
        sets: list[frozenset[str]] = [getattr(sample, _SETS[name]) for sample in samples]
        codes = sorted(frozenset().union(*sets))
        members = np.array([[code in one for code in codes] for one in sets], np.float32)
        rest = [
            2 * (_ANSWERS.index(sample.interpreter) if name == "language" else 0) + bool(one)
            for sample, one in zip(samples, sets, strict=True)
        ]
        return codes, members.reshape(len(sets), len(codes)), np.array(rest, np.intp)
