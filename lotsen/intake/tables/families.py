"""Rows of families: code, contact, members, consents and the texts they were given by."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.accounts.domain import LegalRegime
from lotsen.intake.documents import (
    ConsentSignature,
    ConsentStatement,
    ContactSheet,
    FamilyOrigin,
    FamilySheet,
    MemberPerson,
)
from lotsen.intake.domain import CaseStage, ConsentPurpose
from lotsen.store.record import DataRecord, SealedRecord, column, sealed, value_enum
from lotsen.vault import Sealed


class Family(SealedRecord, table=True):
    """A family, known by a code. `is_named` says that a name may be shown; `revision` finds stale forms.

    `name_stamp` is drawn anew whenever the search has to read the family again.
    """

    __table_args__ = (
        sa.Index("ix_intake_family_today", "institution_id", "closed_on", "stage", "due_on"),
        sa.Index("ix_intake_family_stamp", "institution_id", "name_stamp"),
    )

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
    name_stamp: int | None = Field(default=None, sa_type=sa.BigInteger)
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


class SignedConsent(SealedRecord, table=True):
    """What was written under a consent on the tablet; opened only when somebody looks at it."""

    consent_id: UUID = Field(foreign_key="intake_consent.id", ondelete="CASCADE", unique=True)
    signature: Sealed[ConsentSignature] = sealed(ConsentSignature, label="consent-signature")


class ConsentWording(DataRecord, table=True):
    """A text that an institution wrote itself: a draft, or a version that never changes once it is published.

    Versions of a purpose are counted over all languages and per law. `body` holds one paragraph a line.
    """

    __table_args__ = (
        sa.UniqueConstraint(
            "institution_id", "purpose", "regime", "version", name="uq_intake_consent_wording_version"
        ),
    )

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    purpose: ConsentPurpose = column(
        data_class="code",
        reason="what it is about; names no family",
        sa_type=value_enum(ConsentPurpose),
    )
    regime: LegalRegime = column(
        data_class="code", reason="the law the text was written for", sa_type=value_enum(LegalRegime)
    )
    language: str = column(data_class="code", reason="the language of the text", max_length=12)
    version: int
    title: str = column(data_class="institution", reason="a text that every family is handed", max_length=200)
    body: str = column(data_class="institution", reason="a text that every family is handed", sa_type=sa.Text)
    saved_at: datetime
    saved_by: UUID
    published_at: datetime | None = None
    published_by: UUID | None = None


class StoragePeriod(DataRecord, table=True):
    """How long an institution keeps personal data, in the words of its notice; the newest row counts."""

    __table_args__ = (
        sa.UniqueConstraint("institution_id", "version", name="uq_intake_storage_period_version"),
    )

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    version: int
    text_de: str = column(
        data_class="institution", reason="a text that every family is handed", max_length=400
    )
    text_en: str = column(
        data_class="institution", reason="a text that every family is handed", max_length=400
    )
    text_ar: str | None = column(
        data_class="institution", reason="a text that every family is handed", max_length=400, default=None
    )
    text_tr: str | None = column(
        data_class="institution", reason="a text that every family is handed", max_length=400, default=None
    )
    text_uk: str | None = column(
        data_class="institution", reason="a text that every family is handed", max_length=400, default=None
    )
    is_confirmed: bool = False
    saved_at: datetime
    saved_by: UUID

    @property
    def texts(self) -> dict[str, str]:
        """Return the words by language, those that were written."""
        words = {
            "de": self.text_de,
            "en": self.text_en,
            "ar": self.text_ar,
            "tr": self.text_tr,
            "uk": self.text_uk,
        }
        return {code: text for code, text in words.items() if text}
