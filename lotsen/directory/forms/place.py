"""What is asked about a place: its address, and which of several towns or districts a postcode means."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from lotsen.directory.domain import ACCESSIBILITY_LABELS, Accessibility
from lotsen.directory.entries import LocationEntry, OrganizationEntry
from lotsen.directory.forms.shared import ANSWERS, STATED, Revised, WebAddress
from lotsen.directory.forms.wish import translated
from lotsen.places.domain import Place
from lotsen.web.forms import (
    DecimalNumber,
    LongText,
    ManyOf,
    OneOf,
    Pick,
    Postcode,
    Required,
    Text,
    TextInput,
    choices,
)
from lotsen.web.i18n import lazy_gettext, listed


class PlaceFields:
    """The address of a place; shared by its own form and by the form of a service that gets a new one."""

    _fields: Mapping[str, Any]
    _found: Mapping[str, Place] = MappingProxyType({})
    _towns: Mapping[str, str] = MappingProxyType({})
    place_name = TextInput(lazy_gettext("Name of the location"))
    street = TextInput(lazy_gettext("Street and number"), limit=300)
    postcode = Postcode(lazy_gettext("Postcode"))
    city = TextInput(lazy_gettext("Town"), limit=300)
    place = Pick(lazy_gettext("Which place is it?"))

    def offer_places(self, found: Sequence[Place], names: Mapping[str, str]) -> None:
        """Offer the places of a postcode; one that names a single place asks nothing further."""
        pairs = {_code(place): _words(place, names) for place in found} if len(found) > 1 else {}
        self.place.choices = choices([("", lazy_gettext("Please choose")), *pairs.items()] if pairs else [])
        self._found = {_code(place): place for place in found}
        self._towns = {_code(place): names.get(place.municipality, "") for place in found}

    def refuse(self, name: str, sentence: Text) -> bool:
        """Say of a field what is wrong with it."""
        self._fields[name].errors = [*self._fields[name].errors, str(sentence)]
        return False

    def has_address(self) -> bool:
        """Say whether anything of an address was entered."""
        return any(self._fields[name].data for name in ("place_name", "street", "postcode", "city"))

    def check_address(self) -> bool:
        """Check an address: all of it is needed, and a postcode of several places asks which one is meant.

        Whoever is asked that need not write the town as well.
        """
        fine = True
        is_asked = len(self._found) > 1
        for name, sentence in (
            ("place_name", lazy_gettext("Please enter a name for the location.")),
            ("street", lazy_gettext("Please enter street and number.")),
            ("postcode", lazy_gettext("Please enter a postcode with five digits.")),
            ("city", lazy_gettext("Please enter the town.")),
        ):
            is_told = bool(self._fields[name].data) or (name == "city" and is_asked)
            if not is_told and not self._fields[name].errors:
                fine = self.refuse(name, sentence)
        if is_asked and self.place.data not in self._found:
            self.place.errors = []
            sentence = lazy_gettext("This postcode belongs to several places. Please choose the right one.")
            fine = self.refuse("place", sentence)
        return fine

    def location(self, location_id: UUID, organization_id: UUID | None) -> LocationEntry:
        """Return the address as a location."""
        chosen = self.place.data if len(self._found) > 1 else next(iter(self._found), None)
        place = self._found.get(chosen or "")
        return LocationEntry(
            id=location_id,
            organization_id=organization_id,
            name=self.place_name.data,
            street=self.street.data,
            postcode=self.postcode.data,
            city=self.city.data or self._towns.get(chosen or "", ""),
            district=place.district if place else None,
        )


class LocationForm(PlaceFields, Revised):
    """A location with what makes it usable without barriers."""

    transportation = TextInput(
        lazy_gettext("How to get there"),
        limit=300,
        description=lazy_gettext("For example: bus 4 to the harbour, two minutes on foot"),
    )
    wheelchair = OneOf(lazy_gettext("Accessible by wheelchair"), choices=choices(ANSWERS))
    accessibility = ManyOf(
        lazy_gettext("Barrier-free in detail"), choices=choices(translated(ACCESSIBILITY_LABELS))
    )
    access_note = TextInput(
        lazy_gettext("More about access"),
        limit=300,
        description=lazy_gettext("For example: ring at the side door, the lift takes 90 cm"),
    )
    latitude = DecimalNumber(
        lazy_gettext("Latitude"),
        low=-90,
        high=90,
        description=lazy_gettext("In degrees, for example 51.5204"),
    )
    longitude = DecimalNumber(
        lazy_gettext("Longitude"),
        low=-180,
        high=180,
        description=lazy_gettext("In degrees, for example 7.9512"),
    )

    def show(self, entry: LocationEntry, revision: int) -> None:
        """Put what is known into the fields."""
        self.revision.data = str(revision)
        self.place_name.data = entry.name
        for name in ("street", "postcode", "city", "transportation", "access_note", "latitude", "longitude"):
            self._fields[name].data = getattr(entry, name)
        self._fields["wheelchair"].data = {True: "yes", False: "no", None: ""}[entry.wheelchair]
        self.accessibility.data = sorted(entry.accessibility)

    def show_place(self, entry: LocationEntry) -> None:
        """Choose the place that is stored, where its postcode means several."""
        stored = [code for code, place in self._found.items() if place.district == entry.district]
        self.place.data = stored[0] if len(stored) == 1 else ""

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields, then the address, then that a point has both of its numbers."""
        fine = bool(super().validate(extra_validators=extra_validators))
        fine = self.check_address() and fine
        if (self.latitude.data is None) is not (self.longitude.data is None):
            missing = "latitude" if self.latitude.data is None else "longitude"
            if not self._fields[missing].errors:
                fine = self.refuse(missing, lazy_gettext("Please enter both numbers, or none."))
        return fine

    def changed(self, entry: LocationEntry) -> LocationEntry:
        """Return a location with what the fields say about it."""
        address = self.location(entry.id, entry.organization_id)
        if not self._found and address.postcode == entry.postcode:
            address = address.model_copy(update={"district": entry.district})
        said = {
            "transportation": self.transportation.data or None,
            "access_note": self.access_note.data or None,
            "wheelchair": STATED.get(self.wheelchair.data or ""),
            "accessibility": frozenset(Accessibility(code) for code in self.accessibility.data or ()),
            "latitude": self.latitude.data,
            "longitude": self.longitude.data,
            "parts": entry.parts,
        }
        return LocationEntry.model_validate(address.model_dump() | said)


class OrganizationForm(Revised):
    """A carrier and how to reach it."""

    name = TextInput(lazy_gettext("Name"), [Required(lazy_gettext("Please enter a name."))])
    alternate_name = TextInput(
        lazy_gettext("Other name"), limit=300, description=lazy_gettext("A short name or what people call it")
    )
    description = LongText(lazy_gettext("Description"))
    phone = TextInput(lazy_gettext("Phone"), limit=300)
    email = TextInput(lazy_gettext("E-mail"), limit=300)
    website = WebAddress(lazy_gettext("Web site"))

    _NAMES = ("name", "alternate_name", "description", "phone", "email", "website")

    def show(self, entry: OrganizationEntry, revision: int) -> None:
        """Put what is known into the fields."""
        self.revision.data = str(revision)
        for name in self._NAMES:
            self._fields[name].data = getattr(entry, name)

    def said(self) -> dict[str, str | None]:
        """Return what the fields say, in the words of an OrganizationEntry."""
        return {name: self._fields[name].data or None for name in self._NAMES}


def _code(place: Place) -> str:
    return f"{place.municipality}/{place.district or ''}"


def _words(place: Place, names: Mapping[str, str]) -> str:
    codes = (place.municipality, place.district)
    return listed(names.get(code, code) for code in codes if code)
