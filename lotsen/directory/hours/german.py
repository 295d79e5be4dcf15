"""Opening hours as people type them in German: a day's times in the form, and lines of free text."""

import re

from lotsen.directory.hours.model import (
    ALL_DAY,
    DAY,
    MOST_SPANS,
    NO_WEEK,
    Hours,
    Monthly,
    Span,
    Spans,
    tidy_spans,
)

_TIME = r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:\s*(?:uhr|h))?"
_SPAN = re.compile(rf"(?:von\s+)?{_TIME}\s*(?:-|bis)\s*{_TIME}")
_BETWEEN = re.compile(r"\s*(?:,|;|/|und|\+|&|\band\b)\s*|\s+")
_CLOSED = frozenset({"", "-", "geschlossen", "zu", "closed", "off"})
_DAYS = {
    **{name: at for at, name in enumerate(("mo", "di", "mi", "do", "fr", "sa", "so"))},
    **{
        name: at
        for at, name in enumerate(
            ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
        )
    },
    "sonnabend": 5,
}
_NTH = {"ersten": 1, "1": 1, "zweiten": 2, "2": 2, "dritten": 3, "3": 3, "vierten": 4, "4": 4, "letzten": -1}
_DAY = "(?:" + "|".join(sorted(_DAYS, key=len, reverse=True)) + r")s?\b\.?"
_TIMES = rf"{_SPAN.pattern}(?:\s*(?:,|/|und|\+|&)\s*{_SPAN.pattern})*"
_PART = re.compile(
    rf"(?P<days>{_DAY}(?:\s*(?:-|bis|,|und|\+|&|/)\s*{_DAY})*)\s*:?\s*(?P<times>{_TIMES})(?:\s*[,;]\s*|\s+|$)"
)
_MONTHLY = re.compile(
    rf"(?:jeden|jeder|am)\s+(?P<nth>{'|'.join(_NTH)})\.?\s+(?P<day>{_DAY})\s+(?:im|des|eines)\s+monats?\s+(?P<times>{_TIMES})"
)


def read_spans(text: str) -> Spans | None:
    """Read a day's times ("9–12, 14–18", "8.30 bis 12 Uhr"); closed is empty, what is neither is None."""
    plain = _plain(text)
    if plain in _CLOSED:
        return ()
    spans: list[Span] = []
    at = 0
    while at < len(plain):
        said = _SPAN.match(plain, at)
        if said is None:
            return None
        span = _span(said)
        if span is None:
            return None
        spans.append(span)
        at = said.end()
        between = _BETWEEN.match(plain, at)
        if between is None and at < len(plain):
            return None
        at = between.end() if between else at
    tidied = tidy_spans(tuple(spans))
    return tidied if len(tidied) <= MOST_SPANS else None


def read_german(text: str) -> Hours | None:
    """Read a line such as "Mo–Do 9–16 Uhr, Fr 9–12 Uhr"; None where any part of it is not understood."""
    plain = _plain(text)
    if plain in ("rund um die", "24 stunden", "immer", "24/7", "tag und nacht"):
        return Hours(week=(ALL_DAY,) * 7)
    if plain in ("nach vereinbarung", "nach absprache", "n. v.", "termine nach vereinbarung"):
        return Hours(by_appointment=True)
    plain, count = re.subn(r"[\s,;]*(?:und |sowie )?nach (?:vereinbarung|absprache)$", "", plain)
    by_appointment = count > 0
    if once := _MONTHLY.fullmatch(plain):
        spans = read_spans(once["times"])
        day = _DAYS.get(once["day"].rstrip("."))
        if not spans or day is None:
            return None
        return Hours(monthly=(Monthly(_NTH[once["nth"]], day, spans),), by_appointment=by_appointment)
    week = list(NO_WEEK)
    at = 0
    while at < len(plain):
        part = _PART.match(plain, at)
        spans = read_spans(part["times"]) if part else None
        if part is None or not spans:
            return None
        for day in _days(part["days"]):
            week[day] = tidy_spans((*week[day], *spans))
        at = part.end()
    return Hours(week=tuple(week), by_appointment=by_appointment) if any(week) else None


def _plain(text: str) -> str:
    folded = re.sub(r"[–—−‑]", "-", text.casefold().strip()).rstrip(".")
    return " ".join(re.sub(r"\buhr\b", "", folded).split()).replace(" ,", ",") if folded else ""


def _span(said: re.Match[str]) -> Span | None:
    opens, closes = (int(said[at]) * 60 + int(said[at + 1] or 0) for at in (1, 3))
    closes = closes or DAY
    minutes = max(int(said[2] or 0), int(said[4] or 0))
    return Span(opens, closes) if opens < closes <= DAY and minutes < 60 else None


def _days(text: str) -> list[int]:
    found: list[int] = []
    pending = ""
    for word in re.findall(rf"{_DAY}|-|bis", text):
        if word in ("-", "bis"):
            pending = word
            continue
        bare = word.rstrip(".")
        day = _DAYS[bare] if bare in _DAYS else _DAYS[bare.removesuffix("s")]
        found += range(found[-1] + 1, day + 1) if pending and found else [day]
        pending = ""
    return found
