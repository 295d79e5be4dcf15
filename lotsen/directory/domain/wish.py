"""What somebody looks for in the directory. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.directory.domain.words import Capacity, Cost

RADII = (2, 5, 10, 15, 30, 50)
"""How far away, in kilometres, somebody can ask for."""

METRES_PER_KM = 1_000


@dataclass(frozen=True)
class ServiceWish:
    """What somebody looks for in the directory; None means: any.

    A radius (in kilometres) is counted from the postcode; a municipality says which one is meant where the
    postcode lies in several, and without a postcode is itself the place.
    """

    text: str = ""
    service_type: str | None = None
    term_id: UUID | None = None
    language: str | None = None
    district: str | None = None
    postcode: str | None = None
    municipality: str | None = None
    radius_km: int | None = None
    cost: Cost | None = None
    home_visit: bool | None = None
    capacity: Capacity | None = None
    open_now: bool = False


def is_outdated(valid_until: date | None, today: date) -> bool:
    """Say whether an entry is past its date and should be checked before anybody relies on it."""
    return valid_until is not None and valid_until < today
