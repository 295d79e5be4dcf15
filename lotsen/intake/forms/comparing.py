"""Two versions of one form, side by side and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, Form, HiddenField, RadioField, SelectField

from lotsen.web.forms import ManyOf
from lotsen.web.i18n import format_date, gettext, listed


@dataclass(frozen=True)
class Version:
    """One field that two versions of a form fill in differently, in words."""

    label: str
    mine: str
    stored: str


def versions(mine: Form, stored: Form) -> tuple[Version, ...]:
    """Return the fields in which two fillings of the same form differ, in the order of the form."""
    return tuple(_versions(mine, stored))


def _versions(mine: Form, stored: Form) -> Iterator[Version]:
    for field in mine:
        if isinstance(field, HiddenField) or field.name not in stored:
            continue
        here, there = words(field, field.data), words(field, stored[field.name].data)
        if here != there:
            yield Version(str(field.label.text), here, there)


def words(field: Field, data: Any) -> str:
    """Say in words what a field would hold."""
    if isinstance(field, BooleanField):
        return gettext("Yes") if data else gettext("No")
    if isinstance(field, ManyOf):
        chosen = set(data or ())
        return listed(str(choice.label) for choice in field.iter_choices() if choice.value in chosen)
    if isinstance(field, RadioField | SelectField):
        return next((str(one.label) for one in field.iter_choices() if data and one.value == str(data)), "")
    if isinstance(data, date):
        return format_date(data)
    return "" if data is None else str(data)
