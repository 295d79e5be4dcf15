"""Turns German text into the search's own tokens: folded, stemmed, and compounds taken apart.

"Familienhebammen" becomes `familienhebamm` with the parts `famili` and `hebamm`; Arabic and Cyrillic words
lose article and endings, those of other alphabets pass folded only. The same functions read the directory and
the queries, so both arrive at the same tokens.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from lotsen.directory.domain import fold
from lotsen.directory.search.verbs import DATA, infinitive_of, parted_from

SHORTEST_PART = 4
"""Letters of a part that the directory's own words may lend; the shipped list may hold shorter ones."""
LONGEST_SPLIT = 60
"""A longer "word" is no German compound and is left whole."""
LONGEST_WORD = 80
KEPT = 1 << 17
"""Words whose stem or parts are remembered: those of a big directory, never all that was ever searched."""

_WORD = re.compile(r"[^\W_]+")
_SHORTENED = re.compile(r"((?:[^\W_]+-(?:,\s*|\s+(?:und|oder|bzw\.)\s+|/))+)([^\W_]+)")
_INSIDE = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u02bc]|(?<=[\u0400-\u04ff])['\u2019](?=[\u0400-\u04ff])"
)
"""What stands inside a word without parting it: vowel signs and accents, the Ukrainian apostrophe."""
_MARKED = re.compile("[\u0300-\u06ff]")
"""Only texts with one of these may hold such a sign."""


def words(text: str) -> list[str]:
    """Cut a text into its words, folded; a hyphen parts words, as does every other sign."""
    return [fold(word) for word in raw_words(text)]


def raw_words(text: str) -> list[str]:
    """Cut a text into its words as they are written."""
    return _WORD.findall(_joined(text))


def _joined(text: str) -> str:
    if text.isascii() or not _MARKED.search(text):
        return text
    return _INSIDE.sub("", unicodedata.normalize("NFC", text))


def shortened(text: str) -> Iterator[str]:
    """Yield what German leaves out, with the word that completes it: "Ehe- und Paarberatung".

    The shortened word comes as "Ehe-Paarberatung"; `Lexicon.completed` knows where the second one parts.
    """
    if "-" in text:
        for heads, whole in _SHORTENED.findall(_joined(text)):
            yield from (f"{head}-{whole}" for head in _WORD.findall(heads) if fold(head) not in STOPWORDS)


def _listed(path: Path) -> Iterator[str]:
    """Read a list of words, folded; lines that begin with a hash are remarks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from map(fold, line.split())


STOPWORDS = frozenset(_listed(DATA / "stopwords.txt"))
COMMON = frozenset(_listed(DATA / "common.txt")) | frozenset(map(str, range(100)))
"""Words that decide little beside any other; small numbers are ages and weeks."""
NOT = "nicht"
NEGATIONS = frozenset(
    map(
        fold,
        re.findall(
            r"\S+",
            "nicht nich net ned nit nichts nix nie niemals kaum kein keine keinen keinem keiner keins ohne "
            "not no",
        ),
    )
)
"""Words that turn a saying into another one: "spricht nicht" is not "spricht"."""


def rejoined(typed: list[str]) -> Iterator[tuple[int, str]]:
    """Find verbs whose beginning stands apart ("holt das Kind ab"): where each is, the stem of the whole."""
    for at, word in enumerate(typed):
        for begin in typed[at + 1 :]:
            if whole := parted_from(word, begin):
                yield at, stem(whole)


def _alike() -> dict[str, str]:
    """Lead words to the one that stands for them in sayings, all folded."""
    lines = (DATA / "alike.txt").read_text(encoding="utf-8").splitlines()
    rows = [list(map(fold, line.split())) for line in lines if not line.startswith("#")]
    return {word: row[0] for row in rows for word in row}


ALIKE = _alike()


@lru_cache(KEPT)
def stem(word: str) -> str:
    """Take the endings off a folded word: "beratungen", "berater" and "berat" are one.

    A light stemmer of our own: plural and case endings, then "-er", "-innen", "-ung", "-end", in this order;
    "-isch" becomes the "-ie" it mostly comes from. Forms of everyday verbs end where their infinitive does.
    Small words get a sign at their end and so share no stem with other ones.
    """
    if not word.isascii():
        return _stem_elsewhere(word)
    whole = infinitive_of(word)
    return _without_endings(whole) + (_SMALL if {word, whole} & STOPWORDS else "")


def _without_endings(word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, short in _IRREGULAR:
        if word.endswith(ending):
            word = word[: -len(ending)] + short
            break
    word = _without(word, _CASES)
    if word.endswith("isch") and len(word) >= _LONG_ENOUGH_FOR_ISCH:
        return word[:-3]
    return word if word.endswith(_WHOLE) else _without(word, _KINDS)


_SMALL = "."
"""What ends the stems of small words, so that they are none of another word: "leider" and "leiden"."""


def _stem_elsewhere(word: str) -> str:
    """Take article and endings off an Arabic or Cyrillic word (after Larkey's light stemmer); others stay."""
    if "\u0621" <= word[0] <= "\u064a":
        begin = next((one for one in _ARTICLES if word.startswith(one) and len(word) - len(one) >= _LEFT), "")
        word, endings = word.removeprefix(begin), _ARABIC
    elif "\u0400" <= word[0] <= "\u04ff":
        endings = _CYRILLIC
    else:
        return word
    ending = next((one for one in endings if word.endswith(one) and len(word) - len(one) >= _LEFT), "")
    return word.removesuffix(ending)


_IRREGULAR = (
    *((f"therapeut{ending}", "therapie") for ending in ("innen", "inn", "in", "en", "")),
    ("innen", ""),
    ("erin", "er"),
    ("ztin", "zt"),
    ("axen", "axis"),
)
# Each with the fewest letters that must be left before it.
_CASES = (("en", 3), ("em", 4), ("es", 4), ("ern", 3), ("eln", 3), ("e", 3), ("s", 4))
_ENDING_IN_S = ("kurs", "hals", "los")
_WHOLE = ("wohnung", "raumung", "bildung", "stimmung", "stiftung", "mieter", "trauer", "ier")
"""Ends of words whose rest is another thing: "Wohnung" is not "Wohnen", "Mieter" not "Miete"."""
_KINDS = (("er", 4), ("ung", 4), ("end", 4))
_LONG_ENOUGH_FOR_ISCH = 9
_LEFT = 3
"""Letters that must be left of a word of another alphabet."""
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ARABIC = ("ات", "ون", "ين", "ان", "يه", "ها", "ه")
# Folded: й is и, ї is і, ё is е. Ukrainian and Russian together, the longest first.
_CYRILLIC = tuple(
    re.findall(
        r"\S+",
        "ами ями ого ому ыми ими ов ів ев ах ях ою ею ам ям ом ем ои еи ии ыи ая яя ое ее ые ие ых их ую юю "
        "ия ию ія ію а е и о у ы ю я ь і",
    )
)


def _without(word: str, endings: tuple[tuple[str, int], ...]) -> str:
    for ending, least in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            left = word[: -len(ending)]
            if ending in ("ern", "eln"):
                return word[:-1]
            if ending != "s" or (left[-1] not in "siu" and not word.endswith(_ENDING_IN_S)):
                return left
    return word


@cache
def shipped_spellings() -> dict[str, str]:
    """Read the word list that comes with the release: each word folded, and as it is written."""
    lines = (DATA / "words.txt").read_text(encoding="utf-8").splitlines()
    return {fold(word): word.title() for line in lines if not line.startswith("#") for word in line.split()}


@cache
def shipped_words() -> frozenset[str]:
    """Return the stems of the word list that comes with the release."""
    return frozenset(map(stem, shipped_spellings()))


class Lexicon:
    """The stems that compounds are taken apart by: the shipped ones and the directory's own."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        self._stems = shipped_words() | {one for one in own if len(one) >= SHORTEST_PART}
        self._least = min(map(len, self._stems), default=SHORTEST_PART)
        self.parts = lru_cache(KEPT)(self._take_apart)

    def edges(self, word: str) -> dict[str, str]:
        """Return the longest words of the lexicon that begin and end a folded word, and their stems."""
        if not word.isascii() or not word.isalpha() or len(word) > LONGEST_SPLIT:
            return {}
        cuts = range(len(word) - 1, self._least - 1, -1)
        end = next((cut for cut in cuts if self._is_word(word[:cut])), 0)
        starts = range(max(end, 1), len(word) - SHORTEST_PART + 1)
        start = next((cut for cut in starts if self._is_word(word[cut:])), len(word))
        return {piece: self._stem(piece) for piece in (word[:end], word[start:]) if piece}

    def completed(self, head: str, whole: str) -> str:
        """Give a shortened word the end of another one: "ehe" and "paarberatung" make "eheberatung"."""
        pieces = self._pieces(whole)
        return head + (pieces[-1] if pieces else "")

    def _take_apart(self, word: str) -> tuple[str, ...]:
        """Return the stems of a folded compound's parts, the parts of its parts too; empty if it is none."""
        if not 2 * self._least <= len(word) <= LONGEST_SPLIT or not word.isascii() or not word.isalpha():
            return ()
        whole = stem(word)
        found: dict[str, None] = {}
        pieces = self._pieces(word)
        for piece in pieces:
            one = self._stem(piece)
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

    def _stem(self, piece: str) -> str:
        whole = stem(piece)
        return whole if whole in self._stems else piece

    def _is_word(self, piece: str) -> bool:
        return piece in self._stems or stem(piece) in self._stems
