"""words of a contact in other languages, and what others in the room may read beside its number"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("contacts_kept_contact", sa.Column("discreet", sa.String(length=80), nullable=True))
    op.add_column("contacts_kept_contact", sa.Column("translations", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("contacts_kept_contact", "translations")
    op.drop_column("contacts_kept_contact", "discreet")
