"""Entries into the store, in bulk: the new are added, those that differ changed, the rest left alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import col

from lotsen.desk import Desk
from lotsen.directory.actions.conflicts import note_conflict
from lotsen.directory.actions.counting import count_change
from lotsen.directory.actions.erasing import erase_addresses
from lotsen.directory.domain import ChangeSource, ObjectKind
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.exchange.held import Held, Row, stored_entry, table_of
from lotsen.directory.exchange.incoming import Incoming
from lotsen.directory.exchange.joining import Kept, State, join_with_people
from lotsen.directory.shapes import content, location_columns, service_columns
from lotsen.directory.tables import EntryRevision
from lotsen.kernel import new_id
from lotsen.store.bulk import insert_rows

_REMEMBERED = {kind.value: kind for kind in ObjectKind}
JOINED = frozenset({"organization", "location", "service"})
"""What people keep on pages of their own, so that a file does not simply overwrite it."""
_BATCH = 2_000


@dataclass
class Counts:
    """How many entries of a kind were added, changed, or were the same already.

    `kept`: of how many the file says something else than people who changed it, which is left to be decided.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0


def store(
    desk: Desk, incoming: Incoming, held: Held, *, seen: Callable[[int], None] = lambda count: None
) -> dict[str, Counts]:
    """Store all entries; `seen` is told how many entries of the present kind are done."""
    storing = _Storing(desk, held, incoming)
    counts: dict[str, Counts] = {}
    for name, entries in incoming.entries.items():
        counts[name] = Counts()
        rows = sorted(entries.items())  # ids in order fill the pages of an index one after the other
        for start in range(0, len(rows), _BATCH):
            storing.batch(name, dict(rows[start : start + _BATCH]), counts[name])
            seen(min(start + _BATCH, len(rows)))
    storing.erase()
    return counts


class _Storing:
    """One import on its way into the store."""

    def __init__(self, desk: Desk, held: Held, incoming: Incoming) -> None:
        self._desk = desk
        self._held = held
        self._joins = incoming.links
        self._is_counted = False
        self._left: dict[UUID, list[UUID]] = {}

    def batch(self, name: str, entries: dict[UUID, BaseModel], counts: Counts) -> None:
        """Store some entries of one kind."""
        known = self._held.rows(name, entries)
        links = self._held.links(entries) if name == "service" else {}
        added: list[UUID] = []
        changed: list[UUID] = []
        columns = {row: _columns(name, entry) for row, entry in entries.items()}
        for row, values in columns.items():
            before = known.get(row)
            if before is None:
                added.append(row)
            elif any(before[key] != value for key, value in values.items()) or (
                name == "service" and _joined(links.get(row, [])) != _wanted(entries[row])
            ):
                changed.append(row)
        stored = {row: stored_entry(name, known[row], links.get(row, ())) for row in changed}
        kept = join_with_people(self._desk, entries, stored) if name in JOINED else {}
        said, entries = entries, {**entries, **{row: one.entry for row, one in kept.items()}}
        columns |= {row: _columns(name, one.entry) for row, one in kept.items()}
        changed = [row for row in changed if row not in kept or kept[row].entry != stored[row]]
        counts.kept += self._tell_conflicts(name, kept)
        counts.added += len(added)
        counts.changed += len(changed)
        counts.same += len(entries) - len(added) - len(changed)
        if not added and not changed and not any(one.is_news for one in kept.values()):
            return
        self._count()
        insert_rows(
            self._desk.db, table_of(name), [{"id": row, **self._stamp(name), **columns[row]} for row in added]
        )
        self._update(name, [(row, columns[row]) for row in changed])
        if name == "service":
            self._join({row: entries[row] for row in (*added, *changed)}, links)
            self._leave([row for row in changed if row in links], entries, links)
        if name in _REMEMBERED:
            states = {row: [(ChangeSource.IMPORT, said[row])] for row in (*added, *changed)}
            for row, one in kept.items():
                states[row] = list(one.states(said[row]))
            self._remember(_REMEMBERED[name], states, stored)

    def erase(self) -> None:
        """Keep nothing of the addresses that this import protects, once every join is stored."""
        if self._left:
            self._desk.db.expire_all()
            erase_addresses(
                self._desk, self._left, {place for places in self._left.values() for place in places}
            )

    def _leave(
        self, changed: Iterable[UUID], entries: Mapping[UUID, BaseModel], links: dict[UUID, list[Row]]
    ) -> None:
        for row in changed:
            if cast("ServiceEntry", entries[row]).protected_address:
                self._left[row] = [link["location_id"] for link in links[row]]

    def _tell_conflicts(self, name: str, kept: Mapping[UUID, Kept]) -> int:
        """Leave what people and the file say differently for somebody to decide; returns about how many."""
        found = {row: one.joined for row, one in kept.items() if one.joined.said}
        for row, joined in found.items():
            note_conflict(self._desk, _REMEMBERED[name], row, joined.base, joined.said)
        self._desk.db.flush()
        return len(found)

    def _count(self) -> None:
        if not self._is_counted:
            count_change(self._desk)
            self._is_counted = True

    def _stamp(self, name: str) -> Row:
        return {"revision": 1, "changed_at": self._desk.clock.now()} if name == "service" else {}

    def _update(self, name: str, rows: Iterable[tuple[UUID, Row]]) -> None:
        table = table_of(name)
        for row, values in rows:
            more: Row = {}
            if name == "service":
                more = {"revision": table.c.revision + 1, "changed_at": self._desk.clock.now()}
            self._desk.db.execute(sa.update(table).where(table.c.id == row).values(**values, **more))

    def _join(self, services: dict[UUID, BaseModel], links: dict[UUID, list[Row]]) -> None:
        table = table_of("service_at_location")
        rows: list[Row] = []
        gone: list[UUID] = []
        for service, entry in services.items():
            known = {link["location_id"]: link["id"] for link in links.get(service, [])}
            if not known and not _wanted(entry):
                continue
            gone += known.values()
            for position, (location, parts) in enumerate(_wanted(entry)):
                row = self._joins.get((service, location)) or known.get(location) or new_id()
                rows.append(
                    {
                        "id": row,
                        "service_id": service,
                        "location_id": location,
                        "position": position,
                        "parts": parts,
                    }
                )
        for start in range(0, len(gone), 500):
            self._desk.db.execute(sa.delete(table).where(table.c.id.in_(gone[start : start + 500])))
        taken = set(self._stored_joins(row["id"] for row in rows))
        for join in rows:  # a file may give a join the id that another one has here
            if join["id"] in taken:
                join["id"] = new_id()
            taken.add(join["id"])
        insert_rows(self._desk.db, table, rows)

    def _stored_joins(self, ids: Iterable[UUID]) -> Iterator[UUID]:
        """Yield those ids of joins that are stored."""
        table, ordered = table_of("service_at_location"), list(ids)
        for start in range(0, len(ordered), 500):
            query = sa.select(table.c.id).where(table.c.id.in_(ordered[start : start + 500]))
            yield from self._desk.db.execute(query).scalars()

    def _remember(
        self, kind: ObjectKind, entries: Mapping[UUID, list[State]], before: Mapping[UUID, BaseModel]
    ) -> None:
        numbers = self._last_numbers(entries)
        rows: list[Row] = []
        for row, states in entries.items():
            number = numbers.get(row, 0)
            first = [(ChangeSource.IMPORT, before[row])] if number == 0 and row in before else []
            for source, entry in (*first, *states):
                number += 1
                rows.append(self._state(kind, row, number, entry, source))
        insert_rows(self._desk.db, EntryRevision.__table__, rows)  # type: ignore[attr-defined]  # given by the mapper

    def _last_numbers(self, ids: Collection[UUID]) -> dict[UUID, int]:
        found: dict[UUID, int] = {}
        ordered = list(ids)
        for start in range(0, len(ordered), 500):
            query = (
                sa.select(col(EntryRevision.object_id), sa.func.max(col(EntryRevision.number)))
                .where(col(EntryRevision.object_id).in_(ordered[start : start + 500]))
                .group_by(col(EntryRevision.object_id))
            )
            found |= {row[0]: row[1] for row in self._desk.db.execute(query)}
        return found

    def _state(self, kind: ObjectKind, row: UUID, number: int, entry: BaseModel, source: ChangeSource) -> Row:
        return {
            "id": new_id(),
            "kind": kind,
            "object_id": row,
            "number": number,
            "changed_at": self._desk.clock.now(),
            "changed_by": None,
            "source": source,
            "entry": content(entry),
        }


def _columns(name: str, entry: Any) -> Row:
    if name == "service":
        return service_columns(entry)
    if name == "location":
        return location_columns(entry)
    return {field: value for field, value in entry if field != "id"}


def _joined(links: list[Row]) -> list[tuple[UUID, Any]]:
    return [(link["location_id"], link["parts"] or None) for link in links]


def _wanted(entry: BaseModel) -> list[tuple[UUID, Any]]:
    service = cast("ServiceEntry", entry)
    return [(place, service.location_parts.get(place) or None) for place in service.location_ids]
