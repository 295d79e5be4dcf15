"""Turns what happened to families into the published cells of one table. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lotsen.figures.domain.catalogue import (
    BY_INSTITUTION,
    MAY_BE_UNKNOWN,
    OTHER,
    TOTAL,
    UNKNOWN,
    Counted,
    Dimension,
    Table,
)
from lotsen.figures.domain.rules import (
    LEAST_IN_OTHER,
    LEAST_INSTITUTIONS_IN_OTHER,
    rows_to_merge,
)

Guard = Callable[[int, int], int]
"""Publishes a count, given the count and the sum of its record keys."""


@dataclass(frozen=True)
class Mention:
    """One thing that happened to one family (a pseudonym and its record key), and where it is counted."""

    family: str
    record_key: int
    counted: Counted
    values: Mapping[Dimension, Collection[str]]


@dataclass(frozen=True)
class Members:
    """The categories of every dimension, in order of display; those without a family are published too.

    `institutions` says for how many institutions a row of an institution table stands;
    `practices` are the rows that would show a single practice.
    """

    codes: Mapping[Dimension, tuple[str, ...]]
    institutions: Mapping[str, int] = field(default_factory=dict)
    practices: frozenset[str] = frozenset()

    def cells(self, table: Table) -> int:
        """Count the inner cells of a table."""
        columns = len(self.codes[table.columns]) if table.columns else 1
        return len(self.codes[table.rows]) * columns


@dataclass(frozen=True, order=True)
class Published:
    """One published value; an empty code is the margin over all rows or columns."""

    row: str
    column: str
    value: int


class _Crowd(dict[str, int]):
    """The families of one cell with their record keys, each once."""

    def publish(self, guard: Guard) -> int:
        return guard(len(self), sum(self.values()))


def tabulate(
    table: Table, mentions: Iterable[Mention], members: Members, guard: Guard
) -> tuple[Published, ...] | None:
    """Publish one table, margins included; None where the rules leave no rows to show.

    Each margin is looked up as a cell of its own, never summed, so that the same families show the
    same value in every table.
    """
    crowds = _gather(table, mentions, members)
    rows = list(members.codes[table.rows])
    columns = [TOTAL, *members.codes[table.columns]] if table.columns else [TOTAL]
    merged = _merge(table, crowds, rows, members, guard) if table.merges_rows else frozenset()
    if table.merges_rows and len(merged) == len(rows):
        return None
    if table.rows in MAY_BE_UNKNOWN and not table.columns:
        rows.append(UNKNOWN)
    shown = [TOTAL, *(row for row in rows if row not in merged)]
    cells = [
        Published(row, column, crowds.get((row, column), _Crowd()).publish(guard))
        for row in shown
        for column in columns
    ]
    if merged:
        cells += [
            Published(OTHER, column, _union(crowds, merged, column).publish(guard)) for column in columns
        ]
    return tuple(cells)


def _gather(table: Table, mentions: Iterable[Mention], members: Members) -> dict[tuple[str, str], _Crowd]:
    crowds: dict[tuple[str, str], _Crowd] = {}
    for mention in mentions:
        if table.counted is None:
            if mention.counted not in members.codes[table.rows]:
                continue
            rows: Collection[str] = (mention.counted,)
        elif mention.counted is table.counted:
            rows = _known(mention.values.get(table.rows), members.codes[table.rows])
        else:
            continue
        columns: Collection[str] = ()
        if table.columns:
            columns = _known(mention.values.get(table.columns), members.codes[table.columns])
        for row in (TOTAL, *rows):
            for column in (TOTAL, *columns):
                crowds.setdefault((row, column), _Crowd())[mention.family] = mention.record_key
    return crowds


def _known(values: Collection[str] | None, codes: tuple[str, ...]) -> Collection[str]:
    """Keep the categories a table knows; a family without any stands under "unknown"."""
    return [value for value in values or () if value in codes] or (UNKNOWN,)


def _merge(
    table: Table,
    crowds: Mapping[tuple[str, str], _Crowd],
    rows: list[str],
    members: Members,
    guard: Guard,
) -> frozenset[str]:
    by_institution = table.rows in BY_INSTITUTION
    return rows_to_merge(
        {row: crowds.get((row, TOTAL), _Crowd()).publish(guard) for row in rows},
        lambda several: _union(crowds, several, TOTAL).publish(guard),
        weights=members.institutions if by_institution else None,
        least=LEAST_INSTITUTIONS_IN_OTHER if by_institution else LEAST_IN_OTHER,
        always=members.practices if by_institution else (),
    )


def _union(crowds: Mapping[tuple[str, str], _Crowd], rows: frozenset[str], column: str) -> _Crowd:
    together = _Crowd()
    for row in rows:
        together.update(crowds.get((row, column), {}))
    return together
