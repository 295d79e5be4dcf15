"""Slips of the finger, made by a machine: one or two edits in the words of service names. Seeded."""

import random
from collections.abc import Iterator

from tests.directory.search.concepts import concepts
from tests.directory.search.queries import Asked

# Each letter with its neighbours on a German keyboard.
_KEYS = (
    "asqe bvn cxv dsf ewr fdg gfh hgj iuo jhk kjl lkö mn nmb oip poü qwa ret sad trz uzi vcb "
    "wqe xyc yx ztu äöa öäo üpu ßs"
)
NEIGHBOURS = {keys[0]: keys[1:] for keys in _KEYS.split(" ")}
TWO_EDITS_FROM = 9
"""A shorter word with two slips may well be another word, for people too."""


def typos(count: int, seed: int = 11) -> Iterator[Asked]:
    """Misspell single words that name a service."""
    rng = random.Random(seed)
    words = [
        (label, concept.key)
        for concept in concepts()
        for label in concept.labels
        if " " not in label and len(label) > 5
    ]
    for _ in range(count):
        word, key = rng.choice(words)
        slips = rng.choice((1, 2)) if len(word) >= TWO_EDITS_FROM else 1
        wrong = word.casefold()
        for _ in range(slips):
            wrong = slip(rng, wrong)
        right = {key, "family_midwife"} if key == "midwife" and "hebammenp" not in word.casefold() else {key}
        yield Asked(f"{slips} of {word}", wrong, frozenset(right))


def slip(rng: random.Random, word: str) -> str:
    """Make one slip: leave out, double, swap or miss a key."""
    at = rng.randrange(len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + rng.choice(NEIGHBOURS.get(word[at], "e")) + word[at + 1 :]
