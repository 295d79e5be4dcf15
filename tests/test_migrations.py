"""Migrations lead to the same tables as the code describes, on both engines, and back."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

import lotsen.schema
from lotsen.store import migrate
from lotsen.store.engines import STORE_NAMES, StoreName, make_engine
from lotsen.store.record import METADATA
from tests.postgres import Postgres, StoreUrls

FOLDER = Path(migrate.__file__).parent / "migrations"
ENGINES = ("sqlite", "postgresql")


def scripts(store: StoreName) -> list[Path]:
    return sorted(path for path in (FOLDER / store).glob("*.py") if path.name != "__init__.py")


def revisions() -> Iterator[tuple[StoreName, str]]:
    for store in STORE_NAMES:
        for script in scripts(store):
            yield store, script.name.split("_")[0]


class Databases:
    """Hands out empty databases of one engine and closes them at the end of a test."""

    def __init__(self, kind: str, folder: Path, request: pytest.FixtureRequest) -> None:
        self.kind = kind
        self._folder = folder
        self._opened: list[Engine] = []
        self._sets: list[StoreUrls] = []
        self._server: Postgres | None = request.getfixturevalue("postgres") if kind == "postgresql" else None

    def empty(self, store: StoreName) -> Engine:
        url = f"sqlite:///{self._folder}/{len(self._opened)}.db"
        if self._server is not None:
            self._sets.append(self._server.fresh())
            url = self._sets[-1].data
        self._opened.append(make_engine(url, store))
        return self._opened[-1]

    def close(self) -> None:
        for engine in self._opened:
            engine.dispose()
        for urls in self._sets:
            assert self._server is not None
            self._server.drop(urls)


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    found = Databases(request.param, tmp_path, request)
    yield found
    found.close()


# --- what a database holds, in words that do not depend on how it came about -------------------------------


def description(engine: Engine) -> list[str]:
    """Describe every table, column, constraint, index and trigger in one line each."""
    lines = describe_sqlite(engine) if engine.dialect.name == "sqlite" else describe_postgresql(engine)
    return sorted(line for line in lines if "alembic_version" not in line)


def describe_sqlite(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    for kind, name, table, sql in rows:
        if sql is None:  # the index behind a key, named by the constraint itself
            continue
        if kind != "table":
            yield f"{table}: {kind} {name}: {plain(sql)}"
            continue
        inside, options = parts_of_table(plain(sql))
        yield f"{table}: {options or 'no options'}"
        yield from (f"{table}: {part}" for part in inside)


def plain(sql: str) -> str:
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.replace('"', "").split()))


def parts_of_table(sql: str) -> tuple[list[str], str]:
    """Cut `CREATE TABLE x(a, b, …) options` at its outer commas."""
    parts, depth, start = [], 0, sql.index("(") + 1
    for position in range(start, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[position], 0)
        if depth < 0 or (sql[position] == "," and depth == 0):
            parts.append(sql[start:position])
            start = position + 1
        if depth < 0:
            break
    return parts, sql[start:].strip()


def describe_postgresql(engine: Engine) -> Iterator[str]:
    catalogue = {
        "column": "SELECT table_name, concat_ws(' ', column_name, data_type, character_maximum_length, "
        "numeric_precision, is_nullable, column_default) FROM information_schema.columns "
        "WHERE table_schema = 'public'",
        "constraint": "SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid) "
        "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "index": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "trigger": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE NOT tgisinternal",
        "function": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc "
        "WHERE pronamespace = 'public'::regnamespace",
        "type": "SELECT typname, typtype::text FROM pg_type "
        "WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e')",
        "sequence": "SELECT sequencename, '' FROM pg_sequences WHERE schemaname = 'public'",
    }
    with engine.connect() as connection:
        for kind, query in catalogue.items():
            for table, text in connection.exec_driver_sql(query):
                yield f"{table}: {kind} {' '.join(str(text).split())}"


def plant(engine: Engine) -> dict[str, int]:
    """Put one row into every table as it stands, whatever the code says today; return the counts."""
    metadata = sa.MetaData()
    metadata.reflect(engine)
    planted: dict[str, dict[str, Any]] = {}
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name == "alembic_version":
                continue
            allowed = allowed_values(engine, table.name)
            row = {column.name: value_for(column, allowed, planted) for column in table.columns}
            planted[table.name] = row
            connection.execute(table.insert().values(row))
    return counts(engine)


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in sa.inspect(connection).get_table_names()
            if name != "alembic_version"
        }


def allowed_values(engine: Engine, table: str) -> dict[str, str]:
    """Read the first allowed value of each enumerated column from its CHECK."""
    found = {}
    for check in sa.inspect(engine).get_check_constraints(table):
        column = re.match(r"\W*(\w+)", check["sqltext"])
        value = re.search(r"'([^']*)'", check["sqltext"])
        if column and value:
            found[column[1]] = value[1]
    return found


def value_for(column: sa.Column[Any], allowed: dict[str, str], planted: dict[str, dict[str, Any]]) -> Any:
    for key in column.foreign_keys:
        table, name = key.target_fullname.rsplit(".", 1)
        if table in planted:
            return planted[table][name]
        assert column.nullable, f"{column}: nothing to point at yet"
        return None
    if column.name in allowed:
        return allowed[column.name]
    kind = column.type
    by_kind: list[tuple[type[sa.types.TypeEngine[Any]], Any]] = [
        (sa.Uuid, uuid4()),
        (sa.LargeBinary, b"\x01" + bytes(40)),
        (sa.Boolean, True),
        (sa.DateTime, datetime(2026, 11, 2, 9, 30, tzinfo=UTC)),
        (sa.Date, date(2026, 11, 2)),
        (sa.Numeric, 1),
        (sa.Float, 1.0),
        (sa.Integer, 1),
        (sa.JSON, {}),
    ]
    for known, value in by_kind:
        if isinstance(kind, known):
            return value
    assert isinstance(kind, sa.String), f"{column}: a value for {kind!r} is missing here"
    return uuid4().hex if kind.length == 32 else "x"


# --- the laws --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("store", STORE_NAMES)
def test_upgrading_gives_exactly_the_tables_that_the_code_describes(
    databases: Databases, store: StoreName
) -> None:
    assert lotsen.schema.__name__  # importing it has filled the metadata
    migrated, described = databases.empty(store), databases.empty(store)
    migrate.upgrade(migrated, store)
    METADATA[store].create_all(described)
    assert description(migrated) == description(described)
    assert len(description(migrated)) > len(METADATA[store].tables)


@pytest.mark.parametrize("store", STORE_NAMES)
def test_down_to_the_ground_leaves_nothing_and_up_again_gives_the_same(
    databases: Databases, store: StoreName
) -> None:
    engine = databases.empty(store)
    assert description(engine) == []
    migrate.upgrade(engine, store)
    first = description(engine)
    migrate.downgrade(engine, store)
    assert description(engine) == []
    assert migrate.current(engine) is None
    migrate.upgrade(engine, store)
    assert description(engine) == first


@pytest.mark.parametrize("store", STORE_NAMES)
def test_a_store_says_which_revision_it_stands_at(databases: Databases, store: StoreName) -> None:
    engine = databases.empty(store)
    assert migrate.current(engine) is None
    migrate.upgrade(engine, store)
    assert migrate.current(engine) == migrate.head(store) == scripts(store)[-1].name.split("_")[0]
    assert migrate.drift(engine, METADATA[store]) == []


@pytest.mark.parametrize(("store", "revision"), list(revisions()))
def test_rows_of_every_revision_live_on_at_the_newest(
    databases: Databases, store: StoreName, revision: str
) -> None:
    engine = databases.empty(store)
    migrate.upgrade(engine, store, revision)
    before = plant(engine)
    assert set(before.values()) == {1}
    migrate.upgrade(engine, store)
    after = counts(engine)
    assert {table: after[table] for table in before if table in after} == {
        table: before[table] for table in before if table in after
    }


def test_a_contact_kept_before_there_were_languages_keeps_its_words_as_the_german_ones(
    databases: Databases,
) -> None:
    engine = databases.empty("data")
    migrate.upgrade(engine, "data", "0020")
    plant(engine)
    words = sa.text("SELECT name, phone, hours FROM contacts_kept_contact")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE contacts_kept_contact SET name = 'Pforte', hours = 'immer'"))
        before = connection.execute(words).all()
    migrate.upgrade(engine, "data", "0021")
    with engine.connect() as connection:
        assert connection.execute(words).all() == before
        added = sa.text("SELECT discreet, translations FROM contacts_kept_contact")
        assert connection.execute(added).all() == [(None, None)]
    migrate.downgrade(engine, "data", "0020")
    with engine.connect() as connection:
        assert connection.execute(words).all() == before


def test_a_draft_from_the_shipped_rules_outlives_the_way_down(databases: Databases) -> None:
    engine = databases.empty("data")
    migrate.upgrade(engine, "data", "0026")
    plant(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE workbench_rule_draft SET origin = 'shipped'"))
    migrate.downgrade(engine, "data", "0025")
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT origin FROM workbench_rule_draft")) == "earlier"


@pytest.mark.parametrize("store", STORE_NAMES)
def test_migrations_are_numbered_in_one_row(store: StoreName) -> None:
    numbers = [script.name.split("_")[0] for script in scripts(store)]
    assert numbers
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
    for script in scripts(store):
        assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]*\.py", script.name), script.name


def test_migrations_import_nothing_that_will_change_under_them() -> None:
    names = {
        name.split(".")[0]
        for store in STORE_NAMES
        for script in scripts(store)
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
        for name in imported(node)
    }
    assert names <= {"alembic", "sqlalchemy", "collections", "typing"}


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
