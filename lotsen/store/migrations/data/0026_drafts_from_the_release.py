"""drafts of the rules that begin with the rules the release ships"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_TABLE = "workbench_rule_draft"
_OLD_ORIGINS = ("in_force", "earlier", "imported")
_NEW_ORIGINS = ("in_force", "earlier", "shipped", "imported")


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


def _allow(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Let the origins of a draft be others."""
    before, after = (f"origin IN ({', '.join(repr(value) for value in values)})" for values in (old, new))
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(_TABLE, before, after)
    else:
        name = op.f(f"ck_{_TABLE}_draftorigin")
        op.drop_constraint(name, _TABLE)
        op.create_check_constraint(name, _TABLE, sa.text(after))


def upgrade() -> None:
    _allow(_OLD_ORIGINS, _NEW_ORIGINS)


def downgrade() -> None:
    op.execute(f"UPDATE {_TABLE} SET origin = 'earlier' WHERE origin = 'shipped'")  # noqa: S608  # names from above
    _allow(_NEW_ORIGINS, _OLD_ORIGINS)
