"""Alembic environment; configured from code, there is no alembic.ini."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context


def render_item(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write plain column types into migrations, so that they never import Lotsen or SQLModel."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        plain = item.impl_instance
        return (
            f"sa.DateTime(timezone={plain.timezone})" if isinstance(plain, sa.DateTime) else f"sa.{plain!r}"
        )
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    render_item=render_item,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
