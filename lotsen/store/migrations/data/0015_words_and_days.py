"""when a hint came to be what it is"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("intake_hint", sa.Column("state_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("intake_hint", "state_since")
