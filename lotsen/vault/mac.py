"""Keyed digests: integrity, exact look-up without the text, pseudonyms; and random tokens."""

import hashlib
import hmac
import secrets
from uuid import UUID

from lotsen.vault.framing import framed

_SHORTEST_KEY = 32
_TOKEN_BYTES = 32


def mac(key: bytes, *parts: bytes) -> bytes:
    """Return HMAC-SHA256 (RFC 2104) over length-prefixed parts, so that no boundary can be moved."""
    if len(key) < _SHORTEST_KEY:
        raise ValueError("a MAC key has at least 32 bytes")
    return hmac_sha256(key, framed(*parts))


def same(a: bytes, b: bytes) -> bool:
    """Compare in a time that does not depend on where two values differ."""
    return hmac.compare_digest(a, b)


def index(key: bytes, text: str) -> bytes:
    """Return what a normalised sign-in name is looked up by, so that the name itself is not stored.

    Only for names that are unique by nature: an index of family names would link all that are equal.
    """
    return mac(key, b"lotsen/index/1", _bytes(text))


def pseudonym(key: bytes, id_: UUID) -> str:
    """Return 32 hexadecimal digits that stand for an id and cannot be led back to it without the key."""
    return mac(key, b"lotsen/pseudonym/1", id_.bytes)[:16].hex()


def token() -> str:
    """Return 256 random bits as URL-safe text, for sessions and invitations."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """Return what is stored of a token (SHA-256); with 256 random bits inside, no salt is needed."""
    return hashlib.sha256(_bytes(token)).digest()


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 over one message as it is."""
    return hmac.digest(key, message, "sha256")


def _bytes(text: str) -> bytes:
    """Encode whatever a client sent: broken surrogates find nothing, but raise nothing either."""
    return text.encode("utf-8", "surrogatepass")
