"""Brings a store's tables to the version this release needs, and back."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from lotsen.store.engines import StoreName
from lotsen.store.record import NAMES

_FOLDER = Path(__file__).parent / "migrations"


def _config(store: StoreName, connection: sa.Connection, metadata: sa.MetaData | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("version_locations", str(_FOLDER / store))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata or sa.MetaData(naming_convention=NAMES)
    return config


def upgrade(engine: Engine, store: StoreName, revision: str = "head") -> None:
    """Apply every step up to a revision, in one transaction."""
    with engine.execution_options(lotsen_begin="IMMEDIATE").begin() as connection:
        command.upgrade(_config(store, connection), revision)


def downgrade(engine: Engine, store: StoreName, revision: str = "base") -> None:
    """Undo every step down to a revision, in one transaction."""
    with engine.execution_options(lotsen_begin="IMMEDIATE").begin() as connection:
        command.downgrade(_config(store, connection), revision)


def current(engine: Engine) -> str | None:
    """Return the revision a store stands at, None where it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head(store: StoreName) -> str | None:
    """Return the revision this release needs."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("version_locations", str(_FOLDER / store))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config).get_current_head()


def drift(engine: Engine, metadata: sa.MetaData) -> list[str]:
    """Name what the tables lack or have too much against the code's own description."""
    with engine.connect() as connection:
        return [str(step) for step in compare_metadata(MigrationContext.configure(connection), metadata)]


def revise(engine: Engine, store: StoreName, metadata: sa.MetaData, message: str) -> Path:
    """Draft the next numbered step from the difference between tables and code."""
    with engine.begin() as connection:
        config = _config(store, connection, metadata)
        count = len(list(ScriptDirectory.from_config(config).walk_revisions()))
        number = f"{count + 1:04d}"
        script = command.revision(config, message, autogenerate=True, rev_id=number)
    if script is None or isinstance(script, list):
        raise RuntimeError("alembic drafted no single step")
    return Path(script.path)
