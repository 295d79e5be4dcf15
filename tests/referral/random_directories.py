"""Random directories, families and needs: everything a condition looks at, stated or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost, ServiceArea, ServiceProfile
from lotsen.directory.search import DirectorySnapshot, SearchEntry, Synonyms, build, with_eligibility
from lotsen.referral.matching import CaseProfile, ChildProfile
from lotsen.referral.rules import FoundNeed
from lotsen.terms import vocabulary

T = TypeVar("T")

DAY = date(2026, 12, 1)
NEEDS = ("N1", "N5", "N9", "N11", "N12")
KINDS = ("A1", "C1", "D1", "E2", "own-kind")
POSTCODES = ("43101", "43102", "43106")
TOWNS = ("lind", "brück")
DISTRICTS = ("altstadt", "hafen")
KREISE = ("nord", "süd")
LANGUAGES = ("de", "tr", "ar", "uk")
PERSONS = ("one", "two", "mother", "family")
GROUPS = tuple(vocabulary().target_groups)
NOWHERE = (None, None)


def pick(random: Random, *values: T) -> T:
    return random.choice(values)


def some(random: Random, values: Sequence[str], most: int = 2) -> frozenset[str]:
    return frozenset(random.sample(values, random.choice((0, *range(most + 1)))))


def random_id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128))


def spot(random: Random) -> tuple[float | None, float | None]:
    """A point on a coarse grid, so that ways are often equal; seldom far away, sometimes nowhere."""
    if random.random() < 0.15:
        return NOWHERE
    reach = 60 if random.random() < 0.2 else 6
    return 51.5 + random.randrange(-reach, reach) / 100, 7.5 + random.randrange(-reach, reach) / 100


def random_area(random: Random) -> ServiceArea | None:
    match random.choice((None, *AreaLevel)):
        case None:
            return None
        case AreaLevel.COUNTRY:
            return ServiceArea(AreaLevel.COUNTRY)
        case AreaLevel.RADIUS:
            return ServiceArea(AreaLevel.RADIUS, radius_km=pick(random, None, 1, 3, 20))
        case level:
            named = {
                AreaLevel.POSTCODE: POSTCODES,
                AreaLevel.MUNICIPALITY: TOWNS,
                AreaLevel.DISTRICT: DISTRICTS,
                AreaLevel.KREIS: KREISE,
            }
            return ServiceArea(level, some(random, named[level]))


def random_service(random: Random) -> ServiceProfile:
    latitude, longitude = spot(random)
    targets = some(random, GROUPS) if random.random() < 0.4 else frozenset[str]()
    capacity = pick(random, None, *Capacity)
    return ServiceProfile(
        id=random_id(random),
        name="",
        organization="",
        service_type=random.choice(KINDS),
        needs=some(random, NEEDS, 3),
        min_weeks=pick(random, None, None, 1, 20),
        max_weeks=pick(random, None, None, 30, 42),
        min_months=pick(random, None, 0, 6),
        max_months=pick(random, None, 11, 35),
        area=random_area(random),
        residence_required=random.random() < 0.2,
        languages=some(random, LANGUAGES, 3),
        interpreter=pick(random, None, True, False),
        home_visit=pick(random, None, True, False),
        access=pick(random, None, *AccessRoute),
        cost=pick(random, None, *Cost),
        insurance_required=pick(random, None, True, False),
        target_groups=targets,
        excluded_groups=some(random, GROUPS, 1) - targets,
        anonymous_possible=pick(random, None, True, False),
        capacity=capacity,
        waiting_weeks=pick(random, None, 2, 6) if capacity is Capacity.WAITING_LIST else None,
        capacity_checked_on=pick(random, None, DAY, DAY - timedelta(days=183), DAY - timedelta(days=184)),
        protected_address=random.random() < 0.15,
        latitude=latitude,
        longitude=longitude,
        valid_until=pick(random, None, None, DAY, DAY - timedelta(days=1)),
    )


def random_child(random: Random, ref: str) -> ChildProfile:
    kind = random.random()
    if kind < 0.2:
        return ChildProfile(ref, unborn=True)
    if kind < 0.5:
        return ChildProfile(ref, age_months=pick(random, None, 0, 5, 6, 11, 12, 36))
    return ChildProfile(ref, birth_date=DAY - timedelta(days=random.randrange(1_200)))


def random_case(random: Random) -> CaseProfile:
    latitude, longitude = spot(random)
    groups = {code: pick(random, None, True, False, False) for code in GROUPS if random.random() < 0.7}
    children = tuple(random_child(random, ref) for ref in ("one", "two")[: random.randrange(3)])
    return CaseProfile(
        case_id=random_id(random),
        as_of=DAY,
        postcode=pick(random, None, "", *POSTCODES),
        municipality=pick(random, None, *TOWNS),
        district=pick(random, None, *DISTRICTS),
        kreis=pick(random, None, *KREISE),
        languages=tuple(random.sample(LANGUAGES, random.randrange(3))),
        interpreter_ok=pick(random, None, True, False),
        insured=pick(random, None, True, False),
        prescription=pick(random, None, True, False),
        wants_anonymous=random.random() < 0.3,
        wants_home_visit=pick(random, None, True, False),
        pregnant_weeks=pick(random, None, None, 0, 12, 25, 41, 43),
        expected_on=pick(random, None, None, DAY + timedelta(days=random.randrange(-20, 300))),
        children=children,
        target_groups=groups,
        latitude=latitude,
        longitude=longitude,
        is_childless=not children and random.random() < 0.3,
    )


def random_needs(random: Random) -> list[FoundNeed]:
    return [
        FoundNeed(
            random.choice(NEEDS),
            random.randint(1, 4),
            random.choice(PERSONS),
            prefer=tuple(random.sample(KINDS, random.choice((0, 0, 1, 2)))),
        )
        for _ in range(random.randint(1, 5))
    ]


def pictured(profiles: Iterable[ServiceProfile], *, version: int = 1) -> DirectorySnapshot:
    """Build the snapshot of a directory as the actions do, without texts."""
    held = tuple(profiles)
    entries = (SearchEntry(one.id, "", "", one.service_type) for one in held)
    return with_eligibility(build(entries, Synonyms(), (), version=version), held)


def changed(random: Random, profile: ServiceProfile) -> dict[str, Any]:
    """Return another service's fields under the same id."""
    other = random_service(random)
    return {name: value for name, value in vars(other).items() if name != "id"}
