"""instruments"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "intake_instrument_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_instrument_version")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_intake_instrument_version_code")),
    )
    op.create_table(
        "intake_instrument_setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_code", sa.String(length=60), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_intake_instrument_setting_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_instrument_setting")),
        sa.UniqueConstraint(
            "institution_id", "instrument_code", name=op.f("uq_intake_instrument_setting_institution_id")
        ),
    )
    op.add_column("intake_assessment", sa.Column("threshold", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("intake_assessment", "threshold")
    op.drop_table("intake_instrument_setting")
    op.drop_table("intake_instrument_version")
