"""Which page of a long list an address asks for."""

from flask import request


def page_asked() -> int:
    """Return its number as it was asked for; `kernel.page_of` says which page that is."""
    return request.args.get("page", 1, type=int)
