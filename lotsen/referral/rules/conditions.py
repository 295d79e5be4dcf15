"""The condition of a rule as a tree: comparisons, joined by all, any and not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import Op
from lotsen.terms import Fact, Scope, Texts


@dataclass(frozen=True)
class Check:
    """One fact compared with a value; `operands` are of the fact's own type."""

    fact: Fact
    op: Op
    operands: tuple[FactValue, ...] = ()
    sentence: Texts | None = None


@dataclass(frozen=True)
class AllOf:
    """Every part has to hold."""

    parts: tuple[Condition, ...]
    sentence: Texts | None = None


@dataclass(frozen=True)
class AnyOf:
    """One part has to hold."""

    parts: tuple[Condition, ...]
    sentence: Texts | None = None


@dataclass(frozen=True)
class NotOf:
    """The part must not hold."""

    part: Condition
    sentence: Texts | None = None


Condition = Check | AllOf | AnyOf | NotOf

OPPOSITE = {
    Op.IS: Op.IS_NOT,
    Op.IS_NOT: Op.IS,
    Op.IN: Op.NOT_IN,
    Op.NOT_IN: Op.IN,
    Op.LT: Op.GE,
    Op.GE: Op.LT,
    Op.LE: Op.GT,
    Op.GT: Op.LE,
}
"""What says no where the other says yes, and knows nothing where that does: "not below 5" is "at least 5"."""


def checks(condition: Condition) -> Iterator[Check]:
    """Yield every comparison in a condition, in the order in which it is written."""
    match condition:
        case Check():
            yield condition
        case NotOf(part=part):
            yield from checks(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from checks(part)


def sentences(condition: Condition) -> Iterator[Texts]:
    """Yield every sentence that a part of a condition has of its own, in the order of writing."""
    if condition.sentence is not None:
        yield condition.sentence
    match condition:
        case NotOf(part=part):
            yield from sentences(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from sentences(part)


def opposite(check: Condition) -> Condition:
    """Return what holds where a comparison does not: "not below 5" reads "at least 5"."""
    match check:
        case Check(op=op) if op in OPPOSITE:
            return replace(check, op=OPPOSITE[op], sentence=None)
    return NotOf(replace(check, sentence=None))


def default_scope(condition: Condition) -> Scope:
    """Return whose result it is when the rule does not say so: the child's before the caregiver's."""
    scopes = {check.fact.scope for check in checks(condition)}
    return next(scope for scope in (Scope.CHILD, Scope.CAREGIVER, Scope.FAMILY) if scope in scopes)
