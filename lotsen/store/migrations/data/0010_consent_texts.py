"""consents: signatures on the tablet, own texts of institutions, how long they keep data"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "intake_signed_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        _sealed("signature", op.f("ck_intake_signed_consent_signature_sealed")),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["intake_consent.id"],
            name=op.f("fk_intake_signed_consent_consent_id_intake_consent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_signed_consent")),
        sa.UniqueConstraint("consent_id", name=op.f("uq_intake_signed_consent_consent_id")),
    )
    with op.batch_alter_table("intake_signed_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_signed_consent_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "intake_consent_wording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            _enum(
                "consentpurpose",
                "notice",
                "documentation",
                "handover",
                "secrecy_release",
                "feedback",
                "later_call",
            ),
            nullable=False,
        ),
        sa.Column("regime", _enum("legalregime", "dsgvo", "kdg", "dsg_ekd"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_intake_consent_wording_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_consent_wording")),
        sa.UniqueConstraint(
            "institution_id", "purpose", "regime", "version", name="uq_intake_consent_wording_version"
        ),
    )
    with op.batch_alter_table("intake_consent_wording", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_intake_consent_wording_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "intake_storage_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text_de", sa.String(length=400), nullable=False),
        sa.Column("text_en", sa.String(length=400), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_intake_storage_period_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_storage_period")),
        sa.UniqueConstraint("institution_id", "version", name="uq_intake_storage_period_version"),
    )
    with op.batch_alter_table("intake_storage_period", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_intake_storage_period_institution_id"), ["institution_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("intake_storage_period")
    op.drop_table("intake_consent_wording")
    op.drop_table("intake_signed_consent")
