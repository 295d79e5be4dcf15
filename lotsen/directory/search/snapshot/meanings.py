"""Words that mean the same, as tables of stems: what somebody types and what the directory calls it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property, lru_cache

from lotsen.directory.search.analyser import ALIKE, COMMON, KEPT, NEGATIONS, NOT, STOPWORDS, stem, words
from lotsen.directory.search.snapshot.parts import Parts
from lotsen.directory.search.verbs import infinitive_of

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


@lru_cache(KEPT)
def turned(word: str) -> str:
    """Return the stem of a folded word in a saying: all that say "not" have one, all for a child too."""
    return NOT if word in NEGATIONS else stem(ALIKE.get(word) or ALIKE.get(infinitive_of(word), word))


class Meanings:
    """The synonyms of a snapshot, as `builder.meanings` lays them out."""

    def __init__(self, parts: Parts) -> None:
        self._arrays, tables = parts.arrays, parts.tables
        self._said: list[str] = tables["said"]
        self._meant: list[str] = tables["meant"]
        self._number_of = {key: number for number, key in enumerate(self._said)}
        self._part_of = {part: number for number, part in enumerate(tables["told_by"])}
        self._languages: dict[str, str] = tables["language_words"]
        self._wishes: dict[str, str] = tables["wish_words"]
        self._spelled = frozenset(tables["spelled"])
        self.longest = max((key.count(" ") + 1 for key in self._languages), default=1)
        self._ranks, self._told = cache(self._read_ranks), cache(self._read_told)

    def _read_ranks(self, name: str, number: int) -> Mapping[str, int]:
        """Return phrases with their ranks, the best first."""
        at = self._arrays[f"{name}_at"]
        some = slice(at[number], at[number + 1])
        meant = self._arrays[f"{name}_meant"][some].tolist()
        ranks = self._arrays[f"{name}_rank"][some].tolist()
        return {self._meant[one]: rank for one, rank in zip(meant, ranks, strict=True)}

    def _read_told(self, number: int) -> list[tuple[str, ...]]:
        """Return the sayings of several words that a word tells best."""
        at = self._arrays["told_at"]
        keys = self._arrays["told_body"][at[number] : at[number + 1]].tolist()
        return [tuple(self._said[key].split()) for key in keys]

    def of(self, key: str) -> Mapping[str, int] | None:
        """Return other phrases for a phrase of stems with their ranks, None if nobody has named any."""
        number = self._number_of.get(key)
        return None if number is None else self._ranks("said", number)

    def is_told(self, words: Iterable[str]) -> bool:
        """Say whether one of some folded words means a kind of help by itself; common ones do not count."""
        telling = (stem(word) for word in words if turned(word) not in _WEIGHTS)
        return any(self.of(one) is not None and self.language(one) is None for one in telling)

    def is_said(self, word: str) -> bool:
        """Say whether somebody has named this very word as one that means something, not only its stem."""
        return word in self._spelled

    def stands_in_saying(self, word: str) -> bool:
        """Say whether this very word stands in anything people say, not only its stem."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for said in self._spelled for word in said.split())

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
        return next((key for key in keys if key in self._number_of and self.tells([key]) > MANY), None)

    def wish(self, key: str) -> str | None:
        """Return the wish that a phrase of stems names."""
        return self._wishes.get(key)

    def sayings(self, stems: Collection[str], words: Iterable[str] = ()) -> list[str]:
        """Return the phrases of several words that are all among some stems, in any order; longest first.

        With them come those of `words` that mean something.
        """
        held = set(stems)
        telling = [number for one in held if (number := self._part_of.get(one)) is not None]
        found = {parts for number in telling for parts in self._told(number) if held.issuperset(parts)}
        found |= {(word,) for word in words if word in self._number_of}
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
        number, at = self._part_of.get(part), self._arrays["hint_at"]
        meant = 0 if number is None else int(at[number + 1]) - int(at[number])
        return next(weight for most, weight in _TELLING if meant <= most)

    def knows(self, stem_: str) -> bool:
        """Say whether a stem stands in any saying."""
        return stem_ in self._part_of

    def hinted(self, stems: Collection[str]) -> Mapping[str, int]:
        """Return what most of some stems hint at, as parts of sayings: phrases of the directory."""
        votes: Counter[str] = Counter()
        for one in set(stems):
            if (number := self._part_of.get(one)) is not None:
                weight = _WEIGHTS.get(one, 2 * self._tells(one)) * VOTE
                hints = self._ranks("hint", number)
                votes.update({other: weight - rank for other, rank in hints.items()})
        most = max(votes.values(), default=0)
        return {one: 0 for one, count in votes.items() if most - count < CLOSE and most >= LEAST_HINT}


def tells_best(stem_: str) -> tuple[bool, int, str]:
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
