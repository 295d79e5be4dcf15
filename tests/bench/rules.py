"""What rules cost: one family against 300 rules with trace and next question, and a dry run on thousands."""

import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from lotsen.referral.rules import RuleSet, default_rules, dry_run, evaluate, invented_cases, load_floor
from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, default_scope
from lotsen.referral.rules.logic import Op
from lotsen.referral.rules.model import Rule
from lotsen.terms import Fact, FactKind, vocabulary

RULES = 300
WARM_UP = 20
_MS = 1000


@dataclass(frozen=True)
class RuleTimes:
    """Seconds for one family: needs, trace, open rules and next question; and for a whole dry run."""

    rules: int
    evaluations: int
    p50: float
    p95: float
    dry_run_families: int
    dry_run: float
    load: tuple[float, float, float]


def rule_times(evaluations: int, families: int) -> RuleTimes:
    """Evaluate one invented family after another, each on its own watch, then compare two rule sets."""
    rules, floor = many_rules(RULES), load_floor()
    took = []
    for case in invented_cases(WARM_UP + evaluations, seed=11):
        begun = time.perf_counter()
        found = evaluate(rules, floor, case)
        took.append(time.perf_counter() - begun)
        if found.next_question is None and found.open and not (found.to_clarify or found.private_tasks):
            raise AssertionError("something is open and nothing can be asked")
    took = took[WARM_UP:]
    shipped = default_rules()
    heavier = tuple(replace(rule, weight=9) if rule.need == "N1" else rule for rule in shipped.rules[1:])
    begun = time.perf_counter()
    dry_run(shipped, replace(shipped, rules=heavier), invented_cases(families, seed=12))
    return RuleTimes(
        rules=RULES,
        evaluations=evaluations,
        p50=statistics.median(took),
        p95=statistics.quantiles(took, n=20, method="inclusive")[-1],
        dry_run_families=families,
        dry_run=time.perf_counter() - begun,
        load=os.getloadavg(),
    )


def rule_lines(times: RuleTimes | None) -> Iterator[str]:
    """Print what was measured."""
    if times is None:
        return
    load = " ".join(f"{value:.1f}" for value in times.load)
    yield ""
    yield (
        f"{times.rules} rules and the floor for one family, {times.evaluations} families: needs, trace, open"
        f" rules and next question, milliseconds; machine load {load}"
    )
    yield f"{'p50':>9}{'p95':>9}"
    yield f"{times.p50 * _MS:>9.2f}{times.p95 * _MS:>9.2f}"
    yield (
        f"dry run of the shipped rules on {times.dry_run_families} invented families: {times.dry_run:.1f} s,"
        " inventing them included"
    )


def many_rules(count: int) -> RuleSet:
    """Return the shipped rules, filled up with rules of one to four comparisons over the whole vocabulary."""
    random = Random(13)
    facts = [fact for fact in vocabulary().facts.values() if fact.kind is not FactKind.DATE]
    shipped = default_rules()
    needs = list(vocabulary().needs)
    more = []
    for number in range(count - len(shipped.rules)):
        when = _condition(random, facts)
        more.append(
            Rule(
                id=f"more-{number}",
                when=when,
                sentence=shipped.rules[number % len(shipped.rules)].sentence,
                about=default_scope(when),
                need=random.choice(needs),
                weight=random.randint(1, 5),
                valid_from=date(2026, 1, 1),
            )
        )
    return replace(shipped, rules=(*shipped.rules, *more), cases=())


def _condition(random: Random, facts: list[Fact]) -> Condition:
    parts = tuple(_check(random, random.choice(facts)) for _ in range(random.randint(1, 4)))
    if len(parts) == 1:
        return parts[0]
    return AllOf(parts) if random.random() < 0.6 else AnyOf(parts)


def _check(random: Random, fact: Fact) -> Check:
    match fact.kind:
        case FactKind.YES_NO:
            return Check(fact, Op.IS, (random.random() < 0.8,))
        case FactKind.CHOICE:
            codes = [value.code for value in fact.values] or ["other"]
            return Check(fact, Op.IN, tuple(random.sample(codes, k=1 + len(codes) // 3)))
        case _:
            low, high = fact.low or 0, fact.high or 0
            return Check(fact, random.choice([Op.LE, Op.GE]), (random.randint(low, high),))
