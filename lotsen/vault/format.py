"""Sealed document, format 1: `0x01 | suite | key version u32 | nonce 12 | AES-256-GCM(padded JSON) || tag`.

AES-GCM as in NIST SP 800-38D with a random 96-bit nonce. A box is bound to its deployment, record class,
row, subject and revision, and opens nowhere else. All integers are big-endian.
"""

import json
import os
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic_core import PydanticSerializationError, from_json, to_json

from lotsen.kernel import LotsenError, gettext_noop
from lotsen.vault.document import Doc, Document, Sealed, Slot
from lotsen.vault.framing import framed
from lotsen.vault.keys import aes_gcm

_FORMAT = 1
_AES_256_GCM = 1
_HEADER = 6
_NONCE = 12
_TAG = 16
_LENGTH = 4
_SMALLEST = 256
_STEP = 64 * 1024

_DOMAIN = b"lotsen/rec/1"
_DEFECTS = (
    InvalidTag,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)

_canonical = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


class SealBroken(LotsenError):
    """A box was altered, moved, cut, or belongs to another key; which of these is never said."""

    status = 500
    message = gettext_noop("A stored record cannot be opened.")


def seal(document: Doc, slot: Slot[Doc], key: bytes, key_version: int, deployment: UUID) -> Sealed[Doc]:
    """Seal a document for its slot under a 256-bit key of the given version."""
    return seal_with_nonce(document, slot, key, key_version, deployment, os.urandom(_NONCE))


def seal_with_nonce(
    document: Doc, slot: Slot[Doc], key: bytes, key_version: int, deployment: UUID, nonce: bytes
) -> Sealed[Doc]:
    """Seal with a nonce of the caller's; apart from `seal`, only frozen test vectors may use this."""
    if type(document) is not slot.shape:
        raise TypeError("the document is not of the slot's shape")
    header = bytes((_FORMAT, _AES_256_GCM)) + key_version.to_bytes(4)
    body = aes_gcm(key).encrypt(nonce, _padded(_encoded(document)), _binding(header, slot, deployment))
    return Sealed(header + nonce + body)


def open_(sealed: Sealed[Doc], slot: Slot[Doc], key: bytes, deployment: UUID) -> Doc:
    """Open a box in its slot, or raise `SealBroken` without saying what is wrong with it."""
    cipher = aes_gcm(key)
    try:
        document = _opened(sealed.box, slot, cipher, deployment)
    except _DEFECTS:
        document = None
    if document is None:  # outside the handler, so that no cause carries opened text along
        raise SealBroken(row=slot.row) from None
    return document


def key_version_of(sealed: Sealed[Any], row: UUID | None = None) -> int:
    """Read from the header which version of the key a box needs; `row` only names it in the error."""
    try:
        _check_outside(sealed.box)
    except ValueError:
        raise SealBroken(row=row) from None
    return int.from_bytes(sealed.box[2:_HEADER])


def bucket(size: int) -> int:
    """Return the padded length for `size` bytes: 256, 512, 1 k … 64 k, then whole steps of 64 k."""
    if size > _STEP:
        return -(-size // _STEP) * _STEP
    return max(_SMALLEST, 1 << (size - 1).bit_length())


def _opened(box: bytes, slot: Slot[Doc], cipher: AESGCM, deployment: UUID) -> Doc:
    _check_outside(box)
    header, nonce, body = box[:_HEADER], box[_HEADER : _HEADER + _NONCE], box[_HEADER + _NONCE :]
    padded = cipher.decrypt(nonce, body, _binding(header, slot, deployment))
    return _decoded(_unpadded(padded), slot.shape)


def _check_outside(box: bytes) -> None:
    size = len(box) - _HEADER - _NONCE - _TAG
    if size != bucket(size):
        raise ValueError("length")
    if box[:2] != bytes((_FORMAT, _AES_256_GCM)):
        raise ValueError("format")


def _binding(header: bytes, slot: Slot[Any], deployment: UUID) -> bytes:
    return framed(
        _DOMAIN,
        header,
        deployment.bytes,
        slot.label.encode(),
        slot.row.bytes,
        slot.subject.bytes,
        slot.revision.to_bytes(8),
    )


def _encoded(document: Document) -> bytes:
    """Write canonical JSON: sorted keys, no spaces, UTF-8; a set keeps no order, so prefer tuples."""
    try:
        data = document.model_dump(mode="json", round_trip=True, warnings="error")
    except PydanticSerializationError:
        raise TypeError("the document was not validated") from None  # its own text would quote the value
    return _canonical.encode({"data": data, "shape": type(document).shape}).encode()


def _decoded(text: bytes, kind: type[Doc]) -> Doc:
    envelope = from_json(text, allow_inf_nan=False)
    if set(envelope) != {"data", "shape"} or type(envelope["shape"]) is not int:
        raise ValueError("envelope")
    data, shape = envelope["data"], envelope["shape"]
    if shape != kind.shape:
        data = kind.upgrade(shape, data)
    return kind.model_validate_json(to_json(data))


def _padded(text: bytes) -> bytes:
    filled = len(text).to_bytes(_LENGTH) + text
    return filled.ljust(bucket(len(filled)), b"\x00")


def _unpadded(padded: bytes) -> bytes:
    end = _LENGTH + int.from_bytes(padded[:_LENGTH])
    if end > len(padded) or bucket(end) != len(padded) or any(padded[end:]):
        raise ValueError("padding")
    return padded[_LENGTH:end]
