"""What people changed since the last import stays; where a file says otherwise, somebody decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import BaseModel, ValidationError
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.domain import ChangeSource, Joined, join
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.shapes import content
from lotsen.directory.tables import EntryRevision, Service

State = tuple[ChangeSource, BaseModel]
_CHUNK = 400


@dataclass(frozen=True)
class Kept:
    """An entry that people changed since its last import, as it stands after this one."""

    entry: BaseModel
    source: ChangeSource
    joined: Joined
    is_news: bool

    def states(self, said: BaseModel) -> Iterator[State]:
        """Yield what the history tells: what the file said anew, then how the entry stands with it."""
        if self.is_news:
            yield ChangeSource.IMPORT, said
            if self.entry != said:
                yield self.source, self.entry


def join_with_people(
    desk: Desk, incoming: Mapping[UUID, BaseModel], stored: Mapping[UUID, BaseModel]
) -> dict[UUID, Kept]:
    """Join what a file says about stored entries with what people changed since the file's last import.

    Returns only entries that people changed; one that was never imported is the file's to overwrite, all but
    the protection of its address.
    """
    newest = {row: source for row, source in _newest(desk, stored) if source is not ChangeSource.IMPORT}
    bases = dict(_last_imported(desk, newest))
    bases |= {row: _unprotected(stored[row]) for row in newest.keys() - bases if _is_protected(stored[row])}
    found: dict[UUID, Kept] = {}
    for row, base in bases.items():
        now, said = content(stored[row]), content(incoming[row])
        joined = join(base, said, now)
        try:
            entry = type(incoming[row]).model_validate({**joined.state, "id": row})
        except ValidationError:  # both are fine, what is made of them is not: nothing of the file is taken
            entry, joined = stored[row], _all_left(base, said, now)
        found[row] = Kept(entry, newest[row], joined, is_news=said != base)
    return found


def changed_by_people(desk: Desk) -> frozenset[UUID]:
    """Return the entries whose newest state is not what an import said."""
    last = (
        sa.select(col(EntryRevision.object_id), sa.func.max(col(EntryRevision.number)).label("number"))
        .group_by(col(EntryRevision.object_id))
        .subquery()
    )
    query = sa.select(col(EntryRevision.object_id)).join(
        last,
        sa.and_(col(EntryRevision.object_id) == last.c.object_id, col(EntryRevision.number) == last.c.number),
    )
    found = desk.db.execute(query.where(col(EntryRevision.source) != ChangeSource.IMPORT))
    return frozenset(found.scalars())


def last_said(desk: Desk, ids: Collection[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """Return what the last import said of some entries."""
    return dict(_last_imported(desk, ids))


@dataclass(frozen=True)
class Hidden:
    """Where services were before their address was protected, by who protected it.

    Nothing that a file says brings to an end what people protected; only people do that. What a file
    protected is over as soon as a file says so.
    """

    by_people: Mapping[UUID, frozenset[UUID]]
    by_files: Mapping[UUID, frozenset[UUID]]


NOTHING_HIDDEN = Hidden({}, {})


def hidden_places(desk: Desk) -> Hidden:
    """Return where the services were whose address is protected, as their history says."""
    protected = desk.db.exec(select(Service.id).where(col(Service.protected_address).is_(True))).all()
    places: dict[UUID, set[str]] = {row: set() for row in protected}
    newest: dict[UUID, ChangeSource] = {}
    said: dict[UUID, Mapping[str, Any]] = {}
    for start in range(0, len(protected), _CHUNK):
        query = select(EntryRevision).where(
            col(EntryRevision.object_id).in_(protected[start : start + _CHUNK])
        )
        for state in desk.db.exec(query.order_by(col(EntryRevision.number))):
            places[state.object_id].update(state.entry.get("location_ids", ()))
            newest[state.object_id] = state.source
            if state.source is ChangeSource.IMPORT:
                said[state.object_id] = state.entry
    found: tuple[dict[UUID, frozenset[UUID]], dict[UUID, frozenset[UUID]]] = {}, {}
    for row, given in places.items():
        by_files = newest.get(row) is ChangeSource.IMPORT or said.get(row, {}).get("protected_address")
        found[1 if by_files else 0][row] = frozenset(map(UUID, given))
    return Hidden(*found)


def _is_protected(entry: BaseModel) -> bool:
    return isinstance(entry, ServiceEntry) and entry.protected_address


def _unprotected(entry: BaseModel) -> Mapping[str, Any]:
    return {name: value for name, value in content(entry).items() if name != "protected_address"}


def _all_left(base: Mapping[str, Any], said: Mapping[str, Any], now: Mapping[str, Any]) -> Joined:
    names = [name for name in dict.fromkeys([*said, *now]) if said.get(name) != now.get(name)]
    return Joined(
        dict(now), {name: base.get(name) for name in names}, {name: said.get(name) for name in names}
    )


def _newest(desk: Desk, ids: Collection[UUID]) -> Iterator[tuple[UUID, ChangeSource]]:
    for state in _states(desk, ids, sa.true()):
        yield state.object_id, state.source


def _last_imported(desk: Desk, ids: Collection[UUID]) -> Iterator[tuple[UUID, Mapping[str, Any]]]:
    for state in _states(desk, ids, col(EntryRevision.source) == ChangeSource.IMPORT):
        yield state.object_id, state.entry


def _states(desk: Desk, ids: Collection[UUID], which: sa.ColumnElement[bool]) -> Iterator[Any]:
    """Yield the newest state of each entry, of those that are meant."""
    ordered = list(ids)
    for start in range(0, len(ordered), _CHUNK):
        last = (
            sa.select(col(EntryRevision.object_id), sa.func.max(col(EntryRevision.number)).label("number"))
            .where(col(EntryRevision.object_id).in_(ordered[start : start + _CHUNK]), which)
            .group_by(col(EntryRevision.object_id))
            .subquery()
        )
        query = sa.select(EntryRevision).join(
            last,
            sa.and_(
                col(EntryRevision.object_id) == last.c.object_id,
                col(EntryRevision.number) == last.c.number,
            ),
        )
        yield from desk.db.execute(query).scalars()
