"""What decides whether a service fits, in the aspects that the snapshot keeps it by.

An aspect is a few fields of a profile that are judged together. A column holds for each service the number
of its value in an aspect, or in several that are read together; each distinct value is kept once, so whoever
judges has to look at few values, not at all services.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost, ServiceArea, ServiceProfile

ASPECTS: Mapping[str, tuple[str, ...]] = {
    "kind": ("service_type",),
    "needs": ("needs",),
    "age": ("min_weeks", "max_weeks", "min_months", "max_months"),
    "region": ("area", "residence_required", "protected_address"),
    "language": ("languages", "interpreter"),
    "included": ("target_groups",),
    "excluded": ("excluded_groups",),
    "insurance": ("insurance_required", "cost"),
    "access": ("access",),
    "anonymity": ("anonymous_possible",),
    "home_visit": ("home_visit",),
    "cost": ("cost",),
    "capacity": ("capacity", "waiting_weeks", "capacity_checked_on"),
    "validity": ("valid_until",),
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "offer": ("kind", "needs"),
    "age": ("age",),
    "region": ("region",),
    "language": ("language",),
    "groups": ("included", "excluded"),
    "terms": ("insurance", "access", "anonymity", "home_visit", "cost"),
    "capacity": ("capacity",),
    "validity": ("validity",),
}
"""Aspects that are read together share a column, which holds the few combinations of their values."""
PLACED = (AreaLevel.POSTCODE, AreaLevel.MUNICIPALITY, AreaLevel.DISTRICT, AreaLevel.KREIS)
"""Levels at which an area names its places by their codes."""
NOT_STATED = "?"
"""The region of services that do not say whom they serve."""

_NOBODY = UUID(int=0)


def value_of(profile: ServiceProfile, aspect: str) -> tuple[Any, ...]:
    """Return what a profile says in an aspect."""
    return tuple(getattr(profile, field) for field in ASPECTS[aspect])


def sample(aspect: str, value: tuple[Any, ...]) -> ServiceProfile:
    """Return a service that says this, and nothing else."""
    fields = {"service_type": ""} | dict(zip(ASPECTS[aspect], value, strict=True))
    return ServiceProfile(id=_NOBODY, name="", organization="", **fields)


def written(value: tuple[Any, ...]) -> list[Any]:
    """Write a value as plain JSON."""
    return [_plain(part) for part in value]


def read(aspect: str, plain: list[Any]) -> tuple[Any, ...]:
    """Read a value back."""
    return tuple(
        part if part is None or field not in _READERS else _READERS[field](part)
        for field, part in zip(ASPECTS[aspect], plain, strict=True)
    )


def regions_of(area: ServiceArea | None) -> tuple[str, ...]:
    """Return the regions a service is looked up by: its level, and each place it names."""
    if area is None or not area.is_stated:
        return (NOT_STATED,)
    if area.level not in PLACED:
        return (area.level.value,)
    return (area.level.value, *(f"{area.level.value}:{code}" for code in sorted(area.codes)))


def hidden(region: str) -> str:
    """Name the region of those of its services that hide their address."""
    return f"!{region}"


def regions_around(homes: Mapping[AreaLevel, str | None]) -> tuple[str, ...]:
    """Return the regions of services that may serve a home; all of a level where the home is not known."""
    placed = (f"{level.value}:{homes.get(level)}" if homes.get(level) else level.value for level in PLACED)
    return (NOT_STATED, AreaLevel.COUNTRY.value, AreaLevel.RADIUS.value, *placed)


def _plain(part: Any) -> Any:
    match part:
        case frozenset():
            return sorted(part)
        case Enum():
            return part.value
        case date():
            return part.isoformat()
        case ServiceArea():
            return [part.level.value, sorted(part.codes), part.radius_km]
        case _:
            return part


def _area(plain: list[Any]) -> ServiceArea:
    level, codes, radius = plain
    return ServiceArea(AreaLevel(level), frozenset(codes), radius)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "needs": frozenset,
    "languages": frozenset,
    "target_groups": frozenset,
    "excluded_groups": frozenset,
    "area": _area,
    "access": AccessRoute,
    "cost": Cost,
    "capacity": Capacity,
    "capacity_checked_on": date.fromisoformat,
    "valid_until": date.fromisoformat,
}
