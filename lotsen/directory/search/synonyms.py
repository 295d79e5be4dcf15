"""The synonyms that come with the release, until coordinators keep their own."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from lotsen.directory.search.model import Synonyms

DEFAULT = Path(__file__).parent / "data" / "synonyms.yaml"


def read_synonyms(text: str) -> Synonyms:
    """Read synonyms as a file holds them."""
    raw: dict[str, Any] = YAML(typ="safe").load(text)
    return Synonyms(
        groups=tuple(tuple(map(str, group)) for group in raw.get("groups", ())),
        meanings={str(word): tuple(map(str, others)) for word, others in raw.get("meanings", {}).items()},
        languages={str(code): tuple(map(str, names)) for code, names in raw.get("languages", {}).items()},
    )


@cache
def default_synonyms() -> Synonyms:
    """Return the synonyms of this release."""
    return read_synonyms(DEFAULT.read_text(encoding="utf-8"))
