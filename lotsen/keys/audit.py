"""The audit chain: one per institution and one for the system, append-only, verifiable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from lotsen.kernel import new_id
from lotsen.keys.domain import NIL, Purpose
from lotsen.keys.office import KeyOffice
from lotsen.keys.ring import Note
from lotsen.keys.tables import AuditEntry, AuditHead, AuditHeadCopy, AuditItem
from lotsen.policy import Actor
from lotsen.store.engines import Stores
from lotsen.store.work import insert_if_absent
from lotsen.vault import (
    GENESIS,
    AuditItemRef,
    AuditRecord,
    ChainEntry,
    ChainReport,
    Head,
    Link,
    link,
    verify_chain,
)

_COALESCE = timedelta(minutes=15)


@dataclass(frozen=True)
class Entry:
    """What one unit of work did, before it is linked: an action, when, and the records it names."""

    action: str
    at: datetime
    items: tuple[AuditItemRef, ...]


def entries_of(notes: Iterable[Note], action: str) -> list[Entry]:
    """Join a unit's openings into one entry named after their page; deeds keep entries of their own."""
    pages: dict[str, dict[AuditItemRef, datetime]] = {}
    deeds: list[Entry] = []
    for note in notes:
        item = AuditItemRef(subject=note.subject, record_class=note.record_class, row=note.row)
        if note.action == "opened":
            pages.setdefault(f"opened:{note.page or action}", {}).setdefault(item, note.at)
        else:
            deeds.append(Entry(note.action, note.at, (item,)))
    openings = [Entry(page, min(opened.values()), tuple(opened)) for page, opened in pages.items()]
    return [*openings, *deeds]


def append(db: Session, office: KeyOffice, actor: Actor, notes: Sequence[Note], *, action: str) -> None:
    """Link entries to the chain of the actor's institution within a writing transaction."""
    chain = actor.institution_id or NIL
    fresh = [note for note in notes if not (note.coalesce and _lately(db, actor, note))]
    entries = entries_of(fresh, action)
    if not entries:
        return
    head = _locked_head(db, chain)
    _, key = office.system_key(Purpose.AUDIT)
    linked: list[ChainEntry] = []
    for entry in entries:
        record = AuditRecord(
            sequence=head.sequence + 1,
            chain=chain,
            previous=head.entry_hash,
            at=entry.at,
            actor=actor.person_id,
            device=None,
            action=entry.action,
            items=entry.items,
        )
        ties = link(record, key)
        linked.append(ChainEntry(record, ties))
        head.sequence, head.entry_hash = record.sequence, ties.entry_hash
    db.add(head)
    db.flush()
    _store(db, linked)


def append_alone(
    stores: Stores, office: KeyOffice, actor: Actor, notes: Sequence[Note], *, action: str
) -> None:
    """Link entries in one short transaction of their own: after a reading page, or a rollback."""
    if notes:
        with Session(stores.writing("data"), expire_on_commit=False) as db, db.begin():
            append(db, office, actor, notes, action=action)


def _locked_head(db: Session, chain: UUID) -> AuditHead:
    locked = select(AuditHead).where(AuditHead.id == chain).with_for_update()
    head = db.exec(locked).first()
    if head is None:
        insert_if_absent(db, AuditHead, id=chain, sequence=0, entry_hash=GENESIS)
        head = db.exec(locked).one()
    return head


def _store(db: Session, linked: Sequence[ChainEntry]) -> None:
    """Insert entries and what they name in two statements: a page may name a hundred records."""
    entries = [
        {
            "id": new_id(),
            "chain_id": record.chain,
            "sequence": record.sequence,
            "previous_hash": record.previous,
            "at": record.at,
            "actor_id": record.actor,
            "device_id": record.device,
            "action": record.action,
            "entry_hash": ties.entry_hash,
            "mac": ties.mac,
        }
        for record, ties in ((one.record, one.link) for one in linked)
    ]
    items = [
        {
            "id": new_id(),
            "entry_id": entry["id"],
            "position": position,
            "subject_id": item.subject,
            "record_class": item.record_class,
            "row_id": item.row,
        }
        for entry, one in zip(entries, linked, strict=True)
        for position, item in enumerate(one.record.items)
    ]
    connection = db.connection()
    connection.execute(sa.insert(AuditEntry), entries)
    connection.execute(sa.insert(AuditItem), items)


def _lately(db: Session, actor: Actor, note: Note) -> bool:
    """Say whether the same person did the same to the same record within the last minutes."""
    found = db.exec(
        select(AuditEntry.id)
        .join(AuditItem, col(AuditItem.entry_id) == col(AuditEntry.id))
        .where(
            AuditEntry.actor_id == actor.person_id,
            AuditEntry.action == note.action,
            AuditItem.row_id == note.row,
            col(AuditEntry.at) > note.at - _COALESCE,
        )
    ).first()
    return found is not None


def read_chain(db: Session, chain: UUID) -> list[AuditRecord]:
    """Load a chain as it was linked, in order."""
    return [entry.record for entry in _linked(db, chain)]


def _linked(db: Session, chain: UUID) -> list[ChainEntry]:
    entries = db.exec(
        select(AuditEntry).where(AuditEntry.chain_id == chain).order_by(col(AuditEntry.sequence))
    ).all()
    items: dict[UUID, list[AuditItem]] = {}
    rows = db.exec(
        select(AuditItem)
        .join(AuditEntry, col(AuditItem.entry_id) == col(AuditEntry.id))
        .where(AuditEntry.chain_id == chain)
        .order_by(col(AuditItem.position))
    )
    for row in rows:
        items.setdefault(row.entry_id, []).append(row)
    return [
        ChainEntry(
            AuditRecord(
                sequence=entry.sequence,
                chain=entry.chain_id,
                previous=entry.previous_hash,
                at=entry.at,
                actor=entry.actor_id,
                device=entry.device_id,
                action=entry.action,
                items=tuple(
                    AuditItemRef(subject=item.subject_id, record_class=item.record_class, row=item.row_id)
                    for item in items.get(entry.id, [])
                ),
            ),
            Link(entry.entry_hash, entry.mac),
        )
        for entry in entries
    ]


def verify(db: Session, office: KeyOffice, chain: UUID, head: Head | None = None) -> ChainReport:
    """Check a chain link by link; with a head kept elsewhere a truncation is found as well."""
    _, key = office.system_key(Purpose.AUDIT)
    return verify_chain(_linked(db, chain), key, head=head)


def heads(db: Session) -> list[AuditHead]:
    """Return the end of every chain, to be kept in another place."""
    return list(db.exec(select(AuditHead).order_by(col(AuditHead.id))).all())


def copy_heads(db: Session, keys: Session, now: datetime) -> int:
    """Copy the ends of all chains into the key store; returns how many were new."""
    known = {(row.chain_id, row.sequence) for row in keys.exec(select(AuditHeadCopy)).all()}
    count = 0
    for head in heads(db):
        if (head.id, head.sequence) not in known:
            keys.add(
                AuditHeadCopy(
                    chain_id=head.id, sequence=head.sequence, entry_hash=head.entry_hash, copied_at=now
                )
            )
            count += 1
    return count


def newest_copy(keys: Session, chain: UUID) -> Head | None:
    """Return the latest head of a chain that the key store keeps."""
    row = keys.exec(
        select(AuditHeadCopy)
        .where(AuditHeadCopy.chain_id == chain)
        .order_by(sa.desc(col(AuditHeadCopy.sequence)))
    ).first()
    return None if row is None else Head(chain, row.sequence, row.entry_hash)
