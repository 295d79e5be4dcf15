"""hints, ways for them, codes on paper"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def upgrade() -> None:
    op.create_table(
        "intake_hint_way",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("counted_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("poster", sa.LargeBinary(), nullable=False),
        _sealed("poster", op.f("ck_intake_hint_way_poster_sealed")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_intake_hint_way_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_hint_way")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_intake_hint_way_token_hash")),
    )
    op.create_index(op.f("ix_intake_hint_way_institution_id"), "intake_hint_way", ["institution_id"])
    op.create_table(
        "intake_hint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "taken",
                "answered",
                "dismissed",
                name="hintstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        _sealed("content", op.f("ck_intake_hint_content_sealed")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_intake_hint_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_hint")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_intake_hint_receipt_hash")),
    )
    op.create_index(op.f("ix_intake_hint_institution_id"), "intake_hint", ["institution_id"])
    op.create_index(op.f("ix_intake_hint_subject_id"), "intake_hint", ["subject_id"])
    op.create_table(
        "intake_reserved_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column("reserved_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_intake_reserved_code_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_reserved_code")),
        sa.UniqueConstraint("code", name=op.f("uq_intake_reserved_code_code")),
    )
    op.create_index(
        op.f("ix_intake_reserved_code_institution_id"), "intake_reserved_code", ["institution_id"]
    )


def downgrade() -> None:
    op.drop_table("intake_reserved_code")
    op.drop_table("intake_hint")
    op.drop_table("intake_hint_way")
