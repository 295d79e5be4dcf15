"""Everything about one service that decides whether it fits. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.directory.domain.words import AccessRoute, AreaLevel, Capacity, Cost

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ServiceArea:
    """The places a service serves; a whole country needs no codes, and a radius has kilometres instead."""

    level: AreaLevel
    codes: frozenset[str] = NOTHING
    radius_km: int | None = None

    @property
    def is_stated(self) -> bool:
        """Whether it says which places it means."""
        match self.level:
            case AreaLevel.COUNTRY:
                return True
            case AreaLevel.RADIUS:
                return self.radius_km is not None
            case _:
                return bool(self.codes)


@dataclass(frozen=True)
class ServiceProfile:
    """Everything about one service that decides whether it fits a family.

    Bounds are inclusive, in completed weeks of pregnancy and completed months of the child ("under one
    year" is `max_months=11`). A service that states only one of the two windows serves only that phase;
    one that states neither has not said.
    """

    id: UUID
    name: str
    organization: str
    service_type: str
    needs: frozenset[str] = NOTHING
    min_weeks: int | None = None
    max_weeks: int | None = None
    min_months: int | None = None
    max_months: int | None = None
    area: ServiceArea | None = None
    residence_required: bool = False
    languages: frozenset[str] = NOTHING
    interpreter: bool | None = None
    home_visit: bool | None = None
    access: AccessRoute | None = None
    cost: Cost | None = None
    insurance_required: bool | None = None
    target_groups: frozenset[str] = NOTHING
    excluded_groups: frozenset[str] = NOTHING
    anonymous_possible: bool | None = None
    capacity: Capacity | None = None
    waiting_weeks: int | None = None
    capacity_checked_on: date | None = None
    protected_address: bool = False
    latitude: float | None = None
    longitude: float | None = None
    valid_until: date | None = None

    @property
    def serves_pregnancy(self) -> bool | None:
        """Whether it is for the time before birth; None where no window is stated at all."""
        if self.min_weeks is not None or self.max_weeks is not None:
            return True
        return False if self._states_months else None

    @property
    def serves_after_birth(self) -> bool | None:
        """Whether it is for the time after birth; None where no window is stated at all."""
        if self._states_months:
            return True
        return False if self.serves_pregnancy else None

    @property
    def _states_months(self) -> bool:
        return self.min_months is not None or self.max_months is not None
