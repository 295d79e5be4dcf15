"""Comparing names as people type them: without accents, in any order, with slips of the pen. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "þ": "th"})
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
PARTICLES = frozenset(
    {"von", "van", "vom", "zu", "zum", "zur", "der", "den", "de", "del", "della", "di", "da", "dos", "du"}
    | {"la", "le", "el", "al", "bin", "bint", "ben", "ibn", "abu", "af", "av"}
)
SHORTEST = 2
_SURE = 0.93
_PREFIX = 0.9
ENOUGH = 0.45


def tokens(name: str) -> tuple[str, ...]:
    """Break a name into comparable words: "Müller-Groß" and "Mueller Gross" are the same two."""
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = text.translate(_LETTERS)
    for written, plain in _UMLAUTS:
        text = text.replace(written, plain)
    return tuple(re.findall(r"[^\W_]+", text.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")))


def trigrams(token: str) -> frozenset[str]:
    """Return a word's overlapping groups of three letters, its ends marked."""
    padded = f"  {token} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(wanted: Iterable[str], held: Collection[str]) -> float:
    """Return from 0 to 1 how well typed words are found among the words of a name, in any order.

    Particles count only where they fit: "Graaf" finds "van der Graaf", and the other way round.
    """
    asked = list(wanted)
    weighty = [word for word in asked if word not in PARTICLES] or asked
    if not weighty or not held:
        return 0.0
    return sum(max(_alike(word, other) for other in held) for word in weighty) / len(weighty)


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if len(word) >= SHORTEST and other.startswith(word):
        return _PREFIX
    ours, theirs = trigrams(word), trigrams(other)
    return min(_SURE, 2 * len(ours & theirs) / (len(ours) + len(theirs)))
