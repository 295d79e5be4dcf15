"""From flat records to nested JSON, as the published schemas want it."""

from __future__ import annotations

from enum import Enum
from typing import Any

from lotsen.directory.hsds.declaration import OWNED, TABLES, Nest, Table
from lotsen.directory.hsds.records import PARTS, Children, Record, Records

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
    """Puts records together again.

    With `uses_up`, parts are taken out of the records as they are put somewhere: those left hang on nothing.
    `programs` holds the programs that were put somewhere then, since several services may name one.
    """

    def __init__(self, records: Records, form: Form = Form.FULL, *, uses_up: bool = False) -> None:
        self._records = records
        self._children = Children(records)
        self._form = form
        self._shown: dict[tuple[str, str], list[Nest]] = {}
        self._said: dict[tuple[str, str, int], tuple[tuple[str, str], ...]] = {}
        self._uses_up = uses_up
        self.programs: set[str] = set()

    def object_of(self, record: Record) -> dict[str, Any]:
        """Return one record with everything that nests in it."""
        return self._object(record, came_from="")

    def objects(self, table: str) -> list[dict[str, Any]]:
        """Return all records of one table so."""
        return [self.object_of(record) for record in self._records.tables[table].values()]

    def _object(self, record: Record, came_from: str) -> dict[str, Any]:
        row = record.id
        children = self._children.of
        if self._uses_up:
            if record.table in ENTRIES:
                children = self._children.take
            elif record.table in PARTS:
                self._records.tables[record.table].pop(row, None)
            else:
                self.programs.add(row)
        found = dict(record.values)
        nests = self._nests_of(record, came_from)
        self._drop_said(record.table, found, came_from, nests)
        for nest in nests:
            if nest.is_list:
                parts = children(record.table, row, nest)
                if parts:
                    found[nest.name] = [self._object(part, record.table) for part in parts]
            else:
                part = self._records.get(nest.child, record.values.get(nest.key))
                if part is not None:
                    found[nest.name] = self._object(part, record.table)
        return found

    def _nests_of(self, record: Record, came_from: str) -> list[Nest]:
        """Return the properties that are shown here."""
        key = (record.table, came_from)
        if key not in self._shown:
            table = TABLES[record.table]
            self._shown[key] = [
                nest
                for nest in table.nests.values()
                if self._shows(table, nest, came_from)
                and (not nest.is_list or self._children.has(table.name, nest))
            ]
        nests = self._shown[key]
        if self._form is Form.ROW and record.table == "service":
            program = self._records.get("program", record.values.get("program_id"))
            if program is not None and self._records.get(*_organization_of(program)) is not None:
                return [nest for nest in nests if nest.name != "program"]
        return nests

    def _shows(self, table: Table, nest: Nest, came_from: str) -> bool:
        """Say whether a property is shown; never the way back."""
        if nest.child == came_from:
            return False
        if self._form is Form.SHORT:
            return nest.name != "services" and not (table.name == "organization" and came_from)
        return self._form is Form.FULL or nest.child not in ENTRIES

    def _drop_said(self, name: str, found: dict[str, Any], came_from: str, nests: list[Nest]) -> None:
        """Leave out references that the nesting says; what leads nowhere, and a root's own, stay."""
        if name in OWNED:
            found.pop(OWNED[name][0], None)
        for key, target in self._said_keys(name, came_from, nests):
            if key in found and self._records.get(target, found[key]) is not None:
                del found[key]

    def _said_keys(self, name: str, came_from: str, nests: list[Nest]) -> tuple[tuple[str, str], ...]:
        """Return the references that the nesting says here, with the tables they lead to."""
        shown = name, came_from, len(nests)
        if shown not in self._said:
            said = {nest.key for nest in nests if not nest.is_list}
            if came_from and name not in OWNED:
                said.update(key for key in _PARENT_KEYS[name] if key not in _OWN_KEYS[name])
                said.update(key for key in _OWN_KEYS[name] if TABLES[name].keys[key] == came_from)
            self._said[shown] = tuple((key, TABLES[name].keys[key]) for key in sorted(said))
        return self._said[shown]


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
