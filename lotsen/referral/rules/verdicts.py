"""What the rules of a set say about each person: which hold, and what could still decide the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple, TypeVar

from lotsen.referral.rules.facts import FactRef
from lotsen.referral.rules.model import Line, Rule, RuleSet
from lotsen.referral.rules.people import Binding, People, Reading
from lotsen.referral.rules.results import OpenRule
from lotsen.referral.rules.ruling import NOT, Ruling, together
from lotsen.terms import Texts

T = TypeVar("T")


class Held(NamedTuple):
    """A rule that holds for a person, and why."""

    rule: Rule
    person_ref: str
    reasons: tuple[Texts, ...]


def verdicts_of(rule_set: RuleSet, people: People) -> tuple[list[Held], list[OpenRule]]:
    """Decide each rule for each person it is about; where it does not hold, there is nothing to say."""
    reading = Reading(rule_set.sheet, people)
    held, undecided = list[tuple[int, Held]](), list[tuple[int, OpenRule]]()
    for block in rule_set.blocks(people.case.as_of):
        for person_ref, bindings in reading.bindings(block.reader):
            found = [block.rulings(binding.state) for binding in bindings]
            for at, ruling in enumerate(found[0] if len(found) == 1 else map(together, *found)):
                if ruling is NOT:
                    continue
                place, rule = block.placed[at]
                if ruling.truth:
                    held.append((place, Held(rule, person_ref, ruling.reasons)))
                else:
                    worth = _worth([one[at] for one in found], bindings)
                    undecided.append((place, OpenRule(rule, person_ref, worth)))
    return _in_order(held), _in_order(undecided)


def _worth(rulings: Iterable[Ruling], bindings: Iterable[Binding]) -> dict[FactRef, float]:
    """Name what could still decide a rule, each with what it is worth to ask for it; the first says it."""
    found: dict[FactRef, float] = {}
    for ruling, (_, references) in zip(rulings, bindings, strict=True):
        for place, fact, worth in ruling.waits:
            known = references[place]
            if known is not None:
                found.setdefault(known[fact], worth)
    return found


def _in_order(placed: list[tuple[int, T]]) -> list[T]:
    """Put what was found block by block into the order of the rules; of one rule, that of the persons stays."""
    return [one for _, one in sorted(placed, key=itemgetter(0))]


def persons_of(line: Line, reading: Reading) -> frozenset[str]:
    """Say whom a rule holds for, and nothing more."""
    return frozenset(
        person_ref
        for person_ref, bindings in reading.bindings(line.rule)
        if any(line.rulings[binding.state[line.span]].truth for binding in bindings)
    )
