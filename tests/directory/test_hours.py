"""Opening hours: what the form can say is kept without loss, and what a string means now is told soberly."""

import random
from datetime import date, datetime, timedelta

import pytest
from opening_hours import OpeningHours

from lotsen.directory.hours import (
    Closed,
    Closure,
    Hours,
    Monthly,
    Open,
    Schedule,
    Span,
    Unknown,
    hours_of,
    is_open,
    is_valid,
    public_holidays,
    read_german,
    read_hours,
    read_spans,
    schedules_of,
    sort_out,
    write_hours,
)
from lotsen.directory.hours.answering import next_state
from lotsen.kernel import LOCAL_ZONE

FRIDAY = date(2026, 11, 27)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL_ZONE)


def answer(text: str, at: datetime, state: str = "NW") -> object:
    return is_open(text, at, state=state)


def some_spans(luck: random.Random) -> tuple[Span, ...]:
    marks = sorted(luck.sample(range(97), luck.choice((2, 4, 6))))
    pairs = zip(marks[::2], marks[1::2], strict=True)
    spans = tuple(Span(15 * opens, 15 * closes) for opens, closes in pairs)
    return spans if luck.random() < 0.7 else ()


def some_hours(luck: random.Random) -> Hours:
    week = tuple(some_spans(luck) for _ in range(7))
    monthly = {
        (nth, day): Monthly(nth, day, some_spans(luck))
        for nth, day in ((luck.choice((-1, 1, 2, 3, 4)), luck.randrange(7)) for _ in range(luck.randrange(3)))
    }
    closures = []
    for _ in range(luck.randrange(3)):
        first = FRIDAY + timedelta(days=luck.randrange(-40, 40))
        note = luck.choice(("", "Weihnachtsferien", "zu; wirklich", "A || B"))
        closures.append(Closure(first, first + timedelta(days=luck.randrange(12)), note))
    return Hours(
        week,
        tuple(sorted(monthly.values())),
        luck.random() < 0.3,
        luck.random() < 0.5,
        tuple(sorted(closures)),
    )


@pytest.mark.parametrize("seed", range(200))
def test_what_the_form_can_say_comes_back_from_its_string_as_it_was(seed: int) -> None:
    hours = some_hours(random.Random(seed))
    text = write_hours(hours)
    if hours.has_times:
        assert is_valid(text)
    assert read_hours(text) == hours


@pytest.mark.parametrize("seed", range(60))
def test_our_answer_is_the_librarys_where_both_can_answer(seed: int) -> None:
    luck = random.Random(seed)
    hours = some_hours(luck)
    plain = Hours(hours.week, tuple(day for day in hours.monthly if day.spans), False, False, hours.closures)
    if not plain.has_times:
        return
    text = write_hours(plain)
    library = OpeningHours(text)
    for _ in range(40):
        at = datetime.fromisoformat("2026-11-01") + timedelta(minutes=luck.randrange(60 * 24 * 60))
        said = answer(text, at.replace(tzinfo=LOCAL_ZONE))
        change, _ = next_state(library, at)
        expected = change.replace(tzinfo=LOCAL_ZONE) if change else None
        assert said == (Open(expected) if library.is_open(at) else Closed(expected)), (text, at)


def test_the_answer_names_the_end_or_the_next_opening() -> None:
    text = "Mo-Th 09:00-16:00; Fr 09:00-12:00,13:00-15:00; PH off"
    assert answer(text, moment(FRIDAY, 10)) == Open(moment(FRIDAY, 12))
    assert answer(text, moment(FRIDAY, 12)) == Closed(moment(FRIDAY, 13))
    assert answer(text, moment(FRIDAY, 15)) == Closed(moment(date(2026, 11, 30), 9))


def test_the_clock_of_the_families_counts_and_not_that_of_the_server() -> None:
    utc = datetime.fromisoformat("2026-07-03T13:30:00+00:00")
    assert answer("Fr 09:00-15:00", utc) == Closed(moment(date(2026, 7, 10), 9))


def test_public_holidays_of_the_land_close_and_only_there() -> None:
    corpus_christi = date(2026, 6, 4)
    assert corpus_christi in public_holidays("NW", 2026)
    assert corpus_christi not in public_holidays("HH", 2026)
    for text in ("Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; Dec 24 off; PH off"):
        assert answer(text, moment(corpus_christi, 10)) == Closed(moment(date(2026, 6, 5), 9))
        assert answer(text, moment(corpus_christi, 10), "HH") == Open(moment(corpus_christi, 12))


def test_times_join_over_midnight_and_around_the_clock_has_no_end() -> None:
    assert answer("24/7", moment(FRIDAY, 3)) == Open(None)
    assert answer("Fr 20:00-24:00; Sa 00:00-02:00", moment(FRIDAY, 21)) == Open(moment(date(2026, 11, 28), 2))


def test_by_appointment_is_never_taken_for_open_around_the_clock() -> None:
    for text in ('"nach Vereinbarung"', 'unknown "nach Vereinbarung"', 'Fr "nach Vereinbarung"'):
        assert answer(text, moment(FRIDAY, 3)) == Unknown()
    mixed = write_hours(Hours(week=((Span(540, 720),),) + ((),) * 6, by_appointment=True))
    assert mixed == 'Mo 09:00-12:00 || unknown "nach Vereinbarung"'
    assert answer(mixed, moment(FRIDAY, 3)) == Closed(moment(date(2026, 11, 30), 9))


def test_what_nobody_can_know_is_unknown() -> None:
    for text in ("", "kommt darauf an", "Mo-Fr 09:00-12:00; SH off", "Mo off"):
        assert answer(text, moment(FRIDAY, 10)) == Unknown()
    assert answer("PH,Su 10:00-12:00", moment(date(2026, 12, 25), 11)) == Unknown()


def test_foreign_strings_are_answered_and_not_taken_for_ours() -> None:
    for text in ("Mo-Fr 08:00-12:00, Fr 14:00-16:00", "Jun-Aug Mo 09:00-12:00", "Fr 22:00-02:00"):
        assert is_valid(text)
        assert read_hours(text) is None
    assert answer("Mo-Fr 08:00-12:00, Fr 14:00-16:00", moment(FRIDAY, 15)) == Open(moment(FRIDAY, 16))


@pytest.mark.parametrize(
    "text",
    [
        "PH off; Mo 09:00-12:00",
        "Sa[1] 09:00-12:00; Sa 10:00-11:00",
        "Mo 09:00-12:00 || open",
        "2026 Feb 30 off",
        "Mo 12:00-09:00",
        "Mo 09:00-12:70",
    ],
)
def test_what_would_lose_something_is_not_read(text: str) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("Mo–Do 9–16 Uhr, Fr 9–12 Uhr", "Mo-Th 09:00-16:00; Fr 09:00-12:00"),
        ("Mi 9–12 und 15–18 Uhr", "We 09:00-12:00,15:00-18:00"),
        ("Montag bis Freitag 8.30-12 Uhr", "Mo-Fr 08:30-12:00"),
        ("dienstags und donnerstags von 14 bis 17 Uhr", "Tu,Th 14:00-17:00"),
        ("Mo 9-12 Uhr und nach Vereinbarung", 'Mo 09:00-12:00 || unknown "nach Vereinbarung"'),
        ("nach Vereinbarung", 'unknown "nach Vereinbarung"'),
        ("jeden ersten Samstag im Monat 9–12 Uhr", "Sa[1] 09:00-12:00"),
        ("rund um die Uhr", "24/7"),
    ],
)
def test_german_lines_are_read(text: str, osm: str) -> None:
    hours = read_german(text)
    assert hours is not None
    assert write_hours(hours) == osm


def test_a_line_that_is_understood_only_in_part_is_not_read() -> None:
    for text in ("Mo–Fr 9–12 Uhr, außer in den Ferien", "vormittags", "Mo 9 Uhr", "Mo 12–9 Uhr", "9–12 Uhr"):
        assert read_german(text) is None


def test_a_days_times_are_read_as_people_type_them() -> None:
    two = (Span(540, 720), Span(840, 1080))
    for text in ("9-12, 14-18", "9–12 und 14–18 Uhr", "9:00 - 12.00 / 14:00 bis 18:00", "14-18 9-12"):
        assert read_spans(text) == two
    assert read_spans("0-24") == (Span(0, 1440),)
    assert read_spans("geschlossen") == ()
    for text in ("9", "12-9", "9-12 vielleicht", "9-25", "9:70-12", "1-2 3-4 5-6 7-8"):
        assert read_spans(text) is None


def test_what_is_stored_is_sorted_into_hours_and_note() -> None:
    assert sort_out("Mo–Fr 9–12 Uhr", "Hinterhaus") == ("Mo-Fr 09:00-12:00", "Hinterhaus")
    assert sort_out("vormittags", "Hinterhaus") == ("", "vormittags; Hinterhaus")
    assert sort_out("Jun-Aug Mo 09:00-12:00") == ("Jun-Aug Mo 09:00-12:00", "")


@pytest.mark.parametrize("seed", range(60))
def test_hours_go_through_hsds_schedules_and_back(seed: int) -> None:
    hours = some_hours(random.Random(seed))
    hours = Hours(
        hours.week,
        tuple(day for day in hours.monthly if day.spans),
        hours.by_appointment,
        hours.closed_on_holidays and hours.has_times,
        hours.closures,
    )
    if any(hours.week) or hours.monthly or not hours.closed_on_holidays:
        assert hours_of(schedules_of(hours)) == hours


def test_schedules_are_written_in_the_words_of_hsds() -> None:
    hours = read_hours("Mo,We 09:00-12:00; Sa[-1] 10:00-11:00")
    assert hours is not None
    assert schedules_of(hours) == (
        Schedule(freq="WEEKLY", byday="MO,WE", opens_at="09:00", closes_at="12:00"),
        Schedule(freq="MONTHLY", byday="-1SA", opens_at="10:00", closes_at="11:00"),
    )
    assert hours_of([Schedule(freq="WEEKLY", byday="TU", opens_at="9:30:00Z", closes_at="00:00")]) is not None
    for other in (
        Schedule(freq="DAILY"),
        Schedule(freq="WEEKLY", byday="1SA", opens_at="9:00", closes_at="10:00"),
    ):
        assert hours_of([other]) is None
