"""Whether a condition can ever hold, and whether one implies another: decided exactly, not guessed.

The search gives one fact after another each of its ranges and stops as soon as Kleene's logic decides the
rest, so conditions people write take a few dozen steps. Facts that hang together through dates (age and birth
date, week of pregnancy and expected date) may not contradict each other on the days the rule applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lotsen.referral.rules.compiler import compile_condition
from lotsen.referral.rules.conditions import Condition, checks
from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import Truth
from lotsen.referral.rules.program import Program, Truths, Variable
from lotsen.referral.rules.review.calendar import Window, fits_calendar
from lotsen.referral.rules.review.ranges import Range, ranges_of
from lotsen.terms import Fact, Phase, Scope

MOST_STEPS = 50_000
"""Beyond it nothing is said, neither yes nor no; rules with two dozen comparisons stay far below."""

ALWAYS = Window(date.min, date.max)
_PHASES = tuple(Range(phase.value) for phase in Phase)
_YES_NO = (Range(True), Range(False))


def can_hold(
    condition: Condition, window: Window = ALWAYS, *, unasked: frozenset[str] = frozenset()
) -> Truth:
    """Tell whether some family meets the condition on some day; None where the search was given up.

    Facts that are `unasked` are never known, so the rest has to be enough.
    """
    return _Search((condition,), window, unasked).find(lambda truths: truths[0])


def implies(first: Condition, second: Condition, window: Window = ALWAYS) -> Truth:
    """Tell whether the second condition holds wherever the first does, with everything known."""
    found = _Search((first, second), window).find(lambda truths: _first_only(truths[0], truths[1]))
    return None if found is None else not found


def cover_all(first: Condition, second: Condition, window: Window = ALWAYS) -> Truth:
    """Tell whether one of the two holds whatever is known."""
    found = _Search((first, second), window).find(lambda truths: _neither(truths[0], truths[1]))
    return None if found is None else not found


def _first_only(first: Truth, second: Truth) -> Truth:
    if first is False or second is True:
        return False
    return True if first and second is False else None


def _neither(first: Truth, second: Truth) -> Truth:
    if first or second:
        return False
    return True if first is False and second is False else None


class _GivenUp(Exception):
    """The search took too many steps."""


@dataclass
class _Search:
    conditions: Sequence[Condition]
    window: Window
    unasked: frozenset[str] = frozenset()
    steps: int = 0
    programs: tuple[Program, ...] = ()
    ranges: dict[Variable, tuple[Range, ...]] = field(default_factory=dict)
    never_known: dict[Variable, tuple[Range, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.programs = tuple(compile_condition(condition) for condition in self.conditions)
        operands: dict[str, list[FactValue]] = {}
        facts: dict[str, Fact] = {}
        for condition in self.conditions:
            for check in checks(condition):
                facts[check.fact.code] = check.fact
                operands.setdefault(check.fact.code, []).extend(check.operands)
        for program in self.programs:
            for variable in (leaf.variable for leaf in program.leaves):
                if variable.fact not in self.unasked:
                    self.ranges[variable] = _ranges(variable, facts, operands)
                else:
                    self.never_known[variable] = tuple(Range(cell.value) for cell in program.cells[variable])

    def find(self, goal: Callable[[Sequence[Truth]], Truth]) -> Truth:
        try:
            return self._go({}, goal)
        except _GivenUp:
            return None

    def _go(self, chosen: Mapping[Variable, Range], goal: Callable[[Sequence[Truth]], Truth]) -> bool:
        told = self._tell(chosen)
        reached = self._reached(told, goal)
        if reached is None and (variable := self._next(told, chosen, self.ranges)) is not None:
            return any(self._go({**chosen, variable: part}, goal) for part in self.ranges[variable])
        met = self._whatever(chosen, goal) if reached is None else reached
        return met and fits_calendar(_calendar(chosen), self.window)

    def _whatever(self, chosen: Mapping[Variable, Range], goal: Callable[[Sequence[Truth]], Truth]) -> bool:
        """Tell whether the goal is met for every value of what is never known."""
        told = self._tell(chosen)
        reached = self._reached(told, goal)
        if reached is not None:
            return reached
        variable = self._next(told, chosen, self.never_known)
        return variable is not None and all(
            self._whatever({**chosen, variable: part}, goal) for part in self.never_known[variable]
        )

    def _tell(self, chosen: Mapping[Variable, Range]) -> list[list[Truth]]:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _GivenUp
        return [self._truths(program, chosen) for program in self.programs]

    def _reached(self, told: Sequence[Sequence[Truth]], goal: Callable[[Sequence[Truth]], Truth]) -> Truth:
        pairs = zip(self.programs, told, strict=True)
        return goal([program.root.truth(truths) for program, truths in pairs])

    def _truths(self, program: Program, chosen: Mapping[Variable, Range]) -> list[Truth]:
        return [
            leaf.holds(chosen[leaf.variable].value) if leaf.variable in chosen else None
            for leaf in program.leaves
        ]

    def _next(
        self,
        told: Iterable[Truths],
        chosen: Mapping[Variable, Range],
        offered: Mapping[Variable, tuple[Range, ...]],
    ) -> Variable | None:
        for program, truths in zip(self.programs, told, strict=True):
            for index in program.root.live(truths):
                variable = program.leaves[index].variable
                if variable in offered and variable not in chosen:
                    return variable
        return None


def _ranges(
    variable: Variable, facts: Mapping[str, Fact], operands: Mapping[str, Iterable[FactValue]]
) -> tuple[Range, ...]:
    """Return what a variable can be; a fact that is there is known, and "not known" never becomes a yes."""
    if variable.aspect == "known":
        return (Range(True),)
    if variable.aspect != "value":
        return _YES_NO
    if variable.fact not in facts:
        return _PHASES
    return ranges_of(facts[variable.fact], operands[variable.fact])


def _calendar(chosen: Mapping[Variable, Range]) -> dict[str, Range]:
    """Return what is assumed of the child: its phase, and the facts that follow from its dates."""
    return {
        variable.fact: part
        for variable, part in chosen.items()
        if variable.scope is Scope.CHILD and variable.aspect == "value"
    }
