"""Conditions of a sheet: whether an item is shown depends on answers that were given before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from lotsen.terms import Scope

Scalar = bool | str | int | float


class Operator(StrEnum):
    """How a condition compares, as in HL7 FHIR R4 (Questionnaire.item.enableWhen.operator)."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


ORDERING = frozenset({Operator.GREATER, Operator.LESS, Operator.AT_LEAST, Operator.AT_MOST})


@dataclass(frozen=True)
class Check:
    """One comparison with the answers to a question; `scope` and `fact` are those of that question.

    A question without an answer fulfils only "exists: false" and "!=": no answer of it equals the value.
    """

    question: str
    operator: Operator
    value: Scalar
    scope: Scope = Scope.FAMILY
    fact: str | None = None

    def holds(self, said: tuple[Scalar, ...]) -> bool:
        """Tell whether the answers given to the question fulfil the comparison."""
        match self.operator:
            case Operator.EXISTS:
                return bool(said) is bool(self.value)
            case Operator.EQUAL:
                return any(_same(one, self.value) for one in said)
            case Operator.NOT_EQUAL:
                return not any(_same(one, self.value) for one in said)
        return any(self._compares(one) for one in said)

    def _compares(self, one: Scalar) -> bool:
        if isinstance(one, str) and isinstance(self.value, str):
            return _ordered(self.operator, (one > self.value) - (one < self.value))
        if isinstance(one, str | bool) or isinstance(self.value, str | bool):
            return False
        return _ordered(self.operator, (one > self.value) - (one < self.value))


def _same(one: Scalar, other: Scalar) -> bool:
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def _ordered(operator: Operator, sign: int) -> bool:
    match operator:
        case Operator.GREATER:
            return sign > 0
        case Operator.LESS:
            return sign < 0
        case Operator.AT_LEAST:
            return sign >= 0
    return sign <= 0


@dataclass(frozen=True)
class When:
    """Several comparisons: all of them have to hold, or any one is enough."""

    checks: tuple[Check, ...]
    any_is_enough: bool = False

    def holds(self, said: Callable[[Check], tuple[Scalar, ...]]) -> bool:
        """Tell whether the condition is fulfilled; `said` finds the answers a comparison looks at."""
        found = (check.holds(said(check)) for check in self.checks)
        return any(found) if self.any_is_enough else all(found)
