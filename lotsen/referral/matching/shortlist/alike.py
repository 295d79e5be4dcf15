"""Which values a condition cannot tell apart for a case: one of each kind is judged for all.

A set of languages is as good as another in which the family finds the same of its own; a set of target groups
as another whose members are known alike to be the family's, not the family's, or not known. There may be
thousands of sets, and never more than a handful of kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import Eligibility

Numbers = NDArray[np.intp]
Masks = NDArray[np.uint64]

GROUPS = {"included": "target_groups", "excluded": "excluded_groups"}
_SETS = {"language": "languages", **GROUPS}
_ANSWERS = (True, False, None)
_WORD = 64


class Alike:
    """Parts the values of a directory into kinds."""

    def __init__(self, eligibility: Eligibility) -> None:
        self._eligibility = eligibility
        self._members = lru_cache(None)(self._membership)

    @cached_property
    def groups(self) -> list[str]:
        """All target groups that a service of the directory names."""
        return sorted({code for name in GROUPS for code in self._members(name)[0]})

    def kinds(self, name: str, fields: Mapping[str, Any]) -> Numbers:
        """Return the kind of each value: a number; that of target groups means the same for all cases.

        `fields` is what the condition reads of the case; target groups in it are settled (`belongs`).
        """
        if name not in _SETS:
            return np.arange(len(self._eligibility.samples(name)))
        codes, members, rest = self._members(name)
        if name == "language":
            wanted = [1 << codes.index(spoken) for spoken in fields["languages"] if spoken in codes]
        else:
            answers, known = dict.fromkeys(_ANSWERS, 0), fields["target_groups"]
            for at, code in enumerate(codes):
                answers[known[code]] += 1 << at
            wanted = list(answers.values())
        keys = rest
        for mask in wanted:
            held = members & _words(mask, members.shape[1])
            keys = keys * 2 + (held[:, 0] != 0 if held.shape[1] == 1 else held.any(axis=1))
        return keys

    def _membership(self, name: str) -> tuple[list[str], Masks, Numbers]:
        """Return all codes, which of them each value holds as bits, and a number for what else it says."""
        samples = self._eligibility.samples(name)
        sets: list[frozenset[str]] = [getattr(sample, _SETS[name]) for sample in samples]
        codes = sorted(frozenset().union(*sets))
        place = {code: at for at, code in enumerate(codes)}
        size = max(1, -(-len(codes) // _WORD))
        members = [_words(sum(1 << place[code] for code in one), size) for one in sets]
        rest = [
            2 * (_ANSWERS.index(sample.interpreter) if name == "language" else 0) + bool(one)
            for sample, one in zip(samples, sets, strict=True)
        ]
        return codes, np.array(members, np.uint64).reshape(len(sets), size), np.array(rest, np.intp)


def _words(mask: int, size: int) -> Masks:
    """Write a set as so many words."""
    return np.frombuffer(mask.to_bytes(size * _WORD // 8, "little"), "<u8")
