"""What a file must not do: swallow the memory, hide its encoding, or unpack into a mountain."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lotsen.directory.hsds.problems import FileRefused

MIB = 1024 * 1024
LONGEST_LINE = MIB
LARGEST_FILE = 1024 * MIB
LARGEST_ARCHIVE = 1024 * MIB
MOST_ENTRIES = 2_000
HIGHEST_RATIO = 200
"""Times its packed size that a large entry may unpack to; text packs at 5 to 30."""
_SMALL = 10 * MIB
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def check_size(path: Path) -> None:
    """Refuse a file that is larger than any directory."""
    if path.stat().st_size > LARGEST_FILE:
        raise FileRefused(path.name, 0, f"the file is larger than {LARGEST_FILE // MIB} MB")


def lines_of(source: IO[bytes], name: str, *, longest: int = LONGEST_LINE) -> Iterator[str]:
    """Read a text line by line. Raises FileRefused with the line that is no UTF-8 or has no end."""
    number = 0
    while True:
        raw = source.readline(longest + 1)
        if not raw:
            return
        number += 1
        if number == 1:
            if raw.startswith(_UTF16):
                raise FileRefused(name, 1, "the file is UTF-16 text; save it as UTF-8")
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if len(raw) > longest:
            raise FileRefused(name, number, f"the line is longer than {longest // MIB} MB")
        if b"\x00" in raw:
            raise FileRefused(name, number, "the line holds a zero byte; this is no text file")
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError as error:
            sign = raw[error.start : error.start + 1].decode("cp1252", errors="replace")
            cause = f"not UTF-8 text; as Windows or Latin-1 text “{sign}” stands here: save it as CSV UTF-8"
            raise FileRefused(name, number, cause) from None


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open a zip file after a look at its table of contents; nothing is unpacked for that.

    Reading an entry never yields more than the size that its table states, so what is checked here holds.
    """
    check_size(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileRefused(path.name, 0, f"not readable as a zip file: {error}") from None
    entries = archive.infolist()
    fault = _fault(entries)
    if fault is not None:
        archive.close()
        raise FileRefused(path.name, 0, fault)
    return archive


def _fault(entries: list[zipfile.ZipInfo]) -> str | None:
    if len(entries) > MOST_ENTRIES:
        return f"the archive holds {len(entries)} files, more than {MOST_ENTRIES}"
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_ARCHIVE:
        return f"the archive unpacks to {total // MIB} MB, more than {LARGEST_ARCHIVE // MIB}"
    for entry in entries:
        if entry.flag_bits & 0x1:
            return f"{entry.filename} is encrypted"
        if entry.file_size > _SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            return f"{entry.filename} unpacks to more than {HIGHEST_RATIO} times its size"
    return None
