"""Kleene's strong three-valued logic, and the ten operators a rule may use.

None stands for "not known". It is never read as no: `not None` is None, and a conjunction is only false
when one of its parts is (S. C. Kleene, Introduction to Metamathematics, 1952, § 64).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from lotsen.referral.rules.facts import FactValue
from lotsen.terms import FactKind

Truth = bool | None
Test = Callable[[FactValue], bool]


class Op(StrEnum):
    """How a condition compares a fact with the value of the rule."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    BETWEEN = "between"
    KNOWN = "known"


LISTED = frozenset({Op.IN, Op.NOT_IN})

OPS_OF_KIND: dict[FactKind, frozenset[Op]] = {
    FactKind.YES_NO: frozenset({Op.IS, Op.IS_NOT, Op.KNOWN}),
    FactKind.CHOICE: frozenset({Op.IS, Op.IS_NOT, Op.KNOWN}) | LISTED,
    FactKind.NUMBER: frozenset(Op),
    FactKind.DATE: frozenset(Op),
}


def not_(truth: Truth) -> Truth:
    """Negate; what is not known stays so."""
    return None if truth is None else not truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return no as soon as one is no, yes if all are yes, else not known."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return yes as soon as one is yes, no if all are no, else not known."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def make_test(op: Op, operands: tuple[FactValue, ...]) -> Test:
    """Build the test of a known value; `operands` are of the fact's own type.

    `known` has no test of its own: a value that is there is known.
    """
    match op:
        case Op.KNOWN:
            return lambda value: True
        case Op.IS | Op.IN:
            return lambda value: value in operands
        case Op.IS_NOT | Op.NOT_IN:
            return lambda value: value not in operands
        case Op.BETWEEN:
            low, high = operands
            return lambda value: low <= value <= high  # type: ignore[operator]  # one type: see OPS_OF_KIND
    return _compare(op, operands[0])


def _compare(op: Op, bound: FactValue) -> Test:
    match op:
        case Op.LT:
            return lambda value: value < bound  # type: ignore[operator]  # one type: see OPS_OF_KIND
        case Op.LE:
            return lambda value: value <= bound  # type: ignore[operator]  # one type: see OPS_OF_KIND
        case Op.GT:
            return lambda value: value > bound  # type: ignore[operator]  # one type: see OPS_OF_KIND
    return lambda value: value >= bound  # type: ignore[operator]  # one type: see OPS_OF_KIND
