"""In which order services stand: the first few of many by several keys, the last of them drawn by lot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.domain import lot
from lotsen.referral.matching.ranking import LAST_SHIFT, MIXING
from lotsen.referral.matching.shortlist.bits import Rows

Key = NDArray[np.int64]


@dataclass(frozen=True)
class Order:
    """The order of services for one case: by keys, then by their lots, mixed with that of the case."""

    lots: NDArray[np.uint64]
    own: np.uint64

    @classmethod
    def of(cls, case_id: UUID, lots: NDArray[np.uint64]) -> Self:
        """Take the lots of all services."""
        return cls(lots, np.uint64(lot(case_id)))

    def first(self, rows: Rows, keys: Sequence[Key], most: int | None) -> Rows:
        """Return the places, among some services, of the first few; the smallest keys come first."""
        chosen = np.arange(len(rows))
        if most is not None and most < len(rows):
            limit = np.partition(keys[0], most - 1)[most - 1]
            chosen = (keys[0] <= limit).nonzero()[0]
        ordered = np.lexsort((self._chances(rows[chosen]), *(key[chosen] for key in reversed(keys))))
        return chosen[ordered][:most]

    def _chances(self, rows: Rows) -> NDArray[np.uint64]:
        """Mix lots as the plain engine does one by one."""
        mixed = self.lots[rows] ^ self.own
        for shift, factor in MIXING:
            mixed = (mixed ^ mixed >> np.uint64(shift)) * np.uint64(factor)
        return mixed ^ mixed >> np.uint64(LAST_SHIFT)
