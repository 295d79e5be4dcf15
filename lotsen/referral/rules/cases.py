"""Run the unit cases that come with a rule set: each one that is red keeps it from being published."""

from __future__ import annotations

from dataclasses import dataclass

from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.rules.evaluate import evaluate
from lotsen.referral.rules.facts import FactRef
from lotsen.referral.rules.model import Expectation, RuleSet, UnitCase
from lotsen.referral.rules.results import Evaluation


@dataclass(frozen=True)
class CaseOutcome:
    """What one unit case showed; without differences it is green."""

    name: str
    differences: tuple[Reason, ...]

    @property
    def is_green(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences


_MISSED = {
    "fires": gettext_noop("The rule “%(rule)s” has to hold, and it does not."),
    "open": gettext_noop("The rule “%(rule)s” has to stay open, and it does not."),
    "silent": gettext_noop("The rule “%(rule)s” must not hold, and it holds or is still open."),
}


def run_cases(rule_set: RuleSet, floor: RuleSet) -> tuple[CaseOutcome, ...]:
    """Evaluate every unit case of a rule set on top of the safety floor."""
    return tuple(case_outcome(case, rule_set, floor) for case in rule_set.cases)


def case_outcome(case: UnitCase, rule_set: RuleSet, floor: RuleSet) -> CaseOutcome:
    """Evaluate one unit case, which may come from another set."""
    return CaseOutcome(case.name, _differences(case, rule_set, floor))


def rules_without_case(rule_set: RuleSet) -> tuple[str, ...]:
    """Return the rules that no unit case expects to fire."""
    shown = {rule_id for case in rule_set.cases for rule_id in case.expect.fires}
    return tuple(rule.id for rule in rule_set.rules if rule.id not in shown)


def _differences(case: UnitCase, rule_set: RuleSet, floor: RuleSet) -> tuple[Reason, ...]:
    result = evaluate(rule_set, floor, case.case)
    expect = case.expect
    fired = _fired(result)
    waiting = {rule.rule_id for rule in result.open}
    found: list[Reason] = []
    if expect.needs is not None:
        found += _compare("needs", expect.needs, frozenset(need.code for need in result.needs))
    if expect.paths is not None:
        found += _compare("paths", expect.paths, frozenset(path.id for path in result.paths))
    found += [_missed("fires", rule) for rule in sorted(expect.fires - fired)]
    found += [_missed("open", rule) for rule in sorted(expect.open - waiting)]
    found += [_missed("silent", rule) for rule in sorted(expect.silent & (fired | waiting))]
    return (*found, *_question(expect, result))


def _fired(result: Evaluation) -> frozenset[str]:
    needs = {rule for need in result.needs for rule in need.rule_ids}
    return frozenset(needs | {rule for path in result.paths for rule in path.rule_ids})


def _compare(part: str, expected: frozenset[str], found: frozenset[str]) -> list[Reason]:
    missing = [
        Reason(gettext_noop("%(part)s: “%(code)s” was expected and is missing"), {"part": part, "code": code})
        for code in sorted(expected - found)
    ]
    surplus = [
        Reason(gettext_noop("%(part)s: “%(code)s” was not expected"), {"part": part, "code": code})
        for code in sorted(found - expected)
    ]
    return missing + surplus


def _missed(part: str, rule: str) -> Reason:
    return Reason(_MISSED[part], {"rule": rule})


def _question(expect: Expectation, result: Evaluation) -> tuple[Reason, ...]:
    if expect.next_question is None:
        return ()
    question = result.next_question
    asked = None if question is None else FactRef(question.person_ref, question.fact)
    if asked == expect.next_question:
        return ()
    params = {"expected": expect.next_question.fact, "found": "–" if asked is None else asked.fact}
    return (Reason(gettext_noop("the next question should be “%(expected)s” and is “%(found)s”"), params),)
