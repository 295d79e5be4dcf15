"""The form of an entry. What is left open is "not stated", never "no"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

from wtforms import FormField

from lotsen.directory.actions import Offer
from lotsen.directory.domain import AccessRoute, AreaLevel, Cost, ServiceStatus
from lotsen.directory.entries import ServiceEntry, Translation
from lotsen.directory.forms.entry.parts import (
    PARTS,
    ContactPart,
    PeoplePart,
    ServicePart,
    SourcePart,
    StaffPart,
    TextPart,
    WayPart,
    WherePart,
)
from lotsen.directory.forms.place import PlaceFields
from lotsen.directory.forms.shared import STATED, Revised
from lotsen.directory.forms.wish import words
from lotsen.directory.hours import sort_out
from lotsen.terms import vocabulary
from lotsen.web.forms import LongText, TextInput, choices
from lotsen.web.i18n import current_language, lazy_gettext

Word = TypeVar("Word", AreaLevel, AccessRoute, Cost, ServiceStatus)
MAIN_LANGUAGE = "de"
"""The language of the entry itself; translations are into the others."""
_AREA_FIELDS = {
    AreaLevel.KREIS: "kreise",
    AreaLevel.MUNICIPALITY: "municipalities",
    AreaLevel.DISTRICT: "districts",
    AreaLevel.POSTCODE: "postcodes",
}
_WORDS = ("status", "area_level", "access", "cost")
_GROUPS = ("needs", "languages", "target_groups", "excluded_groups")
_PLAIN = (
    "name", "alternate_name", "description", "alert", "phone", "email", "website",
    "how_to_apply", "min_weeks", "max_weeks", "min_months", "max_months", "radius_km",
    "cost_note", "professional_contact", "professional_phone", "professional_email", "easy_text",
    "checked_on", "source", "valid_until",
)  # fmt: skip
STATEMENTS = (
    "residence_required", "insurance_required", "interpreter", "on_site", "home_visit", "by_phone", "online",
    "anonymous_possible", "childcare",
)  # fmt: skip


@dataclass(frozen=True)
class Lists:
    """What the form offers: (value, label) pairs of what the directory and the list of places hold."""

    organizations: Offer
    terms: Mapping[str, tuple[str, str]]
    locations: Sequence[tuple[str, str]]
    kreise: Sequence[str]
    municipalities: Sequence[tuple[str, str]]
    districts: Sequence[tuple[str, str]]
    today: date


class ServiceForm(
    ServicePart,
    ContactPart,
    WherePart,
    PlaceFields,
    PeoplePart,
    WayPart,
    StaffPart,
    TextPart,
    SourcePart,
    Revised,
):
    """Everything about a service but its places left, which have a page of their own."""

    languages_of_texts: tuple[str, ...] = ()

    def offer(self, lists: Lists) -> None:
        """Fill the lists in the reader's language."""
        known = vocabulary()
        none = ("", lazy_gettext("None"))
        self._lists = lists
        self.offer_organizations(lists.organizations)
        self.service_type.choices = choices(words(known.service_types))
        self.term_id.choices = choices([none, *((code, label) for code, (_, label) in lists.terms.items())])
        self.needs.choices = choices(words(known.needs))
        self.locations.choices = choices(lists.locations)
        self.kreise.choices = choices([(name, name) for name in lists.kreise])
        self.municipalities.choices = choices(lists.municipalities)
        self.districts.choices = choices(lists.districts)
        self.languages.choices = choices(words(known.languages))
        self.target_groups.choices = self.excluded_groups.choices = choices(words(known.target_groups))
        for code in self.languages_of_texts:
            name = self.language_name(code)
            self._fields[f"name_in_{code}"].label.text = lazy_gettext("Name in %(language)s", language=name)
            self._fields[f"text_in_{code}"].label.text = lazy_gettext(
                "Description in %(language)s", language=name
            )

    @staticmethod
    def language_name(code: str) -> str:
        """Return how the reader calls a language."""
        return vocabulary().languages[code].label.get(current_language())

    def show(self, entry: ServiceEntry, revision: int) -> None:
        """Put what is known into the fields."""
        self.revision.data = str(revision)
        self.organization_id.data = str(entry.organization_id)
        self._fields["term_id"].data = str(entry.term_id or "")
        self.service_type.data = entry.service_type
        self.protected_address.data = entry.protected_address
        self.locations.data = [str(location_id) for location_id in entry.location_ids]
        self._fields["needs_from"].data = "own" if entry.needs else "type"
        for name in _PLAIN:
            self._fields[name].data = getattr(entry, name)
        opening = sort_out(entry.opening_hours or "", entry.hours_note or "")
        self._fields["hours"].form.show(opening.hours)
        self.hours_note.data = opening.note
        for name in _WORDS:
            word = getattr(entry, name)
            self._fields[name].data = word.value if word is not None else ""
        for name in _GROUPS:
            self._fields[name].data = sorted(getattr(entry, name))
        for name in STATEMENTS:
            self._fields[name].data = {True: "yes", False: "no", None: ""}[getattr(entry, name)]
        codes = sorted(entry.area_codes)
        for level, name in _AREA_FIELDS.items():
            here = codes if entry.area_level is level else []
            self._fields[name].data = " ".join(here) if level is AreaLevel.POSTCODE else here
        for code in self.languages_of_texts:
            said = entry.translations.get(code, Translation())
            self._fields[f"name_in_{code}"].data = said.name
            self._fields[f"text_in_{code}"].data = said.description

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields, and then what only several of them tell together."""
        checks = (
            self.check_organization,
            self._check_windows,
            self._check_area,
            self._check_type,
            self._check_place,
            self._check_day,
        )
        return all([super().validate(extra_validators=extra_validators), *(check() for check in checks)])

    def stated(self, part: str) -> tuple[int, int]:
        """Return how many questions of a part are answered, and how many it has."""
        return sum(map(self._is_stated, PARTS[part])), len(PARTS[part])

    def _is_stated(self, name: str) -> bool:
        field = self._fields[name]
        return bool(field.form.text if isinstance(field, FormField) else field.data)

    def has_errors(self, *names: str) -> bool:
        """Say whether one of these fields was refused, so that its part of the page stands open."""
        return any(self._fields[name].errors for name in names)

    def translated(self) -> tuple[str, ...]:
        """Return the languages in which something is said."""
        return tuple(
            code
            for code in self.languages_of_texts
            if self._fields[f"name_in_{code}"].data or self._fields[f"text_in_{code}"].data
        )

    def changed(self, entry: ServiceEntry, *, place_id: UUID | None) -> ServiceEntry:
        """Return an entry with what the fields say; `place_id` is the new location that came along."""
        fields = entry.model_dump() | self._said()
        known = set(self.languages_of_texts)
        fields["translations"] = {
            **{code: text for code, text in entry.translations.items() if code not in known},
            **{code: self._translation(code) for code in self.translated()},
        }
        ids = self._location_ids(entry.location_ids) + ((place_id,) if place_id else ())
        fields["location_ids"] = () if self.protected_address.data else ids
        parts = entry.location_parts.items()
        fields["location_parts"] = {one: said for one, said in parts if one in fields["location_ids"]}
        return ServiceEntry.model_validate(fields)

    def _said(self) -> dict[str, object]:
        level = self._word("area_level", AreaLevel)
        said: dict[str, object] = {name: self._fields[name].data for name in _PLAIN}
        said = {name: _one_form(value) for name, value in said.items()}
        said |= {name: frozenset(self._fields[name].data or ()) for name in _GROUPS}
        said |= {name: STATED.get(self._fields[name].data) for name in STATEMENTS}
        return said | {
            "opening_hours": self._fields["hours"].form.text or None,
            "hours_note": _one_form(self.hours_note.data),
            "organization_id": self.organization_id.data,
            "service_type": self.service_type.data,
            "term_id": self.term_id.data or None,
            "needs": said["needs"] if self.needs_from.data == "own" else frozenset(),
            "status": self._word("status", ServiceStatus),
            "area_level": level,
            "area_codes": frozenset(self._codes(level)) if level else frozenset(),
            "radius_km": self.radius_km.data if level is AreaLevel.RADIUS else None,
            "access": self._word("access", AccessRoute),
            "cost": self._word("cost", Cost),
            "protected_address": bool(self.protected_address.data),
        }

    def _translation(self, code: str) -> Translation:
        name, text = (_one_form(self._fields[f"{field}_in_{code}"].data) for field in ("name", "text"))
        return Translation.model_validate({"name": name, "description": text})

    def _location_ids(self, before: tuple[UUID, ...]) -> tuple[UUID, ...]:
        """Return the chosen locations; those that were there keep their order, the first is the main one."""
        chosen = [UUID(value) for value in self.locations.data or ()]
        return (*(one for one in before if one in chosen), *(one for one in chosen if one not in before))

    def _check_windows(self) -> bool:
        fine = True
        for low, high in (("min_weeks", "max_weeks"), ("min_months", "max_months")):
            first, last = self._fields[low].data, self._fields[high].data
            if first is not None and last is not None and first > last:
                fine = self.refuse(high, lazy_gettext("This is before the beginning."))
        if set(self.target_groups.data or ()) & set(self.excluded_groups.data or ()):
            sentence = lazy_gettext("A group cannot be meant and not meant at the same time.")
            fine = self.refuse("excluded_groups", sentence)
        return fine

    def _check_area(self) -> bool:
        level, fine = self._word("area_level", AreaLevel), True
        if level in _AREA_FIELDS and not self._codes(level):
            fine = self.refuse(_AREA_FIELDS[level], lazy_gettext("Please say which ones."))
        if any(len(code) != 5 or not code.isdecimal() for code in self._codes(AreaLevel.POSTCODE)):
            fine = self.refuse("postcodes", lazy_gettext("Please enter postcodes with five digits."))
        if level is AreaLevel.RADIUS and self.radius_km.data is None and not self.radius_km.errors:
            fine = self.refuse("radius_km", lazy_gettext("Please enter the distance in kilometres."))
        return fine

    def _check_type(self) -> bool:
        fine = True
        under, _ = self._lists.terms.get(self.term_id.data or "", (self.service_type.data, ""))
        if under != self.service_type.data and not self.service_type.errors:
            fine = self.refuse("term_id", lazy_gettext("This own type belongs to another type of service."))
        if self.needs_from.data == "own" and not self.needs.data:
            fine = self.refuse("needs", lazy_gettext("Please choose at least one need, or “as usual”."))
        return fine

    def _check_place(self) -> bool:
        if not self.has_address():
            return True
        if not self.protected_address.data:
            return self.check_address()
        sentence = lazy_gettext(
            "The address is protected, so no location is stored. Please empty these fields; nothing was kept."
        )
        return self.refuse("place_name", sentence)

    def _check_day(self) -> bool:
        if self.checked_on.data is None or self.checked_on.data <= self._lists.today:
            return True
        return self.refuse("checked_on", lazy_gettext("This day has not come yet."))

    def _word(self, name: str, kind: type[Word]) -> Word | None:
        said = self._fields[name].data
        return kind(said) if said in set(kind) else None

    def _codes(self, level: AreaLevel | None) -> list[str]:
        if level is AreaLevel.POSTCODE:
            return (self.postcodes.data or "").replace(",", " ").split()
        return list(self._fields[_AREA_FIELDS[level]].data or ()) if level in _AREA_FIELDS else []


def _one_form(value: object) -> object:
    """Return what a field says: nothing for an empty text, and lines that end alike whatever was sent."""
    return "\n".join(value.splitlines()) or None if isinstance(value, str) else value


def entry_form(formdata: Any = None) -> ServiceForm:
    """Return the form with the fields of every language of the vocabulary, filled with what was sent."""
    codes = tuple(code for code in vocabulary().languages if code != MAIN_LANGUAGE)
    return _translated_form(codes)(formdata)


@cache
def _translated_form(codes: tuple[str, ...]) -> type[ServiceForm]:
    fields: dict[str, Any] = {"languages_of_texts": codes}
    for code in codes:
        fields[f"name_in_{code}"] = TextInput("")
        fields[f"text_in_{code}"] = LongText("")
    return cast("type[ServiceForm]", type("TranslatedServiceForm", (ServiceForm,), fields))
