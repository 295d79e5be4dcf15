"""How a page of results is told: counts behind the choices, and which wish to drop where nothing is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lotsen.directory.domain import Capacity, Cost
from lotsen.directory.search import Facet, Facets, Filter, Page
from lotsen.kernel import gettext_noop

_FIELDS: dict[Filter, tuple[str, str]] = {
    Filter.TYPE: ("service_type", gettext_noop("Type of service")),
    Filter.PLACE: ("district", gettext_noop("Place")),
    Filter.LANGUAGE: ("language", gettext_noop("Language")),
    Filter.COST: ("cost", gettext_noop("Cost")),
    Filter.HOME_VISIT: ("home_visit", gettext_noop("Comes to the home")),
    Filter.CAPACITY: ("capacity", gettext_noop("Places available")),
    Filter.RADIUS: ("radius_km", gettext_noop("At most this far away")),
    Filter.OPEN: ("open_now", gettext_noop("Open now")),
}
_READ: dict[str, str] = {
    "home_visit": gettext_noop("comes to the home"),
    "free": gettext_noop("costs nothing"),
    "insurance": gettext_noop("paid by the health insurance"),
    "room": gettext_noop("has free places"),
    "open_now": gettext_noop("open now"),
    "open_access": gettext_noop("without an appointment"),
    "by_phone": gettext_noop("by phone"),
    "online": gettext_noop("online"),
    "anonymous": gettext_noop("without a name"),
    "barrier_free": gettext_noop("accessible by wheelchair"),
}
"""What is said of wishes that the search read out of somebody's words."""


@dataclass(frozen=True)
class Dropped:
    """The wish that stands in the way most, how many services remain without it, and the other wishes.

    `rest` is None where the wish was read out of the words and cannot be taken back by a link.
    """

    label: str
    total: int
    rest: Mapping[str, Any] | None


def counted(facets: Facets) -> dict[str, Facet]:
    """Return the counts by the field of the form they belong to."""
    return {
        "service_type": Facet({**facets.types.counts, **facets.own_types.counts}, facets.types.not_stated),
        "language": facets.languages,
        "district": facets.districts,
        "cost": _worded(facets.costs, Cost),
        "home_visit": facets.home_visit,
        "capacity": _worded(facets.capacities, Capacity),
    }


def dropped_filter(page: Page, asked: Mapping[str, Any]) -> Dropped | None:
    """Say which wish to drop where nothing meets them all."""
    if page.nearly is None:
        return None
    field, label = _FIELDS[page.nearly.drop]
    names = {field, "postcode"} if page.nearly.drop in (Filter.PLACE, Filter.RADIUS) else {field}
    rest = {name: value for name, value in asked.items() if name not in names}
    return Dropped(label, page.nearly.total, rest if len(rest) < len(asked) else None)


def _worded(facet: Facet, kind: type[Cost] | type[Capacity]) -> Facet:
    return Facet({str(word): facet.counts.get(word, 0) for word in kind}, facet.not_stated)


def wishes_told(wishes: frozenset[str]) -> tuple[str, ...]:
    """Name wishes that were read out of somebody's words, as texts to translate, in a fixed order."""
    return tuple(label for name, label in _READ.items() if name in wishes)
