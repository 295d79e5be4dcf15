"""Frozen bytes: whoever changes a format has to change it here as well, and then old data cannot be read."""

from datetime import UTC, datetime
from uuid import UUID

from lotsen.vault import AuditItemRef, AuditRecord, derive, index, link, mac, pseudonym, token_hash
from lotsen.vault.audit import encode
from lotsen.vault.format import seal_with_nonce
from tests.vault.shapes import DEPLOYMENT, KEY, ROW, SLOT, SOMEBODY, SUBJECT, opened

NONCE = bytes(range(100, 112))
BOX = bytes.fromhex(
    "0101000000076465666768696a6b6c6d6e6f481bde0b02cb32ff4a037dd2a147089230ac2430a95ec34093fc9c7ad691"
    "9c6ab8cb2ea12177b93edf30fc519327ea0c8739fd954d252e5ad8dd8ea687eecbef7baee155f47b093cb256cd7624bf"
    "01d7545a421885b5e2b4ab8357ad0f317473d106d3434930945cc092bfb5c72f82d95f2b801fc179b934b27993b1dab4"
    "08c7329f98a86932422bc949560589805c8296c7fd46504b869231917e4de011a5fa9031275c90dce1e06b58a1f7ec74"
    "a3ce96f1cda937b352cf78011148c2801fceca2f06eaa8157401427f6b63453af2084048960287580cbdf21802d4ece5"
    "11eb4e27a2fba2852b3e1aac5cd1a85580d150d607abf3c4edcbc7f01a6b223efa9b1ccb78e8992d92008decf2937265"
    "bb5e"
)
ENTRY = AuditRecord(
    sequence=2,
    chain=UUID(int=0xC0FFEE),
    previous=bytes(range(32)),
    at=datetime(2026, 3, 1, 12, 30, 15, 250_001, tzinfo=UTC),
    actor=UUID(int=1),
    device=None,
    action="family_opened",
    items=(AuditItemRef(SUBJECT, "family-identity", ROW), AuditItemRef(None, "person", UUID(int=9))),
)
ENTRY_HEX = """
    0000000e6c6f7473656e2f61756469742f31
    000000080000000000000002
    0000001000000000000000000000000000c0ffee
    00000020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
    0000000800064bf5a1e19451
    0000001000000000000000000000000000000001
    00000000
    0000000d66616d696c795f6f70656e6564
    000000650000003b000000107e4d2c1a93b84f6eb1c08d9e0f1a2b030000000f66616d696c792d6964656e7469747900
    0000100b9f7c521d7e4a398a552f6d5a0c7e02000000220000000000000006706572736f6e0000001000000000000000
    000000000000000009
"""


def test_sealed_document_format_1_never_drifts() -> None:
    assert seal_with_nonce(SOMEBODY, SLOT, KEY, 7, DEPLOYMENT, NONCE).box == BOX


def test_a_box_sealed_long_ago_still_opens() -> None:
    assert opened(BOX) == SOMEBODY


def test_the_encoding_of_an_audit_entry_never_drifts() -> None:
    assert encode(ENTRY) == bytes.fromhex(ENTRY_HEX)


def test_the_link_of_an_audit_entry_never_drifts() -> None:
    found = link(ENTRY, KEY)
    assert found.entry_hash.hex() == "5eab6f6b6a14fd141987185cf67952c7d60e12f2e41a9f9af9610e3fd7b14432"
    assert found.mac.hex() == "51a488ff74a8f0cc43c5d5f4cdc7147c401e587ea7cee0ea9ae1c5beba193405"


def test_derived_keys_and_look_ups_never_drift() -> None:
    assert (
        derive(KEY, "family-identity").hex()
        == "b809a59d9b563c69e6739c546d299a1da93f68ede726599f04bbc48215cfc6d0"
    )
    assert mac(KEY, b"a", b"bc").hex() == "7281caf026ca30a3a915c06b7f9c266bd0ba77f782615b6a0553f2c7cd649020"
    assert (
        index(KEY, "jale.beispiel").hex()
        == "4e49d0e25261f14ff6094658597d8daa86275eaac248e917462140705e480f2e"
    )
    assert pseudonym(KEY, ROW) == "d8ac314b1d3ee4a69a316acc51f8cc19"
    assert token_hash("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
