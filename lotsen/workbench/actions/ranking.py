"""In which order two rule sets propose services: tried on invented families and the directory of today."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ServiceProfile
from lotsen.kernel import local_day
from lotsen.places import actions as places
from lotsen.places.domain import Place
from lotsen.referral.actions.matcher import current_matcher
from lotsen.referral.matching import CaseProfile, Most, explained
from lotsen.referral.rules import (
    FoundNeed,
    Rule,
    RuleSet,
    TrialCase,
    Weights,
    find,
    invented_cases,
    needs_of,
    sharing,
)
from lotsen.referral.trying import profile_of

FAMILIES = 200
"""Invented families, the first of those that a dry run takes; each is matched with both sets."""

FIRST = 3
"""So many services under each need are looked at."""

EXAMPLES = 8

Order = Mapping[str, tuple[str, ...]]
"""The names of the first services under each need."""


@dataclass(frozen=True)
class Reordered:
    """The first services under one need of an invented family, before and after."""

    need: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class OrderRun:
    """For how many of the families that have needs other services come first under a need they keep.

    `by_points` counts those for whom the weights alone do that, `by_rule` those for whom the rules do, under
    every rule that holds, weighs or prefers otherwise for them.
    """

    families: int
    changed: int
    by_points: int
    by_rule: Mapping[str, int]
    examples: tuple[Reordered, ...]


def try_order(desk: Desk, old: RuleSet, new: RuleSet) -> OrderRun:
    """Match invented families as both sets say; nothing of anybody is read."""
    families = changed = by_points = 0
    by_rule: Counter[str] = Counter()
    examples: list[Reordered] = []
    town, sets = _Town(desk), (old, sharing(old, new))
    rules = [{rule.id: rule for rule in one.rules} for one in sets]
    for number, facts in enumerate(invented_cases(FAMILIES, as_of=local_day(desk.clock))):
        was, now = map(needs_of, find(sets, facts), rules)
        if not was and not now:
            continue
        families += 1
        if was == now and old.ranking == new.ranking:
            continue
        case = town.at_home(profile_of(TrialCase(facts)), number)
        before = town.first(case, was, old.ranking)
        between = before if was == now else town.first(case, now, old.ranking)
        after = between if old.ranking == new.ranking else town.first(case, now, new.ranking)
        turned = _turned(before, after)
        changed += bool(turned)
        examples += turned
        by_points += bool(_turned(between, after))
        if _turned(before, between):
            by_rule.update({code for code, *_ in _bearing(was, rules[0]) ^ _bearing(now, rules[1])})
    return OrderRun(families, changed, by_points, by_rule, tuple(_unlike(examples)))


class _Town:
    """Where invented families live, and what is offered there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._homes = places.first_places(desk, FAMILIES)
        _, self._matcher = current_matcher(desk)
        self._profiles: dict[UUID, ServiceProfile] = {}

    def at_home(self, case: CaseProfile, number: int) -> CaseProfile:
        """Let an invented family live somewhere here; every third wishes that somebody comes to it."""
        case = replace(case, wants_home_visit=number % 3 == 0 or None)
        if not self._homes:
            return case
        home: Place = self._homes[number % len(self._homes)]
        return replace(
            case,
            postcode=home.postcode,
            municipality=home.municipality,
            district=home.district,
            kreis=home.kreis,
            latitude=home.point.latitude,
            longitude=home.point.longitude,
        )

    def first(self, case: CaseProfile, needs: Sequence[FoundNeed], weights: Weights) -> Order:
        """Name the first services under each need, as the weights put them."""
        shortlist = self._matcher.shortlist(case, needs, weights, Most(fits=FIRST, misses=0))
        unread = {one for one in shortlist.fits if one not in self._profiles}
        if unread:
            self._profiles |= directory.profiles(self._desk, unread)
        services = [self._profiles[one] for one in shortlist.fits]
        fits = explained(shortlist, services, case, needs, weights).fits
        found = {}
        for code in dict.fromkeys(need.code for need in needs):
            answering = sorted((fit for fit in fits if code in fit.ranks), key=lambda fit: fit.ranks[code])
            found[code] = tuple(self._profiles[fit.service_id].name for fit in answering[:FIRST])
        return found


def _turned(before: Order, after: Order) -> list[Reordered]:
    """Return the needs that are there both times and have other services first."""
    kept = [code for code in before if code in after]
    return [Reordered(code, before[code], after[code]) for code in kept if before[code] != after[code]]


def _bearing(
    needs: Sequence[FoundNeed], rules: Mapping[str, Rule]
) -> set[tuple[str, str, str, int, tuple[str, ...]]]:
    """Return all that rules say about a family and the order of its services can depend on."""
    return {
        (code, need.code, need.person_ref, rules[code].weight, rules[code].prefer)
        for need in needs
        for code in need.rule_ids
    }


def _unlike(examples: Sequence[Reordered]) -> list[Reordered]:
    """Return one example for each need, as many as a page bears."""
    return list({one.need: one for one in reversed(examples)}.values())[:EXAMPLES]
