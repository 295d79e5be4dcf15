"""The room there is: free places, waiting lists, and how long what is said about them can be relied on."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from lotsen.directory.domain import Capacity, ServiceProfile
from lotsen.kernel import gettext_noop
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.finding import Finding

STALE_AFTER = timedelta(days=183)
"""After half a year nobody should rely on what was said about free places."""

_WAITING = gettext_noop("There is a waiting list.")
_WAITING_WEEKS = gettext_noop("Waiting list of about %(weeks)s weeks.")

SAID_BY_BADGE = frozenset({_WAITING, _WAITING_WEEKS})
"""What a page need not say again where it already shows how many places there are."""

REMEMBERED = 1 << 10
"""Findings on free places that are kept ready: they speak of the service alone, never of a family."""

_PLACES_UNSTATED = Finding.unclear(
    gettext_noop("Whether there are free places is not stated. Please clear this up.")
)


def capacity(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether there is room."""
    checked = service.capacity_checked_on
    match service.capacity:
        case None:
            return _PLACES_UNSTATED
        case Capacity.FREE:
            is_stale = checked is not None and case.as_of - checked > STALE_AFTER
            return _free(checked, is_stale=is_stale)
        case Capacity.WAITING_LIST:
            return _waiting(service.waiting_weeks)
        case Capacity.CLOSED:
            return _closed(checked)


@lru_cache(REMEMBERED)
def _free(checked: date | None, *, is_stale: bool) -> Finding:
    if checked is None:
        return Finding.fits(gettext_noop("There are free places."), "free_place")
    if is_stale:
        message = gettext_noop("Free places were last confirmed on %(checked_on)s. Please clear this up.")
        return Finding.unclear(message, checked_on=checked.isoformat())
    message = gettext_noop("There are free places (as of %(checked_on)s).")
    return Finding.fits(message, "free_place", checked_on=checked.isoformat())


@lru_cache(REMEMBERED)
def _waiting(weeks: int | None) -> Finding:
    if weeks is None:
        return Finding.unclear(_WAITING)
    return Finding.unclear(_WAITING_WEEKS, weeks=weeks)._replace(waiting_weeks=weeks)


@lru_cache(REMEMBERED)
def _closed(checked: date | None) -> Finding:
    if checked is None:
        return Finding.fails(gettext_noop("No new admissions at present."))
    message = gettext_noop("No new admissions at present (as of %(checked_on)s).")
    return Finding.fails(message, checked_on=checked.isoformat())
