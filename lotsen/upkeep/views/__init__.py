"""Pages by which the directory is kept true."""

from lotsen.upkeep.views import aging, conflicts, deciding, doubles, proposing, providing, staff
from lotsen.upkeep.views.area import area, provider_door

__all__ = [
    "aging",
    "area",
    "conflicts",
    "deciding",
    "doubles",
    "proposing",
    "provider_door",
    "providing",
    "staff",
]
