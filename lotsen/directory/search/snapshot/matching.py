"""Finds the services that hold what a plan asks for, with what each is worth."""

from dataclasses import dataclass

import numpy as np

from lotsen.directory.search.planner import Group, Reading
from lotsen.directory.search.snapshot.parts import Array, Ints, Parts, Positions
from lotsen.directory.search.snapshot.vocabulary import Tokens

FULL = 255 * 100
"""The worth of a whole word at the head of a name, read exactly."""
SCALE = 1000
"""The score of a service that holds everything so."""
FEW = 16
"""A list this many times shorter than another is looked up in it; else both go through a table."""
MOST_OF_IT = 60
"""If no service holds everything: percent of the best score that a service needs to be shown."""
HELD = 100 * 100
"""Added to the worth of every word held, if no service holds everything."""
GOOD = 400
"""If none that holds everything scores this, some may fit better that lack a word beside the point."""


@dataclass(frozen=True)
class Matched:
    """Services in ascending order with their scores of 0 to `SCALE`; all services if `services` is None."""

    services: Positions | None
    scores: Ints
    relaxed: bool = False


class Matching:
    """The postings of a snapshot."""

    def __init__(self, parts: Parts) -> None:
        self._at = parts.arrays["post_at"]
        self._docs = parts.arrays["post_doc"]
        self._worth = parts.arrays["post_worth"]
        self._count = len(parts.arrays["id"])

    def match(self, groups: tuple[Group, ...], *, loosely: bool = False) -> Matched:
        """Return the services that hold all needed groups, else most; all that hold any if `loosely`."""
        if not groups:
            return Matched(None, np.zeros(self._count, np.int64))
        found = [self._gather(group) for group in groups]
        if loosely:
            return Matched(*self._any(groups, found, HELD), relaxed=True)
        needed = [number for number, group in enumerate(groups) if group.needed]
        docs, total = self._all(groups, found, needed)
        top = int(total.max(initial=0))
        full = sum(groups[number].weight for number in needed) * FULL
        is_good = len(groups) == 1 or top * SCALE >= full * GOOD
        for number in set(range(len(groups))).difference(needed):
            total = self._more(docs, total, found[number], groups[number].weight)
            full += groups[number].weight * FULL
        docs = docs.astype(np.intp)
        together = Matched(docs, total.astype(np.int64) * SCALE // full)
        if is_good and top:
            return together
        wider, scores = self._any(groups, found, 0 if top else HELD)
        best = int(scores.max(initial=0))
        if top and best <= int(together.scores.max()):
            return together
        # Where nobody holds all, a heavy word counts wherever it stands.
        enough = scores * 100 >= best * MOST_OF_IT
        if top:
            enough |= np.isin(wider, docs, assume_unique=True)
        return Matched(wider[enough], scores[enough], relaxed=not top)

    def _more(self, docs: Array, total: Array, held: tuple[Array, Array], weight: int) -> Array:
        """Add what a group is worth to those services that hold it."""
        at, kept = self._both(docs, held[0])
        total = total.copy()
        total[kept] += held[1][at] * weight
        return total

    def _all(
        self, groups: tuple[Group, ...], found: list[tuple[Array, Array]], needed: list[int]
    ) -> tuple[Array, Array]:
        shortest = sorted(needed, key=lambda number: len(found[number][0]))
        docs, worth = found[shortest[0]]
        total = worth * groups[shortest[0]].weight
        for number in shortest[1:]:
            others, more = found[number]
            at, kept = self._both(docs, others)
            docs = docs[kept]
            total = total[kept] + more[at] * groups[number].weight
        return docs, total

    def _any(
        self, groups: tuple[Group, ...], found: list[tuple[Array, Array]], held: int
    ) -> tuple[Positions, Ints]:
        """Return all services that hold a group with their scores; `held` is added to each worth."""
        total = np.zeros(self._count, np.int32)
        for group, (docs, worth) in zip(groups, found, strict=True):
            total[docs] += (worth + np.int32(held)) * np.int32(group.weight)
        docs = np.flatnonzero(total)
        full = sum(group.weight for group in groups) * (FULL + held)
        return docs, total[docs].astype(np.int64) * SCALE // full

    def _gather(self, group: Group) -> tuple[Array, Array]:
        """Return the services of a group, ascending, with the best worth among its readings."""
        lists = [self._read(reading) for reading in group.readings]
        if len(lists) == 1:
            return lists[0]
        if sum(len(docs) for docs, _ in lists) * FEW > self._count:
            table = np.zeros(self._count, np.uint16)
            for docs, worth in lists:
                places = docs.astype(np.intp)
                table[places] = np.maximum(table[places], worth.astype(np.uint16))
            kept = np.flatnonzero(table != 0)
            return kept.astype(self._docs.dtype), table[kept].astype(np.int32)
        docs = np.concatenate([one for one, _ in lists])
        worth = np.concatenate([one for _, one in lists])
        order = np.lexsort((worth, docs))
        docs, worth = docs[order], worth[order]
        last = np.ones(len(docs), np.bool_)
        last[:-1] = docs[1:] != docs[:-1]
        return docs[last], worth[last]

    def _read(self, reading: Reading) -> tuple[Array, Array]:
        docs, worth = self._holding(reading.tokens)
        return docs, worth * np.int32(reading.percent)

    def _holding(self, tokens: Tokens) -> tuple[Array, Array]:
        lists = sorted((self._posting(token) for token in tokens), key=lambda one: len(one[0]))
        docs, worth = lists[0]
        for others, more in lists[1:]:
            at, kept = self._both(docs, others)
            docs, worth = docs[kept], worth[kept] + more[at]
        return docs, worth // np.int32(len(lists))

    def _posting(self, token: int) -> tuple[Array, Array]:
        span = slice(int(self._at[token]), int(self._at[token + 1]))
        return self._docs[span], self._worth[span].astype(np.int32)

    def _both(self, short: Array, long: Array) -> tuple[Positions, Positions]:
        """Return where in `long` and where in `short` the services stand that both hold."""
        if not len(short) or not len(long):
            nothing = np.zeros(0, np.intp)
            return nothing, nothing
        if len(short) * FEW < len(long):
            at = np.searchsorted(long, short.astype(long.dtype))
            at[at == len(long)] = 0
            kept = np.flatnonzero(long[at] == short)
            return at[kept], kept
        table = np.zeros(self._count, np.uint32)
        table[long] = np.arange(1, len(long) + 1, dtype=np.uint32)
        places = table[short]
        kept = np.flatnonzero(places != 0)
        return places[kept].astype(np.intp) - 1, kept
