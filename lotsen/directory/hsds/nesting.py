"""From flat records to nested JSON, as the published schemas want it."""

from __future__ import annotations

from enum import Enum
from typing import Any

from lotsen.directory.hsds.declaration import OWNED, TABLES, Nest
from lotsen.directory.hsds.records import Children, Record, Records

_BY_NEST = {(table.name, nest.child, nest.key) for table in TABLES.values() for nest in table.nests.values()}
_PARENT_KEYS = {
    name: tuple(key for key, target in table.keys.items() if (target, name, key) in _BY_NEST)
    for name, table in TABLES.items()
}
"""The references of each table that nesting already says, so that JSON need not say them again."""
_OWN_KEYS = {
    name: tuple(nest.key for nest in table.nests.values() if not nest.is_list)
    for name, table in TABLES.items()
}


class Form(Enum):
    """How much nests: everything; no parts of an organization elsewhere; or only parts, no other entry."""

    FULL = "full"
    SHORT = "short"
    ROW = "row"


ENTRIES = ("organization", "service", "service_at_location", "location", "taxonomy_term", "taxonomy")
"""What stands on its own in a store; everything else is kept with one of these."""


class Nesting:
    """Puts records together again; `seen` holds what was put somewhere."""

    def __init__(self, records: Records, form: Form = Form.FULL) -> None:
        self._records = records
        self._children = Children(records)
        self._form = form
        self.seen: set[tuple[str, str]] = set()

    def object_of(self, record: Record) -> dict[str, Any]:
        """Return one record with everything that nests in it."""
        return self._object(record, came_from="")

    def objects(self, table: str) -> list[dict[str, Any]]:
        """Return all records of one table so."""
        return [self.object_of(record) for record in self._records.tables[table].values()]

    def _object(self, record: Record, came_from: str) -> dict[str, Any]:
        self.seen.add((record.table, record.id))
        table = TABLES[record.table]
        found = {name: record.values[name] for name in table.fields if name in record.values}
        found.update((name, value) for name, value in record.values.items() if name not in table.fields)
        nests = [nest for nest in table.nests.values() if self._nests(record, nest, came_from)]
        self._drop_said(record, found, came_from, {nest.key for nest in nests if not nest.is_list})
        for nest in nests:
            self._nest(record, nest, found)
        return found

    def _nests(self, record: Record, nest: Nest, came_from: str) -> bool:
        """Say whether a property is shown here; never the way back."""
        if nest.child == came_from:
            return False
        if self._form is Form.SHORT:
            return nest.name != "services" and not (record.table == "organization" and came_from)
        if self._form is Form.ROW and nest.name == "program":
            program = self._records.get("program", record.values.get("program_id"))
            return program is not None and self._records.get(*_organization_of(program)) is None
        return self._form is Form.FULL or nest.child not in ENTRIES

    def _nest(self, record: Record, nest: Nest, found: dict[str, Any]) -> None:
        if nest.is_list:
            parts = self._children.of(record, nest)
            if parts:
                found[nest.name] = [self._object(part, record.table) for part in parts]
            return
        part = self._records.get(nest.child, record.values.get(nest.key))
        if part is not None:
            found[nest.name] = self._object(part, record.table)

    def _drop_said(self, record: Record, found: dict[str, Any], came_from: str, nested: set[str]) -> None:
        """Leave out references that the nesting says; what leads nowhere, and a root's own, stay."""
        said = set(nested)
        if record.table in OWNED:
            found.pop(OWNED[record.table][0], None)
        elif came_from:
            said.update(key for key in _PARENT_KEYS[record.table] if key not in _OWN_KEYS[record.table])
            said.update(key for key in _OWN_KEYS[record.table] if TABLES[record.table].keys[key] == came_from)
        for key in said:
            if self._records.get(TABLES[record.table].keys[key], found.get(key)) is not None:
                del found[key]


def _organization_of(program: Record) -> tuple[str, object]:
    return "organization", program.values.get("organization_id")


def page(contents: list[dict[str, Any]]) -> dict[str, Any]:
    """Put a list into the envelope of a single page (openapi.json, schema Page)."""
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }
