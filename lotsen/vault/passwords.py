"""Passwords as Argon2id in PHC strings (RFC 9106), with the parameters of the OWASP cheat sheet."""

import os
import re
import unicodedata
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MEMORY_KIB: Final = 19 * 1024
PASSES: Final = 2
LANES: Final = 1
_SALT_BYTES = 16
_HASH_BYTES = 32

_CURRENT = re.compile(
    rf"\$argon2id\$v=19\$m={MEMORY_KIB},t={PASSES},p={LANES}\$[A-Za-z0-9+/]{{22}}\$[A-Za-z0-9+/]{{43}}"
)
# A well-formed hash of nobody's password: checking against it costs what a real check costs.
_NOBODY = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${'A' * 22}${'A' * 43}"


def hash_password(password: str) -> str:
    """Return a salted PHC string of today's parameters."""
    argon = Argon2id(
        salt=os.urandom(_SALT_BYTES),
        length=_HASH_BYTES,
        iterations=PASSES,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
    )
    return argon.derive_phc_encoded(_prepared(password))


def check_password(password: str, phc: str | None) -> bool:
    """Say whether a password fits; `None` (nobody has that name) costs as much time and is always False."""
    try:
        Argon2id.verify_phc_encoded(_prepared(password), _NOBODY if phc is None else phc)
    except (InvalidKey, ValueError):
        return False
    return phc is not None


def needs_rehash(phc: str) -> bool:
    """Say whether a stored string was made with other parameters than today's."""
    return _CURRENT.fullmatch(phc) is None


def _prepared(password: str) -> bytes:
    """Normalise as NIST SP 800-63B asks: the same "ü" from two keyboards is the same password."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
