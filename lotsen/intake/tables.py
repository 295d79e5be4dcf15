"""Rows of families. What describes one is sealed; open is what scope, order and deadlines need."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.accounts.domain import LegalRegime
from lotsen.intake.documents import (
    AssessmentSheet,
    AssessmentState,
    ConsentSignature,
    ConsentStatement,
    ContactSheet,
    DraftSheet,
    FamilyOrigin,
    FamilySheet,
    HintPoster,
    HintSheet,
    MemberPerson,
)
from lotsen.intake.domain import CaseStage, ConsentPurpose, HintState
from lotsen.intake.domain.editing import FormName
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
    ask for an answer, and nothing in it leads to the family. `state_since` begins with the first change.
    """

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    received_at: datetime
    state: HintState = column(
        data_class="code",
        reason="orders the list; says nothing of a family",
        sa_type=value_enum(HintState),
        default=HintState.NEW,
    )
    state_since: datetime | None = None
    receipt_hash: bytes = Field(unique=True)
    content: Sealed[HintSheet] | None = sealed(HintSheet, label="hint", optional=True)


class ReservedCode(DataRecord, table=True):
    """A case code printed on an empty sheet of paper, for the family that will be entered later."""

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    code: str = column(
        data_class="pseudonym", reason="random; stands on a sheet of paper", max_length=7, unique=True
    )
    reserved_on: date


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
