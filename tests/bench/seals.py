"""What sealing costs: a sealed document against bare AES-256-GCM over the same number of bytes."""

import os
from dataclasses import dataclass
from typing import ClassVar
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lotsen.vault import Document, Slot, new_key, open_, seal
from tests.bench.measure import Times, measure

_NONCE = 12
_HEADER = 6
_TAG = 16
SMALL, LARGE = 300, 14_000


class _Note(Document):
    shape: ClassVar[int] = 1
    text: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class SealTime:
    """Sealing and opening one document, beside the bare cipher on as many bytes."""

    content: int
    boxed: int
    seal: Times
    raw_seal: Times
    open: Times
    raw_open: Times

    @property
    def seal_ratio(self) -> float:
        """How many times as long sealing takes as the bare cipher."""
        return self.seal.p50 / self.raw_seal.p50

    @property
    def open_ratio(self) -> float:
        """How many times as long opening takes as the bare cipher."""
        return self.open.p50 / self.raw_open.p50


def seal_times(rounds: int) -> list[SealTime]:
    """Measure a family's sheet and a long assessment."""
    return [_time(size, rounds) for size in (SMALL, LARGE)]


def _time(size: int, rounds: int) -> SealTime:
    document = _Note(text="ä" * (size // 4), pages=tuple("x" * 60 for _ in range(size // 2 // 60)))
    place = Slot("bench", uuid4(), uuid4(), 1, _Note)
    key, deployment = new_key(), uuid4()
    box = seal(document, place, key, 1, deployment)
    if open_(box, place, key, deployment) != document:
        raise AssertionError("what was sealed opens as something else")
    length = len(box.box) - _HEADER - _NONCE - _TAG
    cipher, plain, binding = AESGCM(key), os.urandom(length), os.urandom(96)
    nonce = os.urandom(_NONCE)
    raw = cipher.encrypt(nonce, plain, binding)
    return SealTime(
        content=len(document.model_dump_json()),
        boxed=len(box.box),
        seal=measure(lambda: seal(document, place, key, 1, deployment), rounds),
        raw_seal=measure(lambda: cipher.encrypt(os.urandom(_NONCE), plain, binding), rounds),
        open=measure(lambda: open_(box, place, key, deployment), rounds),
        raw_open=measure(lambda: cipher.decrypt(nonce, raw, binding), rounds),
    )
