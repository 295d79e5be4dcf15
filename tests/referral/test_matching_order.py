"""The order of matches is the same everywhere, favours nobody, and gives no protected place away."""

from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

from lotsen.directory.domain import Capacity, ServiceProfile
from lotsen.referral.matching import CaseProfile, MatchResult, Weights, match, target_groups
from lotsen.referral.matching.case import ChildProfile, add_months
from lotsen.referral.rules import CaseFacts, FoundNeed, PersonFacts
from lotsen.terms import Scope, vocabulary
from tests.referral.matching_table import case, service, table_cases
from tests.scale import scaled

(FULL, *_) = table_cases("matching.toml")
NEEDS = ("N1", "N5", "N9", "N11")


def random_id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128))


def random_service(random: Random) -> ServiceProfile:
    fields = {
        "needs": random.sample(NEEDS, random.randint(0, 3)),
        "min_months": random.choice([0, 6, "not stated"]),
        "max_months": random.choice([11, 35, "not stated"]),
        "min_weeks": random.choice([1, "not stated"]),
        "languages": random.choice([[], ["de"], ["de", "tr"], ["ar"]]),
        "interpreter": random.choice([True, False, "not stated"]),
        "area": random.choice(
            ["not stated", {"level": "country"}, {"level": "postcode", "codes": ["43101"]}]
        ),
        "access": random.choice(["open", "prescription", "application", "not stated"]),
        "cost": random.choice(["free", "insurance", "fee", "not stated"]),
        "capacity": random.choice(["free", "closed", "waiting_list", "not stated"]),
        "waiting_weeks": random.choice([4, "not stated"]),
        "latitude": random.choice([51.5, 51.6, "not stated"]),
        "longitude": 7.5,
        "protected_address": random.random() < 0.2,
    }
    return service(fields, random_id(random))


def random_case(random: Random) -> CaseProfile:
    fields = {
        "as_of": date(2026, 12, 1),
        "postcode": random.choice(["43101", "43106", "not known"]),
        "languages": random.choice([["de"], ["tr"], ["ar", "de"], []]),
        "insured": random.choice([True, False, "not known"]),
        "prescription": random.choice([True, False, "not known"]),
        "children": [{"ref": "child", "age_months": random.choice([0, 8, 40])}],
        "latitude": random.choice([51.55, "not known"]),
        "longitude": 7.5,
    }
    return replace(case(fields), case_id=random_id(random))


def random_needs(random: Random) -> list[FoundNeed]:
    return [
        FoundNeed(code, random.randint(1, 9), random.choice(["child", "family"]))
        for code in random.sample(NEEDS, random.randint(1, len(NEEDS)))
    ]


def test_the_order_is_the_same_however_the_input_is_shuffled() -> None:
    random = Random(4)
    for _ in range(scaled(500)):
        services = [random_service(random) for _ in range(random.randint(1, 30))]
        family, needs = random_case(random), random_needs(random)
        first = match(services, family, needs)
        random.shuffle(services)
        random.shuffle(needs)
        assert match(services, family, needs) == first


def test_every_service_that_serves_a_need_either_fits_or_says_why_not() -> None:
    random = Random(5)
    for _ in range(scaled(500)):
        services = [random_service(random) for _ in range(20)]
        needs = random_needs(random)
        result = match(services, random_case(random), needs)
        codes = {need.code for need in needs}
        serving = {entry.id for entry in services if entry.needs & codes}
        assert {fit.service_id for fit in result.fits} | {
            miss.service_id for miss in result.misses
        } == serving
        assert all(fit.reasons for fit in result.fits)
        assert all(miss.reasons and miss.near is (len(miss.reasons) == 1) for miss in result.misses)


def test_what_is_not_known_never_excludes() -> None:
    random = Random(6)
    for _ in range(scaled(2_000)):
        entry, needs = random_service(random), [FoundNeed("N9", 3, "child")]
        family = replace(CaseProfile(random_id(random), date(2026, 12, 1)), children=(ChildProfile("child"),))
        open_entry = replace(entry, capacity=None)
        result = match([open_entry], family, needs)
        pregnant_only = open_entry.serves_after_birth is False
        assert pregnant_only or result.misses == ()


def tied(seed: int, count: int) -> list[ServiceProfile]:
    random = Random(seed)
    return [replace(FULL.service, id=random_id(random), name=f"{number:02}") for number in range(count)]


def leaders(services: list[ServiceProfile]) -> set[UUID]:
    random = Random(8)
    families = [replace(FULL.family, case_id=random_id(random)) for _ in range(200)]
    return {match(services, family, FULL.needs).fits[0].service_id for family in families}


def test_among_equals_no_provider_always_comes_first() -> None:
    services = tied(7, 10)
    assert leaders(services) == {entry.id for entry in services}


def test_the_same_family_sees_the_same_order_every_time() -> None:
    services = tied(9, 10)
    first = match(services, FULL.family, FULL.needs)
    assert match(list(reversed(services)), FULL.family, FULL.needs) == first


def two(weights: Weights | None = None, **second: object) -> MatchResult:
    near = replace(FULL.service, id=UUID(int=1))
    other = replace(FULL.service, id=UUID(int=2), **second)  # type: ignore[arg-type]  # fields of the dataclass
    return match([near, other], FULL.family, FULL.needs, weights)


def test_a_free_place_comes_before_a_waiting_list() -> None:
    result = two(capacity=Capacity.WAITING_LIST, waiting_weeks=6)
    assert [fit.service_id.int for fit in result.fits] == [1, 2]
    assert result.fits[0].score - result.fits[1].score == 2_000 + 6 * 150 + 200


def asking(*kinds: str, code: str = "N9", weight: int = 3) -> FoundNeed:
    return FoundNeed(code, weight, "child", prefer=kinds)


def order(needs: list[FoundNeed], *services: ServiceProfile) -> list[int]:
    return [fit.service_id.int for fit in match(services, FULL.family, needs).fits]


def test_the_type_of_service_a_rule_asks_for_comes_first_even_with_a_waiting_list() -> None:
    other = replace(FULL.service, id=UUID(int=1), service_type="D1")
    asked = replace(
        FULL.service, id=UUID(int=2), service_type="A1", capacity=Capacity.WAITING_LIST, waiting_weeks=6
    )
    assert order([asking()], asked, other) == [1, 2]
    assert order([asking("A1", "A2")], asked, other) == [2, 1]
    (fit,) = match([other], FULL.family, [asking("A1")]).fits
    assert fit.ranks == match([other], FULL.family, [asking()]).fits[0].ranks


def test_what_a_rule_asks_for_counts_under_its_own_need_alone() -> None:
    both = replace(FULL.service, needs=frozenset({"N9", "N10"}))
    (fit,) = match([both], FULL.family, [asking("C1"), asking(code="N10")]).fits
    weights = Weights()
    assert fit.ranks["N10"][1] - fit.ranks["N9"][1] == weights.preferred
    assert fit.score == -fit.ranks["N9"][1]


def test_whom_a_service_is_for_has_to_be_known_to_stand_among_the_first() -> None:
    doubtful = replace(FULL.service, id=UUID(int=1), target_groups=frozenset({"fathers"}))
    plain = replace(
        FULL.service, id=UUID(int=2), capacity=Capacity.WAITING_LIST, waiting_weeks=50, cost=None, access=None
    )
    assert order([asking()], doubtful, plain) == [2, 1]
    assert order([asking("C1")], doubtful, replace(plain, service_type="D1")) == [2, 1]


def test_the_social_service_comes_last_unless_the_need_asks_for_it() -> None:
    office = replace(FULL.service, id=UUID(int=1), service_type="E2")
    doubtful = replace(
        FULL.service, id=UUID(int=2), target_groups=frozenset({"fathers"}), capacity=None, cost=None
    )
    assert order([asking()], office, doubtful) == [2, 1]
    assert order([asking("E2")], office, doubtful) == [1, 2]


def test_the_strongest_reasons_come_first() -> None:
    family = replace(FULL.family, languages=("tr",))
    entry = replace(FULL.service, languages=frozenset({"tr"}))
    (fit,) = match([entry], family, [asking("C1")]).fits
    assert [reason.message for reason in fit.reasons[:3]] == [
        "It is there for just this: %(need)s.",
        "There are free places (as of %(checked_on)s).",
        "Speaks %(language)s.",
    ]


def test_the_weights_can_be_set() -> None:
    patient = Weights(free_place=0, waiting_week=100, open_point=0)
    result = two(patient, capacity=Capacity.WAITING_LIST, waiting_weeks=6)
    assert [fit.service_id.int for fit in result.fits] == [2, 1]


def test_of_two_equals_the_nearer_one_comes_first() -> None:
    family = replace(FULL.family, latitude=51.5, longitude=7.5)
    far = replace(FULL.service, id=UUID(int=1), latitude=51.518, longitude=7.5)
    near = replace(FULL.service, id=UUID(int=2), latitude=51.509, longitude=7.5)
    result = match([far, near], family, FULL.needs, Weights(kilometre=0))
    assert [(fit.service_id.int, fit.distance_m) for fit in result.fits] == [(2, 1_000), (1, 2_000)]


def test_a_protected_address_gives_no_distance_away() -> None:
    family = replace(FULL.family, latitude=51.5, longitude=7.5)
    shelter = replace(FULL.service, protected_address=True, latitude=51.5, longitude=7.5)
    (fit,) = match([shelter], family, FULL.needs).fits
    assert fit.protected_address
    assert fit.distance_m is None
    assert fit.score == match([replace(shelter, latitude=60.0)], family, FULL.needs).fits[0].score


def test_a_need_without_a_fitting_service_is_a_gap() -> None:
    needs = [*FULL.needs, FoundNeed("N12", 1, "family")]
    assert match([FULL.service], FULL.family, needs).gaps == ("N12",)


def test_only_needs_of_children_of_the_right_age_are_answered() -> None:
    family = replace(
        FULL.family, children=(ChildProfile("baby", age_months=2), ChildProfile("brother", age_months=60))
    )
    needs = [FoundNeed("N9", 3, "baby"), FoundNeed("N9", 9, "brother")]
    (fit,) = match([FULL.service], family, needs).fits
    assert [need.person_ref for need in fit.needs] == ["baby"]


def test_months_are_counted_to_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2026, 10, 31), 1) == date(2026, 11, 30)
    assert add_months(date(2026, 11, 12), 4) == date(2027, 3, 12)


def test_completed_months_follow_the_birth_date() -> None:
    family = FULL.family
    born = [date(2026, 11, 1), date(2026, 11, 2), date(2024, 2, 29), date(2026, 12, 1)]
    assert [family.months(ChildProfile("child", birth_date=day)) for day in born] == [1, 0, 33, 0]


def test_a_family_belongs_to_a_target_group_as_soon_as_one_fact_of_one_person_says_so() -> None:
    persons = (
        PersonFacts(
            "one", Scope.CHILD, values={"preterm": False, "neonatal_care": False, "child_illness": False}
        ),
        PersonFacts("two", Scope.CHILD, values={"preterm": True}),
        PersonFacts("family", Scope.FAMILY, values={"multiples": False, "single_parent": False}),
    )
    groups = target_groups(CaseFacts(date(2026, 12, 1), persons), vocabulary())
    assert (groups["preterm"], groups["multiples"]) == (True, False)
    assert groups["bereaved"] is False, "nobody said that a child has died"
    assert [groups[code] for code in ("chronic_illness", "single_parents", "addiction", "fathers")] == [
        None
    ] * 4
