"""drafts of births, custody and walk-in contacts; stamps that the search reads"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

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
)
_NEW_FORMS = (*_OLD_FORMS, "born", "custody")
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


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def upgrade() -> None:
    for table in _TABLES:
        _allow(table, _OLD_FORMS, _NEW_FORMS)
    op.create_table(
        "intake_walk_in_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=False),
        _sealed("typed", op.f("ck_intake_walk_in_draft_typed_sealed")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_intake_walk_in_draft_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_walk_in_draft")),
        sa.UniqueConstraint(
            "institution_id", "person_id", name=op.f("uq_intake_walk_in_draft_institution_id")
        ),
    )
    op.create_index(op.f("ix_intake_walk_in_draft_saved_at"), "intake_walk_in_draft", ["saved_at"])
    op.add_column("intake_family", sa.Column("name_stamp", sa.BigInteger(), nullable=True))
    op.create_index("ix_intake_family_stamp", "intake_family", ["institution_id", "name_stamp"])


def downgrade() -> None:
    op.drop_index("ix_intake_family_stamp", "intake_family")
    op.drop_column("intake_family", "name_stamp")
    op.drop_table("intake_walk_in_draft")
    for table in _TABLES:
        op.execute(f"DELETE FROM {table} WHERE form IN ('born', 'custody')")  # noqa: S608  # names from above
        _allow(table, _NEW_FORMS, _OLD_FORMS)
