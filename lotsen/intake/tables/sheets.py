"""Rows of sheets and hints."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.intake.documents import (
    AssessmentSheet,
    AssessmentState,
    HintPoster,
    HintSheet,
)
from lotsen.intake.domain import HintState
from lotsen.store.record import DataRecord, SealedRecord, SystemSealedRecord, column, sealed, value_enum
from lotsen.vault import Sealed


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
