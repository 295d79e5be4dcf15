"""Words that mean the same, as tables of stems: what somebody types and what the directory calls it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from lotsen.directory.search.analyser import ALIKE, COMMON, KEPT, NEGATIONS, NOT, STOPWORDS, stem, words
from lotsen.directory.search.model import Synonyms

_OF_A_LANGUAGE = ("kenntnis", "sprach", "sprech")
SHORTEST_EDGE = 5
"""Letters of a known word that may tell what a longer unknown one is about."""
MANY, TURNS = 2, 3
"""What a word tells that is said of very many things, and a "not"."""
LONGEST_WISH = 4
"""Words of the longest wish that is read out of a query."""


@lru_cache(KEPT)
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
    """Turn synonyms into tables: phrase to phrases, phrase to language or wish, and all words as typed.

    Phrases come with their rank: what is named first of a meaning fits best (0), groups mean the same.
    """
    found: dict[str, dict[str, int]] = {}
    spelled: set[str] = set()

    def add(one: str, others: Iterable[str], *, alike: bool = False) -> None:
        ranks = found.setdefault(saying(one), {})
        for rank, other in enumerate(map(phrase, others)):
            ranks[other] = min(0 if alike else rank, ranks.get(other, rank))

    for group in synonyms.groups:
        for one in group:
            add(one, group, alike=True)
            spelled.add(" ".join(words(one)))
    for one, others in synonyms.meanings.items():
        add(one, others)
        spelled.add(" ".join(words(one)))
        for name in others:  # what a directory calls a help is said of it first of all
            if " " in phrase(name):
                add(name, (name,))
    languages = {phrase(word): code for code, names in synonyms.languages.items() for word in names}
    wishes = {
        " ".join(map(stem, words(said))): name for name, some in synonyms.wishes.items() for said in some
    }
    for names in (*synonyms.languages.values(), *synonyms.wishes.values()):
        spelled |= {" ".join(words(word)) for word in names}
    return {
        "meanings": {
            key: {
                other: rank
                for other, rank in sorted(ranks.items(), key=lambda it: (it[1], it[0]))
                if other and other != key
            }
            for key, ranks in sorted(found.items())
            if key
        },
        "language_words": {key: code for key, code in sorted(languages.items()) if key},
        "wish_words": {key: name for key, name in sorted(wishes.items()) if key},
        "spelled": sorted(spelled),
    }


class Meanings:
    """The synonyms of a snapshot."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._meanings: dict[str, dict[str, int]] = tables["meanings"]
        self._languages: dict[str, str] = tables["language_words"]
        self._wishes: dict[str, str] = tables["wish_words"]
        self._said = frozenset(tables["spelled"])
        self.longest = max((key.count(" ") + 1 for key in self._languages), default=1)

    @cached_property
    def _sayings(self) -> dict[str, list[tuple[str, ...]]]:
        """Sayings of several words by the most telling one; read when first asked, as the hints are."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for key in self._meanings:
            parts = tuple(key.split())
            if len(parts) > 1:
                found.setdefault(max(parts, key=_telling), []).append(parts)
        return found

    @cached_property
    def _hints(self) -> dict[str, dict[str, int]]:
        """What each word of a saying hints at; read when first asked, so that loading stays quick."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for key, others in self._meanings.items():
            parts = key.split()
            for part in parts:
                hints = found[part]
                for other, rank in others.items():
                    hints[other] = min(rank if len(parts) > 1 else rank - DIRECT, hints.get(other, rank))
        return found

    def of(self, key: str) -> Mapping[str, int] | None:
        """Return other phrases for a phrase of stems with their ranks, None if nobody has named any."""
        return self._meanings.get(key)

    def is_said(self, word: str) -> bool:
        """Say whether somebody has named this very word as one that means something, not only its stem."""
        return word in self._said

    def stands_in_saying(self, word: str) -> bool:
        """Say whether this very word stands in anything people say, not only its stem."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for said in self._said for word in said.split())

    def language(self, key: str) -> str | None:
        """Return the language that a phrase of stems names: "turkisch", and "turkischkenntniss" too."""
        ends = [] if " " in key else [key.find(one) for one in _OF_A_LANGUAGE]
        names = (key, *(stem(key[:end]) for end in ends if end > 0))
        return next((code for name in names if (code := self._languages.get(name))), None)

    def edge(self, word: str) -> str | None:
        """Return the longest telling stem that an unknown word begins or else ends with: "Inkassobrief"."""
        lengths = range(len(word) - 2, SHORTEST_EDGE - 1, -1)
        pieces = (*(word[:length] for length in lengths), *(word[-length:] for length in lengths))
        keys = (key for piece in pieces for key in (piece, stem(piece)) if len(key) >= SHORTEST_EDGE)
        return next((key for key in keys if key in self._meanings and self.tells([key]) > MANY), None)

    def wish(self, key: str) -> str | None:
        """Return the wish that a phrase of stems names."""
        return self._wishes.get(key)

    def sayings(self, stems: Collection[str], words: Iterable[str] = ()) -> list[str]:
        """Return the phrases of several words that are all among some stems, in any order; longest first.

        With them come those of `words` that mean something.
        """
        held = set(stems)
        found = {parts for one in held for parts in self._sayings.get(one, ()) if held.issuperset(parts)}
        found |= {(word,) for word in words if word in self._meanings}
        return [" ".join(parts) for parts in sorted(found, key=lambda parts: (-self.says(parts), parts))]

    def says(self, parts: Iterable[str]) -> int:
        """Weigh what a saying says: words of many sayings less than others, small words least."""
        return sum(_WEIGHTS.get(part) or 1 + self._tells(part) for part in parts)

    def tells(self, parts: Iterable[str]) -> int:
        """Weigh a saying as `says` does, but what is common not at all, and "not" as what turns it."""
        return sum(
            TURNS if part == NOT else self._tells(part)
            for part in parts
            if part == NOT or part not in _WEIGHTS
        )

    def _tells(self, part: str) -> int:
        meant = len(self._hints[part]) if part in self._hints else 0
        return next(weight for most, weight in _TELLING if meant <= most)

    def knows(self, stem_: str) -> bool:
        """Say whether a stem stands in any saying."""
        return stem_ in self._hints

    def hinted(self, stems: Collection[str]) -> Mapping[str, int]:
        """Return what most of some stems hint at, as parts of sayings: phrases of the directory."""
        votes: Counter[str] = Counter()
        for one in set(stems):
            if hints := self._hints.get(one):
                weight = _WEIGHTS.get(one, 2 * self._tells(one)) * VOTE
                votes.update({other: weight - rank for other, rank in hints.items()})
        most = max(votes.values(), default=0)
        return {one: 0 for one, count in votes.items() if most - count < CLOSE and most >= LEAST_HINT}


def _telling(stem_: str) -> tuple[bool, int, str]:
    """Order stems by how well they tell sayings apart, for looking them up by one."""
    return stem_ != NOT, len(stem_), stem_


_TELLING = ((4, 5), (10, 4), (20, 3), (10_000, 2))
"""How much a word tells, by how many phrases of the directory it is said of at most."""
VOTE, DIRECT, CLOSE, LEAST_HINT = 4, 6, 2, 20
"""What a telling word weighs among hints, and more if it means that alone; how near the best counts as best;
what is no hint yet."""
_COMMON = frozenset(map(turned, COMMON))
_WEIGHTS = dict.fromkeys({NOT, *map(turned, STOPWORDS)}, 1) | dict.fromkeys(_COMMON, 2)


def is_common(key: str) -> bool:
    """Say whether a saying is made of common words only."""
    return _WEIGHTS.keys() >= set(key.split())
