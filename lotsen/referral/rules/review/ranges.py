"""A fact's possible values, cut into the few ranges that the looked-at rules can tell apart. Exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, inf

from lotsen.referral.rules.cells import ANY_OTHER_CODE
from lotsen.referral.rules.facts import FactValue
from lotsen.terms import Fact, FactKind

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True)
class Range:
    """Values that the rules treat alike: one of them, and for numbers and days (as ordinals) the bounds.

    The bounds of whole numbers and days belong to the range; between decimals they do not.
    """

    value: FactValue
    low: float = 0
    high: float = 0


def ranges_of(fact: Fact, operands: Iterable[FactValue]) -> tuple[Range, ...]:
    """Cut what a fact can be at the values that rules compare it with; its bounds hold here."""
    match fact.kind:
        case FactKind.YES_NO:
            return Range(True), Range(False)
        case FactKind.CHOICE:
            named = sorted({value for value in operands if isinstance(value, str)})
            codes = [value.code for value in fact.values] or [*named, ANY_OTHER_CODE]
            return tuple(Range(code) for code in codes)
        case FactKind.NUMBER:
            cuts = sorted({float(value) for value in operands if isinstance(value, int | float)})
            low = -inf if fact.low is None else float(fact.low)
            high = inf if fact.high is None else float(fact.high)
            return tuple(_cut(cuts, low, high, whole=fact.derived))
        case FactKind.DATE:
            days = sorted({float(value.toordinal()) for value in operands if isinstance(value, date)})
            return tuple(
                Range(date.fromordinal(int(part.low)), part.low, part.high)
                for part in _cut(days, FIRST_DAY, LAST_DAY, whole=True)
            )


def _cut(cuts: list[float], low: float, high: float, *, whole: bool) -> Iterator[Range]:
    """Yield each named number and what lies between two of them, from `low` to `high`.

    Facts that follow from dates are whole numbers; an answer may be four and a half.
    """
    inside = [cut for cut in cuts if low <= cut <= high]
    edges = [low - 1, *inside, high + 1] if whole else [low, *inside, high]
    for cut in inside:
        if not whole or cut.is_integer():
            yield Range(cut, cut, cut)
    if not whole:
        yield from (Range(bound, bound, bound) for bound in (low, high) if _is_new(bound, inside))
    for left, right in pairwise(edges):
        if whole and _step(left, 1) <= _step(right, -1):
            first, last = _step(left, 1), _step(right, -1)
            yield Range(last if first == -inf else first, first, last)
        elif not whole and left < right:
            yield Range(_between(left, right), left, right)


def _step(bound: float, way: int) -> float:
    """Return the next whole number beyond a bound, upwards or downwards."""
    if abs(bound) == inf:
        return bound
    return floor(bound) + 1 if way > 0 else ceil(bound) - 1


def _is_new(bound: float, cuts: list[float]) -> bool:
    return abs(bound) != inf and bound not in cuts


def _between(left: float, right: float) -> float:
    if left == -inf:
        return 0 if right == inf else right - 1
    return left + 1 if right == inf else (left + right) / 2
