"""The cell key method: a published count differs a little from the true one, always in the same way. Pure.

Every family has a record key; the record keys of the families in a cell add up to the key that
decides the cell's noise. The same families therefore get the same published value in every table
that shows them, and asking twice teaches nothing (Giessing and Tent; used for the German census 2022).
"""

import hashlib
import hmac
import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Self

_RECORD_KEY_BITS = 31
_SUM_BYTES = 12
_COUNT_BYTES = 6


@dataclass(frozen=True)
class NoiseRow:
    """What may be added to one true count: `noise[i]` where the draw is below `below[i]`."""

    noise: tuple[int, ...]
    below: tuple[int, ...]


@dataclass(frozen=True)
class PTable:
    """Perturbation probabilities as integer thresholds; counts beyond the last row use the last row."""

    deviation: int
    variance: int
    threshold: int
    bits: int
    rows: tuple[NoiseRow, ...]

    def __post_init__(self) -> None:
        """Refuse a table that could publish a small number, move a zero or leave a draw without answer."""
        for count, row in enumerate(self.rows):
            published = [count + noise for noise in row.noise]
            if len(row.noise) != len(row.below) or row.below[-1] != 1 << self.bits:
                raise ValueError(f"row {count} does not cover every draw")
            if list(row.below) != sorted(set(row.below)) or row.below[0] <= 0:
                raise ValueError(f"the thresholds of row {count} do not rise")
            if any(value < 0 or 0 < value <= self.threshold for value in published):
                raise ValueError(f"row {count} would publish a number that must stay hidden")
            if max(abs(noise) for noise in row.noise) > self.deviation:
                raise ValueError(f"row {count} deviates too far")
        if self.rows[0].noise != (0,):
            raise ValueError("a true zero must stay zero")

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Build a table from its JSON form."""
        return cls(
            deviation=document["deviation"],
            variance=document["variance"],
            threshold=document["threshold"],
            bits=document["bits"],
            rows=tuple(NoiseRow(tuple(row["noise"]), tuple(row["below"])) for row in document["rows"]),
        )

    def noise(self, count: int, draw: int) -> int:
        """Look up what is added to a true count for one draw of `bits` bits."""
        row = self.rows[min(count, len(self.rows) - 1)]
        return row.noise[bisect_right(row.below, draw)]


@cache
def production_table() -> PTable:
    """Return the p-table that Lotsen publishes with: deviation 5, variance 3, never a 1 or 2."""
    text = resources.files("lotsen.figures").joinpath("data/ptable_d5_v3_js2.json").read_text("utf-8")
    return PTable.from_document(json.loads(text))


def record_key(secret: bytes, case: bytes) -> int:
    """Derive the record key of a case: 31 bits that nobody without the year's secret can guess."""
    digest = hmac.digest(secret, case, "sha256")
    return int.from_bytes(digest, "big") & ((1 << _RECORD_KEY_BITS) - 1)


def cell_draw(count: int, key_sum: int, secret: bytes, bits: int = _RECORD_KEY_BITS) -> int:
    """Derive a cell's draw from its count and its sum of record keys.

    Hashed with a secret, since the plain sum modulo one lets an attacker predict the noise of a
    cell from its neighbours.
    """
    message = key_sum.to_bytes(_SUM_BYTES, "big") + count.to_bytes(_COUNT_BYTES, "big")
    digest = hashlib.blake2b(message, key=secret).digest()
    return int.from_bytes(digest, "big") & ((1 << bits) - 1)


def protect(count: int, key_sum: int, secret: bytes, table: PTable | None = None) -> int:
    """Return what may be published for a cell of `count` cases whose record keys add up to `key_sum`."""
    chosen = table or production_table()
    return count + chosen.noise(count, cell_draw(count, key_sum, secret, chosen.bits))
