"""subjects: hints and protection cases"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_OLD = ("family", "referral", "casework")
_NEW = ("family", "hint", "referral", "casework", "protection")


def _rewrite(table: str, old: str, new: str) -> None:
    """Change the words of a table's definition on SQLite where what is stored stays as it is.

    SQLite can alter no constraint; its manual names this way for changes that touch no row (ALTER TABLE, 8).
    """
    count = "SELECT count(*) FROM sqlite_master WHERE name = :table AND instr(sql, :old)"
    values = {"table": table, "old": old, "new": new}
    bind = op.get_bind()
    if bind.execute(sa.text(count), values).scalar_one() != 1:
        raise LookupError(f"{table} is not defined as expected")
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE name = :table"), values
    )
    bind.exec_driver_sql("PRAGMA writable_schema = RESET")


def _allow(table: str, column: str, enum: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Let an enumerated column hold other values."""
    before, after = (f"{column} IN ({', '.join(repr(value) for value in values)})" for values in (old, new))
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(table, before, after)
    else:
        name = op.f(f"ck_{table}_{enum}")
        op.drop_constraint(name, table)
        op.create_check_constraint(name, table, sa.text(after))


def upgrade() -> None:
    _allow("keys_grant", "subject_kind", "subjectkind", _OLD, _NEW)


def downgrade() -> None:
    _allow("keys_grant", "subject_kind", "subjectkind", _NEW, _OLD)
