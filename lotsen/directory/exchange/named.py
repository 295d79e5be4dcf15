"""Which stored entry a row of a list means that names one without its id."""

from __future__ import annotations

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
        if table == "organization":
            found = self._organizations.get(_bare(names[0]), [])
        elif names[0] is None or not self._held.holds("organization", names[0]):
            return None
        else:
            owner = store_id("organization", names[0])
            found = list((self._services if table == "service" else self._locations)(owner, *names[1:]))
        if len(found) != 1:
            return None
        return Meant(
            found[0].given or str(found[0].id), found[0].name, table == "service" and found[0].hidden
        )

    def _services(self, owner: UUID, name: str | None, street: str | None) -> Iterator[Any]:
        """Yield services of that name, there or at no other place that is known."""
        for row in self._by_name.get((owner, _bare(name)), ()):
            streets = self._streets.get(row.id)
            if row.hidden or not street or not streets or _bare(street) in streets:
                yield row

    def _locations(
        self, owner: UUID, name: str | None, street: str | None, postcode: str | None
    ) -> list[Any]:
        """Return the places at an address, of several those of that name."""
        if not street:
            return []
        found = [
            row
            for row in self._by_street.get((owner, _bare(street)), ())
            if not postcode or not row.postcode or row.postcode == postcode
        ]
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
        for row in self._read("location", table.c.organization_id, table.c.street, table.c.postcode):
            if row.street and row.organization_id is not None:
                found[row.organization_id, _bare(row.street)].append(row)
        return found

    @cached_property
    def _streets(self) -> dict[UUID, set[str]]:
        joins, places = table_of("service_at_location"), table_of("location")
        query = sa.select(joins.c.service_id, places.c.street).join(
            places, places.c.id == joins.c.location_id
        )
        found: dict[UUID, set[str]] = defaultdict(set)
        for service, street in self._desk.db.execute(query.where(places.c.street != "")):
            found[service].add(_bare(street))
        return found

    def _read(self, name: str, *more: sa.ColumnElement[Any]) -> Iterator[Any]:
        table = table_of(name)
        given = table.c.parts["id"].as_string().label("given")
        yield from self._desk.db.execute(sa.select(table.c.id, table.c.name, given, *more))


def _bare(name: str | None) -> str:
    return recognised_by(name or "", None, None)[0]
