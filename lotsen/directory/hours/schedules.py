"""Hours as HSDS 3 exchanges them: a schedule per span and its days, in iCalendar's words (RFC 5545)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lotsen.directory.hours.model import DAY, NO_WEEK, Closure, Hours, Monthly, Span, Spans, tidy_spans
from lotsen.directory.hours.osm import clock_time

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(rf"(-1|[1-5])?({'|'.join(_DAYS)})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
CLOSED = "closed"
APPOINTMENT = "by appointment"


@dataclass(frozen=True)
class Schedule:
    """One HSDS `schedule`; a closure has dates and no times, and says so in its description."""

    freq: str | None = None
    byday: str | None = None
    opens_at: str | None = None
    closes_at: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    description: str | None = None
    notes: str | None = None


def schedules_of(hours: Hours) -> tuple[Schedule, ...]:
    """Return hours as schedules. That public holidays are closed has no word in HSDS and is a note."""
    notes = "closed on public holidays" if hours.closed_on_holidays else None
    found: list[Schedule] = []
    by_span: dict[Span, list[str]] = {}
    for weekday, spans in enumerate(hours.week):
        for span in spans:
            by_span.setdefault(span, []).append(_DAYS[weekday])
    found += [_schedule("WEEKLY", ",".join(days), span, notes) for span, days in by_span.items()]
    for once in hours.monthly:
        found += [
            _schedule("MONTHLY", f"{once.nth}{_DAYS[once.weekday]}", span, notes) for span in once.spans
        ]
    for closure in hours.closures:
        found.append(
            Schedule(
                valid_from=closure.first,
                valid_to=closure.last,
                description=CLOSED,
                notes=closure.note or None,
            )
        )
    if hours.by_appointment:
        found.append(Schedule(description=APPOINTMENT, notes=notes if not found else None))
    return tuple(found)


def hours_of(schedules: Iterable[Schedule]) -> Hours | None:
    """Return the hours of schedules; None where one says what our form cannot."""
    week, monthly = [*NO_WEEK], dict[tuple[int, int], Spans]()
    closures: list[Closure] = []
    by_appointment = closed_on_holidays = False
    for one in schedules:
        closed_on_holidays |= "public holidays" in (one.notes or "")
        if one.description == APPOINTMENT:
            by_appointment = True
        elif one.description == CLOSED and one.valid_from and one.valid_to:
            closures.append(Closure(one.valid_from, one.valid_to, one.notes or ""))
        else:
            span = _span(one.opens_at, one.closes_at)
            days = [_BYDAY.fullmatch(word.strip()) for word in (one.byday or "").split(",")]
            if span is None or not all(days) or one.valid_from or one.valid_to:
                return None
            for day in filter(None, days):
                nth, weekday = day[1], _DAYS.index(day[2])
                if one.freq == "WEEKLY" and nth is None:
                    week[weekday] = tidy_spans((*week[weekday], span))
                elif one.freq == "MONTHLY" and nth is not None:
                    key = (int(nth), weekday)
                    monthly[key] = tidy_spans((*monthly.get(key, ()), span))
                else:
                    return None
    once = tuple(Monthly(nth, weekday, spans) for (nth, weekday), spans in sorted(monthly.items()))
    return Hours(tuple(week), once, by_appointment, closed_on_holidays, tuple(sorted(closures)))


def _schedule(freq: str, byday: str, span: Span, notes: str | None) -> Schedule:
    opens, closes = clock_time(span.opens), clock_time(span.closes)
    return Schedule(freq=freq, byday=byday, opens_at=opens, closes_at=closes, notes=notes)


def _span(opens: str | None, closes: str | None) -> Span | None:
    said = [_TIME.fullmatch(text or "") for text in (opens, closes)]
    if None in said:
        return None
    first, last = (int(one[1]) * 60 + int(one[2]) for one in said if one)
    last = last or DAY
    return Span(first, last) if first < last <= DAY else None
