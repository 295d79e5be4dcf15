"""Which values a condition cannot tell apart for a case: one of each kind is judged for all.

A set of languages is as good as another in which the family finds the same of its own. There may be thousands
of sets, and never more than a handful of kinds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import Eligibility

Numbers = NDArray[np.intp]
Members = NDArray[np.uint8]
_ANSWERS = (True, False, None)


class Tongues:
    """Parts the sets of languages of a directory into kinds."""

    def __init__(self, eligibility: Eligibility) -> None:
        samples = eligibility.samples("language")
        sets = [one.languages for one in samples]
        self._codes, self._members = members(sets)
        rest = [2 * _ANSWERS.index(one.interpreter) + bool(one.languages) for one in samples]
        self._rest = np.array(rest, np.intp)

    def kinds(self, languages: Sequence[str]) -> Numbers:
        """Return the kind of each set for a family that speaks these: a number."""
        kinds = self._rest
        for code in languages:
            if code in self._codes:
                kinds = 2 * kinds + self._members[self._codes.index(code)]
        return kinds


def members(sets: Sequence[frozenset[str]]) -> tuple[list[str], Members]:
    """Return all codes that are in any of the sets, in order, and for each code which sets hold it."""
    codes = sorted(frozenset().union(*sets))
    held = [[code in one for one in sets] for code in codes]
    return codes, np.array(held, np.uint8).reshape(len(codes), len(sets))
