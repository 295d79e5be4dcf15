"""JSON read piece by piece: a long list costs no more memory than its longest object, and each has a line."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator
from typing import IO, Any

from lotsen.directory.hsds.problems import FileRefused
from lotsen.directory.hsds.signs import is_plain

LARGEST_OBJECT = 32 * 1024 * 1024
"""Signs of one object of a list, or of a file that is one object."""
_CHUNK = 1024 * 1024
_ODD = re.compile(r"\\u(0000|[dD][89a-fA-F])")
_SPACE = re.compile(r"[ \t\r\n]*")


class JsonStream:
    """A cursor in a JSON text. Every fault refuses the file and names its line."""

    def __init__(self, source: IO[bytes], name: str) -> None:
        self._source = source
        self._name = name
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False
        self.doubled: list[str] = []
        self.has_odd_signs = False
        self.has_escapes = False
        self._decoder = json.JSONDecoder(
            parse_float=_finite, parse_constant=_no_constant, object_pairs_hook=self._pairs
        )

    @property
    def line(self) -> int:
        """The line of the cursor."""
        return self._line

    def peek(self) -> str:
        """Return the next sign that is no space, or nothing at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._move(match.end() if match else self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def expect(self, signs: str) -> str:
        """Step over one of these signs."""
        sign = self.peek()
        if not sign or sign not in signs:
            found = f"“{sign}”" if sign else "the end of the file"
            self.refuse(f"not readable as JSON: {found} where {' or '.join(signs)} is expected")
        self._move(self._at + 1)
        return sign

    def value(self) -> Any:
        """Read one whole value."""
        self.peek()
        wanted = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                fault, at = error.msg, error.pos
            except RecursionError:
                self.refuse("the object is nested too deeply")
            except ValueError as error:
                self.refuse(f"not readable as JSON: {error}")
            else:
                if end - self._at > LARGEST_OBJECT:
                    self.refuse(f"an object is longer than {LARGEST_OBJECT // 1024 // 1024} million signs")
                if end < len(self._text) or not self._more():
                    self._look_at_signs(self._text[self._at : end], value)
                    self._move(end)
                    return value
                continue
            if len(self._text) - self._at > LARGEST_OBJECT:
                self.refuse(f"an object is longer than {LARGEST_OBJECT // 1024 // 1024} million signs")
            if not self._more(wanted):
                self._move(min(at, len(self._text)))
                self.refuse(f"not readable as JSON: {fault}")
            wanted = min(2 * wanted, LARGEST_OBJECT)

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Read a list, one element after the other, each with its line."""
        self.expect("[")
        if self.peek() == "]":
            self.expect("]")
            return
        while True:
            self.peek()
            yield self._line, self.value()
            if self.expect(",]") == "]":
                return

    def names(self) -> Iterator[tuple[int, str]]:
        """Read the names of an object; the caller reads each value before the next name."""
        self.expect("{")
        if self.peek() == "}":
            self.expect("}")
            return
        while True:
            if self.peek() != '"':
                self.refuse("not readable as JSON: a name in quotes is expected")
            line, name = self._line, self.value()
            self.expect(":")
            yield line, name
            if self.expect(",}") == "}":
                return

    def end(self) -> None:
        """Make sure that nothing follows."""
        if self.peek():
            self.refuse("not readable as JSON: something follows after the end")

    def refuse(self, cause: str) -> Any:
        """Refuse the file at the cursor."""
        raise FileRefused(self._name, self._line, cause)

    def _move(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self, size: int = _CHUNK) -> bool:
        if self._ended:
            return False
        chunk = self._source.read(size)
        self._ended = len(chunk) == 0
        try:
            text = self._decode(chunk, final=self._ended)
        except UnicodeDecodeError as error:
            self._line += self._text.count("\n", self._at) + chunk[: error.start].count(b"\n")
            self.refuse("the file is not UTF-8 text; save it as UTF-8")
        self._text = self._text[self._at :] + text
        self._at = 0
        return bool(text) or self._more(size)

    def _look_at_signs(self, text: str, value: Any) -> None:
        """Note what the last values hold besides plain text, until somebody asks."""
        if "\\" in text:
            self.has_escapes = True
            self.has_odd_signs |= _is_odd(text, value)
        elif not self.has_escapes and not is_plain(text):
            self.has_escapes = True

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            self.doubled.extend(sorted({name for name in names if names.count(name) > 1}))
        return found


def _is_odd(text: str, value: Any) -> bool:
    """Say whether a value holds what no store can hold: U+0000, or a lone surrogate."""
    if _ODD.search(text) is None:
        return False
    written = json.dumps(value, ensure_ascii=False)
    return "\\u0000" in written or any("\ud800" <= sign <= "\udfff" for sign in written)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:20]} is larger than any number here")
    return number


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")
