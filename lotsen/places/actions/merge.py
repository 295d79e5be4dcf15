"""Merging an imported list of municipalities into what is here: nothing is doubled, nothing taken away."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.kernel import new_id
from lotsen.places.actions.find import FOUND, GEONAMES
from lotsen.places.domain import slug
from lotsen.places.entries import TownEntry
from lotsen.places.tables import Municipality, Postcode, Source

_OFFICIAL_KEY = re.compile(r"[0-9]{8}")
_STEP = 1_000


@dataclass(frozen=True)
class Merged:
    """What an import changed."""

    new_towns: int
    new_postcodes: int
    changed: int


def merge_towns(
    desk: Desk, towns: Iterable[TownEntry], *, tick: Callable[[int], None] = lambda _: None
) -> Merged:
    """Store imported municipalities and postcodes; importing again updates. `tick` hears of rows done.

    A municipality is the same if it has the same key, or the same name and an official key in the same Kreis,
    or the same name and a postcode in common. The last are towns that people entered here: they keep their
    code, name, points and districts, and only get the postcodes they lack. A new municipality gets the
    official key that an institution here carries for it, where there is one.
    """
    desk.db.info.pop(FOUND, None)
    known = _Known(desk)
    new_towns: list[dict[str, object]] = []
    new_postcodes: list[dict[str, object]] = []
    renamed: list[dict[str, object]] = []
    moved: list[dict[str, object]] = []
    for town in towns:
        code, is_ours = known.settle(town)
        label = {"name": town.name, "kreis": town.kreis or town.name}
        row = known.by_code.get(code)
        if row is None:
            new_towns.append({"id": new_id(), "code": code, **label})
        elif not is_ours and (row.name, row.kreis) != (label["name"], label["kreis"]):
            renamed.append({"row": row.id, "new_name": label["name"], "new_kreis": label["kreis"]})
        for entry in town.postcodes:
            spot = {"lat": entry.latitude, "lon": entry.longitude}
            parts = known.parts.get((entry.postcode, code), ())
            if not parts:
                place = {"postcode": entry.postcode, "municipality": code, "district": None}
                new_postcodes.append({"id": new_id(), **place, **spot})
            elif not is_ours:
                moved += [
                    {"row": part.id, "new_lat": entry.latitude, "new_lon": entry.longitude}
                    for part in parts
                    if (part.lat, part.lon) != (entry.latitude, entry.longitude)
                ]
        tick(len(town.postcodes))
    _store(desk, new_towns, new_postcodes)
    connection = desk.db.connection()
    if renamed:
        where = sa.update(Municipality).where(col(Municipality.id) == sa.bindparam("row"))
        new_label: dict[str, Any] = {"name": sa.bindparam("new_name"), "kreis": sa.bindparam("new_kreis")}
        connection.execute(where.values(new_label), renamed)
    if moved:
        where = sa.update(Postcode).where(col(Postcode.id) == sa.bindparam("row"))
        new_spot: dict[str, Any] = {"lat": sa.bindparam("new_lat"), "lon": sa.bindparam("new_lon")}
        connection.execute(where.values(new_spot), moved)
    desk.db.expire_all()
    _note_source(desk)
    return Merged(len(new_towns), len(new_postcodes), len(renamed) + len(moved))


class _Known:
    """What is stored already, read once."""

    def __init__(self, desk: Desk) -> None:
        rows = desk.db.exec(select(Municipality)).all()
        self.by_code = {row.code: row for row in rows}
        self.by_name: dict[str, list[Municipality]] = defaultdict(list)
        for row in rows:
            self.by_name[slug(row.name.split(",")[0])].append(row)
        self.parts: dict[tuple[str, str], list[Postcode]] = defaultdict(list)
        for part in desk.db.exec(select(Postcode)).all():
            self.parts[part.postcode, part.municipality].append(part)
        pairs = desk.db.exec(select(Institution.municipality, Institution.postcode)).all()
        self.keys = sorted({pair for pair in pairs if _OFFICIAL_KEY.fullmatch(pair[0])})

    def settle(self, town: TownEntry) -> tuple[str, bool]:
        """Return the code of a municipality here, and whether people here entered it by hand."""
        if town.code in self.by_code:
            return town.code, False
        postcodes = {entry.postcode for entry in town.postcodes}
        for row in self.by_name.get(slug(town.name), ()):
            if _OFFICIAL_KEY.fullmatch(row.code) and row.code[:5] == town.code[:5]:
                return row.code, False
            if any((postcode, row.code) in self.parts for postcode in postcodes):
                return row.code, True
        found = {key for key, postcode in self.keys if key[:5] == town.code[:5] and postcode in postcodes}
        taken = found & set(self.by_code)
        return (found.pop(), False) if len(found) == 1 and not taken else (town.code, False)


def _store(desk: Desk, towns: list[dict[str, object]], postcodes: list[dict[str, object]]) -> None:
    connection = desk.db.connection()
    for start in range(0, len(towns), _STEP):
        connection.execute(sa.insert(Municipality), towns[start : start + _STEP])
    for start in range(0, len(postcodes), _STEP):
        connection.execute(sa.insert(Postcode), postcodes[start : start + _STEP])


def _note_source(desk: Desk) -> None:
    row = desk.db.exec(select(Source).where(Source.code == GEONAMES)).one_or_none()
    count = desk.db.exec(select(sa.func.count(col(Postcode.id)))).one()
    now = desk.clock.now()
    row = row or Source(code=GEONAMES, imported_at=now, postcodes=count)
    row.imported_at, row.postcodes = now, count
    desk.db.add(row)
    desk.db.flush()
