"""Two rules for the same need: written twice, at odds, one within the other, or both for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.rules.conditions import checks
from lotsen.referral.rules.model import Rule
from lotsen.referral.rules.problems import RuleProblem, Severity
from lotsen.referral.rules.review.calendar import Window
from lotsen.referral.rules.review.decide import cover_all, implies

TWICE = gettext_noop("“%(other)s” says the same: same condition, same result")
AT_ODDS = gettext_noop(
    "“%(other)s” has the same condition and the same result, and another weight or other services"
)
WITHIN = gettext_noop(
    "whenever this rule holds, “%(other)s” holds as well, and the weights add up to %(sum)s"
)
WITHIN_PATH = gettext_noop("whenever this rule holds, “%(other)s” opens the same path already")
ALL = gettext_noop("this rule and “%(other)s” together hold for every family, whatever is known")
NOT_ALL = gettext_noop("only the first %(most)s pairs of rules with one result were compared: there are more")
MOST_PAIRS = 5_000
"""Pairs that are looked at, some seconds of work; three hundred rules for fourteen needs have 3,000."""


def compare_pairs(rules: list[tuple[Rule, Window]]) -> Iterator[RuleProblem]:
    """Yield what is odd about any two rules with one result that apply on a common day.

    Only rules that read a common fact are compared: otherwise neither can follow from the other.
    """
    compared = 0
    for (first, one), (second, other) in combinations(rules, 2):
        if (first.need, first.path, first.about) != (second.need, second.path, second.about):
            continue
        window = one.within(other)
        if window.is_empty or _facts(first).isdisjoint(_facts(second)):
            continue
        if compared == MOST_PAIRS:
            yield _found(first, NOT_ALL, Severity.NOTE, most=MOST_PAIRS)
            return
        compared += 1
        yield from _compare(first, second, window)


def _compare(first: Rule, second: Rule, window: Window) -> Iterator[RuleProblem]:
    there = implies(first.when, second.when, window)
    back = implies(second.when, first.when, window)
    if there and back:
        same = (first.weight, first.prefer) == (second.weight, second.prefer)
        yield _found(second, TWICE if same else AT_ODDS, Severity.WARNING, other=first.id)
    elif there or back:
        inner, outer = (first, second) if there else (second, first)
        if first.path is not None:
            yield _found(inner, WITHIN_PATH, Severity.WARNING, other=outer.id)
        else:
            total = first.weight + second.weight
            yield _found(inner, WITHIN, Severity.NOTE, other=outer.id, sum=total)
    elif cover_all(first.when, second.when, window):
        yield _found(second, ALL, Severity.WARNING, other=first.id)


def _found(rule: Rule, message: str, severity: Severity, /, **params: str | int) -> RuleProblem:
    return RuleProblem(rule.path_in_file, rule.line, Reason(message, params), severity, rule.id)


def _facts(rule: Rule) -> set[str]:
    return {check.fact.code for check in checks(rule.when)}
