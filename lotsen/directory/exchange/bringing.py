"""One import: read, understand, store, and tell row by row what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from lotsen.desk import Desk
from lotsen.directory.domain import UNSORTED
from lotsen.directory.entries import ServiceEntry
from lotsen.directory.exchange.held import Held
from lotsen.directory.exchange.incoming import entries_of
from lotsen.directory.exchange.named import Named
from lotsen.directory.exchange.storing import Counts, store
from lotsen.directory.flat import NOTHING_STORED, Stored, read_flat_csv, read_flat_xlsx
from lotsen.directory.hsds import tabular
from lotsen.directory.hsds.guards import check_size
from lotsen.directory.hsds.problems import Done, FileRefused, Problem
from lotsen.directory.hsds.records import Records
from lotsen.directory.hsds.sources import read_source
from lotsen.kernel import Step, unseen

_ENDINGS = (".json", ".csv", ".xlsx", ".zip")


@dataclass
class Report:
    """What became of a file: how many rows and objects it held, what was stored, and every finding.

    `unsorted`: how many of its services have no type of ours, so that nobody finds them yet.
    """

    read: int = 0
    stored: dict[str, Counts] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unsorted: int = 0

    @property
    def refused(self) -> int:
        """How many rows were left out."""
        return len({(one.file, one.line) for one in self.problems if one.refuses})

    @property
    def loose(self) -> int:
        """How many rows describe nothing that is here, and were therefore not taken."""
        return len({(one.file, one.line) for one in self.problems if one.done is Done.LOOSE})

    @property
    def usable(self) -> int:
        """How many entries could be used, new or not."""
        return sum(one.added + one.changed + one.same for one in self.stored.values())

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to take: no entry at all, and no row that was meant to be one."""
        return not (self.usable or self.refused or self.loose)

    @property
    def kinds(self) -> dict[str, int]:
        """How many findings there are of each kind."""
        return dict(sorted(Counter(str(one.kind) for one in self.problems).items()))


def read_file(
    path: Path, held: Held, *, named: Stored = NOTHING_STORED, step: Step = unseen
) -> tuple[Records, int]:
    """Read a source of HSDS or a flat list into records; returns how many rows. Raises FileRefused."""
    records = Records()
    if path.is_file() and path.suffix.lower() not in _ENDINGS:
        cause = (
            "cannot be read here; known are JSON, CSV (UTF-8), XLSX, a zip file and a folder of such files"
        )
        raise FileRefused(path.name, 0, cause)
    if path.is_file() and path.suffix.lower() == ".xlsx":
        step(path.name, 0, 0)
        count = read_flat_xlsx(path, records, named)
    elif path.is_file() and path.suffix.lower() == ".csv" and tabular.table_of(path.name) is None:
        check_size(path)
        step(path.name, 0, 0)
        with path.open("rb") as source:
            count = read_flat_csv(source, path.name, records, named)
    else:
        return read_source(path, seen=step, is_held=held.knows)
    records.report_dangling(held.knows)
    return records, count


def bring(desk: Desk, path: Path, *, default_type: str = "", step: Step = unseen) -> Report:
    """Import a source; nothing is stored of one that cannot be read (FileRefused).

    Whoever opened the desk decides whether it stays: a dry run is the same with everything rolled back.
    """
    held = Held(desk)
    records, count = read_file(path, held, named=Named(desk, held), step=step)
    incoming = entries_of(
        records,
        held,
        default_type=default_type,
        seen=lambda done: step("checking", done, 0),
    )
    total = len(incoming)
    counts = store(desk, incoming, held, seen=lambda done: step("storing", done, total))
    unsorted = sum(
        cast("ServiceEntry", one).service_type == UNSORTED for one in incoming.entries["service"].values()
    )
    return Report(count, counts, records.problems, unsorted)
