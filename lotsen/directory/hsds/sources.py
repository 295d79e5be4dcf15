"""Where HSDS comes from: a file, a folder of files, or a zip file of files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from lotsen.directory.hsds import tabular
from lotsen.directory.hsds.guards import MOST_ENTRIES, check_size, open_archive
from lotsen.directory.hsds.json_files import read_json
from lotsen.directory.hsds.problems import Done, FileRefused, Kind, Place
from lotsen.directory.hsds.records import Records

ENDINGS = (".json", ".csv")


Seen = Callable[[str, int, int], None]
"""Told a file's name, how many bytes of it are read, and how many it has."""
_STEP = 1024 * 1024


class Counted(io.RawIOBase):
    """A file that tells how far it is read, now and then."""

    def __init__(self, source: IO[bytes], member: Member, seen: Seen) -> None:
        self._source = source
        self._member = member
        self._seen = seen
        self._done = 0
        seen(member.name, 0, member.size)

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        return self._count(self._source.read(size))

    def readline(self, size: int | None = -1) -> bytes:
        """Read a line, or the beginning of a long one."""
        return self._count(self._source.readline(-1 if size is None else size))

    def _count(self, read: bytes) -> bytes:
        before = self._done // _STEP
        self._done += len(read)
        if self._done // _STEP > before:
            self._seen(self._member.name, self._done, self._member.size)
        return read


@dataclass(frozen=True)
class Member:
    """One file of a source; `open` gives its bytes, once per call."""

    name: str
    open: Callable[[], IO[bytes]]
    size: int

    @property
    def ending(self) -> str:
        """The ending of the name in small letters."""
        return Path(self.name).suffix.lower()


@contextmanager
def members(path: Path) -> Iterator[list[Member]]:
    """Name the JSON and CSV files of a source by name. Raises FileRefused."""
    if path.name.lower() == tabular.DESCRIPTOR and path.is_file():
        yield _described(path)
    elif path.is_dir():
        found = [one for one in sorted(path.iterdir()) if one.is_file() and _is_wanted(one.name)]
        if len(found) > MOST_ENTRIES:
            raise FileRefused(path.name, 0, f"the folder holds more than {MOST_ENTRIES} files")
        yield [_file(one) for one in found]
    elif path.suffix.lower() == ".zip":
        with open_archive(path) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
            yield [_entry(archive, entry) for entry in entries if _is_wanted(entry.filename)]
    else:
        yield [_file(path)]


def read_source(
    path: Path,
    *,
    seen: Seen = lambda name, done, size: None,
    is_held: Callable[[str, str], bool] = lambda table, row: False,
) -> tuple[Records, int]:
    """Read all HSDS of a source; returns the records and how many rows and objects were read.

    `seen` is told how far each file is read, `is_held` says which records (table, id) are known
    already. Raises FileRefused: then nothing counts.
    """
    records, count, used = Records(), 0, 0
    is_package = path.name.lower() == tabular.DESCRIPTOR
    whole = is_package or path.is_dir() or path.suffix.lower() == ".zip"
    if is_package:
        _look_at_descriptor(path, records)
    with members(path) as found:
        for member in found:
            read = read_member(member, records, whole=whole, seen=seen)
            count += read or 0
            used += read is not None
    if not used:
        cause = "none of its tables lies beside it" if is_package else "there is no file of HSDS in it"
        raise FileRefused(path.name, 0, cause)
    records.report_gaps()
    records.report_dangling(is_held)
    return records, count


def read_member(
    member: Member, records: Records, *, whole: bool, seen: Seen = lambda name, done, size: None
) -> int | None:
    """Read one file; None where it is no HSDS, which is reported."""
    try:
        with member.open() as opened:
            source = cast("IO[bytes]", Counted(opened, member, seen))
            if member.ending == ".json":
                return read_json(source, member.name, records)
            table = tabular.table_of(member.name)
            if table is not None:
                return tabular.read_table(source, member.name, table, records, whole=whole)
    except zipfile.BadZipFile as error:
        raise FileRefused(member.name, 0, f"not readable in the zip file: {error}") from None
    cause = "the name is that of no table of HSDS"
    records.problems.append(Place(member.name, 0).problem("", cause, Done.UNUSED, Kind.UNKNOWN))
    return None


def _is_wanted(name: str) -> bool:
    plain = name.rsplit("/", 1)[-1]
    if plain.startswith(".") or "__MACOSX" in name or plain.lower() == tabular.DESCRIPTOR:
        return False
    return plain.lower().endswith(ENDINGS)


def _described(path: Path) -> list[Member]:
    """Return the tables beside a descriptor that it names; all that are there where it is not readable."""
    beside = {one.name: one for one in path.parent.iterdir() if one.is_file()}
    named = tabular.described(path)
    if named is None:
        named = [name for name in beside if tabular.table_of(name) is not None]
    return [_file(beside[name]) for name in sorted(named) if name in beside]


def _look_at_descriptor(path: Path, records: Records) -> None:
    """Report a descriptor that cannot be read, and what it names and is not there."""
    named = tabular.described(path)
    if named is None:
        cause = "not readable as the descriptor of a data package; the tables beside it are read by name"
        records.problems.append(Place(path.name, 0).problem("", cause, Done.UNUSED, Kind.FILE))
    for name in sorted(set(named or ()) - {one.name for one in path.parent.iterdir()}):
        cause = "the package names this file, but it is not beside it"
        records.problems.append(Place(path.name, 0).problem(name, cause, Done.ABSENT, Kind.MISSING))


def _file(path: Path) -> Member:
    check_size(path)
    return Member(path.name, lambda: path.open("rb"), path.stat().st_size)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    return Member(entry.filename, lambda: archive.open(entry), entry.file_size)
