"""Canaries: words that exist nowhere else, the shapes they could leak in, and a scanner for them."""

import base64
import codecs
import hashlib
import json
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import quote

_LETTERS = "bcdfghjklmnpqrstvwxz"
_TAIL = 10


def _base64(shift: int) -> Callable[[str], bytes]:
    """Return the part of a text in base64 that does not depend on what stands around it."""

    def shape(text: str) -> bytes:
        raw = text.encode()
        code = base64.b64encode(bytes(shift) + raw)
        begin = -(-shift * 8 // 6)
        return code[begin : (shift + len(raw)) * 8 // 6]

    return shape


def _escaped(text: str) -> bytes:
    """Write every sign as \\uXXXX, as a JSON writer may."""
    return "".join(f"\\u{ord(sign):04x}" for sign in text).encode()


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8, decomposed": lambda text: unicodedata.normalize("NFD", text).encode("utf-8"),
    "utf-8, capitals": lambda text: text.upper().encode("utf-8"),
    "utf-8, small letters": lambda text: text.lower().encode("utf-8"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "latin-1": lambda text: text.encode("latin-1"),
    "hexadecimal, small letters": lambda text: text.encode().hex().encode(),
    "hexadecimal, capitals": lambda text: text.encode().hex().upper().encode(),
    "base64": _base64(0),
    "base64, one byte on": _base64(1),
    "base64, two bytes on": _base64(2),
    "in an address": lambda text: quote(text).encode(),
    "JSON": lambda text: json.dumps(text)[1:-1].encode(),
    "JSON, every sign escaped": _escaped,
    "HTML": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "reversed": lambda text: text.encode()[::-1],
    "rot13": lambda text: codecs.encode(text, "rot13").encode(),
    "Python": lambda text: repr(text.encode())[2:-1].encode(),
    "SHA-256": lambda text: hashlib.sha256(text.encode()).digest(),
    "SHA-256, hexadecimal": lambda text: hashlib.sha256(text.encode()).hexdigest().encode(),
    "MD5, hexadecimal": lambda text: hashlib.md5(text.encode()).hexdigest().encode(),  # noqa: S324  looked for
}
"""The shapes in which a text could lie open, by name; a bare hash of a name is as good as the name."""

OF_THE_WHOLE = frozenset({"SHA-256", "SHA-256, hexadecimal", "MD5, hexadecimal"})
"""Shapes that only a whole canary has, not its beginning."""


@dataclass
class Planted:
    """A family of canaries: all begin with one mark, so that looking for the mark finds every one of them."""

    seed: int
    words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        random = Random(self.seed)
        self.mark = (
            "Q" + "".join(random.choices(_LETTERS, k=4)) + "ü" + "".join(random.choices(_LETTERS, k=5))
        )
        self._random = random

    def plant(self, place: str) -> str:
        """Return a new canary, and remember where it was planted."""
        word = self.mark + "".join(self._random.choices(_LETTERS, k=_TAIL))
        self.words[word] = place
        return word

    def patterns(self) -> dict[str, bytes]:
        """Return the mark in every shape that its canaries' beginning has."""
        return {name: shape(self.mark) for name, shape in ENCODINGS.items() if name not in OF_THE_WHOLE}

    def find(self, data: bytes) -> list[str]:
        """Return where canaries lie in some bytes: the shape, and what stands there."""
        return [
            f"{name} at {at}: {data[at : at + 60]!r}"
            for name, pattern in self.patterns().items()
            if (at := data.find(pattern)) >= 0
        ]

    def find_each(self, data: bytes, shapes: Collection[str] = tuple(ENCODINGS)) -> list[str]:
        """Look for every single canary in some shapes: all of them, hashes too, unless others are named."""
        return [
            f"{name} of {place}"
            for word, place in self.words.items()
            for name in shapes
            if ENCODINGS[name](word) in data
        ]

    def find_in(self, files: Iterable[Path]) -> list[str]:
        """Look through whole files."""
        found = []
        for path in files:
            found += [f"{path.name}: {hit}" for hit in self.find(path.read_bytes())]
        return found


def files_below(*folders: Path) -> Iterator[Path]:
    """Return every plain file in some folders."""
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
