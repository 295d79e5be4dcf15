"""The key store: institution keys, grants, the key ring, the audit chain."""
