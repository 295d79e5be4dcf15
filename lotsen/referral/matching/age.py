"""The age: a service’s window in weeks of pregnancy and months of age, for the children concerned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

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


def age_finding(service: ServiceProfile, case: CaseProfile, person_ref: str) -> Finding:
    """Return whether the service fits the age of at least one child the need is about.

    Parents who have lost their only child are asked for no age: what begins in pregnancy or has no upper age
    is for parents as well (midwives and advice, § 134a SGB V, § 2 SchKG), what is for children only is not.
    """
    if case.is_childless:
        return _for_parents(service)
    if service.serves_pregnancy is None:
        return Finding.unclear(WINDOW_NOT_STATED)
    children = case.concerned(person_ref)
    if not children:
        return Finding.unclear(AGE_NOT_KNOWN)
    return best([_for_child(service, case, child) for child in children])


def _for_parents(service: ServiceProfile) -> Finding:
    is_bounded = service.max_months is not None and not service.serves_pregnancy
    return Finding.fails(OF_AN_AGE) if is_bounded else FITS


def best(findings: Sequence[Finding]) -> Finding:
    """Return a finding that holds, else one to clear up, else the miss that is nearest to fitting."""
    return findings[0] if len(findings) == 1 else min(findings, key=_rank)


def _rank(finding: Finding) -> tuple[int, int, str]:
    if finding.holds is not False:
        return (0 if finding.holds else 1, 0, "")
    order = (FITS_FROM, TOO_YOUNG, ONLY_AFTER_BIRTH, TOO_OLD, TOO_LATE, ONLY_PREGNANT, OF_AN_AGE)
    reason = finding.misses[0]
    return (2, order.index(reason.message), str(sorted(reason.params.items())))


def _for_child(service: ServiceProfile, case: CaseProfile, child: ChildProfile) -> Finding:
    return _unborn(service, case) if child.unborn else _born(service, case, child)


def _unborn(service: ServiceProfile, case: CaseProfile) -> Finding:
    if not service.serves_pregnancy:
        if case.expected_on is None:
            return Finding.fails(ONLY_AFTER_BIRTH)
        fits_on = add_months(case.expected_on, service.min_months or 0)
        if fits_on <= case.as_of:
            return Finding.fails(ONLY_AFTER_BIRTH)
        return Finding.fails(FITS_FROM, fits_on=fits_on.isoformat())
    weeks = case.weeks()
    first = service.min_weeks or 0
    last = LAST_WEEK if service.max_weeks is None else service.max_weeks
    if weeks is None:
        is_open = first <= 1 and last >= LAST_WEEK
        return Finding.fits(PREGNANCY_FITS) if is_open else Finding.unclear(WEEK_NOT_KNOWN)
    if weeks < first:
        fits_on = case.as_of + timedelta(days=DAYS_OF_WEEK * (first - weeks))
        return Finding.fails(FITS_FROM, fits_on=fits_on.isoformat())
    if service.max_weeks is not None and weeks > last < LAST_WEEK:
        return Finding.fails(TOO_LATE, weeks=last)
    return Finding.fits(PREGNANCY_FITS)


def _born(service: ServiceProfile, case: CaseProfile, child: ChildProfile) -> Finding:
    if not service.serves_after_birth:
        return Finding.fails(ONLY_PREGNANT)
    first, last = service.min_months or 0, service.max_months
    months = case.months(child)
    if months is None:
        return FITS if first == 0 and last is None else Finding.unclear(AGE_NOT_KNOWN)
    if months < first:
        if child.birth_date is None:
            return Finding.fails(TOO_YOUNG, months=first)
        return Finding.fails(FITS_FROM, fits_on=add_months(child.birth_date, first).isoformat())
    if last is not None and months > last:
        return Finding.fails(TOO_OLD, months=last + 1)
    return Finding.fits(AGE_FITS)
