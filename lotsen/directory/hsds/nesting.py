"""From flat records to nested JSON, as the published schemas want it."""

from __future__ import annotations

from typing import Any

from lotsen.directory.hsds.declaration import TABLES, Nest
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


class Nesting:
    """Puts records together again. In short form, an organization inside a service brings no parts."""

    def __init__(self, records: Records, *, short: bool = False) -> None:
        self._records = records
        self._children = Children(records)
        self._short = short

    def object_of(self, record: Record) -> dict[str, Any]:
        """Return one record with everything that nests in it."""
        return self._object(record, came_from="")

    def objects(self, table: str) -> list[dict[str, Any]]:
        """Return all records of one table so."""
        return [self.object_of(record) for record in self._records.tables[table].values()]

    def _object(self, record: Record, came_from: str) -> dict[str, Any]:
        table = TABLES[record.table]
        found = {name: record.values[name] for name in table.fields if name in record.values}
        found.update((name, value) for name, value in record.values.items() if name not in table.fields)
        self._drop_said(record, found, came_from)
        if self._short and record.table == "organization" and came_from:
            return found
        for nest in table.nests.values():
            if nest.child == came_from or (self._short and nest.name == "services"):
                continue
            self._nest(record, nest, found)
        return found

    def _nest(self, record: Record, nest: Nest, found: dict[str, Any]) -> None:
        if nest.is_list:
            parts = self._children.of(record, nest)
            if parts:
                found[nest.name] = [self._object(part, record.table) for part in parts]
            return
        part = self._records.get(nest.child, record.values.get(nest.key))
        if part is not None:
            found[nest.name] = self._object(part, record.table)

    def _drop_said(self, record: Record, found: dict[str, Any], came_from: str) -> None:
        """Leave out references that the nesting says; what leads nowhere, and a root's own, stay."""
        for key in _OWN_KEYS[record.table]:
            if self._records.get(TABLES[record.table].keys[key], found.get(key)) is not None:
                del found[key]
        if record.table in ("attribute", "metadata"):
            found.pop("link_id" if record.table == "attribute" else "resource_id", None)
        elif came_from:
            for key in _PARENT_KEYS[record.table]:
                if self._records.get(TABLES[record.table].keys[key], found.get(key)) is not None:
                    del found[key]


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
