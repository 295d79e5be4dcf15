"""Lots that favour nobody: neither the alphabet nor an id may bring the same provider first for everybody."""

from hashlib import blake2b
from uuid import UUID


def lot(one: UUID) -> int:
    """Return a number of 64 bits drawn once and for all for an id."""
    return int.from_bytes(blake2b(one.bytes, digest_size=8).digest(), "big")
