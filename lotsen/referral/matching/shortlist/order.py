"""In which order services stand: the first few of many by several keys, the last of them drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.domain import lot
from lotsen.referral.matching.ranking import LAST_SHIFT, MIXING
from lotsen.referral.matching.shortlist.bits import Mask, Rows
from lotsen.referral.matching.shortlist.verdicts import Key

_MIXING = tuple((np.uint64(shift), np.uint64(factor)) for shift, factor in MIXING)
_LAST_SHIFT = np.uint64(LAST_SHIFT)


@dataclass(frozen=True)
class Order:
    """The order of services for one case: by keys, then by their lots, mixed with that of the case."""

    lots: NDArray[np.uint64]
    own: np.uint64

    @classmethod
    def of(cls, case_id: UUID, lots: NDArray[np.uint64]) -> Self:
        """Take the lots of all services."""
        return cls(lots, np.uint64(lot(case_id)))

    def sorted(self, rows: Rows, *keys: Key) -> Rows:
        """Return the places of services in their order; the smallest keys come first."""
        return np.lexsort((self._chances(rows), *reversed(keys)))

    def first(self, rows: Rows, key: Key, most: int | None) -> Rows:
        """Return the places, among some services, of the first few by one key, in their order."""
        chosen = leading(key, most).nonzero()[0]
        return chosen[self.sorted(rows[chosen], key[chosen])][:most]

    def _chances(self, rows: Rows) -> NDArray[np.uint64]:
        """Mix lots as the plain engine does one by one."""
        mixed = self.lots.take(rows) ^ self.own
        for shift, factor in _MIXING:
            mixed = (mixed ^ mixed >> shift) * factor
        return mixed ^ mixed >> _LAST_SHIFT


def leading(key: Key, most: int | None, top: int = np.iinfo(np.int64).max) -> Mask:
    """Say which are the first few by a key, and all level with the last of them; nobody above `top`."""
    limit = top
    if most is not None and most < len(key):
        limit = min(top, int(np.partition(key, most - 1)[most - 1]))
    return key <= limit
