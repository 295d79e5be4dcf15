"""From records of a file to entries: one that cannot be used is reported and stops no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from pydantic import BaseModel, ValidationError

from lotsen.directory.entries import (
    LocationEntry,
    OrganizationEntry,
    ServiceEntry,
    TaxonomyEntry,
    TermEntry,
)
from lotsen.directory.exchange.held import Held, Ids, Row, stored_entry
from lotsen.directory.hsds.declaration import OWNED
from lotsen.directory.hsds.nesting import ENTRIES, Form, Nesting
from lotsen.directory.hsds.problems import Done, Kind, Place
from lotsen.directory.hsds.records import PARTS, Record, Records
from lotsen.directory.profile import (
    location_fields,
    location_node,
    organization_fields,
    organization_node,
    service_fields,
    service_node,
    taxonomy_fields,
    taxonomy_node,
    term_fields,
    term_node,
)
from lotsen.directory.profile.mapping import Node, keep_id
from lotsen.directory.profile.terms import PROFILE_TERMS, TERMS_OF

_KINDS: Mapping[str, type[BaseModel]] = {
    "taxonomy": TaxonomyEntry,
    "taxonomy_term": TermEntry,
    "organization": OrganizationEntry,
    "location": LocationEntry,
    "service": ServiceEntry,
}


@dataclass
class Incoming:
    """Entries on their way into the store, by table; `links` gives the ids of joins (service, location)."""

    entries: dict[str, dict[UUID, BaseModel]] = field(default_factory=lambda: {name: {} for name in _KINDS})
    links: dict[tuple[UUID, UUID], UUID] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))


def entries_of(
    records: Records, held: Held, *, default_type: str, seen: Callable[[int], None] = lambda count: None
) -> Incoming:
    """Turn records into entries; what cannot be used is noted in the records' problems."""
    return _Reading(records, held, default_type, seen).all()


class _Reading:
    """One import on its way from records to entries."""

    def __init__(self, records: Records, held: Held, default_type: str, seen: Callable[[int], None]) -> None:
        self._records = records
        self._held = held
        self._ids = Ids(records, held)
        self._nesting = Nesting(records, Form.ROW, uses_up=True)
        self._default_type = default_type
        self._seen = seen
        self._found = Incoming()
        self._links: dict[UUID, dict[UUID, Node]] = {}
        self._users: Counter[UUID] = Counter()
        self._in_file = {self._ids["service", row] for row in records.tables["service"]}
        self._stored: dict[str, tuple[dict[UUID, Row], dict[UUID, BaseModel]]] = {}
        self._moved: set[UUID] = set()
        self._joined_at: dict[UUID, Place] = {}
        untyped = records.called("service", "service_type")
        self._untyped = {Place(one.file, one.line) for one in records.problems if one.field == untyped}

    def all(self) -> Incoming:
        for name in ("taxonomy", "taxonomy_term", "organization", "location"):
            for record in self._rows(name):
                self._entry(record, {})
        self._read_links()
        self._users = Counter(place for rows in self._links.values() for place in rows)
        kept = self._kept_links()
        for record in self._rows("service"):
            self._entry(record, kept.get(self._ids["service", record.id], {}))
        self._only_links(kept)
        self._forget_hidden()
        self._report_orphans()
        return self._found

    def _rows(self, name: str) -> Iterator[Record]:
        """Yield the rows of a table, without our own terms: every export brings them along."""
        own = {"taxonomy": TERMS_OF, "taxonomy_term": PROFILE_TERMS}.get(name, ())
        for number, record in enumerate(self._records.tables[name].values()):
            if number % 200 == 0:
                self._seen(number)
            if record.id not in own:
                yield record
            else:
                self._nesting.object_of(record)

    def _entry(self, record: Record, kept: Mapping[UUID, Node]) -> None:
        name = record.table
        node = self._nesting.object_of(record)
        if not record.whole and self._held.holds(name, record.id):
            node = self._completed(record, node)
        if name == "service" and ("organization", str(node.get("organization_id"))) not in self._ids:
            self._refuse(record, "organization_id", "a service belongs to an organization that is here")
            return
        try:
            fields = self._fields(name, node, record)
            if name == "service":
                if self._stays_protected(fields, record.id):
                    fields["protected_address"] = True
                self._protect(fields, record.place)
                fields |= self._given_at(fields, kept)
            entry = _KINDS[name].model_validate(fields)
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False):
                at = ".".join(str(step) for step in fault["loc"][:1])
                self._refuse(record, at, fault["msg"])
            return
        self._found.entries[name][fields["id"]] = entry

    def _fields(self, name: str, node: Node, record: Record) -> Node:
        if name == "organization":
            return organization_fields(node)
        if name == "taxonomy":
            return taxonomy_fields(node)
        if name == "taxonomy_term":
            return term_fields(node, self._ids)
        if name == "location":
            return location_fields(node, self._ids)

        def note(field_: str, cause: str, done: Done, kind: Kind) -> None:
            if field_ != "service_type" or record.place not in self._untyped:
                said = self._records.called("service", field_)
                self._records.problems.append(record.place.problem(said, cause, done, kind))

        return service_fields(node, self._ids, note, self._default_type)

    def _stays_protected(self, fields: Node, given: str) -> bool:
        """Say whether a file protected an address and this one says nothing of it: that does not open it."""
        is_told = "protected_address" in fields or given in self._records.opened
        return not is_told and fields["id"] in self._held.hidden.by_files

    def _protect(self, fields: Node, place: Place) -> None:
        """Take over no address of a protected service, neither as a join nor as a location."""
        if not fields.get("protected_address") or fields["id"] not in self._links:
            return
        places = self._links.pop(fields["id"])
        self._users.subtract(list(places))
        for at in places:
            if not self._users[at]:
                self._found.entries["location"].pop(at, None)
        cause = "the address is protected and is not taken over"
        said = self._records.called("service", "service_at_locations")
        problem = place.problem(said, cause, Done.CELL, Kind.PROTECTED)
        self._records.problems.append(problem)

    def _forget_hidden(self) -> None:
        """Store no location again that only services had whose address is protected since."""
        hidden = dict(self._held.hidden.by_people)
        for row, places in self._held.hidden.by_files.items():
            entry = self._found.entries["service"].get(row)
            if entry is None or cast("ServiceEntry", entry).protected_address:
                hidden[row] = places
        elsewhere = {place for row, rows in self._links.items() if row not in hidden for place in rows}
        for row, places in hidden.items():
            for place in {*places, *self._links.get(row, ())} - elsewhere - self._held.ids["location"]:
                self._found.entries["location"].pop(place, None)

    def _given_at(self, fields: Node, kept: Mapping[UUID, Node]) -> Node:
        places = self._links.get(fields["id"], {})
        said = {**places, **kept} if fields["id"] in self._moved else {**kept, **places}
        if fields.get("protected_address") and said:
            return {"location_ids": ()}
        parts = {place: parts for place, parts in said.items() if parts}
        return {"location_ids": tuple(said), "location_parts": parts}

    def _read_links(self) -> None:
        for record in self._rows("service_at_location"):
            node = self._nesting.object_of(record)
            service = ("service", str(node.pop("service_id", "")))
            location = ("location", str(node.pop("location_id", "")))
            if service not in self._ids or location not in self._ids:
                missing = "location" if service in self._ids else "service"
                self._refuse(record, f"{missing}_id", f"there is no such {missing} to join")
                continue
            rows = self._links.setdefault(self._ids[service], {})
            self._joined_at.setdefault(self._ids[service], record.place)
            if self._ids[location] in rows:
                self._refuse(record, "location_id", "this service is joined with this location already")
                continue
            parts: Node = {}
            self._found.links[self._ids[service], self._ids[location]] = keep_id(
                parts, "service_at_location", str(node.pop("id"))
            )
            rows[self._ids[location]] = {**parts, **node}

    def _kept_links(self) -> dict[UUID, dict[UUID, Node]]:
        """Return the joins in the store that this file does not take away: it says nothing about them."""
        says_joins = bool(self._records.tables["service_at_location"])
        silent = {
            self._ids["service", record.id]
            for record in self._records.tables["service"].values()
            if not (record.whole and says_joins)
        } | (set(self._links) - self._in_file)
        kept: dict[UUID, dict[UUID, Node]] = {
            service: {row["location_id"]: row["parts"] or {} for row in rows}
            for service, rows in self._held.links(silent).items()
        }
        for service, said in self._held.said("service", silent).items():
            kept[service] = {place: said.location_parts.get(place, {}) for place in said.location_ids}
        for given, says_all in self._records.main_places.items():
            service = self._ids["service", given]
            before, now = kept.get(service, {}), self._links.get(service, {})
            if before and now and not (set(before) & set(now) and not says_all):
                self._moved.add(service)
                kept[service] = {} if says_all else dict(list(before.items())[1:])
        return kept

    def _only_links(self, kept: Mapping[UUID, Mapping[UUID, Node]]) -> None:
        """Join services that are in the store and not in the file."""
        others = set(self._links) - self._in_file
        said = self._held.said("service", others)
        for service, row in self._held.rows("service", others).items():
            entry = said.get(service) or stored_entry("service", row)
            fields = entry.model_dump()
            self._protect(fields, self._joined_at[service])
            fields |= self._given_at(fields, kept.get(service, {}))
            self._found.entries["service"][service] = ServiceEntry.model_validate(fields)

    def _completed(self, record: Record, node: Node) -> Node:
        """Return what the files before said of a record, with what this one says of it."""
        name, row = record.table, self._ids[record.table, record.id]
        if name not in self._stored:
            mentioned = [
                self._ids[name, one.id] for one in self._records.tables[name].values() if not one.whole
            ]
            self._stored[name] = self._held.rows(name, mentioned), self._held.said(name, mentioned)
        names: dict[UUID, str] = {}
        rows, said = self._stored[name]
        fields = dict(said[row] if row in said else stored_entry(name, rows[row]))
        if stated := self._records.stated.get((name, record.id)):
            # One list of a node holds many fields: it is not put in place of another, but made of all fields.
            fields |= stated
            node = {key: value for key, value in node.items() if key == "id" or key.endswith("_id")}
        if name == "organization":
            return organization_node(fields) | node
        if name == "taxonomy":
            return taxonomy_node(fields) | node
        if name == "taxonomy_term":
            return term_node(fields, names) | node
        return (location_node if name == "location" else service_node)(fields, names) | node

    def _report_orphans(self) -> None:
        for record in self._records:
            is_program = record.table == "program" and record.id not in self._nesting.programs
            if record.table not in PARTS and not is_program:
                continue
            if self._is_loose(record):
                cause = f"this {record.table} is about something that is neither in the file nor stored"
                problem = record.place.problem("", cause, Done.LOOSE, Kind.ROW)
                self._records.problems.append(problem)
            else:
                self._refuse(record, "", f"this {record.table} hangs on nothing that could be stored")

    def _is_loose(self, record: Record) -> bool:
        """Say whether a row belongs to no entry at all; HSDS does not declare these references as keys."""
        if record.table not in OWNED:
            return record.table == "meta_table_description"
        return not any(
            owner or any(self._held.holds(name, parent) for name in ENTRIES)
            for owner, parent in self._records.owners_of(record)
        )

    def _refuse(self, record: Record, field_: str, cause: str) -> None:
        if record.table in ENTRIES:
            self._ids.refused.add((record.table, record.id))
        self._records.refuse(record, field_, cause)
