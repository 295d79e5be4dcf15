"""What staff are asked to keep entries true."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from lotsen.directory.forms.wish import translated, words
from lotsen.terms import vocabulary
from lotsen.upkeep.domain import REFUSAL_LABELS, Age, Refusal
from lotsen.upkeep.forms.providing import DetailForm
from lotsen.web.forms import (
    Carried,
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


class MissingForm(DetailForm):
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
