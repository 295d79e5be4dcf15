"""SQLite's full text search: words without accents, and trigrams."""

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from lotsen.directory.search import SearchEntry
from tests.bench.rivals import COLUMNS, PAGE, SHOWN, Wanted, filters, row_of

_FOUND = (
    "select s.*, -bm25(t, 4, 2.5, 1.5, 0.2) as score from t cross join s on s.id = t.rowid where t match ?"
)


class Fts5:
    """FTS5 with one of its tokenizers; trigrams are asked for any of theirs, so that slips find something."""

    def __init__(self, folder: Path, *, trigram: bool) -> None:
        self.name = "FTS5 trigram" if trigram else "FTS5 unicode61"
        self._trigram = trigram
        self._path = folder / "fts5.db"
        self._db = sqlite3.connect(self._path)

    def fill(self, entries: Sequence[SearchEntry]) -> None:
        """Write the table and the index."""
        tokenizer = "trigram" if self._trigram else "unicode61 remove_diacritics 2"
        self._db.execute(f"create table s ({COLUMNS.replace('id', 'id integer primary key', 1)})")
        self._db.executemany(
            "insert into s values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row_of(number, entry) for number, entry in enumerate(entries, 1)),
        )
        self._db.execute(
            f"create virtual table t using fts5(name, kind, organization, description, content='s',"
            f" content_rowid='id', tokenize='{tokenizer}')"
        )
        self._db.execute("insert into t (t) values ('rebuild')")
        self._db.commit()

    def megabytes(self) -> float:
        """Return the size of the file."""
        return self._path.stat().st_size / 1e6

    def page(self, wanted: Wanted) -> list[int]:
        """Ask for a page in one statement."""
        words = re.findall(r"\w+", wanted.text.casefold())
        if self._trigram:
            grams = dict.fromkeys(word[at : at + 3] for word in words for at in range(len(word) - 2))
            match = " OR ".join(f'"{gram}"' for gram in grams)
        else:
            match = " ".join(f'"{word}"' for word in words)
        if not match:
            return []
        more, values = filters(wanted, "?")
        found = _FOUND + more
        rows = self._db.execute(PAGE.format(found=found, shown=SHOWN), [match, *values]).fetchall()
        return [number for kind, number, _ in rows if not kind]

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
