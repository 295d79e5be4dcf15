"""The flat list as a workbook (XLSX): guarded before it is opened, and safe after it was written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from lotsen.directory.flat.columns import COLUMNS, HEADINGS, MORE, REST
from lotsen.directory.flat.reading import is_flat, read_rows
from lotsen.directory.flat.stored import NOTHING_STORED, Stored
from lotsen.directory.hsds.cells import MOST_COLUMNS, cleaned, guarded, unguarded
from lotsen.directory.hsds.guards import open_archive
from lotsen.directory.hsds.problems import Done, FileRefused, Kind, Place
from lotsen.directory.hsds.records import Records

SHEET = "Angebote"
LONGEST_CELL = 32_767
"""Signs that a cell of a workbook can hold."""
MOST_ROWS = 200_000
_UNREADABLE = (
    AttributeError, InvalidFileException, KeyError, OSError, ParseError, TypeError, ValueError,
    zipfile.BadZipFile,
)  # fmt: skip
_HEAD = 4_096


class CellTooLong(ValueError):
    """A text is longer than a cell of a workbook can be."""


def read_flat_xlsx(path: Path, records: Records, stored: Stored = NOTHING_STORED) -> int:
    """Take over a flat list as workbook; returns how many rows were read. Raises FileRefused."""
    _check(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS)
            heading = [str(cell.value or "").strip() for cell in next(rows, ())]
            while heading and not heading[-1]:
                heading.pop()
            if not is_flat(heading):
                raise FileRefused(path.name, 1, "the first row is not the heading of the flat list")
            listed = _rows(rows, heading, path.name, records)
            return read_rows(heading, listed, path.name, records, stored)
        finally:
            book.close()
    except _UNREADABLE as error:
        raise FileRefused(path.name, 0, f"not readable as a workbook: {error}"[:300]) from None


def write_xlsx(rows: Iterable[Iterable[str]], target: Path) -> None:
    """Write a list as workbook, with a sheet that explains the columns. Raises CellTooLong."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "B2"
    for number, heading in enumerate(HEADINGS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(14, min(40, len(heading) + 4))
    sheet.append([_bold(sheet, heading) for heading in HEADINGS])
    for row in rows:
        sheet.append([_text(sheet, cell) if cell else None for cell in row])
    for title, lines in template_sheets():
        more = book.create_sheet(title)
        for column, width in (("A", 32), ("B", 70), ("C", 40)):
            more.column_dimensions[column].width = width
        for number, line in enumerate(lines):
            more.append([_bold(more, one) if number == 0 else _text(more, one) for one in line])
    book.save(target)


def template_sheets() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the sheet that says what belongs into each column."""
    lines = [("Spalte", "Was hineingehört", "Beispiel")]
    lines += [(column.heading, column.help, column.example) for column in COLUMNS]
    lines.append((MORE, "Kennungen weiterer Standorte, mit Komma getrennt", ""))
    lines.append((REST, "schreibt nur der Export; beim Ausfüllen leer lassen", ""))
    yield "Erläuterungen", lines


def _check(path: Path) -> None:
    """Refuse a zip bomb, and XML that declares entities: a workbook needs none."""
    with open_archive(path) as archive:
        try:
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    with archive.open(entry) as source:
                        head = source.read(_HEAD)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise FileRefused(path.name, 0, f"{entry.filename} declares entities")
        except zipfile.BadZipFile as error:
            raise FileRefused(path.name, 0, f"not readable as a workbook: {error}") from None


def _rows(
    rows: Iterable[Any], heading: list[str], name: str, records: Records
) -> Iterator[tuple[Place, dict[str, str]]]:
    for number, row in enumerate(rows, start=2):
        place = Place(name, number)
        if number > MOST_ROWS:
            raise FileRefused(name, number, f"the list has more than {MOST_ROWS} rows")
        cells = {
            column: cell
            for column, cell in zip(heading, row, strict=False)
            if column and cell.value is not None
        }
        formula = next((column for column, cell in cells.items() if cell.data_type in ("f", "e")), None)
        texts = {column: _read(cell.value) for column, cell in cells.items()}
        if formula is not None:
            cause = "a formula or an error stands here"
            records.problems.append(place.problem(formula, cause, Done.ROW, Kind.ROW))
        elif any(text.strip() for text in texts.values()):
            plain = {column: cleaned(text, column, place, records.problems) for column, text in texts.items()}
            yield place, {column: text for column, text in plain.items() if text.strip()}
        elif cells:
            records.problems.append(place.problem("", "the row is blank", Done.ROW, Kind.ROW))


def _read(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unguarded(str(value))


def _text(sheet: Any, text: str) -> Any:
    if len(text) >= LONGEST_CELL:
        raise CellTooLong(text[:40])
    cell = WriteOnlyCell(sheet, value=guarded(text))
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=False, vertical="top")
    return cell


def _bold(sheet: Any, text: str) -> Any:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell
