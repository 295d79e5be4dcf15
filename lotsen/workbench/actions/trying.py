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
from lotsen.workbench.checking import checked

FAMILIES = 1_000
"""Invented families a page tries a draft on: about a second; the command line takes more."""


@dataclass(frozen=True)
class Comparison:
    """Two rule sets, what is different between them, and what that changes for invented families."""

    old: RuleSet
    new: RuleSet
    diff: SetDiff
    run: DryRun


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
    text = draft_row(desk, draft_id).text
    if checked(text).rules is None:
        return None
    return _compared(write_rules(current_rules(desk)), text, local_day(desk.clock))


@lru_cache(maxsize=8)
def _compared(old_text: str, new_text: str, today: date) -> Comparison | None:
    old, new, floor = checked(old_text).rules, checked(new_text).rules, load_floor()
    if old is None or new is None:
        return None
    families = invented_cases(FAMILIES, as_of=today)
    return Comparison(old, new, diff_sets(old, new, floor), dry_run(old, new, families))
