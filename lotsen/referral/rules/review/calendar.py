"""Facts that hang together through dates: a child born in March is not two months old in December."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

from lotsen.referral.rules.facts import PHASE
from lotsen.referral.rules.review.ranges import Range
from lotsen.terms import Phase, vocabulary

BIRTH_DATE, MONTHS = "birth_date", "child_age_months"
EXPECTED_DATE, WEEKS = "expected_date", "weeks_pregnant"
DAYS_OF_PREGNANCY = 280
DAYS_OF_WEEK = 7
MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Window:
    """The days, both included, on which something applies."""

    begins: date
    ends: date

    @property
    def is_empty(self) -> bool:
        """Whether no day lies in it."""
        return self.begins > self.ends

    def within(self, other: Window) -> Window:
        """Return the days both have."""
        return Window(max(self.begins, other.begins), min(self.ends, other.ends))


def fits_calendar(chosen: Mapping[str, Range], window: Window) -> bool:
    """Tell whether some child, on some day of the window, has these facts; others do not matter.

    Exact, because completed months and weeks take every whole value between the first and the last day.
    """
    if window.is_empty:
        return False
    phase = chosen[PHASE].value if PHASE in chosen else None
    born = phase != Phase.PREGNANT and _born(chosen, window)
    return born or (phase != Phase.BORN and _expected(chosen, window))


def completed_months(born: date, day: date) -> int:
    """Return the completed months of a child on a day."""
    months = (day.year - born.year) * MONTHS_OF_YEAR + day.month - born.month
    return months - (day.day < born.day)


def completed_weeks(expected: int, day: int) -> int:
    """Return the completed weeks of pregnancy, both days as ordinals."""
    return (DAYS_OF_PREGNANCY - (expected - day)) // DAYS_OF_WEEK


def _born(chosen: Mapping[str, Range], window: Window) -> bool:
    born = chosen.get(BIRTH_DATE)
    if born is None:
        return True
    first, last = int(born.low), min(int(born.high), window.ends.toordinal())
    if first > last:
        return False
    oldest = completed_months(date.fromordinal(first), window.ends)
    begins = max(window.begins.toordinal(), last)
    youngest = completed_months(date.fromordinal(last), date.fromordinal(begins))
    return _overlap(chosen.get(MONTHS) or _bounds(MONTHS), youngest, oldest)


def _expected(chosen: Mapping[str, Range], window: Window) -> bool:
    expected = chosen.get(EXPECTED_DATE)
    if expected is None:
        return True
    latest = completed_weeks(int(expected.low), window.ends.toordinal())
    earliest = completed_weeks(int(expected.high), window.begins.toordinal())
    return _overlap(chosen.get(WEEKS) or _bounds(WEEKS), earliest, latest)


def _bounds(code: str) -> Range:
    fact = vocabulary().facts[code]
    return Range(0, -inf if fact.low is None else fact.low, inf if fact.high is None else fact.high)


def _overlap(part: Range, low: int, high: int) -> bool:
    return part.low <= high and low <= part.high
