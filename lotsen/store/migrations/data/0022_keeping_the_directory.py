"""entries that look like one and are not, entries that were merged, how old entries may become,
what imports and people say differently"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_KINDS = ("organization", "location", "service", "taxonomy_term")


def upgrade() -> None:
    op.create_table(
        "directory_distinct",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("states", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        _service("directory_distinct", "one_id"),
        _service("directory_distinct", "other_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_distinct")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_directory_distinct_one_id")),
    )
    op.create_index(op.f("ix_directory_distinct_other_id"), "directory_distinct", ["other_id"])
    op.create_table(
        "directory_merger",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ended_id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=True),
        _service("directory_merger", "ended_id"),
        _service("directory_merger", "kept_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_merger")),
        sa.UniqueConstraint("ended_id", name=op.f("uq_directory_merger_ended_id")),
    )
    op.create_index(op.f("ix_directory_merger_kept_id"), "directory_merger", ["kept_id"])
    op.create_table(
        "upkeep_type_age",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_type", sa.String(length=10), nullable=False),
        sa.Column("entry_days", sa.Integer(), nullable=False),
        sa.Column("capacity_days", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upkeep_type_age")),
        sa.UniqueConstraint("service_type", name=op.f("uq_upkeep_type_age_service_type")),
    )

    op.create_table(
        "directory_import_conflict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", _word("objectkind", _KINDS), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_import_conflict")),
        sa.UniqueConstraint("object_id", name=op.f("uq_directory_import_conflict_object_id")),
    )


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _service(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_directory_service")
    return sa.ForeignKeyConstraint([column], ["directory_service.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("directory_import_conflict")
    op.drop_table("upkeep_type_age")
    op.drop_table("directory_merger")
    op.drop_table("directory_distinct")
