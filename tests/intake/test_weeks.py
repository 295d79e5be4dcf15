"""Weeks of pregnancy and expected dates follow from each other; ages without a date grow with time."""

from datetime import date, timedelta

import pytest

from lotsen.intake.domain import (
    birth_month,
    child_age_months,
    corrected_age_months,
    expected_from_weeks,
    weeks_at_birth,
    weeks_early,
    weeks_pregnant,
)

DAYS = [date(2026, 1, 31) + timedelta(days=step) for step in range(0, 800, 13)]


@pytest.mark.parametrize("as_of", DAYS)
def test_an_expected_date_made_from_weeks_gives_these_weeks_again(as_of: date) -> None:
    for weeks in range(1, 44):
        assert weeks_pregnant(expected_from_weeks(weeks, as_of), as_of) == weeks


@pytest.mark.parametrize("as_of", DAYS)
def test_an_age_in_months_is_the_same_on_the_day_it_was_said_and_a_month_more_a_month_later(
    as_of: date,
) -> None:
    for months in range(0, 31 * 12, 7):
        about = birth_month(months, as_of)
        assert about.day == 1
        assert child_age_months(about, as_of) == months
        first_of_next = (as_of.replace(day=1) + timedelta(days=32)).replace(day=1)
        assert child_age_months(about, first_of_next) == months + 1


@pytest.mark.parametrize("born", DAYS)
def test_a_child_is_as_many_weeks_early_as_its_two_dates_say(born: date) -> None:
    for weeks in range(22, 42):
        expected = expected_from_weeks(weeks, born)
        assert weeks_at_birth(expected, born) == weeks
        assert weeks_early(weeks) == (40 - weeks if weeks < 37 else None)


@pytest.mark.parametrize("born", DAYS)
def test_the_corrected_age_counts_from_the_expected_date_and_is_never_above_the_age(born: date) -> None:
    for age_days in range(0, 760, 19):
        as_of = born + timedelta(days=age_days)
        age = child_age_months(born, as_of)
        corrected = corrected_age_months(born, 30, as_of)
        assert age is not None
        if age >= 24:
            assert corrected is None
            continue
        due = expected_from_weeks(30, born)
        assert corrected == (child_age_months(due, as_of) or 0)
        assert corrected <= age
        assert corrected_age_months(born, 39, as_of) is None


def test_before_its_expected_date_a_preterm_child_has_no_corrected_month_yet() -> None:
    assert corrected_age_months(date(2026, 10, 1), 28, date(2026, 11, 21)) == 0
    assert corrected_age_months(date(2026, 12, 1), 28, date(2026, 11, 21)) is None, "it is not born yet"
