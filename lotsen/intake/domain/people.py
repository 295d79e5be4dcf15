"""Members of a family: kinds, states, ages, weeks, and the code a family has before it has a name."""

from __future__ import annotations

import calendar
from datetime import date
from enum import StrEnum

from lotsen.terms import Phase

MONTHS_PER_YEAR = 12
DAYS_PER_WEEK = 7
DAYS_TO_TERM = 280
"""Forty weeks, counted from the first day of the last period (Naegele's rule)."""

WEEKS_KNOWN = range(1, 44)
WEEKS_AT_BIRTH_KNOWN = range(20, 45)

LATER_ENTRY_DAYS = 60
CODE_ALPHABET = "CDFGHJKMNPQRTVWXY23456789"
"""No vowels (no words by accident), nothing that looks or sounds like another sign in a hurry."""

CODE_LENGTH = 6
CODE_HALF = CODE_LENGTH // 2


class MemberKind(StrEnum):
    """Who somebody in a family is."""

    CHILD = "child"
    CAREGIVER = "caregiver"


class ChildStatus(StrEnum):
    """Where a child is in its life; a child who has died silences every age rule and reminder."""

    UNBORN = "unborn"
    BORN = "born"
    DIED = "died"

    @property
    def phase(self) -> Phase | None:
        """Return the phase that rules ask for; none for a child who has died."""
        return {ChildStatus.UNBORN: Phase.PREGNANT, ChildStatus.BORN: Phase.BORN}.get(self)


def child_age_months(birth_date: date, as_of: date) -> int | None:
    """Return completed months; nothing while the day lies before the birth.

    A month is complete on the same day of the month, or on its last where that day is missing (§ 188 BGB).
    """
    if as_of < birth_date:
        return None
    months = (as_of.year - birth_date.year) * MONTHS_PER_YEAR + as_of.month - birth_date.month
    last_day = calendar.monthrange(as_of.year, as_of.month)[1]
    return months if as_of.day >= min(birth_date.day, last_day) else months - 1


def age_years(birth_date: date, as_of: date) -> int | None:
    """Return completed years; nothing while the day lies before the birth."""
    months = child_age_months(birth_date, as_of)
    return None if months is None else months // MONTHS_PER_YEAR


def weeks_pregnant(expected_date: date, as_of: date) -> int | None:
    """Return completed weeks of pregnancy (40 on the expected date); nothing where the date is wrong."""
    weeks = (DAYS_TO_TERM - (expected_date - as_of).days) // DAYS_PER_WEEK
    return weeks if weeks in WEEKS_KNOWN else None


def weeks_at_birth(expected_date: date, birth_date: date) -> int | None:
    """Return the completed weeks of pregnancy at birth; nothing where the dates cannot both be right."""
    weeks = (DAYS_TO_TERM - (expected_date - birth_date).days) // DAYS_PER_WEEK
    return weeks if weeks in WEEKS_AT_BIRTH_KNOWN else None


def case_code(random_bytes: bytes) -> str:
    """Make a code such as "K7M-4F2" from random bytes; bytes that would favour some signs are passed over."""
    size = len(CODE_ALPHABET)
    usable = [byte for byte in random_bytes if byte < 256 - 256 % size]
    if len(usable) < CODE_LENGTH:
        raise ValueError("not enough random bytes for a case code")
    signs = "".join(CODE_ALPHABET[byte % size] for byte in usable[:CODE_LENGTH])
    return f"{signs[:CODE_HALF]}-{signs[CODE_HALF:]}"


def may_enter_later(on: date, today: date) -> bool:
    """Say whether something from paper can still be entered with its true date."""
    return 0 <= (today - on).days <= LATER_ENTRY_DAYS


def read_case_code(typed: str) -> str | None:
    """Return the code somebody typed, however they spaced it; nothing if it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != CODE_LENGTH or any(sign not in CODE_ALPHABET for sign in signs):
        return None
    return f"{signs[:CODE_HALF]}-{signs[CODE_HALF:]}"
