"""Words of a search in short lists: organizations, taxonomies and terms."""

from lotsen.directory.domain import fold


def rank(query: str, name: str, rest: str) -> int | None:
    """Say how well a text answers: 0 where the name holds all words, 1 where name and rest do."""
    words = fold(query).split()
    folded = fold(name)
    if all(word in folded for word in words):
        return 0
    everything = f"{folded} {fold(rest)}"
    return 1 if all(word in everything for word in words) else None
