"""What is asked to keep an entry true."""

from datetime import date
from typing import TypeVar

from wtforms import FormField
from wtforms.validators import Regexp

from lotsen.directory.domain import (
    ACCESS_LABELS,
    CAPACITY_LABELS,
    COST_LABELS,
    AccessRoute,
    Capacity,
    Cost,
)
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.forms.hours import HoursForm
from lotsen.directory.forms.wish import translated, words
from lotsen.directory.hours import sort_out
from lotsen.terms import vocabulary
from lotsen.upkeep.domain import REFUSAL_LABELS, Refusal
from lotsen.web.forms import (
    LongText,
    LotsenForm,
    ManyOf,
    OneOf,
    Pick,
    Required,
    TextInput,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import lazy_gettext

Word = TypeVar("Word", AccessRoute, Cost)
_STATED = {"yes": True, "no": False}
_NOT_STATED = ("", lazy_gettext("Not stated"))
_WEB = Regexp(r"^https?://\S+$", message=lazy_gettext("Please enter an address that begins with https://."))
_MAIL = Regexp(r"^[^@\s,;<>]+@[^@\s,;<>]+$", message=lazy_gettext("This is not a complete e-mail address."))


class ConfirmForm(LotsenForm):
    """One tap: everything is still right."""


class PlacesForm(LotsenForm):
    """Two taps: how full a provider is today."""

    capacity = Pick(
        lazy_gettext("Are there places?"),
        [Required(lazy_gettext("Please say whether there are places."))],
        choices=choices([(kind, kind.value) for kind in Capacity]),
    )
    waiting_weeks = WholeNumber(lazy_gettext("Weeks to wait, about"), low=0, high=260)

    def said(self) -> tuple[Capacity, int | None]:
        """Return the answer of a form that is in order."""
        return Capacity(self._fields["capacity"].data), self._fields["waiting_weeks"].data


class _DetailForm(LotsenForm):
    """The fields that a provider, or whoever knows the provider, can speak about."""

    name = TextInput(lazy_gettext("Name"), [Required(lazy_gettext("Please enter a name."))])
    description = LongText(lazy_gettext("Description"), limit=4000)
    phone = TextInput(lazy_gettext("Phone for families"), limit=300)
    email = TextInput(lazy_gettext("E-mail for families"), [_MAIL], limit=254)
    website = TextInput(lazy_gettext("Web site"), [_WEB], limit=300)
    languages = ManyOf(lazy_gettext("Languages"))
    note = LongText(
        lazy_gettext("A note to whoever decides about it"),
        limit=500,
        description=lazy_gettext(
            "For example, what the form has no field for. Please write nothing about families."
        ),
    )

    _TEXTS: tuple[str, ...] = ("name", "description", "phone", "email", "website")

    def offer(self) -> None:
        """Fill the lists in the reader's language."""
        self.languages.choices = choices(words(vocabulary().languages))

    def said(self) -> dict[str, object]:
        """Return what the fields say, in the words of a ServiceEntry."""
        texts: dict[str, object] = {name: self._fields[name].data or None for name in self._TEXTS}
        return texts | {"languages": frozenset(self._fields["languages"].data or ())}

    @property
    def said_beside(self) -> str:
        """The note."""
        return self._fields["note"].data or ""


class ChangeForm(_DetailForm):
    """Changes of an entry, by its provider."""

    hours = FormField(HoursForm, lazy_gettext("Opening hours"))
    hours_note = TextInput(
        lazy_gettext("Note on the hours"),
        limit=300,
        description=lazy_gettext("For example: not during school holidays"),
    )
    professional_phone = TextInput(lazy_gettext("Phone for professionals"), limit=300)
    professional_email = TextInput(lazy_gettext("E-mail for professionals"), [_MAIL], limit=254)
    access = OneOf(
        lazy_gettext("How do families get in?"), choices=choices([*translated(ACCESS_LABELS), _NOT_STATED])
    )
    cost = OneOf(lazy_gettext("What does it cost?"), choices=choices([*translated(COST_LABELS), _NOT_STATED]))
    cost_note = TextInput(lazy_gettext("More about the cost"), limit=300)
    interpreter = OneOf(lazy_gettext("With interpreters"))
    home_visit = OneOf(lazy_gettext("Comes to the home"))
    by_phone = OneOf(lazy_gettext("By phone"))
    online = OneOf(lazy_gettext("Online"))
    anonymous_possible = OneOf(lazy_gettext("Possible without a name"))
    childcare = OneOf(lazy_gettext("Childcare on site"))

    STATEMENTS = ("interpreter", "home_visit", "by_phone", "online", "anonymous_possible", "childcare")
    _TEXTS = (*_DetailForm._TEXTS, "professional_phone", "professional_email", "cost_note")

    def offer(self) -> None:
        """Fill the lists in the reader's language."""
        super().offer()
        for name in self.STATEMENTS:
            answers = [("yes", lazy_gettext("Yes")), ("no", lazy_gettext("No")), _NOT_STATED]
            self._fields[name].choices = choices(answers)

    def show(self, entry: ServiceEntry) -> None:
        """Put what stands in the entry into the fields."""
        for name in self._TEXTS:
            self._fields[name].data = getattr(entry, name)
        opening = sort_out(entry.opening_hours or "", entry.hours_note or "")
        self._fields["hours"].form.show(opening.hours)
        self._fields["hours_note"].data = opening.note
        self._fields["languages"].data = sorted(entry.languages)
        for name in ("access", "cost"):
            word = getattr(entry, name)
            self._fields[name].data = word.value if word is not None else ""
        for name in self.STATEMENTS:
            said = getattr(entry, name)
            self._fields[name].data = "" if said is None else ("yes" if said else "no")

    def changes(self, before: ServiceEntry, today: date) -> dict[str, object]:
        """Return what the fields say beside an entry, in its own words."""
        said = self.said() | self._hours(before)
        said |= {name: _STATED.get(self._fields[name].data) for name in self.STATEMENTS}
        return said | {"access": self._word("access", AccessRoute), "cost": self._word("cost", Cost)}

    def has_errors(self, *names: str) -> bool:
        """Say whether one of these fields was refused, so that its part of the page stands open."""
        return any(self._fields[name].errors for name in names)

    def _hours(self, before: ServiceEntry) -> dict[str, object]:
        """Return the opening hours; nothing where they are the same and only written in another way."""
        opening, shown = sort_out(before.opening_hours or "", before.hours_note or ""), HoursForm()
        shown.show(opening.hours)
        text, note = self._fields["hours"].form.text, self._fields["hours_note"].data or ""
        if (text, note) == (shown.text, opening.note):
            return {}
        return {"opening_hours": text or None, "hours_note": note or None}

    def _word(self, name: str, kind: type[Word]) -> Word | None:
        said = self._fields[name].data
        return kind(said) if said in set(kind) else None


class StaffChangeForm(ChangeForm):
    """Changes of an entry by staff who know better, and how full it is by what they were told."""

    capacity = OneOf(
        lazy_gettext("Are there places?"), choices=choices([*translated(CAPACITY_LABELS), _NOT_STATED])
    )
    waiting_weeks = WholeNumber(lazy_gettext("Weeks to wait, about"), low=0, high=260)
    capacity_source = TextInput(
        lazy_gettext("Who says so?"),
        limit=200,
        description=lazy_gettext("For example: phone call, letter, web site"),
    )

    def show(self, entry: ServiceEntry) -> None:
        """Put what stands in the entry into the fields; who said it is asked anew."""
        super().show(entry)
        self._fields["capacity"].data = entry.capacity.value if entry.capacity else ""
        self._fields["waiting_weeks"].data = entry.waiting_weeks

    def changes(self, before: ServiceEntry, today: date) -> dict[str, object]:
        """Return what the fields say beside an entry; what is said about places is of today."""
        said = super().changes(before, today)
        answer, source = self._fields["capacity"].data, self._fields["capacity_source"].data or None
        if answer not in set(Capacity):
            return said
        capacity = Capacity(answer)
        weeks = self._fields["waiting_weeks"].data if capacity is Capacity.WAITING_LIST else None
        if (capacity, weeks) == (before.capacity, before.waiting_weeks) and source is None:
            return said
        return said | {
            "capacity": capacity,
            "waiting_weeks": weeks,
            "capacity_checked_on": today,
            "capacity_source": source,
        }


class MissingForm(_DetailForm):
    """A service that the directory lacks: as much as somebody knows who has only heard of it."""

    opening_hours = TextInput(
        lazy_gettext("Opening hours"),
        limit=300,
        description=lazy_gettext("As you know them, for example Mon–Fri 9–12. Words are fine as well."),
    )
    organization = TextInput(lazy_gettext("Who offers it?"), limit=200)
    service_type = Pick(
        lazy_gettext("Type of service"), [Required(lazy_gettext("Please choose a type of service."))]
    )

    def offer(self) -> None:
        """Fill the lists in the reader's language."""
        super().offer()
        self.service_type.choices = choices(words(vocabulary().service_types))

    def said(self) -> dict[str, object]:
        """Return what the fields say; times that nobody can read by rule become a note for people."""
        opening = sort_out(self._fields["opening_hours"].data or "")
        return super().said() | {
            "service_type": self._fields["service_type"].data,
            "opening_hours": opening.hours or None,
            "hours_note": opening.note or None,
        }


class TakeOverForm(LotsenForm):
    """Which parts of a proposal to take over; of a missing service, under which organization."""

    fields_chosen = ManyOf(lazy_gettext("What to take over"))
    organization_id = Pick(lazy_gettext("Organization"))

    def offer(self, leaders: list[tuple[str, str]], organizations: list[tuple[str, str]]) -> None:
        """Fill the lists."""
        self.fields_chosen.choices = choices(leaders)
        self.organization_id.choices = choices([("", lazy_gettext("A new organization")), *organizations])


class RefuseForm(LotsenForm):
    """Why a proposal is not taken over."""

    reason = OneOf(
        lazy_gettext("Why do you not take it over?"),
        [Required(lazy_gettext("Please choose a reason."))],
        choices=choices(translated(REFUSAL_LABELS)),
    )

    @property
    def said(self) -> Refusal:
        """The reason of a form that is in order."""
        return Refusal(self._fields["reason"].data)


class AskForm(LotsenForm):
    """To which of the entry's own addresses the question goes."""

    to = OneOf(lazy_gettext("To which address?"), [Required(lazy_gettext("Please choose an address."))])

    def offer(self, addresses: tuple[str, ...]) -> None:
        """Fill the list."""
        self._fields["to"].choices = choices([(address, address) for address in addresses])

    def choose_first(self, addresses: tuple[str, ...]) -> None:
        """Choose the address that is most likely right."""
        self._fields["to"].data = addresses[0] if addresses else ""
