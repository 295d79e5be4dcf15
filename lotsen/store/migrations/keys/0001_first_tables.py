"""first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "keys_audit_head_copy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("entry_hash", sa.LargeBinary(), nullable=False),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_audit_head_copy")),
    )
    with op.batch_alter_table("keys_audit_head_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keys_audit_head_copy_chain_id"), ["chain_id"], unique=False)

    op.create_table(
        "keys_deployment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_deployment")),
    )
    op.create_table(
        "keys_figures_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_figures_key")),
        sa.UniqueConstraint("year", name=op.f("uq_keys_figures_key_year")),
    )
    op.create_table(
        "keys_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "family",
                "referral",
                "casework",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "recipient_type",
            sa.Enum(
                "institution", name="recipienttype", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("institution_key_version", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_grant")),
        sa.UniqueConstraint("subject_id", "recipient_type", "recipient_id", name="uq_keys_grant_recipient"),
    )
    with op.batch_alter_table("keys_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keys_grant_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "keys_institution_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_institution_key")),
        sa.UniqueConstraint("institution_id", "version", name="uq_keys_institution_key_version"),
    )
    with op.batch_alter_table("keys_institution_key", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_keys_institution_key_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "keys_system_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_system_key")),
        sa.UniqueConstraint("version", name=op.f("uq_keys_system_key_version")),
    )


def downgrade() -> None:
    op.drop_table("keys_system_key")
    with op.batch_alter_table("keys_institution_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keys_institution_key_institution_id"))

    op.drop_table("keys_institution_key")
    with op.batch_alter_table("keys_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keys_grant_subject_id"))

    op.drop_table("keys_grant")
    op.drop_table("keys_figures_key")
    op.drop_table("keys_deployment")
    with op.batch_alter_table("keys_audit_head_copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keys_audit_head_copy_chain_id"))

    op.drop_table("keys_audit_head_copy")
