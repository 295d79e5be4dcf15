"""facts and jobs"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def upgrade() -> None:
    op.create_table(
        "facts_fact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        _sealed("document", op.f("ck_facts_fact_document_sealed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts_fact")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("facts_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facts_fact_quarter"), ["quarter"], unique=False)

    op.create_table(
        "jobs_job_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("turn", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs_job_run")),
        sa.UniqueConstraint("name", "turn", name="uq_jobs_job_run_turn"),
    )


def downgrade() -> None:
    op.drop_table("jobs_job_run")
    with op.batch_alter_table("facts_fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facts_fact_quarter"))

    op.drop_table("facts_fact")
