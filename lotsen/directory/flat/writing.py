"""Records as rows of the flat list: what has no column, or does not fit into one, goes into the last one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from lotsen.directory.flat.columns import COLUMNS, EXAMPLE, HEADINGS, MORE, REST, Column
from lotsen.directory.hsds.nesting import Form, Nesting
from lotsen.directory.hsds.problems import Done, Kind
from lotsen.directory.hsds.records import Record, Records
from lotsen.directory.profile import location_fields, organization_fields, service_fields
from lotsen.directory.profile.mapping import Node, store_id
from lotsen.directory.profile.terms import PROFILE_TERMS, TERMS_OF

Cells = dict[str, str]
_UNSAID = ("protected_address", False)


def flat_rows(records: Records) -> Iterator[list[str]]:
    """Yield the rows: services with carrier and main place, then what belongs to none of them."""
    for cells in _Writing(records).rows():
        yield [cells.get(heading, "") for heading in HEADINGS]


def template_rows() -> Iterator[list[str]]:
    """Yield the one example row of the template."""
    yield [EXAMPLE.get(heading, "") for heading in HEADINGS]


class _Ids(Mapping[tuple[str, str], UUID]):
    """Under which id each record would be stored."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def __getitem__(self, key: tuple[str, str]) -> UUID:
        if self._records.get(*key) is None:
            raise KeyError(key)
        return store_id(*key)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((row.table, row.id) for row in self._records)

    def __len__(self) -> int:
        return len(self._records)


class _Writing:
    """One export on its way into rows."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._nesting = Nesting(records, Form.ROW)
        self._ids = _Ids(records)
        self._joins: dict[str, list[Record]] = {}
        self._written: set[tuple[str, str]] = set()
        for join in records.tables["service_at_location"].values():
            self._joins.setdefault(str(join.values["service_id"]), []).append(join)

    def rows(self) -> Iterator[Cells]:
        for service in self._records.tables["service"].values():
            yield self._service(service)
        for location in self._records.tables["location"].values():
            if (location.table, location.id) not in self._written:
                rest: dict[str, Any] = {}
                owner = self._records.get("organization", location.values.get("organization_id"))
                cells = self._location(location, owner, rest)
                if owner is not None:
                    cells |= self._organization(owner, rest)
                yield _closed(cells, rest)
        for organization in self._records.tables["organization"].values():
            if (organization.table, organization.id) not in self._written:
                rest = {}
                yield _closed(self._organization(organization, rest), rest)
        for name, own in (("taxonomy", TERMS_OF), ("taxonomy_term", PROFILE_TERMS)):
            for record in self._records.tables[name].values():
                if record.id not in own:
                    yield _closed({}, {name: self._nesting.object_of(record)})

    def _service(self, record: Record) -> Cells:
        rest: dict[str, Any] = {}
        node = self._nesting.object_of(record)
        owner = self._records.get("organization", node.get("organization_id"))
        cells: Cells = {}
        if owner is not None:
            fields = service_fields(node, self._ids, _unheard, "")
            fields.pop("organization_id")
            cells |= _cells("service", fields, rest, record.id) | self._organization(owner, rest)
        joins = self._joins.get(record.id, [])
        if joins:
            main = self._records.tables["location"][str(joins[0].values["location_id"])]
            cells |= self._location(main, owner, rest)
            cells[MORE] = ", ".join(str(one.values["location_id"]) for one in joins[1:])
            rest["joins"] = [self._nesting.object_of(one) for one in joins]
        return _closed(cells, rest)

    def _organization(self, record: Record, rest: dict[str, Any]) -> Cells:
        is_new = (record.table, record.id) not in self._written
        self._written.add((record.table, record.id))
        fields = organization_fields(self._nesting.object_of(record))
        return _cells("organization", fields, rest if is_new else {}, record.id)

    def _location(self, record: Record, owner: Record | None, rest: dict[str, Any]) -> Cells:
        is_new = (record.table, record.id) not in self._written
        self._written.add((record.table, record.id))
        fields = location_fields(self._nesting.object_of(record), self._ids)
        fields.pop("organization_id", None)
        cells = _cells("location", fields, rest if is_new else {}, record.id)
        if owner is None or owner.id != record.values.get("organization_id"):
            rest.setdefault("location", {})["organization_id"] = record.values.get("organization_id")
        return cells


def _cells(part: str, fields: Node, rest: dict[str, Any], given: str) -> Cells:
    """Write the fields that have a column; what does not come back the same is kept in `rest`."""
    fields = {**fields, "id": given}
    found: Cells = {}
    kept: Node = {}
    for column in (one for one in COLUMNS if one.part == part):
        value = fields.pop(column.field, None)
        if value is None or value == "" or value == frozenset() or (column.field, value) == _UNSAID:
            continue
        cell = column.write(value)
        if _comes_back(column, cell, value):
            found[column.heading] = cell
        else:
            kept[column.field] = value
    kept |= {name: value for name, value in fields.items() if value not in (None, {}, frozenset())}
    if kept:
        rest[part] = kept
    return found


def _comes_back(column: Column, cell: str, value: Any) -> bool:
    try:
        return bool(cell.strip() == cell and cell and column.read(cell) == value)
    except ValueError:
        return False


def _closed(cells: Cells, rest: dict[str, Any]) -> Cells:
    return cells | ({REST: json.dumps(rest, ensure_ascii=False, default=_plain)} if rest else {})


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)


def _unheard(field: str, cause: str, done: Done, kind: Kind) -> None:
    """Ignore findings: what is written was read and reported before."""
