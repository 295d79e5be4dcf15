"""The few ranges of a fact's values that a rule can tell apart, each with one value that stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from lotsen.referral.rules.facts import FactValue
from lotsen.terms import Fact, FactKind

ANY_OTHER_CODE = "(any other)"
"""Stands for every code of an open choice that the rule does not name."""

SPAN = 100
"""How far a range without a bound is taken to reach beyond the last value the rule names."""


@dataclass(frozen=True)
class Cell:
    """A range of values that the rule treats alike: one of them, and the share of all answers."""

    value: FactValue
    share: float


YES_AND_NO = (Cell(True, 0.5), Cell(False, 0.5))


def cells_of(fact: Fact, operands: Iterable[FactValue]) -> tuple[Cell, ...]:
    """Split a fact at the values that a rule compares it with."""
    match fact.kind:
        case FactKind.YES_NO:
            return YES_AND_NO
        case FactKind.CHOICE:
            named = sorted({value for value in operands if isinstance(value, str)})
            codes = [value.code for value in fact.values] or [*named, ANY_OTHER_CODE]
            return tuple(Cell(code, 1 / len(codes)) for code in codes)
        case FactKind.NUMBER:
            numbers = sorted({value for value in operands if isinstance(value, int | float)})
            return tuple(_numbers(fact, numbers))
        case FactKind.DATE:
            days = sorted({value.toordinal() for value in operands if isinstance(value, date)})
            return tuple(_days(days))


def _numbers(fact: Fact, cuts: Sequence[float]) -> list[Cell]:
    """Take each named number, one between any two, and one beyond either end.

    Bounds of the fact only weigh the answers: a value outside them (an age somebody mistyped) has a cell too.
    """
    if not cuts:
        return [Cell(0, 1.0)]
    low = min(cuts[0], cuts[0] - SPAN if fact.low is None else fact.low)
    high = max(cuts[-1], cuts[-1] + SPAN if fact.high is None else fact.high)
    counted: list[tuple[float, float]] = [(cuts[0] - 1, cuts[0] - low), (cuts[-1] + 1, high - cuts[-1])]
    counted += [(cut, 1) for cut in cuts]
    counted += [((left + right) / 2, max(right - left - 1, 0)) for left, right in pairwise(cuts)]
    return _weighed(counted)


def _days(cuts: Sequence[int]) -> list[Cell]:
    if not cuts:
        return [Cell(date(2000, 1, 1), 1.0)]
    first, last = date.min.toordinal(), date.max.toordinal()
    counted: list[tuple[int, float]] = [(cut, 1) for cut in cuts]
    counted += [(left + 1, right - left - 1) for left, right in pairwise(cuts) if right - left > 1]
    counted += [(cuts[0] - 1, SPAN)] if cuts[0] > first else []
    counted += [(cuts[-1] + 1, SPAN)] if cuts[-1] < last else []
    return [
        Cell(date.min + timedelta(days=int(cell.value) - first), cell.share)
        for cell in _weighed(counted)
        if isinstance(cell.value, int)
    ]


def _weighed(counted: Sequence[tuple[float, float]]) -> list[Cell]:
    total = sum(weight for _, weight in counted)
    return [Cell(value, weight / total) for value, weight in sorted(counted)]
