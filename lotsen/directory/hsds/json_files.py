"""HSDS as JSON: an object, a list, a page of a list, or a tabular package in one object."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import IO, Any

from lotsen.directory.hsds.declaration import BY_PATH, TABLES, Table
from lotsen.directory.hsds.flatten import Flattening
from lotsen.directory.hsds.problems import Done, Kind, Place
from lotsen.directory.hsds.records import Records
from lotsen.directory.hsds.signs import CAUSE, clean
from lotsen.directory.hsds.stream import JsonStream

_PAGE = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty")
_BASE = {"version", "profile", "openapi_url"}


def read_json(source: IO[bytes], name: str, records: Records) -> int:
    """Take over one file; returns how many objects stood in it. Raises FileRefused."""
    return _Reading(JsonStream(source, name), name, records).file()


class _Reading:
    """One file on its way into the records."""

    def __init__(self, stream: JsonStream, name: str, records: Records) -> None:
        self._stream = stream
        self._name = name
        self._hint = PurePath(name).name
        self._records = records
        self._flattening = Flattening(records)
        self._seen: set[tuple[str, str]] = set()

    def file(self) -> int:
        sign = self._stream.peek()
        if sign == "[":
            count = self._list()
        elif sign == "{":
            count = self._object()
        else:
            self._stream.refuse("neither an object nor a list of HSDS stands here")
        self._stream.end()
        return count

    def _list(self, *, whole: bool = True) -> int:
        """Read a list; the pages of one show less of each entry than there is (GET /services)."""
        count = 0
        for line, node in self._stream.elements():
            self._element(node, line, whole=whole)
            count += 1
        return count

    def _object(self) -> int:
        """Read an object: what it is shows while its names are read."""
        fields: dict[str, Any] = {}
        line, listed, tables = self._stream.line, -1, 0
        lists = False
        for at, name in self._stream.names():
            table = BY_PATH.get(name) or TABLES.get(name)
            if name == "contents" and self._stream.peek() == "[":
                listed = self._list(whole=False)
            elif table is not None and self._stream.peek() == "[" and _tabular(name, fields):
                lists = True
                tables += self._rows(table)
            else:
                if name in fields:
                    self._note(at, name, "stands twice; the last one counts", Done.KEPT, Kind.CONFLICT)
                fields[name] = self._stream.value()
        if listed >= 0:
            self._check_page(fields, listed, line)
            return listed
        if lists:
            for name in fields:
                self._note(line, name, "is no table of HSDS", Done.CELL, Kind.UNKNOWN)
            return tables
        if "openapi_url" in fields and fields.keys() <= _BASE:
            cause = "describes a service of HSDS on the web, not a directory"
            self._note(line, "", cause, Done.UNUSED, Kind.ROW)
            return 0
        self._element(fields, line)
        return 1

    def _element(self, node: Any, line: int, table: str = "", *, whole: bool = True) -> None:
        place = Place(self._name, line)
        self._report_doubled(place)
        cause = "" if isinstance(node, dict) else "an object is expected here"
        if self._stream.has_odd_signs:
            cause = "a sign stands here that is no text: a zero sign or half of a sign"
        node = self._cleaned(node, place)
        if cause:
            problem = place.problem("", cause, Done.ROW, Kind.ROW)
            self._records.problems.append(problem)
            return
        table = table or self._flattening.table_of(node, self._hint)
        given = node.get("id")
        if isinstance(given, str):
            if (table, given) in self._seen:
                cause = f"{table} {given} stands twice in this list"
                self._records.problems.append(place.problem("id", cause, Done.FIRST, Kind.DUPLICATE))
            self._seen.add((table, given))
        self._flattening.take(table, node, place, whole=whole)

    def _cleaned(self, node: Any, place: Place) -> Any:
        """Return an element without invisible signs, and report where some were."""
        found: list[str] = []
        if self._stream.has_escapes:
            node = clean(node, found)
        self._stream.has_odd_signs = self._stream.has_escapes = False
        for path in found:
            self._records.problems.append(place.problem(path, CAUSE, Done.CLEANED, Kind.VALUE))
        return node

    def _rows(self, table: Table) -> int:
        count = 0
        for line, node in self._stream.elements():
            self._element(node, line, table.name)
            count += 1
        return count

    def _report_doubled(self, place: Place) -> None:
        for name in self._stream.doubled:
            problem = place.problem(name, "stands twice; the last one counts", Done.KEPT, Kind.CONFLICT)
            self._records.problems.append(problem)
        self._stream.doubled.clear()

    def _check_page(self, page: Mapping[str, Any], held: int, line: int) -> None:
        """Report an envelope that does not tell the truth about what it holds; the contents count."""
        number, pages = page.get("page_number"), page.get("total_pages")
        truths: dict[str, tuple[bool, str]] = {
            "size": (page.get("size") in (None, held), f"the page holds {held}"),
            "empty": (page.get("empty") in (None, held == 0), f"the page holds {held}"),
            "total_items": (_at_least(page.get("total_items"), held), f"the page alone holds {held}"),
            "total_pages": (_at_least(pages, number), f"this is page {number}"),
            "first_page": (_agrees(page.get("first_page"), number, 1), f"this is page {number}"),
            "last_page": (_agrees(page.get("last_page"), number, pages), f"this is page {number} of {pages}"),
        }
        for name, (is_true, truth) in truths.items():
            if not is_true:
                cause = f"says {page.get(name)!r}, but {truth}"
                self._note(line, name, cause, Done.UNUSED, Kind.PAGE)
        for name in page:
            if name not in _PAGE:
                self._note(line, name, "is no part of a page", Done.CELL, Kind.UNKNOWN)

    def _note(self, line: int, field: str, cause: str, done: Done, kind: Kind) -> None:
        self._records.problems.append(Place(self._name, line).problem(field, cause, done, kind))


def _tabular(name: str, before: Mapping[str, Any]) -> bool:
    """Say whether a list under the name of a table is one: in an entity such a name may be a nest."""
    return name.endswith(".csv") or "id" not in before


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _at_least(value: Any, least: Any) -> bool:
    return not _is_count(value) or not _is_count(least) or value >= least


def _agrees(said: Any, number: Any, other: Any) -> bool:
    if not isinstance(said, bool) or not _is_count(number) or not _is_count(other):
        return True
    return bool(said == (number == other))
