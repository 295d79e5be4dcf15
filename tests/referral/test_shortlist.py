"""The shortlist says of a whole directory what the plain engine says service by service."""

from random import Random

from lotsen.directory.domain import ServiceProfile
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
from lotsen.referral.rules import FoundNeed
from tests.referral.random_directories import (
    pictured,
    random_case,
    random_needs,
    random_service,
)
from tests.scale import scaled


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
