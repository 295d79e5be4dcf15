"""What a family looks for at the window, and which services answer it. Pure.

Every point of a wish is answered yes, no, or "not stated" (None), and "not stated" is never taken for no.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lotsen.directory.domain import AreaLevel, Cost, ServiceArea, ServiceProfile
from lotsen.kernel import gettext_noop
from lotsen.places.domain import Place, Point, distance

METRES_IN_A_STEP = 100

SITUATIONS: dict[str, frozenset[str]] = {
    "birth": frozenset({"N8"}),
    "baby": frozenset({"N9", "N10"}),
    "hands": frozenset({"N7", "N11"}),
    "mood": frozenset({"N5"}),
    "money": frozenset({"N1"}),
    "housing": frozenset({"N2"}),
    "couple": frozenset({"N3"}),
    "safety": frozenset({"N4"}),
    "substances": frozenset({"N6"}),
    "arriving": frozenset({"N12"}),
    "everyday": frozenset({"N13"}),
    "company": frozenset({"N14"}),
}
"""Situations in life as families name them, and the needs of the vocabulary that stand behind them."""

SITUATION_LABELS: dict[str, str] = {
    "birth": gettext_noop("Pregnancy, birth and the first weeks"),
    "baby": gettext_noop("My child cries, sleeps badly, is ill or develops slowly"),
    "hands": gettext_noop("I am exhausted and need somebody who helps me"),
    "mood": gettext_noop("I am sad, afraid or empty"),
    "money": gettext_noop("Money is short"),
    "housing": gettext_noop("Looking for a flat, or trouble with the flat"),
    "couple": gettext_noop("Family, partnership, separation"),
    "safety": gettext_noop("Somebody frightens or hurts me"),
    "substances": gettext_noop("Alcohol, drugs or tablets"),
    "arriving": gettext_noop("New in Germany, learning German"),
    "everyday": gettext_noop("Forms, day care, help in everyday life"),
    "company": gettext_noop("Meeting other parents, getting information"),
}


class Price(StrEnum):
    """What a family is ready to pay."""

    NOTHING = "nothing"
    LITTLE = "little"


_WITHIN: dict[Price, frozenset[Cost]] = {
    Price.NOTHING: frozenset({Cost.FREE, Cost.INSURANCE}),
    Price.LITTLE: frozenset({Cost.FREE, Cost.INSURANCE, Cost.REDUCED}),
}


class Aspect(StrEnum):
    """One point of a wish."""

    WORDS = "words"
    SITUATION = "situation"
    PLACE = "place"
    LANGUAGE = "language"
    HOME_VISIT = "home_visit"
    PRICE = "price"


@dataclass(frozen=True)
class Wish:
    """What a family looks for; what is empty is no point of the wish."""

    words: str = ""
    situation: str = ""
    postcode: str = ""
    district: str = ""
    language: str = ""
    home_visit: bool = False
    price: Price | None = None


@dataclass(frozen=True)
class Ground:
    """Where a family lives, as far as it said: every place of its postcode or district."""

    places: tuple[Place, ...]

    @property
    def codes(self) -> Mapping[AreaLevel, frozenset[str]]:
        """The codes that cover it, per level of a service's area."""
        return {
            AreaLevel.POSTCODE: frozenset(place.postcode for place in self.places),
            AreaLevel.DISTRICT: frozenset(place.district for place in self.places if place.district),
            AreaLevel.MUNICIPALITY: frozenset(place.municipality for place in self.places),
            AreaLevel.KREIS: frozenset(place.kreis for place in self.places if place.kreis),
        }


Answers = Mapping[Aspect, bool | None]


def answers(service: ServiceProfile, wish: Wish, ground: Ground | None, *, has_words: bool | None) -> Answers:
    """Answer every point of a wish for one service; `has_words` says whether it answers the words."""
    said: dict[Aspect, bool | None] = {}
    if wish.words:
        said[Aspect.WORDS] = has_words
    if wish.situation:
        needs = SITUATIONS[wish.situation]
        said[Aspect.SITUATION] = not service.needs.isdisjoint(needs) if service.needs else None
    if ground is not None:
        said[Aspect.PLACE] = _serves(service, ground)
    if wish.language:
        speaks = wish.language in service.languages or bool(service.interpreter)
        said[Aspect.LANGUAGE] = speaks or (False if service.languages else None)
    if wish.home_visit:
        said[Aspect.HOME_VISIT] = service.home_visit
    if wish.price is not None:
        said[Aspect.PRICE] = None if service.cost is None else service.cost in _WITHIN[wish.price]
    return said


def missed(said: Answers) -> tuple[Aspect, ...]:
    """Return the points that are answered with no."""
    return tuple(aspect for aspect, answer in said.items() if answer is False)


def open_points(said: Answers) -> tuple[Aspect, ...]:
    """Return the points on which a service says nothing."""
    return tuple(aspect for aspect, answer in said.items() if answer is None)


def _serves(service: ServiceProfile, ground: Ground) -> bool | None:
    area = service.area
    if area is None or not area.is_stated:
        return None
    if area.level is AreaLevel.RADIUS:
        return _reaches(area, service, ground.places)
    return area.level is AreaLevel.COUNTRY or not ground.codes[area.level].isdisjoint(area.codes)


def _reaches(area: ServiceArea, service: ServiceProfile, places: Sequence[Place]) -> bool | None:
    if service.latitude is None or service.longitude is None or area.radius_km is None:
        return None
    here = Point(service.latitude, service.longitude)
    steps = area.radius_km * 1000 // METRES_IN_A_STEP
    return any(distance(here, place.point) <= steps for place in places)
