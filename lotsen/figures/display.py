"""Puts published tables into charts, rows and files, in the reader's language."""

import csv
import io
from dataclasses import dataclass

from lotsen.figures.charts import BarChart, Item, LineChart, Series, bar_chart, funnel_chart, line_chart
from lotsen.figures.dashboard import Grid, Overview
from lotsen.figures.domain import FUNNEL, TOTAL, UNKNOWN, Counted, Dimension, median_days, share
from lotsen.figures.wording import (
    DIMENSIONS,
    covered_label,
    label,
    share_label,
    short_label,
)
from lotsen.kernel import gettext_noop
from lotsen.web.i18n import gettext

LEVELS = 5
_IN_ORDER = frozenset({Dimension.WAIT, Dimension.AGE, Dimension.STEP})
_LINES = (Counted.ASSESSED, Counted.REFERRED, Counted.CONTACT_MADE)
_LEAST_QUARTERS_FOR_LINE = 2
_METHOD = gettext_noop("cell key method, 95 %% within 3")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class HeatCell:
    """One cell of a two-way table, with the class of its shade."""

    value: int
    level: int


@dataclass(frozen=True)
class HeatRow:
    """One row of a two-way table."""

    label: str
    cells: tuple[HeatCell, ...]
    total: int


@dataclass(frozen=True)
class HeatTable:
    """A two-way table: rows, columns, and the published margins, which are no sums."""

    title: str
    row_heading: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    totals: tuple[int, ...]
    total: int


def funnel(grid: Grid) -> BarChart:
    """Draw the way from assessment to support, each step with its share of the step before."""
    items = []
    before = None
    for step in FUNNEL:
        value = grid.value(step)
        note = share_label(share(value, before)) if value and before is not None else ""
        items.append(Item(label(grid, Dimension.STEP, step), value, note))
        before = value
    return funnel_chart(grid.table.id, title(grid), items)


def bars(grid: Grid) -> BarChart:
    """Draw a one-way table as bars, the largest first unless its rows have an order of their own."""
    rows = [row for row in grid.rows if row != UNKNOWN or grid.value(row)]
    items = [Item(label(grid, grid.table.rows, row), grid.value(row)) for row in rows]
    return bar_chart(grid.table.id, title(grid), items, ordered=grid.table.rows not in _IN_ORDER)


def lines(view: Overview) -> LineChart | None:
    """Draw the closed quarters as lines, once there are two of them."""
    if len(view.history) < _LEAST_QUARTERS_FOR_LINE:
        return None
    newest = view.history[-1]
    return line_chart(
        "quarters",
        gettext("Assessments, handovers and contacts by quarter"),
        [short_label(grid.covered) for grid in view.history],
        [
            Series(label(newest, Dimension.STEP, step), tuple(grid.value(step) for grid in view.history))
            for step in _LINES
        ],
    )


def heat(grid: Grid) -> HeatTable:
    """Lay out a two-way table with five classes of shade."""
    columns = grid.table.columns
    if columns is None:
        raise ValueError("a heat table has two dimensions")
    highest = max((grid.value(row, column) for row in grid.rows for column in grid.columns), default=0)

    def cell(row: str, column: str) -> HeatCell:
        value = grid.value(row, column)
        return HeatCell(value, -(-value * LEVELS // highest) if value else 0)

    return HeatTable(
        title(grid),
        heading(grid),
        tuple(label(grid, columns, column) for column in grid.columns),
        tuple(
            HeatRow(
                label(grid, grid.table.rows, row),
                tuple(cell(row, column) for column in grid.columns),
                grid.value(row),
            )
            for row in grid.rows
        ),
        tuple(grid.value(TOTAL, column) for column in grid.columns),
        grid.total,
    )


def median(grid: Grid) -> float | None:
    """Return the median of days until contact, interpolated from published classes."""
    return median_days({row: grid.value(row) for row in grid.rows})


def title(grid: Grid) -> str:
    """Name a table and its period."""
    return gettext(
        "%(table)s, %(period)s", table=gettext(grid.table.title), period=covered_label(grid.covered)
    )


def heading(grid: Grid) -> str:
    """Name what the rows of a table are."""
    return gettext(DIMENSIONS[grid.table.rows])


def as_csv(grid: Grid) -> bytes:
    """Write one table as tidy CSV: one line per published value, with a mark for UTF-8 in front."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    second = [gettext(DIMENSIONS[grid.table.columns])] if grid.table.columns else []
    writer.writerow(
        [
            gettext("Table"),
            gettext("Period"),
            heading(grid),
            *second,
            gettext("Families"),
            gettext("Status"),
            gettext("Method"),
            gettext("Version"),
        ]
    )
    for (row, column), value in grid.values.items():
        names = [label(grid, grid.table.rows, row)]
        if grid.table.columns:
            names.append(label(grid, grid.table.columns, column))
        status = gettext("protected") if value else gettext("none or very few")
        writer.writerow(
            [
                gettext(grid.table.title),
                grid.covered.period.code,
                *(_harmless(name) for name in names),
                value or "",
                status,
                gettext(_METHOD),
                grid.version,
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
