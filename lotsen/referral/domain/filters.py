"""What somebody wants to see of all services that fit. What a service does not state passes no filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from lotsen.directory.domain import Capacity, ServiceProfile

DISTANCES_KM = (2, 5, 10, 20)
METRES_PER_KM = 1000


@dataclass(frozen=True)
class Filter:
    """Each field that is set narrows the list: a code, whole kilometres, or that something has to be so."""

    language: str = ""
    within_km: int | None = None
    cost: str = ""
    kind: str = ""
    free_places: bool = False
    home_visit: bool = False

    @property
    def is_set(self) -> bool:
        """Say whether anything is left out at all."""
        return self != Filter()

    def passes(self, service: ServiceProfile, way_m: int | None) -> bool:
        """Say whether a service is to be shown; the way is not known where one end of it is not."""
        near = self.within_km is None or (way_m is not None and way_m <= self.within_km * METRES_PER_KM)
        return (
            near
            and (not self.language or self.language in service.languages)
            and (not self.cost or service.cost == self.cost)
            and (not self.kind or service.service_type == self.kind)
            and (not self.free_places or service.capacity is Capacity.FREE)
            and (not self.home_visit or service.home_visit is True)
        )


Seen = tuple[ServiceProfile, int | None]
"""A service that fits and the way to it."""


@dataclass(frozen=True)
class Counts:
    """How many services each choice of a filter would show, the other filters left as they are."""

    languages: Mapping[str, int]
    distances: Mapping[int, int]
    costs: Mapping[str, int]
    kinds: Mapping[str, int]
    free_places: int
    home_visit: int


def count_choices(services: Iterable[Seen], wanted: Filter) -> Counts:
    """Count for every filter what each of its choices would leave."""
    seen = tuple(services)

    def left(**change: object) -> int:
        one = replace(wanted, **change)  # type: ignore[arg-type]  # names and types are those of the fields
        return sum(one.passes(service, way) for service, way in seen)

    def each(values: Iterable[str], count: Callable[[str], int], chosen: str) -> dict[str, int]:
        counted = {value: count(value) for value in sorted({*values, chosen} - {""})}
        return {value: number for value, number in counted.items() if number or value == chosen}

    spoken = (code for service, _ in seen for code in service.languages)
    costs = (service.cost.value for service, _ in seen if service.cost is not None)
    kinds = (service.service_type for service, _ in seen)
    return Counts(
        languages=each(spoken, lambda one: left(language=one), wanted.language),
        distances={km: left(within_km=km) for km in DISTANCES_KM},
        costs=each(costs, lambda one: left(cost=one), wanted.cost),
        kinds=each(kinds, lambda one: left(kind=one), wanted.kind),
        free_places=left(free_places=True),
        home_visit=left(home_visit=True),
    )
