"""Rows and entries of the directory: how each is made of the other, and what an entry says as JSON."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from lotsen.directory.entries import LocationEntry, ServiceEntry
from lotsen.directory.tables import Service, ServiceAtLocation

_LISTS = ("needs", "area_codes", "languages", "target_groups", "excluded_groups")
_MADE = frozenset({"id", "location_ids", "location_parts", "translations", *_LISTS})
_KEPT_HERE = frozenset({"revision", "changed_at"})


def entry_of(row: Service, given: Sequence[ServiceAtLocation]) -> ServiceEntry:
    """Return a stored service in the shape in which it arrived."""
    return service_entry(row.model_dump(), [(link.location_id, link.parts) for link in given])


def service_entry(columns: Mapping[str, Any], given: Collection[tuple[UUID, Any]]) -> ServiceEntry:
    """Return a service in the shape in which it arrived, from its columns and its (location, parts)."""
    return ServiceEntry.model_validate(
        {name: value for name, value in columns.items() if name not in _KEPT_HERE}
        | {
            "translations": columns["translations"] or {},
            "location_ids": tuple(location for location, _ in given),
            "location_parts": {location: parts for location, parts in given if parts},
        }
    )


def location_entry(columns: Mapping[str, Any]) -> LocationEntry:
    """Return a location in the shape in which it arrived, from its columns."""
    return LocationEntry.model_validate({**columns, "accessibility": columns["accessibility"] or ()})


def service_columns(entry: ServiceEntry) -> dict[str, Any]:
    """Return what the row of a service holds of its entry."""
    lists = {name: sorted(getattr(entry, name)) for name in _LISTS}
    texts = {code: text.model_dump(exclude_none=True) for code, text in entry.translations.items()}
    plain = {name: value for name, value in entry if name not in _MADE}
    return plain | lists | {"translations": texts or None}


def location_columns(entry: LocationEntry) -> dict[str, Any]:
    """Return what the row of a location holds of its entry."""
    plain = {name: value for name, value in entry if name not in ("id", "accessibility")}
    return plain | {"accessibility": sorted(entry.accessibility) or None}


def content(entry: BaseModel) -> dict[str, Any]:
    """Return an entry as JSON with only what is stated, sets in order: equal entries are equal here."""
    dumped = entry.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
    return {name: sorted(value) if _is_set(entry, name) else value for name, value in dumped.items()}


def _is_set(entry: BaseModel, name: str) -> bool:
    return isinstance(getattr(entry, name), frozenset)
