"""Notices that the next page shows."""

from collections.abc import Sequence

from flask import session


def flash_links(words: str, links: Sequence[tuple[str, str]]) -> None:
    """Flash a sentence with links, as (label, address), to what it speaks of."""
    notice = ("info", {"words": words, "links": [list(link) for link in links]})
    session["_flashes"] = [*session.get("_flashes", []), notice]
