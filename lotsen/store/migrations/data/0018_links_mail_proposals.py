"""links without an account, the outbox of mails, proposals about the directory"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_STATES = ("waiting", "handing_over", "sent", "unknown", "given_up")
_FAULTS = (
    "not_reached",
    "no_tls",
    "sign_in",
    "sender",
    "recipient",
    "content",
    "later",
    "lost",
    "out_of_date",
)
_DECISIONS = ("open", "accepted", "partly", "refused")
_REFUSALS = ("wrong", "double", "elsewhere", "unclear", "not_public")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _sealed(column: str, name: str) -> sa.CheckConstraint:
    """Every sealed column starts with the version byte of format 1."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    header = f"get_byte({column}, 0) = 1" if on_postgresql else f"substr({column}, 1, 1) = x'01'"
    return sa.CheckConstraint(header, name=name)


def upgrade() -> None:
    op.create_table(
        "links_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("max_uses", sa.Integer(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_links_link_token_hash")),
    )
    op.create_index(op.f("ix_links_link_about_id"), "links_link", ["about_id"])
    op.create_table(
        "links_link_use",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["links_link.id"],
            name=op.f("fk_links_link_use_link_id_links_link"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links_link_use")),
    )
    op.create_index(op.f("ix_links_link_use_link_id"), "links_link_use", ["link_id"])
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("state", _words(_STATES, "mailstate"), nullable=False),
        sa.Column("fault", _words(_FAULTS, "fault"), nullable=True),
        sa.Column("reply_code", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        _sealed("envelope", op.f("ck_outbox_mail_envelope_sealed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
    )
    op.create_index(op.f("ix_outbox_mail_state"), "outbox_mail", ["state"])
    op.create_table(
        "upkeep_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seal_revision", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", _words(("provider", "staff"), "proposedby"), nullable=False),
        sa.Column("proposer_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _words(_DECISIONS, "proposalstate"), nullable=False),
        sa.Column("refusal", _words(_REFUSALS, "refusal"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _sealed("content", op.f("ck_upkeep_proposal_content_sealed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upkeep_proposal")),
    )
    op.create_index(op.f("ix_upkeep_proposal_service_id"), "upkeep_proposal", ["service_id"])
    op.create_index(op.f("ix_upkeep_proposal_state"), "upkeep_proposal", ["state"])


def downgrade() -> None:
    op.drop_table("upkeep_proposal")
    op.drop_table("outbox_mail")
    op.drop_table("links_link_use")
    op.drop_table("links_link")
