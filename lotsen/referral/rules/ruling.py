"""What a rule says of a group of persons, by the truth of its comparisons: found once, and no fact in it."""

from __future__ import annotations

from typing import NamedTuple

from lotsen.referral.rules.logic import Truth
from lotsen.referral.rules.program import Program

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
    """Whether a rule holds, what it waits for in each group, and the grounds of its condition that hold."""

    truth: Truth
    waits: tuple[tuple[Wait, ...], ...] = ((),)
    grounds: tuple[int, ...] = ()


NOT = Ruling(False)
"""Where a rule does not hold there is nothing to say."""


def together(*rulings: Ruling) -> Ruling:
    """Decide a rule for several groups of persons: it holds once it holds in one."""
    said = [one for one in rulings if one is not NOT]
    if not said:
        return NOT
    if any(one.truth for one in said):
        return Ruling(True, grounds=tuple(sorted({ground for one in said for ground in one.grounds})))
    return Ruling(None, tuple([one.waits[0] for one in rulings]))


class Rulings(dict[bytes, Ruling]):
    """What a rule said before, by the bits of its comparisons."""

    def __init__(self, program: Program, weight: int) -> None:
        super().__init__()
        self._program, self._weight = program, weight

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
        return Ruling(True, grounds=outcome.held)
