"""From nested JSON to flat records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from lotsen.directory.hsds.declaration import REQUIRED, ROOTS, TABLES, Field, Nest, Type
from lotsen.directory.hsds.problems import Done, Kind, Place
from lotsen.directory.hsds.records import Records
from lotsen.directory.hsds.values import Value, derived_id, fault, number_of

NAMELESS = UUID("0b0d3a53-6cf1-4d07-93b3-8d9a2ed4f0a2")
"""The namespace of ids for parts that came without one."""
MOST_FIELDS = 300
_OFTEN_NAMED = frozenset({"organization", "program", "taxonomy_term", "taxonomy"})
_DECLARED: Mapping[str, Mapping[str, Any]] = {
    name: {**table.nests, **table.fields} for name, table in TABLES.items()
}
"""What a name means in an object of a table: a Field, or a Nest."""
DEEPEST = 12
"""Levels of nesting that HSDS needs at most, with room."""


class Flattening:
    """Takes nested objects apart into `records`; what it finds wrong is noted there."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._known: dict[frozenset[str], str] = {}
        self._mentioned: dict[tuple[str, Any], Mapping[str, Any]] = {}
        self._noted: set[tuple[str, str, str]] = set()

    def table_of(self, node: Mapping[str, Any], hint: str = "") -> str:
        """Say what an object is by its names; `hint`, such as the file's name, decides between equals."""
        names = frozenset(node)
        if names not in self._known:
            self._known[names] = min(ROOTS, key=lambda root: _strangeness(root, names, hint))
        return self._known[names]

    def take(self, table: str, node: Mapping[str, Any], place: Place, *, whole: bool = True) -> str | None:
        """Take over one object with all that nests in it; returns its id, None where it was refused."""
        return self._take(table, node, _Spot(place, whole), {}, "")

    def _take(
        self, table: str, node: Mapping[str, Any], spot: _Spot, given: dict[str, Value], owner: str
    ) -> str | None:
        if spot.depth > DEEPEST:
            self._note(spot, "the object is nested too deeply", Done.ROW, Kind.ROW)
            return None
        if len(node) > MOST_FIELDS:
            self._note(spot, f"the object has more than {MOST_FIELDS} fields", Done.ROW, Kind.ROW)
            return None
        row = self._id(table, node, spot, given)
        if row is None:
            return None
        values: dict[str, Value] = {"id": row, **given}
        singles, lists = self._fields(table, node, spot, values)
        for nest, part in singles:
            self._single(table, nest, part, values, spot)
        self.records.add(table, values, spot.place, owner, whole=spot.whole)
        for nest, parts in lists:
            self._list(table, nest, parts, row, spot)
        return row

    def _fields(
        self, table: str, node: Mapping[str, Any], spot: _Spot, values: dict[str, Value]
    ) -> tuple[list[tuple[Nest, Any]], list[tuple[Nest, Any]]]:
        """Fill in the fields, and return what nests: single parts, and lists."""
        declared = _DECLARED[table]
        known = self.records.get(table, values["id"])
        said: Mapping[str, Value] = {} if known is None else known.values
        singles: list[tuple[Nest, Any]] = []
        lists: list[tuple[Nest, Any]] = []
        for name, value in node.items():
            if value is None or name in values:
                continue
            step = declared.get(name)
            if step.__class__ is Field:
                is_plain = value.__class__ is str and step.type is Type.TEXT and not step.words
                again = is_plain or (known is not None and said.get(name) == value)
                values[step.name] = value if again else self._value(table, step, value, spot)
            elif step is not None:
                (lists if step.is_list else singles).append((step, value))
            else:
                self._unknown(table, name, spot)
                values[name] = value
        return singles, lists

    def _single(self, table: str, nest: Nest, value: Any, values: dict[str, Value], spot: _Spot) -> None:
        here = spot.at(nest.name, whole=False)
        if not isinstance(value, dict):
            self._note(here, "an object is expected here", Done.CELL, Kind.VALUE)
            return
        part = self._mention(nest.child, value, here, table)
        if part is not None and values.setdefault(nest.key, part) != part:
            cause = f"{nest.key} names another {nest.child} than the one that stands here"
            self._note(here, cause, Done.FIRST, Kind.CONFLICT)

    def _mention(self, table: str, value: dict[str, Any], spot: _Spot, owner: str) -> str | None:
        """Take over a part that others name; a carrier that a thousand services name alike is taken once."""
        given = value.get("id")
        if table not in _OFTEN_NAMED or not isinstance(given, str):
            return self._take(table, value, spot, {}, owner)
        if self._mentioned.get((table, given)) == value:
            return given
        part = self._take(table, value, spot, {}, owner)
        if part is not None:
            self._mentioned[table, given] = value
        return part

    def _list(self, table: str, nest: Nest, value: Any, row: str, spot: _Spot) -> None:
        if not isinstance(value, list):
            self._note(spot.at(nest.name), "a list is expected here", Done.CELL, Kind.VALUE)
            return
        for number, part in enumerate(value):
            here = spot.at(nest.name, number)
            if isinstance(part, dict):
                self._take(nest.child, part, here, {nest.key: row}, table)
            else:
                self._note(here, "an object is expected here", Done.CELL, Kind.VALUE)

    def _id(self, table: str, node: Mapping[str, Any], spot: _Spot, given: Mapping[str, Value]) -> str | None:
        row = node.get("id")
        if isinstance(row, str) and row.strip():
            problem = fault(TABLES[table].fields["id"], row)
            if problem is not None:
                self._note_field(table, "id", spot, problem, Done.KEPT)
            return row
        if isinstance(row, int) and not isinstance(row, bool):
            self._note(spot.at("id"), "a text is expected here", Done.CONVERTED, Kind.VALUE)
            return str(row)
        if not spot.depth:
            self._note(spot.at("id"), "the object has no id", Done.ROW, Kind.MISSING)
            return None
        content = json.dumps(node, sort_keys=True, default=str)
        self._note(spot.at("id"), "the part has no id and gets one", Done.CONVERTED, Kind.MISSING)
        return derived_id(NAMELESS, table, *map(str, given.values()), content)

    def _value(self, table: str, field: Field, value: Any, spot: _Spot) -> Value:
        problem = fault(field, value)
        if problem is None:
            return value
        done = Done.UNUSED
        if field.type is Type.NUMBER and isinstance(value, str) and number_of(value.strip()) is not None:
            value, done = number_of(value.strip()), Done.CONVERTED
        elif field.type is not Type.NUMBER and isinstance(value, int | float):
            value, done = str(value), Done.CONVERTED
        self._note_field(table, field.name, spot, problem, done)
        return value

    def _unknown(self, table: str, name: str, spot: _Spot) -> None:
        if (spot.place.file, table, name) not in self._noted:
            self._noted.add((spot.place.file, table, name))
            cause = f"HSDS knows no such field of {table}; noted once for the file"
            self._note(spot.at(name), cause, Done.UNUSED, Kind.UNKNOWN)

    def _note_field(self, table: str, name: str, spot: _Spot, cause: str, done: Done) -> None:
        said = self.records.called(table, name)
        path = spot.at(name).path if said == name else said
        self.records.problems.append(spot.place.problem(path, cause, done, Kind.VALUE))

    def _note(self, spot: _Spot, cause: str, done: Done, kind: Kind) -> None:
        self.records.problems.append(spot.place.problem(spot.path, cause, done, kind))


class _Spot:
    """Where in an object the flattening is; how that is called is put together only when it is told."""

    __slots__ = ("_above", "_name", "depth", "place", "whole")

    def __init__(self, place: Place, whole: bool, above: _Spot | None = None, name: str = "") -> None:
        self.place = place
        self.whole = whole
        self.depth: int = 0 if above is None else above.depth + 1
        self._above = above
        self._name = name

    @property
    def path(self) -> str:
        above = "" if self._above is None else self._above.path
        return f"{above}.{self._name}" if above else self._name

    def at(self, name: str, number: int | None = None, *, whole: bool = True) -> _Spot:
        step = name if number is None else f"{name}[{number}]"
        return _Spot(self.place, self.whole and whole, self, step)


def _strangeness(root: str, names: frozenset[str], hint: str) -> tuple[int, bool, int, int]:
    table = TABLES[root]
    strange = len(names - set(table.fields) - set(table.nests))
    missing = sum(field not in names for field in REQUIRED[root])
    plural = root.removesuffix("y") + "ies" if root.endswith("y") else root
    return missing + strange, not hint.startswith((root, plural)), missing, ROOTS.index(root)
