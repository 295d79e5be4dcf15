"""What other weights would change: tried on invented families and the directory of today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.kernel import local_day
from lotsen.places import actions as places
from lotsen.places.domain import Place
from lotsen.referral.actions.matcher import current_matcher
from lotsen.referral.matching import CaseProfile, Most, explained
from lotsen.referral.rules import (
    FoundNeed,
    RuleSet,
    TrialCase,
    Weights,
    evaluate,
    invented_cases,
    load_floor,
)
from lotsen.referral.trying import profile_of

FAMILIES = 60
"""Invented families; each is matched with both weights."""

FIRST = 3
"""So many services under each need are looked at."""

EXAMPLES = 8


@dataclass(frozen=True)
class Reordered:
    """The first services under one need of an invented family, before and after."""

    need: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class RankingPreview:
    """How many of the invented families have needs, for how many the first services change, and examples."""

    families: int
    changed: int
    examples: tuple[Reordered, ...]


def preview_ranking(desk: Desk, rules: RuleSet, weights: Weights) -> RankingPreview:
    """Match invented families with the weights of a rule set and with others; nothing of anybody is read."""
    families = changed = 0
    examples: list[Reordered] = []
    homes = places.first_places(desk, FAMILIES)
    for number, facts in enumerate(invented_cases(FAMILIES, as_of=local_day(desk.clock))):
        needs = evaluate(rules, load_floor(), facts).needs
        if not needs:
            continue
        families += 1
        case = _at_home(profile_of(TrialCase(facts)), homes, number)
        before, after = (_first(desk, case, needs, one) for one in (rules.ranking, weights))
        turned = [
            Reordered(code, before[code], after[code]) for code in before if before[code] != after[code]
        ]
        changed += bool(turned)
        examples += turned
    return RankingPreview(families, changed, tuple(_unlike(examples)))


def _at_home(case: CaseProfile, homes: Sequence[Place], number: int) -> CaseProfile:
    """Let an invented family live somewhere here; every third wishes that somebody comes to it."""
    case = replace(case, wants_home_visit=number % 3 == 0 or None)
    if not homes:
        return case
    home = homes[number % len(homes)]
    return replace(
        case,
        postcode=home.postcode,
        municipality=home.municipality,
        district=home.district,
        kreis=home.kreis,
        latitude=home.point.latitude,
        longitude=home.point.longitude,
    )


def _first(
    desk: Desk, case: CaseProfile, needs: Sequence[FoundNeed], weights: Weights
) -> dict[str, tuple[str, ...]]:
    """Name the first services under each need, as the weights put them."""
    _, matcher = current_matcher(desk)
    shortlist = matcher.shortlist(case, needs, weights, Most(fits=FIRST, misses=0))
    profiles = directory.profiles(desk, shortlist.fits)
    fits = explained(shortlist, tuple(profiles.values()), case, needs, weights).fits
    found = {}
    for code in dict.fromkeys(need.code for need in needs):
        answering = sorted((fit for fit in fits if code in fit.ranks), key=lambda fit: fit.ranks[code])
        found[code] = tuple(profiles[fit.service_id].name for fit in answering[:FIRST])
    return found


def _unlike(examples: Sequence[Reordered]) -> list[Reordered]:
    """Return one example for each need, as many as a page bears."""
    return list({one.need: one for one in reversed(examples)}.values())[:EXAMPLES]
