"""In which order services stand: the first few of many by several keys, the last of them drawn by lot."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.domain import lot
from lotsen.referral.matching.ranking import LAST_SHIFT, MIXING
from lotsen.referral.matching.shortlist.bits import Rows

Key = NDArray[np.int64]


def first(keys: Sequence[Key], lots: NDArray[np.uint64], most: int | None) -> Rows:
    """Return the places of the first few by their keys, in order; the smallest comes first."""
    count = len(keys[0])
    chosen = np.arange(count)
    if most is not None and most < count:
        limit = np.partition(keys[0], most - 1)[most - 1]
        chosen = np.flatnonzero(keys[0] <= limit)
    ordered = np.lexsort((lots[chosen], *(key[chosen] for key in reversed(keys))))
    return chosen[ordered][:most]


def chances(case_id: UUID, lots: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the lots of services with the lot of a case, as the plain engine does one by one."""
    mixed = lots ^ np.uint64(lot(case_id))
    for shift, factor in MIXING:
        mixed = (mixed ^ mixed >> np.uint64(shift)) * np.uint64(factor)
    return mixed ^ mixed >> np.uint64(LAST_SHIFT)
