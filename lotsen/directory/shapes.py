"""Rows and entries of the directory: how each is made of the other, and what an entry says as JSON."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from lotsen.directory.entries import LocationEntry, ServiceEntry
from lotsen.directory.tables import Location, Service, ServiceAtLocation

_LISTS = ("needs", "area_codes", "languages", "target_groups", "excluded_groups")


def entry_of(row: Service, given: Sequence[ServiceAtLocation]) -> ServiceEntry:
    """Return a stored service in the shape in which it arrived."""
    fields = row.model_dump(exclude={"revision", "changed_at"})
    return ServiceEntry.model_validate(
        fields
        | {
            "translations": row.translations or {},
            "location_ids": tuple(link.location_id for link in given),
            "location_parts": {link.location_id: link.parts for link in given if link.parts},
        }
    )


def location_entry(row: Location) -> LocationEntry:
    """Return a stored location in the shape in which it arrived."""
    return LocationEntry.model_validate(row.model_dump() | {"accessibility": row.accessibility or ()})


def service_columns(entry: ServiceEntry) -> dict[str, Any]:
    """Return what the row of a service holds of its entry."""
    lists = {name: sorted(getattr(entry, name)) for name in _LISTS}
    texts = {code: text.model_dump(exclude_none=True) for code, text in entry.translations.items()}
    plain = entry.model_dump(exclude={"id", "location_ids", "location_parts", "translations", *_LISTS})
    return plain | lists | {"translations": texts or None}


def location_columns(entry: LocationEntry) -> dict[str, Any]:
    """Return what the row of a location holds of its entry."""
    plain = entry.model_dump(exclude={"id", "accessibility"})
    return plain | {"accessibility": sorted(entry.accessibility) or None}


def content(entry: BaseModel) -> dict[str, Any]:
    """Return an entry as JSON with only what is stated, sets in order: equal entries are equal here."""
    dumped = entry.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
    return {name: sorted(value) if _is_set(entry, name) else value for name, value in dumped.items()}


def _is_set(entry: BaseModel, name: str) -> bool:
    return isinstance(getattr(entry, name), frozenset)
