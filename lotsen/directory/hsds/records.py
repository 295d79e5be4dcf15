"""The canonical form: flat records per table, each once, with the ids of everything it hangs on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from lotsen.directory.hsds.declaration import OWNED, REQUIRED, TABLES, Nest
from lotsen.directory.hsds.problems import Done, Findings, Kind, Place, Problem
from lotsen.directory.hsds.values import Value, derived_id

FURTHER = UUID("6d2a3f0e-9a9e-4c0e-8f57-0a1f4f3c7b11")
"""The namespace of ids that a part gets in tables for its second parent of the same kind."""

PARTS = frozenset(TABLES) - {
    "organization", "program", "service", "service_at_location", "location", "taxonomy_term", "taxonomy",
}  # fmt: skip
"""What only ever describes something else; one part may describe several things at once."""


@dataclass(slots=True)
class Record:
    """One row. `owner` is the table that an attribute or a metadata row hangs on, where that is known.

    `whole` is False while it was only mentioned by another one, which need not say all.
    `further` holds (key, parent) for each parent beyond the first of the same kind: JSON may say one phone
    under two services, and one column cannot.
    """

    table: str
    values: dict[str, Value]
    place: Place
    owner: str = ""
    whole: bool = True
    further: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """The id as it was given."""
        return str(self.values["id"])


class Records:
    """All records of one import or export, with what was found wrong on the way.

    `main_places`: the services of a flat list whose row says where they mainly are, by id, and whether it
    says all their places. `opened`: those of which a list says that their address is not protected; HSDS has
    only silence for that. `stated`: what a flat list of some columns says of an entry (table, id) in fields
    of its own; the rest of the entry stays. `called` gives a field of a table the name that whoever wrote
    the source knows.
    """

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Record]] = {name: {} for name in TABLES}
        self.problems: list[Problem] = Findings()
        self.main_places: dict[str, bool] = {}
        self.stated: dict[tuple[str, str], dict[str, Any]] = {}
        self.opened: set[str] = set()
        self.called: Callable[[str, str], str] = lambda table, field_: field_
        self._contradicted: set[tuple[Place, str, str, str]] = set()
        self._about: dict[tuple[str, str, str], int] = {}

    def __len__(self) -> int:
        return sum(map(len, self.tables.values()))

    def __iter__(self) -> Iterator[Record]:
        for rows in self.tables.values():
            yield from rows.values()

    def get(self, table: str, key: object) -> Record | None:
        """Return a record by id."""
        return self.tables[table].get(key if isinstance(key, str) else str(key))

    def add(
        self, table: str, values: dict[str, Value], place: Place, owner: str = "", *, whole: bool = True
    ) -> Record:
        """Add a record, or what is new about one that is here already; what contradicts is reported."""
        row = str(values["id"])
        known = self.tables[table].get(row)
        if known is None:
            known = self.tables[table][row] = Record(table, values, place, owner, whole)
            return known
        keys = TABLES[table].keys
        owned = OWNED.get(table, ("",))[0]
        for name, value in values.items():
            if name not in known.values:
                known.values[name] = value
            elif known.values[name] != value:
                if name in keys or name == owned:
                    if (name, value) in known.further:
                        continue
                    known.further = (*known.further, (name, value))
                    if table in PARTS:
                        continue
                if (place, table, row, name) not in self._contradicted:
                    self._contradicted.add((place, table, row, name))
                    cause = f"{table} {row} says something else here than in {known.place.seen_from(place)}"
                    said = self.called(table, name)
                    self.problems.append(place.problem(said, cause, Done.FIRST, Kind.CONFLICT))
        known.owner = known.owner or owner
        known.whole = known.whole or whole
        return known

    def report_gaps(self) -> None:
        """Report what HSDS requires and nobody said, after everything was read."""
        for name, required in REQUIRED.items():
            for record in self.tables[name].values():
                for field_ in required:
                    if field_ not in record.values:
                        cause = f"HSDS requires {field_} of {name}"
                        self._note(record, field_, cause, Done.KEPT, Kind.MISSING)

    def report_dangling(self, is_held: Callable[[str, str], bool] = lambda table, row: False) -> None:
        """Report each declared foreign key that leads nowhere; the reference itself is kept.

        `is_held` says whether a record (table, id) is known from elsewhere.
        """
        for name, table in TABLES.items():
            for record in self.tables[name].values():
                for key, target in table.keys.items():
                    value = record.values.get(key)
                    if value is None or str(value) in self.tables[target]:
                        continue
                    if not is_held(target, str(value)):
                        cause = f"there is no {target} {value}"
                        self._note(record, key, cause, Done.UNUSED, Kind.DANGLING)

    def refuse(self, record: Record, field_: str, cause: str) -> None:
        """Report a record that is left out; what was reported of the same field before is the same cause."""
        number = self._about.pop((record.table, record.id, field_), None)
        if number is None:
            said = self.called(record.table, field_)
            self.problems.append(record.place.problem(said, cause, Done.ROW, Kind.ROW))
        else:
            self.problems[number] = replace(self.problems[number], done=Done.ROW)

    def _note(self, record: Record, field_: str, cause: str, done: Done, kind: Kind) -> None:
        self._about[record.table, record.id, field_] = len(self.problems)
        said = self.called(record.table, field_)
        self.problems.append(record.place.problem(said, cause, done, kind))

    def owner_of(self, record: Record) -> tuple[str, str]:
        """Say which record an attribute or metadata row hangs on: its table (or "") and its id."""
        link, entity = OWNED[record.table]
        parent = str(record.values.get(link, ""))
        return self._table_of(parent, record.owner, str(record.values.get(entity, ""))), parent

    def owners_of(self, record: Record) -> Iterator[tuple[str, str]]:
        """Say everything that an attribute or metadata row hangs on."""
        yield self.owner_of(record)
        for _, other in record.further:
            yield self._table_of(str(other)), str(other)

    def _table_of(self, row: str, *likely: str) -> str:
        for table in (*(name for name in likely if name in TABLES), *TABLES):
            if row in self.tables[table]:
                return table
        return ""


_NONE: list[Record] = []


def _further(record: Record, key: str) -> list[str]:
    return [str(parent) for name, parent in record.further if name == key]


class Children:
    """Which records hang on which, by nest; made once for a whole export or import."""

    def __init__(self, records: Records) -> None:
        self._rows: dict[tuple[str, str], dict[str, list[Record]]] = defaultdict(dict)
        for name, rows in records.tables.items():
            if name in OWNED:
                for record in rows.values():
                    for owner, parent in records.owners_of(record):
                        self._rows[name, owner].setdefault(parent, []).append(record)
                continue
            for key, target in TABLES[name].keys.items():
                under = self._rows[name, target]
                for record in rows.values():
                    if key in record.values:
                        under.setdefault(str(record.values[key]), []).append(record)
                    if record.further:
                        for parent in _further(record, key):
                            under.setdefault(parent, []).append(record)

    def of(self, table: str, row: str, nest: Nest) -> list[Record]:
        """Return the parts of a list of a record, in the order in which they were read."""
        under = self._rows.get((nest.child, table))
        return _NONE if under is None else under.get(row, _NONE)

    def has(self, table: str, nest: Nest) -> bool:
        """Say whether any record of a table has parts of a kind."""
        return bool(self._rows.get((nest.child, table)))

    def take(self, table: str, row: str, nest: Nest) -> list[Record]:
        """Return them for the last time."""
        under = self._rows.get((nest.child, table))
        return _NONE if under is None else under.pop(row, _NONE)


def further_rows(record: Record) -> Iterator[dict[str, Value]]:
    """Return the rows that tables need besides the record's own: one for each further parent of a kind."""
    if record.table not in PARTS:
        return
    keys = set(TABLES[record.table].keys) - {"taxonomy_term_id"}
    for key, parent in record.further:
        kept = {name: value for name, value in record.values.items() if name not in keys}
        yield {**kept, "id": derived_id(FURTHER, record.id, key, str(parent)), key: parent}
