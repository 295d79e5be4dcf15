"""A snapshot as one file: mapped, not read, so that all processes share its pages.

Layout, little-endian: a header of 64 bytes (magic, format, length of the table of contents, directory
version, length of the file, checksum), the table of contents (JSON: tables, and for each array type, shape
and place), then the arrays, each at a multiple of 64 bytes. The checksum (CRC-32, as in ZIP and PNG) covers
everything but itself: it finds damage, which is read in every process, so it has to be quick.
"""

import json
import os
import struct
import tempfile
from collections.abc import Iterable, Mapping
from functools import reduce
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from lotsen.directory.search.snapshot.directory import DirectorySnapshot
from lotsen.directory.search.snapshot.parts import Array, Parts

MAGIC = b"LotsenDS"
FORMAT = 12
"""Raised whenever arrays, tables or the analyser change: an older file is built again, never guessed at."""
_HEADER = struct.Struct("<8sIIQQI28x")
_PADDING = slice(36, 64)
_ALIGNED = 64


class SnapshotDamaged(Exception):
    """The file is no snapshot of this release, was cut short, or has changed since: build it again."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The search file {path.name} cannot be used: {why}.")


def save(snapshot: DirectorySnapshot, path: Path) -> None:
    """Write a snapshot so that a reader sees the old file or the new one, whole, whatever happens between."""
    contents, pieces = _laid_out(snapshot.parts)
    size = _HEADER.size + sum(map(len, pieces))
    blank = _HEADER.pack(MAGIC, FORMAT, len(contents), snapshot.version, size, 0)
    header = _HEADER.pack(MAGIC, FORMAT, len(contents), snapshot.version, size, _checksum([blank, *pieces]))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in (header, *pieces):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    _sync_folder(path.parent)


def load(path: Path) -> DirectorySnapshot:
    """Map a snapshot; `SnapshotDamaged` if a byte is not as it was written, OSError if there is none."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size < _HEADER.size:
            raise SnapshotDamaged(path, "it is cut short")
        raw: Array = np.memmap(file, np.uint8, mode="r")
    magic, form, length, version, stated, checksum = _HEADER.unpack(raw[: _HEADER.size].tobytes())
    if magic != MAGIC:
        raise SnapshotDamaged(path, "it is something else")
    if form != FORMAT:
        raise SnapshotDamaged(path, "another release wrote it")
    if stated != size:
        raise SnapshotDamaged(path, "it is cut short or was added to")
    blank = _HEADER.pack(magic, form, length, version, stated, 0)
    if _checksum([blank, raw[_HEADER.size :].data]) != checksum or raw[_PADDING].any():
        raise SnapshotDamaged(path, "it has changed since it was written")
    contents: dict[str, Any] = json.loads(raw[_HEADER.size : _HEADER.size + length].tobytes())
    arrays = {name: _array(raw, *where) for name, where in contents["arrays"].items()}
    return DirectorySnapshot(Parts(arrays, contents["tables"], version))


def _laid_out(parts: Parts) -> tuple[bytes, list[bytes]]:
    """Return the table of contents and everything that follows the header, in pieces."""
    ordered = sorted(parts.arrays.items())
    length = 0
    # Where arrays begin depends on how long the table is, and the table says where they begin.
    while True:
        contents, end = _contents(ordered, parts.tables, _HEADER.size + length), _HEADER.size
        if len(contents) <= length:
            break
        length = len(contents)
    contents = contents.ljust(length)
    pieces = [contents]
    end += length
    for _, array in ordered:
        pieces += [bytes(-end % _ALIGNED), array.tobytes()]
        end += -end % _ALIGNED + array.nbytes
    return contents, pieces


def _contents(ordered: Iterable[tuple[str, Array]], tables: Mapping[str, Any], end: int) -> bytes:
    places: dict[str, Any] = {}
    for name, array in ordered:
        end += -end % _ALIGNED
        places[name] = [array.dtype.newbyteorder("<").str, list(array.shape), end]
        end += array.nbytes
    return json.dumps(
        {"arrays": places, "tables": tables}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _array(raw: Array, kind: str, shape: list[int], begin: int) -> Array:
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    return np.asarray(raw[begin : begin + size]).view(kind).reshape(shape)


def _checksum(pieces: Iterable[Any]) -> int:
    return reduce(lambda found, piece: crc32(piece, found), pieces, 0)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
