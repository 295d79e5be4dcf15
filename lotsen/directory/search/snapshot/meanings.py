"""Words that mean the same, as tables of stems: what somebody types and what the directory calls it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lotsen.directory.search.analyser import ALIKE, COMMON, NEGATIONS, NOT, STOPWORDS, stem, words
from lotsen.directory.search.model import Synonyms

_OF_A_LANGUAGE = ("kenntniss", "kenntnis", "sprachig", "sprechend")
LONGEST_WISH = 4
"""Words of the longest wish that is read out of a query."""


def phrase(text: str) -> str:
    """Return the stems of a text's words with blanks between; stopwords only where all are ("JA")."""
    found = words(text)
    return " ".join(map(stem, [word for word in found if word not in STOPWORDS] or found))


def saying(text: str) -> str:
    """Return the key of what people say: one word as in `phrase`; of several what tells them from others.

    A saying that says "not" keeps it; one of common words only, or with but one that says something, keeps
    all: "the baby is coming" is not "baby", "shouts at me" is not "shouts".
    """
    found = words(text)
    if len(found) == 1:
        return stem(found[0])
    plain = [word for word in found if word not in STOPWORDS and word not in NEGATIONS]
    turns = [NOT] if any(word in NEGATIONS for word in found) else []
    if COMMON.issuperset(plain) or len(plain) + len(turns) == 1:
        return " ".join(dict.fromkeys(map(turned, found)))
    return " ".join([*dict.fromkeys(map(turned, plain)), *turns])


def turned(word: str) -> str:
    """Return the stem of a folded word in a saying: all that say "not" have one, all for a child too."""
    return NOT if word in NEGATIONS else stem(ALIKE.get(word, word))


def meanings_table(synonyms: Synonyms) -> dict[str, Any]:
    """Turn synonyms into tables: phrase to phrases, phrase to language or wish, and all words as typed."""
    found: dict[str, set[str]] = {}
    spelled: set[str] = set()
    for group in synonyms.groups:
        for one in group:
            found.setdefault(saying(one), set()).update(phrase(other) for other in group)
            spelled.add(" ".join(words(one)))
    for one, others in synonyms.meanings.items():
        found.setdefault(saying(one), set()).update(map(phrase, others))
        spelled.add(" ".join(words(one)))
    languages = {phrase(word): code for code, names in synonyms.languages.items() for word in names}
    wishes = {
        " ".join(map(stem, words(said))): name for name, some in synonyms.wishes.items() for said in some
    }
    for names in (*synonyms.languages.values(), *synonyms.wishes.values()):
        spelled |= {" ".join(words(word)) for word in names}
    return {
        "meanings": {key: sorted(others - {key, ""}) for key, others in sorted(found.items()) if key},
        "language_words": {key: code for key, code in sorted(languages.items()) if key},
        "wish_words": {key: name for key, name in sorted(wishes.items()) if key},
        "spelled": sorted(spelled),
    }


class Meanings:
    """The synonyms of a snapshot."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._meanings: dict[str, list[str]] = tables["meanings"]
        self._languages: dict[str, str] = tables["language_words"]
        self._wishes: dict[str, str] = tables["wish_words"]
        self._sayings: dict[str, list[tuple[str, ...]]] = {}
        for key in self._meanings:
            if " " in key:
                parts = tuple(key.split())
                self._sayings.setdefault(max(parts, key=_telling), []).append(parts)
        self.longest = max((key.count(" ") + 1 for key in self._languages), default=1)

    def of(self, key: str) -> list[str] | None:
        """Return other phrases for a phrase of stems, None if nobody has named any."""
        return self._meanings.get(key)

    def language(self, key: str) -> str | None:
        """Return the language that a phrase of stems names: "turkisch", and "turkischkenntniss" too."""
        found = self._languages.get(key)
        for end in _OF_A_LANGUAGE:
            found = found or (self._languages.get(key.removesuffix(end)) if key.endswith(end) else None)
        return found

    def wish(self, key: str) -> str | None:
        """Return the wish that a phrase of stems names."""
        return self._wishes.get(key)

    def sayings(self, stems: Collection[str]) -> list[str]:
        """Return the phrases of several words that are all among some stems, in any order; longest first."""
        held = set(stems)
        found = {parts for one in held for parts in self._sayings.get(one, ()) if held.issuperset(parts)}
        return [" ".join(parts) for parts in sorted(found, key=lambda parts: (-_says(parts), parts))]


def _telling(stem_: str) -> tuple[bool, int, str]:
    """Order stems by how well they tell sayings apart, for looking them up by one."""
    return stem_ != NOT, len(stem_), stem_


def _says(parts: Iterable[str]) -> int:
    """Weigh what a saying says: common words less than others, and small words least."""
    return sum(_WEIGHTS.get(part, 4) for part in parts)


_COMMON = frozenset(map(turned, COMMON))
_WEIGHTS = dict.fromkeys({NOT, *map(turned, STOPWORDS)}, 1) | dict.fromkeys(_COMMON, 2)


def is_common(key: str) -> bool:
    """Say whether a saying is made of common words only."""
    return _WEIGHTS.keys() >= set(key.split())
