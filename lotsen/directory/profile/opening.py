"""Opening hours: exactly as they are held, and beside that as the schedules that other programs read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields as fields_of
from functools import lru_cache
from typing import Any
from uuid import UUID

from lotsen.directory.hours import Schedule, hours_of, read_hours, schedules_of, write_hours
from lotsen.directory.profile.mapping import Node, day, iso, keep_rest, line, own_id, put_list, split

_HOURS = "hours"
_MIDNIGHT = {"24:00": "00:00"}
_PLAIN_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:00)?")
_READ = frozenset(one.name for one in fields_of(Schedule))
_SILENT = frozenset({"id", "schedule_link", "attending_type", "attributes", "metadata"})
"""What a schedule may say besides without changing when it is open."""


def take_hours(node: Node, fields: Node, parts: Node) -> None:
    """Take the opening hours: ours exactly, of others what their schedules say and the words of the first."""
    own, rest = split(node.pop("schedules", None), fields["id"], _HOURS)
    ours, rest = _told_apart(rest, fields["id"])
    if _HOURS in own:
        said = {
            "opening_hours": line(own[_HOURS].get("description")),
            "hours_note": line(own[_HOURS].get("notes")),
        }
    else:
        said = {"opening_hours": _hours(ours or rest), "hours_note": _words(rest)}
    fields |= {name: value for name, value in said.items() if value is not None}
    keep_rest(parts, "schedules", rest)


def put_hours(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    """Write the opening hours, unless what came says them; what was taken back here is gone from it."""
    rest = parts.pop("schedules", [])
    hours, note = fields.get("opening_hours"), fields.get("hours_note")
    if hours is None and _hours(rest) is not None:
        rest = []
    if note is None and _words(rest) is not None:
        rest = [{name: value for name, value in rest[0].items() if name != "description"}, *rest[1:]]
    own: list[Node] = []
    if (hours or note) and (hours, note) != (_hours(rest), _words(rest)):
        said = {"id": own_id(fields["id"], _HOURS), "description": hours, "notes": note}
        own = [{name: value for name, value in said.items() if value}, *_schedules(fields["id"], hours)]
    put_list(node, "schedules", own, rest)


def _schedules(owner: UUID, text: str | None) -> list[Node]:
    """Return hours as schedules with times and days; none where only OSM's notation can say them."""
    found: list[Node] = []
    for number, one in enumerate(_stated(text) if text else ()):
        said: Node = {
            "id": own_id(owner, _HOURS, str(number)),
            **{name: getattr(one, name) for name in _READ},
            "closes_at": _MIDNIGHT.get(str(one.closes_at), one.closes_at),
            "valid_from": iso(one.valid_from),
            "valid_to": iso(one.valid_to),
        }
        found.append({name: value for name, value in said.items() if value is not None})
    return found


@lru_cache(maxsize=1_024)
def _stated(text: str) -> tuple[Schedule, ...]:
    hours = read_hours(text)
    return tuple(schedules_of(hours)) if hours and hours.has_times else ()


def _told_apart(parts: list[Node], owner: UUID) -> tuple[list[Node], list[Node]]:
    """Tell the schedules that we wrote from those that came from elsewhere."""
    ids = {own_id(owner, _HOURS, str(number)) for number in range(len(parts))}
    ours = [part for part in parts if isinstance(part, dict) and part.get("id") in ids]
    return ours, [part for part in parts if part not in ours]


def _hours(schedules: list[Node]) -> str | None:
    """Return schedules in OSM's notation; None where they say more than it is sure to mean the same."""
    read = [_schedule(one) for one in schedules]
    return _written(tuple(one for one in read if one is not None)) if read and None not in read else None


@lru_cache(maxsize=1_024)
def _written(schedules: tuple[Schedule, ...]) -> str | None:
    hours = hours_of(schedules)
    return line(write_hours(hours)) if hours is not None and hours.has_times else None


def _schedule(part: Any) -> Schedule | None:
    if not isinstance(part, dict):
        return None
    said = {name: value for name, value in part.items() if value is not None and name not in _SILENT}
    if said.pop("interval", 1) != 1 or said.pop("wkst", "MO") != "MO" or not said.keys() <= _READ:
        return None
    if not all(isinstance(value, str) for value in said.values()):
        return None
    times = [said[name] for name in ("opens_at", "closes_at") if name in said]
    if not all(_PLAIN_TIME.fullmatch(time) for time in times):
        return None
    said |= {name: day(said[name]) for name in ("valid_from", "valid_to") if name in said}
    return None if None in said.values() else Schedule(**said)


def _words(schedules: list[Node]) -> str | None:
    return line(schedules[0].get("description")) if schedules and isinstance(schedules[0], dict) else None
