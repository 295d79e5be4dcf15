"""Invented documents and slots the vault's tests share."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import JsonValue

from lotsen.vault import Document, Sealed, Slot, UnknownShape, open_

DEPLOYMENT = UUID("5c5b0f0e-6f3a-4d53-9c47-7d1a3a0c1e01")
ROW = UUID("0b9f7c52-1d7e-4a39-8a55-2f6d5a0c7e02")
SUBJECT = UUID("7e4d2c1a-93b8-4f6e-b1c0-8d9e0f1a2b03")
KEY = bytes(range(32))
LABEL = "family-identity"


class Identity(Document):
    """A family's name as it was first stored."""

    name: str
    born: date | None = None
    portrait: bytes = b""
    phones: tuple[str, ...] = ()


class IdentityToday(Document):
    """The same record class after its shape changed: one name became two."""

    shape: ClassVar[int] = 2

    given: str
    family: str
    born: date | None = None

    @classmethod
    def upgrade(cls, shape: int, data: dict[str, JsonValue]) -> dict[str, JsonValue]:
        if shape != 1:
            raise UnknownShape(f"shape {shape}")
        given, _, family = str(data["name"]).partition(" ")
        return {"given": given, "family": family, "born": data["born"]}


SOMEBODY = Identity(
    name="Änne Übermoor", born=date(2024, 2, 29), portrait=b"\xff\x00", phones=("02999 555010",)
)
SLOT = Slot(LABEL, ROW, SUBJECT, 3, Identity)


def opened(box: bytes) -> Identity:
    """Open a box in the shared slot."""
    return open_(Sealed[Identity](box), SLOT, KEY, DEPLOYMENT)


def flipped(text: bytes, bit: int) -> bytes:
    """Return a copy with one bit turned over."""
    changed = bytearray(text)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)
