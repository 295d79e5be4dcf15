"""referrals"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def upgrade() -> None:
    op.create_table(
        "referral_rule_set_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "needs_sign_off",
                "published",
                name="rulesetstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_rule_set_version")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_referral_rule_set_version_code")),
        sa.UniqueConstraint("position", name=op.f("uq_referral_rule_set_version_position")),
    )
    op.create_table(
        "referral_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("based_on", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "awaiting_consent",
                "requested",
                "received",
                "accepted",
                "waiting_list",
                "needs_input",
                "started",
                "completed",
                "rejected",
                "withdrawn",
                "failed",
                "entered_in_error",
                name="referralstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "digital",
                "phone",
                "fax",
                "letter",
                "self",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("shares_feedback", sa.Boolean(), nullable=False),
        sa.Column("feedback_until", sa.Date(), nullable=True),
        sa.Column("recalled", sa.Boolean(), nullable=False),
        sa.Column("told_sender", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.LargeBinary(), nullable=False),
        _sealed("handover", op.f("ck_referral_referral_handover_sealed")),
        sa.ForeignKeyConstraint(
            ["based_on"],
            ["referral_referral.id"],
            name=op.f("fk_referral_referral_based_on_referral_referral"),
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_institution.id"],
            name=op.f("fk_referral_referral_receiver_id_accounts_institution"),
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"],
            ["accounts_institution.id"],
            name=op.f("fk_referral_referral_sender_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_referral")),
    )
    with op.batch_alter_table("referral_referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_referral_family_id"), ["family_id"], unique=False)
        batch_op.create_index(
            "ix_referral_referral_received", ["receiver_id", "status", "answer_due_on"], unique=False
        )
        batch_op.create_index(
            "ix_referral_referral_sent", ["sender_id", "status", "requested_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_referral_referral_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "referral_casework",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("work", sa.LargeBinary(), nullable=False),
        _sealed("work", op.f("ck_referral_casework_work_sealed")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_referral_casework_institution_id_accounts_institution"),
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral_referral.id"],
            name=op.f("fk_referral_casework_referral_id_referral_referral"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_casework")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_referral_casework_referral_id")),
    )
    with op.batch_alter_table("referral_casework", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_casework_follow_up_on"), ["follow_up_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_casework_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "referral_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=True),
        sa.Column("rule_set_version", sa.String(length=80), nullable=False),
        sa.Column("directory_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_out_on", sa.Date(), nullable=True),
        sa.Column("trace", sa.LargeBinary(), nullable=False),
        _sealed("trace", op.f("ck_referral_proposal_trace_sealed")),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["intake_family.id"],
            name=op.f("fk_referral_proposal_family_id_intake_family"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_proposal")),
    )
    with op.batch_alter_table("referral_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_proposal_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_proposal_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "referral_referral_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.LargeBinary(), nullable=False),
        _sealed("event", op.f("ck_referral_referral_event_event_sealed")),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral_referral.id"],
            name=op.f("fk_referral_referral_event_referral_id_referral_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_referral_event")),
    )
    with op.batch_alter_table("referral_referral_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_referral_event_referral_id"), ["referral_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_referral_event_subject_id"), ["subject_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("referral_referral_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_referral_event_subject_id"))
        batch_op.drop_index(batch_op.f("ix_referral_referral_event_referral_id"))

    op.drop_table("referral_referral_event")
    with op.batch_alter_table("referral_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_proposal_subject_id"))
        batch_op.drop_index(batch_op.f("ix_referral_proposal_family_id"))

    op.drop_table("referral_proposal")
    with op.batch_alter_table("referral_casework", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_casework_subject_id"))
        batch_op.drop_index(batch_op.f("ix_referral_casework_follow_up_on"))

    op.drop_table("referral_casework")
    with op.batch_alter_table("referral_referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_referral_subject_id"))
        batch_op.drop_index("ix_referral_referral_sent")
        batch_op.drop_index("ix_referral_referral_received")
        batch_op.drop_index(batch_op.f("ix_referral_referral_family_id"))

    op.drop_table("referral_referral")
    op.drop_table("referral_rule_set_version")
