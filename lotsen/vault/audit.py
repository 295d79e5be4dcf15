"""The audit chain: one canonical encoding per entry, a hash that carries the entry before, and a MAC.

Each institution has a chain, and the system has one. Without a head kept elsewhere a chain cut at its end
cannot be told from a shorter one; `verify_chain` therefore takes a head.
"""

import enum
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from lotsen.vault.framing import framed
from lotsen.vault.mac import mac, same

SYSTEM_CHAIN: Final = UUID(int=0)
GENESIS: Final = bytes(32)

_DOMAIN = b"lotsen/audit/1"
_MAC_DOMAIN = b"lotsen/audit-mac/1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class AuditItemRef:
    """One record an entry names: whose it is, its record class, and its row, as far as there are any."""

    subject: UUID | None
    record_class: str
    row: UUID | None


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One entry: who did what, when, and to which records; a page that opens many names them all.

    `chain` is the actor's institution or `SYSTEM_CHAIN`.
    """

    sequence: int
    chain: UUID
    previous: bytes
    at: datetime
    actor: UUID | None
    device: UUID | None
    action: str
    items: tuple[AuditItemRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What ties an entry into its chain: its hash, carried by the next entry, and its MAC."""

    entry_hash: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """An entry as it was stored, with the link stored beside it."""

    record: AuditRecord
    link: Link


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a chain as noted in another place; an empty chain has sequence 0 and `GENESIS`."""

    chain: UUID
    sequence: int
    entry_hash: bytes


class ChainFault(enum.StrEnum):
    """What is wrong with a chain at its first bad entry."""

    FOREIGN = "foreign"
    SEQUENCE = "sequence"
    UNLINKED = "unlinked"
    MALFORMED = "malformed"
    ALTERED = "altered"
    HEAD_DIFFERS = "head_differs"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The outcome of a verification; `first_bad_sequence` is where the first bad or missing entry belongs."""

    ok: bool
    first_bad_sequence: int | None = None
    reason: ChainFault | None = None


def encode(record: AuditRecord) -> bytes:
    """Return the one canonical encoding of an entry; a malformed entry is a ValueError."""
    if len(record.previous) != len(GENESIS):
        raise ValueError("the previous hash has 32 bytes")
    if record.at.utcoffset() is None:
        raise ValueError("the time of an entry is aware")
    if record.sequence < 1:
        raise ValueError("the first entry has sequence 1")
    return framed(
        _DOMAIN,
        record.sequence.to_bytes(8),
        record.chain.bytes,
        record.previous,
        ((record.at - _EPOCH) // _MICROSECOND).to_bytes(8, signed=True),
        _id(record.actor),
        _id(record.device),
        record.action.encode(),
        framed(*(_item(item) for item in record.items)),
    )


def link(record: AuditRecord, key: bytes) -> Link:
    """Return the hash the next entry carries, and the MAC that only a holder of the key can make."""
    entry_hash = hashlib.sha256(encode(record)).digest()
    return Link(entry_hash, mac(key, _MAC_DOMAIN, entry_hash))


def verify_chain(entries: Iterable[ChainEntry], key: bytes, head: Head | None = None) -> ChainReport:
    """Walk one chain from its first entry and report the first that is altered, missing, moved or cut off.

    Entries after the head are checked as well: a head is older than the chain it vouches for.
    """
    chain = head.chain if head else None
    sequence, previous = 0, GENESIS
    for entry in entries:
        chain = chain or entry.record.chain
        fault = _fault(entry, key, chain, sequence + 1, previous)
        sequence, previous = sequence + 1, entry.link.entry_hash
        if fault is None and head and head.sequence == sequence and not same(previous, head.entry_hash):
            fault = ChainFault.HEAD_DIFFERS
        if fault:
            return ChainReport(ok=False, first_bad_sequence=sequence, reason=fault)
    if head and sequence < head.sequence:
        return ChainReport(ok=False, first_bad_sequence=sequence + 1, reason=ChainFault.TRUNCATED)
    return ChainReport(ok=True)


def _fault(entry: ChainEntry, key: bytes, chain: UUID, sequence: int, previous: bytes) -> ChainFault | None:
    if entry.record.chain != chain:
        return ChainFault.FOREIGN
    if entry.record.sequence != sequence:
        return ChainFault.SEQUENCE
    try:
        right = link(entry.record, key)
    except (ValueError, OverflowError):
        return ChainFault.MALFORMED
    intact = same(entry.link.entry_hash, right.entry_hash) and same(entry.link.mac, right.mac)
    if not intact:
        return ChainFault.ALTERED
    return None if same(entry.record.previous, previous) else ChainFault.UNLINKED


def _item(item: AuditItemRef) -> bytes:
    return framed(_id(item.subject), item.record_class.encode(), _id(item.row))


def _id(value: UUID | None) -> bytes:
    return b"" if value is None else value.bytes
