"""Sorting out what is stored or arrives: what has an OSM form gets it, what has none becomes the note."""

from typing import NamedTuple

from lotsen.directory.hours.german import read_german
from lotsen.directory.hours.osm import is_valid, read_hours, write_hours


class Sorted(NamedTuple):
    """An OSM string and a text for people; either may be empty."""

    hours: str
    note: str


def sort_out(text: str, note: str = "") -> Sorted:
    """Keep an OSM string as it is, read German, and put what is neither in front of the note."""
    text = text.strip()
    if not text or read_hours(text) is not None or is_valid(text):
        return Sorted(text, note)
    german = read_german(text)
    if german is not None:
        return Sorted(write_hours(german), note)
    return Sorted("", "; ".join(part for part in (text, note) if part))


def says_the_same(one: Sorted, other: Sorted) -> bool:
    """Say whether both mean the same times, however spelled, and the same note; free text never does."""
    first, second = (sort_out(*said) for said in (one, other))
    return _times(first.hours) == _times(second.hours) and first.note == one.note == other.note == second.note


def _times(text: str) -> object:
    return read_hours(text) or text
