"""Puts the sayings of a query in order, for the words of a long sentence may say several things."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

from lotsen.directory.search.analyser import COMMON, KEPT, NEGATIONS, NOT
from lotsen.directory.search.planner.sentence import own
from lotsen.directory.search.snapshot.meanings import Meanings, turned

COMMON_STEMS = frozenset(map(turned, COMMON))
LEADING = 2
"""Kinds of help that a saying stands for first of all."""
TELLING, COMMON_TELLS, TURNING, SMALL_TELLS = 4, 4, 3, 1
"""What a word of a saying is worth: so much for each it tells; a common word, a "not", a small word."""
HEARD, IN_ORDER, ALONE, ASTRAY = 1, 3, 9, 2
"""What is added for what other words tell of the same help, and for the order of a saying; what is taken off
a word that stands alone, and off a saying for each word between it and its "not"."""
FARTHEST = 4
"""Words between a saying and its "not" where none belongs to it."""
_ATTRIBUTE = re.compile("end(?:e[snr]?|em)$")
"""The end of a verb that stands before the one who does it: "crying babies"."""


class Order:
    """Orders sayings by what they tell."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self.tells = lru_cache(KEPT)(self._tells)

    def best_first(
        self, found: Mapping[str, set[int]], typed: list[str], stems: list[str], places: Mapping[str, int]
    ) -> list[str]:
        """Order sayings, found with where their words stand; those are left out that others hold in full.

        Those of small words come last. Where two tell as much, what is said earlier comes first.
        """
        leading = {key: [*islice(self._meanings.of(key) or (), LEADING)] for key in found}
        spoken: dict[str, set[int]] = {}
        for key, where in found.items():
            for one in leading[key]:
                spoken.setdefault(one, set()).update(where)
        told = list(map(self.tells, stems))

        def worth(key: str) -> tuple[bool, int, int, str]:
            parts, where = key.split(), found[key]
            worth = sum(map(self._worth, parts)) + IN_ORDER * is_in_order(parts, places)
            heard = [sum(told[at] for at in spoken[one] - where) for one in leading[key]]
            worth += HEARD * max(heard, default=0)
            if len(parts) == 1:
                worth -= ALONE
            if NOT in parts:
                worth -= ASTRAY * _away_from_not(where, typed)
            return any(map(self.tells, parts)), worth, -sum(where), key

        whole = {key: set(key.split()) for key in found}
        held = {key for key, parts in whole.items() if any(parts < more for more in whole.values())}
        return sorted(found.keys() - held, key=worth, reverse=True)

    def _tells(self, part: str) -> int:
        return 0 if part == NOT else self._meanings.tells([part])

    def _worth(self, part: str) -> int:
        if part == NOT:
            return TURNING
        return COMMON_TELLS if part in COMMON_STEMS else TELLING * self.tells(part) or SMALL_TELLS


def first_places(typed: list[str], stems: list[tuple[int, str]]) -> dict[str, int]:
    """Return where each stem stands first; what somebody says of themselves stands before all."""
    mine = own(typed)
    places: dict[str, int] = {}
    for at, one in sorted(stems):
        follows = at + 2 if typed[at] not in COMMON and _ATTRIBUTE.search(typed[at]) else at
        places.setdefault(one, -1 if at in mine else follows)
    return places


def is_in_order(parts: list[str], places: Mapping[str, int]) -> bool:
    """Say whether the words of a saying stand in its order: "the child hits" is not "hits the child"."""
    where = [places[one] for one in parts if one in places and one != NOT]
    return where == sorted(where)


def _away_from_not(where: set[int], typed: list[str]) -> int:
    """Count the words between a saying and the next "not"; a "kein" belongs to what follows it."""
    away = [
        at - turn if typed[turn].startswith("kein") else abs(at - turn)
        for turn, word in enumerate(typed)
        if word in NEGATIONS
        for at in where
    ]
    return min((one - 1 for one in away if one > 0), default=FARTHEST)
