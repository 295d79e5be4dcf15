"""Opening hours in words: a table of the week, and whether somebody is there now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from lotsen.directory.hours import Answer, Closed, Hours, Open, is_open, read_hours, sort_out
from lotsen.directory.hours.model import ALL_DAY, Spans
from lotsen.directory.hours.osm import DAYS, runs_of
from lotsen.kernel import LOCAL_ZONE
from lotsen.web.i18n import format_date, gettext, isolate, listed, locale, pgettext

_FOREIGN = re.compile(rf"\b({'|'.join(DAYS)}|PH|SH|off|closed|open|unknown)\b")
_NTH = {
    1: lambda day: gettext("first %(day)s of the month", day=day),
    2: lambda day: gettext("second %(day)s of the month", day=day),
    3: lambda day: gettext("third %(day)s of the month", day=day),
    4: lambda day: gettext("fourth %(day)s of the month", day=day),
    5: lambda day: gettext("fifth %(day)s of the month", day=day),
    -1: lambda day: gettext("last %(day)s of the month", day=day),
}


@dataclass(frozen=True)
class HoursView:
    """Opening hours as a page shows them: the sentence about now, rows of (days, times), and remarks."""

    now: str
    is_open: bool | None
    rows: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    line: str
    """All of it in one line with short names of days, for a list on paper; closed days are left out."""

    def __bool__(self) -> bool:
        return bool(self.rows or self.remarks)


def hours_view(text: str | None, note: str | None, at: datetime) -> HoursView:
    """Put stored hours into words for a moment; of what cannot be read the text itself is shown."""
    text, note = sort_out(text or "", note or "")
    state = current_app.extensions["lotsen.settings"].state
    answer = is_open(text, at, state=state)
    hours = read_hours(text)
    remarks = (note,) if note else ()
    if hours is None:
        rows: tuple[_Row, ...] = (_Row("", "", _readable(text)),) if text else ()
    else:
        rows, remarks = _rows(hours), (*_remarks(hours), *remarks)
    return HoursView(
        now=status_sentence(answer, at),
        is_open=_opened(answer),
        rows=tuple((row.days, row.times) for row in rows),
        remarks=remarks,
        line=_line(rows, remarks),
    )


def hours_line(text: str) -> str:
    """Put stored hours into one line without closed days; what cannot be read is shown as it is."""
    hours = read_hours(text)
    if hours is None:
        return _readable(text)
    return _line(_rows(hours), _remarks(hours))


def status_sentence(answer: Answer, at: datetime) -> str:
    """Say whether it is open now and what comes next; nothing where nobody can tell."""
    today = at.astimezone(LOCAL_ZONE).date()
    moment = answer.until if isinstance(answer, Open) else getattr(answer, "next_opening", None)
    time = clock_words(moment.hour * 60 + moment.minute) if moment else ""
    days = (moment.date() - today).days if moment else 0
    if isinstance(answer, Open):
        if moment is None:
            return gettext("Open around the clock")
        if days == 0:
            return gettext("Open today until %(time)s", time=time)
        if days == 1 and moment.hour == moment.minute == 0:
            return gettext("Open today until midnight")
        return gettext("Open until %(day)s, %(time)s", day=day_name(moment.weekday()), time=time)
    if isinstance(answer, Closed):
        if moment is None:
            return gettext("Closed at present")
        if days == 0:
            return gettext("Closed now, opens today at %(time)s", time=time)
        if days == 1:
            return gettext("Closed now, opens tomorrow at %(time)s", time=time)
        if days < 7:
            name = day_name(moment.weekday())
            return gettext("Closed now, opens on %(day)s at %(time)s", day=name, time=time)
        date = isolate(format_date(moment.date()))
        return gettext("Closed now, opens on %(day)s at %(time)s", day=date, time=time)
    return ""


def clock_words(minutes: int) -> str:
    """Write a time of the day with its word, as in "16 Uhr" and "16:30 Uhr"."""
    return isolate(pgettext("time of day", "%(time)s", time=_bare(minutes)))


def day_name(weekday: int, width: str = "wide") -> str:
    """Return the name of a weekday, Monday is 0; "abbreviated" is shorter."""
    return str(locale().days["stand-alone"][width][weekday])


def spans_words(spans: Spans) -> str:
    """Write a day's times, as in "9–12, 14–18 Uhr"."""
    if not spans:
        return gettext("closed")
    if spans == ALL_DAY:
        return gettext("around the clock")
    times = listed(f"{_bare(span.opens)}–{_bare(span.closes)}" for span in spans)
    return isolate(pgettext("times of day", "%(times)s", times=times))


def _bare(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    if minute == 0:
        return pgettext("full hour", "%(hour)s:00", hour=hour)
    return f"{hour}:{minute:02}"


@dataclass(frozen=True)
class _Row:
    days: str
    short: str
    times: str
    is_open: bool = True


def _rows(hours: Hours) -> tuple[_Row, ...]:
    if hours.is_always:
        return (_Row(gettext("every day"), "", gettext("around the clock")),)
    same: dict[Spans, list[int]] = {}
    for day, spans in enumerate(hours.week if any(hours.week) else ()):
        same.setdefault(spans, []).append(day)
    rows = [
        _Row(_days(days), _days(days, "abbreviated"), spans_words(spans), bool(spans))
        for spans, days in sorted(same.items(), key=lambda one: not one[0])
    ]
    for once in hours.monthly:
        days = _NTH[once.nth](day_name(once.weekday))
        rows.append(_Row(days, days, spans_words(once.spans), bool(once.spans)))
    return tuple(rows)


def _days(days: list[int], width: str = "wide") -> str:
    return listed(_run(run, width) for run in runs_of(days))


def _run(days: list[int], width: str = "wide") -> str:
    first, last = (day_name(day, width) for day in (days[0], days[-1]))
    return first if len(days) == 1 else gettext("%(first)s to %(last)s", first=first, last=last)


def _line(rows: Iterable[_Row], remarks: Iterable[str]) -> str:
    """Put times into one sentence and each remark into one of its own; closed days are left out."""
    times = listed((f"{row.short} {row.times}".strip() for row in rows if row.is_open), ";")
    return ". ".join(filter(None, (times, *remarks)))


def _remarks(hours: Hours) -> tuple[str, ...]:
    said = [gettext("Closed on public holidays")] if hours.closed_on_holidays else []
    for closure in hours.closures:
        first, last = (isolate(format_date(day)) for day in (closure.first, closure.last))
        sentence = (
            gettext("Closed on %(day)s", day=first)
            if closure.first == closure.last
            else gettext("Closed from %(first)s to %(last)s", first=first, last=last)
        )
        said.append(f"{sentence} ({closure.note})" if closure.note else sentence)
    if hours.by_appointment:
        said.append(gettext("Also by appointment") if hours.has_times else gettext("By appointment only"))
    return tuple(said)


def _readable(text: str) -> str:
    """Put the words of OSM's notation that we do not read ourselves into the reader's language."""
    words = {day: str(locale().days["stand-alone"]["abbreviated"][at]) for at, day in enumerate(DAYS)} | {
        "PH": gettext("public holidays"),
        "SH": gettext("school holidays"),
        "off": gettext("closed"),
        "closed": gettext("closed"),
        "open": gettext("open"),
        "unknown": "",
    }
    return _FOREIGN.sub(lambda found: words[found[1]], text).replace("||", ";")


def _opened(answer: Answer) -> bool | None:
    if isinstance(answer, Open):
        return True
    return False if isinstance(answer, Closed) else None
