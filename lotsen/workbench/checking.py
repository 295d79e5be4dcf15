"""What a text of rules is: readable or not, with its faults and its examples. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from lotsen.referral.rules import (
    CaseOutcome,
    Evaluation,
    FactRef,
    InvalidRules,
    RuleProblem,
    RuleSet,
    Severity,
    UnitCase,
    check_rules,
    evaluate,
    load_floor,
    rules_without_case,
    run_cases,
    write_rules,
)


@dataclass(frozen=True)
class Checked:
    """What a text of rules is: the rule set (None where it cannot be read), its faults, its examples."""

    rules: RuleSet | None
    problems: tuple[RuleProblem, ...]
    outcomes: tuple[CaseOutcome, ...]
    without_case: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Say whether nothing keeps it from being published."""
        return self.rules is not None and all(outcome.is_green for outcome in self.outcomes)

    @property
    def red(self) -> int:
        """Return how many examples come out differently."""
        return sum(1 for outcome in self.outcomes if not outcome.is_green)


@lru_cache(maxsize=16)
def checked(text: str) -> Checked:
    """Read a text of rules and run its examples."""
    floor = load_floor()
    rules, problems = check_rules(text, floor=floor)
    if rules is None:
        return Checked(None, problems, (), ())
    return Checked(rules, (), run_cases(rules, floor), rules_without_case(rules))


def rules_of(text: str) -> RuleSet:
    """Return the rule set a text holds. Raises InvalidRules where it cannot be read."""
    found = checked(text)
    if found.rules is None:
        raise InvalidRules(found.problems)
    return found.rules


def written(rules: RuleSet) -> str:
    """Return the text of a changed rule set. Raises InvalidRules where the change is wrong in itself."""
    text = write_rules(rules)
    problems = checked(text).problems
    if problems:
        raise InvalidRules(problems)
    return text


def is_usable(found: tuple[RuleProblem, ...]) -> bool:
    """Say whether no finding keeps a rule set from being published."""
    return all(finding.severity is not Severity.ERROR for finding in found)


def as_it_comes_out(case: UnitCase, rules: RuleSet) -> UnitCase:
    """Return an example that expects what the rules say now, about everything it looked at before.

    A rule it names is expected to hold, to stay open or to be silent as it is; needs and ways to help at once
    are expected exactly.
    """
    found = evaluate(rules, load_floor(), case.case)
    expect, holding = case.expect, holding_rules(found)
    waiting = frozenset(rule.rule_id for rule in found.open)
    named = expect.fires | expect.open | expect.silent
    question = found.next_question
    asked = None if question is None else FactRef(question.person_ref, question.fact)
    return replace(
        case,
        expect=replace(
            expect,
            needs=frozenset(need.code for need in found.needs),
            paths=frozenset(path.id for path in found.paths),
            fires=named & holding,
            open=named & waiting,
            silent=named - holding - waiting,
            next_question=asked if expect.next_question is not None else None,
        ),
    )


def holding_rules(found: Evaluation) -> frozenset[str]:
    """Return the rules that hold for somebody."""
    groups: list[Collection[str]] = [need.rule_ids for need in found.needs]
    groups += [path.rule_ids for path in found.paths]
    return frozenset(rule for group in groups for rule in group)
