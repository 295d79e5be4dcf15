"""Everything but the age that decides whether a service fits: yes, no, or please clear up.

All of it is data of the service; nothing is known here about any single type of service.
"""

from __future__ import annotations

from functools import lru_cache

from lotsen.directory.domain import AccessRoute, AreaLevel, Cost, ServiceProfile
from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.finding import FITS, Finding
from lotsen.referral.matching.groups import belongs
from lotsen.referral.matching.outside import outside
from lotsen.referral.matching.room import capacity
from lotsen.referral.matching.way import METRES_PER_KM, distance

HOME_LANGUAGE = "de"
"""Every service of the directory can be used in German, whether it says so or not."""

LANGUAGES = 1 << 8
"""Languages whose sentence is kept ready."""

_AREA_UNSTATED = Finding.unclear(
    gettext_noop("For which places the offer is meant is not stated. Please clear this up.")
)
_HOME_UNKNOWN = Finding.unclear(
    gettext_noop("Where the family lives is not known. Please clear up whether the area fits.")
)
_PART_UNKNOWN = {
    AreaLevel.POSTCODE: Finding.unclear(
        gettext_noop("The family’s postcode is not known. Please clear up whether the area fits.")
    ),
    AreaLevel.MUNICIPALITY: Finding.unclear(
        gettext_noop("The family’s municipality is not known. Please clear up whether the area fits.")
    ),
    AreaLevel.DISTRICT: Finding.unclear(
        gettext_noop("The family’s district is not known. Please clear up whether the area fits.")
    ),
    AreaLevel.KREIS: Finding.unclear(
        gettext_noop("The family’s county is not known. Please clear up whether the area fits.")
    ),
}
"""What to ask for where the home is known in part, but not at the level at which an area names its places."""
_IN_DISTRICT = Finding.fits(gettext_noop("It is in the family’s district."), "district")
_IN_AREA = Finding.fits(gettext_noop("It works where the family lives."))


def region(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the family lives where the service works."""
    area = service.area
    if area is None or not area.is_stated:
        return _AREA_UNSTATED
    if area.level is AreaLevel.COUNTRY:
        return FITS
    if area.level is AreaLevel.RADIUS:
        return _around(service, case)
    home = case.homes[area.level]
    if not home:
        return _PART_UNKNOWN[area.level] if any(case.homes.values()) else _HOME_UNKNOWN
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
    return _IN_DISTRICT if level is AreaLevel.DISTRICT else _IN_AREA


_LANGUAGE_UNKNOWN = Finding.unclear(gettext_noop("Which language the family speaks is not known."))
_INTERPRETED = Finding.fits(gettext_noop("Works with an interpreter."))
_INTERPRETED_PERHAPS = Finding.unclear(
    gettext_noop("Works with an interpreter: is that all right for the family?")
)


def language(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the family is understood there, in a language of its own or with an interpreter."""
    if not case.languages:
        return _LANGUAGE_UNKNOWN
    shared = [code for code in case.languages if code in service.languages]
    if shared and shared[0] != HOME_LANGUAGE:
        return _speaks(shared[0])
    if HOME_LANGUAGE in case.languages:
        return FITS
    if service.interpreter is True and case.interpreter_ok is True:
        return _INTERPRETED
    if service.interpreter is True and case.interpreter_ok is None:
        return _INTERPRETED_PERHAPS
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


@lru_cache(LANGUAGES)
def _speaks(language: str) -> Finding:
    return Finding.fits(gettext_noop("Speaks %(language)s."), "language", language=language)


_INSURANCE_UNSTATED = Finding.unclear(
    gettext_noop("Whether a health insurance is needed is not stated. Please clear this up.")
)
_INSURED = {
    True: FITS,
    None: Finding.unclear(gettext_noop("Only with health insurance. Please clear up whether there is one.")),
    False: Finding.fails(gettext_noop("Only with health insurance.")),
}


def insurance(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether it takes a health insurance."""
    required = service.insurance_required
    if required is None:
        if service.cost is None and case.insured is not True:
            return _INSURANCE_UNSTATED
        required = service.cost is Cost.INSURANCE
    return _INSURED[case.insured] if required else FITS


_ACCESS = {
    None: Finding.unclear(gettext_noop("How to get a place is not stated. Please clear this up.")),
    AccessRoute.OPEN: Finding.fits(gettext_noop("The family can simply go there.")),
    AccessRoute.APPOINTMENT: Finding.note(gettext_noop("By appointment.")),
    AccessRoute.APPLICATION: Finding.note(gettext_noop("An application is needed.")),
    AccessRoute.FAMILY_OFFICE_ONLY: Finding.note(gettext_noop("The family office arranges it.")),
}
_PRESCRIBED = {
    True: Finding.fits(gettext_noop("The prescription is there.")),
    None: Finding.unclear(gettext_noop("Only with a prescription. Please clear up whether there is one.")),
    False: Finding.fails(gettext_noop("Only with a prescription.")),
}


def access(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell how the family gets in."""
    if service.access is AccessRoute.PRESCRIPTION:
        return _PRESCRIBED[case.prescription]
    return _ACCESS[service.access]


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
    if not service.excluded_groups:
        return FITS
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


_ANONYMOUS = {
    True: Finding.fits(gettext_noop("Possible without giving a name.")),
    None: Finding.unclear(
        gettext_noop("Whether help without a name is possible is not stated. Please clear this up.")
    ),
    False: Finding.fails(gettext_noop("Not possible without a name.")),
}


def anonymity(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether the family can stay nameless, if it wishes to."""
    return _ANONYMOUS[service.anonymous_possible] if case.wants_anonymous else FITS


_VISITS = gettext_noop("Comes to the family’s home.")
_COMES_HOME, _COMES_HOME_AS_WISHED = Finding.fits(_VISITS), Finding.fits(_VISITS, "home_visit")
_NO_VISITS = Finding.note(gettext_noop("No home visits."))
_VISITS_UNSTATED = Finding.unclear(
    gettext_noop("Whether somebody comes to the home is not stated. Please clear this up.")
)


def home_visit(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell whether somebody comes to the family: a wish, never a reason to leave a service out."""
    if service.home_visit is True and case.wants_home_visit is not False:
        return _COMES_HOME_AS_WISHED if case.wants_home_visit else _COMES_HOME
    if not case.wants_home_visit:
        return FITS
    return _VISITS_UNSTATED if service.home_visit is None else _NO_VISITS


_COST = {
    None: Finding.unclear(gettext_noop("What it costs is not stated. Please clear this up.")),
    Cost.FREE: Finding.fits(gettext_noop("It costs nothing."), "free_of_charge"),
    Cost.REDUCED: Finding.note(gettext_noop("There is a fee, which can be reduced.")),
    Cost.FEE: Finding.note(gettext_noop("There is a fee.")),
    Cost.INSURANCE: Finding.note(gettext_noop("The health insurance pays.")),
}


def cost(service: ServiceProfile, case: CaseProfile) -> Finding:
    """Tell what the family pays: never a reason to leave a service out."""
    return _COST[service.cost]


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
