"""Our hours as OSM writes them, and back. Rules are joined with `;`, which lets a later one replace a day.

Only what our form can say is read; everything else is None, and kept by whoever asked. "By appointment" is a
fallback of its own (`|| unknown "…"`): without the word `unknown` the notation means open around the clock.
"""

import re
from collections.abc import Iterator
from datetime import date

from opening_hours import validate

from lotsen.directory.hours.model import (
    ALL_DAY,
    DAY,
    NO_WEEK,
    Closure,
    Hours,
    Monthly,
    Span,
    Spans,
    tidy_spans,
)

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_APPOINTMENT = "nach Vereinbarung"
_APPOINTMENTS = frozenset(
    {"nach vereinbarung", "n. v.", "nach absprache", "by appointment", "on appointment"}
)

_DAY = "|".join(DAYS)
_RULE = re.compile(rf"((?:{_DAY})(?:-(?:{_DAY}))?(?:\s*,\s*(?:{_DAY})(?:-(?:{_DAY}))?)*) (.+)")
_MONTHLY = re.compile(rf"({_DAY})\[(-1|[1-5])\] (.+)")
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})")
_DATE = rf"([0-9]{{4}}) ({'|'.join(_MONTHS)}) ([0-9]{{1,2}})"
_CLOSURE = re.compile(rf'{_DATE}(?:\s*-\s*{_DATE})? (?:off|closed)(?: "([^"]*)")?')
_FALLBACK = re.compile(r'(?:unknown )?"([^"]*)"')
_PIECES = re.compile(r'\s*;\s*(?=(?:[^"]*"[^"]*")*[^"]*$)')
_FALLBACKS = re.compile(r'\s*\|\|\s*(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""Semicolons and bars outside of quotation marks."""


def is_valid(text: str) -> bool:
    """Say whether OSM's notation allows a string, by the library's reading."""
    return bool(text.strip()) and validate(text)


def write_hours(hours: Hours) -> str:
    """Write hours as an OSM string; nothing stated is an empty string."""
    if hours.is_always and hours == Hours(week=hours.week):
        return "24/7"
    rules = [f"{days} {_spans(spans)}" for days, spans in _grouped(hours.week)]
    rules += [f"{DAYS[day.weekday]}[{day.nth}] {_spans(day.spans)}" for day in hours.monthly]
    if hours.closed_on_holidays:
        rules.append("PH off")
    rules += [_closure(closure) for closure in hours.closures]
    text = "; ".join(rules)
    if not hours.by_appointment:
        return text
    fallback = f'unknown "{_APPOINTMENT}"'
    return f"{text} || {fallback}" if text else fallback


def read_hours(text: str) -> Hours | None:
    """Read an OSM string into hours; None if it says what our form cannot."""
    main, *remarks = _FALLBACKS.split(text.strip())
    if len(remarks) > 1:
        return None
    fallback, remark = bool(remarks), "".join(remarks)
    if not fallback and _FALLBACK.fullmatch(main):
        main, fallback, remark = "", True, main
    said = _FALLBACK.fullmatch(remark.strip())
    if fallback and (said is None or said[1].strip().casefold() not in _APPOINTMENTS):
        return None
    reading = _Reading()
    if main.strip() and not all(reading.take(rule) for rule in _PIECES.split(main.strip())):
        return None
    return reading.hours(by_appointment=fallback)


class _Reading:
    """Takes rule by rule; one that would replace what stands before it in ways of its own is not taken."""

    def __init__(self) -> None:
        self._week = list(NO_WEEK)
        self._monthly: dict[tuple[int, int], Spans] = {}
        self._holidays = False
        self._closures: list[Closure] = []

    def hours(self, *, by_appointment: bool) -> Hours:
        """Return what was read."""
        days = tuple(Monthly(nth, weekday, spans) for (nth, weekday), spans in sorted(self._monthly.items()))
        closures = tuple(sorted(self._closures))
        return Hours(tuple(self._week), days, by_appointment, self._holidays, closures)

    def take(self, rule: str) -> bool:
        """Read one rule; say whether it is one of ours."""
        if rule in ("PH off", "PH closed"):
            self._holidays = True
            return True
        if closed := _CLOSURE.fullmatch(rule):
            closure = _read_closure(closed)
            self._closures += [closure] if closure else []
            return closure is not None
        return not (self._holidays or self._closures) and self._take_days(rule)

    def _take_days(self, rule: str) -> bool:
        if rule == "24/7":
            self._week, self._monthly = [ALL_DAY] * 7, {}
            return True
        if once := _MONTHLY.fullmatch(rule):
            spans = _read_spans(once[3])
            self._monthly[int(once[2]), DAYS.index(once[1])] = spans or ()
            return spans is not None
        weekly = _RULE.fullmatch(rule)
        spans = _read_spans(weekly[2]) if weekly else None
        if weekly is None or spans is None or self._monthly:
            return False
        for day in _days(weekly[1]):
            self._week[day] = spans
        return True


def clock_time(minutes: int) -> str:
    """Write minutes since midnight as OSM and HSDS do."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _spans(spans: Spans) -> str:
    return ",".join(f"{clock_time(span.opens)}-{clock_time(span.closes)}" for span in spans) or "off"


def _grouped(week: tuple[Spans, ...]) -> Iterator[tuple[str, Spans]]:
    """Gather weekdays with the same spans, in the order in which they first appear."""
    groups: dict[Spans, list[int]] = {}
    for day, spans in enumerate(week):
        if spans:
            groups.setdefault(spans, []).append(day)
    for spans, days in groups.items():
        yield ",".join(_run(run) for run in runs_of(days)), spans


def runs_of(days: list[int]) -> list[list[int]]:
    """Cut ascending weekdays into runs of neighbours."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _run(days: list[int]) -> str:
    if len(days) == 1:
        return DAYS[days[0]]
    return f"{DAYS[days[0]]}{',' if len(days) == 2 else '-'}{DAYS[days[-1]]}"


def _days(text: str) -> Iterator[int]:
    for part in re.split(r"\s*,\s*", text):
        first, _, last = part.partition("-")
        at, end = DAYS.index(first), DAYS.index(last or first)
        yield at
        while at != end:
            at = (at + 1) % 7
            yield at


def _read_spans(text: str) -> Spans | None:
    if text in ("off", "closed"):
        return ()
    spans: list[Span] = []
    for part in text.split(","):
        said = _SPAN.fullmatch(part.strip())
        if said is None:
            return None
        opens, closes = (int(said[at]) * 60 + int(said[at + 1]) for at in (1, 3))
        if not opens < closes <= DAY or int(said[2]) > 59 or int(said[4]) > 59:
            return None
        spans.append(Span(opens, closes))
    return tidy_spans(tuple(spans))


def _closure(closure: Closure) -> str:
    days = osm_date(closure.first)
    if closure.last != closure.first:
        days += f"-{osm_date(closure.last)}"
    note = closure.note.replace('"', "'").strip()
    return f'{days} off "{note}"' if note else f"{days} off"


def osm_date(day: date) -> str:
    """Write a day with its year."""
    return f"{day.year:04} {_MONTHS[day.month - 1]} {day.day:02}"


def _read_closure(said: re.Match[str]) -> Closure | None:
    try:
        first = date(int(said[1]), _MONTHS.index(said[2]) + 1, int(said[3]))
        last = date(int(said[4]), _MONTHS.index(said[5]) + 1, int(said[6])) if said[4] else first
    except ValueError:
        return None
    return Closure(first, last, said[7] or "") if first <= last else None
