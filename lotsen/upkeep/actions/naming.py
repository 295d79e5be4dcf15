"""Naming what a page shows of entries: organizations, locations, own types and places by id or code."""

from collections.abc import Iterable

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.entries import ServiceEntry
from lotsen.places import actions as places
from lotsen.upkeep.domain import Difference

_REFERENCES = ("organization_id", "term_id", "location_ids", "location_parts")
_AREA = "area_codes"


def names_in(desk: Desk, changes: Iterable[Difference], *entries: ServiceEntry) -> dict[str, str]:
    """Return how everything is called that these differences and entries name; what is gone has no name."""
    ids: set[str] = set()
    codes: set[str] = set()
    stated = [(change.name, value) for change in changes for value in _sides(change)]
    stated += [(name, value) for entry in entries for name, value in directory.content(entry).items()]
    for name, value in stated:
        if name in _REFERENCES:
            ids |= _each(value)
        elif name == _AREA:
            codes |= _each(value)
    return directory.names_of(desk, ids) | places.names_of(desk, codes)


def _sides(change: Difference) -> tuple[object, ...]:
    return change.base, change.proposed, change.now


def _each(value: object) -> set[str]:
    """Return the ids or codes of a field: one, a list of them, or the keys of what is said of each."""
    if isinstance(value, str):
        return {value}
    return {str(one) for one in value} if isinstance(value, list | dict) else set()
