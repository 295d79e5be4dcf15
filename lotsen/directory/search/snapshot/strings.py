"""A sorted list of texts inside two arrays, so that it can lie in a mapped file."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from lotsen.directory.search.snapshot.parts import Array

_AFTER = b"\xff"
"""No UTF-8 text holds this byte, so it sorts after everything that begins alike."""


def pack(texts: Sequence[str]) -> tuple[Array, Array]:
    """Lay texts end to end: the bytes (UTF-8) and where each begins, with the end of the last."""
    encoded = [text.encode() for text in texts]
    at = np.zeros(len(encoded) + 1, np.uint32)
    np.cumsum([len(one) for one in encoded], out=at[1:])
    return np.frombuffer(b"".join(encoded), np.uint8), at


class Strings:
    """Texts by number; `find` and `beginning` need them sorted by their bytes, as Python sorts strings."""

    def __init__(self, body: Array, at: Array) -> None:
        self._body = body
        self._at = at

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, number: int) -> str:
        return self._bytes(number).decode()

    def find(self, text: str) -> int | None:
        """Return the number of a text, None if it is not there."""
        wanted = text.encode()
        number = bisect_left(range(len(self)), wanted, key=self._bytes)
        return number if number < len(self) and self._bytes(number) == wanted else None

    def beginning(self, start: str) -> range:
        """Return the numbers of all texts that begin like this."""
        wanted = start.encode()
        everything = range(len(self))
        low = bisect_left(everything, wanted, key=self._bytes)
        return range(low, bisect_left(everything, wanted + _AFTER, lo=low, key=self._bytes))

    def _bytes(self, number: int) -> bytes:
        return self._body[self._at[number] : self._at[number + 1]].tobytes()


def letters(word: str) -> int:
    """Return the set of a word's letters as bits; words that are few edits apart differ in few bits."""
    found = 0
    for sign in word:
        code = ord(sign)
        found |= 1 << (code - 97 if 97 <= code <= 122 else 26 + code % 6)
    return found
