"""What matching found: services that fit and services that do not, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from lotsen.kernel import Reason
from lotsen.referral.matching.ranking import Rank
from lotsen.referral.rules.results import FoundNeed


class Fit(NamedTuple):
    """A service that fits as far as anybody knows: why, what is left to clear up, and what else to know.

    The strongest reasons come first. `ranks` says where it stands under each need it answers.
    """

    service_id: UUID
    score: int
    ranks: Mapping[str, Rank]
    needs: tuple[FoundNeed, ...]
    reasons: tuple[Reason, ...]
    to_clarify: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    distance_m: int | None
    protected_address: bool


class Miss(NamedTuple):
    """A service that serves a need and does not fit, with every reason; `near` when one condition fails."""

    service_id: UUID
    needs: tuple[FoundNeed, ...]
    reasons: tuple[Reason, ...]
    to_clarify: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    near: bool
    distance_m: int | None
    protected_address: bool


@dataclass(frozen=True)
class MatchResult:
    """What was found for a family, best first; `gaps` are needs that no fitting service answers.

    `fitting` counts for each need the services that answer it and `missing` those that do not fit, whether
    they are among the explained ones or not.
    """

    fits: tuple[Fit, ...]
    misses: tuple[Miss, ...]
    gaps: tuple[str, ...]
    fitting: Mapping[str, int]
    missing: int
