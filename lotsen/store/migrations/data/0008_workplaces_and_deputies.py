"""own kinds, carriers, deputies, assigned families"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_KINDS = (
    "birth_clinic",
    "paediatric_practice",
    "gynaecological_practice",
    "school_family_centre",
    "daycare_social_work",
    "family_office",
    "carrier",
    "municipality",
)
_OLD_ORIGINS = ("ward", "practice", "walk_in")
_NEW_ORIGINS = ("ward", "practice", "school", "day_care", "walk_in")


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
    op.create_table(
        "accounts_own_kind",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("label_de", sa.String(length=80), nullable=False),
        sa.Column("label_en", sa.String(length=80), nullable=False),
        sa.Column(
            "works_as",
            sa.Enum(*_KINDS, name="institutionkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_own_kind")),
        sa.UniqueConstraint("code", name=op.f("uq_accounts_own_kind_code")),
    )
    op.create_table(
        "accounts_deputy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("absent_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["accounts_membership.id"],
                name=op.f(f"fk_accounts_deputy_{column}_accounts_membership"),
            )
            for column in ("absent_id", "deputy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_deputy")),
    )
    op.create_index(op.f("ix_accounts_deputy_absent_id"), "accounts_deputy", ["absent_id"])
    op.create_index(op.f("ix_accounts_deputy_deputy_id"), "accounts_deputy", ["deputy_id"])
    op.add_column("accounts_institution", sa.Column("own_kind_id", sa.Uuid(), nullable=True))
    op.add_column("accounts_institution", sa.Column("carrier_id", sa.Uuid(), nullable=True))
    op.add_column("intake_family", sa.Column("assigned_to", sa.Uuid(), nullable=True))
    _allow("intake_family", "origin", "familyorigin", _OLD_ORIGINS, _NEW_ORIGINS)


def downgrade() -> None:
    _allow("intake_family", "origin", "familyorigin", _NEW_ORIGINS, _OLD_ORIGINS)
    op.drop_column("intake_family", "assigned_to")
    op.drop_column("accounts_institution", "carrier_id")
    op.drop_column("accounts_institution", "own_kind_id")
    op.drop_table("accounts_deputy")
    op.drop_table("accounts_own_kind")
