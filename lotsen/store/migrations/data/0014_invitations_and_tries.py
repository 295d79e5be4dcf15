"""invitations to a workplace, homes of accounts, tries under unknown names"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_ROLES = (
    "navigator",
    "team_lead",
    "hint_giver",
    "family_office",
    "office_lead",
    "coordinator",
    "administrator",
    "data_protection",
    "machine",
)
_STATES = ("waiting", "accepted", "declined", "withdrawn")


def _enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def _name_homes() -> None:
    """Say where accounts are at home that work in one institution only.

    Who made the others was not written down: only the municipality, which looks after all, resets those.
    """
    op.execute(
        "UPDATE accounts_person SET home_id = (SELECT m.institution_id FROM accounts_membership m"
        " WHERE m.person_id = accounts_person.id LIMIT 1) WHERE (SELECT count(DISTINCT m.institution_id)"
        " FROM accounts_membership m WHERE m.person_id = accounts_person.id) = 1"
    )


def upgrade() -> None:
    op.create_table(
        "accounts_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("role", _enum("role", _ROLES), nullable=False),
        sa.Column("login_index", sa.LargeBinary(), nullable=False),
        sa.Column("invited", sa.LargeBinary(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", _enum("invitationstate", _STATES), nullable=False),
        _sealed("invited", op.f("ck_accounts_invitation_invited_sealed")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["accounts_institution.id"],
            name=op.f("fk_accounts_invitation_institution_id_accounts_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_invitation")),
    )
    for column in ("institution_id", "last_day", "login_index"):
        op.create_index(op.f(f"ix_accounts_invitation_{column}"), "accounts_invitation", [column])
    op.create_table(
        "accounts_unknown_login",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login_index", sa.LargeBinary(), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_unknown_login")),
        sa.UniqueConstraint("login_index", name=op.f("uq_accounts_unknown_login_login_index")),
    )
    op.create_index(op.f("ix_accounts_unknown_login_tried_at"), "accounts_unknown_login", ["tried_at"])
    op.add_column("accounts_person", sa.Column("home_id", sa.Uuid(), nullable=True))
    _name_homes()


def downgrade() -> None:
    op.drop_column("accounts_person", "home_id")
    op.drop_table("accounts_unknown_login")
    op.drop_table("accounts_invitation")
