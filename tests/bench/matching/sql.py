"""What a database makes of it: postings by region and need with an index, all conditions in one query."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import psycopg

from lotsen.directory.domain import AccessRoute, Capacity, Cost, ServiceProfile
from lotsen.directory.search import on_sphere, regions_around
from lotsen.directory.search.aspects import regions_of
from lotsen.places.domain import EARTH_RADIUS_IN_METRES
from lotsen.referral.matching.age import LAST_WEEK
from lotsen.referral.matching.groups import belongs
from tests.bench.matching.region import DAY, GROUPS, Family

SERVICES = """
create table service (id int primary key, pregnancy int, birth int, min_weeks int, max_weeks int,
 min_months int, max_months int, languages text, interpreter int, insurance int, prescription int,
 named int, targets text, excluded text, over int, free int, waiting int, gratis int, visit int,
 x float, y float, z float, reach float)
"""
TABLES = (SERVICES, "create table posting (region text, need text, service int)")
INDEX = "create index posting_of on posting (region, need, service)"

# A circle is the square of a chord; half a step of 100 m belongs to it, as in whole steps.
_QUERY = """
select id, count(*) over () from service s where id in
 (select service from posting where region in ({regions}) and need in ({needs}))
 and over = 0 and {age} and {language} and {insured} and {prescription} and {named} and {targets}
 and {excluded}
 and (reach is null or x is null or {chord} <= reach)
order by free * 2000 + gratis * 800 + visit * 500 - waiting * 150 - coalesce({chord}, 0) * 100000 desc, id
limit 20
"""


class Database(Protocol):
    """A database that is asked for the best twenty and how many fit."""

    name: str

    def fill(self, services: Sequence[ServiceProfile]) -> None:
        """Take all services."""
        ...

    def count(self, family: Family) -> int:
        """Find the best and say how many fit."""
        ...

    def close(self) -> None:
        """Let go."""
        ...


def row_of(number: int, one: ServiceProfile) -> tuple[Any, ...]:
    """Return a service as the table holds it."""
    insurance = one.insurance_required or (one.insurance_required is None and one.cost is Cost.INSURANCE)
    stated = one.serves_pregnancy is not None
    return (
        number,
        int(one.serves_pregnancy or not stated),
        int(one.serves_after_birth or not stated),
        one.min_weeks or 0,
        LAST_WEEK + 9 if one.max_weeks is None or one.max_weeks >= LAST_WEEK else one.max_weeks,
        one.min_months or 0,
        999 if one.max_months is None else one.max_months,
        f" {' '.join(sorted(one.languages | {'de'}))} " if one.languages else "",
        int(one.interpreter is not False),
        int(insurance),
        int(one.access is AccessRoute.PRESCRIPTION),
        int(one.anonymous_possible is False),
        f" {' '.join(sorted(one.target_groups))} " if one.target_groups else "",
        f" {' '.join(sorted(one.excluded_groups))} ",
        int(one.capacity is Capacity.CLOSED or (one.valid_until is not None and one.valid_until < DAY)),
        int(one.capacity is Capacity.FREE),
        one.waiting_weeks or 0,
        int(one.cost is Cost.FREE),
        int(one.home_visit is True),
        *_spot(one),
        (2 * math.sin((one.area.radius_km * 1000 + 50) / 2 / EARTH_RADIUS_IN_METRES)) ** 2
        if one.area and one.area.radius_km
        else None,
    )


def _spot(one: ServiceProfile) -> Sequence[float | None]:
    if one.latitude is None or one.longitude is None:
        return (None, None, None)
    found: list[float | None] = on_sphere(np.array(one.latitude), np.array(one.longitude)).tolist()
    return found


def postings_of(number: int, one: ServiceProfile) -> Iterator[tuple[str, str, int]]:
    """Yield a service under each of its regions and needs."""
    return ((region, need, number) for region in regions_of(one.area) for need in one.needs)


def query_of(family: Family) -> str:
    """Write the query for one family; values come from the bench itself."""
    case, needs = family
    (child,) = case.children
    age = case.weeks() if child.unborn else case.months(child)
    kind, unit = ("pregnancy", "weeks") if child.unborn else ("birth", "months")
    spoken = " or ".join(f"languages like '% {code} %'" for code in case.languages)
    listed = "" if case.interpreter_ok is False else " or interpreter = 1"
    groups = [group for group in GROUPS if belongs(case, group) is not False]
    barred = [group for group in GROUPS if belongs(case, group) is True]
    x, y, z = on_sphere(np.array(case.latitude), np.array(case.longitude)).tolist()
    return _QUERY.format(
        regions=", ".join(f"'{region}'" for region in regions_around(case.homes)),
        needs=", ".join(f"'{need.code}'" for need in needs),
        age=f"{kind} = 1 and min_{unit} <= {age} and max_{unit} >= {age}",
        language="true" if "de" in case.languages else f"(languages = '' or {spoken}{listed})",
        insured="insurance = 0" if case.insured is False else "true",
        prescription="prescription = 0" if case.prescription is False else "true",
        named="named = 0" if case.wants_anonymous else "true",
        targets="(targets = ''" + "".join(f" or targets like '% {one} %'" for one in groups) + ")",
        excluded=" and ".join(f"excluded not like '% {one} %'" for one in barred) or "true",
        chord=f"((x - {x}) * (x - {x}) + (y - {y}) * (y - {y}) + (z - {z}) * (z - {z}))",
    )


class Sqlite:
    """SQLite in a file."""

    name = "SQLite, indexed"

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "match.db")

    def fill(self, services: Sequence[ServiceProfile]) -> None:
        """Write both tables and the index."""
        for table in TABLES:
            self._db.execute(table)
        self._db.executemany(
            "insert into service values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            map(row_of, range(len(services)), services),
        )
        self._db.executemany(
            "insert into posting values (?, ?, ?)",
            (row for at, one in enumerate(services) for row in postings_of(at, one)),
        )
        self._db.execute(INDEX)
        self._db.execute("analyze")
        self._db.commit()

    def count(self, family: Family) -> int:
        """Ask once."""
        rows = self._db.execute(query_of(family)).fetchall()
        return int(rows[0][1]) if rows else 0

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


class Postgres:
    """PostgreSQL on the same machine."""

    name = "PostgreSQL, indexed"

    def __init__(self, address: str) -> None:
        self._db = psycopg.connect(address, autocommit=True, prepare_threshold=None)

    def fill(self, services: Sequence[ServiceProfile]) -> None:
        """Copy both tables and build the index."""
        with self._db.cursor() as cursor:
            for table in TABLES:
                cursor.execute(table.encode())
            with cursor.copy("copy service from stdin") as copy:
                for row in map(row_of, range(len(services)), services):
                    copy.write_row(row)
            with cursor.copy("copy posting from stdin") as copy:
                for at, one in enumerate(services):
                    for posting in postings_of(at, one):
                        copy.write_row(posting)
            cursor.execute(INDEX)
            cursor.execute("vacuum analyze service")
            cursor.execute("vacuum analyze posting")

    def count(self, family: Family) -> int:
        """Ask once."""
        rows = self._db.execute(query_of(family).replace("%", "%%").encode()).fetchall()
        return int(rows[0][1]) if rows else 0

    def close(self) -> None:
        """Let go of the server."""
        self._db.close()
