"""Rows of what is being typed: drafts and who is at work where."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.intake.documents import (
    DraftSheet,
)
from lotsen.intake.domain.editing import FormName
from lotsen.store.record import DataRecord, SealedRecord, SystemSealedRecord, column, sealed, value_enum
from lotsen.vault import Sealed


class Draft(SealedRecord, table=True):
    """What one member of staff has typed into a form and not saved yet; gone with saving and closing."""

    __table_args__ = (
        sa.UniqueConstraint("family_id", "form", "row_id", "person_id", name="uq_intake_draft_place"),
    )

    family_id: UUID = Field(foreign_key="intake_family.id", ondelete="CASCADE")
    form: FormName = column(
        data_class="code", reason="which form to go on with", sa_type=value_enum(FormName)
    )
    row_id: UUID
    person_id: UUID
    revision: int = 0
    saved_at: datetime = Field(index=True)
    typed: Sealed[DraftSheet] = sealed(DraftSheet, label="intake-draft")


class WalkInDraft(SystemSealedRecord, table=True):
    """What one member of staff has typed about a walk-in contact and not saved yet.

    There is no family yet whose key could seal it, and the form asks for no name.
    """

    __table_args__ = (sa.UniqueConstraint("institution_id", "person_id"),)

    institution_id: UUID = Field(foreign_key="accounts_institution.id")
    person_id: UUID
    revision: int = 0
    saved_at: datetime = Field(index=True)
    typed: Sealed[DraftSheet] = sealed(DraftSheet, label="walk-in-draft", purpose="staff")


class Presence(DataRecord, table=True):
    """Who is editing a form now, and who saved it last, by which page; no content."""

    __table_args__ = (
        sa.UniqueConstraint("family_id", "form", "row_id", "person_id", name="uq_intake_presence_place"),
    )

    family_id: UUID = Field(foreign_key="intake_family.id", ondelete="CASCADE")
    form: FormName = column(
        data_class="code", reason="which form is open on another tablet", sa_type=value_enum(FormName)
    )
    row_id: UUID
    person_id: UUID
    since: datetime
    seen_at: datetime = Field(index=True)
    saved_at: datetime | None = None
    saved_page: UUID | None = None
