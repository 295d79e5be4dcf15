"""Rows of protection cases. No open column ties a case to a family, a child or a person at work."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from lotsen.protection.documents import CaseSheet, EntrySheet
from lotsen.protection.domain import CaseState, LegalForm
from lotsen.store.record import DataRecord, SealedRecord, column, sealed, value_enum
from lotsen.vault import Sealed


class Case(SealedRecord, table=True):
    """A case under a key of its own; who may read it stands inside."""

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    state: CaseState = column(
        data_class="code",
        reason="open or closed; names nothing",
        sa_type=value_enum(CaseState),
        default=CaseState.OPEN,
    )
    retention_until: date | None = Field(default=None, index=True)
    revision: int = 0
    sheet: Sealed[CaseSheet] = sealed(CaseSheet, label="protection-case")


class Entry(SealedRecord, table=True):
    """One entry of a case; written once, never changed."""

    case_id: UUID = Field(foreign_key="protection_case.id", ondelete="CASCADE", index=True)
    position: int
    sheet: Sealed[EntrySheet] = sealed(EntrySheet, label="protection-entry")


class Setting(DataRecord, table=True):
    """What an institution uses instead of the form of its kind."""

    institution_id: UUID = Field(foreign_key="accounts_institution.id", unique=True)
    form: LegalForm = column(
        data_class="code", reason="which law binds an institution, public", sa_type=value_enum(LegalForm)
    )
    retention_years: int
