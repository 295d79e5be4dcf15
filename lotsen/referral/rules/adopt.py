"""A rule set of another town, opened here: what fits becomes a draft, what does not is told rule by rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lotsen.referral.rules.compare import FieldChange, diff_weights
from lotsen.referral.rules.loader import check_rules
from lotsen.referral.rules.model import RuleSet, RuleSetStatus
from lotsen.referral.rules.problems import InvalidRules, RuleProblem
from lotsen.referral.rules.weighing import SHIPPED
from lotsen.terms import Vocabulary
from lotsen.terms.marked import Marked, read

ENTRY = re.compile(r"(rules|cases|paths)\[(\d+)\](\.prefer\[\d+\])?")


@dataclass(frozen=True)
class LeftOut:
    """What does not fit here, with every reason; `kind` is its list.

    A rule, a unit case or a path; of a rule that fits also single types of service it prefers ("prefer").
    """

    kind: str
    name: str
    problems: tuple[RuleProblem, ...]


@dataclass(frozen=True)
class Adopted:
    """The draft, and what was left out of it."""

    draft: RuleSet
    left_out: tuple[LeftOut, ...]

    @property
    def weights(self) -> tuple[FieldChange, ...]:
        """The weights of the ranking that come along and differ from those that are shipped."""
        return diff_weights(SHIPPED, self.draft.ranking)


def adopt(text: str, *, floor: RuleSet, words: Vocabulary | None = None) -> Adopted:
    """Open a set of another town as a draft; raises InvalidRules for what is no rule set at all.

    Entries that cannot be read here are left out one by one, and with a rule the unit cases that name it,
    until the rest can be read. An unknown type of service that a rule prefers costs the type, not the rule.
    """
    gone: set[str] = set()
    left_out: list[LeftOut] = []
    document: Marked | None = None
    while True:
        rule_set, problems = check_rules(text, floor=floor, words=words, without=gone)
        if rule_set is not None:
            return Adopted(replace(rule_set, status=RuleSetStatus.DRAFT), tuple(left_out))
        found: dict[str, list[RuleProblem]] = {}
        for problem in problems:
            entry = ENTRY.match(problem.path)
            if entry is None:
                raise InvalidRules(problems)
            found.setdefault(entry[0], []).append(problem)
        document = document or read(text, "rules")
        left_out += [
            LeftOut("prefer" if at.count("[") > 1 else at.partition("[")[0], _name(document, at), tuple(why))
            for at, why in found.items()
        ]
        gone |= set(found)


def _name(document: Marked, at: str) -> str:
    """Return the id or name of an entry, or its place where it has none; of what it prefers the rule's id."""
    kind, _, index = at.partition("]")[0].partition("[")
    entries = _of(document, kind)
    entry = entries.value[int(index)] if entries is not None and isinstance(entries.value, tuple) else None
    named = None if entry is None else _of(entry, "name" if kind == "cases" else "id")
    return str(named.value) if named is not None and isinstance(named.value, str) else at


def _of(marked: Marked, field: str) -> Marked | None:
    return marked.value.get(field) if isinstance(marked.value, Mapping) else None
