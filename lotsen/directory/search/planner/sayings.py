"""Finds what people say in a query: sayings, with a slip or in parts too."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from lotsen.directory.search.analyser import COMMON, NEGATIONS, NOT, STOPWORDS, rejoined, stem
from lotsen.directory.search.planner.plan import Plan
from lotsen.directory.search.planner.reading import Reader
from lotsen.directory.search.planner.sentence import own
from lotsen.directory.search.snapshot.meanings import MANY, Meanings, turned
from lotsen.directory.search.snapshot.vocabulary import Vocabulary
from lotsen.directory.search.verbs import is_verb

PEOPLE = frozenset(map(turned, COMMON))
SMALL = STOPWORDS | NEGATIONS | COMMON
BETWEEN = frozenset(("fur", "bei", "von", "mit", "zur", "zum", "nach"))
"""Small words between two others that a compound turns round."""
LEADING = 2
"""Kinds of help that a saying stands for first of all."""
TELLING, PEOPLE_TELL, TURNING, SMALL_TELL = 4, 4, 3, 1
"""What a word of a saying is worth: so much for each it tells, a common word, "not", a small word."""
HEARD, ORDERED, ALONE, ASTRAY = 1, 3, 9, 2
"""What another word for the same help adds, and the order of a saying; what a word that stands alone lacks,
and a saying with "not" for each word between the two."""
FARTHEST = 4
SHORTEST_JOINED = 8
"""Letters of two words that may belong together with a slip in them."""


_ATTRIBUTE = re.compile("end(?:e[snr]?|em)$")
"""A verb before the one who does it: "crying babies"."""


class Sayings:
    """Reads sayings with the words of one snapshot."""

    def __init__(self, vocabulary: Vocabulary, meanings: Meanings, reader: Reader) -> None:
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._reader = reader

    def mended(self, typed: list[str]) -> dict[str, list[str]]:
        """Return known words for the unknown ones: those that they misspell, beginning alike."""
        near = {word: self._near(word) for word in typed if self._is_unknown(word)}
        spelled = {word: map(self._vocabulary.word, numbers) for word, numbers in near.items()}
        return {word: [one for one in some if one[0] == word[0]] for word, some in spelled.items()}

    def find(
        self, plan: Plan, typed: list[str], meant: dict[str, list[str]], said: set[int]
    ) -> tuple[Plan, set[int], int | None]:
        """Find sayings whose words are all there, the most telling first; `said` words are taken already.

        Also returns how much the most telling one tells, None if there is none.
        """
        wishes, stems = said, [turned(word) for word in typed]
        tells: int | None = None
        others = [(at, turned(one)) for at, word in enumerate(typed) for one in meant.get(word, ())]
        others += rejoined(typed)
        pairs = {one: {at} for at, one in rejoined(typed)}
        pairs |= {stem(whole): where for whole, where in self._wholes(typed)}
        first = not plan.groups
        places = _first_places(typed, stems, others)
        found = {
            key: self._places(key, [*enumerate(stems), *others], pairs)
            for key in self._meanings.sayings([*stems, *(one for _, one in others)], pairs)
            if self._meanings.tells(key.split()) or _is_in_order(key, places, PEOPLE)
        }
        turns = sum(word in NEGATIONS for word in typed)
        if any(map(self._meanings.tells, map(str.split, found))):
            found |= self._alone(typed, stems)
        for key in self._best_first(found, typed, stems, places):
            parts, where = set(key.split()), found[key]
            if where & (said - wishes) or where <= wishes or (tells and not self._meanings.tells(parts)) or (NOT in parts and not turns):
                continue  # small words say nothing beside telling ones, and a "not" turns one saying only
            alone = " " not in key and len(where) == 1
            if not (group := self._reader.meant(typed[min(where)]) if alone else self._reader.said(key)):
                continue
            for word in (typed[at] for at in sorted(where)):
                if used := next((one for one in meant.get(word, ()) if turned(one) in parts), None):
                    plan = plan.corrected(word, self._vocabulary.written(used))
            plan, said, turns = plan.plus(group, needed=first), said | where, turns - (NOT in parts)
            tells = max(tells or 0, self._meanings.tells(parts))
            first = False
        return plan, said, tells

    def _alone(self, typed: list[str], stems: list[str]) -> dict[str, set[int]]:
        """Return the words that mean a kind of help by themselves and name none."""
        return {
            one: {at}
            for at, one in enumerate(stems)
            if self._meanings.tells([one]) > MANY
            and self._meanings.of(one)
            and self._meanings.language(one) is None
            and not self._vocabulary.stands_in_names(typed[at])
        }

    @staticmethod
    def _places(key: str, stems: list[tuple[int, str]], pairs: dict[str, set[int]]) -> set[int]:
        """Return where the words of a saying stand."""
        parts = set(key.split()) - {NOT}
        return {at for at, one in stems if one in parts} | pairs.get(key, set())

    def _best_first(
        self, found: dict[str, set[int]], typed: list[str], stems: list[str], places: dict[str, int]
    ) -> list[str]:
        """Order sayings by what their words tell, and by what the other words tell of the same help."""
        tells = [self._meanings.tells([one]) for one in stems]
        means: dict[str, set[int]] = {}
        for key, where in found.items():
            for one in islice(self._meanings.of(key) or (), LEADING):
                means.setdefault(one, set()).update(where)

        def worth(key: str) -> tuple[bool, int, int, str]:
            parts, where = key.split(), found[key]
            heard = [means[one] - where for one in islice(self._meanings.of(key) or (), LEADING)]
            is_telling = any(self._meanings.tells([one]) for one in parts if one != NOT)
            score = (
                sum(map(self._worth, parts))
                + HEARD * max((sum(tells[at] for at in some) for some in heard), default=0)
                + (ORDERED if _is_in_order(key, places) else 0)
                - (ALONE if len(parts) == 1 else 0)
                - (_away_from_not(where, typed) * ASTRAY if NOT in parts else 0)
            )
            return is_telling, score, -sum(where), key

        whole = {key: set(key.split()) for key in found}
        part = {key for key, parts in whole.items() if any(parts < more for more in whole.values())}
        return sorted(found.keys() - part, key=worth, reverse=True)

    def _worth(self, part: str) -> int:
        if part == NOT:
            return TURNING
        return PEOPLE_TELL if part in PEOPLE else TELLING * self._meanings.tells([part]) or SMALL_TELL

    def hints(self, plan: Plan, typed: list[str], meant: dict[str, list[str]]) -> Plan:
        """Where nothing is said in full, look for what most words hint at."""
        typed = [word for word in typed if not self._vocabulary.begins_name(word)]
        telling = [word for word in typed if word not in COMMON]
        if not telling:
            return plan
        plan = plan.with_none_needed()  # small words say nothing beside telling ones
        if len(telling) == 1 and self._meanings.of(stem(telling[0])):
            return plan
        direct = [word for word in telling if self._meanings.of(stem(word))]
        if direct:
            typed = [word for word in typed if word in COMMON or word in direct]
            if len(direct) == 1:
                return plan
        stems = [turned(one) for word in typed for one in (word, *meant.get(word, ()))]
        strange = [word for word in telling if not self._meanings.knows(turned(word))]
        stems += [edge for word in strange if (edge := self._meanings.edge(word))]
        hinted = self._reader.hinted(self._meanings.hinted(stems))
        return plan if hinted is None else replace(plan, groups=(hinted, *plan.groups))

    def _near(self, word: str) -> list[int]:
        near = self._vocabulary.near
        return near(word, 1) or (near(word, 2) if len(word) >= SHORTEST_JOINED else [])

    def _wholes(self, typed: list[str]) -> Iterator[tuple[str, set[int]]]:
        """Join words that belong together: "Familien Hebamme", "Schule für Eltern"; mend what comes out."""
        for at, (one, other) in enumerate(pairwise(typed)):
            if one in STOPWORDS and other in STOPWORDS:
                continue
            whole = one + other
            yield whole, {at, at + 1}
            if len(whole) >= SHORTEST_JOINED and (self._is_unknown(one) or self._is_unknown(other)):
                for number in self._vocabulary.near(whole, 1):
                    yield self._vocabulary.word(number), {at, at + 1}
        for at, (one, between, other) in enumerate(zip(typed, typed[1:], typed[2:], strict=False)):
            if between in BETWEEN and one not in STOPWORDS and other not in STOPWORDS:
                for begin in (other, other.removesuffix("s"), f"{other}s", f"{other}n"):
                    yield begin + one, {at, at + 2}

    def _is_unknown(self, word: str) -> bool:
        return not (
            word in SMALL
            or self._vocabulary.is_spelled(word)
            or self._meanings.knows(turned(word))
            or is_verb(word)
            or self._vocabulary.beginning(word)
            or self._vocabulary.parts(word)
        )


def _first_places(typed: list[str], stems: list[str], others: list[tuple[int, str]]) -> dict[str, int]:
    """Return where each stem stands first; what somebody says of themselves stands before all."""
    mine = own(typed)
    places: dict[str, int] = {}
    for at, one in sorted((*enumerate(stems), *others)):
        follows = at + 2 if _ATTRIBUTE.search(typed[at]) else at
        places.setdefault(one, -1 if at in mine else follows)
    return places


def _is_in_order(key: str, places: dict[str, int], among: frozenset[str] | None = None) -> bool:
    """Say whether the words of a saying stand in its order: "the child hits" is not "hits the child"."""
    parts = [one for one in key.split() if one in places and one != NOT]
    where = [places[one] for one in parts if among is None or one in among]
    return where == sorted(where)


def _away_from_not(where: set[int], typed: list[str]) -> int:
    """Count how far a saying stands from the next "not"; a "kein" belongs to what follows it."""
    away = [
        at - turn if typed[turn].startswith("kein") else abs(at - turn)
        for turn, word in enumerate(typed)
        if word in NEGATIONS
        for at in where
    ]
    return min((one - 1 for one in away if one > 0), default=FARTHEST)
