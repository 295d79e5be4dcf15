"""The synonyms that come with the release, until coordinators keep their own."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from lotsen.directory.search.model import Synonyms

DATA = Path(__file__).parent / "data"


def read_synonyms(text: str) -> Synonyms:
    """Read synonyms as a file holds them; what is said of several kinds of help means all of them."""
    raw: dict[str, Any] = YAML(typ="safe").load(text)
    meanings = {str(word): tuple(map(str, others)) for word, others in raw.get("meanings", {}).items()}
    for one in raw.get("sayings", ()):
        for said in map(str, one["said"]):
            meanings[said] = (*meanings.get(said, ()), *map(str, one["means"]))
    return Synonyms(
        groups=tuple(tuple(map(str, group)) for group in raw.get("groups", ())),
        meanings=meanings,
        languages=_lists(raw.get("languages", {})),
        wishes=_lists(raw.get("wishes", {})),
    )


def _lists(raw: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {str(name): tuple(map(str, words)) for name, words in raw.items()}


@cache
def default_synonyms() -> Synonyms:
    """Return the synonyms of this release: those of the lists, then what people say."""
    lists = [DATA / "synonyms.yaml", DATA / "wishes.yaml", *sorted((DATA / "sayings").glob("*.yaml"))]
    return joined(read_synonyms(path.read_text(encoding="utf-8")) for path in lists)


def joined(some: Iterable[Synonyms]) -> Synonyms:
    """Put synonyms together; what is said of several kinds of help means all of them."""
    groups: list[tuple[str, ...]] = []
    meanings: dict[str, tuple[str, ...]] = {}
    languages: dict[str, tuple[str, ...]] = {}
    wishes: dict[str, tuple[str, ...]] = {}
    for one in some:
        groups += one.groups
        for word, others in one.meanings.items():
            meanings[word] = (*meanings.get(word, ()), *others)
        languages |= one.languages
        wishes |= one.wishes
    return Synonyms(tuple(groups), meanings, languages, wishes)
