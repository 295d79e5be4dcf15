"""What each rule says about each person: that it holds, or what could still decide it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lotsen.referral.rules.facts import FactRef
from lotsen.referral.rules.logic import Truth, any_of
from lotsen.referral.rules.model import Line, Rule, RuleSet
from lotsen.referral.rules.people import Binding, People, Reading, References
from lotsen.referral.rules.program import Missing, Outcome
from lotsen.referral.rules.results import OpenRule


class Verdict(NamedTuple):
    """What one rule says about one person."""

    rule: Rule
    person_ref: str
    truth: Truth
    shares: Mapping[FactRef, float]
    held: tuple[int, ...]

    def as_open(self) -> OpenRule:
        return OpenRule(self.rule.id, self.rule.need, self.rule.path, self.person_ref, tuple(self.shares))


def verdicts_of(rule_set: RuleSet, people: People) -> list[Verdict]:
    """Decide each rule for each person it is about; where it does not hold, there is nothing to say."""
    reading, found = Reading(rule_set.sheet, people), list[Verdict]()
    for line in rule_set.lines(people.case.as_of):
        rule, _, span, outcomes = line
        for person_ref, bindings in reading.bindings(line):
            if len(bindings) == 1:
                ((state, references),) = bindings
                truth, missing, held = outcomes[state[span]]
                if truth is None:
                    found.append(Verdict(rule, person_ref, None, _shares(missing, references), ()))
                elif truth:
                    found.append(Verdict(rule, person_ref, True, {}, held))
            elif verdict := _together(
                rule, person_ref, bindings, [outcomes[one[0][span]] for one in bindings]
            ):
                found.append(verdict)
    return found


def _together(
    rule: Rule, person_ref: str, bindings: Sequence[Binding], outcomes: Sequence[Outcome]
) -> Verdict | None:
    """Decide a rule for several groups of persons: it holds once it holds in one."""
    truth = any_of([one.truth for one in outcomes])
    if truth is None:
        shares: dict[FactRef, float] = {}
        for binding, outcome in zip(bindings, outcomes, strict=True):
            shares = _shares(outcome.missing, binding.references, shares)
        return Verdict(rule, person_ref, None, shares, ())
    held = sorted({ground for one in outcomes if one.truth for ground in one.held})
    return Verdict(rule, person_ref, True, {}, tuple(held)) if truth else None


def _shares(
    missing: Iterable[Missing],
    references: Sequence[References | None],
    before: dict[FactRef, float] | None = None,
) -> dict[FactRef, float]:
    """Name what could still decide a rule, each with the share of answers that would; the first says it."""
    shares = {} if before is None else before
    for place, fact, share in missing:
        known = references[place]
        if known is not None:
            shares.setdefault(known[fact], share)
    return shares


def persons_of(line: Line, reading: Reading) -> frozenset[str]:
    """Say whom a rule holds for, and nothing more."""
    return frozenset(
        person_ref
        for person_ref, bindings in reading.bindings(line)
        if any(line.outcomes[state[line.span]].truth is True for state, _ in bindings)
    )
