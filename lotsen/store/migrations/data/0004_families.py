"""families"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def upgrade() -> None:
    op.create_table(
        "intake_family",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "registered",
                "informed",
                "assessed",
                "talk_offered",
                "talk_held",
                "not_reached",
                "agreed",
                "handed_over",
                "followed_up",
                "closed",
                name="casestage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "ward",
                "practice",
                "walk_in",
                name="familyorigin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        _sealed("sheet", op.f("ck_intake_family_sheet_sealed")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_intake_family_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_family")),
        sa.UniqueConstraint("code", name=op.f("uq_intake_family_code")),
    )
    with op.batch_alter_table("intake_family", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_family_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "ix_intake_family_today", ["institution_id", "closed_on", "stage", "due_on"], unique=False
        )

    op.create_table(
        "intake_assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_code", sa.String(length=60), nullable=False),
        sa.Column("instrument_version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "completed",
                name="assessmentstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        _sealed("answers", op.f("ck_intake_assessment_answers_sealed")),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["intake_family.id"],
            name=op.f("fk_intake_assessment_family_id_intake_family"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_assessment")),
    )
    with op.batch_alter_table("intake_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_assessment_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_assessment_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "intake_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        _sealed("statement", op.f("ck_intake_consent_statement_sealed")),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["intake_family.id"],
            name=op.f("fk_intake_consent_family_id_intake_family"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_consent")),
    )
    with op.batch_alter_table("intake_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_consent_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_consent_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "intake_family_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        _sealed("contact", op.f("ck_intake_family_contact_contact_sealed")),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["intake_family.id"],
            name=op.f("fk_intake_family_contact_family_id_intake_family"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_family_contact")),
        sa.UniqueConstraint("family_id", name=op.f("uq_intake_family_contact_family_id")),
    )
    with op.batch_alter_table("intake_family_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_family_contact_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "intake_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        _sealed("person", op.f("ck_intake_member_person_sealed")),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["intake_family.id"],
            name=op.f("fk_intake_member_family_id_intake_family"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_member")),
    )
    with op.batch_alter_table("intake_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_member_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_member_subject_id"), ["subject_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("intake_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_member_subject_id"))
        batch_op.drop_index(batch_op.f("ix_intake_member_family_id"))

    op.drop_table("intake_member")
    with op.batch_alter_table("intake_family_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_family_contact_subject_id"))

    op.drop_table("intake_family_contact")
    with op.batch_alter_table("intake_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_consent_subject_id"))
        batch_op.drop_index(batch_op.f("ix_intake_consent_family_id"))

    op.drop_table("intake_consent")
    with op.batch_alter_table("intake_assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_assessment_subject_id"))
        batch_op.drop_index(batch_op.f("ix_intake_assessment_family_id"))

    op.drop_table("intake_assessment")
    with op.batch_alter_table("intake_family", schema=None) as batch_op:
        batch_op.drop_index("ix_intake_family_today")
        batch_op.drop_index(batch_op.f("ix_intake_family_subject_id"))

    op.drop_table("intake_family")
