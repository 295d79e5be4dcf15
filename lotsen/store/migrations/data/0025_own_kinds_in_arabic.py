"""own kinds of institution in Arabic"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("accounts_own_kind", sa.Column("label_ar", sa.String(length=80), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts_own_kind", "label_ar")
