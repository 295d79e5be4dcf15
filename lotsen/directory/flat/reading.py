"""Rows of the flat list into records: each cell for itself, each row for itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any
from uuid import UUID, uuid5

from lotsen.directory.flat.columns import BY_HEADING, COLUMNS, EXAMPLE, MORE, REST, Column
from lotsen.directory.flat.headings import heading_of
from lotsen.directory.flat.stored import NOTHING_STORED, Stored
from lotsen.directory.flat.words import fold
from lotsen.directory.hsds.cells import Rows
from lotsen.directory.hsds.flatten import Flattening
from lotsen.directory.hsds.problems import Done, FileRefused, Kind, Place, Problem
from lotsen.directory.hsds.records import Records
from lotsen.directory.profile import location_node, organization_node, service_node
from lotsen.directory.profile.mapping import Node, store_id
from lotsen.directory.profile.terms import add_used

_LISTED = UUID("2c8c9f0e-64f2-4a44-9d5f-08bfa4b6f6d2")
"""The namespace of ids of what a flat list names without an id of its own: the same names, the same ids."""
_NEEDED = ("Angebot", "Träger")
Cells = Mapping[str, str]


def is_flat(heading: Iterable[str]) -> bool:
    """Say whether a heading is that of the flat list."""
    names = {fold(name) for name in heading}
    return all(fold(name) in names for name in _NEEDED)


def read_flat_csv(source: IO[bytes], name: str, records: Records, stored: Stored = NOTHING_STORED) -> int:
    """Take over a flat list as CSV, with commas or semicolons; returns how many rows were read."""
    rows = Rows(source, name, records.problems, separators=",;")
    if not is_flat(rows.heading):
        cause = "neither a table of HSDS by its name nor the flat list: that has at least the columns "
        raise FileRefused(name, 1, cause + " and ".join(_NEEDED))
    return read_rows(rows.heading, rows, name, records, stored)


def read_rows(
    heading: list[str],
    rows: Iterable[tuple[Place, Cells]],
    name: str,
    records: Records,
    stored: Stored = NOTHING_STORED,
) -> int:
    """Take over the rows of a flat list; columns that are not there change nothing in the store.

    A row without ids is about what `stored` knows under the same names, if that is one entry only.
    """
    records.called = heading_of
    names = {fold(one) for one in heading}
    known = {*BY_HEADING, fold(MORE), fold(REST)}
    for one in heading:
        if one and fold(one) not in known:
            cause = "the list has no such column"
            records.problems.append(Problem(name, 1, one, cause, Done.CELL, Kind.UNKNOWN))
    reading = _Reading(records, stored, whole=known <= names, says_more=fold(MORE) in names)
    folded = {one: fold(one) for one in heading}
    count = 0
    for place, cells in rows:
        if dict(cells) == EXAMPLE:
            problem = place.problem("", "this is the example row", Done.EXAMPLE, Kind.ROW)
            records.problems.append(problem)
            continue
        reading.row(place, {folded[column]: cell for column, cell in cells.items()})
        count += 1
    reading.end(Place(name, 1))
    return count


class _Reading:
    """One list on its way into records."""

    def __init__(self, records: Records, stored: Stored, *, whole: bool, says_more: bool) -> None:
        self._records = records
        self._stored = stored
        self._flat = Flattening(records)
        self._whole = whole
        self._says_more = says_more
        self._seen: dict[str, int] = {}
        self._named: set[str] = set()

    def row(self, place: Place, cells: Cells) -> None:
        rest = self._rest(place, cells)
        if rest is None:
            return
        for name in ("taxonomy", "taxonomy_term"):
            if name in rest:
                self._flat.take(name, rest[name], place, whole=True)
        service = self._fields("service", place, cells, rest)
        owner = self._fields("organization", place, cells, rest)
        location = self._fields("location", place, cells, rest)
        if not (service or owner or location):
            return
        if service.get("name") and not owner.get("name"):
            self._note(place, "Träger", "a service needs its carrier", Done.ROW, Kind.MISSING)
            return
        if service and not service.get("name"):
            self._note(place, "Angebot", "a service needs a name", Done.ROW, Kind.MISSING)
            return
        self._entries(place, cells, rest, service, owner, location)

    def end(self, place: Place) -> None:
        """Add what all rows have in common."""
        add_used(self._records, self._flat, place)

    def _entries(
        self, place: Place, cells: Cells, rest: Node, service: Node, owner: Node, location: Node
    ) -> None:
        carrier = owner.get("name")
        if owner:
            self._identify(owner, "organization", place, "Träger", carrier)
        if service:
            if not self._identify_service(service, owner["_id"], carrier, location, place):
                cause = "a service with a protected address may be meant: the id that it has here says which"
                self._note(place, "Angebot", cause, Done.ROW, Kind.PROTECTED)
                return
            if service["_id"] in self._seen:
                cause = f"this service stands already in line {self._seen[service['_id']]}"
                self._note(place, "Angebot", cause, Done.ROW, Kind.DUPLICATE)
                return
            self._seen[service["_id"]] = place.line
            if service.get("protected_address") is False:
                self._records.opened.add(service["_id"])
        if location and service.get("protected_address"):
            cause = "the address is protected and is not taken over"
            self._note(place, "Anschrift geschützt", cause, Done.CELL, Kind.PROTECTED)
            location = {}
        if owner:
            self._state("organization", owner)
            self._take("organization", organization_node(_named(owner)), owner, place)
        if location:
            self._location(location, owner, place)
        if service:
            fields = {**_named(service), "organization_id": owner["id"]}
            node = service_node(fields, {owner["id"]: owner["_id"]})
            self._state("service", service)
            self._take("service", node, service, place)
            self._join(service, location, cells, rest, place)

    def _identify_service(
        self, service: Node, owner: str, carrier: str | None, location: Node, place: Place
    ) -> bool:
        """Say whether it is clear enough which service is meant: a new one may be a protected one."""
        name, town = service.get("name"), (location.get("postcode"), location.get("city"))
        what = (owner, name, location.get("street"))
        self._identify(service, "service", place, "Angebot", *what, further=town)
        given = service["_id"]
        if given in self._named:
            if service.get("protected_address") is False:
                del service["protected_address"]  # who is meant by a name alone is not sure enough for that
            return True
        return self._stored.holds("service", given) or not self._stored.hides(carrier, name)

    def _identify(
        self, fields: Node, table: str, place: Place, heading: str, *names: Any, further: tuple[Any, ...] = ()
    ) -> None:
        """Give an entry its id: the one it came with, that of what is meant, or one made of its names."""
        given = fields.get("id")
        if not given:
            given = str(uuid5(_LISTED, f"{table}/{'/'.join(fold(str(name or '')) for name in names)}"))
            meant = None if self._stored.holds(table, given) else self._stored.meant(table, *names, *further)
            if meant is not None and (meant.is_protected or meant.id not in self._seen):
                given = meant.id
                if given not in self._named:
                    self._named.add(given)
                    cause = f"“{meant.name[:80]}” is stored already, as {given}"
                    self._note(place, heading, cause, Done.NAMED, Kind.NAMED)
        fields["_id"] = given = str(given)
        fields["id"] = store_id(table, given)
        if given in self._named:
            fields.pop("name", None)

    def _location(self, location: Node, owner: Node, place: Place) -> None:
        what = (owner.get("_id"), location.get("name"), location.get("street"), location.get("postcode"))
        self._identify(location, "location", place, "Standort", *what, further=(location.get("city"),))
        said = "organization_id" in location
        given = location.pop("organization_id", None) if said else owner.get("_id")
        self._state("location", location)
        location.setdefault("name", location.get("street") or location.get("city") or "Standort")
        fields = _named(location) | {"organization_id": None}
        self._take("location", location_node(fields, {}) | {"organization_id": given}, location, place)

    def _join(self, service: Node, location: Node, cells: Cells, rest: Node, place: Place) -> None:
        own = (None, service["_id"])  # a copied row brings the joins of the row that it was copied from
        joins = [one for one in rest.get("joins", ()) if one.get("service_id") in own]
        known = {str(one.get("location_id")) for one in joins}
        wanted = [location["_id"]] if location else []
        if location:
            self._records.main_places[service["_id"]] = self._says_more and service["_id"] not in self._named
        wanted += [one.strip() for one in cells.get(fold(MORE), "").split(",") if one.strip()]
        joins = [one for one in joins if str(one.get("location_id")) in wanted]
        for row in wanted:
            if row not in known:
                made = str(uuid5(_LISTED, f"join/{service['_id']}/{row}"))
                joins.append({"id": made, "location_id": row})
        for one in sorted(joins, key=lambda join: wanted.index(str(join["location_id"]))):
            node = {**one, "service_id": service["_id"]}
            self._flat.take("service_at_location", node, place, whole=True)

    def _state(self, table: str, fields: Node) -> None:
        """Remember what a list of some columns says; where several rows speak of one, the first counts."""
        if self._is_part(fields):
            key = table, fields["_id"]
            self._records.stated[key] = _named(fields) | self._records.stated.get(key, {})

    def _take(self, table: str, node: Node, fields: Node, place: Place) -> None:
        node["id"] = fields["_id"]
        self._flat.take(table, node, place, whole=not self._is_part(fields))

    def _is_part(self, fields: Node) -> bool:
        """Say whether what a row does not state stays as it is."""
        return not self._whole or fields["_id"] in self._named

    def _fields(self, part: str, place: Place, cells: Cells, rest: Node) -> Node:
        found: Node = {}
        for heading, column in _COLUMNS[part]:
            cell = cells.get(heading, "").strip()
            if not cell:
                continue
            try:
                found[column.field] = column.read(cell)
            except ValueError as error:
                self._note(place, column.heading, str(error), Done.CELL, Kind.VALUE)
        if found:
            kept = {
                name: frozenset(one) if isinstance(one, list) else one
                for name, one in rest.get(part, {}).items()
            }
            found |= kept
        elif rest.get(part):
            self._note(place, REST, f"belongs to no {part} of this row", Done.CELL, Kind.VALUE)
        return found

    def _rest(self, place: Place, cells: Cells) -> Node | None:
        said = cells.get(fold(REST), "")
        if not said:
            return {}
        try:
            rest = json.loads(said)
        except (ValueError, RecursionError):
            rest = None
        if not isinstance(rest, dict) or not all(isinstance(one, dict | list) for one in rest.values()):
            self._note(place, REST, "not readable; it is written by an export only", Done.ROW, Kind.VALUE)
            return None
        return rest

    def _note(self, place: Place, field: str, cause: str, done: Done, kind: Kind) -> None:
        self._records.problems.append(place.problem(field, cause, done, kind))


_COLUMNS: Mapping[str, tuple[tuple[str, Column], ...]] = {
    part: tuple((fold(column.heading), column) for column in COLUMNS if column.part == part)
    for part in ("service", "organization", "location")
}


def _named(fields: Node) -> Node:
    """Return the fields of an entry without what only the reading knows."""
    found = {name: value for name, value in fields.items() if name != "_id"}
    if isinstance(found.get("term_id"), str):
        found["term_id"] = UUID(found["term_id"])
    return found
