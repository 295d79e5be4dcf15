"""accounts and audit"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def _append_only(table: str) -> None:
    """Refuse changes of a table in the database itself."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION lotsen_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'append-only'; END $$"
        )
    for verb in ("UPDATE", "DELETE"):
        start = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"{start} FOR EACH ROW EXECUTE FUNCTION lotsen_append_only()")
        else:
            op.execute(f"{start} BEGIN SELECT RAISE(ABORT, 'append-only'); END")


def upgrade() -> None:
    op.create_table(
        "accounts_institution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "birth_clinic",
                "paediatric_practice",
                "gynaecological_practice",
                "family_office",
                "municipality",
                name="institutionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("municipality", sa.String(length=40), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("carrier", sa.String(length=120), nullable=False),
        sa.Column(
            "legal_regime",
            sa.Enum(
                "dsgvo",
                "kdg",
                "dsg_ekd",
                name="legalregime",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_institution")),
    )
    op.create_table(
        "accounts_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("login_index", sa.LargeBinary(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        _sealed("profile", op.f("ck_accounts_person_profile_sealed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_person")),
        sa.UniqueConstraint("login_index", name=op.f("uq_accounts_person_login_index")),
    )
    op.create_table(
        "accounts_web_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _sealed("content", op.f("ck_accounts_web_session_content_sealed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_accounts_web_session_token_hash")),
    )
    with op.batch_alter_table("accounts_web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_web_session_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_web_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "keys_audit_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("entry_hash", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_audit_entry")),
        sa.UniqueConstraint("chain_id", "sequence", name="uq_keys_audit_entry_sequence"),
    )
    with op.batch_alter_table("keys_audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keys_audit_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_keys_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_keys_audit_entry_chain_id"), ["chain_id"], unique=False)

    op.create_table(
        "keys_audit_head",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("entry_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_audit_head")),
    )
    op.create_table(
        "accounts_membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "navigator",
                "family_office",
                "coordinator",
                "administrator",
                "data_protection",
                "machine",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_accounts_membership_institution_id_accounts_institution"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_accounts_membership_person_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_membership")),
        sa.UniqueConstraint("person_id", "institution_id", "role", name="uq_accounts_membership_role"),
    )
    with op.batch_alter_table("accounts_membership", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accounts_membership_institution_id"), ["institution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_accounts_membership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "keys_audit_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("record_class", sa.String(length=60), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["keys_audit_entry.id"], name=op.f("fk_keys_audit_item_entry_id_keys_audit_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys_audit_item")),
    )
    with op.batch_alter_table("keys_audit_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keys_audit_item_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_keys_audit_item_subject_id"), ["subject_id"], unique=False)
    _append_only("keys_audit_entry")
    _append_only("keys_audit_item")


def downgrade() -> None:
    with op.batch_alter_table("keys_audit_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keys_audit_item_subject_id"))
        batch_op.drop_index(batch_op.f("ix_keys_audit_item_entry_id"))

    op.drop_table("keys_audit_item")
    with op.batch_alter_table("accounts_membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_membership_person_id"))
        batch_op.drop_index(batch_op.f("ix_accounts_membership_institution_id"))

    op.drop_table("accounts_membership")
    op.drop_table("keys_audit_head")
    with op.batch_alter_table("keys_audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keys_audit_entry_chain_id"))
        batch_op.drop_index(batch_op.f("ix_keys_audit_entry_at"))
        batch_op.drop_index(batch_op.f("ix_keys_audit_entry_actor_id"))

    op.drop_table("keys_audit_entry")
    with op.batch_alter_table("accounts_web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_web_session_person_id"))
        batch_op.drop_index(batch_op.f("ix_accounts_web_session_expires_at"))

    op.drop_table("accounts_web_session")
    op.drop_table("accounts_person")
    op.drop_table("accounts_institution")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION lotsen_append_only()")
