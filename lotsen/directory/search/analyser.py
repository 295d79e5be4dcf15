"""Turns German text into the search's own tokens: folded, stemmed, and compounds taken apart.

"Familienhebammen" becomes `familienhebamm` with the parts `famili` and `hebamm`; words in other alphabets
pass folded only. The same functions read the directory and the queries, so both arrive at the same tokens.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
SHORTEST_PART = 4
"""Letters of a part that the directory's own words may lend; the shipped list may hold shorter ones."""
LONGEST_SPLIT = 60
"""A longer "word" is no German compound and is left whole."""
LONGEST_WORD = 80

_WORD = re.compile(r"[^\W_]+")
_SHORTENED = re.compile(r"((?:[^\W_]+-(?:,\s*|\s+(?:und|oder|bzw\.)\s+|/))+)([^\W_]+)")
_WRITTEN_OUT = re.compile(r"(?<![aeouäöüq])([aou])e")
_ARTICLE = "ال"
_TATWEEL = "\u0640"


def fold(text: str) -> str:
    """Make spellings of one word equal: ä, ae and a; ß and ss; capitals; marks above letters.

    An "e" after two vowels or "qu" is no written-out umlaut and stays: "Frauen", "neue", "Quelle".
    """
    folded = _WRITTEN_OUT.sub(r"\1", text.casefold())
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in apart if not unicodedata.combining(sign) and sign != _TATWEEL)


def words(text: str) -> list[str]:
    """Cut a text into its words, folded; a hyphen parts words, as does every other sign."""
    return [fold(word) for word in raw_words(text)]


def raw_words(text: str) -> list[str]:
    """Cut a text into its words as they are written."""
    return _WORD.findall(text)


def spread_out(text: str) -> list[str]:
    """Cut a text into its words, and complete what German leaves out: "Ehe- und Paarberatung".

    The shortened word comes as "Ehe-Paarberatung"; `Lexicon.completed` knows where the second one parts.
    """
    found = _WORD.findall(text)
    if "-" in text:
        for heads, whole in _SHORTENED.findall(text):
            found += [f"{head}-{whole}" for head in _WORD.findall(heads) if fold(head) not in STOPWORDS]
    return found


def _listed(path: Path) -> Iterator[str]:
    """Read a list of words, folded; lines that begin with a hash are remarks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from map(fold, line.split())


STOPWORDS = frozenset(_listed(DATA / "stopwords.txt"))


@cache
def stem(word: str) -> str:
    """Take the endings off a folded word: "beratungen", "berater" and "berat" are one.

    A light stemmer of our own: plural and case endings, then "-er", "-innen", "-ung", in this order; what is
    not written in Latin letters stays, without the Arabic article.
    """
    if not word.isascii():
        return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, short in _IRREGULAR:
        if word.endswith(ending):
            word = word[: -len(ending)] + short
            break
    return _without(_without(word, _CASES), _KINDS)


_IRREGULAR = (("innen", ""), ("erin", "er"), ("ztin", "zt"), ("axen", "axis"))
# Each with the fewest letters that must be left before it.
_CASES = (("en", 3), ("em", 4), ("es", 4), ("ern", 3), ("eln", 3), ("e", 3), ("s", 4))
_KINDS = (("er", 4), ("ung", 4))


def _without(word: str, endings: tuple[tuple[str, int], ...]) -> str:
    for ending, least in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            left = word[: -len(ending)]
            if ending in ("ern", "eln"):
                return word[:-1]
            if ending != "s" or left[-1] not in "siu":
                return left
    return word


@cache
def shipped_words() -> frozenset[str]:
    """Read the stems of the word list that comes with the release."""
    return frozenset(map(stem, _listed(DATA / "words.txt")))


class Lexicon:
    """The stems that compounds are taken apart by: the shipped ones and the directory's own."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        self._stems = shipped_words() | {one for one in own if len(one) >= SHORTEST_PART}
        self._least = min(map(len, self._stems), default=SHORTEST_PART)
        self._known: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of a folded compound's parts, the parts of its parts too; empty if it is none."""
        if word not in self._known:
            self._known[word] = self._take_apart(word)
        return self._known[word]

    def completed(self, head: str, whole: str) -> str:
        """Give a shortened word the end of another one: "ehe" and "paarberatung" make "eheberatung"."""
        pieces = self._pieces(whole)
        return head + (pieces[-1] if pieces else "")

    def _take_apart(self, word: str) -> tuple[str, ...]:
        if not 2 * self._least <= len(word) <= LONGEST_SPLIT or not word.isascii() or not word.isalpha():
            return ()
        whole = stem(word)
        found: dict[str, None] = {}
        pieces = self._pieces(word)
        for piece in pieces:
            one = stem(piece)
            inner = self.parts(piece)
            if one in shipped_words() or not inner:
                found[one] = None
            for part in inner:
                found[part] = None
        found.pop(whole, None)
        return tuple(found)

    def _pieces(self, word: str) -> tuple[str, ...]:
        """Cut a word into as few words of the lexicon as possible; nothing if it cannot be."""
        length = len(word)
        best: list[tuple[str, ...] | None] = [None] * (length + 1)
        best[length] = ()
        for start in range(length - self._least, -1, -1):
            for end in range(start + self._least, length + 1):
                rest = best[end]
                if rest is None or (start == 0 and end == length) or not self._is_word(word[start:end]):
                    continue
                if best[start] is None or len(rest) + 1 < len(best[start] or ()):
                    best[start] = (word[start:end], *rest)
        return best[0] or ()

    def _is_word(self, piece: str) -> bool:
        return piece in self._stems or stem(piece) in self._stems
