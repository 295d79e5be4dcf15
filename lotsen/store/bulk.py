"""Many rows at once: a statement is put together once, and each value goes through its column's type."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

_CHUNK = 1_000


def insert_rows(db: Session, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns: what `sa.insert` does, at a fraction of its cost."""
    if not rows:
        return
    connection = db.connection()
    dialect = connection.dialect
    compiled = sa.insert(table).compile(dialect=dialect, column_keys=list(rows[0]))
    names = list(compiled.positiontup or rows[0])
    steps = [(name, _step(table.c[name].type, dialect)) for name in names]
    for start in range(0, len(rows), _CHUNK):
        prepared = [
            [row[name] if step is None else step(row[name]) for name, step in steps]
            for row in rows[start : start + _CHUNK]
        ]
        values: Any = (
            [tuple(one) for one in prepared]
            if compiled.positional
            else [dict(zip(names, one, strict=True)) for one in prepared]
        )
        connection.exec_driver_sql(str(compiled), values)


def _step(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    """Return what makes a value ready for the database; an empty list of JSON is made ready once."""
    step = kind.dialect_impl(dialect).bind_processor(dialect)
    if step is None or not isinstance(kind, sa.JSON):
        return step
    nothing, empty = step(None), step([])
    return lambda value: nothing if value is None else empty if value == [] else step(value)
