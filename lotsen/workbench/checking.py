"""What a text of rules is: readable or not, with its faults and its examples. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from lotsen.referral.rules import (
    CaseOutcome,
    RuleProblem,
    RuleSet,
    Severity,
    check_rules,
    load_floor,
    rules_without_case,
    run_cases,
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


def is_usable(found: tuple[RuleProblem, ...]) -> bool:
    """Say whether no finding keeps a rule set from being published."""
    return all(finding.severity is not Severity.ERROR for finding in found)
