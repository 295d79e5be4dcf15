"""contacts and protection cases"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "contacts_kept_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            _enum(
                "contactkind",
                "house_emergency",
                "psychiatric",
                "womens_shelter",
                "youth_office",
                "youth_office_night",
                "expert_advice",
                "other",
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.String(length=120), nullable=False),
        sa.Column("fax", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_contacts_kept_contact_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts_kept_contact")),
    )
    with op.batch_alter_table("contacts_kept_contact", schema=None) as batch_op:
        for column in ("institution_id", "municipality"):
            batch_op.create_index(batch_op.f(f"ix_contacts_kept_contact_{column}"), [column], unique=False)

    op.create_table(
        "protection_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("state", _enum("casestate", "open", "closed"), nullable=False),
        sa.Column("retention_until", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        _sealed("sheet", op.f("ck_protection_case_sheet_sealed")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_protection_case_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_case")),
    )
    with op.batch_alter_table("protection_case", schema=None) as batch_op:
        for column in ("institution_id", "retention_until", "subject_id"):
            batch_op.create_index(batch_op.f(f"ix_protection_case_{column}"), [column], unique=False)

    op.create_table(
        "protection_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        _sealed("sheet", op.f("ck_protection_entry_sheet_sealed")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["protection_case.id"],
            name=op.f("fk_protection_entry_case_id_protection_case"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_entry")),
    )
    with op.batch_alter_table("protection_entry", schema=None) as batch_op:
        for column in ("case_id", "subject_id"):
            batch_op.create_index(batch_op.f(f"ix_protection_entry_{column}"), [column], unique=False)

    op.create_table(
        "protection_setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column(
            "form", _enum("legalform", "kkg_4", "sgb_8a_4", "youth_office", "pregnancy"), nullable=False
        ),
        sa.Column("retention_years", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_protection_setting_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_setting")),
        sa.UniqueConstraint("institution_id", name=op.f("uq_protection_setting_institution_id")),
    )


def downgrade() -> None:
    op.drop_table("protection_setting")
    op.drop_table("protection_entry")
    op.drop_table("protection_case")
    op.drop_table("contacts_kept_contact")
