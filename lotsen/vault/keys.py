"""Random keys, keys derived for one purpose, and keys wrapped for one recipient."""

import os
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lotsen.kernel import LotsenError, gettext_noop
from lotsen.vault.framing import framed
from lotsen.vault.mac import hmac_sha256, same

KEY_BYTES: Final = 32
_NONCE = 12
_BOX = _NONCE + KEY_BYTES + 16
_COMMITMENT = 16


class WrapBroken(LotsenError):
    """A wrapped key was altered, moved to another place, or wrapped by another key."""

    status = 500
    message = gettext_noop("A stored key cannot be opened.")


@dataclass(frozen=True, slots=True)
class WrapContext:
    """Where a wrapped key belongs: whose key it is, who may unwrap it, and which versions are meant."""

    deployment: UUID
    subject: UUID
    recipient_type: str
    recipient: UUID
    key_version: int
    recipient_version: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key as it is stored: nonce and ciphertext, and a commitment to the key that wrapped it."""

    box: bytes
    commitment: bytes

    def __repr__(self) -> str:
        return "<wrapped key>"


def new_key() -> bytes:
    """Return 256 random bits; keys that must be destroyable are random, never derived."""
    return os.urandom(KEY_BYTES)


def derive(key: bytes, info: str) -> bytes:
    """Derive the key for one purpose or record class: HKDF-SHA256 (RFC 5869), info `lotsen/1/` + `info`."""
    _check_length(key)
    if not info:
        raise ValueError("a derived key needs a purpose")
    return hkdf_sha256(key, b"lotsen/1/" + info.encode(), KEY_BYTES)


def wrap(key: bytes, wrapping_key: bytes, context: WrapContext) -> Wrapped:
    """Encrypt a key for its context and commit to the wrapping key.

    AES-GCM alone lets one ciphertext open under several keys; the commitment rules that out
    (Albertini et al., "How to Abuse and Fix Authenticated Encryption Without Key Commitment", 2022).
    """
    _check_length(key)
    cipher, committing = _split(wrapping_key)
    nonce, bound = os.urandom(_NONCE), _binding(context)
    return Wrapped(nonce + cipher.encrypt(nonce, key, bound), _commitment(committing, nonce, bound))


def unwrap(wrapped: Wrapped, wrapping_key: bytes, context: WrapContext) -> bytes:
    """Return the key inside, or raise `WrapBroken` without saying what is wrong."""
    cipher, committing = _split(wrapping_key)
    key = None
    try:
        bound = _binding(context)
        nonce, body = wrapped.box[:_NONCE], wrapped.box[_NONCE:]
        if len(wrapped.box) == _BOX and same(wrapped.commitment, _commitment(committing, nonce, bound)):
            key = cipher.decrypt(nonce, body, bound)
    except (InvalidTag, ValueError, OverflowError):
        key = None
    if key is None:
        raise WrapBroken(subject=context.subject, recipient=context.recipient) from None
    return key


def aes_gcm(key: bytes) -> AESGCM:
    """Return AES-256-GCM under this key; shorter AES keys are refused."""
    _check_length(key)
    return AESGCM(key)


def hkdf_sha256(key: bytes, info: bytes, length: int, salt: bytes | None = None) -> bytes:
    """HKDF-SHA256 (RFC 5869); Lotsen's keys are uniform, so it uses no salt."""
    return HKDF(SHA256(), length, salt, info).derive(key)


def _split(wrapping_key: bytes) -> tuple[AESGCM, bytes]:
    """Make one key for encrypting and one for committing, so that neither says anything of the other."""
    _check_length(wrapping_key)
    both = hkdf_sha256(wrapping_key, b"lotsen/1/wrap", 2 * KEY_BYTES)
    return AESGCM(both[:KEY_BYTES]), both[KEY_BYTES:]


def _commitment(committing: bytes, nonce: bytes, bound: bytes) -> bytes:
    return hmac_sha256(committing, framed(b"lotsen/commit/1", nonce, bound))[:_COMMITMENT]


def _binding(context: WrapContext) -> bytes:
    return framed(
        b"lotsen/wrap/1",
        context.deployment.bytes,
        context.subject.bytes,
        context.recipient_type.encode(),
        context.recipient.bytes,
        context.key_version.to_bytes(4),
        context.recipient_version.to_bytes(4),
        context.epoch.to_bytes(4),
    )


def _check_length(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
