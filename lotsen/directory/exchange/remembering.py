"""A file that was brought in before and is brought in again, while nothing has changed: what came of it then.

What is remembered lies beside the stores as a file that can be made again: the finger of what was read, the
state of the directory after it, and the report. As soon as anything differs, the file is read as a new one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from lotsen.desk import Desk
from lotsen.directory.actions.counting import has_changed
from lotsen.directory.actions.index import stamp
from lotsen.directory.exchange.bringing import Report
from lotsen.directory.exchange.storing import Counts
from lotsen.directory.hsds.guards import LARGEST_FILE, MOST_ENTRIES
from lotsen.directory.hsds.problems import Kind, Problem
from lotsen.store.engines import HOME

_NAME = "imports.json"
_MOST_FINDINGS = 2_000
"""Findings of an import that is remembered at most: who has more reads them in a fresh one."""
_MOST = 20
_CHUNK = 1024 * 1024


class _Told(BaseModel):
    """What an import came to: the state of the directory after it, and the report of the same file again."""

    model_config = ConfigDict(extra="forbid", strict=True)

    state: str
    read: int
    stored: dict[str, Counts]
    problems: list[Problem]
    unsorted: int


_FILE = TypeAdapter(dict[str, _Told])
"""Told imports by the finger of what was read. A file that says anything else is none."""


class Memory:
    """What earlier imports of a source came to; `keep` writes only after the import is stored for good.

    `how` is everything else that decides what comes of a source: the release, and what the call asks for.
    """

    def __init__(self, desk: Desk, path: Path, *how: str) -> None:
        self._home: Path | None = desk.db.get_bind().engine.get_execution_options().get(HOME)
        self._finger = _finger(path, how)
        self._held = self._read()

    def recall(self, desk: Desk) -> Report | None:
        """Return the report of the same import again, where it would change nothing."""
        told = self._held.get(self._finger or "")
        if told is None or told.state != stamp(desk):
            return None
        return Report(read=told.read, stored=told.stored, problems=told.problems, unsorted=told.unsorted)

    def note(self, desk: Desk, report: Report) -> None:
        """Note what an import came to, before it is stored for good."""
        is_private = any(one.kind is Kind.PROTECTED for one in report.problems)
        if self._finger is None or is_private or len(report.problems) > _MOST_FINDINGS:
            return
        state = stamp(desk)
        if has_changed(desk):
            self._held = {}
        self._held = {finger: told for finger, told in self._held.items() if told.state == state}
        again = {name: _again(counts) for name, counts in report.stored.items()}
        self._held[self._finger] = _Told(
            state=state,
            read=report.read,
            stored=again,
            problems=list(report.problems),
            unsorted=report.unsorted,
        )

    def keep(self) -> None:
        """Write down what was noted; where that cannot be, the next import reads everything anew."""
        if self._home is None:
            return
        held = _FILE.dump_json(dict(list(self._held.items())[-_MOST:]))
        with suppress(OSError):
            handle, name = tempfile.mkstemp(dir=self._home, prefix=".imports-")
            try:
                with os.fdopen(handle, "wb") as written:
                    written.write(held)
                Path(name).replace(self._home / _NAME)
            except OSError:
                Path(name).unlink()

    def _read(self) -> dict[str, _Told]:
        try:
            return _FILE.validate_json((self._home / _NAME).read_bytes()) if self._home else {}
        except (OSError, ValueError):
            return {}


def _again(counts: Counts) -> Counts:
    return Counts(same=counts.added + counts.changed + counts.same)


def _finger(path: Path, how: tuple[str, ...]) -> str | None:
    """Name what is read and how it is read; None where it is too much to be a directory."""
    found = blake2b(repr((how, path.name)).encode(), digest_size=20)
    for number, one in enumerate(_files(path)):
        size = one.stat().st_size
        if number > MOST_ENTRIES or size > LARGEST_FILE:
            return None
        found.update(repr((one.name, size)).encode())
        with one.open("rb") as source:
            while chunk := source.read(_CHUNK):
                found.update(chunk)
    return found.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    folder = path if path.is_dir() else path.parent if path.name.lower() == "datapackage.json" else None
    if folder is None:
        yield path
    else:
        found = (one for one in sorted(folder.iterdir()) if one.suffix.lower() in (".csv", ".json"))
        yield from (one for one in found if one.is_file())
