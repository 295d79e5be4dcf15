"""a PIN that takes a tablet back from a family"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("accounts_person", sa.Column("pin", sa.String(length=200), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts_person", "pin")
