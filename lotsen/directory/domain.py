"""What an offer is, in the words of Open Referral HSDS 3 and our own words for what decides fit. Pure.

Everywhere `None` or an empty set means "not stated": unknown, to be clarified, and never "no".
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lotsen.kernel import gettext_noop

NOTHING: frozenset[str] = frozenset()


class AreaLevel(StrEnum):
    """How finely a service says whom it serves; a district is a Sozialraum of a municipality."""

    POSTCODE = "postcode"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    COUNTRY = "country"


class AccessRoute(StrEnum):
    """How a family gets in."""

    OPEN = "open"
    APPOINTMENT = "appointment"
    APPLICATION = "application"
    PRESCRIPTION = "prescription"
    FAMILY_OFFICE_ONLY = "family_office_only"


class Cost(StrEnum):
    """What a family pays."""

    FREE = "free"
    REDUCED = "reduced"
    FEE = "fee"
    INSURANCE = "insurance"


class Capacity(StrEnum):
    """Whether there is room now."""

    FREE = "free"
    WAITING_LIST = "waiting_list"
    CLOSED = "closed"


class ServiceStatus(StrEnum):
    """HSDS `service.status`; only active services are proposed and listed."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


ACCESS_LABELS: dict[AccessRoute, str] = {
    AccessRoute.OPEN: gettext_noop("Open, just come or call"),
    AccessRoute.APPOINTMENT: gettext_noop("By appointment"),
    AccessRoute.APPLICATION: gettext_noop("By application"),
    AccessRoute.PRESCRIPTION: gettext_noop("By medical prescription or referral"),
    AccessRoute.FAMILY_OFFICE_ONLY: gettext_noop("Only through the family office"),
}

COST_LABELS: dict[Cost, str] = {
    Cost.FREE: gettext_noop("Free of charge"),
    Cost.REDUCED: gettext_noop("Small fee, reduced on request"),
    Cost.FEE: gettext_noop("Fee"),
    Cost.INSURANCE: gettext_noop("Paid by health insurance"),
}

CAPACITY_LABELS: dict[Capacity, str] = {
    Capacity.FREE: gettext_noop("Places free"),
    Capacity.WAITING_LIST: gettext_noop("Waiting list"),
    Capacity.CLOSED: gettext_noop("No admission at present"),
}

STATUS_LABELS: dict[ServiceStatus, str] = {
    ServiceStatus.ACTIVE: gettext_noop("In use"),
    ServiceStatus.INACTIVE: gettext_noop("Not in use at present"),
    ServiceStatus.TEMPORARILY_CLOSED: gettext_noop("Closed for a time"),
    ServiceStatus.DEFUNCT: gettext_noop("Ended"),
}


@dataclass(frozen=True)
class ServiceArea:
    """The places a service serves; for a whole country no codes are needed."""

    level: AreaLevel
    codes: frozenset[str] = NOTHING


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


def fold(text: str) -> str:
    """Make spellings equal that people use for the same word: Ä, ae and a; ß and ss; upper and lower case."""
    folded = text.casefold()
    for pair, sign in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        folded = folded.replace(pair, sign)
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def rank(query: str, name: str, rest: str) -> int | None:
    """Say how well a text answers a query: 0 where the name holds all words, 1 where name and rest do."""
    words = fold(query).split()
    folded_name = fold(name)
    if all(word in folded_name for word in words):
        return 0
    everything = f"{folded_name} {fold(rest)}"
    return 1 if all(word in everything for word in words) else None


@dataclass(frozen=True)
class ServiceWish:
    """What somebody looks for in the directory; None means: any."""

    text: str = ""
    service_type: str | None = None
    language: str | None = None
    district: str | None = None
    capacity: Capacity | None = None


def answers(
    service: ServiceProfile, wish: ServiceWish, covers: Mapping[AreaLevel, frozenset[str]]
) -> bool | None:
    """Say whether a service meets a wish: no as soon as one point says no, None if one is not stated.

    `covers` holds, per level, the codes of areas that the wished district lies in.
    """
    points = (
        wish.service_type in (None, service.service_type),
        _speaks(service, wish.language),
        True if wish.district is None else _serves(service.area, covers),
        _has_room(service.capacity, wish.capacity),
    )
    if False in points:
        return False
    return None if None in points else True


def is_outdated(valid_until: date | None, today: date) -> bool:
    """Say whether an entry is past its date and should be checked before anybody relies on it."""
    return valid_until is not None and valid_until < today


def _speaks(service: ServiceProfile, language: str | None) -> bool | None:
    if language is None or language in service.languages or service.interpreter:
        return True
    return False if service.languages else None


def _serves(area: ServiceArea | None, covers: Mapping[AreaLevel, frozenset[str]]) -> bool | None:
    if area is None:
        return None
    return area.level is AreaLevel.COUNTRY or not covers.get(area.level, NOTHING).isdisjoint(area.codes)


def _has_room(stated: Capacity | None, wished: Capacity | None) -> bool | None:
    if wished is None:
        return True
    return None if stated is None else stated is wished
