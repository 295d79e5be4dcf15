"""What the store holds already, read in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import BaseModel, ValidationError

from lotsen.desk import Desk
from lotsen.directory.entries import (
    LocationEntry,
    OrganizationEntry,
    ServiceEntry,
    TaxonomyEntry,
    TermEntry,
)
from lotsen.directory.exchange.joining import changed_by_people, hidden_places, last_said
from lotsen.directory.hsds.records import Records
from lotsen.directory.profile.mapping import store_id
from lotsen.directory.profile.terms import PROFILE_TERMS
from lotsen.directory.shapes import location_entry, service_entry
from lotsen.directory.tables import (
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from lotsen.store.record import DataRecord

Row = dict[str, Any]
MODELS: Mapping[str, type[DataRecord]] = {
    "taxonomy": Taxonomy,
    "taxonomy_term": TaxonomyTerm,
    "organization": Organization,
    "location": Location,
    "service": Service,
    "service_at_location": ServiceAtLocation,
}
"""The tables of HSDS that have one here, in the order in which they can be filled."""
_KINDS: Mapping[str, type[BaseModel]] = {
    "organization": OrganizationEntry,
    "taxonomy": TaxonomyEntry,
    "taxonomy_term": TermEntry,
    "location": LocationEntry,
    "service": ServiceEntry,
}
_FEW = 2_000
_CHUNK = 500


def table_of(name: str) -> sa.Table:
    """Return the stored table of one of HSDS."""
    found: sa.Table = MODELS[name].__table__  # type: ignore[attr-defined]  # given by the mapper
    return found


class Held:
    """The ids in the store, and the rows as they were before this import."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.ids = {name: set(self._column(name)) for name in MODELS}
        self.hidden = hidden_places(desk)
        self._by_people: frozenset[UUID] | None = None

    def holds(self, table: str, given: str) -> bool:
        """Say whether a record is stored, by the id it has outside."""
        return table in self.ids and store_id(table, given) in self.ids[table]

    def knows(self, table: str, given: str) -> bool:
        """Say whether a reference leads somewhere: to a stored record, or to a term of our own."""
        return given in PROFILE_TERMS or self.holds(table, given)

    def rows(self, name: str, ids: Collection[UUID]) -> dict[UUID, Row]:
        """Read the rows with these ids."""
        wanted = self.ids[name] & set(ids)
        return {row["id"]: row for row in self._rows(name, "id", wanted)}

    def said(self, name: str, ids: Collection[UUID]) -> dict[UUID, Any]:
        """Return the entries that people changed since as their last import said them.

        What a file leaves out of an entry is what the files before it said: were it what people wrote, their
        words would count as a file's, and the next file would overwrite them.
        """
        if self._by_people is None:
            self._by_people = changed_by_people(self._desk)
        found: dict[UUID, Any] = {}
        for row, base in last_said(self._desk, self._by_people & set(ids)).items():
            with suppress(ValidationError):
                found[row] = _KINDS[name].model_validate({**base, "id": row})
        return found

    def links(self, services: Collection[UUID]) -> dict[UUID, list[Row]]:
        """Read at which locations services are given, the main one first."""
        found: dict[UUID, list[Row]] = {}
        for row in self._rows("service_at_location", "service_id", self.ids["service"] & set(services)):
            found.setdefault(row["service_id"], []).append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (row["position"], str(row["id"])))
        return found

    def _column(self, name: str) -> Iterator[UUID]:
        yield from self._desk.db.execute(sa.select(table_of(name).c.id)).scalars()

    def _rows(self, name: str, key: str, wanted: set[UUID]) -> Iterator[Row]:
        if not wanted:
            return
        table = table_of(name)
        if len(wanted) > _FEW:
            for row in self._desk.db.execute(sa.select(table)).mappings():
                if row[key] in wanted:
                    yield dict(row)
            return
        ordered = list(wanted)
        for start in range(0, len(ordered), _CHUNK):
            query = sa.select(table).where(table.c[key].in_(ordered[start : start + _CHUNK]))
            yield from map(dict, self._desk.db.execute(query).mappings())


class Ids(Mapping[tuple[str, str], UUID]):
    """Under which id a record (table, id outside) is stored or will be: of the file and of the store.

    Lists only those that were looked up.
    """

    def __init__(self, records: Records, held: Held) -> None:
        self._records = records
        self._held = held
        self._known: dict[tuple[str, str], UUID] = {}
        self.refused: set[tuple[str, str]] = set()

    def __getitem__(self, key: tuple[str, str]) -> UUID:
        """Return the id; KeyError where there is no such record."""
        if key in self.refused:
            raise KeyError(key)
        if key not in self._known:
            table, given = key
            if given not in self._records.tables[table] and not self._held.holds(table, given):
                raise KeyError(key)
            self._known[key] = store_id(table, given)
        return self._known[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def stored_entry(name: str, row: Row, links: Collection[Row] = ()) -> BaseModel:
    """Return a stored row in the shape in which it arrived."""
    if name == "service":
        return service_entry(row, [(link["location_id"], link["parts"]) for link in links])
    if name == "location":
        return location_entry(row)
    return _KINDS[name].model_validate(row)
