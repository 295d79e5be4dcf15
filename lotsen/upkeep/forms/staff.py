"""What staff are asked to keep entries true."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import request

from lotsen.directory.actions import Offer
from lotsen.directory.domain import CAPACITY_LABELS, Capacity
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.forms import BelongingPart
from lotsen.directory.forms.wish import translated, words
from lotsen.directory.hours import sort_out
from lotsen.terms import vocabulary
from lotsen.upkeep.domain import REFUSAL_LABELS, Age, Refusal
from lotsen.upkeep.forms.providing import NOT_STATED, ChangeForm, DetailForm
from lotsen.web.forms import (
    Carried,
    LotsenForm,
    ManyOf,
    OneOf,
    Pick,
    Postcode,
    Required,
    TextInput,
    Tick,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import gettext, lazy_gettext

NEW = "new"
"""The choice of an organization that is not in the directory yet."""


class StaffChangeForm(ChangeForm):
    """Changes of an entry by staff who know better, and how full it is by what they were told."""

    capacity = OneOf(
        lazy_gettext("Are there places?"), choices=choices([*translated(CAPACITY_LABELS), NOT_STATED])
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


class MissingForm(DetailForm):
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
    protected_address = Tick(lazy_gettext("The address is protected: no location is kept or shown."))
    street = TextInput(lazy_gettext("Street and number"), limit=300)
    postcode = Postcode(lazy_gettext("Postcode"))
    city = TextInput(lazy_gettext("Town"), limit=300)

    _ADDRESS = ("street", "postcode", "city")

    def offer(self) -> None:
        """Fill the lists in the reader's language."""
        super().offer()
        self.service_type.choices = choices(words(vocabulary().service_types))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields, and that a protected address was not written down."""
        fine = bool(super().validate(extra_validators=extra_validators))
        if self.protected_address.data and self.address:
            sentence = gettext(
                "The address is protected, so it is not sent. Please empty these fields; nothing was kept."
            )
            self._fields[next(iter(self.address))].errors = [sentence]
            return False
        return fine

    @property
    def address(self) -> dict[str, str]:
        """What is known of street, postcode and town."""
        return {name: self._fields[name].data for name in self._ADDRESS if self._fields[name].data}

    def said(self) -> dict[str, object]:
        """Return what the fields say; times that nobody can read by rule become a note for people."""
        opening = sort_out(self._fields["opening_hours"].data or "")
        return super().said() | {
            "service_type": self._fields["service_type"].data,
            "protected_address": bool(self.protected_address.data),
            "opening_hours": opening.hours or None,
            "hours_note": opening.note or None,
        }


class TakeOverForm(BelongingPart, LotsenForm):
    """Which parts of a proposal to take over; of a missing service, under which organization and where."""

    fields_chosen = ManyOf(lazy_gettext("What to take over"))
    protected_address = Tick(lazy_gettext("The address is protected: no location is kept or shown."))

    def offer(self, leaders: list[tuple[str, str]], organizations: Offer | None) -> None:
        """Fill the lists; None where the entry has its organization already."""
        self.fields_chosen.choices = choices(leaders)
        self._asks_whose = organizations is not None
        self.offer_organizations(organizations or Offer(), (NEW, lazy_gettext("A new organization")))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields, and of a missing service whose it is."""
        fine = bool(super().validate(extra_validators=extra_validators))
        return fine and (not self._asks_whose or self.check_organization())

    def choose_organization(self, organization: UUID | None) -> None:
        """Choose the one that is meant, as far as that is known; else a new one."""
        self.organization_id.data = str(organization or NEW)

    @property
    def organization(self) -> UUID | None:
        """The organization that is chosen; None for a new one."""
        return self._offer.id_of(self.organization_id.data)


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
        return Age(self.entry_days.data or 0, self.capacity_days.data or 0)


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
