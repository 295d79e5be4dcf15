"""Looks for words in everything a browser left on the disk: raw, in other encodings, and packed."""

import base64
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_GZIP = b"\x1f\x8b\x08"


def traces(folder: Path, words: Iterable[str]) -> list[str]:
    """Return where each word lies in the files of a folder, and in which form."""
    wanted = [(word, form, needle) for word in words for form, needle in _forms(word)]
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        content = path.read_bytes()
        for data in (content, *_unpacked(content)):
            found += [
                f"{word} as {form} in {path.relative_to(folder)}"
                for word, form, needle in wanted
                if needle in data
            ]
    return found


def _forms(word: str) -> Iterator[tuple[str, bytes]]:
    """Yield a word as UTF-8, Latin-1 (Chromium's short form), UTF-16, and at each position of base64."""
    yield "UTF-8", word.encode()
    yield "Latin-1", word.encode("latin-1")
    yield "UTF-16", word.encode("utf-16-le")
    yield "UTF-16 (big endian)", word.encode("utf-16-be")
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + word.encode())
        yield "base64", coded[(0, 2, 3)[shift] : len(coded) - len(coded) % 4 - 4]


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what lies in gzip streams, as caches keep packed answers."""
    at = content.find(_GZIP)
    while at != -1:
        with suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(content[at:], 4_000_000)
        at = content.find(_GZIP, at + 1)
