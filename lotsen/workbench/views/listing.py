"""The rules and the examples of a draft as lists to be narrowed down."""

from collections.abc import Collection, Iterable

from lotsen.desk import Desk
from lotsen.kernel import gettext_noop, local_day
from lotsen.referral.actions import current_rules
from lotsen.referral.rules import RuleProblem, RuleSet, UnitCase
from lotsen.referral.views.finding import Found, Listed, find, find_rules
from lotsen.terms import vocabulary
from lotsen.workbench import actions
from lotsen.workbench.views import saying

RULE_STATES = {
    "changed": gettext_noop("new or changed"),
    "remark": gettext_noop("with a remark"),
    "bare": gettext_noop("without an example"),
}
RED, GREEN = "red", "green"
EXAMPLE_STATES = {
    RED: gettext_noop("come out differently"),
    GREEN: gettext_noop("come out as expected"),
}


def rules_listed(desk: Desk, view: actions.DraftView, findings: Iterable[RuleProblem]) -> Found | None:
    """Narrow the rules of a draft down, also to those that differ from the rules in force.

    None while nobody can read it.
    """
    rules = view.checked.rules
    if rules is None:
        return None
    before = set(current_rules(desk).rules)
    states: dict[str, Collection[str]] = {
        "changed": {rule.id for rule in rules.rules if rule not in before},
        "remark": {finding.rule for finding in findings},
        "bare": set(view.checked.without_case),
    }
    return find_rules(rules.rules, local_day(desk.clock), RULE_STATES, states)


def examples_listed(view: actions.DraftView, rules: RuleSet) -> Found:
    """Narrow the examples of a draft down; an entry is the place of an example among all."""
    needs = {rule.id: rule.need for rule in rules.rules}
    pairs = zip(rules.cases, view.checked.outcomes, strict=True)
    listed = [
        Listed(
            at,
            _need(case, needs),
            lambda case=case: _texts(case, rules),  # type: ignore[misc]  # bound at once
            frozenset({GREEN if outcome.is_green else RED}),
        )
        for at, (case, outcome) in enumerate(pairs)
    ]
    return find(listed, EXAMPLE_STATES)


def _need(case: UnitCase, needs: dict[str, str | None]) -> str | None:
    """Return the need an example is about: that of the rule it names, else the first that has to come out."""
    expect, order = case.expect, list(vocabulary().needs)
    for named in (expect.fires, expect.open, expect.silent):
        found = {need for rule in named if (need := needs.get(rule)) is not None}
        if found:
            return min(found, key=order.index)
    return min(expect.needs or (), key=order.index, default=None)


def _texts(case: UnitCase, rules: RuleSet) -> Iterable[str]:
    yield case.name
    for label, answers in saying.known(case.case):
        yield f"{label} {answers}"
    yield from saying.expected(case, rules)
    yield from (*case.expect.fires, *case.expect.open, *case.expect.silent)
