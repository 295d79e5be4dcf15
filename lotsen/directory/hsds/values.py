"""Values of fields: checked against their type, and kept even where they are not of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from lotsen.directory.hsds.declaration import Field, Type

Value = Any
"""A text or a number; in fields of a profile unknown here, whatever JSON holds."""

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def number_of(text: str) -> int | float | None:
    """Read a number as tables write it: with a point, without an exponent or a sign for thousands."""
    if not _NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def fault(field: Field, value: Value) -> str | None:
    """Say what is wrong with a value, or None; the value itself is never changed here."""
    if field.type is Type.NUMBER:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return "a number is expected here"
        if (field.least is not None and value < field.least) or (
            field.most is not None and value > field.most
        ):
            return f"{value} lies outside {field.least:g} to {field.most:g}"
        return None
    if not isinstance(value, str):
        return "a text is expected here"
    if field.words and value not in field.words:
        return f"“{value[:40]}” is none of: {', '.join(field.words)}"
    check = _CHECKS.get(field.type)
    if check is not None and not check(value):
        return f"“{value[:80]}” is not {_NAMES[field.type]}"
    return None


def is_uuid(text: str) -> bool:
    """Say whether a text is a UUID in its usual spelling."""
    return _UUID.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    try:
        return len(text) == len("2026-01-01") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False


_CHECKS: dict[Type, Callable[[str], bool]] = {
    Type.DATE: _is_date,
    Type.TIME: lambda text: _TIME.fullmatch(text) is not None,
    Type.INSTANT: _is_instant,
    Type.ID: is_uuid,
    Type.EMAIL: lambda text: _EMAIL.fullmatch(text) is not None,
    Type.URI: lambda text: _URI.fullmatch(text) is not None,
}
_NAMES = {
    Type.DATE: "a date such as 2026-05-31",
    Type.TIME: "a time such as 09:30",
    Type.INSTANT: "a moment such as 2026-05-31T09:30:00Z",
    Type.ID: "a UUID",
    Type.EMAIL: "an e-mail address",
    Type.URI: "an address of the web",
}


def derived_id(namespace: UUID, *parts: str) -> str:
    """Return the same id for the same parts, today and at the next import."""
    return str(uuid5(namespace, "\x1f".join(parts)))
