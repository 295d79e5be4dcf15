"""A flat list with German headings: one row for each service, with its carrier and its place."""

from lotsen.directory.flat.columns import COLUMNS, HEADINGS, Column
from lotsen.directory.flat.reading import is_flat, read_flat_csv, read_rows
from lotsen.directory.flat.sheets import read_flat_xlsx, template_sheets, write_xlsx
from lotsen.directory.flat.stored import NOTHING_STORED, Meant, Stored
from lotsen.directory.flat.writing import flat_rows, template_rows

__all__ = [
    "COLUMNS",
    "HEADINGS",
    "NOTHING_STORED",
    "Column",
    "Meant",
    "Stored",
    "flat_rows",
    "is_flat",
    "read_flat_csv",
    "read_flat_xlsx",
    "read_rows",
    "template_rows",
    "template_sheets",
    "write_xlsx",
]
