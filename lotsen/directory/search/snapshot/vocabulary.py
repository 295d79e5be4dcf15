"""The words of a snapshot: looked up exactly, by their beginning, by their parts, or with a few edits."""

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein

from lotsen.directory.search.analyser import Lexicon, stem
from lotsen.directory.search.snapshot.parts import Parts
from lotsen.directory.search.snapshot.strings import Strings, letters

Tokens = tuple[int, ...]

MOST_BEGUN = 48
"""Words that a beginning stands for at most: the most frequent ones."""
SHORTEST_BEGINNING = 2
MOST_NEAR = 3
"""Words that a misspelling stands for at most, all equally near."""
KEPT_PHRASES = 1 << 12
"""Phrases whose tokens are remembered: what the synonyms lead to is read in one query after the other."""
FAR = 3
"""Edits after which any of the words found may be the one that was meant."""
_TWICE = re.compile(r"(.)\1+")
LEAST = {1: 4, 2: 6, 3: 9}
"""Letters from which a word may be so many edits away from a known one."""


class Vocabulary:
    """Tokens (stems) with their postings, and the spelled words that lead to them."""

    def __init__(self, parts: Parts, is_place: Callable[[str], bool]) -> None:
        arrays = parts.arrays
        self._stems = Strings(arrays["stem_body"], arrays["stem_at"])
        self._words = Strings(arrays["word_body"], arrays["word_at"])
        self._shown = Strings(arrays["shown_body"], arrays["shown_at"])
        self._post_at = arrays["post_at"]
        self._stem_of = arrays["word_stem"]
        self._often = arrays["word_often"]
        self._letters = arrays["word_letters"]
        self._length = arrays["word_length"]
        self._foreign = arrays["word_foreign"] != 0
        self._lexicon = Lexicon(parts.tables["lexicon"])
        self._is_place = is_place
        self.all_services = len(arrays["id"])
        self._read = lru_cache(KEPT_PHRASES)(self._look_up)

    def key(self, words: list[str]) -> str:
        """Return the stems of folded words as the synonyms know them."""
        return " ".join(map(stem, words))

    def key_of(self, number: int) -> str:
        """Return the stem of a spelled word."""
        return self._stems[int(self._stem_of[number])]

    def word(self, number: int) -> str:
        """Return a spelled word, folded."""
        return self._words[number]

    def is_spelled(self, word: str) -> bool:
        """Say whether a folded word is spelled so, by a service or by a synonym."""
        return self._words.find(word) is not None

    def begins_name(self, word: str) -> bool:
        """Say whether an unknown word is the beginning of one that stands in a name."""
        return not self.is_spelled(word) and any(map(self.is_named, self.beginning(word)[:1]))

    def is_named(self, number: int) -> bool:
        """Say whether a spelled word stands in a name or in the words for a type."""
        return bool(self._often[number])

    def stands_in_names(self, word: str) -> bool:
        """Say whether a folded word, as it is spelled, stands in a name or in the words for a type."""
        number = self._words.find(word)
        return number is not None and self.is_named(number)

    def services(self, token: int) -> int:
        """Count the services that hold a token."""
        return int(self._post_at[token + 1]) - int(self._post_at[token])

    def phrase(self, key: str, *, parts: bool = True) -> Tokens:
        """Return the tokens of a phrase; empty if a stem leads to no service, not even by its parts."""
        return self._read(key, parts)

    def _look_up(self, key: str, parts: bool) -> Tokens:
        found: list[int] = []
        for one in key.split():
            token = self._stems.find(one)
            if token is not None and self.services(token):
                found.append(token)
            elif (
                parts
                and (inside := self.parts(one))
                and (tokens := self.phrase(" ".join(inside), parts=False))
            ):
                found += tokens
            else:
                return ()
        return tuple(found)

    def beginning(self, start: str) -> list[int]:
        """Return the spelled words that begin so, the most frequent first."""
        if len(start) < SHORTEST_BEGINNING:
            return []
        span = self._words.beginning(start)
        found = np.arange(span.start, span.stop)
        often = self._often[found].astype(np.int64)
        return [int(number) for number in found[np.lexsort((found, -often))][:MOST_BEGUN]]

    def near(self, word: str, edits: int, *, foreign: bool = False) -> list[int]:
        """Return the spelled words exactly so many edits away (two letters swapped are one), best first.

        Other words are better than names of places, then those that differ by no more than a letter written
        twice ("schlefft", "schläft"), then words that begin alike, then those that more names hold. With
        `foreign` only words count that stand in no German text: a Turkish word is not what a mistyped German
        one was meant to be.
        """
        if len(word) < LEAST[edits] or word.isdigit():
            return []  # another number is another postcode, not a slip
        close = np.abs(self._length.astype(np.int16) - len(word)) <= edits
        close &= self._foreign == foreign
        close &= np.bitwise_count(self._letters ^ np.uint32(letters(word))) <= 2 * edits
        found = []
        for number in np.flatnonzero(close).tolist():
            other = self._words[number]
            if DamerauLevenshtein.distance(word, other, score_cutoff=edits) == edits:
                often = int(self._often[number])
                slips = DamerauLevenshtein.distance(_once(word), _once(other))
                found.append(
                    (not often and self._is_place(other), slips, other[0] != word[0], -often, number)
                )
        found.sort()
        return [
            number for (_, slips, _, _, number) in found[:MOST_NEAR] if edits == FAR or slips == found[0][1]
        ]

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of a compound's parts; empty if it is none."""
        return self._lexicon.parts(word)

    def near_parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of a compound in which one of two parts is an edit away from a known word."""
        for cut in range(LEAST[1], len(word) - LEAST[1] + 1):
            left, right = word[:cut], word[cut:]
            for sound, slip in ((left, right), (right, left)):
                if not self.phrase(stem(sound), parts=False):
                    continue
                if near := self.near(slip, 1):
                    return (stem(sound), self.key_of(near[0]))
        return ()

    def edges(self, word: str) -> dict[str, str]:
        """Return words that an unknown word begins and ends with, and their stems, if services hold them."""
        edges = self._lexicon.edges(word)
        return {piece: one for piece, one in edges.items() if self.phrase(one, parts=False)}

    def shown(self, number: int) -> str:
        """Return how a spelled word is written."""
        return self._shown[number] or self._words[number]

    def written(self, word: str) -> str:
        """Return how a folded word is written."""
        number = self._words.find(word)
        return word if number is None else self.shown(number)

    def suggestions(self, start: str, most: int) -> list[str]:
        """Return words that begin so and stand in names, the most frequent first, one of each stem."""
        found: dict[int, str] = {}
        for number in self.beginning(start):
            if self._often[number]:
                found.setdefault(int(self._stem_of[number]), self.shown(number))
        return list(found.values())[:most]


def _once(word: str) -> str:
    """Write letters once that stand twice."""
    return _TWICE.sub(r"\1", word)
