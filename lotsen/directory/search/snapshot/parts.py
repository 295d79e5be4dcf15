"""What a snapshot is made of: named arrays and a small table of plain values beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Ints = NDArray[np.int64]
Positions = NDArray[np.intp]
Mask = NDArray[np.bool_]
States = NDArray[np.uint8]
Bits = NDArray[np.uint16]

NO, UNKNOWN, YES = 0, 1, 2
"""The three values of every wish, as the columns store them."""

NOT_STATED = -1
"""In columns of numbers."""


@dataclass(frozen=True)
class Parts:
    """The arrays by name, and the tables of codes and texts that their numbers point into (plain JSON)."""

    arrays: Mapping[str, Array]
    tables: Mapping[str, Any]
    version: int = 0


def spread(at: Array, rows: Positions) -> tuple[Positions, Positions]:
    """Follow lists that lie end to end: of each item in the lists of some rows, whose it is and where."""
    begin = at[rows].astype(np.intp)
    lengths = at[rows + 1].astype(np.intp) - begin
    which = np.repeat(np.arange(len(rows)), lengths)
    where = np.repeat(begin - (np.cumsum(lengths) - lengths), lengths) + np.arange(len(which))
    return which, where
