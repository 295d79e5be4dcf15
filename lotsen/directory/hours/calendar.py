"""Public holidays of a Land; the hours library knows none of them."""

from datetime import date
from functools import lru_cache

import holidays

STATES = frozenset(holidays.DE.subdivisions)
"""ISO 3166-2 letters of the Länder, "NW" for North Rhine-Westphalia."""


@lru_cache(maxsize=64)
def public_holidays(state: str, year: int) -> frozenset[date]:
    """Return the public holidays of a year in a Land."""
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))
