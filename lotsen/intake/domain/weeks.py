"""Weeks of pregnancy, preterm birth, corrected age, and ages whose date nobody knows."""

from datetime import date, timedelta

from lotsen.intake.domain.people import DAYS_PER_WEEK, DAYS_TO_TERM, MONTHS_PER_YEAR, child_age_months

WEEKS_TO_TERM = DAYS_TO_TERM // DAYS_PER_WEEK
PRETERM_BEFORE = 37
"""Completed weeks before which a birth is preterm (WHO)."""

CORRECTED_UNTIL = 24
"""Months of age until which the corrected age is said beside the age, as is usual in follow-up care."""


def expected_from_weeks(weeks: int, as_of: date) -> date:
    """Return the expected date of a pregnancy that has completed so many weeks on a day."""
    return as_of + timedelta(days=DAYS_TO_TERM - weeks * DAYS_PER_WEEK)


def weeks_early(weeks_at_birth: int) -> int | None:
    """Return how many weeks before term a preterm child was born; nothing where it was not preterm."""
    return WEEKS_TO_TERM - weeks_at_birth if weeks_at_birth < PRETERM_BEFORE else None


def corrected_age_months(birth_date: date, weeks_at_birth: int, as_of: date) -> int | None:
    """Return the completed months since a preterm child was due; 0 until then.

    Nothing for a child born at term, before its birth, or from 24 months on.
    """
    months = child_age_months(birth_date, as_of)
    early = weeks_early(weeks_at_birth)
    if early is None or months is None or months >= CORRECTED_UNTIL:
        return None
    due = birth_date + timedelta(days=early * DAYS_PER_WEEK)
    return child_age_months(due, as_of) or 0


def birth_month(months: int, as_of: date) -> date:
    """Return the first of the month in which somebody so many months old was born, as far as anybody knows.

    Read on the same day the age is the one that was said; from then on it grows with time.
    """
    year, month = divmod(as_of.year * MONTHS_PER_YEAR + as_of.month - 1 - months, MONTHS_PER_YEAR)
    return date(year, month + 1, 1)
