"""drafts and presence"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_FORMS = (
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
_PLACE = ["family_id", "form", "row_id", "person_id"]


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def _form() -> sa.Enum:
    return sa.Enum(*_FORMS, name="formname", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "intake_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("form", _form(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=False),
        _sealed("typed", op.f("ck_intake_draft_typed_sealed")),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["intake_family.id"],
            name=op.f("fk_intake_draft_family_id_intake_family"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_draft")),
        sa.UniqueConstraint(*_PLACE, name="uq_intake_draft_place"),
    )
    with op.batch_alter_table("intake_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_draft_saved_at"), ["saved_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_draft_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "intake_presence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("form", _form(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_page", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["intake_family.id"],
            name=op.f("fk_intake_presence_family_id_intake_family"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_presence")),
        sa.UniqueConstraint(*_PLACE, name="uq_intake_presence_place"),
    )
    with op.batch_alter_table("intake_presence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_presence_seen_at"), ["seen_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("intake_presence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_presence_seen_at"))

    op.drop_table("intake_presence")
    with op.batch_alter_table("intake_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_draft_subject_id"))
        batch_op.drop_index(batch_op.f("ix_intake_draft_saved_at"))

    op.drop_table("intake_draft")
