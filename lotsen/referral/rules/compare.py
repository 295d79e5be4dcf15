"""What changed between two rule sets: rules added, removed, changed field by field, and cases that turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lotsen.referral.rules.cases import CaseOutcome, case_outcome
from lotsen.referral.rules.model import Rule, RuleSet
from lotsen.referral.rules.weighing import NAMES, Weights
from lotsen.referral.rules.writer import rule_document


@dataclass(frozen=True)
class FieldChange:
    """One field of a rule, before and after, as the file writes it; None where it is not there."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RuleChange:
    """A rule that is in both sets and differs."""

    rule: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class CaseChange:
    """A unit case that is red with one of the sets and green with the other."""

    name: str
    before: CaseOutcome
    after: CaseOutcome


@dataclass(frozen=True)
class SetDiff:
    """Everything that is different between an older and a newer set."""

    added: tuple[Rule, ...]
    removed: tuple[Rule, ...]
    changed: tuple[RuleChange, ...]
    paths: tuple[str, ...]
    cases: tuple[CaseChange, ...]
    ranking: tuple[FieldChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the two sets do the same with the same words."""
        return not (self.added or self.removed or self.changed or self.paths or self.cases or self.ranking)


def diff_sets(old: RuleSet, new: RuleSet, floor: RuleSet) -> SetDiff:
    """Compare two sets rule by rule; each unit case of either is run with both.

    A case counts as changed when it is red with one set and green with the other.
    """
    before, after = {rule.id: rule for rule in old.rules}, {rule.id: rule for rule in new.rules}
    return SetDiff(
        added=tuple(rule for code, rule in after.items() if code not in before),
        removed=tuple(rule for code, rule in before.items() if code not in after),
        changed=tuple(
            RuleChange(code, fields)
            for code, rule in after.items()
            if code in before and (fields := _fields(rule_document(before[code]), rule_document(rule)))
        ),
        paths=tuple(
            sorted(code for code in {*old.paths, *new.paths} if old.paths.get(code) != new.paths.get(code))
        ),
        cases=_cases(old, new, floor),
        ranking=diff_weights(old.ranking, new.ranking),
    )


def diff_weights(old: Weights, new: Weights) -> tuple[FieldChange, ...]:
    """Return the weights of the ranking that differ, in hundredths of a point."""
    return tuple(
        FieldChange(name, getattr(old, name), getattr(new, name))
        for name in NAMES
        if getattr(old, name) != getattr(new, name)
    )


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    names = dict.fromkeys([*before, *after])
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def _cases(old: RuleSet, new: RuleSet, floor: RuleSet) -> tuple[CaseChange, ...]:
    cases = {case.name: case for case in old.cases} | {case.name: case for case in new.cases}
    found = [
        CaseChange(name, case_outcome(case, old, floor), case_outcome(case, new, floor))
        for name, case in cases.items()
    ]
    return tuple(change for change in found if change.before.is_green is not change.after.is_green)
