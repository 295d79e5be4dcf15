"""drafts of the rules, and who drafted and published a version"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.add_column("referral_rule_set_version", sa.Column("drafted_by", sa.Uuid(), nullable=True))
    op.add_column("referral_rule_set_version", sa.Column("published_by", sa.Uuid(), nullable=True))
    op.create_table(
        "workbench_rule_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("origin", _words(("in_force", "earlier", "imported"), "draftorigin"), nullable=False),
        sa.Column("based_on", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("brought", sa.Text(), nullable=True),
        sa.Column(
            "state", _words(("open", "submitted", "published", "discarded"), "draftstate"), nullable=False
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["based_on"],
            ["referral_rule_set_version.id"],
            name=op.f("fk_workbench_rule_draft_based_on_referral_rule_set_version"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["referral_rule_set_version.id"],
            name=op.f("fk_workbench_rule_draft_version_id_referral_rule_set_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workbench_rule_draft")),
    )
    op.create_index(op.f("ix_workbench_rule_draft_state"), "workbench_rule_draft", ["state"])
    op.create_table(
        "workbench_rule_draft_writer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["workbench_rule_draft.id"],
            name=op.f("fk_workbench_rule_draft_writer_draft_id_workbench_rule_draft"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workbench_rule_draft_writer")),
        sa.UniqueConstraint("draft_id", "person_id", name=op.f("uq_workbench_rule_draft_writer_once")),
    )
    op.create_index(
        op.f("ix_workbench_rule_draft_writer_draft_id"), "workbench_rule_draft_writer", ["draft_id"]
    )


def downgrade() -> None:
    op.drop_table("workbench_rule_draft_writer")
    op.drop_table("workbench_rule_draft")
    op.drop_column("referral_rule_set_version", "published_by")
    op.drop_column("referral_rule_set_version", "drafted_by")
