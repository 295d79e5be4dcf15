"""Length-prefixed parts: two different lists of parts never give the same bytes."""


def framed(*parts: bytes) -> bytes:
    """Join parts, each behind its length (u32 big-endian), so that no boundary can be moved."""
    return b"".join(len(part).to_bytes(4) + part for part in parts)
