"""Where a service is and whom it serves, against a place somebody asks for.

A service meets a place if it is there or serves it; an area that is not stated leaves that open, as does a
spot whose district or postcode is not stated. Both sides become sets of short codes, compared once per
distinct set.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lotsen.directory.domain import AreaLevel
from lotsen.directory.search.analyser import words
from lotsen.directory.search.model import FoundPlace, PlaceWish, SearchEntry, Town, TownDistrict, TownPostcode
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
    """The towns of a directory: what lies in what, and what people call it."""

    def __init__(self, towns: Iterable[Town]) -> None:
        towns = tuple(towns)
        self._of_district: dict[str, Town] = {}
        self._of_postcode: dict[str, list[Town]] = defaultdict(list)
        self._by_name: dict[str, dict[PlaceWish, None]] = defaultdict(dict)
        self._shown: dict[str, str] = {}
        self._town = {town.code: town for town in towns}
        for town in towns:
            self._name(town.name, PlaceWish(AreaLevel.MUNICIPALITY, town.code))
            for district in town.districts:
                self._of_district[district.code] = town
                self._name(district.name, PlaceWish(AreaLevel.DISTRICT, district.code))
            for part in town.postcodes:
                if town not in self._of_postcode[part.postcode]:
                    self._of_postcode[part.postcode].append(town)
                self._name(part.postcode, PlaceWish(AreaLevel.POSTCODE, part.postcode))

    def _name(self, name: str, wish: PlaceWish) -> None:
        key = name if name.isdigit() else _key(name)
        if key:
            self._by_name[key][wish] = None
            self._shown.setdefault(key, name)

    def names(self) -> Mapping[str, str]:
        """Return every known name of a place, folded, with how it is written."""
        return self._shown

    def called(self, key: str) -> FoundPlace | None:
        """Return the places of a folded name, "kölner" too; several where several are called so."""
        names = (key, *of_town(key))
        name = next((one for one in names if one in self._by_name), None)
        return FoundPlace(self._shown[name], tuple(self._by_name[name])) if name is not None else None

    def name_of(self, wish: PlaceWish) -> str:
        """Say what a place is called: a postcode with its town, if it has but one."""
        towns = self._around(wish)
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
        town = self._town.get(wish.code) if wish.level is AreaLevel.MUNICIPALITY else None
        return len({one.postcode for one in town.postcodes}) if town else 0

    def both(self, one: FoundPlace, other: FoundPlace) -> FoundPlace:
        """Join two places of one query: "Altstadt" beside a town is that town's; else either will do."""
        for outer, inner in ((one, other), (other, one)):
            inside = tuple(
                wish for wish in inner.places if any(self._within(wish, town) for town in outer.places)
            )
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
        if wish.level is AreaLevel.MUNICIPALITY and (town := self._town.get(wish.code)):
            sure |= {f"{_FOR}:{AreaLevel.DISTRICT.value}:{one.code}" for one in town.districts}
            sure |= {f"{_FOR}:{AreaLevel.POSTCODE.value}:{one.postcode}" for one in town.postcodes}
            sure |= {f"{_IN}:{AreaLevel.DISTRICT.value}:{one.code}" for one in town.districts}
            maybe |= {f"{_LONE}:{one.postcode}" for one in town.postcodes}
        if wish.level is AreaLevel.DISTRICT and (town := self._of_district.get(wish.code)):
            sure.add(f"{_FOR}:{AreaLevel.MUNICIPALITY.value}:{town.code}")
            sure |= {
                f"{_FOR}:{AreaLevel.POSTCODE.value}:{one.postcode}"
                for one in town.postcodes
                if one.district == wish.code
            }
            maybe.add(f"{_NO_DISTRICT}:{town.code}")
            maybe |= {f"{_LONE}:{one.postcode}" for one in town.postcodes if one.district == wish.code}
        if wish.level is AreaLevel.POSTCODE:
            for town in self._of_postcode.get(wish.code, ()):
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
        return {
            code: self.codes(PlaceWish(AreaLevel.DISTRICT, code)).sure - {EVERYWHERE}
            for code in self._of_district
        }

    def point(self, place: FoundPlace) -> Point | None:
        """Return the middle of a place as its postcodes tell; None if several places are meant."""
        if len(place.places) != 1:
            return None
        wish = place.places[0]
        points = [
            part.point
            for town in self._around(wish)
            for part in town.postcodes
            if wish.code in (town.code, part.district, part.postcode)
        ]
        if not points:
            return None
        return Point(
            sum(one.latitude for one in points) / len(points),
            sum(one.longitude for one in points) / len(points),
        )

    def _around(self, wish: PlaceWish) -> list[Town]:
        """Return the towns that a place is or lies in."""
        if wish.level is AreaLevel.POSTCODE:
            return self._of_postcode.get(wish.code, [])
        known = self._town if wish.level is AreaLevel.MUNICIPALITY else self._of_district
        town = known.get(wish.code)
        return [town] if town else []

    def _within(self, wish: PlaceWish, outer: PlaceWish) -> bool:
        if outer.level is not AreaLevel.MUNICIPALITY or wish.level is AreaLevel.MUNICIPALITY:
            return False
        if wish.level is AreaLevel.DISTRICT:
            return outer.code == self._of_district[wish.code].code
        return any(outer.code == town.code for town in self._of_postcode[wish.code])


@lru_cache(4096)
def _key(name: str) -> str:
    """Fold a name; many towns have an "Altstadt"."""
    return " ".join(words(name))


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
