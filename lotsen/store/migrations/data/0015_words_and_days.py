"""when a hint came to be what it is; a storage period in each language of families"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_LANGUAGES = ("ar", "tr", "uk")


def upgrade() -> None:
    op.add_column("intake_hint", sa.Column("state_since", sa.DateTime(timezone=True), nullable=True))
    for code in _LANGUAGES:
        op.add_column(
            "intake_storage_period", sa.Column(f"text_{code}", sa.String(length=400), nullable=True)
        )


def downgrade() -> None:
    for code in reversed(_LANGUAGES):
        op.drop_column("intake_storage_period", f"text_{code}")
    op.drop_column("intake_hint", "state_since")
