"""Two versions of one entry, field by field: nobody's words are lost when two people save."""

from dataclasses import dataclass
from typing import Any

from wtforms import FormField

from lotsen.directory.wording import hours_line
from lotsen.web.forms import Day, LotsenForm, ManyOf, OneOf, Pick, Tick
from lotsen.web.i18n import format_date, gettext, listed

_NO_ANSWERS = frozenset({"csrf_token", "form_id", "revision", "organization_text"})


@dataclass(frozen=True)
class Difference:
    """One field in which what was entered and what is saved differ, both in words."""

    name: str
    label: str
    mine: str
    saved: str


def differences(mine: LotsenForm, saved: LotsenForm) -> tuple[Difference, ...]:
    """Compare what was entered with what is saved, in the order of the form."""
    pairs = ((field, saved[field.name]) for field in mine if field.name not in _NO_ANSWERS)
    return tuple(
        Difference(field.name, str(field.label.text), _words(field), _words(other))
        for field, other in pairs
        if sent(field) != sent(other)
    )


def sent(field: Any) -> list[str]:
    """Return what a browser would send for a field as it is now."""
    if isinstance(field, FormField):
        return [field.form.text] if field.form.text else []
    if isinstance(field, Tick):
        return ["y"] if field.data else []
    if isinstance(field, ManyOf):
        return sorted(field.data or ())
    if isinstance(field, Day):
        return [field.data.isoformat()] if field.data else []
    return ["\n".join(str(field.data).splitlines())] if field.data not in (None, "") else []


def _words(field: Any) -> str:
    if isinstance(field, Tick):
        return gettext("yes") if field.data else gettext("no")
    if isinstance(field, FormField):
        return hours_line(field.form.text) if field.form.text else gettext("not stated")
    if isinstance(field, ManyOf | OneOf | Pick):
        said = sent(field)
        labels = [str(label) for value, label, *_ in field.iter_choices() if value in said and value != ""]
        return listed(labels) or gettext("not stated")
    if isinstance(field, Day):
        return format_date(field.data) if field.data else gettext("not stated")
    return str(field.data) if field.data not in (None, "") else gettext("not stated")
