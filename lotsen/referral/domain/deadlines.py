"""Days on which somebody has to look: working days of North Rhine-Westphalia. Pure.

First answer after two working days and two of grace (Wyoming CommuniCare standard, a starting value).
"""

from datetime import date, timedelta

ANSWER_WITHIN = 2
GRACE = 2
LAST_ATTEMPTS = 3
"""After so many attempts the page proposes to end the search; it never does so by itself."""

_NEXT_ATTEMPT = (1, 3, 5)
_SATURDAY = 5
_FIXED = {(1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)}
_FROM_EASTER = {-2, 1, 39, 50, 60}


def easter(year: int) -> date:
    """Return Easter Sunday (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Say whether offices work: no weekend, no public holiday of the Land."""
    holiday = (day.month, day.day) in _FIXED or (day - easter(day.year)).days in _FROM_EASTER
    return day.weekday() < _SATURDAY and not holiday


def add_working_days(day: date, count: int) -> date:
    """Return the day that lies some working days ahead."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def answer_due(sent_on: date) -> date:
    """Return the day by which the receiver should have answered."""
    return add_working_days(sent_on, ANSWER_WITHIN + GRACE)


def next_attempt(today: date, attempts: int) -> date:
    """Propose when to try again after so many attempts: sooner at first."""
    step = _NEXT_ATTEMPT[min(max(attempts, 1), len(_NEXT_ATTEMPT)) - 1]
    return add_working_days(today, step)
