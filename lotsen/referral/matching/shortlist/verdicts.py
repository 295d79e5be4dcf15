"""What a plain condition says of single values, written as numbers for columns of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.domain import ServiceProfile
from lotsen.directory.search import NO, UNKNOWN, YES
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.finding import Finding
from lotsen.referral.matching.ranking import Weights, score
from lotsen.referral.matching.shortlist.bits import Bits

States = NDArray[np.uint8]
Key = NDArray[np.int64]

STATES = {False: NO, None: UNKNOWN, True: YES}
"""How verdicts are written in columns; the best of several is the greatest."""
STEP = 1 << 40
"""One step of a rank outweighs every score."""
WEIGHINGS = 2
"""Sets of weights that answers are remembered for: an operator has one."""
BLANK = CaseProfile(UUID(int=0), date.min)


@dataclass(frozen=True)
class Judgement:
    """What conditions say of each value of a column.

    `ranks` is what a value adds to a rank: its score turned round, and a step where it is doubtful; None
    where no value adds anything. `failing` are for each condition that fails any the services it fails.
    """

    column: str
    ranks: Key | None
    failing: tuple[Bits, ...]


def verdicts(
    condition: Callable[[ServiceProfile, CaseProfile], Finding],
    services: Iterable[ServiceProfile],
    case: CaseProfile,
    weights: Weights,
) -> tuple[States, Key]:
    """Return the state of each service under a condition, and what it adds to a rank."""
    found = [condition(one, case) for one in services]
    states = np.array([STATES[one.holds] for one in found], np.uint8)
    return states, np.array([STEP * one.doubtful - score(one, weights) for one in found], np.int64)
