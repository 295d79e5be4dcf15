"""Periods: named, closed, due."""

from datetime import date, timedelta

import pytest

from lotsen.facts.domain import quarter_of
from lotsen.figures.domain import Period, Span


@pytest.mark.parametrize(
    ("code", "period"),
    [("2026", Period(2026)), ("2026-Q1", Period(2026, 1)), ("2026-Q4", Period(2026, 4))],
)
def test_a_period_reads_and_writes_its_name(code: str, period: Period) -> None:
    assert Period.parse(code) == period
    assert period.code == code
    assert Period.parse_parts(period.year, period.part) == period


@pytest.mark.parametrize(
    "code",
    ["", "26", "2026-Q0", "2026-Q5", "2026-q1", "2026-Q1 ", "1926", "2026-13", "２０２６", "2026-Q1\n"],
)
def test_anything_else_is_no_period(code: str) -> None:
    assert Period.parse(code) is None


def test_there_is_no_fifth_quarter() -> None:
    with pytest.raises(ValueError, match="four quarters"):
        Period(2026, 5)


def test_a_quarter_is_due_six_weeks_after_its_end_and_not_a_day_before() -> None:
    quarter = Period(2026, 1)
    assert quarter.last_day == date(2026, 3, 31)
    assert quarter.due_on == date(2026, 5, 12)
    assert not quarter.is_due(date(2026, 5, 11))
    assert quarter.is_due(date(2026, 5, 12))


def test_a_year_is_due_with_its_last_quarter() -> None:
    assert Period(2026).due_on == Period(2026, 4).due_on == date(2027, 2, 11)
    assert Period(2026, 4).ends_year
    assert Period(2026).ends_year
    assert not Period(2026, 3).ends_year


def test_every_day_lies_in_exactly_one_quarter_whatever_the_year() -> None:
    day = date(2023, 1, 1)
    while day.year < 2029:
        quarter = Period.of(day)
        assert quarter.code == quarter_of(day)
        assert quarter.preceding.last_day < day <= quarter.last_day
        day += timedelta(days=1)


def test_following_and_preceding_undo_each_other() -> None:
    for period in (Period(2026), *Period(2026).quarters):
        assert period.following.preceding == period
        assert period.following.span is period.span
    assert Period(2026, 4).following == Period(2027, 1)
    assert Period(2026).following == Period(2027)


def test_a_year_consists_of_four_quarters_and_a_quarter_of_itself() -> None:
    assert [quarter.code for quarter in Period(2026).quarters] == [
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
        "2026-Q4",
    ]
    assert Period(2026, 2).quarters == (Period(2026, 2),)
    assert (Period(2026).periods_a_year, Period(2026, 2).periods_a_year) == (1, 4)
    assert (Period(2026).span, Period(2026, 2).span) == (Span.YEAR, Span.QUARTER)
