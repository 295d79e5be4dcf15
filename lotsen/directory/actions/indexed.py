"""What the search is told of the directory, the places and the coordinators' words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory import search
from lotsen.directory.actions.profiles import PROFILE_FIELDS, Profiling, services_in_use
from lotsen.directory.domain import AccessRoute, AreaLevel, ServiceProfile
from lotsen.directory.tables import Location, ServiceAtLocation, Synonyms, TaxonomyTerm
from lotsen.places import actions as places
from lotsen.places.domain import Point, distance, point_of
from lotsen.places.tables import District, Municipality, Postcode
from lotsen.terms import vocabulary

STEPS_PER_KM = 10
_PLAIN = (
    "id",
    "name",
    "organization",
    "service_type",
    "interpreter",
    "cost",
    "home_visit",
    "by_phone",
    "online",
    "capacity",
    "waiting_weeks",
    "opening_hours",
    "min_weeks",
    "max_weeks",
    "min_months",
    "max_months",
)
"""Columns that the search holds as they are."""
_MORE = ("alternate_name", "description", "easy_text", "translations", "term_id")
_FIELDS = tuple(dict.fromkeys((*PROFILE_FIELDS, *_PLAIN, *_MORE)))


class Areas:
    """Says in plain places what a Kreis or a radius means."""

    def __init__(self, desk: Desk) -> None:
        self._kreise = places.kreise(desk)
        self._points = [
            (postcode, Point(lat, lon))
            for postcode, lat, lon in desk.db.exec(
                select(Postcode.postcode, Postcode.lat, Postcode.lon)
            ).all()
        ]

    def plain(
        self,
        level: AreaLevel | None,
        codes: frozenset[str],
        radius_km: int | None,
        spots: Sequence[search.Spot],
    ) -> tuple[AreaLevel | None, frozenset[str]]:
        """Return an area by municipalities or postcodes; one that cannot be told is not stated."""
        if level is AreaLevel.KREIS:
            towns = frozenset(code for name in codes for code in self._kreise.get(name, ()))
            return (AreaLevel.MUNICIPALITY, towns) if towns else (None, frozenset())
        if level is not AreaLevel.RADIUS:
            return level, codes
        middle = next((spot.point for spot in spots if spot.point is not None), None)
        if middle is None or radius_km is None:
            return None, frozenset()
        steps = radius_km * STEPS_PER_KM
        near = (postcode for postcode, point in self._points if distance(middle, point) <= steps)
        return AreaLevel.POSTCODE, frozenset(near)


def search_services(desk: Desk) -> Iterator[tuple[search.SearchEntry, ServiceProfile]]:
    """Yield every service in use as the search and as the matching see it, each row read once.

    Of a protected address no place is read.
    """
    spots, reached = _spots(desk), _reached_by_wheelchair(desk)
    areas, profile_of = Areas(desk), Profiling(desk)
    terms = dict(desk.db.exec(select(TaxonomyTerm.id, TaxonomyTerm.name)).all())
    kinds = {code: _words_of(code) for code in vocabulary().service_types}
    for row in services_in_use(desk, _FIELDS):
        service_id, term_id, access = row["id"], row["term_id"], row["access"]
        is_protected = row["protected_address"]
        shown = () if is_protected else tuple(spots.get(service_id, ()))
        profile = profile_of(row, shown[0].point if shown else None)
        level, codes = areas.plain(row["area_level"], frozenset(row["area_codes"]), row["radius_km"], shown)
        words = (terms.get(term_id), row["alternate_name"], *kinds[row["service_type"]])
        said: dict[str, Any] = {name: row[name] for name in _PLAIN}
        yield (
            search.SearchEntry(
                own_type=str(term_id) if term_id else None,
                type_words=tuple(word for word in words if word),
                description=row["description"] or "",
                other_words=_other_words(row["easy_text"], row["translations"]),
                needs=profile.needs,
                languages=profile.languages,
                open_access=None if access is None else access is AccessRoute.OPEN,
                anonymous=row["anonymous_possible"],
                barrier_free=None if is_protected else reached.get(service_id),
                spots=shown,
                area_level=level,
                area_codes=codes,
                **said,
            ),
            profile,
        )


def search_synonyms(desk: Desk) -> search.Synonyms:
    """Return the words of the release with those of the coordinators beside them."""
    shipped = search.default_synonyms()
    own = tuple(tuple(row.words) for row in desk.db.exec(select(Synonyms).order_by(col(Synonyms.id))).all())
    return replace(shipped, groups=(*shipped.groups, *own))


def search_towns(desk: Desk) -> tuple[search.Town, ...]:
    """Return the places that are recognised in a query."""
    districts: dict[str, list[search.TownDistrict]] = {}
    named = select(District.municipality, District.code, District.name)
    for town, code, name in desk.db.exec(named).all():
        districts.setdefault(town, []).append(search.TownDistrict(code, name))
    postcodes: dict[str, list[search.TownPostcode]] = {}
    numbers = select(  # type: ignore[call-overload]  # five columns, as above
        Postcode.municipality, Postcode.postcode, Postcode.district, Postcode.lat, Postcode.lon
    )
    for town, postcode, district, lat, lon in desk.db.execute(numbers):
        postcodes.setdefault(town, []).append(search.TownPostcode(postcode, district, Point(lat, lon)))
    return tuple(
        search.Town(code, name, tuple(districts.get(code, ())), tuple(postcodes.get(code, ())))
        for code, name in desk.db.exec(select(Municipality.code, Municipality.name)).all()
    )


def _other_words(easy: str | None, translations: Mapping[str, Mapping[str, str]] | None) -> tuple[str, ...]:
    """Return what a service says in easy language and in other languages."""
    told = [easy, *(text for one in (translations or {}).values() for text in one.values())]
    return tuple(text for text in told if text)


def _words_of(code: str) -> tuple[str, ...]:
    """Return the words for a type in every language; easy German ("de-simple") only says the same again."""
    kind = vocabulary().service_types[code]
    return tuple(
        text.get(language)
        for text in (kind.label, kind.description)
        for language in text
        if "-" not in language
    )


def _spots(desk: Desk) -> dict[UUID, list[search.Spot]]:
    """Read where services are given; the municipality is the one of the postcode, if it has only one."""
    towns: dict[str, set[str]] = {}
    for postcode, municipality in desk.db.exec(select(Postcode.postcode, Postcode.municipality)).all():
        towns.setdefault(postcode, set()).add(municipality)
    found: dict[UUID, list[search.Spot]] = {}
    query = select(
        ServiceAtLocation.service_id,
        Location.postcode,
        Location.district,
        Location.latitude,
        Location.longitude,
    ).join(Location, col(Location.id) == col(ServiceAtLocation.location_id))  # type: ignore[call-overload]  # five columns, as above
    for service_id, postcode, district, latitude, longitude in desk.db.execute(
        query.order_by(col(ServiceAtLocation.position), col(Location.id))
    ):
        known = towns.get(postcode, set())
        town = next(iter(known)) if len(known) == 1 else None
        found.setdefault(service_id, []).append(
            search.Spot(postcode or None, town, district, point_of(latitude, longitude))
        )
    return found


def _reached_by_wheelchair(desk: Desk) -> dict[UUID, bool]:
    """Say of services whether a wheelchair gets to one of their locations, where any of them says so."""
    query = (
        select(ServiceAtLocation.service_id, Location.wheelchair)
        .join(Location, col(Location.id) == col(ServiceAtLocation.location_id))
        .where(col(Location.wheelchair).is_not(None))
    )
    found: dict[UUID, bool] = {}
    for service_id, is_reached in desk.db.exec(query).all():
        found[service_id] = found.get(service_id, False) or bool(is_reached)
    return found
