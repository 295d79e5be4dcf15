"""What matching knows of a family: where it lives, how old its children are, what it speaks and wishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from lotsen.directory.domain import AreaLevel
from lotsen.places.domain import Point

DAYS_OF_PREGNANCY = 280
DAYS_OF_WEEK = 7
MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Nearby:
    """A place that an area names: what it is called, and the way there from the family's home in metres."""

    name: str
    way_m: int | None = None


@dataclass(frozen=True)
class ChildProfile:
    """One child; without age and birth date its age is not known. The unborn take the weeks of the case."""

    ref: str
    label: str = ""
    age_months: int | None = None
    birth_date: date | None = None
    unborn: bool = False


@dataclass(frozen=True)
class CaseProfile:
    """One family on one day; None and missing entries are not known, and never no.

    A child who has died is left out of `children`; `is_childless` where it was the only one.
    Codes of postcode, municipality, district and Kreis are those the directory uses for its areas;
    `target_groups` holds the codes of `terms`. `nearby` knows places of areas that the family lives outside
    of; it words what is missing and decides nothing.
    """

    case_id: UUID
    as_of: date
    postcode: str | None = None
    municipality: str | None = None
    district: str | None = None
    kreis: str | None = None
    languages: tuple[str, ...] = ()
    interpreter_ok: bool | None = None
    insured: bool | None = None
    prescription: bool | None = None
    wants_anonymous: bool = False
    wants_home_visit: bool | None = None
    pregnant_weeks: int | None = None
    expected_on: date | None = None
    children: tuple[ChildProfile, ...] = ()
    target_groups: Mapping[str, bool | None] = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    is_childless: bool = False
    nearby: Mapping[tuple[AreaLevel, str], Nearby] = field(default_factory=dict)

    @cached_property
    def home(self) -> Point | None:
        """The spot where the family lives, if it is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    @cached_property
    def homes(self) -> Mapping[AreaLevel, str | None]:
        """Where the family lives, at each level at which an area names its places."""
        return {
            AreaLevel.POSTCODE: self.postcode,
            AreaLevel.MUNICIPALITY: self.municipality,
            AreaLevel.DISTRICT: self.district,
            AreaLevel.KREIS: self.kreis,
        }

    @property
    def is_pregnant(self) -> bool:
        """Whether a child is expected."""
        expected = self.pregnant_weeks is not None or self.expected_on is not None
        return expected or any(child.unborn for child in self.children)

    def weeks(self) -> int | None:
        """Return the completed weeks of pregnancy, counted back from the expected date if need be."""
        if self.pregnant_weeks is not None or self.expected_on is None:
            return self.pregnant_weeks
        return (DAYS_OF_PREGNANCY - (self.expected_on - self.as_of).days) // DAYS_OF_WEEK

    def months(self, child: ChildProfile) -> int | None:
        """Return the completed months of a born child."""
        if child.birth_date is None:
            return child.age_months
        born = child.birth_date
        months = (self.as_of.year - born.year) * MONTHS_OF_YEAR + self.as_of.month - born.month
        return months if add_months(born, months) <= self.as_of else months - 1

    def concerned(self, person_ref: str) -> tuple[ChildProfile, ...]:
        """Return the children a need is about: the child itself, else every child, born or expected."""
        own = tuple(child for child in self.children if child.ref == person_ref)
        if own:
            return own
        if self.is_pregnant and not any(child.unborn for child in self.children):
            return (*self.children, ChildProfile(ref="", unborn=True))
        return self.children

    def alike(self, person_refs: Iterable[str]) -> dict[str, str]:
        """Return for each person the first of them whose needs are about the same children."""
        first: dict[tuple[ChildProfile, ...], str] = {}
        return {ref: first.setdefault(self.concerned(ref), ref) for ref in dict.fromkeys(person_refs)}


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 + months, MONTHS_OF_YEAR)
    for last in (day.day, 30, 29, 28):
        if last > day.day:
            continue
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(months)
