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
    FamilyOrigin,
    FamilySheet,
    MemberPerson,
)
from lotsen.intake.domain import CaseStage
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
    assigned_to: UUID | None = column(
        data_class="staff",
        reason="who of the staff looks after it; staff ids are no family data",
        default=None,
    )
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
    """One filling-in of an instrument; at most one draft per family at a time.

    `threshold` is the one in force when it was begun, where the institution has set one of its own.
    """

    family_id: UUID = Field(foreign_key="intake_family.id", ondelete="CASCADE", index=True)
    instrument_code: str = column(
        data_class="code", reason="which sheet the answers belong to", max_length=60
    )
    instrument_version: int
    threshold: int | None = None
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


class InstrumentVersion(DataRecord, table=True):
    """A version of a sheet that was imported or written here, never changed; shipped ones are files."""

    __table_args__ = (sa.UniqueConstraint("code", "version"),)

    code: str = column(data_class="sheet", reason="name of a public sheet", max_length=60)
    version: int
    text: str = column(data_class="sheet", reason="the sheet itself, without answers", sa_type=sa.Text)
    added_on: date


class InstrumentSetting(DataRecord, table=True):
    """What the coordination has decided about a sheet for one institution."""

    __table_args__ = (sa.UniqueConstraint("institution_id", "instrument_code"),)

    institution_id: UUID = Field(foreign_key="accounts_institution.id")
    instrument_code: str = column(data_class="sheet", reason="name of a public sheet", max_length=60)
    is_enabled: bool
    threshold: int | None = None
