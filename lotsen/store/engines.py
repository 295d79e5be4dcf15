"""Engines of the three stores, set up alike for SQLite and PostgreSQL."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Engine

from lotsen.config import Settings

StoreName = Literal["data", "keys", "figures"]
STORE_NAMES: tuple[StoreName, ...] = ("data", "keys", "figures")
HOME = "lotsen_home"
"""The engine option that names the folder for files which can be made again from the stores."""

BEGIN = "lotsen_begin"
"""The engine option that says how transactions begin; "IMMEDIATE" ones write."""
_BUSY_MS = 15_000
_PRAGMAS: dict[StoreName, tuple[str, ...]] = {
    "data": ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"),
    "keys": ("journal_mode=DELETE", "synchronous=FULL", "secure_delete=ON"),
    "figures": ("journal_mode=WAL", "synchronous=NORMAL"),
}


@dataclass(frozen=True)
class Stores:
    """The three engines; `deferred` ones read, the `writing` ones take the write lock at BEGIN."""

    data: Engine
    keys: Engine
    figures: Engine

    def writing(self, name: StoreName) -> Engine:
        """Return an engine whose transactions begin as writers (BEGIN IMMEDIATE on SQLite)."""
        engine: Engine = getattr(self, name)
        return engine.execution_options(**{BEGIN: "IMMEDIATE"})

    def dispose(self) -> None:
        """Close every pooled connection."""
        for name in STORE_NAMES:
            getattr(self, name).dispose()


def make_engine(url: str, store: StoreName, *, lasting: bool = True) -> Engine:
    """Build one engine; parameters never appear in errors or logs.

    What need not last (a test's town, a demo while it is loaded) does not wait for the disk.
    """
    engine = sa.create_engine(url, hide_parameters=True, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        _set_up_sqlite(engine, _PRAGMAS[store] if lasting else (*_PRAGMAS[store], "synchronous=OFF"))
    return engine


def _set_up_sqlite(engine: Engine, pragmas: tuple[str, ...]) -> None:
    """Pragmas on connect, and BEGIN by hand: Python 3.11's driver has no autocommit attribute."""

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        mode = connection.get_execution_options().get(BEGIN, "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def open_stores(settings: Settings, *, lasting: bool = True) -> Stores:
    """Open the stores an operator has set, making the folder of SQLite files where it is missing."""
    if any(settings.store_url(name).startswith("sqlite") for name in STORE_NAMES):
        Path(settings.home).mkdir(parents=True, exist_ok=True, mode=0o700)
    data = make_engine(settings.store_url("data"), "data", lasting=lasting)
    return Stores(
        data=data.execution_options(**{HOME: Path(settings.home)}),
        keys=make_engine(settings.store_url("keys"), "keys", lasting=lasting),
        figures=make_engine(settings.store_url("figures"), "figures", lasting=lasting),
    )
