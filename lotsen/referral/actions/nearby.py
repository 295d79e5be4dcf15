"""How far a family lives from the places that services are for."""

from collections.abc import Iterable

from lotsen.desk import Desk
from lotsen.directory.domain import AreaLevel, ServiceProfile
from lotsen.places import actions as places
from lotsen.places.domain import Point
from lotsen.places.domain import distance as steps_between
from lotsen.referral.matching import CaseProfile, Nearby

STEP_M = 100
"""Metres in a step of the distances between places."""

MOST_PLACES = 200
"""An area of more places is a region of its own: its name alone says enough."""

_NAMED = (AreaLevel.POSTCODE, AreaLevel.MUNICIPALITY, AreaLevel.DISTRICT, AreaLevel.KREIS)


def places_nearby(
    desk: Desk, case: CaseProfile, services: Iterable[ServiceProfile]
) -> dict[tuple[AreaLevel, str], Nearby]:
    """Return places that services name and the family does not live in, with the way to the nearest part."""
    codes: dict[AreaLevel, set[str]] = {level: set() for level in _NAMED}
    for service in services:
        area = service.area
        if area is None or area.level not in codes or len(area.codes) > MOST_PLACES:
            continue
        if case.homes[area.level] and case.homes[area.level] not in area.codes:
            codes[area.level] |= area.codes
    points = places.points_of(
        desk,
        postcodes=codes[AreaLevel.POSTCODE],
        municipalities=codes[AreaLevel.MUNICIPALITY],
        districts=codes[AreaLevel.DISTRICT],
    )
    names = places.names_of(desk, codes[AreaLevel.MUNICIPALITY] | codes[AreaLevel.DISTRICT])
    return {
        (level, code): Nearby(names.get(code, code), _way(case, points.get(code, ())))
        for level, found in codes.items()
        for code in found
        if level in (AreaLevel.POSTCODE, AreaLevel.KREIS) or code in names
    }


def _way(case: CaseProfile, points: Iterable[Point]) -> int | None:
    if case.latitude is None or case.longitude is None:
        return None
    home = Point(case.latitude, case.longitude)
    return min((STEP_M * steps_between(home, point) for point in points), default=None)
