"""Rows of links. No secret lies here: only its hash, which opens nothing."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from lotsen.store.record import DataRecord, column


class Link(DataRecord, table=True):
    """One link: what it is for, about which row, until when and how often."""

    token_hash: bytes = Field(unique=True)
    purpose: str = column(data_class="code", reason="what the link is good for", max_length=40)
    about_id: UUID = Field(index=True)
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    max_uses: int | None = None
    uses: int = 0

    def is_open(self, now: datetime) -> bool:
        """Say whether the link still leads anywhere; it may be used up all the same."""
        return self.revoked_at is None and now < self.expires_at


class LinkUse(DataRecord, table=True):
    """That a form was sent over a link; its id is the form's, so that a replay is recognised."""

    link_id: UUID = Field(foreign_key="links_link.id", ondelete="CASCADE", index=True)
    used_at: datetime
