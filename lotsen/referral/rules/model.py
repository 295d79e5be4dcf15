"""Rules as data: rules, sets of rules, and the unit cases that come with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from operator import getitem, itemgetter
from typing import NamedTuple

from lotsen.referral.rules.compiler import compile_condition
from lotsen.referral.rules.conditions import Check, Condition, checks
from lotsen.referral.rules.facts import CaseFacts, FactRef
from lotsen.referral.rules.program import Program
from lotsen.referral.rules.ruling import Ruling, Rulings
from lotsen.referral.rules.sheet import Sheet
from lotsen.referral.rules.weighing import SHIPPED, Weights
from lotsen.terms import Fact, Scope, Texts

DAYS = 4
"""For so many days a set remembers which of its rules apply."""

MOST_WEIGHT = 9
"""The heaviest a need can weigh; a path of the safety floor counts as much."""


@dataclass(frozen=True)
class Rule:
    """If the condition holds for a person, the person has a need, or a path of the safety floor opens.

    `prefer` names the types of service that answer the need best; the order of proposals follows it.
    `about` is whose result it is. Facts of other scopes count once they hold for one person of that scope.
    `path_in_file` and `line` say where it was read, so that what is found later can be told there.
    """

    id: str
    when: Condition
    sentence: Texts
    about: Scope
    need: str | None = None
    weight: int = 0
    path: str | None = None
    prefer: tuple[str, ...] = ()
    reference: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    path_in_file: str = field(default="", compare=False)
    line: int = field(default=1, compare=False)

    def is_valid(self, day: date) -> bool:
        """Tell whether the rule applies on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    @property
    def counts(self) -> int:
        """What it weighs; a path weighs like the heaviest need."""
        return self.weight or MOST_WEIGHT

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every comparison of the condition."""
        return tuple(checks(self.when))

    @cached_property
    def scopes(self) -> frozenset[Scope]:
        """Whose facts the rule reads, and whose result it is."""
        return frozenset(check.fact.scope for check in self.checks) | {self.about}

    @cached_property
    def readers(self) -> str:
        """Whose result it is and whose facts it reads: rules that agree in this read the same persons."""
        return ":".join((self.about, *sorted(self.scopes)))

    @cached_property
    def program(self) -> Program:
        """The condition, compiled once."""
        return compile_condition(self.when)

    @cached_property
    def rulings(self) -> Rulings:
        """What comes out of each state of its comparisons, found when it is asked for first."""
        return Rulings(self.program, self.counts)


@dataclass(frozen=True)
class SafetyPath:
    """Whom to turn to at once, in words that can be shown as they are."""

    id: str
    title: Texts
    contact: Texts


@dataclass(frozen=True)
class Expectation:
    """What a unit case says has to come out; a part that is left out is not looked at."""

    needs: frozenset[str] | None = None
    paths: frozenset[str] | None = None
    fires: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    next_question: FactRef | None = None


@dataclass(frozen=True)
class UnitCase:
    """An invented family that shows what a rule set does; red ones keep it from being published."""

    name: str
    case: CaseFacts
    expect: Expectation


class Line(NamedTuple):
    """A rule, where its comparisons stand on the sheet of its set, and what comes out of them."""

    rule: Rule
    span: slice
    rulings: Mapping[bytes, Ruling]


_NOTHING = slice(0)
"""Cut beside the others, so that there are always several."""


class Block:
    """Rules that read the same persons: they are applied in one go. Any of them will do as the `reader`."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.reader = lines[0].rule
        self._rulings = [line.rulings for line in lines]
        self._cut = itemgetter(*[line.span for line in lines], _NOTHING)

    def rulings(self, state: bytes) -> list[Ruling]:
        """Return what each rule says of a group of persons, by the bits of all comparisons."""
        return list(map(getitem, self._rulings, self._cut(state)))


class Day:
    """The rules that apply on a day: `lines` one by one, and `order` with its block and its place there."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)
        alike: dict[str, list[Line]] = {}
        order = []
        for line in self.lines:
            block = alike.setdefault(line.rule.readers, [])
            order.append((line.rule, line.rule.readers, len(block)))
            block.append(line)
        self.order = tuple(order)
        self.blocks = {readers: Block(block) for readers, block in alike.items()}


class RuleSetStatus(StrEnum):
    """How far a rule set has come; `needs_sign_off` asks the operator's professionals to approve it."""

    DRAFT = "draft"
    NEEDS_SIGN_OFF = "needs_sign_off"
    PUBLISHED = "published"


@dataclass(frozen=True)
class RuleSet:
    """A dated version of rules; the safety floor is one, whose rules open paths and nothing else.

    `ranking` says in which order services that fit are proposed.
    """

    id: str
    version: int
    status: RuleSetStatus
    valid_from: date
    title: Texts
    rules: tuple[Rule, ...]
    paths: Mapping[str, SafetyPath] = field(default_factory=dict)
    cases: tuple[UnitCase, ...] = ()
    is_floor: bool = False
    ranking: Weights = SHIPPED

    @property
    def label(self) -> str:
        """The id and version that a stored proposal names."""
        return f"{self.id}/{self.version}"

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact that a rule of the set reads."""
        return {check.fact.code: check.fact for rule in self.rules for check in rule.checks}

    @cached_property
    def sheet(self) -> Sheet:
        """The comparisons of all rules."""
        return Sheet([rule.program for rule in self.rules], self.facts)

    def on(self, day: date) -> Day:
        """Return the rules that apply on a day, in their order."""
        return self._days(day)

    @cached_property
    def _days(self) -> Callable[[date], Day]:
        lines = [
            Line(rule, span, rule.rulings) for rule, span in zip(self.rules, self.sheet.spans, strict=True)
        ]
        return lru_cache(DAYS)(lambda day: Day(line for line in lines if line.rule.is_valid(day)))
