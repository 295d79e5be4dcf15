"""Turns what somebody typed into a plan, with the vocabulary alone; no service is looked at.

Places come first and become filters; then sayings, whose words may stand anywhere; then wishes ("free",
"comes to the home") and languages, which become filters too. Every other word takes the first step that leads
somewhere: exact together with its synonyms, the beginning of a word, one edit, the parts of a compound, two
edits, parts with an edit, three edits, known words at its ends. A word that leads nowhere is left out and
reported. A service need not hold words that are common, or only guessed, or beside a saying: they decide
between equals.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from lotsen.directory.domain import fold
from lotsen.directory.search.analyser import COMMON, NEGATIONS, NOT, STOPWORDS, raw_words, stem, words
from lotsen.directory.search.model import Correction, FoundPlace
from lotsen.directory.search.snapshot.meanings import LONGEST_WISH, Meanings, is_common, turned
from lotsen.directory.search.snapshot.reach import LONGEST_NAME, Places
from lotsen.directory.search.snapshot.vocabulary import Tokens, Vocabulary

EXACT, SYNONYM, BEGINNING, PARTS = 100, 85, 80, 70
ANYWHERE = 50
"""What a common word is worth that means something special, where it stands itself."""
NEAR = {1: 75, 2: 65, 3: 50}
"""What a way of reading a word is worth, in percent."""
MOST_WEIGHT = 12
HOME_VISIT = "home_visit"
SURE = 6
"""Letters from which a word with one edit is taken for the known one."""
LONGEST_QUERY = 24
"""Words that are read at most."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: a service must hold all these tokens; worth so many percent."""

    tokens: Tokens
    percent: int


@dataclass(frozen=True, slots=True)
class Group:
    """All readings of one word or phrase, and how much it says (rare words say more).

    A service is found without those that are not `needed`.
    """

    readings: tuple[Reading, ...]
    weight: int
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for; a service of the first tier meets all needed groups. `wishes` are names of wishes."""

    groups: tuple[Group, ...] = ()
    place: FoundPlace | None = None
    language: str | None = None
    wishes: frozenset[str] = frozenset()
    corrections: tuple[Correction, ...] = ()

    @property
    def leads_nowhere(self) -> bool:
        """Whether words were typed and none of them means anything here."""
        return bool(self.corrections) and not (self.groups or self.place or self.language or self.wishes)


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
        said: set[int] = set()
        if heed_places:  # "a free place" in whatever words; but "quarrels at home" ask for no home visit
            plan, said = self._wishes(plan, typed, said, heed=lambda name: name != HOME_VISIT)
        plan, said = self._sayings(plan, typed, said)
        if heed_places:
            plan, said = self._wishes(plan, typed, said, heed=lambda name: name == HOME_VISIT)
        left = [word for at, word in enumerate(typed) if at not in said]
        known = [word for word in left if word not in STOPWORDS and word not in NEGATIONS]
        if not known and not plan.groups and not plan.wishes:
            known = [word for word in left if self._meanings.of(self._vocabulary.key([word]))]
        names = [word for word in known if word not in COMMON and self._vocabulary.stands_in_names(word)]
        if names:  # what a directory calls itself says more than what people say about it
            plan = replace(plan, groups=tuple(replace(group, needed=False) for group in plan.groups))
        plan = self._words(plan, known, heed_places=heed_places, beside=bool(plan.groups))
        corrections = tuple(replace(one, typed=written[one.typed]) for one in plan.corrections)
        return replace(plan, groups=_some_needed(plan.groups), corrections=corrections)

    def _words(self, plan: Plan, typed: list[str], *, heed_places: bool, beside: bool) -> Plan:
        """Read words one by one; `beside` a saying, only those that stand in names are needed."""
        alone = not beside and COMMON.issuperset(typed)
        at = 0
        while at < len(typed):
            word, length = typed[at], 1
            if word in COMMON and not alone:
                if readings := self._exact(word):
                    plan = _with(plan, self._group(readings), needed=False)
                at += 1
                continue
            group = self._meant(word)
            decides = word not in COMMON and (not beside or self._vocabulary.stands_in_names(word))
            if group is not None:
                plan = _with(plan, group, needed=decides)
            elif heed_places and plan.language is None and (named := self._language(typed, at)):
                length, language = named
                plan = replace(plan, language=language)
            else:
                plan = self._with_word(plan, word, heed_places=heed_places, decides=decides)
            at += length
        return plan

    def _sayings(self, plan: Plan, typed: list[str], said: set[int]) -> tuple[Plan, set[int]]:
        """Find sayings whose words are all there, the longest first; `said` words are taken already."""
        stems = ["" if at in said else turned(word) for at, word in enumerate(typed)]
        for at, (one, other) in enumerate(pairwise(typed)):
            if {at, at + 1} & said:
                continue
            joined = self._vocabulary.key([one + other])
            if self._meanings.of(joined) and (group := self._said(joined)):
                plan, said = _with(plan, group), said | {at, at + 1}
        for key in self._meanings.sayings(stems):
            parts = set(key.split())
            where = {at for at, one in enumerate(stems) if one in parts and one != NOT}
            if where & said or not (group := self._said(key)):
                continue
            plan, said = _with(plan, group), said | where
        return plan, said

    def _said(self, key: str) -> Group | None:
        others = self._meanings.of(key) or []
        plain = " ".join(one for one in key.split() if one != NOT)
        worth = ANYWHERE if is_common(key) else EXACT
        own = self._read([plain], worth, parts=True) if NOT not in key.split() else ()
        readings = own + self._read(others, SYNONYM)
        return self._group(readings) if readings else None

    def _wishes(
        self, plan: Plan, typed: list[str], said: set[int], *, heed: Callable[[str], bool]
    ) -> tuple[Plan, set[int]]:
        """Find wishes, whose words stand together; `said` words are taken already."""
        stems = list(map(stem, typed))
        for at in range(len(stems)):
            for length in range(min(LONGEST_WISH, len(stems) - at), 0, -1):
                where = set(range(at, at + length))
                name = self._meanings.wish(" ".join(stems[at : at + length]))
                if name is not None and heed(name) and not where & said:
                    plan, said = replace(plan, wishes=plan.wishes | {name}), said | where
                    break
        return plan, said

    def _with_word(self, plan: Plan, word: str, *, heed_places: bool, decides: bool) -> Plan:
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
        needed = decides and not found.guessed
        return replace(plan, groups=(*plan.groups, *(replace(one, needed=needed) for one in found.groups)))

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

    def _meant(self, word: str) -> Group | None:
        """Read a word that has synonyms which lead to services."""
        key = self._vocabulary.key([word])
        others = self._meanings.of(key)
        if others is None:
            return None
        readings = self._exact(word) or self._read([key], EXACT, parts=True)
        if word in COMMON:
            readings = tuple(replace(one, percent=one.percent * ANYWHERE // EXACT) for one in readings)
        readings += self._read(others, SYNONYM)
        return self._group(readings) if readings else None

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
                guessed = edits > 1 or len(word) < SURE or not known.is_named(spelled[0])
                return _Word((self._group(readings),) if readings else (), spelled[0], guessed=guessed)
            if edits == 1 and (groups := self._parts(known.parts(word))):
                return _Word(groups)
            if edits == 2 and (groups := self._parts(known.near_parts(word))):
                return _Word(groups)
        for edits in (1, 2):
            if spelled := known.near(word, edits, foreign=True):
                found = (self._group(self._spelled(spelled, NEAR[edits])),)
                return _Word(found, spelled[0], guessed=True)
        if (pieces := known.edges(word)) and (groups := self._parts(tuple(map(stem, pieces)))):
            return _Word(groups, instead=" ".join(map(str.title, pieces)), guessed=True)
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

    `instead` says in words what was looked for where only parts of it are known. `guessed` means that it may
    as well be another word that the directory does not know.
    """

    groups: tuple[Group, ...]
    taken_for: int | None = None
    instead: str | None = None
    guessed: bool = False


def _corrected(plan: Plan, typed: str, used: str | None) -> Plan:
    return replace(plan, corrections=(*plan.corrections, Correction(typed, used)))


def _with(plan: Plan, group: Group, *, needed: bool = True) -> Plan:
    return replace(plan, groups=(*plan.groups, replace(group, needed=needed)))


def _some_needed(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Need all where none is needed; what is not needed weighs half."""
    if not any(group.needed for group in groups):
        return tuple(replace(group, needed=True) for group in groups)
    return tuple(
        group if group.needed else replace(group, weight=(group.weight + 1) // 2) for group in groups
    )
