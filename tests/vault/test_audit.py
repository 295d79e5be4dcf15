import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest

from lotsen.vault import (
    GENESIS,
    SYSTEM_CHAIN,
    AuditItemRef,
    AuditRecord,
    ChainEntry,
    ChainFault,
    ChainReport,
    Head,
    Link,
    link,
    new_key,
    verify_chain,
)
from lotsen.vault.audit import encode
from tests.scale import scaled
from tests.vault.shapes import flipped

KEY = bytes(range(32))
CLINIC = UUID(int=77)
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
GOOD = ChainReport(ok=True)


def record(sequence: int, previous: bytes, chain: UUID = CLINIC) -> AuditRecord:
    return AuditRecord(
        sequence=sequence,
        chain=chain,
        previous=previous,
        at=START + timedelta(seconds=sequence),
        actor=uuid4(),
        device=None,
        action="family_opened",
        items=tuple(AuditItemRef(uuid4(), "family-identity", uuid4()) for _ in range(sequence % 4)),
    )


def chained(length: int, chain: UUID = CLINIC, key: bytes = KEY) -> list[ChainEntry]:
    entries: list[ChainEntry] = []
    previous = GENESIS
    for sequence in range(1, length + 1):
        entry = record(sequence, previous, chain)
        entries.append(ChainEntry(entry, link(entry, key)))
        previous = entries[-1].link.entry_hash
    return entries


def head_of(entries: list[ChainEntry]) -> Head:
    last = entries[-1]
    return Head(last.record.chain, last.record.sequence, last.link.entry_hash)


def bad(sequence: int, reason: ChainFault) -> ChainReport:
    return ChainReport(ok=False, first_bad_sequence=sequence, reason=reason)


def test_an_untouched_chain_is_good_with_and_without_its_head() -> None:
    entries = chained(50)
    assert verify_chain(entries, KEY) == GOOD
    assert verify_chain(entries, KEY, head_of(entries)) == GOOD
    assert verify_chain(iter(entries), KEY, head_of(entries[:20])) == GOOD
    assert verify_chain(chained(3, SYSTEM_CHAIN), KEY) == GOOD


def test_an_empty_chain_is_good_unless_a_head_knows_better() -> None:
    assert verify_chain([], KEY) == GOOD
    assert verify_chain([], KEY, Head(CLINIC, 0, GENESIS)) == GOOD
    assert verify_chain([], KEY, head_of(chained(2))) == bad(1, ChainFault.TRUNCATED)


def changes(entry: AuditRecord) -> list[AuditRecord]:
    """Return the entry with each of its fields changed, and with neighbours shifted into each other."""
    first, *rest = entry.items
    items = (
        (*entry.items, AuditItemRef(None, "family-note", uuid4())),
        entry.items[1:],
        entry.items[::-1],
        (),
        *(
            (other, *rest)
            for other in (
                replace(first, subject=uuid4()),
                replace(first, subject=None),
                replace(first, subject=UUID(int=0)),
                replace(first, subject=first.row, row=first.subject),
                replace(first, record_class="family-note"),
                replace(first, row=None),
                replace(first, row=uuid4()),
            )
        ),
    )
    return [
        replace(entry, at=entry.at + timedelta(microseconds=1)),
        replace(entry, actor=uuid4()),
        replace(entry, actor=None),
        replace(entry, actor=entry.device, device=entry.actor),
        replace(entry, device=uuid4()),
        replace(entry, action="family_printed"),
        replace(entry, action=""),
        replace(entry, previous=flipped(entry.previous, 3)),
        *(replace(entry, items=other) for other in items),
    ]


def test_an_edited_entry_is_found() -> None:
    chance = random.Random(7)
    for _ in range(scaled(100)):
        entries = chained(12)
        place = chance.choice((2, 6, 10))  # sequences 3, 7, 11: entries with several items
        for other in changes(entries[place].record):
            forged = [*entries[:place], ChainEntry(other, entries[place].link), *entries[place + 1 :]]
            assert verify_chain(forged, KEY) == bad(place + 1, ChainFault.ALTERED)


def test_an_entry_rewritten_without_the_key_is_found() -> None:
    entries = chained(10)
    other = replace(entries[4].record, action="family_printed")
    entries[4] = ChainEntry(other, link(other, new_key()))
    assert verify_chain(entries, KEY) == bad(5, ChainFault.ALTERED)


def test_an_entry_rewritten_with_the_key_breaks_the_link_of_the_next() -> None:
    entries = chained(10)
    other = replace(entries[4].record, action="family_printed")
    entries[4] = ChainEntry(other, link(other, KEY))
    assert verify_chain(entries, KEY) == bad(6, ChainFault.UNLINKED)


def test_a_chain_rewritten_with_the_key_differs_from_its_head() -> None:
    head = head_of(chained(10))
    assert verify_chain(chained(12), KEY, head) == bad(10, ChainFault.HEAD_DIFFERS)


def test_no_bit_of_a_stored_link_can_be_flipped() -> None:
    entries = chained(3)
    entry_hash, mac = entries[1].link.entry_hash, entries[1].link.mac
    hashes = [Link(flipped(entry_hash, bit), mac) for bit in range(256)]
    macs = [Link(entry_hash, flipped(mac, bit)) for bit in range(256)]
    for other in (*hashes, *macs, Link(b"", mac), Link(entry_hash, b"")):
        forged = [entries[0], ChainEntry(entries[1].record, other), entries[2]]
        assert verify_chain(forged, KEY) == bad(2, ChainFault.ALTERED)


def test_a_missing_entry_is_found_wherever_it_was() -> None:
    entries = chained(scaled(300))
    for place in range(len(entries) - 1):
        forged = entries[:place] + entries[place + 1 :]
        assert verify_chain(forged, KEY) == bad(place + 1, ChainFault.SEQUENCE)


def test_moved_and_doubled_entries_are_found() -> None:
    chance = random.Random(8)
    entries = chained(30)
    for _ in range(scaled(1000)):
        low, high = sorted(chance.sample(range(30), 2))
        forged = entries.copy()
        forged[low], forged[high] = entries[high], entries[low]
        assert verify_chain(forged, KEY) == bad(low + 1, ChainFault.SEQUENCE)
        doubled = entries[: low + 1] + entries[low:]
        assert verify_chain(doubled, KEY) == bad(low + 2, ChainFault.SEQUENCE)


def test_a_cut_chain_is_found_by_its_head_and_only_by_it() -> None:
    entries = chained(scaled(300))
    head = head_of(entries)
    for length in range(1, len(entries)):
        assert verify_chain(entries[:length], KEY, head) == bad(length + 1, ChainFault.TRUNCATED)
        assert verify_chain(entries[:length], KEY) == GOOD


def test_an_entry_of_another_chain_is_found() -> None:
    entries, others = chained(5), chained(5, SYSTEM_CHAIN)
    assert verify_chain([*entries[:3], others[3], entries[4]], KEY) == bad(4, ChainFault.FOREIGN)
    assert verify_chain(others, KEY, head_of(entries)) == bad(1, ChainFault.FOREIGN)


def test_a_chain_does_not_verify_with_another_key() -> None:
    assert verify_chain(chained(5), new_key()) == bad(1, ChainFault.ALTERED)


def test_a_malformed_stored_entry_is_reported_and_stops_nothing() -> None:
    entries = chained(5)
    entry = entries[2].record
    malformed = (
        replace(entry, previous=b"short"),
        replace(entry, at=entry.at.replace(tzinfo=None)),
        replace(entry, action="\ud800"),
    )
    for other in malformed:
        forged = [*entries[:2], ChainEntry(other, entries[2].link), *entries[3:]]
        assert verify_chain(forged, KEY) == bad(3, ChainFault.MALFORMED)


def test_a_malformed_entry_is_never_encoded() -> None:
    entry = record(1, GENESIS)
    for other in (
        replace(entry, previous=b""),
        replace(entry, at=START.replace(tzinfo=None)),
        replace(entry, sequence=0),
        replace(entry, sequence=-1),
    ):
        with pytest.raises(ValueError, match=r"hash|time|sequence"):
            link(other, KEY)


def test_different_entries_never_share_an_encoding() -> None:
    entries = chained(scaled(2000))
    variants = [other for entry in entries[2::4] for other in changes(entry.record)]
    assert len({encode(other) for other in variants}) == len(variants)


def test_the_same_instant_in_another_zone_is_the_same_entry() -> None:
    entry = record(1, GENESIS)
    elsewhere = replace(entry, at=entry.at.astimezone(timezone(timedelta(hours=2))))
    assert link(entry, KEY) == link(elsewhere, KEY)
