"""Drafts of the rules. They are about services and needs in general, never about a family."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.store.record import DataRecord, column, value_enum
from lotsen.workbench.domain import DraftOrigin, DraftState


class RuleDraft(DataRecord, table=True):
    """A rule set that is being written: its whole text, and who has worked on it.

    `based_on` is the published version it was begun from, None for the one that is shipped or for a file.
    """

    title: str = column(data_class="rules", reason="what the draft changes, in general words", max_length=200)
    origin: DraftOrigin = column(
        data_class="code", reason="what the draft began as", sa_type=value_enum(DraftOrigin)
    )
    based_on: UUID | None = Field(default=None, foreign_key="referral_rule_set_version.id")
    text: str = column(data_class="rules", reason="rules that will be public", sa_type=sa.Text)
    brought: str | None = column(
        data_class="rules",
        reason="the file of another town, to tell what was left out",
        sa_type=sa.Text,
        default=None,
    )
    state: DraftState = column(
        data_class="code",
        reason="whether it is still written",
        sa_type=value_enum(DraftState),
        default=DraftState.OPEN,
        index=True,
    )
    revision: int = 0
    begun_at: datetime
    begun_by: UUID
    saved_at: datetime
    submitted_at: datetime | None = None
    submitted_by: UUID | None = None
    ended_at: datetime | None = None
    ended_by: UUID | None = None
    version_id: UUID | None = Field(default=None, foreign_key="referral_rule_set_version.id")


class RuleDraftWriter(DataRecord, table=True):
    """Somebody who has changed a draft: she does not publish it."""

    __table_args__ = (
        sa.UniqueConstraint("draft_id", "person_id", name="uq_workbench_rule_draft_writer_once"),
    )

    draft_id: UUID = Field(foreign_key="workbench_rule_draft.id", ondelete="CASCADE", index=True)
    person_id: UUID
