"""What a provider is asked about an entry; families' languages too, since providers speak them."""

from datetime import date
from typing import TypeVar

from wtforms import FormField
from wtforms.validators import Regexp

from lotsen.directory.domain import (
    ACCESS_LABELS,
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
NOT_STATED = ("", lazy_gettext("Not stated"))
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

    def show(self, entry: ServiceEntry) -> None:
        """Put the weeks that stand in the entry into the field, for one tap to say that it is still so."""
        self.waiting_weeks.data = entry.waiting_weeks

    def said(self) -> tuple[Capacity, int | None]:
        """Return the answer of a form that is in order."""
        return Capacity(self._fields["capacity"].data), self._fields["waiting_weeks"].data


class DetailForm(LotsenForm):
    """The fields that a provider, or whoever knows the provider, can speak about."""

    name = TextInput(lazy_gettext("Name of the service"), [Required(lazy_gettext("Please enter a name."))])
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


class ChangeForm(DetailForm):
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
        lazy_gettext("How do families get in?"), choices=choices([*translated(ACCESS_LABELS), NOT_STATED])
    )
    cost = OneOf(lazy_gettext("What does it cost?"), choices=choices([*translated(COST_LABELS), NOT_STATED]))
    cost_note = TextInput(lazy_gettext("More about the cost"), limit=300)
    interpreter = OneOf(lazy_gettext("With interpreters"))
    home_visit = OneOf(lazy_gettext("Comes to the home"))
    by_phone = OneOf(lazy_gettext("By phone"))
    online = OneOf(lazy_gettext("Over the Internet"))
    anonymous_possible = OneOf(lazy_gettext("Possible without a name"))
    childcare = OneOf(lazy_gettext("Childcare on site"))

    STATEMENTS = ("interpreter", "home_visit", "by_phone", "online", "anonymous_possible", "childcare")
    _TEXTS = (*DetailForm._TEXTS, "professional_phone", "professional_email", "cost_note")

    def offer(self) -> None:
        """Fill the lists in the reader's language."""
        super().offer()
        for name in self.STATEMENTS:
            answers = [("yes", lazy_gettext("Yes")), ("no", lazy_gettext("No")), NOT_STATED]
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
