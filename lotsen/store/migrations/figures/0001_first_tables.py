"""first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "figures_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("covers_from", sa.String(length=7), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "published",
                "withheld",
                name="releasestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_release")),
        sa.UniqueConstraint("period", name=op.f("uq_figures_release_period")),
    )
    with op.batch_alter_table("figures_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figures_release_status"), ["status"], unique=False)

    op.create_table(
        "figures_cell",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.String(length=40), nullable=False),
        sa.Column("row_code", sa.String(length=60), nullable=False),
        sa.Column("column_code", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "protected",
                "none_or_few",
                name="cellstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["figures_release.id"], name=op.f("fk_figures_cell_release_id_figures_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_cell")),
        sa.UniqueConstraint(
            "release_id", "table_id", "row_code", "column_code", name="uq_figures_cell_coordinates"
        ),
    )
    with op.batch_alter_table("figures_cell", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figures_cell_release_id"), ["release_id"], unique=False)

    op.create_table(
        "figures_member_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["figures_release.id"],
            name=op.f("fk_figures_member_name_release_id_figures_release"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_member_name")),
        sa.UniqueConstraint("release_id", "dimension", "code", name="uq_figures_member_name_code"),
    )
    with op.batch_alter_table("figures_member_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figures_member_name_release_id"), ["release_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("figures_member_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_figures_member_name_release_id"))

    op.drop_table("figures_member_name")
    with op.batch_alter_table("figures_cell", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_figures_cell_release_id"))

    op.drop_table("figures_cell")
    with op.batch_alter_table("figures_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_figures_release_status"))

    op.drop_table("figures_release")
