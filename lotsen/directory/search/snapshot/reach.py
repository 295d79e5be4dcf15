"""Where a service is and whom it serves, against a place somebody asks for.

A service meets a place if it is there or serves it; an area that is not stated leaves that open, as does a
spot whose district or postcode is not stated. Both sides become sets of short codes, compared once per
distinct set.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lotsen.directory.domain import AreaLevel
from lotsen.directory.search.model import FoundPlace, PlaceWish, SearchEntry, Town, TownDistrict, TownPostcode
from lotsen.directory.search.snapshot.parts import Parts
from lotsen.directory.search.snapshot.strings import Strings
from lotsen.places.domain import Point

EVERYWHERE, OPEN = "*", "?"
LONGEST_NAME = 4
"""Words of the longest place name that is recognised in a query."""
SHORTEST_OF_TOWN = 6
"""Letters of a word that may be made of the name of a town."""
FAR_MORE = 3
"""How many times as many postcodes a town has that is meant before its namesakes."""
_FOR, _IN, _NO_DISTRICT, _NO_POSTCODE, _LONE = "for", "in", "district?", "postcode?", "lone"


def reach_of(entry: SearchEntry) -> frozenset[str]:
    """Say in codes where a service is and whom it serves."""
    if entry.area_level is AreaLevel.COUNTRY:
        codes = {EVERYWHERE}
    elif entry.area_level is None or not entry.area_codes:
        codes = {OPEN}
    else:
        codes = {f"{_FOR}:{entry.area_level.value}:{code}" for code in entry.area_codes}
    for spot in entry.spots:
        stated = (
            (AreaLevel.POSTCODE, spot.postcode),
            (AreaLevel.MUNICIPALITY, spot.municipality),
            (AreaLevel.DISTRICT, spot.district),
        )
        codes |= {f"{_IN}:{level.value}:{code}" for level, code in stated if code}
        if spot.municipality is None and spot.district is None and spot.postcode is not None:
            codes.add(f"{_LONE}:{spot.postcode}")
        if spot.municipality is not None and spot.district is None:
            codes.add(f"{_NO_DISTRICT}:{spot.municipality}")
        if spot.municipality is not None and spot.postcode is None:
            codes.add(f"{_NO_POSTCODE}:{spot.municipality}")
    return frozenset(codes)


def of_town(word: str) -> tuple[str, ...]:
    """Return the names of towns that a word may come from: "kölner", "hagener", "bremer", "auer"."""
    if not word.endswith("er") or len(word) < SHORTEST_OF_TOWN:
        return ()
    return word[:-2], word[:-1], f"{word[:-2]}en"


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that meet a place for sure, and those that may."""

    sure: frozenset[str]
    maybe: frozenset[str]

    @property
    def by_name(self) -> frozenset[str]:
        """Those that name this very place, or may."""
        return (self.sure | self.maybe) - {EVERYWHERE, OPEN}


class Places:
    """The towns of a directory: what lies in what, and what people call it (see `builder.places`)."""

    def __init__(self, parts: Parts) -> None:
        self._arrays = parts.arrays
        self._codes_of_places: list[str] = parts.tables["place_codes"]
        self._number_of = _numbered(self._codes_of_places)
        self._shown: list[str] = parts.tables["place_shown"]
        self._called = _numbered(parts.tables["place_names"])
        self._texts = Strings(self._arrays["town_body"], self._arrays["town_at"])
        self._town = cache(self._read_town)

    def _read_town(self, number: int) -> Town:
        return town_of(json.loads(self._texts[number]))

    def _wish(self, place: int) -> PlaceWish:
        level, _, code = self._codes_of_places[place].partition(":")
        return PlaceWish(AreaLevel(level), code)

    def _towns(self, level: AreaLevel, code: str) -> list[Town]:
        """Return the towns that a place is or lies in: more than one only for a postcode."""
        place = self._number_of.get(f"{level.value}:{code}")
        return [] if place is None else [self._town(number) for number in self._listed("place_town", place)]

    def _listed(self, name: str, number: int) -> list[int]:
        at = self._arrays[f"{name.partition('_')[0]}_at"]
        found: list[int] = self._arrays[name][at[number] : at[number + 1]].tolist()
        return found

    def names(self) -> Collection[str]:
        """Return every known name of a place, folded."""
        return self._called.keys()

    def called(self, key: str) -> FoundPlace | None:
        """Return the places of a folded name, "kölner" too; several where several are called so."""
        names = (key, *of_town(key))
        number = next((found for one in names if (found := self._called.get(one)) is not None), None)
        if number is None:
            return None
        return FoundPlace(self._shown[number], tuple(map(self._wish, self._listed("name_place", number))))

    def name_of(self, wish: PlaceWish) -> str:
        """Say what a place is called: a postcode with its town, if it has but one."""
        towns = self._towns(wish.level, wish.code)
        if wish.level is AreaLevel.DISTRICT:
            names = [one.name for town in towns for one in town.districts if one.code == wish.code]
            return names[0] if names else wish.code
        meant = [town.name for town in towns if wish.municipality in (None, town.code)]
        if wish.level is AreaLevel.MUNICIPALITY:
            return meant[0] if meant else wish.code
        return f"{wish.code} {meant[0]}" if len(meant) == 1 else wish.code

    def biggest(self, places: Iterable[FoundPlace]) -> FoundPlace | None:
        """Return the town that has far more postcodes than its namesakes, None if there is none."""
        counted = sorted((self._size(one.places[0]), at, one) for at, one in enumerate(places))
        (next_, *_), (most, _, found) = counted[-2:]
        return found if most >= FAR_MORE * max(1, next_) else None

    def _size(self, wish: PlaceWish) -> int:
        towns = self._towns(wish.level, wish.code) if wish.level is AreaLevel.MUNICIPALITY else ()
        return len({part.postcode for town in towns for part in town.postcodes})

    def both(self, one: FoundPlace, other: FoundPlace) -> FoundPlace:
        """Join two places of one query: "Altstadt" beside a town is that town's; else either will do."""
        for outer, inner in ((one, other), (other, one)):
            towns = {wish.code for wish in outer.places if wish.level is AreaLevel.MUNICIPALITY}
            inside = tuple(wish for wish in inner.places if self._lies_in(wish, towns))
            if inside:
                return FoundPlace(f"{one.name} {other.name}", inside)
        return FoundPlace(f"{one.name} {other.name}", (*one.places, *other.places))

    def codes(self, wish: PlaceWish, *, serves_only: bool = False) -> Codes:
        """Say which codes of services meet a place; with `serves_only`, being there is not enough."""
        codes = self._codes(wish)
        if not serves_only:
            return codes
        return Codes(
            frozenset(code for code in codes.sure if not code.startswith(f"{_IN}:")), frozenset({OPEN})
        )

    def _codes(self, wish: PlaceWish) -> Codes:
        sure = {EVERYWHERE, f"{_FOR}:{wish.level.value}:{wish.code}", f"{_IN}:{wish.level.value}:{wish.code}"}
        maybe = {OPEN}
        towns = self._towns(wish.level, wish.code)
        for town in towns if wish.level is AreaLevel.MUNICIPALITY else ():
            sure |= {f"{_FOR}:{AreaLevel.DISTRICT.value}:{one.code}" for one in town.districts}
            sure |= {f"{_FOR}:{AreaLevel.POSTCODE.value}:{one.postcode}" for one in town.postcodes}
            sure |= {f"{_IN}:{AreaLevel.DISTRICT.value}:{one.code}" for one in town.districts}
            maybe |= {f"{_LONE}:{one.postcode}" for one in town.postcodes}
        for town in towns if wish.level is AreaLevel.DISTRICT else ():
            sure.add(f"{_FOR}:{AreaLevel.MUNICIPALITY.value}:{town.code}")
            sure |= {
                f"{_FOR}:{AreaLevel.POSTCODE.value}:{one.postcode}"
                for one in town.postcodes
                if one.district == wish.code
            }
            maybe.add(f"{_NO_DISTRICT}:{town.code}")
            maybe |= {f"{_LONE}:{one.postcode}" for one in town.postcodes if one.district == wish.code}
        for town in towns if wish.level is AreaLevel.POSTCODE else ():
            if wish.municipality not in (None, town.code):
                continue
            sure.add(f"{_FOR}:{AreaLevel.MUNICIPALITY.value}:{town.code}")
            sure |= {
                f"{_FOR}:{AreaLevel.DISTRICT.value}:{one.district}"
                for one in town.postcodes
                if one.postcode == wish.code and one.district
            }
            maybe.add(f"{_NO_POSTCODE}:{town.code}")
        return Codes(frozenset(sure), frozenset(maybe))

    def districts(self) -> dict[str, frozenset[str]]:
        """Return all known districts with the codes of services that are there or serve them."""
        wishes = map(self._wish, range(len(self._codes_of_places)))
        return {
            wish.code: self.codes(wish).sure - {EVERYWHERE}
            for wish in wishes
            if wish.level is AreaLevel.DISTRICT
        }

    def point(self, place: FoundPlace) -> Point | None:
        """Return the middle of a place as its postcodes tell; None if several places are meant."""
        if len(place.places) != 1:
            return None
        wish = place.places[0]
        points = [
            part.point
            for town in self._towns(wish.level, wish.code)
            for part in town.postcodes
            if wish.code in (town.code, part.district, part.postcode)
        ]
        if not points:
            return None
        return Point(
            sum(one.latitude for one in points) / len(points),
            sum(one.longitude for one in points) / len(points),
        )

    def _lies_in(self, wish: PlaceWish, towns: Collection[str]) -> bool:
        if wish.level is AreaLevel.MUNICIPALITY:
            return False
        return any(town.code in towns for town in self._towns(wish.level, wish.code))


def _numbered(texts: list[str]) -> dict[str, int]:
    return dict(zip(texts, range(len(texts)), strict=True))


def district_of_code(code: str) -> str | None:
    """Return the district that a code of a service names itself, if it names one."""
    kind, _, rest = code.partition(":")
    level, _, name = rest.partition(":")
    return name if kind in (_FOR, _IN) and level == AreaLevel.DISTRICT.value else None


def town_table(town: Town) -> dict[str, Any]:
    """Write a town as plain values."""
    return {
        "code": town.code,
        "name": town.name,
        "districts": [[one.code, one.name] for one in town.districts],
        "postcodes": [
            [one.postcode, one.district, one.point.latitude, one.point.longitude] for one in town.postcodes
        ],
    }


def town_of(table: Mapping[str, Any]) -> Town:
    """Read a town back."""
    return Town(
        table["code"],
        table["name"],
        tuple(TownDistrict(code, name) for code, name in table["districts"]),
        tuple(
            TownPostcode(postcode, district, Point(latitude, longitude))
            for postcode, district, latitude, longitude in table["postcodes"]
        ),
    )
