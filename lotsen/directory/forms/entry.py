"""What is asked about a service."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from wtforms import FormField
from wtforms.validators import Regexp

from lotsen.directory.domain import (
    ACCESS_LABELS,
    CAPACITY_LABELS,
    COST_LABELS,
    STATUS_LABELS,
    AccessRoute,
    AreaLevel,
    Capacity,
    Cost,
    ServiceStatus,
)
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.forms.hours import HoursForm
from lotsen.directory.forms.wish import translated, words
from lotsen.directory.hours import sort_out
from lotsen.terms import vocabulary
from lotsen.web.forms import (
    Carried,
    LongText,
    LotsenForm,
    ManyOf,
    OneOf,
    Pick,
    Required,
    Text,
    TextInput,
    Tick,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import lazy_gettext

Word = TypeVar("Word", AreaLevel, AccessRoute, Cost, ServiceStatus)
_STATED = {"yes": True, "no": False}
_AREAS = {
    AreaLevel.COUNTRY: lazy_gettext("Everywhere"),
    AreaLevel.MUNICIPALITY: lazy_gettext("Municipalities"),
    AreaLevel.DISTRICT: lazy_gettext("Districts"),
    AreaLevel.POSTCODE: lazy_gettext("Postcodes"),
}
_NOT_STATED = ("", lazy_gettext("Not stated"))


class CapacityForm(LotsenForm):
    """How full a service is today."""

    revision = Carried()
    capacity = OneOf(
        lazy_gettext("Are there places?"),
        [Required(lazy_gettext("Please say whether there are places."))],
        choices=choices(translated(CAPACITY_LABELS)),
    )
    waiting_weeks = WholeNumber(lazy_gettext("Weeks to wait, about"), low=0, high=260)
    source = TextInput(
        lazy_gettext("Who says so?"),
        limit=200,
        description=lazy_gettext("For example: phone call, letter, web site"),
    )

    def show(self, capacity: Capacity | None, weeks: int | None, revision: int) -> None:
        """Put what is known into the fields."""
        for name, value in (
            ("capacity", capacity.value if capacity else None),
            ("waiting_weeks", weeks),
            ("revision", str(revision)),
        ):
            self._fields[name].data = value

    def said(self) -> Capacity:
        """Return the answer of a form that is in order."""
        return Capacity(self._fields["capacity"].data)


class ServiceForm(LotsenForm):
    """The main things about a service. What is left open is "not stated", never "no"."""

    revision = Carried()
    organization_id = Pick(
        lazy_gettext("Organization"), [Required(lazy_gettext("Please choose an organization."))]
    )
    service_type = Pick(
        lazy_gettext("Type of service"), [Required(lazy_gettext("Please choose a type of service."))]
    )
    name = TextInput(lazy_gettext("Name"), [Required(lazy_gettext("Please enter a name."))])
    description = LongText(lazy_gettext("Description"))
    status = OneOf(
        lazy_gettext("State of the entry"),
        [Required(lazy_gettext("Please say whether the entry is in use."))],
        choices=choices(translated(STATUS_LABELS)),
        default=ServiceStatus.ACTIVE.value,
    )
    phone = TextInput(lazy_gettext("Phone for families"), limit=300)
    email = TextInput(lazy_gettext("E-mail for families"), limit=300)
    website = TextInput(
        lazy_gettext("Web site"),
        [
            Regexp(
                r"^https?://\S+$", message=lazy_gettext("Please enter an address that begins with https://.")
            )
        ],
        limit=300,
    )
    hours = FormField(HoursForm)
    hours_note = TextInput(lazy_gettext("Remark about the hours"), limit=300)
    professional_phone = TextInput(lazy_gettext("Phone for professionals"), limit=300)
    professional_email = TextInput(lazy_gettext("E-mail for professionals"), limit=300)
    min_weeks = WholeNumber(lazy_gettext("From week of pregnancy"), low=0, high=45)
    max_weeks = WholeNumber(lazy_gettext("Up to week of pregnancy"), low=0, high=45)
    min_months = WholeNumber(lazy_gettext("From age of the child in months"), low=0, high=400)
    max_months = WholeNumber(lazy_gettext("Up to age of the child in months"), low=0, high=400)
    area_level = OneOf(
        lazy_gettext("Where do the families live whom it is for?"),
        choices=choices([*_AREAS.items(), _NOT_STATED]),
    )
    municipalities = ManyOf(lazy_gettext("Municipalities"))
    districts = ManyOf(lazy_gettext("Districts"))
    postcodes = TextInput(
        lazy_gettext("Postcodes"), limit=300, description=lazy_gettext("With spaces between them")
    )
    languages = ManyOf(lazy_gettext("Languages"))
    target_groups = ManyOf(lazy_gettext("Meant for"))
    excluded_groups = ManyOf(lazy_gettext("Not meant for"))
    access = OneOf(
        lazy_gettext("How do families get in?"), choices=choices([*translated(ACCESS_LABELS), _NOT_STATED])
    )
    cost = OneOf(lazy_gettext("What does it cost?"), choices=choices([*translated(COST_LABELS), _NOT_STATED]))
    cost_note = TextInput(lazy_gettext("More about the cost"), limit=300)
    interpreter = OneOf(lazy_gettext("With interpreters"))
    home_visit = OneOf(lazy_gettext("Comes to the home"))
    by_phone = OneOf(lazy_gettext("By phone"))
    online = OneOf(lazy_gettext("Online"))
    insurance_required = OneOf(lazy_gettext("Health insurance needed"))
    residence_required = OneOf(lazy_gettext("Only for people who live there"))
    anonymous_possible = OneOf(lazy_gettext("Possible without a name"))
    childcare = OneOf(lazy_gettext("Childcare on site"))
    protected_address = Tick(lazy_gettext("The address is protected: no location is kept or shown."))

    STATEMENTS = (
        "interpreter",
        "home_visit",
        "by_phone",
        "online",
        "insurance_required",
        "residence_required",
        "anonymous_possible",
        "childcare",
    )
    _TEXTS = (
        "name",
        "description",
        "phone",
        "email",
        "website",
        "professional_phone",
        "professional_email",
        "cost_note",
    )
    _NUMBERS = ("min_weeks", "max_weeks", "min_months", "max_months")
    _GROUPS = ("languages", "target_groups", "excluded_groups")

    def offer(
        self,
        organizations: Sequence[tuple[str, str]],
        municipalities: Sequence[tuple[str, str]],
        districts: Sequence[tuple[str, str]],
    ) -> None:
        """Fill the lists in the reader's language."""
        known = vocabulary()
        self.organization_id.choices = choices(organizations)
        self.service_type.choices = choices(words(known.service_types))
        self.municipalities.choices = choices(municipalities)
        self.districts.choices = choices(districts)
        self.languages.choices = choices(words(known.languages))
        self.target_groups.choices = self.excluded_groups.choices = choices(words(known.target_groups))
        for name in self.STATEMENTS:
            answers = [("yes", lazy_gettext("Yes")), ("no", lazy_gettext("No")), _NOT_STATED]
            self._fields[name].choices = choices(answers)

    def show(self, entry: ServiceEntry, revision: int) -> None:
        """Put what is known into the fields."""
        self.revision.data = str(revision)
        self.organization_id.data = str(entry.organization_id)
        for name in ("service_type", "protected_address", *self._TEXTS, *self._NUMBERS):
            self._fields[name].data = getattr(entry, name)
        for name in ("status", "area_level", "access", "cost"):
            word = getattr(entry, name)
            self._fields[name].data = word.value if word is not None else ""
        for name in self._GROUPS:
            self._fields[name].data = sorted(getattr(entry, name))
        for name in self.STATEMENTS:
            said = getattr(entry, name)
            self._fields[name].data = "" if said is None else ("yes" if said else "no")
        opening = sort_out(entry.opening_hours or "", entry.hours_note or "")
        self.hours.form.show(opening.hours)
        self.hours_note.data = opening.note
        codes = sorted(entry.area_codes)
        self.municipalities.data = codes if entry.area_level is AreaLevel.MUNICIPALITY else []
        self.districts.data = codes if entry.area_level is AreaLevel.DISTRICT else []
        self.postcodes.data = " ".join(codes) if entry.area_level is AreaLevel.POSTCODE else ""

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields, and then what only several of them tell together."""
        fine = bool(super().validate(extra_validators=extra_validators))
        for low, high in (("min_weeks", "max_weeks"), ("min_months", "max_months")):
            first, last = self._fields[low].data, self._fields[high].data
            if first is not None and last is not None and first > last:
                fine = self._refuse(high, lazy_gettext("This is before the beginning."))
        level = self._word("area_level", AreaLevel)
        if level not in (None, AreaLevel.COUNTRY) and not self._codes(level):
            sentence = lazy_gettext("Please say which ones.")
            fine = self._refuse(_AREA_FIELDS[level], sentence)
        if any(len(code) != 5 or not code.isdecimal() for code in self._codes(AreaLevel.POSTCODE)):
            fine = self._refuse("postcodes", lazy_gettext("Please enter postcodes with five digits."))
        if set(self.target_groups.data or ()) & set(self.excluded_groups.data or ()):
            sentence = lazy_gettext("A group cannot be meant and not meant at the same time.")
            fine = self._refuse("excluded_groups", sentence)
        return fine

    def changes(self) -> dict[str, object]:
        """Return what the fields say, in the words of a ServiceEntry."""
        level = self._word("area_level", AreaLevel)
        said: dict[str, object] = {name: self._fields[name].data or None for name in self._TEXTS}
        said |= {name: self._fields[name].data for name in self._NUMBERS}
        said |= {name: frozenset(self._fields[name].data or ()) for name in self._GROUPS}
        said |= {name: _STATED.get(self._fields[name].data) for name in self.STATEMENTS}
        return said | {
            "opening_hours": self.hours.form.text or None,
            "hours_note": self.hours_note.data or None,
            "organization_id": self.organization_id.data,
            "service_type": self.service_type.data,
            "status": self._word("status", ServiceStatus),
            "area_level": level,
            "area_codes": frozenset(self._codes(level)) if level else frozenset(),
            "access": self._word("access", AccessRoute),
            "cost": self._word("cost", Cost),
            "protected_address": bool(self.protected_address.data),
        }

    def _word(self, name: str, kind: type[Word]) -> Word | None:
        said = self._fields[name].data
        return kind(said) if said in set(kind) else None

    def _codes(self, level: AreaLevel | None) -> list[str]:
        if level is AreaLevel.POSTCODE:
            return (self.postcodes.data or "").replace(",", " ").split()
        return list(self._fields[_AREA_FIELDS[level]].data or ()) if level in _AREA_FIELDS else []

    def _refuse(self, name: str, sentence: Text) -> bool:
        self._fields[name].errors = [*self._fields[name].errors, str(sentence)]
        return False


_AREA_FIELDS = {
    AreaLevel.MUNICIPALITY: "municipalities",
    AreaLevel.DISTRICT: "districts",
    AreaLevel.POSTCODE: "postcodes",
}
