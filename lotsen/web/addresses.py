"""Addresses that come from outside: from a header or a parameter, and so of any shape."""

from urllib.parse import SplitResult, urlsplit


def parts_of(address: str | None) -> SplitResult:
    """Take an address apart; what is none ("http://[") has no parts."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return urlsplit("")
