"""The shortlist says of a whole directory what the plain engine says service by service."""

from dataclasses import fields, replace
from datetime import timedelta
from gc import collect
from pathlib import Path
from random import Random
from typing import Any
from weakref import ref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.directory.domain import AreaLevel, Capacity, ServiceArea, ServiceProfile
from lotsen.directory.search import ASPECTS, StrangeProfiles, load, save, with_eligibility
from lotsen.referral.matching import (
    EVERYTHING,
    CaseProfile,
    Matcher,
    MatchResult,
    Most,
    Shortlist,
    Weights,
    match,
)
from lotsen.referral.matching.conditions import CONDITIONS, region
from lotsen.referral.matching.shortlist.judging import READS, WEIGHINGS
from lotsen.referral.matching.shortlist.where import Ways
from lotsen.referral.matching.way import NO_DISTANCE, STEP_M, distance
from lotsen.referral.rules import FoundNeed
from tests.referral.random_directories import (
    DAY,
    GROUPS,
    NEEDS,
    changed,
    pictured,
    random_case,
    random_child,
    random_needs,
    random_service,
    some,
)
from tests.scale import scaled

UNSTATED: tuple[dict[str, Any], ...] = (
    {"min_weeks": None, "max_weeks": None, "min_months": None, "max_months": None},
    {"area": None},
    {"interpreter": None},
    {"access": None},
    {"cost": None},
    {"capacity": None, "waiting_weeks": None},
    {"anonymous_possible": None},
    {"home_visit": None},
    {"valid_until": None},
    {"latitude": None, "longitude": None},
)


def as_plain(result: MatchResult, most: Most = EVERYTHING) -> Shortlist:
    """What a shortlist says, taken from everything the plain engine found."""
    answering = {code: [fit for fit in result.fits if code in fit.ranks] for code in codes_of(result)}
    shown = {
        fit.service_id
        for code, fits in answering.items()
        for fit in sorted(fits, key=lambda fit: fit.ranks[code])[: most.fits]
    }
    return Shortlist(
        fits=tuple(fit.service_id for fit in result.fits if fit.service_id in shown),
        misses=tuple(miss.service_id for miss in result.misses[: most.misses]),
        fitting={code: len(fits) for code, fits in answering.items()},
        missing=len(result.misses),
        near=sum(miss.near for miss in result.misses),
    )


def codes_of(result: MatchResult) -> set[str]:
    return {code for fit in result.fits for code in fit.ranks} | set(result.gaps)


def differences(
    services: list[ServiceProfile], matcher: Matcher, family: CaseProfile, needs: list[FoundNeed], most: Most
) -> list[str]:
    weights = Weights()
    found = matcher.shortlist(family, needs, weights, most)
    plain = as_plain(match(services, family, needs, weights), most)
    return [
        f"{name}: {getattr(found, name)} not {getattr(plain, name)}"
        for name in ("fits", "misses", "fitting", "missing", "near")
        if getattr(found, name) != getattr(plain, name)
    ]


def test_fits_near_misses_and_their_order_are_those_of_the_plain_engine() -> None:
    random = Random(11)
    for number in range(scaled(1_200)):
        services = [random_service(random) for _ in range(random.choice((1, 10, 60)))]
        matcher = Matcher(pictured(services))
        for _ in range(4):
            family, needs = random_case(random), random_needs(random)
            most = random.choice((EVERYTHING, Most(3, 5), Most()))
            assert differences(services, matcher, family, needs, most) == [], number


def test_the_order_is_the_same_after_a_reload_and_however_the_services_come(tmp_path: Path) -> None:
    random = Random(12)
    for number in range(scaled(100)):
        services = [random_service(random) for _ in range(40)]
        family, needs = random_case(random), random_needs(random)
        before = pictured(services)
        save(before, tmp_path / "one")
        random.shuffle(services)
        save(pictured(services), tmp_path / "other")
        assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes(), number
        found = Matcher(load(tmp_path / "one")).shortlist(family, needs, most=EVERYTHING)
        assert found == Matcher(before).shortlist(family, needs, most=EVERYTHING)


def test_one_changed_entry_is_seen() -> None:
    random = Random(13)
    for _ in range(scaled(200)):
        services = [random_service(random) for _ in range(30)]
        family, needs = random_case(random), random_needs(random)
        at = random.randrange(len(services))
        services[at] = replace(services[at], **changed(random, services[at]))
        assert differences(services, Matcher(pictured(services)), family, needs, EVERYTHING) == []


def test_weights_set_by_an_operator_count_alike() -> None:
    random = Random(14)
    for _ in range(scaled(200)):
        services = [random_service(random) for _ in range(30)]
        family, needs = random_case(random), random_needs(random)
        weights = Weights(*(random.randrange(-2_000, 2_000) for _ in fields(Weights)))
        found = Matcher(pictured(services)).shortlist(family, needs, weights, EVERYTHING)
        assert found == as_plain(match(services, family, needs, weights))


def test_a_matcher_remembers_nothing_of_one_family_that_it_tells_another() -> None:
    random = Random(15)
    services = [random_service(random) for _ in range(80)]
    matcher = Matcher(pictured(services))
    for _ in range(scaled(2_000)):
        assert differences(services, matcher, random_case(random), random_needs(random), EVERYTHING) == []


def test_of_weights_that_were_only_tried_nothing_is_remembered() -> None:
    random = Random(35)
    matcher = Matcher(pictured([random_service(random) for _ in range(40)]))
    family, needs = random_case(random), random_needs(random)
    tried = []
    for number in range(20):
        weights = Weights(need=1_000 + number)
        matcher.shortlist(family, needs, weights, EVERYTHING)
        tried.append(ref(weights))
    del weights
    collect()
    assert sum(one() is not None for one in tried) <= WEIGHINGS


def test_the_nearest_of_thousands_are_found_on_the_map() -> None:
    random = Random(16)
    services = [
        replace(random_service(random), latitude=random.uniform(50, 53), longitude=random.uniform(6, 12))
        for _ in range(8_000)
    ]
    matcher = Matcher(pictured(services))
    for _ in range(scaled(100)):
        family = replace(
            random_case(random), latitude=random.uniform(50, 53), longitude=random.uniform(6, 12)
        )
        assert differences(services, matcher, family, random_needs(random), Most(5, 20)) == []


def test_ways_are_measured_as_the_plain_engine_measures_them() -> None:
    random = Random(17)
    services = [
        replace(random_service(random), latitude=random.uniform(47, 55), longitude=random.uniform(6, 15))
        for _ in range(2_000)
    ]
    snapshot = pictured(services)
    by_id = {service.id: service for service in services}
    rows, places = np.arange(len(services)), snapshot.eligibility.column("place")
    for _ in range(scaled(100)):
        family = replace(random_case(random), latitude=random.uniform(47, 55), longitude=9.0)
        steps = Ways(snapshot.eligibility, family).steps(rows).tolist()
        plain = [distance(by_id[snapshot.id_at(place)], family) for place in places.tolist()]
        assert steps == [NO_DISTANCE if way is None else way // STEP_M for way in plain]


def test_who_lives_at_the_edge_of_a_circle_is_told_by_the_plain_way() -> None:
    random = Random(21)
    radii = [random.choice((1, 5, 20)) for _ in range(300)]
    services = [
        replace(
            random_service(random),
            area=ServiceArea(AreaLevel.RADIUS, radius_km=km),
            protected_address=False,
            # Fifty metres beyond a circle still round to its radius.
            latitude=51.5 + (km + random.uniform(-0.2, 0.2)) / 111.195,
            longitude=7.5,
        )
        for km in radii
    ]
    matcher = Matcher(pictured(services))
    for _ in range(scaled(100)):
        family = replace(random_case(random), latitude=51.5, longitude=7.5 + random.uniform(-1e-3, 1e-3))
        assert differences(services, matcher, family, random_needs(random), EVERYTHING) == []


def test_services_may_name_many_groups_that_they_are_for_and_not_for() -> None:
    random = Random(22)
    for _ in range(scaled(100)):
        services = [
            replace(
                random_service(random),
                target_groups=some(random, GROUPS, 5),
                excluded_groups=some(random, GROUPS, 5),
            )
            for _ in range(40)
        ]
        family, needs = random_case(random), random_needs(random)
        assert differences(services, Matcher(pictured(services)), family, needs, EVERYTHING) == []


def test_every_one_of_many_children_may_have_needs_of_its_own() -> None:
    random = Random(23)
    services = [random_service(random) for _ in range(80)]
    matcher, refs = Matcher(pictured(services)), [str(number) for number in range(6)]
    for _ in range(scaled(200)):
        children = tuple(random_child(random, ref) for ref in refs)
        family = replace(random_case(random), children=children, is_childless=False)
        needs = [
            FoundNeed(random.choice(NEEDS), random.randint(1, 4), random.choice(refs), prefer=("A1",))
            for _ in range(12)
        ]
        most = random.choice((EVERYTHING, Most(3, 5), Most(0, 0)))
        assert differences(services, matcher, family, needs, most) == []


def test_nobody_and_nothing_have_a_shortlist_too() -> None:
    random = Random(18)
    needs = [FoundNeed("N1", 2, "family")]
    empty = Matcher(pictured([])).shortlist(random_case(random), needs)
    assert empty == as_plain(match([], random_case(random), needs))
    one = Matcher(pictured([random_service(random)]))
    assert one.shortlist(random_case(random), []) == as_plain(match([], random_case(random), []))


def test_profiles_of_other_services_are_refused() -> None:
    random = Random(19)
    snapshot, strangers = pictured([random_service(random)]), [random_service(random)]
    with pytest.raises(StrangeProfiles):
        with_eligibility(snapshot, strangers)


def test_a_condition_reads_only_what_is_said_of_it() -> None:
    random = Random(20)
    named = {condition.__name__: condition for condition in CONDITIONS if condition is not region}
    assert set(named) == set(READS) <= set(ASPECTS)
    for _ in range(scaled(3_000)):
        service, family = random_service(random), random_case(random)
        other, stranger = random_service(random), random_case(random)
        for name, condition in named.items():
            same = replace(other, **{field: getattr(service, field) for field in ASPECTS[name]})
            alike = replace(stranger, **{field: getattr(family, field) for field in READS[name]})
            assert condition(same, alike) == condition(service, family), name


@settings(max_examples=scaled(1_000), deadline=None)
@given(st.integers(0, 2**32))
def test_a_hard_no_excludes_and_what_is_not_stated_never_does(seed: int) -> None:
    random = Random(seed)
    service, family = random_service(random), random_case(random)
    needs = [FoundNeed(code, 1, "family") for code in NEEDS]
    closed = replace(service, needs=frozenset(NEEDS), capacity=Capacity.CLOSED)
    over = replace(closed, capacity=None, valid_until=DAY - timedelta(days=1))
    for hard in (closed, over):
        assert Matcher(pictured([hard])).shortlist(family, needs).fits == ()
    silent = ServiceProfile(service.id, "", "", service.service_type, frozenset(NEEDS))
    found = Matcher(pictured([silent])).shortlist(replace(family, is_childless=False), needs)
    assert (found.fits, found.missing) == ((silent.id,), 0)


@settings(max_examples=scaled(1_000), deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(UNSTATED))
def test_to_state_less_never_turns_a_fit_into_a_miss(seed: int, silent: dict[str, Any]) -> None:
    random = Random(seed)
    family, needs = random_case(random), random_needs(random)
    service = replace(random_service(random), needs=frozenset(NEEDS))
    if Matcher(pictured([service])).shortlist(family, needs).fits:
        less = replace(service, **silent)
        assert Matcher(pictured([less])).shortlist(family, needs).fits == (service.id,)
