"""Rows of the key store, and the audit chain that lies beside the data it speaks of."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.keys.domain import RecipientType, SubjectKind
from lotsen.store.record import DataRecord, KeyRecord, column, value_enum


class Deployment(KeyRecord, table=True):
    """The one row that names this installation; its id is part of every seal."""

    created_at: datetime


class SystemKey(KeyRecord, table=True):
    """The key of the installation's own purposes, wrapped by the root."""

    version: int = Field(unique=True)
    epoch: int
    wrapped: bytes
    commitment: bytes
    created_at: datetime


class InstitutionKey(KeyRecord, table=True):
    """One institution's key, wrapped by the root."""

    __table_args__ = (
        sa.UniqueConstraint("institution_id", "version", name="uq_keys_institution_key_version"),
    )

    institution_id: UUID = Field(index=True)
    version: int
    epoch: int
    wrapped: bytes
    commitment: bytes
    created_at: datetime


class FiguresKey(KeyRecord, table=True):
    """The key of one reporting year's figures, wrapped by the root, never rotated within its year."""

    year: int = Field(unique=True)
    epoch: int
    wrapped: bytes
    commitment: bytes
    created_at: datetime


class Grant(KeyRecord, table=True):
    """One subject's key, wrapped for one recipient. Deleting every grant of a subject erases it."""

    __table_args__ = (
        sa.UniqueConstraint("subject_id", "recipient_type", "recipient_id", name="uq_keys_grant_recipient"),
    )

    subject_id: UUID = Field(index=True)
    subject_kind: SubjectKind = column(
        data_class="code", reason="which kind of record a key is for", sa_type=value_enum(SubjectKind)
    )
    recipient_type: RecipientType = column(
        data_class="code", reason="leaves room for keys per person", sa_type=value_enum(RecipientType)
    )
    recipient_id: UUID
    institution_key_version: int
    epoch: int
    wrapped: bytes
    commitment: bytes
    created_at: datetime


class AuditHeadCopy(KeyRecord, table=True):
    """The end of a chain as it stood at a moment, kept apart from the entries."""

    chain_id: UUID = Field(index=True)
    sequence: int
    entry_hash: bytes
    copied_at: datetime


class AuditHead(DataRecord, table=True):
    """The end of one institution's chain; its row is the lock for appending. The id is the chain's."""

    sequence: int
    entry_hash: bytes


class AuditEntry(DataRecord, table=True):
    """Who did or saw what, and when: one link of a chain. Append-only."""

    __table_args__ = (sa.UniqueConstraint("chain_id", "sequence", name="uq_keys_audit_entry_sequence"),)

    chain_id: UUID = Field(index=True)
    sequence: int
    previous_hash: bytes
    at: datetime = Field(index=True)
    actor_id: UUID | None = Field(default=None, index=True)
    device_id: UUID | None = None
    action: str = column(
        data_class="code", reason="the kind of access, a constant of the code", max_length=80
    )
    entry_hash: bytes
    mac: bytes


class AuditItem(DataRecord, table=True):
    """One record an entry names; the index by subject answers who has read it. Append-only."""

    entry_id: UUID = Field(foreign_key="keys_audit_entry.id", index=True)
    position: int
    subject_id: UUID | None = Field(default=None, index=True)
    record_class: str = column(data_class="code", reason="permanent label of the record class", max_length=60)
    row_id: UUID | None = None


_REFUSE = """CREATE OR REPLACE FUNCTION lotsen_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only'; END $$"""


def _statement(text: str) -> sa.DDL:
    return sa.DDL(text)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


def _forbid_change(table: sa.Table) -> None:
    """Make a table append-only in the database itself, on both engines."""
    name = table.name
    sa.event.listen(table, "after_create", _statement(_REFUSE).execute_if(dialect="postgresql"))
    for verb in ("UPDATE", "DELETE"):
        trigger = f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name}"
        lite = _statement(f"{trigger} BEGIN SELECT RAISE(ABORT, 'append-only'); END")
        full = _statement(f"{trigger} FOR EACH ROW EXECUTE FUNCTION lotsen_append_only()")
        sa.event.listen(table, "after_create", lite.execute_if(dialect="sqlite"))
        sa.event.listen(table, "after_create", full.execute_if(dialect="postgresql"))


for _table in ("keys_audit_entry", "keys_audit_item"):
    _forbid_change(DataRecord.metadata.tables[_table])
