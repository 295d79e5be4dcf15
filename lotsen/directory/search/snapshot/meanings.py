"""Words that mean the same, as tables of stems: what somebody types and what the directory calls it."""

from collections.abc import Mapping
from typing import Any

from lotsen.directory.search.analyser import STOPWORDS, stem, words
from lotsen.directory.search.model import Synonyms


def phrase(text: str) -> str:
    """Return the stems of a text's words with blanks between; stopwords only where all are ("JA")."""
    found = words(text)
    return " ".join(map(stem, [word for word in found if word not in STOPWORDS] or found))


def meanings_table(synonyms: Synonyms) -> dict[str, Any]:
    """Turn synonyms into tables: phrase to phrases, phrase to language, and all words as typed."""
    found: dict[str, set[str]] = {}
    spelled: set[str] = set()
    for group in synonyms.groups:
        for one in group:
            found.setdefault(phrase(one), set()).update(phrase(other) for other in group)
            spelled.add(" ".join(words(one)))
    for one, others in synonyms.meanings.items():
        found.setdefault(phrase(one), set()).update(map(phrase, others))
        spelled.add(" ".join(words(one)))
    languages = {phrase(word): code for code, names in synonyms.languages.items() for word in names}
    spelled |= {" ".join(words(word)) for names in synonyms.languages.values() for word in names}
    return {
        "meanings": {key: sorted(others - {key, ""}) for key, others in sorted(found.items()) if key},
        "language_words": {key: code for key, code in sorted(languages.items()) if key},
        "spelled": sorted(spelled),
    }


class Meanings:
    """The synonyms of a snapshot."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._meanings: dict[str, list[str]] = tables["meanings"]
        self._languages: dict[str, str] = tables["language_words"]
        self.longest = max((key.count(" ") + 1 for key in (*self._meanings, *self._languages)), default=1)

    def of(self, key: str) -> list[str] | None:
        """Return other phrases for a phrase of stems, None if nobody has named any."""
        return self._meanings.get(key)

    def language(self, key: str) -> str | None:
        """Return the language that a phrase of stems names."""
        return self._languages.get(key)
