"""Reads the texts of all services into postings: which service holds which token, and how prominently."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from lotsen.directory.domain import fold
from lotsen.directory.search.analyser import (
    LONGEST_WORD,
    STOPWORDS,
    Lexicon,
    raw_words,
    shipped_spellings,
    shortened,
    stem,
)
from lotsen.directory.search.model import SearchEntry
from lotsen.directory.search.snapshot.parts import Array, Ints
from lotsen.directory.search.snapshot.strings import letters, pack

# What a word is worth where it stands, and as a part of a compound there; one byte each.
NAME, TYPE, ORGANIZATION, DESCRIPTION, ELSEWHERE = range(5)
WORTH = np.array([[255, 190], [170, 120], [60, 45], [40, 25], [30, 18]], np.int64)
FIELDS = len(WORTH)
LONG_NAME = 6
"""What each further word of a name takes from the worth of all, up to `LONGEST_NAME` words."""
LONGEST_NAME = 8
OFTEN = 3
"""A word stands alone this often in names before compounds are taken apart by it."""
LONGEST_TEXT = 0xFFFF
"""Words of a text that are read at most."""
_NO_WORDS = array("i")
_CHUNK = 50_000
"""Services whose words are spread out at once, which bounds the memory of a build."""


class Pieces(dict[str, tuple[int, ...]]):
    """The words of what stands between two blanks, by numbers; most pieces come many times."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[str, int] = {}

    def __missing__(self, piece: str) -> tuple[int, ...]:
        found = self[piece] = tuple(map(self.number, raw_words(piece)))
        return found

    def number(self, word: str) -> int:
        """Return the number of a word as it is written."""
        return self.numbers.setdefault(word, len(self.numbers))

    def read(self, text: str) -> "array[int]":
        """Return the numbers of a text's words, those that it shortens completed at its end."""
        found = array("i", chain.from_iterable(map(self.__getitem__, text.split())))
        found.extend(map(self.number, shortened(text)))
        return found[:LONGEST_TEXT]


class Texts:
    """Collects words while services pass by; then makes the postings."""

    def __init__(self) -> None:
        self._pieces = Pieces()
        self._flat = array("i")
        self._lengths = array("H")
        self._seen: dict[str, array[int]] = {}

    def add(self, entry: SearchEntry) -> None:
        """Read one service."""
        read = self._pieces.read
        for one in (
            read(entry.name),
            self._remembered(" ".join(entry.type_words)),
            self._remembered(entry.organization),
            read(entry.description),
            read(" ".join(entry.other_words)) if entry.other_words else _NO_WORDS,
        ):
            self._flat.extend(one)
            self._lengths.append(len(one))

    def _remembered(self, text: str) -> "array[int]":
        if text not in self._seen:
            self._seen[text] = self._pieces.read(text)
        return self._seen[text]

    def postings(self, order: Ints, extra: Collection[str], places: Collection[str]) -> "Postings":
        """Make the postings, services numbered by `order`; `extra` words exist without any service."""
        raws = list(self._pieces.numbers)
        counted = self._counted(len(raws))
        named = counted[NAME] + counted[TYPE]
        folded = [fold(raw)[:LONGEST_WORD] for raw in raws]
        own = sorted(set(_standing_alone(named.tolist(), folded, frozenset(places))))
        lexicon = Lexicon(own)
        folded = [
            lexicon.completed(*word.split("-"))[:LONGEST_WORD] if "-" in word else word for word in folded
        ]
        known = {*folded, *(one[:LONGEST_WORD] for one in extra)} - STOPWORDS
        held = {stem(one) for one in known} | {part for one in known for part in lexicon.parts(one)}
        # A word that only stands in compounds can be mistyped all the same.
        spelled = sorted(known | {one for one in shipped_spellings() if stem(one) in held})
        stems = sorted(held)
        number_of = {one: number for number, one in enumerate(stems)}
        return Postings(
            *self._collect(self._codes(folded, lexicon, number_of), order, len(stems)),
            *pack(stems),
            words={
                **_words(spelled, raws, folded, named.tolist(), number_of),
                "word_foreign": _foreign(counted, spelled, folded, extra),
            },
            lexicon=own,
        )

    def _codes(self, folded: list[str], lexicon: Lexicon, number_of: dict[str, int]) -> tuple[Ints, Ints]:
        """Say for each word which tokens it stands for: twice their number, plus one for a part."""
        codes: list[int] = []
        at = [0]
        for word in folded:
            if word not in STOPWORDS:
                codes.append(2 * number_of[stem(word)])
                codes += [2 * number_of[part] + 1 for part in lexicon.parts(word)]
            at.append(len(codes))
        return np.array(codes, np.int64), np.array(at, np.int64)

    def _chunks(self) -> Iterator[tuple[slice, Array, Array]]:
        """Yield runs of services with their words end to end, and how many stand in each field."""
        flat = np.frombuffer(self._flat, np.int32) if self._flat else np.zeros(0, np.int32)
        lengths = np.array(self._lengths, np.uint16).reshape(-1, FIELDS)
        ends = np.concatenate([[0], np.cumsum(lengths.sum(axis=1, dtype=np.int64))])
        for start in range(0, len(lengths), _CHUNK):
            some = slice(start, min(start + _CHUNK, len(lengths)))
            yield some, flat[ends[some.start] : ends[some.stop]], lengths[some]

    def _counted(self, words: int) -> Ints:
        """Count for each field how often each word stands there."""
        found = np.zeros((FIELDS, words), np.int64)
        for _, flat, lengths in self._chunks():
            keys = _fields(lengths) * words + flat
            found += np.bincount(keys, minlength=found.size).reshape(found.shape)
        return found

    def _collect(self, table: tuple[Ints, Ints], order: Ints, tokens: int) -> tuple[Array, Array, Array]:
        count = len(order)
        found = [np.zeros(0, np.int64)]
        found += [_keys(flat, lengths, table, order[some], count) for some, flat, lengths in self._chunks()]
        keys = np.sort(np.concatenate(found))
        at = np.zeros(tokens + 1, np.uint32)
        np.cumsum(np.bincount(keys // (count << 8) if count else keys, minlength=tokens), out=at[1:])
        docs = (keys >> 8) % max(count, 1)
        return at, docs.astype(position_type(count)), (keys & 0xFF).astype(np.uint8)


@dataclass(frozen=True)
class Postings:
    """Postings in order of token, then service; the tokens; and the spelled words that lead to them."""

    at: Array
    docs: Array
    worth: Array
    stem_body: Array
    stem_at: Array
    words: dict[str, Array]
    lexicon: list[str]

    def arrays(self) -> dict[str, Array]:
        """Name the arrays as the snapshot knows them."""
        return {
            "post_at": self.at,
            "post_doc": self.docs,
            "post_worth": self.worth,
            "stem_body": self.stem_body,
            "stem_at": self.stem_at,
            **self.words,
        }


def position_type(count: int) -> type[np.uint16] | type[np.uint32]:
    """Choose the smallest type that numbers so many services."""
    return np.uint16 if count <= 1 << 16 else np.uint32


def _fields(lengths: Array) -> Ints:
    """Say for each word in which field it stands."""
    return np.repeat(np.tile(np.arange(FIELDS), len(lengths)), lengths.ravel())


def _standing_alone(named: list[int], folded: list[str], places: frozenset[str]) -> Iterator[str]:
    for often, word in zip(named, folded, strict=True):
        if often >= OFTEN and word not in places and word not in STOPWORDS and word.isalpha():
            yield stem(word)


def _foreign(counted: Ints, spelled: list[str], folded: list[str], extra: Collection[str]) -> Array:
    """Mark the words that only stand in translations, where they are written in Latin letters."""
    plain = counted[:ELSEWHERE].any(axis=0)
    german = {folded[number] for number in np.flatnonzero(plain)} | set(extra) | set(shipped_spellings())
    theirs = {folded[number] for number in np.flatnonzero(~plain & (counted[ELSEWHERE] > 0))} - german
    return np.array([word in theirs and word.isascii() for word in spelled], np.uint8)


def _keys(words: Array, lengths: Array, table: tuple[Ints, Ints], order: Ints, count: int) -> Ints:
    """Turn words into sorted keys (token, service, worth), the highest worth for each token of a service."""
    codes, code_at = table
    per_word = code_at[words + 1] - code_at[words]
    total = int(per_word.sum())
    begin = np.repeat(code_at[words] - (np.cumsum(per_word) - per_word), per_word)
    code = codes[begin + np.arange(total)]
    field = _fields(lengths)
    service = np.repeat(np.arange(len(lengths)), lengths.sum(axis=1, dtype=np.int64))
    field, service = np.repeat(field, per_word), np.repeat(service, per_word)
    worth = WORTH[field, code & 1]
    long = LONG_NAME * np.clip(lengths[:, NAME].astype(np.int64) - 1, 0, LONGEST_NAME)
    worth -= np.where(field == NAME, long[service], 0)
    keys = np.sort(((code >> 1) * count + order[service]) << 8 | worth)
    last = np.ones(len(keys), np.bool_)
    last[:-1] = keys[1:] >> 8 != keys[:-1] >> 8
    return keys[last]


def _words(
    spelled: list[str], raws: list[str], folded: list[str], named: list[int], number_of: dict[str, int]
) -> dict[str, Array]:
    """Describe each spelled word: its token, how it is written, how often names hold it, its letters."""
    often: Counter[str] = Counter()
    shown: dict[str, tuple[int, str]] = {}
    for number, word in enumerate(folded):
        often[word] += named[number]
        if "-" not in raws[number]:
            shown[word] = max(shown.get(word, (-1, "")), (named[number], raws[number]))
    body, at = pack(spelled)
    written = shipped_spellings()
    shown_body, shown_at = pack(
        [shown[word][1] if word in shown else written.get(word, "") for word in spelled]
    )
    return {
        "word_body": body,
        "word_at": at,
        "word_stem": np.array([number_of[stem(word)] for word in spelled], np.uint32),
        "word_often": np.array([often[word] for word in spelled], np.uint32),
        "word_letters": np.array([letters(word) for word in spelled], np.uint32),
        "word_length": np.array([len(word) for word in spelled], np.uint8),
        "shown_body": shown_body,
        "shown_at": shown_at,
    }
