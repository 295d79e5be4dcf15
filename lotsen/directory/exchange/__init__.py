"""The directory in and out of files: HSDS 3.0 as JSON and tables, and a flat list for spreadsheets."""

from lotsen.directory.exchange.bringing import Report, bring, read_file
from lotsen.directory.exchange.outgoing import outgoing
from lotsen.directory.exchange.profiles import read_profiles
from lotsen.directory.exchange.remembering import Memory
from lotsen.directory.exchange.writing import FORMATS, LISTS, CannotWrite, write, write_template

__all__ = [
    "FORMATS",
    "LISTS",
    "CannotWrite",
    "Memory",
    "Report",
    "bring",
    "outgoing",
    "read_file",
    "read_profiles",
    "write",
    "write_template",
]
