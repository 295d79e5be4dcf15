"""What is said of a service for named places of which the family’s home is none: where it is, and how far."""

from __future__ import annotations

from lotsen.directory.domain import AreaLevel, ServiceArea, ServiceProfile
from lotsen.kernel import gettext_noop
from lotsen.referral.matching.case import CaseProfile, Nearby
from lotsen.referral.matching.finding import Finding
from lotsen.referral.matching.way import METRES_PER_KM

MOST_NAMES = 3
"""How many places of an area are named where nobody knows which is nearest."""

AWAY = gettext_noop("The family lives outside the area: %(area)s is about %(km)s km away.")
AWAY_FROM_RESIDENTS = gettext_noop("Only for residents of %(area)s, about %(km)s km away.")
ELSEWHERE = gettext_noop("The family lives outside the area: %(area)s.")
_OTHERS = {
    AreaLevel.MUNICIPALITY: gettext_noop("The offer is for another municipality."),
    AreaLevel.DISTRICT: gettext_noop("The offer is for another district."),
    AreaLevel.KREIS: gettext_noop("The offer is for another Kreis."),
}


def outside(service: ServiceProfile, area: ServiceArea, case: CaseProfile) -> Finding:
    """Say that the family lives outside an area, by how much where that is known, else of which places."""
    known = [
        case.nearby[area.level, code] for code in sorted(area.codes) if (area.level, code) in case.nearby
    ]
    measured = [(place.way_m, place.name) for place in known if place.way_m is not None]
    if measured:
        way, name = min(measured)
        message = AWAY_FROM_RESIDENTS if service.residence_required else AWAY
        return Finding.fails(message, area=name, km=max(1, -(-way // METRES_PER_KM)))
    if known:
        return Finding.fails(ELSEWHERE, area=_named(known))
    if area.level in _OTHERS:
        return Finding.fails(_OTHERS[area.level])
    home = case.postcode or ""
    if service.residence_required:
        message = gettext_noop("Only for residents: postcode %(postcode)s is outside the area.")
        return Finding.fails(message, postcode=home)
    return Finding.fails(gettext_noop("Postcode %(postcode)s is outside the area."), postcode=home)


def _named(places: list[Nearby]) -> str:
    names = sorted({place.name for place in places})
    return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
