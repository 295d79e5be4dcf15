"""Everything but the age that decides whether a service fits: yes, no, or please clear up.

All of it is data of the service; nothing is known here about any single type of service.
"""

from __future__ import annotations

from datetime import date, timedelta

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost, ServiceProfile
from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.finding import FITS, Finding
from lotsen.referral.matching.groups import belongs
from lotsen.referral.matching.outside import outside
from lotsen.referral.matching.way import METRES_PER_KM, distance

HOME_LANGUAGE = "de"
"""Every service of the directory can be used in German, whether it says so or not."""

STALE_AFTER = timedelta(days=183)
"""After half a year nobody should rely on what was said about free places."""

_WAITING = gettext_noop("There is a waiting list.")
_WAITING_WEEKS = gettext_noop("Waiting list of about %(weeks)s weeks.")

SAID_BY_BADGE = frozenset({_WAITING, _WAITING_WEEKS})
"""What a page need not say again where it already shows how many places there are."""


def region(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the family lives where the service works."""
    area = service.area
    if area is None or not area.is_stated:
        return Finding.unclear(
            gettext_noop("For which places the offer is meant is not stated. Please clear this up.")
        )
    if area.level is AreaLevel.COUNTRY:
        return FITS
    if area.level is AreaLevel.RADIUS:
        return _around(service, case)
    home = case.homes[area.level]
    if not home:
        return Finding.unclear(
            gettext_noop("Where the family lives is not known. Please clear up whether the area fits.")
        )
    if home not in area.codes:
        return outside(service, area, case)
    return _inside(service, area.level)


def _around(service: ServiceProfile, case: CaseProfile) -> Finding:
    way, reach = distance(service, case), service.area.radius_km if service.area else None
    if way is None or reach is None:
        return Finding.unclear(
            gettext_noop("It works within %(km)s km. Please clear up whether the family lives near enough."),
            km=reach or 0,
        )
    if way <= reach * METRES_PER_KM:
        return _inside(service, AreaLevel.RADIUS)
    beyond = -(-(way - reach * METRES_PER_KM) // METRES_PER_KM)
    return Finding.fails(gettext_noop("It is about %(km)s km outside the area."), km=beyond)


def _inside(service: ServiceProfile, level: AreaLevel) -> Finding:
    if service.protected_address:
        return FITS
    if level is AreaLevel.DISTRICT:
        return Finding.fits(gettext_noop("It is in the family’s district."), "district")
    return Finding.fits(gettext_noop("It works where the family lives."))


def language(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the family is understood there, in a language of its own or with an interpreter."""
    if not case.languages:
        return Finding.unclear(gettext_noop("Which language the family speaks is not known."))
    shared = next((code for code in case.languages if code in service.languages), None)
    if shared is not None and shared != HOME_LANGUAGE:
        return Finding.fits(gettext_noop("Speaks %(language)s."), "language", language=shared)
    if HOME_LANGUAGE in case.languages:
        return FITS
    if service.interpreter is True and case.interpreter_ok is True:
        return Finding.fits(gettext_noop("Works with an interpreter."))
    if service.interpreter is True and case.interpreter_ok is None:
        return Finding.unclear(gettext_noop("Works with an interpreter: is that all right for the family?"))
    wanted = case.languages[0]
    if not service.languages:
        return Finding.unclear(
            gettext_noop("Whether %(language)s is spoken is not stated. Please clear this up."),
            language=wanted,
        )
    if service.interpreter is None and case.interpreter_ok is not False:
        return Finding.unclear(
            gettext_noop("%(language)s is not spoken. Please clear up whether an interpreter is possible."),
            language=wanted,
        )
    return Finding.fails(
        gettext_noop("%(language)s is not spoken, and there is no interpreter."), language=wanted
    )


def insurance(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether it takes a health insurance."""
    required = service.insurance_required
    if required is None:
        if service.cost is Cost.INSURANCE:
            required = True
        elif service.cost is None and case.insured is not True:
            return Finding.unclear(
                gettext_noop("Whether a health insurance is needed is not stated. Please clear this up.")
            )
    if not required or case.insured is True:
        return FITS
    if case.insured is None:
        return Finding.unclear(
            gettext_noop("Only with health insurance. Please clear up whether there is one.")
        )
    return Finding.fails(gettext_noop("Only with health insurance."))


def access(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell how the family gets in."""
    match service.access:
        case None:
            return Finding.unclear(gettext_noop("How to get a place is not stated. Please clear this up."))
        case AccessRoute.OPEN:
            return Finding.fits(gettext_noop("The family can simply go there."))
        case AccessRoute.APPOINTMENT:
            return Finding.note(gettext_noop("By appointment."))
        case AccessRoute.APPLICATION:
            return Finding.note(gettext_noop("An application is needed."))
        case AccessRoute.FAMILY_OFFICE_ONLY:
            return Finding.note(gettext_noop("The family office arranges it."))
        case AccessRoute.PRESCRIPTION:
            pass
    if case.prescription is True:
        return Finding.fits(gettext_noop("The prescription is there."))
    if case.prescription is None:
        return Finding.unclear(
            gettext_noop("Only with a prescription. Please clear up whether there is one.")
        )
    return Finding.fails(gettext_noop("Only with a prescription."))


def included(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the family is one of those the service is for."""
    if not service.target_groups:
        return FITS
    groups = sorted(service.target_groups)
    known = {group: belongs(case, group) for group in groups}
    own = [group for group in groups if known[group] is True]
    if own:
        return Finding(
            True,
            why=tuple(
                Reason(gettext_noop("It is meant for: %(target_group)s."), {"target_group": group})
                for group in own
            ),
            points=("target_group",),
        )
    codes = ",".join(groups)
    if None in known.values():
        unclear = Finding.unclear(
            gettext_noop("Only for: %(target_groups)s. Please clear up whether that fits."),
            target_groups=codes,
        )
        return unclear._replace(doubtful=True)
    return Finding.fails(gettext_noop("Only for: %(target_groups)s."), target_groups=codes)


def excluded(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the family is one of those the service is not for."""
    groups = sorted(service.excluded_groups)
    barred = [group for group in groups if belongs(case, group) is True]
    unknown = [group for group in groups if belongs(case, group) is None]
    if barred:
        return Finding.fails(gettext_noop("Not for: %(target_groups)s."), target_groups=",".join(barred))
    if unknown:
        return Finding.unclear(
            gettext_noop("Not for: %(target_groups)s. Please clear up whether that matters."),
            target_groups=",".join(unknown),
        )
    return FITS


def anonymity(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the family can stay nameless, if it wishes to."""
    if not case.wants_anonymous:
        return FITS
    if service.anonymous_possible is None:
        return Finding.unclear(
            gettext_noop("Whether help without a name is possible is not stated. Please clear this up.")
        )
    if service.anonymous_possible:
        return Finding.fits(gettext_noop("Possible without giving a name."))
    return Finding.fails(gettext_noop("Not possible without a name."))


def home_visit(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether somebody comes to the family: a wish, never a reason to leave a service out."""
    if service.home_visit is True and case.wants_home_visit is not False:
        points = ("home_visit",) if case.wants_home_visit else ()
        return Finding.fits(gettext_noop("Comes to the family’s home."), *points)
    if case.wants_home_visit and service.home_visit is None:
        return Finding.unclear(
            gettext_noop("Whether somebody comes to the home is not stated. Please clear this up.")
        )
    if case.wants_home_visit:
        return Finding.note(gettext_noop("No home visits."))
    return FITS


def cost(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell what the family pays: never a reason to leave a service out."""
    match service.cost:
        case None:
            return Finding.unclear(gettext_noop("What it costs is not stated. Please clear this up."))
        case Cost.FREE:
            return Finding.fits(gettext_noop("It costs nothing."), "free_of_charge")
        case Cost.REDUCED:
            return Finding.note(gettext_noop("There is a fee, which can be reduced."))
        case Cost.FEE:
            return Finding.note(gettext_noop("There is a fee."))
        case Cost.INSURANCE:
            return Finding.note(gettext_noop("The health insurance pays."))


def capacity(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether there is room."""
    checked = service.capacity_checked_on
    match service.capacity:
        case None:
            return Finding.unclear(
                gettext_noop("Whether there are free places is not stated. Please clear this up.")
            )
        case Capacity.CLOSED:
            if checked is None:
                return Finding.fails(gettext_noop("No new admissions at present."))
            message = gettext_noop("No new admissions at present (as of %(checked_on)s).")
            return Finding.fails(message, checked_on=checked.isoformat())
        case Capacity.WAITING_LIST:
            if service.waiting_weeks is None:
                return Finding.unclear(_WAITING)
            waiting = Finding.unclear(_WAITING_WEEKS, weeks=service.waiting_weeks)
            return waiting._replace(waiting_weeks=service.waiting_weeks)
        case Capacity.FREE:
            return _free(checked, case.as_of)


def _free(checked: date | None, as_of: date) -> Finding:
    if checked is None:
        return Finding.fits(gettext_noop("There are free places."), "free_place")
    if as_of - checked > STALE_AFTER:
        message = gettext_noop("Free places were last confirmed on %(checked_on)s. Please clear this up.")
        return Finding.unclear(message, checked_on=checked.isoformat())
    message = gettext_noop("There are free places (as of %(checked_on)s).")
    return Finding.fits(message, "free_place", checked_on=checked.isoformat())


def validity(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the entry still holds."""
    if service.valid_until is None or case.as_of <= service.valid_until:
        return FITS
    return Finding.fails(
        gettext_noop("The offer ended on %(ended_on)s."), ended_on=service.valid_until.isoformat()
    )


CONDITIONS = (
    region,
    language,
    included,
    excluded,
    insurance,
    access,
    anonymity,
    home_visit,
    cost,
    capacity,
    validity,
)
"""In the order in which their sentences are read; the age comes first of all."""
