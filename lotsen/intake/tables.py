"""Rows of families. What describes one is sealed; open is what scope, order and deadlines need."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.intake.documents import (
    AssessmentSheet,
    AssessmentState,
    ConsentStatement,
    ContactSheet,
    DraftSheet,
    FamilyOrigin,
    FamilySheet,
    MemberPerson,
)
from lotsen.intake.domain import CaseStage
from lotsen.intake.domain.editing import FormName
from lotsen.store.record import DataRecord, SealedRecord, column, sealed, value_enum
from lotsen.vault import Sealed


class Family(SealedRecord, table=True):
    """A family, known by a code. `is_named` says that a name may be shown; `revision` finds stale forms."""

    __table_args__ = (sa.Index("ix_intake_family_today", "institution_id", "closed_on", "stage", "due_on"),)

    institution_id: UUID = Field(foreign_key="accounts_institution.id")
    code: str = column(
        data_class="pseudonym",
        reason="random; staff and family say it instead of a name",
        max_length=7,
        unique=True,
    )
    stage: CaseStage = column(
        data_class="code",
        reason="orders the list of the day; names no need",
        sa_type=value_enum(CaseStage),
        default=CaseStage.REGISTERED,
    )
    origin: FamilyOrigin = column(
        data_class="code", reason="ward, practice or walk-in", sa_type=value_enum(FamilyOrigin)
    )
    registered_on: date
    due_on: date | None = None
    closed_on: date | None = None
    is_named: bool = False
    revision: int = 0
    sheet: Sealed[FamilySheet] = sealed(FamilySheet, label="family-sheet")


class FamilyContact(SealedRecord, table=True):
    """Name and contact of a family, under its key."""

    family_id: UUID = Field(foreign_key="intake_family.id", ondelete="CASCADE", unique=True)
    revision: int = 0
    contact: Sealed[ContactSheet] = sealed(ContactSheet, label="family-contact")


class Member(SealedRecord, table=True):
    """One child or caregiver of a family."""

    family_id: UUID = Field(foreign_key="intake_family.id", ondelete="CASCADE", index=True)
    position: int
    revision: int = 0
    person: Sealed[MemberPerson] = sealed(MemberPerson, label="family-member")


class Consent(SealedRecord, table=True):
    """One recorded decision; never changed, a later one decides."""

    family_id: UUID = Field(foreign_key="intake_family.id", ondelete="CASCADE", index=True)
    position: int
    recorded_at: datetime
    statement: Sealed[ConsentStatement] = sealed(ConsentStatement, label="consent")


class Assessment(SealedRecord, table=True):
    """One filling-in of an instrument; at most one draft per family at a time."""

    family_id: UUID = Field(foreign_key="intake_family.id", ondelete="CASCADE", index=True)
    instrument_code: str = column(
        data_class="code", reason="which sheet the answers belong to", max_length=60
    )
    instrument_version: int
    state: AssessmentState = column(
        data_class="code",
        reason="finds the draft to go on with",
        sa_type=value_enum(AssessmentState),
        default=AssessmentState.DRAFT,
    )
    started_on: date
    completed_on: date | None = None
    revision: int = 0
    answers: Sealed[AssessmentSheet] = sealed(AssessmentSheet, label="assessment")


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
