"""The age: a service’s window in weeks of pregnancy and months of age, for the children concerned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from lotsen.directory.domain import ServiceProfile
from lotsen.kernel import gettext_noop
from lotsen.referral.matching.case import DAYS_OF_WEEK, CaseProfile, ChildProfile, add_months
from lotsen.referral.matching.finding import FITS, Finding

LAST_WEEK = 42
"""A window that reaches to this week covers every pregnancy."""

AGE_FITS = gettext_noop("The age fits.")
PREGNANCY_FITS = gettext_noop("It is meant for pregnancy.")
FITS_FROM = gettext_noop("Fits from %(fits_on)s.")
TOO_YOUNG = gettext_noop("The child is too young: the offer starts at %(months)s months.")
TOO_OLD = gettext_noop("The child is too old: the offer ends at %(months)s months.")
ONLY_PREGNANT = gettext_noop("Only in pregnancy.")
ONLY_AFTER_BIRTH = gettext_noop("Only after the birth.")
TOO_LATE = gettext_noop("Only up to week %(weeks)s of pregnancy.")
OF_AN_AGE = gettext_noop("It is for families with a child of a certain age.")
WINDOW_NOT_STATED = gettext_noop("For which age the offer is meant is not stated. Please clear this up.")
AGE_NOT_KNOWN = gettext_noop("The age of the child is not known. Please clear up whether the offer fits.")
WEEK_NOT_KNOWN = gettext_noop("The week of pregnancy is not known. Please clear up whether the offer fits.")

_SUITS = Finding.fits(AGE_FITS)
_SUITS_PREGNANCY = Finding.fits(PREGNANCY_FITS)
_UNSTATED = Finding.unclear(WINDOW_NOT_STATED)
_NO_AGE = Finding.unclear(AGE_NOT_KNOWN)
_NO_WEEK = Finding.unclear(WEEK_NOT_KNOWN)
_UNBORN_ONLY = Finding.fails(ONLY_PREGNANT)
_BORN_ONLY = Finding.fails(ONLY_AFTER_BIRTH)
_CHILDREN_ONLY = Finding.fails(OF_AN_AGE)

AgeCondition = Callable[[ServiceProfile], Finding]


def age_condition(case: CaseProfile, person_ref: str) -> AgeCondition:
    """Return what says whether a service fits the age of at least one child a need is about.

    Parents who have lost their only child are asked for no age: what begins in pregnancy or has no upper age
    is for parents as well (midwives and advice, § 134a SGB V, § 2 SchKG), what is for children only is not.
    """
    if case.is_childless:
        return _for_parents
    return partial(_for_children, [_for_child(case, child) for child in case.concerned(person_ref)])


def age_finding(service: ServiceProfile, case: CaseProfile, person_ref: str) -> Finding:
    """Return whether the service fits the age of at least one child the need is about."""
    return age_condition(case, person_ref)(service)


def _for_parents(service: ServiceProfile) -> Finding:
    is_bounded = service.max_months is not None and not service.serves_pregnancy
    return _CHILDREN_ONLY if is_bounded else FITS


def _for_children(children: Sequence[AgeCondition], service: ServiceProfile) -> Finding:
    if service.serves_pregnancy is None:
        return _UNSTATED
    return best([fits(service) for fits in children]) if children else _NO_AGE


def best(findings: Sequence[Finding]) -> Finding:
    """Return a finding that holds, else one to clear up, else the miss that is nearest to fitting."""
    return findings[0] if len(findings) == 1 else min(findings, key=_rank)


def _rank(finding: Finding) -> tuple[int, int, str]:
    if finding.holds is not False:
        return (0 if finding.holds else 1, 0, "")
    order = (FITS_FROM, TOO_YOUNG, ONLY_AFTER_BIRTH, TOO_OLD, TOO_LATE, ONLY_PREGNANT, OF_AN_AGE)
    reason = finding.misses[0]
    return (2, order.index(reason.message), str(sorted(reason.params.items())))


def _for_child(case: CaseProfile, child: ChildProfile) -> AgeCondition:
    if child.unborn:
        return partial(_unborn, case, case.weeks())
    return partial(_born, child, case.months(child))


def _unborn(case: CaseProfile, weeks: int | None, service: ServiceProfile) -> Finding:
    if not service.serves_pregnancy:
        if case.expected_on is None:
            return _BORN_ONLY
        fits_on = add_months(case.expected_on, service.min_months or 0)
        if fits_on <= case.as_of:
            return _BORN_ONLY
        return Finding.fails(FITS_FROM, fits_on=fits_on.isoformat())
    first = service.min_weeks or 0
    last = LAST_WEEK if service.max_weeks is None else service.max_weeks
    if weeks is None:
        is_open = first <= 1 and last >= LAST_WEEK
        return _SUITS_PREGNANCY if is_open else _NO_WEEK
    if weeks < first:
        fits_on = case.as_of + timedelta(days=DAYS_OF_WEEK * (first - weeks))
        return Finding.fails(FITS_FROM, fits_on=fits_on.isoformat())
    if service.max_weeks is not None and weeks > last < LAST_WEEK:
        return Finding.fails(TOO_LATE, weeks=last)
    return _SUITS_PREGNANCY


def _born(child: ChildProfile, months: int | None, service: ServiceProfile) -> Finding:
    if not service.serves_after_birth:
        return _UNBORN_ONLY
    first, last = service.min_months or 0, service.max_months
    if months is None:
        return FITS if first == 0 and last is None else _NO_AGE
    if months < first:
        if child.birth_date is None:
            return Finding.fails(TOO_YOUNG, months=first)
        return Finding.fails(FITS_FROM, fits_on=add_months(child.birth_date, first).isoformat())
    if last is not None and months > last:
        return Finding.fails(TOO_OLD, months=last + 1)
    return _SUITS
