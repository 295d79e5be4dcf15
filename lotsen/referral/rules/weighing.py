"""What counts how much when fitting services are put in order: a part of every version of a rule set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

MOST = 20_000
"""The largest weight, for or against a service, in hundredths of a point."""

HUNDREDTHS = 100
WISH = "wish"
MOST_FOR_A_WISH = 9


POINTS = frozenset({"free_place", "language", "free_of_charge", "home_visit", "district", "target_group"})
"""What conditions may find to speak for a service; each has a weight of its name."""


@dataclass(frozen=True)
class Weights:
    """What counts how much, in hundredths of a point; a municipality sets what differs from these.

    What counts against a service is below zero. `wish` is no part of the sum: by so much a need weighs more
    that the family itself asked help for, as the weights of rules count.
    """

    need: int = 1_000
    further_need: int = 200
    free_place: int = 2_000
    waiting_week: int = -150
    language: int = 1_000
    free_of_charge: int = 800
    home_visit: int = 500
    district: int = 500
    target_group: int = 500
    preferred: int = 10_000
    open_point: int = -200
    kilometre: int = -200
    wish: int = 0

    def of(self, point: str) -> int:
        """Return the weight of something a condition found to speak for a service."""
        return self._points[point]

    @cached_property
    def _points(self) -> Mapping[str, int]:
        return {point: getattr(self, point) for point in POINTS}

    @property
    def changed(self) -> Mapping[str, int]:
        """What differs from the weights that are shipped."""
        return {name: getattr(self, name) for name in NAMES if getattr(self, name) != getattr(SHIPPED, name)}


NAMES = tuple(field.name for field in fields(Weights))
SHIPPED = Weights()
_AGAINST = frozenset({"waiting_week", "open_point", "kilometre"})


def in_points(name: str, value: int) -> float:
    """Return a weight as people speak of it: in points, the wish in steps of a need's weight."""
    return value if name == WISH else value / HUNDREDTHS


def bounds(name: str) -> tuple[int, int]:
    """Return the lowest and the highest value of a weight: no good reason turns into a bad one."""
    if name == WISH:
        return 0, MOST_FOR_A_WISH
    return (-MOST, 0) if name in _AGAINST else (0, MOST)
