"""drafts of consents about a recipient and of withdrawals"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_OLD_FORMS = (
    "sheet",
    "contact",
    "child",
    "caregiver",
    "person",
    "consents",
    "talk",
    "close",
    "assessment",
    "born",
    "custody",
)
_NEW_FORMS = (*_OLD_FORMS, "recipient", "withdraw")
_TABLES = ("intake_draft", "intake_presence")


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


def _allow(table: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Let the forms of a table be others."""
    before, after = (f"form IN ({', '.join(repr(value) for value in values)})" for values in (old, new))
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(table, before, after)
    else:
        name = op.f(f"ck_{table}_formname")
        op.drop_constraint(name, table)
        op.create_check_constraint(name, table, sa.text(after))


def upgrade() -> None:
    for table in _TABLES:
        _allow(table, _OLD_FORMS, _NEW_FORMS)


def downgrade() -> None:
    for table in _TABLES:
        op.execute(f"DELETE FROM {table} WHERE form IN ('recipient', 'withdraw')")  # noqa: S608  # names from above
        _allow(table, _NEW_FORMS, _OLD_FORMS)
