"""Which stored entry a row of a list means that names one without its id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from lotsen.desk import Desk
from lotsen.directory.domain import recognised_by
from lotsen.directory.exchange.held import Held, table_of
from lotsen.directory.flat import Meant
from lotsen.directory.profile.mapping import store_id

_Rows = dict[tuple[UUID, str], list[Any]]
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")


class Named:
    """The entries of the store by their names, read at the first row that has no id."""

    def __init__(self, desk: Desk, held: Held) -> None:
        self._desk = desk
        self._held = held

    def holds(self, table: str, given: str) -> bool:
        """Say whether an entry is stored, by the id it has outside."""
        return self._held.holds(table, given)

    def meant(self, table: str, *names: str | None) -> Meant | None:
        """Return the only entry that these names fit; None where there is none, or more than one."""
        if not self._held.ids[table]:
            return None
        if not all(map(_bare, names[: 2 if table == "service" else 1])):
            return None  # signs alone name nothing
        if table == "organization":
            found = self._organizations.get(_bare(names[0]), [])
        elif names[0] is None or not self._held.holds("organization", names[0]):
            return None
        else:
            owner = store_id("organization", names[0])
            found = (self._services if table == "service" else self._locations)(owner, *names[1:])
        if len(found) != 1:
            return None
        return Meant(
            found[0].given or str(found[0].id), found[0].name, table == "service" and found[0].hidden
        )

    def hides(self, organization: str | None, service: str | None) -> bool:
        """Say whether a service of that name, of any organization of that name, has a protected address."""
        return any(
            row.hidden
            for owner in self._organizations.get(_bare(organization), ())
            for row in self._by_name.get((owner.id, _bare(service)), ())
        )

    def _services(self, owner: UUID, name: str | None, *at: str | None) -> list[Any]:
        """Return the services of that name there, or else those at no other place that is known."""
        rows = self._by_name.get((owner, _bare(name)), [])
        there = [row for row in rows if at[0] and any(_is_at(one, *at) for one in self._places[row.id])]
        return there or [row for row in rows if row.hidden or not at[0] or not self._places[row.id]]

    def _locations(self, owner: UUID, name: str | None, *at: str | None) -> list[Any]:
        """Return the places at an address, of several those of that name."""
        if not at[0]:
            return []
        found = [row for row in self._by_street.get((owner, _street(at[0])), ()) if _is_at(row, *at)]
        return found if len(found) < 2 else [row for row in found if _bare(row.name) == _bare(name)]

    @cached_property
    def _organizations(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self._read("organization"):
            found[_bare(row.name)].append(row)
        return found

    @cached_property
    def _by_name(self) -> _Rows:
        table, found = table_of("service"), defaultdict(list)
        for row in self._read("service", table.c.organization_id, table.c.protected_address.label("hidden")):
            found[row.organization_id, _bare(row.name)].append(row)
        return found

    @cached_property
    def _by_street(self) -> _Rows:
        table, found = table_of("location"), defaultdict(list)
        for row in self._read("location", table.c.organization_id, *_address()):
            if row.street and row.organization_id is not None:
                found[row.organization_id, _street(row.street)].append(row)
        return found

    @cached_property
    def _places(self) -> dict[UUID, list[Any]]:
        joins, places = table_of("service_at_location"), table_of("location")
        query = sa.select(joins.c.service_id, *_address()).join(places, places.c.id == joins.c.location_id)
        found: dict[UUID, list[Any]] = defaultdict(list)
        for row in self._desk.db.execute(query.where(places.c.street != "")):
            found[row.service_id].append(row)
        return found

    def _read(self, name: str, *more: sa.ColumnElement[Any]) -> Iterator[Any]:
        table = table_of(name)
        given = table.c.parts["id"].as_string().label("given")
        yield from self._desk.db.execute(sa.select(table.c.id, table.c.name, given, *more))


def _address() -> tuple[sa.ColumnElement[Any], ...]:
    table = table_of("location")
    return table.c.street, table.c.postcode, table.c.city


def _is_at(place: Any, street: str | None, postcode: str | None, city: str | None) -> bool:
    """Say whether a place has an address; every town has its Kirchplatz 1."""
    if _street(place.street) != _street(street):
        return False
    if postcode and place.postcode:
        return bool(postcode == place.postcode)
    return not city or not place.city or _bare(city) == _bare(place.city)


def _street(written: str | None) -> str:
    return _bare(written).replace("strasse", "str")


def _bare(name: str | None) -> str:
    """Return what a name has in common however it is written; "1-2" is not "12"."""
    return " ".join(recognised_by(part, None, None)[0] for part in _BETWEEN_DIGITS.split(name or ""))
