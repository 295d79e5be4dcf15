"""Fills in a form as somebody would who answers every question, without knowing which form it is."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.pages import Answer, Page

WORD = "Wörtlich so"
_GUESSES = {
    "age_months": "3",
    "postcode": "43101",
    "postcodes": "43101",
    "website": "https://lotsen.example/",
}
_DAYS = {"birth_date": "2026-11-18", "expected_date": "2027-02-01", "on": "2026-11-21"}
_TODAY = "2026-11-21"
_LATER = "2026-12-21"
# What can be said only if something else is said, or the other way round, stays unsaid.
_UNSAID = {
    "waiting_weeks",
    "min_weeks",
    "max_weeks",
    "min_months",
    "max_months",
    "weeks_at_birth",
    "do_not_write",
    "excluded_groups",
}
_CHOSEN = {
    "area_level": "country",
    "interpreter": "yes",
    "notice_form": "spoken",
    "documentation": "given",
    "reason": None,
}


@dataclass
class Form:
    """One form of a page: where it goes, and its fields with the values they may have."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    ticks: dict[str, list[str]] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Return the names of all fields, in the order of their kinds."""
        shown = [*self.texts, *self.secrets, *self.choices, *self.ticks, *self.days, *self.numbers]
        return list(dict.fromkeys([*(name for name in self.hidden if name != "csrf_token"), *shown]))

    def honest(self, **given: Any) -> dict[str, Any]:
        """Return an answer to every question."""
        values: dict[str, Any] = dict(self.hidden)
        values |= {name: _GUESSES.get(name, WORD) for name in (*self.texts, *self.secrets)}
        values |= {name: _choose(name, options) for name, options in self.choices.items() if options}
        values |= {name: options[:1] for name, options in self.ticks.items()}
        values |= {name: _DAYS.get(name, _LATER if name in _FUTURE else _TODAY) for name in self.days}
        values |= {name: _GUESSES.get(name, "30") for name in self.numbers}
        values = {name: value for name, value in values.items() if name not in _UNSAID}
        values.pop("csrf_token", None)
        return {**values, **given}


_FUTURE = {"until", "next_on", "valid_until", "due_on"}


def _choose(name: str, options: list[str]) -> str:
    wished = _CHOSEN.get(name)
    return wished if wished in options else next(option for option in options if option or len(options) == 1)


def find_form(page: Answer, action: str) -> Form | None:
    """Return the form of a page that goes to `action`; None where it offers none."""
    if page.page is None:
        return None
    for found in page.page.forms:
        if urlsplit(found.get("action", "")).path == action and found.get("method", "get") == "post":
            return _read(found, page.page)
    return None


def form_of(page: Answer, action: str) -> Form:
    """Return the form of a page that goes to `action`; there has to be one."""
    form = find_form(page, action)
    assert form is not None, f"no form to {action}: {page.status} {page.text[:400]}"
    return form


def _read(found: dict[str, Any], page: Page) -> Form:
    form, options = Form(found["action"]), _options(page)
    for tag, attributes in found["fields"]:
        name, kind = attributes.get("name", ""), attributes.get("type", "text")
        value = attributes.get("value", "")
        if not name or tag == "button":
            continue
        if tag == "select":
            form.choices[name] = options.get(name, [])
        elif kind == "hidden":
            form.hidden[name] = value
        elif kind == "radio":
            form.choices.setdefault(name, []).append(value)
        elif kind == "checkbox":
            form.ticks.setdefault(name, []).append(value)
        elif kind == "date":
            form.days.append(name)
        elif kind == "password":
            form.secrets.append(name)
        elif attributes.get("inputmode") == "numeric":
            form.numbers.append(name)
        else:
            form.texts.append(name)
    return form


def _options(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    here = ""
    for tag, attributes in page.tags:
        if tag == "select":
            here = attributes.get("name", "")
        elif tag == "option":
            found.setdefault(here, []).append(attributes.get("value", ""))
    return found
