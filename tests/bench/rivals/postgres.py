"""PostgreSQL: full text search with its German configuration, and trigram similarity."""

from collections.abc import Sequence

import psycopg

from lotsen.directory.search import SearchEntry
from tests.bench.rivals import COLUMNS, PAGE, SHOWN, Wanted, filters, row_of

_SIMILAR = "select s.*, word_similarity(%s, t) as score from s where %s <%% t"
_GERMAN = (
    "select s.*, ts_rank(t, plainto_tsquery('german', %s)) as score from s"
    " where t @@ plainto_tsquery('german', %s)"
)


def has_trigrams(address: str) -> bool:
    """Say whether this server can install pg_trgm."""
    with psycopg.connect(address) as db:
        row = db.execute("select from pg_available_extensions where name = 'pg_trgm'").fetchone()
    return row is not None


class PostgresText:
    """A table with one index; `trigram` needs the extension pg_trgm."""

    def __init__(self, address: str, *, trigram: bool) -> None:
        self.name = "PostgreSQL pg_trgm" if trigram else "PostgreSQL german"
        self._trigram = trigram
        # A generic plan of a prepared statement does not know how rare a word is, and is far slower.
        self._db = psycopg.connect(address, autocommit=True, prepare_threshold=None)
        if trigram:
            self._db.execute("create extension if not exists pg_trgm")

    def fill(self, entries: Sequence[SearchEntry]) -> None:
        """Copy the table and build the index."""
        self._db.execute("drop table if exists s")
        self._db.execute(
            "create table s (id int primary key, name text, kind text, organization text, description text, "
            "type text, languages text, cost text, home_visit text, capacity text, lat float, lon float)"
        )
        with self._db.cursor() as cursor, cursor.copy(f"copy s ({COLUMNS}) from stdin") as copy:
            for number, entry in enumerate(entries, 1):
                copy.write_row(row_of(number, entry))
        if self._trigram:
            self._db.execute("alter table s add t text generated always as (name || ' ' || kind) stored")
            self._db.execute("create index on s using gin (t gin_trgm_ops)")
        else:
            self._db.execute(
                "alter table s add t tsvector generated always as ("
                "setweight(to_tsvector('german', name), 'A') ||"
                " setweight(to_tsvector('german', kind), 'B') ||"
                " setweight(to_tsvector('german', organization), 'C') ||"
                " setweight(to_tsvector('german', description), 'D')) stored"
            )
            self._db.execute("create index on s using gin (t)")
        self._db.execute("vacuum analyze s")

    def megabytes(self) -> float:
        """Return the size of table and index."""
        row = self._db.execute("select pg_total_relation_size('s')").fetchone()
        assert row is not None
        return float(row[0]) / 1e6

    def page(self, wanted: Wanted) -> list[int]:
        """Ask for a page in one statement."""
        more, values = filters(wanted, "%s")
        found = (_SIMILAR if self._trigram else _GERMAN) + more
        sql = PAGE.format(found=found, shown=SHOWN).replace("'', id, 0", "'', id, 0::bigint")
        rows = self._db.execute(sql.encode(), [wanted.text, wanted.text, *values]).fetchall()
        return [number for kind, number, _ in rows if not kind]

    def close(self) -> None:
        """Let go of the server."""
        self._db.close()
