"""Turns what somebody typed into a plan, with the vocabulary alone; no service is looked at.

Places and languages come first and become filters. Every other word takes the first step that leads
somewhere: exact together with its synonyms, the beginning of a word, one edit, the parts of a compound, two
edits, parts with an edit, three edits, known words at its ends. A word that leads nowhere is left out and
reported.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lotsen.directory.domain import fold
from lotsen.directory.search.analyser import STOPWORDS, raw_words, stem, words
from lotsen.directory.search.model import Correction, FoundPlace
from lotsen.directory.search.snapshot.meanings import Meanings
from lotsen.directory.search.snapshot.reach import LONGEST_NAME, Places
from lotsen.directory.search.snapshot.vocabulary import Tokens, Vocabulary

EXACT, SYNONYM, BEGINNING, PARTS = 100, 85, 80, 70
NEAR = {1: 75, 2: 65, 3: 50}
"""What a way of reading a word is worth, in percent."""
MOST_WEIGHT = 12
LONGEST_QUERY = 24
"""Words that are read at most."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: a service must hold all these tokens; worth so many percent."""

    tokens: Tokens
    percent: int


@dataclass(frozen=True, slots=True)
class Group:
    """All readings of one word or phrase, and how much it says (rare words say more)."""

    readings: tuple[Reading, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for; a service of the first tier meets all groups."""

    groups: tuple[Group, ...] = ()
    place: FoundPlace | None = None
    language: str | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def leads_nowhere(self) -> bool:
        """Whether words were typed and none of them means anything here."""
        return bool(self.corrections) and not (self.groups or self.place or self.language)


class Planner:
    """Plans queries with the words of one snapshot."""

    def __init__(self, vocabulary: Vocabulary, meanings: Meanings, places: Places) -> None:
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._places = places

    def plan(self, text: str, *, heed_places: bool = True) -> Plan:
        """Read a query; with `heed_places` off, names of places and languages are words like any other."""
        written = {fold(word): word for word in raw_words(text)[:LONGEST_QUERY]}
        typed = words(text)[:LONGEST_QUERY]
        plan = Plan()
        if heed_places:
            typed, place = self._take_places(typed)
            plan = replace(plan, place=place)
        typed = [word for word in typed if word not in STOPWORDS] or [
            word for word in typed if self._meanings.of(self._vocabulary.key([word]))
        ]
        at = 0
        while at < len(typed):
            length, group = self._phrase(typed, at)
            if group is not None:
                plan = replace(plan, groups=(*plan.groups, group))
            elif heed_places and plan.language is None and (named := self._language(typed, at)):
                length, language = named
                plan = replace(plan, language=language)
            else:
                length, plan = 1, self._with_word(plan, typed[at], heed_places=heed_places)
            at += length
        corrections = tuple(replace(one, typed=written[one.typed]) for one in plan.corrections)
        return replace(plan, corrections=corrections)

    def _with_word(self, plan: Plan, word: str, *, heed_places: bool) -> Plan:
        found = self._word(word)
        used = found.taken_for
        if heed_places and used is not None:
            place = self._places.called(self._vocabulary.word(used))
            language = self._meanings.language(self._vocabulary.key_of(used))
            if plan.place is None and place is not None:
                return replace(_corrected(plan, word, place.name), place=place)
            if plan.language is None and language is not None:
                return replace(_corrected(plan, word, self._vocabulary.shown(used)), language=language)
        if not found.groups:
            return _corrected(plan, word, None)
        if found.instead:
            plan = _corrected(plan, word, found.instead)
        if used is not None:
            plan = _corrected(plan, word, self._vocabulary.shown(used))
        return replace(plan, groups=(*plan.groups, *found.groups))

    def _take_places(self, typed: list[str]) -> tuple[list[str], FoundPlace | None]:
        place: FoundPlace | None = None
        left: list[str] = []
        at = 0
        while at < len(typed):
            for length in range(min(LONGEST_NAME, len(typed) - at), 0, -1):
                found = self._places.called(" ".join(typed[at : at + length]))
                if found is not None:
                    place = found if place is None else self._places.both(place, found)
                    at += length
                    break
            else:
                left.append(typed[at])
                at += 1
        return left, place

    def _language(self, typed: list[str], at: int) -> tuple[int, str] | None:
        for length in range(min(self._meanings.longest, len(typed) - at), 0, -1):
            language = self._meanings.language(self._vocabulary.key(typed[at : at + length]))
            if language is not None:
                return length, language
        return None

    def _phrase(self, typed: list[str], at: int) -> tuple[int, Group | None]:
        """Find the longest phrase from here that has synonyms and leads to services."""
        for length in range(min(self._meanings.longest, len(typed) - at), 0, -1):
            key = self._vocabulary.key(typed[at : at + length])
            others = self._meanings.of(key)
            if others is None:
                continue
            exact = self._exact(typed[at]) if length == 1 else ()
            readings = (exact or self._read([key], EXACT, parts=True)) + self._read(others, SYNONYM)
            if readings:
                return length, self._group(readings)
        return 0, None

    def _read(self, keys: list[str], percent: int, *, parts: bool = False) -> tuple[Reading, ...]:
        """Read phrases; of synonyms no parts: "Kinderfrau" is not every child and every woman."""
        found = (self._vocabulary.phrase(key, parts=parts) for key in keys)
        return tuple(Reading(tokens, percent) for tokens in found if tokens)

    def _word(self, word: str) -> "_Word":
        known = self._vocabulary
        if readings := self._exact(word):
            return _Word((self._group(readings),))
        begun = [known.key_of(number) for number in known.beginning(word)]
        if readings := self._with_synonyms(begun, BEGINNING):
            return _Word((self._group(readings),))
        for edits, percent in NEAR.items():
            if spelled := known.near(word, edits):
                readings = self._spelled(spelled, percent)
                return _Word((self._group(readings),) if readings else (), spelled[0])
            if edits == 1 and (groups := self._parts(known.parts(word))):
                return _Word(groups)
            if edits == 2 and (groups := self._parts(known.near_parts(word))):
                return _Word(groups)
        for edits in (1, 2):
            if spelled := known.near(word, edits, foreign=True):
                return _Word((self._group(self._spelled(spelled, NEAR[edits])),), spelled[0])
        if (pieces := known.edges(word)) and (groups := self._parts(tuple(map(stem, pieces)))):
            return _Word(groups, instead=" ".join(map(str.title, pieces)))
        return _Word(())

    def _exact(self, word: str) -> tuple[Reading, ...]:
        """Read a word as it stands; a compound may also begin a longer one, as "Elterngeld" does."""
        known = self._vocabulary
        tokens = known.phrase(known.key([word]), parts=False)
        if not tokens:
            return ()
        found = {tokens: EXACT}
        if known.parts(word):
            for number in known.beginning(word):
                if longer := known.phrase(known.key_of(number), parts=False):
                    found.setdefault(longer, BEGINNING)
        return tuple(Reading(one, percent) for one, percent in found.items())

    def _spelled(self, numbers: list[int], percent: int) -> tuple[Reading, ...]:
        """Read a misspelled word as each of these would be read, worth so much of it."""
        found: dict[Tokens, int] = {}
        for number in numbers:
            for reading in self._exact(self._vocabulary.word(number)):
                found.setdefault(reading.tokens, reading.percent * percent // EXACT)
        for reading in self._with_synonyms(map(self._vocabulary.key_of, numbers), percent):
            found.setdefault(reading.tokens, reading.percent)
        return tuple(Reading(tokens, worth) for tokens, worth in found.items())

    def _parts(self, stems: tuple[str, ...]) -> tuple[Group, ...]:
        """Read the parts of a compound as words of their own; nothing if one of them leads nowhere."""
        found = [self._with_synonyms((one,), PARTS) for one in stems]
        return tuple(map(self._group, found)) if all(found) else ()

    def _with_synonyms(self, stems: Iterable[str], percent: int) -> tuple[Reading, ...]:
        found: dict[Tokens, int] = {}
        for key in stems:
            if tokens := self._vocabulary.phrase(key, parts=False):
                found.setdefault(tokens, percent)
            for reading in self._read(self._meanings.of(key) or [], percent * SYNONYM // 100):
                found.setdefault(reading.tokens, reading.percent)
        return tuple(Reading(tokens, worth) for tokens, worth in found.items())

    def _group(self, readings: tuple[Reading, ...]) -> Group:
        share = max(min(map(self._vocabulary.services, reading.tokens)) for reading in readings)
        weight = math.floor(math.log2(max(1, self._vocabulary.all_services) / max(1, share))) + 1
        return Group(readings, max(1, min(MOST_WEIGHT, weight)))


@dataclass(frozen=True, slots=True)
class _Word:
    """How one word is read; `taken_for` is the number of the known word that it seems to misspell.

    `instead` says in words what was looked for where only parts of it are known.
    """

    groups: tuple[Group, ...]
    taken_for: int | None = None
    instead: str | None = None


def _corrected(plan: Plan, typed: str, used: str | None) -> Plan:
    return replace(plan, corrections=(*plan.corrections, Correction(typed, used)))
