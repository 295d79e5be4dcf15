"""What a database makes of it: postings by region and need in an indexed table, all conditions in one query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost, ServiceProfile
from lotsen.directory.search import regions_around
from lotsen.directory.search.aspects import regions_of
from lotsen.referral.matching.age import LAST_WEEK
from tests.bench.matching.region import DAY, Family

BEST = 20
TABLES = (
    "create table service (id int primary key, pregnancy int, birth int, min_weeks int, max_weeks int,"
    " min_months int, max_months int, languages text, interpreter int, insurance int, prescription int,"
    " named int, targets text, excluded text, over int, free int, waiting int, gratis int, visit int,"
    " lat float, lon float, radius int)",
    "create table posting (region text, need text, service int)",
)
INDEX = "create index posting_of on posting (region, need, service)"

# Degrees to metres at 51 degrees north; in a circle's case the square of the distance needs no root.
_QUERY = """
select id, count(*) over () from service s where id in
 (select service from posting where region in ({regions}) and need in ({needs}))
 and over = 0 and {age} and {language} and {insured} and {prescription} and {named} and {targets} and {excluded}
 and (radius is null or lat is null
  or (lat - {lat}) * (lat - {lat}) * 12364000000.0 + (lon - {lon}) * (lon - {lon}) * 4896000000.0
   <= radius * 1000000.0 * radius)
order by free * 2000 + gratis * 800 + visit * 500 - waiting * 150
 - (abs(coalesce(lat, {lat}) - {lat}) * 111000 + abs(coalesce(lon, {lon}) - {lon}) * 70000) / 5 desc, id
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
        one.latitude,
        one.longitude,
        one.area.radius_km if one.area and one.area.level is AreaLevel.RADIUS else None,
    )


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
    groups = [group for group, answer in case.target_groups.items() if answer is not False]
    barred = [group for group, answer in case.target_groups.items() if answer is True]
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
        lat=case.latitude,
        lon=case.longitude,
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
        marks = ", ".join("?" * 22)
        self._db.executemany(f"insert into service values ({marks})", map(row_of, range(len(services)), services))
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
