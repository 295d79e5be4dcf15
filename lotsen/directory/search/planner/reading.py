"""Reads single words and sayings: which tokens each may stand for, and what that is worth."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lotsen.directory.search.analyser import COMMON, NOT
from lotsen.directory.search.planner.plan import Group, Reading
from lotsen.directory.search.snapshot.meanings import Meanings, is_common
from lotsen.directory.search.snapshot.vocabulary import Tokens, Vocabulary

EXACT, SYNONYM, BEGINNING, PARTS = 100, 85, 80, 70
STEP, LEAST_SYNONYM = 8, 61
"""What each phrase of a meaning is worth less than the one before it, and at least."""
ANYWHERE = 50
"""What a common word is worth that means something special, where it stands itself."""
NEAR = {1: 75, 2: 65, 3: 50}
"""What a way of reading a word is worth, in percent."""
MOST_WEIGHT = 12
SURE = 6
"""Letters from which a word with one edit is taken for the known one."""


@dataclass(frozen=True, slots=True)
class Word:
    """How one word is read; `taken_for` is the number of the known word that it seems to misspell.

    `instead` says in words what was looked for where only parts of it are known. `guessed` means that it may
    as well be another word that the directory does not know.
    """

    groups: tuple[Group, ...]
    taken_for: int | None = None
    instead: str | None = None
    guessed: bool = False


class Reader:
    """Reads words with the vocabulary and the synonyms of one snapshot."""

    def __init__(self, vocabulary: Vocabulary, meanings: Meanings) -> None:
        self._vocabulary = vocabulary
        self._meanings = meanings

    def said(self, key: str) -> Group | None:
        # Who offers what a name is headed by comes after those of the whole name: "course with childcare".
        others = self._meanings.of(key) or self._meanings.of(key.split()[0]) or {}
        plain = " ".join(one for one in key.split() if one != NOT)
        worth = ANYWHERE if is_common(key) else EXACT
        own = self._read([plain], worth, parts=True) if NOT not in key.split() else ()
        readings = own + self._ranked(others)
        return self.group(readings) if readings else None

    def hinted(self, others: Mapping[str, int]) -> Group | None:
        """Read phrases that a query seems to mean."""
        readings = self._ranked(others)
        return self.group(readings) if readings else None

    def meanings(self, word: str) -> tuple[Reading, ...]:
        """Read what a word means, without the word itself."""
        return self._ranked(self._meanings.of(self._vocabulary.key([word])) or {})

    def meant(self, word: str) -> Group | None:
        """Read a word that has synonyms which lead to services."""
        key = self._vocabulary.key([word])
        others = self._meanings.of(key)
        if others is None:
            return None
        readings = self.exact(word) or self._read([key], EXACT, parts=True)
        if word in COMMON:
            readings = tuple(replace(one, percent=one.percent * ANYWHERE // EXACT) for one in readings)
        readings += self._ranked(others)
        return self.group(readings) if readings else None

    def _ranked(self, others: Mapping[str, int], percent: int = EXACT) -> tuple[Reading, ...]:
        """Read the phrases of a meaning, the best fitting worth most."""
        return tuple(
            reading
            for key, rank in others.items()
            for reading in self._read([key], percent * max(LEAST_SYNONYM, SYNONYM - rank * STEP) // EXACT)
        )

    def _read(self, keys: list[str], percent: int, *, parts: bool = False) -> tuple[Reading, ...]:
        """Read phrases; of synonyms no parts: "Kinderfrau" is not every child and every woman."""
        found = (self._vocabulary.phrase(key, parts=parts) for key in keys)
        return tuple(Reading(tokens, percent) for tokens in found if tokens)

    def word(self, word: str) -> Word:
        known = self._vocabulary
        if readings := self.exact(word):
            return Word((self.group(readings),))
        starts = known.beginning(word)
        if readings := self._with_synonyms(map(known.key_of, starts), BEGINNING):
            return Word((self.group(readings),), guessed=not known.is_named(starts[0]))
        taken_for: int | None = None
        is_known = known.is_spelled(word)  # what is spelled right and leads nowhere here is no slip
        for edits, percent in NEAR.items():
            if spelled := [] if is_known else known.near(word, edits):
                guessed = edits > 1 or len(word) < SURE or not known.is_named(spelled[0])
                if readings := self._spelled(spelled, percent):
                    return Word((self.group(readings),), spelled[0], guessed=guessed)
                taken_for = spelled[0] if taken_for is None else taken_for
            if edits == 1 and (groups := self._parts(known.parts(word))):
                return Word(groups)
            if edits == 2 and (groups := self._parts(known.near_parts(word))):
                return Word(groups)
        return self._in_part(word) or Word((), taken_for)

    def _in_part(self, word: str) -> Word | None:
        """Read a word of another language with a slip, or the known ends of an unknown one."""
        known = self._vocabulary
        for edits in (1, 2):
            if spelled := known.near(word, edits, foreign=True):
                found = (self.group(self._spelled(spelled, NEAR[edits])),)
                return Word(found, spelled[0], guessed=True)
        if (pieces := known.edges(word)) and (groups := self._parts(tuple(pieces.values()))):
            return Word(groups, instead=" ".join(map(str.title, pieces)), guessed=True)
        if (edge := self._meanings.edge(word)) and (readings := self._with_synonyms((edge,), PARTS)):
            return Word((self.group(readings),), instead=edge.title(), guessed=True)
        return None

    def exact(self, word: str) -> tuple[Reading, ...]:
        """Read a word as it stands; a compound may also begin a longer one, as "Elterngeld" does."""
        known = self._vocabulary
        tokens = known.phrase(known.key([word]), parts=False)
        if not tokens:
            return ()
        found = {tokens: EXACT}
        if known.parts(word) or not known.stands_in_names(word):
            for number in known.beginning(word):
                if longer := known.phrase(known.key_of(number), parts=False):
                    found.setdefault(longer, BEGINNING)
        return tuple(Reading(one, percent) for one, percent in found.items())

    def _spelled(self, numbers: list[int], percent: int) -> tuple[Reading, ...]:
        """Read a misspelled word as each of these would be read, worth so much of it."""
        found: dict[Tokens, int] = {}
        for number in numbers:
            for reading in self.exact(self._vocabulary.word(number)):
                found.setdefault(reading.tokens, reading.percent * percent // EXACT)
        for reading in self._with_synonyms(map(self._vocabulary.key_of, numbers), percent):
            found.setdefault(reading.tokens, reading.percent)
        return tuple(Reading(tokens, worth) for tokens, worth in found.items())

    def _parts(self, stems: tuple[str, ...]) -> tuple[Group, ...]:
        """Read the parts of a compound as words of their own; nothing if one of them leads nowhere."""
        found = [self._with_synonyms((one,), PARTS) for one in stems]
        return tuple(map(self.group, found)) if all(found) else ()

    def _with_synonyms(self, stems: Iterable[str], percent: int) -> tuple[Reading, ...]:
        found: dict[Tokens, int] = {}
        for key in stems:
            if tokens := self._vocabulary.phrase(key, parts=False):
                found.setdefault(tokens, percent)
            for reading in self._ranked(self._meanings.of(key) or {}, percent):
                found.setdefault(reading.tokens, reading.percent)
        return tuple(Reading(tokens, worth) for tokens, worth in found.items())

    def group(self, readings: tuple[Reading, ...]) -> Group:
        share = max(min(map(self._vocabulary.services, reading.tokens)) for reading in readings)
        weight = math.floor(math.log2(max(1, self._vocabulary.all_services) / max(1, share))) + 1
        return Group(readings, max(1, min(MOST_WEIGHT, weight)))
