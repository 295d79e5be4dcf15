"""What a family looks for at the window, as the directory's search is asked for it. Pure.

Every point of a wish is answered yes, no, or "not stated", and "not stated" is never taken for no.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from lotsen.directory.domain import METRES_PER_KM, Capacity, Cost
from lotsen.directory.search import Filter, PlaceWish, Query
from lotsen.kernel import gettext_noop
from lotsen.places.domain import Point
from lotsen.terms import vocabulary

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
    ROOM = "room"
    OPEN = "open_now"
    DISTANCE = "distance"
    OPEN_ACCESS = "open_access"
    BY_PHONE = "by_phone"
    ONLINE = "online"
    ANONYMOUS = "anonymous"
    BARRIER_FREE = "barrier_free"


@dataclass(frozen=True)
class Wish:
    """What a family looks for; what is empty is no point of the wish."""

    words: str = ""
    situation: str = ""
    postcode: str = ""
    municipality: str = ""
    district: str = ""
    language: str = ""
    home_visit: bool = False
    price: Price | None = None
    room: bool = False
    open_now: bool = False
    radius_km: int | None = None

    @property
    def lacks_postcode(self) -> bool:
        """Whether a distance was asked for and nothing that it could be counted from."""
        return self.radius_km is not None and not self.postcode


_FILTERS: dict[Aspect, Filter] = {
    Aspect.SITUATION: Filter.TYPE,
    Aspect.PLACE: Filter.PLACE,
    Aspect.LANGUAGE: Filter.LANGUAGE,
    Aspect.HOME_VISIT: Filter.HOME_VISIT,
    Aspect.PRICE: Filter.COST,
    Aspect.ROOM: Filter.CAPACITY,
    Aspect.OPEN: Filter.OPEN,
    Aspect.DISTANCE: Filter.RADIUS,
    Aspect.OPEN_ACCESS: Filter.OPEN_ACCESS,
    Aspect.BY_PHONE: Filter.BY_PHONE,
    Aspect.ONLINE: Filter.ONLINE,
    Aspect.ANONYMOUS: Filter.ANONYMOUS,
    Aspect.BARRIER_FREE: Filter.BARRIER_FREE,
}


def query_of(wish: Wish, ground: PlaceWish | None, home: Point | None, *, limit: int) -> Query:
    """Put a wish to the directory's search; a family looks for who serves its place, not for who is there.

    A distance is counted from `home`, the middle of the family's postcode.
    """
    needs = SITUATIONS.get(wish.situation, frozenset())
    return Query(
        text=wish.words,
        needs=needs,
        first_types=first_types(needs),
        place=ground,
        serves_only=True,
        language=wish.language or None,
        home_visit=True if wish.home_visit else None,
        costs=_WITHIN[wish.price] if wish.price else frozenset(),
        capacities=frozenset({Capacity.FREE}) if wish.room else frozenset(),
        only_open=wish.open_now,
        point=home if wish.radius_km else None,
        radius=wish.radius_km * METRES_PER_KM if wish.radius_km and home else None,
        limit=limit,
    )


def first_types(needs: frozenset[str]) -> frozenset[str]:
    """Return the types of services that name one of some needs before all others."""
    kinds = vocabulary().service_types
    return frozenset(code for code, kind in kinds.items() if kind.needs and kind.needs[0] in needs)


def without(query: Query) -> dict[Aspect, Query]:
    """Return the query without each of its points in turn, where something is left to look for."""
    said: dict[Aspect, Query] = {}
    if query.needs:
        said[Aspect.SITUATION] = replace(query, needs=frozenset())
    if query.place is not None:
        said[Aspect.PLACE] = replace(query, place=None)
    if query.language is not None:
        said[Aspect.LANGUAGE] = replace(query, language=None)
    if query.home_visit is not None:
        said[Aspect.HOME_VISIT] = replace(query, home_visit=None)
    if query.costs:
        said[Aspect.PRICE] = replace(query, costs=frozenset())
    if query.capacities:
        said[Aspect.ROOM] = replace(query, capacities=frozenset())
    if query.only_open:
        said[Aspect.OPEN] = replace(query, only_open=False)
    if query.radius is not None:
        said[Aspect.DISTANCE] = replace(query, radius=None)
    return said if query.text or len(said) > 1 else {}


def points(filters: Filter) -> tuple[Aspect, ...]:
    """Name the points of a wish that the search says something about."""
    return tuple(aspect for aspect, one in _FILTERS.items() if filters & one)
