"""A whole proposal for a family: rules and next question, match, thirty explanations."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.directory.domain import ServiceProfile
from lotsen.referral.matching import CaseProfile, Matcher, Most, explained
from lotsen.referral.rules import CaseFacts, RuleSet, default_rules, evaluate, invented_cases, load_floor
from tests.bench.matching.region import Family
from tests.bench.rules import RULES, many_rules

FITS, MISSES = 20, 10
"""What is explained: the best fits of all needs, and the nearest misses."""
ROUNDS = 3
PARTS = ("rules", "match", "explain", "all")


@dataclass(frozen=True)
class WholeTime:
    """Seconds of the processor with so many rules, for each of `PARTS`: the median, and 95 of 100.

    For each family the best of some rounds; `needs` found for a family, of so many different `codes`.
    """

    rules: int
    families: int
    needs: float
    codes: float
    p50: tuple[float, ...]
    p95: tuple[float, ...]


def whole_times(
    matcher: Matcher, profiles: Sequence[ServiceProfile], asked: Sequence[Family]
) -> tuple[WholeTime, ...]:
    """Measure with the shipped rules, and with as many as a large town might ever write."""
    by_id = {profile.id: profile for profile in profiles}
    return tuple(_measured(rules, matcher, by_id, asked) for rules in (default_rules(), many_rules(RULES)))


def _measured(
    rules: RuleSet, matcher: Matcher, by_id: Mapping[UUID, ServiceProfile], asked: Sequence[Family]
) -> WholeTime:
    families = [
        (case, facts) for (case, _), facts in zip(asked, invented_cases(len(asked), seed=3), strict=True)
    ]
    rounds = [[_one(rules, matcher, by_id, *family) for family in families] for _ in range(1 + ROUNDS)][1:]
    found = [evaluate(rules, load_floor(), facts).needs for _, facts in families]
    best = [
        [min(took[part] for took in same) for same in zip(*rounds, strict=True)] for part in range(len(PARTS))
    ]
    return WholeTime(
        len(rules.rules),
        len(families),
        statistics.mean(len(needs) for needs in found),
        statistics.mean(len({need.code for need in needs}) for needs in found),
        tuple(map(statistics.median, best)),
        tuple(statistics.quantiles(took, n=20, method="inclusive")[-1] for took in best),
    )


def _one(
    rules: RuleSet,
    matcher: Matcher,
    by_id: Mapping[UUID, ServiceProfile],
    case: CaseProfile,
    facts: CaseFacts,
) -> tuple[float, ...]:
    begun = time.thread_time()
    found = evaluate(rules, load_floor(), facts)
    question = found.next_question
    said = None if question is None else (question.reasons, question.paths, question.rule_ids)
    ruled = time.thread_time()
    short = matcher.shortlist(case, found.needs, most=Most(FITS, MISSES))
    matched = time.thread_time()
    shown = [by_id[one] for one in (*short.fits[:FITS], *short.misses)]
    explained(short, shown, case, found.needs)
    ended = time.thread_time()
    if said is None and found.open and not (found.to_clarify or found.private_tasks):
        raise AssertionError("something is open and nothing can be asked")
    return ruled - begun, matched - ruled, ended - matched, ended - begun
