"""What somebody looks for in the directory."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from lotsen.directory.domain import (
    CAPACITY_LABELS,
    COST_LABELS,
    RADII,
    UNSORTED,
    Capacity,
    Cost,
    ServiceWish,
)
from lotsen.directory.search import Facet
from lotsen.terms import Texts, vocabulary
from lotsen.web.forms import (
    LotsenForm,
    Pick,
    Text,
    TextInput,
    Tick,
    choices,
)
from lotsen.web.i18n import current_language, gettext, lazy_gettext

OWN = "– "
"""What stands before an own type, under the shipped type it belongs to."""


def words(items: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (code, label) pairs of a part of the vocabulary in the reader's language."""
    return [(code, cast("Texts", item.label).get(current_language())) for code, item in items.items()]


def sorted_types() -> dict[str, Any]:
    """Return the types that a service in use can have: those that nobody has sorted yet are not found."""
    return {code: kind for code, kind in vocabulary().service_types.items() if code != UNSORTED}


def translated(labels: Mapping[Any, str]) -> list[tuple[Any, Text]]:
    """Return (member, label) pairs, translated when they are shown."""
    return [(member, lazy_gettext(label)) for member, label in labels.items()]


class WishForm(LotsenForm):
    """What somebody looks for; it comes with the page's address and stores nothing."""

    class Meta(LotsenForm.Meta):
        """Reading needs no protection against forgery."""

        csrf = False

    form_id = None  # type: ignore[assignment]  # the way to leave a field out, says WTForms
    q = TextInput(lazy_gettext("What are you looking for?"))
    service_type = Pick(lazy_gettext("Type of service"), default="")
    language = Pick(lazy_gettext("Language"), default="")
    district = Pick(lazy_gettext("District"), default="")
    postcode = TextInput(lazy_gettext("Near the postcode"), limit=20)
    municipality = Pick(lazy_gettext("Municipality"), default="")
    radius_km = Pick(lazy_gettext("At most this far away"), default="")
    cost = Pick(lazy_gettext("Cost"), default="")
    home_visit = Pick(lazy_gettext("Comes to the home"), default="")
    capacity = Pick(lazy_gettext("Places available"), default="")
    open_now = Tick(lazy_gettext("Open now"))

    FILTERS = ("service_type", "language", "district", "cost", "home_visit", "capacity")
    """The lists whose choices are counted, in the order in which they are shown."""

    def offer(
        self, districts: Sequence[tuple[str, str]], own_types: Mapping[str, Sequence[tuple[str, str]]]
    ) -> None:
        """Fill the lists in the reader's language; own types stand under the shipped type they belong to."""
        known = vocabulary()
        self._choose("service_type", _with_own(own_types))
        self._choose("language", words(known.languages))
        self._choose("district", districts)
        self._choose("cost", translated(COST_LABELS))
        self._choose("home_visit", [("yes", lazy_gettext("Yes"))])
        self._choose("capacity", translated(CAPACITY_LABELS))
        self._choose("municipality", [])
        self._choose("radius_km", [(str(km), _kilometres(km)) for km in RADII])

    def offer_municipalities(self, found: Sequence[tuple[str, str]]) -> None:
        """Ask which municipality a postcode means."""
        self.municipality.choices = choices([("", lazy_gettext("Please choose")), *found])

    def count(self, facets: Mapping[str, Facet]) -> None:
        """Say behind each choice how many services it would leave."""
        for name, facet in facets.items():
            field = self._fields[name]
            field.choices = choices(
                [(choice.value, _counted(choice, facet.counts)) for choice in field.choices]
            )

    def wish(self) -> ServiceWish:
        """Return the wish; an entry that is none of the choices counts as no wish."""
        self.validate()
        said = {name: field.data or None for name, field in self._fields.items() if not field.errors}
        capacity, cost, radius = said.get("capacity"), said.get("cost"), said.get("radius_km")
        kind = said.get("service_type")
        is_shipped = kind in vocabulary().service_types
        return ServiceWish(
            text=said.get("q") or "",
            service_type=kind if is_shipped else None,
            term_id=None if is_shipped or kind is None else UUID(kind),
            language=said.get("language"),
            district=said.get("district"),
            postcode=said.get("postcode"),
            municipality=self.municipality.data or None,
            radius_km=int(radius) if radius else None,
            cost=Cost(cost) if cost else None,
            home_visit=True if said.get("home_visit") else None,
            capacity=Capacity(capacity) if capacity else None,
            open_now=bool(said.get("open_now")),
        )

    def words(self) -> list[str]:
        """Say in the reader's words what is looked for, for the head of a paper."""
        lists = [field for field in self if isinstance(field, Pick) and not field.errors and field.data]
        chosen = [
            str(label) for field in lists for code, label, *_ in field.iter_choices() if code == field.data
        ]
        typed = [gettext("“%(words)s”", words=self.q.data) if self.q.data else "", self.postcode.data or ""]
        opened = [str(self.open_now.label.text)] if self.open_now.data else []
        return [*filter(None, typed), *chosen, *opened]

    def _choose(self, name: str, offered: Sequence[tuple[Any, Text]]) -> None:
        self._fields[name].choices = choices([("", lazy_gettext("All")), *offered])


def _counted(choice: Any, counts: Mapping[str, int]) -> Text:
    return f"{choice.label} ({counts.get(choice.value, 0)})" if choice.value else choice.label


def _kilometres(number: int) -> Text:
    return lazy_gettext("%(km)s km", km=number)


def _with_own(own_types: Mapping[str, Sequence[tuple[str, str]]]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for code, label in words(sorted_types()):
        pairs += [(code, label), *((own, f"{OWN}{name}") for own, name in own_types.get(code, ()))]
    return pairs
