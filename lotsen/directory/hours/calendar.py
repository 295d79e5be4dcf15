"""Public holidays of a Land; the hours library knows none of them."""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def public_holidays(state: str, year: int) -> frozenset[date]:
    """Return the public holidays of a year in a Land, by its ISO 3166-2 letters ("NW")."""
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))
