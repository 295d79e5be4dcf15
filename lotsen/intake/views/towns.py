"""What a postcode says about the municipality: filled in where it is certain, asked where it is not."""

from typing import Any

from lotsen.desk import Desk
from lotsen.intake import forms
from lotsen.places.actions import towns_of
from lotsen.web.forms import choices
from lotsen.web.i18n import gettext, listed


def offer_towns(desk: Desk, form: forms.SheetForm) -> None:
    """Offer the municipalities of the postcode entered; an answer to another postcode is none."""
    towns = towns_of(desk, form.postcode.data or "")
    form.municipality.choices = choices([(town.code, f"{town.name} ({town.kreis})") for town in towns])
    if form.municipality.data not in {town.code for town in towns}:
        form.municipality.raw_data = [""]
        form.municipality.data = None


def settle_place(desk: Desk, form: forms.SheetForm) -> bool:
    """Fill in the one municipality of a postcode; where there are several, one has to be chosen."""
    codes = [town.code for town in towns_of(desk, form.postcode.data or "")]
    if len(codes) > 1 and form.municipality.data is None:
        sentence = gettext("This postcode lies in several municipalities. Please choose one.")
        form.municipality.errors = [*form.municipality.errors, sentence]
        return False
    form.municipality.data = form.municipality.data or (codes[0] if codes else None)
    return True


def settle_town(desk: Desk, form: Any) -> bool:
    """Fill in the town of an address from its postcode; where that names several, ask which one is meant.

    A form without an address (no consent yet, or no other home) has nothing to settle.
    """
    has_address = "town" in form and ("lives_apart" not in form or form.lives_apart.data)
    if not has_address or form.town.data or not form.postcode.data:
        return True
    names = sorted({town.name for town in towns_of(desk, form.postcode.data)})
    if len(names) > 1:
        sentence = gettext("This postcode lies in %(names)s. Please enter which.", names=listed(names))
        form.town.errors = [*form.town.errors, sentence]
        return False
    form.town.data = names[0] if names else form.town.data
    return True
