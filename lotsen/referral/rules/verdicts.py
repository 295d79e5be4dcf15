"""What the rules of a set say about each person: which hold, and what could still decide the others. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lotsen.referral.rules.facts import FactRef
from lotsen.referral.rules.model import Block, Line, Rule, RuleSet
from lotsen.referral.rules.people import Binding, People, Reading
from lotsen.referral.rules.results import OpenRule
from lotsen.referral.rules.ruling import NOT, Ruling, together


class Held(NamedTuple):
    """A rule that holds for a person, and which grounds of its condition made it hold."""

    rule: Rule
    person_ref: str
    grounds: tuple[int, ...]


def verdicts_of(rule_set: RuleSet, people: People) -> tuple[list[Held], list[OpenRule]]:
    """Decide each rule for each person it is about; where it does not hold, there is nothing to say."""
    day, held, undecided = rule_set.on(people.case.as_of), list[Held](), list[OpenRule]()
    reading = Reading(rule_set.sheet, people)
    said = {readers: list(_said(block, reading)) for readers, block in day.blocks.items()}
    for rule, readers, at in day.order:
        for person_ref, bindings, rulings in said[readers]:
            ruling = rulings[at]
            if ruling is NOT:
                continue
            if ruling.truth:
                held.append(Held(rule, person_ref, ruling.grounds))
            else:
                undecided.append(OpenRule(rule, person_ref, _waits(ruling, bindings)))
    return held, undecided


def _said(block: Block, reading: Reading) -> Iterator[tuple[str, tuple[Binding, ...], list[Ruling]]]:
    """Yield what rules say about each person, together with every group of persons they read."""
    for person_ref, bindings in reading.bindings(block.reader):
        found = [block.rulings(binding.state) for binding in bindings]
        yield person_ref, bindings, found[0] if len(found) == 1 else list(map(together, *found))


def _waits(ruling: Ruling, bindings: Sequence[Binding]) -> tuple[tuple[FactRef, float], ...]:
    """Name what could still decide a rule, each with what it is worth to ask for it; the first says it."""
    found: dict[FactRef, float] = {}
    for waits, (_, references) in zip(ruling.waits, bindings, strict=True):
        for place, fact, worth in waits:
            known = references[place]
            if known is not None:
                found.setdefault(known[fact], worth)
    return tuple(found.items())


def persons_of(line: Line, reading: Reading) -> frozenset[str]:
    """Say whom a rule holds for, and nothing more."""
    return frozenset(
        person_ref
        for person_ref, bindings in reading.bindings(line.rule)
        if any(line.rulings[binding.state[line.span]].truth for binding in bindings)
    )
