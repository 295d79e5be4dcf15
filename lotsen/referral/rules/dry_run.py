"""What another rule set would change for many families at once: gained, lost, and in another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lotsen.referral.rules.evaluate import find
from lotsen.referral.rules.facts import CaseFacts
from lotsen.referral.rules.model import Rule, RuleSet
from lotsen.referral.rules.results import Because, FoundNeed

Result = tuple[str, str]
"""A need or a path, and whose it is."""


@dataclass(frozen=True)
class RuleEffect:
    """In how many families a rule now holds, holds no longer, or puts the needs in another order."""

    rule: str
    gained: int
    lost: int
    reordered: int


@dataclass(frozen=True)
class ResultEffect:
    """In how many families a need or a path is new or gone, whichever rule it came from."""

    code: str
    gained: int
    lost: int


@dataclass(frozen=True)
class DryRun:
    """The effect of a change on so many families; `changed` counts those for whom anything is different."""

    families: int
    changed: int
    reordered: int
    rules: tuple[RuleEffect, ...]
    results: tuple[ResultEffect, ...]


def dry_run(old: RuleSet, new: RuleSet, cases: Iterable[CaseFacts]) -> DryRun:
    """Apply both sets to the cases; the safety floor is the same for both and left out.

    A family counts once for a rule, however many of its children or caregivers it concerns. Families whose
    needs stay and only change their order count as reordered, for every rule that weighs or holds otherwise.
    """
    sets = (old, sharing(old, new))
    rules = [{rule.id: rule for rule in one.rules} for one in sets]
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    more: Counter[str] = Counter()
    less: Counter[str] = Counter()
    families = changed = reordered = 0
    for case in cases:
        families += 1
        was, now = find(sets, case)
        newly = {code for code in now if now[code] - was.get(code, frozenset())}
        gone = {code for code in was if was[code] - now.get(code, frozenset())}
        gained.update(newly)
        lost.update(gone)
        first, second = _results(was, rules[0]), _results(now, rules[1])
        more.update({code for code, _ in set(second) - set(first)})
        less.update({code for code, _ in set(first) - set(second)})
        is_moved = first != second and set(first) == set(second)
        if is_moved:
            reordered += 1
            other = {code for code in {*was, *now} if _weight(rules[0], code) != _weight(rules[1], code)}
            moved.update(newly | gone | other)
        changed += first != second
    order = list(dict.fromkeys([*rules[0], *rules[1]]))
    return DryRun(
        families=families,
        changed=changed,
        reordered=reordered,
        rules=tuple(
            RuleEffect(code, gained[code], lost[code], moved[code])
            for code in order
            if gained[code] or lost[code] or moved[code]
        ),
        results=tuple(ResultEffect(code, more[code], less[code]) for code in sorted({*more, *less})),
    )


def sharing(old: RuleSet, new: RuleSet) -> RuleSet:
    """Return the new set with the very rules of the old one wherever they are equal: they run once."""
    known = {rule.id: rule for rule in old.rules}
    rules = tuple(known[rule.id] if known.get(rule.id) == rule else rule for rule in new.rules)
    return replace(new, rules=rules)


def needs_of(found: Mapping[str, frozenset[str]], rules: Mapping[str, Rule]) -> tuple[FoundNeed, ...]:
    """Return the needs that rules find, the heaviest first; without the grounds, which nobody reads here."""
    groups: dict[Result, list[Rule]] = {}
    for code, persons in found.items():
        if (need := rules[code].need) is not None:
            for person in persons:
                groups.setdefault((need, person), []).append(rules[code])
    needs = [
        FoundNeed.by(code, person, tuple(map(Because, group))) for (code, person), group in groups.items()
    ]
    return tuple(sorted(needs, key=lambda need: (-need.weight, need.code, need.person_ref)))


def _results(found: Mapping[str, frozenset[str]], rules: Mapping[str, Rule]) -> tuple[Result, ...]:
    """Return needs and paths in the order in which they are shown: the heaviest need first."""
    weights: dict[Result, int] = {}
    for code, persons in found.items():
        rule = rules[code]
        for person in persons:
            key = (rule.need or rule.path or "", person)
            weights[key] = weights.get(key, 0) + rule.weight
    return tuple(sorted(weights, key=lambda key: (-weights[key], key)))


def _weight(rules: Mapping[str, Rule], code: str) -> int:
    return rules[code].weight if code in rules else 0
