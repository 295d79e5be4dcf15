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
    HintPoster,
    HintSheet,
    MemberPerson,
)
from lotsen.intake.domain import CaseStage, HintState
from lotsen.store.record import DataRecord, SealedRecord, SystemSealedRecord, column, sealed, value_enum
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


class HintWay(SystemSealedRecord, table=True):
    """A link by which a ward gives hints, printed as a QR code; of its token only the hash lies here."""

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    token_hash: bytes = Field(unique=True)
    created_on: date
    expires_on: date
    revoked_on: date | None = None
    counted_from: datetime | None = None
    counted: int = 0
    poster: Sealed[HintPoster] = sealed(HintPoster, label="hint-poster", purpose="staff")

    def is_in_use(self, today: date) -> bool:
        """Say whether the link still takes hints; its last day counts."""
        return self.revoked_on is None and today <= self.expires_on


class Hint(SealedRecord, table=True):
    """A hint to an institution's navigators, under a key of its own.

    Its document goes, with the key, once a family was made of it; the row stays only while the sender may
    ask for an answer, and nothing in it leads to the family.
    """

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    received_at: datetime
    state: HintState = column(
        data_class="code",
        reason="orders the list; says nothing of a family",
        sa_type=value_enum(HintState),
        default=HintState.NEW,
    )
    receipt_hash: bytes = Field(unique=True)
    content: Sealed[HintSheet] | None = sealed(HintSheet, label="hint", optional=True)


class ReservedCode(DataRecord, table=True):
    """A case code printed on an empty sheet of paper, for the family that will be entered later."""

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    code: str = column(
        data_class="pseudonym", reason="random; stands on a sheet of paper", max_length=7, unique=True
    )
    reserved_on: date
