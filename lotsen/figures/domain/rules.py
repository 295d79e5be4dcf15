"""When a table, a row, a share or a median may be shown (statistics.md 2.1 and 2.2). Pure.

Every rule looks at published values only, so that what it decides gives nothing away.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

LEAST_NEW_CASES = 20
LEAST_PER_CELL = 5
LEAST_BASE = 10
LEAST_IN_OTHER = 2
LEAST_INSTITUTIONS_IN_OTHER = 3
LEAST_FOR_SHARE = 20
LEAST_FOR_SURE_SHARE = 50
LEAST_FOR_MEDIAN = 30

WAIT_BOUNDS = (1, 3, 7, 14, 28, 56)
WAITS = (*(f"upto_{bound}" for bound in WAIT_BOUNDS), f"over_{WAIT_BOUNDS[-1]}")


def is_dense(families_a_year: int, periods_a_year: int, cells: int) -> bool:
    """Say whether a table has at least five families per cell at this length of period."""
    return families_a_year >= LEAST_PER_CELL * periods_a_year * cells


def rows_to_merge(
    bases: Mapping[str, int],
    base_of: Callable[[frozenset[str]], int],
    *,
    weights: Mapping[str, int] | None = None,
    least: int = LEAST_IN_OTHER,
    always: Collection[str] = (),
) -> frozenset[str]:
    """Choose the rows that must disappear in "other".

    `bases` are the published totals of the rows and `base_of` publishes the total of several rows
    together. Rows below the base go in, and those in `always`; then the smallest others follow until
    "other" stands for at least `least` (by `weights`) and reaches the base itself.
    """
    merged = {row for row, base in bases.items() if base < LEAST_BASE} | (set(always) & set(bases))
    waiting = sorted((row for row in bases if row not in merged), key=lambda row: (bases[row], row))
    while merged and waiting:
        stands_for = sum((weights or {}).get(row, 1) for row in merged)
        if stands_for >= least and base_of(frozenset(merged)) >= LEAST_BASE:
            break
        merged.add(waiting.pop(0))
    return frozenset(merged)


@dataclass(frozen=True)
class Share:
    """A percentage of published counts; below fifty it is only a hint."""

    percent: int
    uncertain: bool


def share(part: int, whole: int) -> Share | None:
    """Return part of whole in whole percent, between 0 and 100; None where the whole is too small."""
    if whole < LEAST_FOR_SHARE:
        return None
    percent = (200 * part + whole) // (2 * whole)
    return Share(max(0, min(100, percent)), whole < LEAST_FOR_SURE_SHARE)


def wait_code(days: int) -> str:
    """Name the class of waiting time that a number of days falls into."""
    return next((f"upto_{bound}" for bound in WAIT_BOUNDS if days <= bound), WAITS[-1])


def median_days(published: Mapping[str, int]) -> float | None:
    """Interpolate the median waiting time from published classes.

    None below thirty families, or where half of them waited longer than the last bound.
    """
    total = sum(published.get(code, 0) for code in WAITS)
    if total < LEAST_FOR_MEDIAN:
        return None
    below, low = 0, 0
    for bound in WAIT_BOUNDS:
        inside = published.get(f"upto_{bound}", 0)
        if inside and below + inside >= total / 2:
            return low + (bound - low) * (total / 2 - below) / inside
        below, low = below + inside, bound
    return None
