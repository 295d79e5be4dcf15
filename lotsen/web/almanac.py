"""A plain calendar of one month, in the words of the reader's language."""

from calendar import MONDAY, Calendar
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, get_day_names

from lotsen.web.i18n import locale

_WEEKDAYS = range(7)


@dataclass(frozen=True)
class Month:
    """A month as a table: its name, the names of its days (short, long), and weeks with 0 for no day."""

    title: str
    days: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[int, ...], ...]


def month_of(day: date) -> Month:
    """Return the month a day lies in; weeks begin on Monday (ISO 8601)."""
    language = locale()
    short = get_day_names("short", context="stand-alone", locale=language)
    full = get_day_names("wide", context="stand-alone", locale=language)
    weeks = Calendar(MONDAY).monthdayscalendar(day.year, day.month)
    return Month(
        title=format_date(day, "LLLL y", locale=language),
        days=tuple((short[index], full[index]) for index in _WEEKDAYS),
        weeks=tuple(map(tuple, weeks)),
    )
