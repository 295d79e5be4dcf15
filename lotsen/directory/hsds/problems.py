"""What was found wrong in a file: where, why, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong."""

    FILE = "file"
    ROW = "row"
    MISSING = "missing"
    VALUE = "value"
    UNKNOWN = "unknown field"
    DANGLING = "dangling reference"
    DUPLICATE = "duplicate id"
    CONFLICT = "conflict"
    NAMED = "named without id"
    PAGE = "page envelope"
    PROTECTED = "protected address"


class Done(StrEnum):
    """What became of it."""

    KEPT = "kept"
    UNUSED = "kept, not used"
    CONVERTED = "converted"
    NAMED = "matched by name"
    CLEANED = "invisible signs taken off"
    FIRST = "the first one counts"
    CELL = "field left out"
    LOOSE = "describes nothing that is here, not taken"
    ABSENT = "not there, nothing taken"
    EXAMPLE = "example of the template, not taken"
    ROW = "row left out"
    FILE = "file refused"


@dataclass(frozen=True)
class Problem:
    """One finding; `line` is that of the row or of the object's first line from 1, 0 if unknown."""

    file: str
    line: int
    field: str
    cause: str
    done: Done
    kind: Kind

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field + ': ' if self.field else ''}{self.cause} – {self.done}"

    @property
    def refuses(self) -> bool:
        """Whether something was not taken over because of it."""
        return self.done in (Done.ROW, Done.FILE)


MOST_FINDINGS = 500_000


class FileRefused(Exception):
    """A file that cannot be read at all; nothing of it, nor of what came with it, is stored."""

    def __init__(self, file: str, line: int, cause: str) -> None:
        self.problem = Problem(file, line, "", cause, Done.FILE, Kind.FILE)
        super().__init__(str(self.problem))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record was read."""

    file: str
    line: int

    def seen_from(self, other: Place) -> str:
        """Say where this is to somebody who reads about another place."""
        return f"line {self.line}" if self.file == other.file else f"{self.file}:{self.line}"

    def problem(self, field: str, cause: str, done: Done, kind: Kind) -> Problem:
        """Return a finding at this place."""
        return Problem(self.file, self.line, field, cause, done, kind)


class Findings(list[Problem]):
    """What was found wrong, up to so much that the file is no directory at all and is refused."""

    def append(self, problem: Problem) -> None:
        """Add one; raises FileRefused where there are too many."""
        if len(self) >= MOST_FINDINGS:
            cause = f"more than {MOST_FINDINGS} findings; this is no directory"
            raise FileRefused(problem.file, problem.line, cause)
        super().append(problem)
