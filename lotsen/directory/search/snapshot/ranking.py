"""Puts services in order: first who states all wishes, then text and nearness, then the digest of the id."""

import numpy as np

from lotsen.directory.search.snapshot.distance import NOWHERE
from lotsen.directory.search.snapshot.matching import SCALE
from lotsen.directory.search.snapshot.parts import Ints, Mask, Positions

NEARNESS = 400
"""What being on the spot adds to a score of at most `SCALE`; half of it at `HALF_WAY`."""
HALF_WAY = 5_000
LEAD = 200
"""What the types that come first gain, and a service for one need only half of it."""
UNKNOWN_PLACE = 15_000
"""Metres at which a service without a spot is ranked."""
STATED = 2 * SCALE
"""Lifts those that state all wishes above all others."""


def blend(scores: Ints, metres: Ints | None) -> Ints:
    """Add nearness to the scores of the text."""
    if metres is None:
        return scores
    away = np.where(metres == NOWHERE, UNKNOWN_PLACE, metres)
    blended: Ints = scores + NEARNESS * HALF_WAY // (HALF_WAY + away)
    return blended


def first(values: Ints, stated: Mask, most: int) -> Positions:
    """Return the rows of the best values in order; equal ones stay as they stand, which is by digest."""
    keys = values + np.where(stated, STATED, 0)
    if len(keys) <= 4 * most:
        return np.argsort(-keys, kind="stable")[:most]
    counts = np.bincount(keys)
    at_least = np.cumsum(counts[::-1])[::-1]
    last = int(np.flatnonzero(at_least >= most)[-1])
    above = np.flatnonzero(keys > last)
    level = np.flatnonzero(keys == last)[: most - len(above)]
    rows = np.concatenate([above, level])
    return rows[np.lexsort((rows, -keys[rows]))]
