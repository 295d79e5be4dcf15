"""Sets of services, one bit for each: combined 64 at a time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]

WORD = 64
_ALL = np.bool_(True)


def none(count: int) -> Bits:
    """Return the empty set of so many services."""
    return np.zeros(-(-count // WORD), np.uint64)


def packed(mask: Mask) -> Bits:
    """Return the set of those that a mask marks."""
    octets = np.packbits(mask, bitorder="little")
    return np.append(octets, np.zeros(-len(octets) % (WORD // 8), np.uint8)).view("<u8")


def of_rows(rows: Rows, count: int, chosen: Mask | np.bool_ = _ALL) -> Bits:
    """Return the set of some services out of so many, of these only those that are chosen."""
    mask = np.zeros(-(-count // WORD) * WORD, np.bool_)
    mask[rows] = chosen
    return np.packbits(mask, bitorder="little").view("<u8")


def rows_of(bits: Bits) -> Rows:
    """Return the services of a set, in order."""
    return _spread(bits).nonzero()[0]


def among(rows: Rows, bits: Bits) -> Rows:
    """Return those services that are in a set."""
    return rows.take(holds(rows, bits).nonzero()[0])


def holds(rows: Rows, bits: Bits) -> Mask:
    """Say of each service whether it is in a set."""
    return _spread(bits).take(rows)


def _spread(bits: Bits) -> Mask:
    return np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.bool_)


def size(bits: Bits) -> int:
    """Count the services of a set."""
    return int(np.bitwise_count(bits).sum())


def once_and_more(sets: Iterable[Bits], count: int) -> tuple[Bits, Bits]:
    """Return who is in any of the sets, and who is in more than one: a counter that saves its carry."""
    once, more = none(count), none(count)
    for one in sets:
        more |= once & one
        once |= one
    return once, more
