"""Finds what people say in a query: sayings, with a slip or in parts too."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from lotsen.directory.search.analyser import COMMON, NEGATIONS, NOT, STOPWORDS, rejoined, stem
from lotsen.directory.search.planner.compounds import TAILS, is_form, linked
from lotsen.directory.search.planner.order import COMMON_STEMS, Order, first_places, is_in_order
from lotsen.directory.search.planner.plan import Plan
from lotsen.directory.search.planner.reading import Reader
from lotsen.directory.search.snapshot.meanings import MANY, Meanings, turned
from lotsen.directory.search.snapshot.vocabulary import Vocabulary
from lotsen.directory.search.verbs import is_verb

SMALL = STOPWORDS | NEGATIONS | COMMON
FORMS = COMMON_STEMS | TAILS.keys()
"""Stems of words that are common, or only say in what form there is help."""
BETWEEN = frozenset(("fur", "bei", "von", "mit", "zur", "zum", "nach"))
"""Small words between two others that a compound turns round."""
SHORTEST_JOINED = 8
"""Letters of two words that may belong together with a slip in them."""


class Sayings:
    """Reads sayings with the words of one snapshot."""

    def __init__(self, vocabulary: Vocabulary, meanings: Meanings, reader: Reader) -> None:
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._reader = reader
        self._order = Order(meanings)

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
        wishes, stems = said, list(map(turned, typed))
        others = [(at, turned(one)) for at, word in enumerate(typed) for one in meant.get(word, ())]
        parted = list(rejoined(typed))
        heard = [*enumerate(stems), *others, *parted]
        is_told = self._meanings.is_told(word for at, word in enumerate(typed) if at not in said)
        pairs = {one: {at} for at, one in parted}
        pairs |= {stem(whole): where for whole, where in self._wholes(typed, is_told)}
        places = first_places(typed, heard)
        found = {
            key: {at for at, one in heard if one != NOT and one in key.split()} | pairs.get(key, set())
            for key in self._meanings.sayings([one for _, one in heard], pairs)
            if self._is_said(key, places) and not (is_told and FORMS.issuperset(key.split()))
        }
        if any(self._meanings.tells(key.split()) for key in found):
            found |= self._alone(typed, stems)
        tells: int | None = None
        first = not plan.groups
        turns = sum(word in NEGATIONS for word in typed)
        for key in self._order.best_first(found, typed, stems, places):
            parts, where = set(key.split()), found[key]
            if where & (said - wishes) or where <= wishes:
                continue
            if (tells and not self._meanings.tells(parts)) or (NOT in parts and not turns):
                continue  # small words say nothing beside telling ones, and a "not" turns one saying only
            is_word = " " not in key and len(where) == 1
            if not (group := self._reader.meant(typed[min(where)]) if is_word else self._reader.said(key)):
                continue
            for word in (typed[at] for at in sorted(where)):
                if used := next((one for one in meant.get(word, ()) if turned(one) in parts), None):
                    plan = plan.corrected(word, self._vocabulary.written(used))
            plan, said, turns = plan.plus(group, needed=first), said | where, turns - (NOT in parts)
            tells = max(tells or 0, self._meanings.tells(parts))
            first = False
        return plan, said, tells

    def _is_said(self, key: str, places: Mapping[str, int]) -> bool:
        """Say whether a saying whose words are all there is said; small words stand anywhere in any order."""
        parts = key.split()
        common = [one for one in parts if one in COMMON_STEMS]
        return self._meanings.tells(parts) > 0 or is_in_order(common, places)

    def _alone(self, typed: list[str], stems: list[str]) -> dict[str, set[int]]:
        """Return the words that mean a kind of help by themselves and name none."""
        return {
            one: {at}
            for at, one in enumerate(stems)
            if self._order.tells(one) > MANY
            and self._meanings.of(one)
            and self._meanings.language(one) is None
            and not self._vocabulary.stands_in_names(typed[at])
        }

    def hints(self, plan: Plan, typed: list[str], meant: dict[str, list[str]]) -> Plan:
        """Where nothing is said in full, look for what most words hint at."""
        typed = [word for word in typed if not self._vocabulary.begins_name(word)]
        telling = [word for word in typed if word not in COMMON]
        if not telling:
            return plan
        plan = plan.with_none_needed()  # small words say nothing beside telling ones
        direct = [word for word in telling if self._meanings.of(stem(word))]
        direct = [word for word in direct if not is_form(word)] or direct
        if len(direct) == 1:
            return plan
        if direct:  # what means something by itself says more than what is but part of sayings
            typed = [word for word in typed if word in COMMON or word in direct]
        stems = [turned(one) for word in typed for one in (word, *meant.get(word, ()))]
        strange = [word for word in telling if not self._meanings.knows(turned(word))]
        stems += [edge for word in strange if (edge := self._meanings.edge(word))]
        hinted = self._reader.hinted(self._meanings.hinted(stems))
        return plan if hinted is None else replace(plan, groups=(hinted, *plan.groups))

    def _near(self, word: str) -> list[int]:
        near = self._vocabulary.near
        return near(word, 1) or (near(word, 2) if len(word) >= SHORTEST_JOINED else [])

    def _wholes(self, typed: list[str], is_told: bool) -> Iterator[tuple[str, set[int]]]:
        """Join words that belong together: "Familien Hebamme", "Schule für Eltern"; mend what comes out.

        Common words are left as they are where others tell more: "schwangere Frauen beraten".
        """
        for at, (one, other) in enumerate(pairwise(typed)):
            is_common = is_form(one) and is_form(other)
            if (one in STOPWORDS and other in STOPWORDS) or (is_common and is_told):
                continue
            whole = one + other
            yield from ((begin + other, {at, at + 1}) for begin in linked(one))
            if len(whole) >= SHORTEST_JOINED and (self._is_unknown(one) or self._is_unknown(other)):
                for number in self._vocabulary.near(whole, 1):
                    yield self._vocabulary.word(number), {at, at + 1}
            if not (is_verb(one) or STOPWORDS & {one, other} or (is_common and len(typed) > 2)):
                yield from ((begin + one, {at, at + 1}) for begin in linked(other))
        for at, (one, between, other) in enumerate(zip(typed, typed[1:], typed[2:], strict=False)):
            if (
                between in BETWEEN
                and not STOPWORDS & {one, other}
                and not (is_told and is_form(one) and is_form(other))
            ):
                yield from ((begin + one, {at, at + 2}) for begin in linked(other))

    def _is_unknown(self, word: str) -> bool:
        return not (
            word in SMALL
            or self._vocabulary.is_spelled(word)
            or self._meanings.knows(turned(word))
            or is_verb(word)
            or self._vocabulary.beginning(word)
            or self._vocabulary.parts(word)
        )
