"""The region that is matched: the generator's services with everything that decides fit, and its families."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, ServiceArea, ServiceProfile
from lotsen.directory.search import Town
from lotsen.referral.matching import CaseProfile, ChildProfile
from lotsen.referral.rules import FoundNeed
from lotsen.terms import vocabulary
from tests.directory.search.services import LANGUAGES, Made, towns

DAY = date(2026, 12, 1)
CHILD = "child"
GROUPS = tuple(vocabulary().target_groups)
Family = tuple[CaseProfile, tuple[FoundNeed, ...]]


def profile_of(made: Made, random: Random) -> ServiceProfile:
    """Complete one service of the search's generator.

    Of those that do not say whom they serve, the ones with an address serve its town; a twentieth of all
    works within a circle.
    """
    entry = made.entry
    point = entry.spots[0].point if entry.spots else None
    area = None if entry.area_level is None else ServiceArea(entry.area_level, entry.area_codes)
    town = entry.spots[0].municipality if entry.spots else None
    if area is None and town is not None:
        area = ServiceArea(AreaLevel.MUNICIPALITY, frozenset({town}))
    if point is not None and random.random() < 0.05:
        area = ServiceArea(AreaLevel.RADIUS, radius_km=random.choice((5, 10, 20)))
    kind = vocabulary().service_types[entry.service_type]
    pregnancy = random.random() < 0.25
    return ServiceProfile(
        id=entry.id,
        name=entry.name,
        organization=entry.organization,
        service_type=entry.service_type,
        needs=frozenset(kind.needs),
        min_weeks=random.choice((1, 12, 20)) if pregnancy else None,
        max_weeks=random.choice((None, 30, 42)) if pregnancy else None,
        min_months=made.months[0],
        max_months=made.months[1],
        area=area,
        languages=entry.languages,
        interpreter=entry.interpreter,
        home_visit=entry.home_visit,
        access=random.choices((None, *AccessRoute), (20, 25, 30, 10, 10, 5))[0],
        cost=entry.cost,
        insurance_required=random.choices((None, True, False), (60, 10, 30))[0],
        target_groups=frozenset(random.sample(GROUPS, random.choice((1, 1, 2))))
        if random.random() < 0.12
        else frozenset(),
        excluded_groups=frozenset(random.sample(GROUPS, 1)) if random.random() < 0.03 else frozenset(),
        anonymous_possible=random.choice((None, None, True, False)),
        capacity=entry.capacity,
        waiting_weeks=random.randrange(1, 30) if entry.capacity is Capacity.WAITING_LIST else None,
        capacity_checked_on=DAY - timedelta(days=random.randrange(300)) if entry.capacity else None,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        valid_until=DAY + timedelta(days=random.randrange(-20, 400)) if random.random() < 0.1 else None,
    )


def families(count: int, seed: int) -> Iterator[Family]:
    """Make families with one child, anywhere in the region; a third of what may be known is not."""
    random, places = Random(seed), towns()
    for _ in range(count):
        yield _family(random, random.choice(places))


def _family(random: Random, town: Town) -> Family:
    part = random.choice(town.postcodes)
    unborn = random.random() < 0.2
    case = CaseProfile(
        case_id=UUID(int=random.getrandbits(128), version=4),
        as_of=DAY,
        postcode=part.postcode,
        municipality=town.code,
        district=part.district,
        languages=_languages(random),
        interpreter_ok=random.choice((None, True, True)),
        insured=random.choices((None, True, False), (35, 60, 5))[0],
        prescription=random.choices((None, True, False), (35, 15, 50))[0],
        wants_anonymous=random.random() < 0.05,
        wants_home_visit=random.choice((None, True, False)),
        pregnant_weeks=random.randrange(6, 41) if unborn else None,
        children=(_child(random, unborn=unborn),),
        target_groups={code: random.choices((None, True, False), (35, 8, 57))[0] for code in GROUPS},
        latitude=part.point.latitude,
        longitude=part.point.longitude,
    )
    codes = random.sample(tuple(vocabulary().needs), random.choice((1, 2, 2, 3, 3, 4)))
    kinds = tuple(vocabulary().service_types)
    return case, tuple(
        FoundNeed(
            code, random.randint(1, 5), CHILD, prefer=tuple(random.sample(kinds, random.choice((0, 1))))
        )
        for code in codes
    )


def _child(random: Random, *, unborn: bool) -> ChildProfile:
    if unborn:
        return ChildProfile(CHILD, unborn=True)
    return ChildProfile(CHILD, birth_date=DAY - timedelta(days=random.randrange(1_200)))


def _languages(random: Random) -> tuple[str, ...]:
    mother_tongue = random.choice(("de", "de", *LANGUAGES))
    also = ("de",) if mother_tongue != "de" and random.random() < 0.5 else ()
    return (mother_tongue, *also)
