"""What a shortlist holds: a few services by name, and all others as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Most:
    """How many services are worth explaining: fits under each need, and misses; None for all."""

    fits: int | None = 20
    misses: int | None = 40


EVERYTHING = Most(None, None)


@dataclass(frozen=True)
class Shortlist:
    """The best fits and the nearest misses, in their order, and how many there are in all.

    `fitting` counts for each need the services that answer it; of the `missing` ones, `near` fail exactly one
    condition.
    """

    fits: tuple[UUID, ...]
    misses: tuple[UUID, ...]
    fitting: Mapping[str, int]
    missing: int
    near: int
