"""What is asked to keep an entry true."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from flask import request
from wtforms.validators import Regexp

from lotsen.directory.domain import ACCESS_LABELS, COST_LABELS, AccessRoute, Capacity, Cost
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.forms.wish import translated, words
from lotsen.terms import vocabulary
from lotsen.upkeep.domain import REFUSAL_LABELS, Age, Refusal
from lotsen.web.forms import (
    Carried,
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
from lotsen.web.i18n import gettext, lazy_gettext

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
    opening_hours = TextInput(lazy_gettext("Opening hours"), limit=300)
    languages = ManyOf(lazy_gettext("Languages"))
    note = LongText(
        lazy_gettext("A note to whoever decides about it"),
        limit=500,
        description=lazy_gettext(
            "For example, what the form has no field for. Please write nothing about families."
        ),
    )

    _TEXTS: tuple[str, ...] = ("name", "description", "phone", "email", "website", "opening_hours")

    def offer(self) -> None:
        """Fill the lists in the reader's language."""
        self.languages.choices = choices(words(vocabulary().languages))

    def changes(self) -> dict[str, object]:
        """Return what the fields say, in the words of a ServiceEntry."""
        said: dict[str, object] = {name: self._fields[name].data or None for name in self._TEXTS}
        return said | {"languages": frozenset(self._fields["languages"].data or ())}

    @property
    def said_beside(self) -> str:
        """The note."""
        return self._fields["note"].data or ""


class ChangeForm(_DetailForm):
    """Changes of an entry, for its provider and for staff who know better."""

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
        self._fields["languages"].data = sorted(entry.languages)
        for name in ("access", "cost"):
            word = getattr(entry, name)
            self._fields[name].data = word.value if word is not None else ""
        for name in self.STATEMENTS:
            said = getattr(entry, name)
            self._fields[name].data = "" if said is None else ("yes" if said else "no")

    def changes(self) -> dict[str, object]:
        """Return what the fields say, in the words of a ServiceEntry."""
        said = super().changes()
        said |= {name: _STATED.get(self._fields[name].data) for name in self.STATEMENTS}
        return said | {"access": self._word("access", AccessRoute), "cost": self._word("cost", Cost)}

    def _word(self, name: str, kind: type[Word]) -> Word | None:
        said = self._fields[name].data
        return kind(said) if said in set(kind) else None


class MissingForm(_DetailForm):
    """A service that the directory lacks: as much as somebody knows who has only heard of it."""

    organization = TextInput(lazy_gettext("Who offers it?"), limit=200)
    service_type = Pick(
        lazy_gettext("Type of service"), [Required(lazy_gettext("Please choose a type of service."))]
    )

    def offer(self) -> None:
        """Fill the lists in the reader's language."""
        super().offer()
        self.service_type.choices = choices(words(vocabulary().service_types))

    def changes(self) -> dict[str, object]:
        """Return what the fields say, in the words of a ServiceEntry."""
        return super().changes() | {"service_type": self._fields["service_type"].data}


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


class MergeForm(LotsenForm):
    """Which fields the entry that stays takes over from the one that ends; both as the page showed them."""

    kept_revision = Carried()
    ended_revision = Carried()
    fields_chosen = ManyOf(lazy_gettext("What to take over"))

    def offer(self, leaders: list[tuple[str, str]]) -> None:
        """Fill the list."""
        self.fields_chosen.choices = choices(leaders)

    def show(self, revisions: tuple[int, int], chosen: frozenset[str] | None = None) -> None:
        """Go on from these states of both entries, with these fields ticked."""
        self.kept_revision.data, self.ended_revision.data = map(str, revisions)
        if chosen is not None:
            self.fields_chosen.data = sorted(chosen)

    @property
    def revisions(self) -> tuple[int, int]:
        """The states the page showed; what is no number is older than everything."""
        kept, ended = (field.data or "" for field in (self.kept_revision, self.ended_revision))
        return _number(kept), _number(ended)


class SettleForm(LotsenForm):
    """What to take over from a file that says otherwise; the page carries the state it showed."""

    revision = Carried()
    fields_chosen = ManyOf(lazy_gettext("What to take over"))

    def offer(self, leaders: list[tuple[str, str]]) -> None:
        """Fill the list."""
        self.fields_chosen.choices = choices(list(dict.fromkeys(leaders)))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields; taking over nothing is said with a button of its own."""
        fine = bool(super().validate(extra_validators=extra_validators))
        if fine and not self.fields_chosen.data and "keep" not in request.form:
            self.fields_chosen.errors = [
                gettext("Please tick what to take over, or keep everything as it is.")
            ]
            return False
        return fine

    @property
    def wanted(self) -> int:
        """The state the page showed."""
        return _number(self.revision.data or "")


class AgeForm(LotsenForm):
    """After how many days without a check an entry of a type is old, and what it says about places."""

    entry_days = WholeNumber(
        lazy_gettext("The entry has to be checked after so many days"),
        [Required(lazy_gettext("Please enter a number of days."))],
        low=1,
        high=1000,
    )
    capacity_days = WholeNumber(
        lazy_gettext("The places have to be asked about after so many days"),
        [Required(lazy_gettext("Please enter a number of days."))],
        low=1,
        high=1000,
    )

    def show(self, age: Age) -> None:
        """Put what holds today into the fields."""
        self.entry_days.data, self.capacity_days.data = age.entry, age.capacity

    def said(self) -> Age:
        """Return the days of a form that is in order."""
        return Age(self.entry_days.data, self.capacity_days.data)


class AskForm(LotsenForm):
    """To which of the entry's own addresses the question goes."""

    to = OneOf(lazy_gettext("To which address?"), [Required(lazy_gettext("Please choose an address."))])

    def offer(self, addresses: tuple[str, ...]) -> None:
        """Fill the list."""
        self._fields["to"].choices = choices([(address, address) for address in addresses])

    def choose_first(self, addresses: tuple[str, ...]) -> None:
        """Choose the address that is most likely right."""
        self._fields["to"].data = addresses[0] if addresses else ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
