"""The periods that figures are published for: quarters and calendar years, once they are closed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_CODE = re.compile(r"(20\d\d)(?:-Q([1-4]))?", re.ASCII)
_QUARTERS = 4
_MONTHS = 3
WAIT_AFTER_END = timedelta(weeks=6)


class Span(StrEnum):
    """How long a period is."""

    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, order=True)
class Period:
    """A quarter, or a whole year (quarter 0), which sorts before its quarters."""

    year: int
    quarter: int = 0

    def __post_init__(self) -> None:
        """Refuse a fifth quarter."""
        if not 0 <= self.quarter <= _QUARTERS:
            raise ValueError("a year has four quarters")

    @classmethod
    def parse(cls, code: str) -> Period | None:
        """Read `2026` or `2026-Q3`; None for anything else."""
        found = _CODE.fullmatch(code)
        return cls(int(found[1]), int(found[2] or 0)) if found else None

    @classmethod
    def of(cls, day: date) -> Period:
        """Return the quarter a day lies in."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @property
    def code(self) -> str:
        """Name the period as in addresses and in the store."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @classmethod
    def parse_parts(cls, year: int, part: str) -> Period | None:
        """Read the two parts of an address: 2026 and `q3` or `year`."""
        return cls.parse(str(year) if part == "year" else f"{year}-{part.upper()}")

    @property
    def part(self) -> str:
        """Name the second part of an address."""
        return f"q{self.quarter}" if self.quarter else "year"

    @property
    def span(self) -> Span:
        """Say whether this is a quarter or a year."""
        return Span.QUARTER if self.quarter else Span.YEAR

    @property
    def periods_a_year(self) -> int:
        """Count the periods of this length in a year."""
        return _QUARTERS if self.quarter else 1

    @property
    def quarters(self) -> tuple[Period, ...]:
        """Return the quarters this period consists of."""
        return (
            (self,) if self.quarter else tuple(Period(self.year, number + 1) for number in range(_QUARTERS))
        )

    @property
    def last_day(self) -> date:
        """Return the day a period ends with."""
        if self.quarter in (0, _QUARTERS):
            return date(self.year, 12, 31)
        return date(self.year, self.quarter * _MONTHS + 1, 1) - timedelta(days=1)

    @property
    def due_on(self) -> date:
        """Return the day from which the period may be computed: six weeks after its end, and only once."""
        return self.last_day + WAIT_AFTER_END

    def is_due(self, today: date) -> bool:
        """Say whether the period is closed and late entries have had their six weeks."""
        return today >= self.due_on

    @property
    def ends_year(self) -> bool:
        """Say whether a year ends with this period, so that the year can be computed too."""
        return self.last_day == date(self.year, 12, 31)

    @property
    def following(self) -> Period:
        """Return the next quarter, or the next year."""
        if self.quarter in (0, _QUARTERS):
            return Period(self.year + 1, min(self.quarter, 1))
        return Period(self.year, self.quarter + 1)

    @property
    def preceding(self) -> Period:
        """Return the quarter before, or the year before."""
        if self.quarter == 1:
            return Period(self.year - 1, _QUARTERS)
        return Period(self.year, self.quarter - 1) if self.quarter else Period(self.year - 1)
