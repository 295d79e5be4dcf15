"""Commands for stores and keys: set up, upgrade, check."""

from datetime import UTC, datetime
from typing import get_args

import click
from sqlalchemy.exc import OperationalError

from lotsen.cli import frame
from lotsen.config import Settings
from lotsen.kernel import LotsenError
from lotsen.keys.office import KeyOffice, initialise
from lotsen.schema import METADATA
from lotsen.store import migrate
from lotsen.store.engines import STORE_NAMES, StoreName, Stores, open_stores
from lotsen.vault import FileRoot, open_root


@click.group()
def db() -> None:
    """Look after the tables of the three stores (data, keys, figures)."""


@db.command()
@frame.plainly
def upgrade() -> None:
    """Bring all three stores to the version this release needs. Safe to repeat."""
    stores = open_stores(frame.settings())
    upgrade_all(stores)
    stores.dispose()


def upgrade_all(stores: Stores) -> None:
    """Upgrade every store that is behind, keys first."""
    order: tuple[StoreName, ...] = ("keys", "data", "figures")
    for store in order:
        if migrate.current(getattr(stores, store)) != migrate.head(store):
            migrate.upgrade(getattr(stores, store), store)


@db.command("check")
@frame.json_option
@frame.plainly
def check_db(*, as_json: bool) -> None:
    """Say which version each store has and whether its tables are as the code describes them."""
    stores = open_stores(frame.settings())
    rows = [_state(stores, name) for name in STORE_NAMES]
    stores.dispose()
    frame.show(rows, as_json=as_json)
    if any(row["version"] != row["needed"] or row["drift"] for row in rows):
        raise SystemExit(frame.PROBLEM)


def _state(stores: Stores, name: StoreName) -> dict[str, object]:
    engine = getattr(stores, name)
    version = migrate.current(engine)
    drift = migrate.drift(engine, METADATA[name]) if version else []
    return {"store": name, "version": version, "needed": migrate.head(name), "drift": drift}


@db.command()
@click.argument("store", type=click.Choice(get_args(StoreName)))
@click.argument("message")
@frame.plainly
def revision(store: StoreName, message: str) -> None:
    """Draft the next migration of STORE from the difference to the code; read it before you commit it."""
    stores = open_stores(frame.settings())
    path = migrate.revise(getattr(stores, store), store, METADATA[store], message)
    stores.dispose()
    click.echo(path)


@click.group()
def keys() -> None:
    """Look after root key and key store."""


@keys.command()
@frame.plainly
def init() -> None:
    """Make the root key (provider "file"), the tables and this installation's system key.

    Keep a copy of the root key's file in a safe place apart from all backups: without it nothing that
    is sealed can ever be opened again. A second call changes nothing.
    """
    settings = frame.settings()
    set_up(settings)
    click.echo(f"Root key, level 0: {settings.root_path}")


def set_up(settings: Settings) -> None:
    """Create what is missing: root key, tables, system key."""
    stores = open_stores(settings)
    if settings.root.provider == "file" and not settings.root_path.exists():
        settings.root_path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        FileRoot.create(settings.root_path)
    upgrade_all(stores)
    initialise(stores, open_root(settings.root.provider, str(settings.root_path)), datetime.now(UTC))
    stores.dispose()


@click.command()
@frame.json_option
@frame.plainly
def check(*, as_json: bool) -> None:
    """Check settings, root key, stores and keys; start-up refuses what this refuses."""
    settings = frame.settings()
    rows = findings(settings)
    frame.show(rows, as_json=as_json)
    if any(row["state"] != "ok" for row in rows):
        raise SystemExit(frame.PROBLEM)


def findings(settings: Settings) -> list[dict[str, object]]:
    """Look at everything a start needs and say what was found."""
    rows: list[dict[str, object]] = [{"what": "settings", "state": "ok"}]
    stores = open_stores(settings)
    for name in STORE_NAMES:
        try:
            behind = migrate.current(getattr(stores, name)) != migrate.head(name)
        except OperationalError:
            rows.append({"what": f"store {name}", "state": "does not answer"})
            continue
        rows.append({"what": f"store {name}", "state": "run `lotsen db upgrade`" if behind else "ok"})
    if all(row["state"] == "ok" for row in rows):
        rows.append({"what": "keys", "state": _key_state(settings, stores)})
    stores.dispose()
    return rows


def _key_state(settings: Settings, stores: Stores) -> str:
    try:
        KeyOffice(stores, open_root(settings.root.provider, str(settings.root_path))).system_key("index")
    except LotsenError as refusal:
        return str(refusal)
    return "ok"
