"""When a service is open: what our form can say, as OpenStreetMap writes it, and what that means now. Pure.

Stored is a string in OSM's notation (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
What our form can say is read into `Hours` and written back without loss; any other string that OSM allows is
kept as it is and answered by the library `opening_hours`.
"""

from lotsen.directory.hours.answering import Answer, Closed, Open, Unknown, is_open
from lotsen.directory.hours.calendar import public_holidays
from lotsen.directory.hours.german import read_german, read_spans
from lotsen.directory.hours.model import Closure, Hours, Monthly, Span
from lotsen.directory.hours.osm import is_valid, read_hours, write_hours
from lotsen.directory.hours.schedules import Schedule, hours_of, schedules_of
from lotsen.directory.hours.sorting import Sorted, says_the_same, sort_out

__all__ = [
    "Answer",
    "Closed",
    "Closure",
    "Hours",
    "Monthly",
    "Open",
    "Schedule",
    "Sorted",
    "Span",
    "Unknown",
    "hours_of",
    "is_open",
    "is_valid",
    "public_holidays",
    "read_german",
    "read_hours",
    "read_spans",
    "says_the_same",
    "schedules_of",
    "sort_out",
    "write_hours",
]
