"""What a rule says of a group of persons, by the truth of its comparisons: found once, and no fact in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lotsen.referral.rules.logic import Truth
from lotsen.referral.rules.program import Program
from lotsen.terms import Texts

MOST_RULINGS = 2_000
"""How many a rule remembers; one with six comparisons can have 729."""


class Wait(NamedTuple):
    """A fact a rule waits for: whose (a place in `SCOPES`), and what it is worth to ask for it.

    That is weight × p × (1 - p), where p is the share of answers that rules the result out (or confirms it,
    where no answer can rule it out): a question whose answer is nearly certain tells little.
    """

    place: int
    fact: str
    worth: float


class Ruling(NamedTuple):
    """Whether a rule holds, what it waits for in each group, and the sentences that say why, each once."""

    truth: Truth
    waits: tuple[tuple[Wait, ...], ...] = ((),)
    reasons: tuple[Texts, ...] = ()


NOT = Ruling(False)
"""Where a rule does not hold there is nothing to say."""


def together(*rulings: Ruling) -> Ruling:
    """Decide a rule for several groups of persons: it holds once it holds in one."""
    said = [one for one in rulings if one is not NOT]
    if not said:
        return NOT
    reasons = [reason for one in said for reason in one.reasons]
    if reasons:
        return Ruling(True, reasons=_distinct(reasons))
    return Ruling(None, tuple([one.waits[0] for one in rulings]))


class Rulings(dict[bytes, Ruling]):
    """What a rule said before, by the bits of its comparisons."""

    def __init__(self, program: Program, sentence: Texts, weight: int) -> None:
        super().__init__()
        self._program, self._sentence, self._weight = program, sentence, weight

    def __missing__(self, state: bytes) -> Ruling:
        found = self._find(state)
        if len(self) < MOST_RULINGS:
            self[state] = found
        return found

    def _find(self, state: bytes) -> Ruling:
        outcome = self._program.run(state)
        if outcome.truth is None:
            waits = [
                Wait(place, fact, self._weight * share * (1 - share))
                for place, fact, share in outcome.missing
            ]
            return Ruling(None, (tuple(waits),))
        if not outcome.truth:
            return NOT
        return Ruling(True, reasons=_distinct((self._sentence, *outcome.sentences)))


def _distinct(sentences: Iterable[Texts]) -> tuple[Texts, ...]:
    return tuple(dict.fromkeys(sentences))
