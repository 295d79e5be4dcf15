"""Try a draft out: against the rules in force, on invented families, and with what is known of this place.

Never on real cases: live counts before the council would break the anonymity of the figures.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.intake.actions.instruments import facts_asked
from lotsen.kernel import local_day
from lotsen.referral.actions import current_rules
from lotsen.referral.rules import (
    DryRun,
    RuleProblem,
    RuleSet,
    SetDiff,
    Town,
    diff_sets,
    dry_run,
    invented_cases,
    load_floor,
    review,
    write_rules,
)
from lotsen.workbench.actions.drafts import draft_row
from lotsen.workbench.actions.ranking import OrderRun, try_order
from lotsen.workbench.checking import checked, rules_of

FAMILIES = 1_000
"""Invented families a page tries a draft on: about a second; the command line takes more."""


@dataclass(frozen=True)
class Comparison:
    """Two rule sets, what is different between them, and what that changes for invented families."""

    old: RuleSet
    new: RuleSet
    diff: SetDiff
    run: DryRun
    order: OrderRun


def findings(desk: Desk, rules: RuleSet) -> tuple[RuleProblem, ...]:
    """Return what reads well and is no good here: rules that never fire, needs that nothing answers."""
    profiles = directory.profiles(desk).values()
    town = Town(
        asked=facts_asked(desk),
        needs=frozenset(need for profile in profiles for need in profile.needs),
        service_types=frozenset(profile.service_type for profile in profiles),
        today=local_day(desk.clock),
    )
    return review(rules, town)


def compare_draft(desk: Desk, draft_id: UUID) -> Comparison | None:
    """Compare a draft with the rules in force; None while it cannot be read. Raises NotVisible."""
    rules = checked(draft_row(desk, draft_id).text).rules
    return None if rules is None else compare(desk, current_rules(desk), rules)


def compare(desk: Desk, old: RuleSet, new: RuleSet) -> Comparison:
    """Compare two rule sets: what they say, and what they do for invented families."""
    diff, run = _compared(write_rules(old), write_rules(new), local_day(desk.clock))
    return Comparison(old, new, diff, run, try_order(desk, old, new))


@lru_cache(maxsize=8)
def _compared(old_text: str, new_text: str, today: date) -> tuple[SetDiff, DryRun]:
    old, new = rules_of(old_text), rules_of(new_text)
    return diff_sets(old, new, load_floor()), dry_run(old, new, invented_cases(FAMILIES, as_of=today))
