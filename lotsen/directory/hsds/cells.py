"""Cells of tables: safe for spreadsheets on the way out, and the same text again on the way in.

A cell that starts with = + - @, a tab or a line end may be run as a formula (OWASP, "CSV Injection"). Such
text gets an apostrophe in front. One apostrophe is taken off again, so that every text survives: "'=1" is
written "''=1". Numbers are written as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO

from lotsen.directory.hsds.guards import lines_of
from lotsen.directory.hsds.problems import Done, FileRefused, Kind, Place, Problem
from lotsen.directory.hsds.signs import CAUSE, without_invisible

_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_FORMULA = "=＝"
MOST_COLUMNS = 300


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that a cell stands for."""
    return cell[1:] if _GUARDED.match(cell) else cell


def is_formula(cell: str) -> bool:
    """Say whether a cell is a formula as it stands; a sign before a phone number is none."""
    return cell.startswith(tuple(_FORMULA))


def cleaned(text: str, field: str, place: Place, problems: list[Problem]) -> str:
    """Return a text without invisible signs; where there were some, that is noted."""
    found = without_invisible(text)
    if found != text:
        problems.append(place.problem(field, CAUSE, Done.CLEANED, Kind.VALUE))
    return found


class Rows:
    """The rows of a CSV text with their lines; what is wrong with one is noted, and the next is read."""

    def __init__(
        self, source: IO[bytes], name: str, problems: list[Problem], *, separators: str = ","
    ) -> None:
        self.name = name
        self._problems = problems
        self._lines = lines_of(source, name)
        self._started = 1
        self._first = next(self._lines, "")
        if not self._first.strip():
            raise FileRefused(name, 1, "the file has no heading")
        self.separator = max(separators, key=self._first.count)
        self._reader = csv.reader(self._all_lines(), delimiter=self.separator, strict=True)
        self.heading = [cell.strip() for cell in self._next() or []]
        if len(self.heading) > MOST_COLUMNS:
            raise FileRefused(name, 1, f"the file has more than {MOST_COLUMNS} columns")
        self._check_heading()

    def __iter__(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """Yield the filled cells of each row that can be used."""
        while True:
            line = self._reader.line_num + 1
            cells = self._next()
            if cells is None:
                return
            place = Place(self.name, line)
            filled = {
                name: cell
                for name, cell in zip(self.heading, cells, strict=False)
                if cell and not cell.isspace() and name
            }
            fault = self._fault(cells, filled)
            if fault is None:
                texts = {name: self._text(name, cell, place) for name, cell in filled.items()}
                yield place, {name: text for name, text in texts.items() if text}
            else:
                self._problems.append(place.problem(*fault, Done.ROW, Kind.ROW))

    def _fault(self, cells: list[str], filled: dict[str, str]) -> tuple[str, str] | None:
        """Say which field of a row is why it cannot be used, and why."""
        if not filled and not any(cell.strip() for cell in cells):
            return "", "the row is blank"
        if len(cells) > len(self.heading) and any(cell.strip() for cell in cells[len(self.heading) :]):
            return "", f"the row has {len(cells)} cells, the heading {len(self.heading)}"
        for name, cell in filled.items():
            if cell[0] in _FORMULA:
                return name, "a formula stands here"
        return None

    def _text(self, name: str, cell: str, place: Place) -> str:
        text = unguarded(cell) if cell[0] == "'" else cell
        return text if text.isprintable() else cleaned(text, name, place, self._problems)

    def _next(self) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error as error:
            raise FileRefused(self.name, self._reader.line_num, f"not readable as CSV: {error}") from None

    def _all_lines(self) -> Iterator[str]:
        yield self._first
        yield from self._lines

    def _check_heading(self) -> None:
        doubled = {name for name in self.heading if name and self.heading.count(name) > 1}
        if doubled:
            raise FileRefused(self.name, 1, f"the heading names a column twice: {', '.join(sorted(doubled))}")


def written(value: object) -> str:
    """Return a value as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _plain(value)
    return str(value) if isinstance(value, int) else guarded(str(value))


def csv_lines(heading: list[str], rows: Iterable[Iterable[object]], *, separator: str = ",") -> Iterator[str]:
    """Yield the lines of a CSV text (RFC 4180)."""
    echo = csv.writer(_Echo(), delimiter=separator, lineterminator="\r\n")
    yield echo.writerow(heading)
    for row in rows:
        yield echo.writerow([written(value) for value in row])


class _Echo:
    """Gives the writer's text back instead of storing it."""

    def write(self, text: str) -> str:
        return text


def _plain(value: float) -> str:
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text
