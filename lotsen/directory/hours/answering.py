"""Whether a service is open at a moment, until when, and when it opens next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from opening_hours import OpeningHours, State

from lotsen.directory.hours.calendar import public_holidays
from lotsen.directory.hours.model import DAY, Hours, Spans
from lotsen.directory.hours.osm import is_valid, osm_date, read_hours
from lotsen.kernel import LOCAL_ZONE

_LOOKS_AHEAD = 400
"""Days; a monthly day behind a long closure is found, a mistake does not search forever."""

_HOLIDAY_RULE = re.compile(r"\bPH (?:off|closed)\b")


@dataclass(frozen=True)
class Open:
    """Open now; without an end where it never closes."""

    until: datetime | None


@dataclass(frozen=True)
class Closed:
    """Closed now; without a next opening where none is foreseen."""

    next_opening: datetime | None


@dataclass(frozen=True)
class Unknown:
    """Nobody can tell: nothing is stated, or only by appointment."""


Answer = Open | Closed | Unknown


def is_open(text: str, at: datetime, *, state: str) -> Answer:
    """Answer an OSM string at an aware moment, with the public holidays of a Land; times come back local."""
    now = at.astimezone(LOCAL_ZONE).replace(tzinfo=None)
    hours = read_hours(text)
    return _foreign(text, now, state) if hours is None else _ours(hours, now, state)


def spans_on(hours: Hours, day: date, state: str) -> Spans:
    """Return when a service is open on a day, closures and holidays regarded."""
    if any(closure.first <= day <= closure.last for closure in hours.closures):
        return ()
    if hours.closed_on_holidays and day in public_holidays(state, day.year):
        return ()
    for monthly in hours.monthly:
        if monthly.weekday == day.weekday() and _is_nth(day, monthly.nth):
            return monthly.spans
    return hours.week[day.weekday()]


def _is_nth(day: date, nth: int) -> bool:
    if nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def _ours(hours: Hours, now: datetime, state: str) -> Answer:
    if not hours.has_times:
        return Unknown()
    for opens, closes in _open_times(hours, now.date(), state):
        if closes is not None and closes <= now:
            continue
        return Open(_aware(closes) if closes else None) if opens <= now else Closed(_aware(opens))
    return Closed(None)


def _open_times(hours: Hours, first: date, state: str) -> Iterator[tuple[datetime, datetime | None]]:
    """Go through the times of opening from a day on, joined over midnight; the last may have no end."""
    begun: datetime | None = None
    until = datetime.min  # noqa: DTZ901  # local wall clock, as everywhere in here
    for ahead in range(_LOOKS_AHEAD):
        day = first + timedelta(days=ahead)
        for span in spans_on(hours, day, state):
            opens = _moment(day, span.opens)
            if begun is None or opens != until:
                if begun is not None:
                    yield begun, until
                begun = opens
            until = _moment(day, span.closes)
    if begun is not None:
        yield begun, None if until == _moment(first, _LOOKS_AHEAD * DAY) else until


def _foreign(text: str, now: datetime, state: str) -> Answer:
    """Ask the library; where a string speaks of days it does not know, say so."""
    known = _HOLIDAY_RULE.sub(lambda _: _holiday_rule(now.year, state), text)
    on_holiday = now.date() in public_holidays(state, now.year)
    if re.search(r"\bSH\b", known) or (on_holiday and re.search(r"\bPH\b", known)):
        return Unknown()
    if not is_valid(known):
        return Unknown()
    hours = OpeningHours(known)
    said, comment = hours.state(now)
    change, after = next_state(hours, now)
    if said == State.UNKNOWN or (said == State.OPEN and comment):
        return Unknown()  # open with a remark, "nach Vereinbarung" above all, is no promise
    if said == State.OPEN:
        return Open(_aware(change) if change else None)
    return Closed(_aware(change) if change and after == State.OPEN else None)


def next_state(hours: OpeningHours, now: datetime) -> tuple[datetime | None, State | None]:
    """Return when the library's state changes, and to what; it also stops where only a remark changes."""
    before, change = hours.state(now)[0], hours.next_change(now)
    for _ in range(_LOOKS_AHEAD):
        if change is None or hours.state(change)[0] != before:
            break
        change = hours.next_change(change)
    return change, hours.state(change)[0] if change else None


def _holiday_rule(year: int, state: str) -> str:
    days = sorted(public_holidays(state, year) | public_holidays(state, year + 1))
    listed = ",".join(osm_date(day) for day in days)
    return f"{listed} off"


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=LOCAL_ZONE)
