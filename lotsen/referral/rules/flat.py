"""A condition as people fill in a table: rows in blocks, joined by and within or. Pure.

Nearly every rule anybody writes is of one of four forms; a deeper one is edited as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lotsen.referral.rules.conditions import OPPOSITE, AllOf, AnyOf, Check, Condition, NotOf, opposite


class Joins(StrEnum):
    """How the rows of a rule belong together."""

    ALL = "all"
    ANY = "any"
    ALL_OF_ANY = "all_of_any"
    ANY_OF_ALL = "any_of_all"


@dataclass(frozen=True)
class Row:
    """One comparison, and the block it stands in; blocks count from 1 and matter for the last two forms."""

    check: Check
    block: int = 1


@dataclass(frozen=True)
class Flat:
    """The rows of a condition and how they belong together."""

    joins: Joins
    rows: tuple[Row, ...]


def flat_of(condition: Condition) -> Flat | None:
    """Return the rows of a condition; None where it is nested deeper, or gives several rows one reason."""
    whole = _plain(condition)
    match whole:
        case Check():
            return Flat(Joins.ALL, (Row(whole),))
        case AllOf() | AnyOf() if whole.sentence is None:
            return _rows(whole)
    return None


def condition_of(flat: Flat) -> Condition:
    """Return the condition that rows stand for; rows there have to be."""
    checks = [row.check for row in flat.rows]
    match flat.joins:
        case Joins.ALL:
            return _join(AllOf, checks)
        case Joins.ANY:
            return _join(AnyOf, checks)
        case Joins.ALL_OF_ANY:
            return _join(AllOf, [_join(AnyOf, block) for block in _blocks(flat.rows)])
        case Joins.ANY_OF_ALL:
            return _join(AnyOf, [_join(AllOf, block) for block in _blocks(flat.rows)])


def _rows(whole: AllOf | AnyOf) -> Flat | None:
    inner = AnyOf if isinstance(whole, AllOf) else AllOf
    rows: list[Row] = []
    for number, part in enumerate(map(_plain, whole.parts), start=1):
        if isinstance(part, Check):
            rows.append(Row(part, number))
        elif isinstance(part, inner) and part.sentence is None:
            checks = [check for check in map(_plain, part.parts) if isinstance(check, Check)]
            if len(checks) < len(part.parts):
                return None
            rows += [Row(check, number) for check in checks]
        else:
            return None
    has_blocks = len({row.block for row in rows}) < len(rows)
    if not has_blocks:
        joins = Joins.ALL if inner is AnyOf else Joins.ANY
        return Flat(joins, tuple(replace(row, block=1) for row in rows))
    return Flat(Joins.ALL_OF_ANY if inner is AnyOf else Joins.ANY_OF_ALL, tuple(rows))


def _plain(node: Condition) -> Condition:
    """Write "not: below 5" as "at least 5", and a list of one as what is in it."""
    match node:
        case NotOf(part=Check() as check, sentence=None) if check.op in OPPOSITE and check.sentence is None:
            return opposite(check)
        case AllOf(parts=(only,), sentence=None) | AnyOf(parts=(only,), sentence=None):
            return _plain(only)
    return node


def _blocks(rows: Sequence[Row]) -> list[list[Condition]]:
    numbers = dict.fromkeys(row.block for row in sorted(rows, key=lambda row: row.block))
    return [[row.check for row in rows if row.block == number] for number in numbers]


def _join(kind: type[AllOf] | type[AnyOf], parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
