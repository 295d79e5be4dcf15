"""The directory in and out of files: HSDS 3.0 as JSON and tables, and a flat list for spreadsheets."""

from lotsen.directory.exchange.bringing import Report, bring, read_file
from lotsen.directory.exchange.outgoing import outgoing
from lotsen.directory.exchange.writing import FORMATS, CannotWrite, write

__all__ = ["FORMATS", "CannotWrite", "Report", "bring", "outgoing", "read_file", "write"]
