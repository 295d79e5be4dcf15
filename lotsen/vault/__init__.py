"""Pure cryptography: seals, keys, MACs, passwords, the audit chain, root keys. Nothing else touches it."""

from lotsen.vault.audit import (
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
    verify_chain,
)
from lotsen.vault.document import Document, Sealed, Slot, UnknownShape
from lotsen.vault.format import SealBroken, key_version_of, open_, seal
from lotsen.vault.keys import KEY_BYTES, WrapBroken, WrapContext, Wrapped, derive, new_key, unwrap, wrap
from lotsen.vault.mac import index, mac, pseudonym, same, token, token_hash
from lotsen.vault.passwords import check_password, hash_password, needs_rehash
from lotsen.vault.roots import EnvRoot, FileRoot, RootFault, RootProvider, RootRefused, open_root

__all__ = [
    "GENESIS",
    "KEY_BYTES",
    "SYSTEM_CHAIN",
    "AuditItemRef",
    "AuditRecord",
    "ChainEntry",
    "ChainFault",
    "ChainReport",
    "Document",
    "EnvRoot",
    "FileRoot",
    "Head",
    "Link",
    "RootFault",
    "RootProvider",
    "RootRefused",
    "SealBroken",
    "Sealed",
    "Slot",
    "UnknownShape",
    "WrapBroken",
    "WrapContext",
    "Wrapped",
    "check_password",
    "derive",
    "hash_password",
    "index",
    "key_version_of",
    "link",
    "mac",
    "needs_rehash",
    "new_key",
    "open_",
    "open_root",
    "pseudonym",
    "same",
    "seal",
    "token",
    "token_hash",
    "unwrap",
    "verify_chain",
    "wrap",
]
