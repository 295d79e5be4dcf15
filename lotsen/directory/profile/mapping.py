"""One field there, one field here: forwards, backwards, and what to do where the way back is not exact."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from lotsen.directory.hsds.problems import Done, Kind

Node = dict[str, Any]
Note = Callable[[str, str, Done, Kind], None]
"""Takes field, cause, what was done and the kind of a finding."""

OWN = UUID("52a8f0a4-0f2f-4e07-8f0b-6a6d1f3a6c55")
"""The namespace of ids of parts that stand for a field of an entry; such a part is never kept twice."""
FOREIGN = UUID("c0d1a1b6-2a57-4a55-9d86-0f4bb0a1d6c9")
"""The namespace in which an id that is no UUID becomes one; the id as it was stays in `parts`."""
UNSTATED = "–"
"""What stands where HSDS requires a text and nothing is stated."""
MOST_MONTHS = 400
_ADDRESS = re.compile(r"https?://\S+")
_SLACK = 0.01
_OWN_VERSION = "5"
"""What stands in the fifteenth place of every own id: an id of another version need not be made again."""


@dataclass(frozen=True)
class Mapped:
    """A field of HSDS and the field of an entry that holds it."""

    name: str
    field: str
    forward: Callable[[Any], Any]
    backward: Callable[[Any], Any] = lambda value: value


def take(node: Node, fields: Node, parts: Node, mapped: Iterable[Mapped]) -> None:
    """Move fields of a node into fields of an entry; what would not come back exactly stays in `parts`."""
    for one in mapped:
        value = node.pop(one.name, None)
        held = one.forward(value)
        if held is not None:
            fields[one.field] = held
        back = one.backward(held)
        if back != value:
            parts[one.name] = value


def put(node: Node, parts: Node, fields: Mapping[str, Any], mapped: Iterable[Mapped]) -> None:
    """Move fields of an entry into a node; the wording in `parts` counts while it still means the same."""
    for one in mapped:
        current = fields.get(one.field)
        value = one.backward(current)
        if one.name in parts:
            original = parts.pop(one.name)
            if one.forward(original) == current:
                value = original
        if value is not None:
            node[one.name] = value


def own_id(owner: UUID, *what: str) -> str:
    """Return the id of a part that stands for a field of an entry: a UUID of version 5, made in one go."""
    name = "/".join((owner.hex, *what)).encode()
    signs = hashlib.sha1(OWN.bytes + name, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(signs[16], 16) & 3]
    return f"{signs[:8]}-{signs[8:12]}-5{signs[13:16]}-{variant}{signs[17:20]}-{signs[20:32]}"


def store_id(table: str, given: str) -> UUID:
    """Return the id under which a record is stored: its own, or one that is always the same for it."""
    try:
        return UUID(given)
    except ValueError:
        return uuid5(FOREIGN, f"{table}/{given}")


def keep_id(parts: Node, table: str, given: str) -> UUID:
    """Return the id to store under, and keep the given one where it is spelled otherwise."""
    row = store_id(table, given)
    if str(row) != given:
        parts["id"] = given
    return row


def shorten(limit: int) -> Callable[[Any], str | None]:
    """Return a function that makes a text fit: no space around it, cut at a word where it is too long."""

    def forward(value: Any) -> str | None:
        if not isinstance(value, str) or not value.strip():
            return None
        text = value.strip()
        return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip() + "…"

    return forward


name = shorten(200)
line = shorten(300)
text = shorten(4000)


def whole(limit: int) -> Callable[[Any], str | None]:
    """Return a function that takes a text as it is or not at all: half a number is none."""

    def forward(value: Any) -> str | None:
        return value.strip() if isinstance(value, str) and 0 < len(value.strip()) <= limit else None

    return forward


def address(value: Any) -> str | None:
    """Take an address of the web that a page may link to."""
    return value if isinstance(value, str) and len(value) <= 300 and _ADDRESS.fullmatch(value) else None


def day(value: Any) -> date | None:
    """Take a date."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def iso(value: date | None) -> str | None:
    """Write a date."""
    return None if value is None else value.isoformat()


def first_month(years: Any) -> int | None:
    """Return the first month of life that a minimum age in (decimal) years lets in."""
    if not _is_age(years):
        return None
    months = math.ceil(years * 12 - _SLACK)
    return months if months <= MOST_MONTHS else None


def last_month(years: Any) -> int | None:
    """Return the last completed month that a maximum age lets in: "3" means up to the fourth birthday."""
    if not _is_age(years):
        return None
    months = int(years) * 12 + 11 if float(years).is_integer() else math.floor(years * 12 + _SLACK)
    return months if months <= MOST_MONTHS else None


def years_from(months: int | None) -> int | float | None:
    """Write a minimum age in months as years."""
    if months is None:
        return None
    return months // 12 if months % 12 == 0 else round(months / 12, 4)


def years_to(months: int | None) -> int | float | None:
    """Write a maximum age in completed months as years: 35 months as 2, 36 as 3.01, since 3 means 47."""
    if months is None:
        return None
    if months % 12 == 11:
        return months // 12
    return round(months / 12, 4) + (_SLACK if months % 12 == 0 else 0)


def _is_age(years: Any) -> bool:
    return isinstance(years, int | float) and not isinstance(years, bool) and 0 <= years <= 150


def split(parts: Any, owner: UUID, *what: str, by: str = "") -> tuple[dict[str, Node], list[Node]]:
    """Tell parts that stand for fields of an entry, by their id, from the rest.

    `what` is what the id was made of; where `by` names a field of the part, its value was the last of it.
    Returns the found ones under that value, or under the last of `what`.
    """
    found: dict[str, Node] = {}
    rest: list[Node] = []
    for part in parts if isinstance(parts, list) else []:
        if not isinstance(part, dict) or str(part.get("id"))[14:15] != _OWN_VERSION:
            rest.append(part)
            continue
        steps = (*what, str(part.get(by))) if by else what
        if part["id"] == own_id(owner, *steps):
            found[steps[-1]] = part
        else:
            rest.append(part)
    return found, rest


def keep_rest(parts: Node, name: str, rest: list[Node]) -> None:
    """Keep parts that came from elsewhere."""
    if rest:
        parts[name] = rest


def put_list(node: Node, name: str, *lists: Iterable[Node]) -> None:
    """Put parts together under a property that is left out where there are none."""
    found = [part for one in lists for part in one]
    if found:
        node[name] = found
