"""Reads published figures. It knows the figures store alone: no case, no key, no live count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from lotsen.figures.domain import TABLES, TOTAL, Dimension, Period, Table
from lotsen.figures.tables import Cell, MemberName, Release, ReleaseStatus
from lotsen.kernel import NotVisible

QUARTERS_SHOWN = 8
_STEPS = "steps"


@dataclass(frozen=True)
class Covered:
    """The period a release speaks of; `since` lies before it where earlier quarters had too few families."""

    period: Period
    since: Period


@dataclass(frozen=True)
class Grid:
    """One published table of one period."""

    table: Table
    covered: Covered
    version: int
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Mapping[tuple[str, str], int]
    names: Mapping[tuple[str, str], str]

    def value(self, row: str, column: str = TOTAL) -> int:
        """Return one published value."""
        return self.values.get((row, column), 0)

    @property
    def total(self) -> int:
        """Return the published number of all families in the table."""
        return self.value(TOTAL)


@dataclass(frozen=True)
class Contents:
    """One table of the whitelist and the periods it was published for, newest first."""

    table: Table
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Overview:
    """What the dashboard shows. Without a `latest` quarter it explains what will come, and when."""

    latest: Covered | None
    grids: Mapping[str, Grid]
    history: tuple[Grid, ...]
    contents: tuple[Contents, ...]
    withheld: tuple[Period, ...]
    coming: Period


def overview(figures: Session, today: date) -> Overview:
    """Gather the latest closed quarter, the quarters before it, and what else there is to see."""
    releases = figures.exec(select(Release).order_by(col(Release.period))).all()
    quarters = [row for row in releases if _period(row.period).quarter]
    shown = [row for row in quarters if row.status is ReleaseStatus.PUBLISHED]
    latest = shown[-1] if shown else None
    return Overview(
        latest=_covered(latest) if latest else None,
        grids={grid.table.id: grid for grid in _grids(figures, [latest])} if latest else {},
        history=tuple(_grids(figures, shown[-QUARTERS_SHOWN:], _STEPS)),
        contents=_contents(figures),
        withheld=tuple(
            _period(row.period)
            for row in quarters
            if row.status is ReleaseStatus.WITHHELD and (latest is None or row.period > latest.period)
        ),
        coming=_coming(today),
    )


def read_grid(figures: Session, table_id: str, period: Period) -> Grid:
    """Return one published table; what is not on the whitelist or not published does not exist."""
    releases = figures.exec(
        select(Release).where(Release.period == period.code, Release.status == ReleaseStatus.PUBLISHED)
    ).all()
    grids = _grids(figures, releases, table_id)
    if not grids:
        raise NotVisible
    return grids[0]


def periods_of(figures: Session, table_id: str) -> tuple[Period, ...]:
    """List the periods a table was published for, newest first."""
    return _published(figures).get(table_id, ())


def _contents(figures: Session) -> tuple[Contents, ...]:
    published = _published(figures)
    return tuple(Contents(table, published[table.id]) for table in TABLES if table.id in published)


def _published(figures: Session) -> dict[str, tuple[Period, ...]]:
    found: dict[str, list[Period]] = {}
    totals = figures.exec(
        select(Cell.table_id, Release.period)
        .join(Release, col(Release.id) == col(Cell.release_id))
        .where(Cell.row_code == TOTAL, Cell.column_code == TOTAL)
    ).all()
    for table_id, code in totals:
        found.setdefault(table_id, []).append(_period(code))
    return {table_id: tuple(sorted(periods, reverse=True)) for table_id, periods in found.items()}


def _grids(figures: Session, releases: Sequence[Release], table_id: str | None = None) -> list[Grid]:
    """Load the tables of some releases, or one of them, in the whitelist's order."""
    ids = [release.id for release in releases]
    query = select(Cell).where(col(Cell.release_id).in_(ids)).order_by(col(Cell.position))
    if table_id is not None:
        query = query.where(Cell.table_id == table_id)
    cells: dict[tuple[UUID, str], list[Cell]] = {}
    for cell in figures.exec(query).all():
        cells.setdefault((cell.release_id, cell.table_id), []).append(cell)
    names: dict[UUID, dict[tuple[str, str], str]] = {}
    for row in figures.exec(select(MemberName).where(col(MemberName.release_id).in_(ids))).all():
        names.setdefault(row.release_id, {})[row.dimension, row.code] = row.name
    return [
        _grid(release, table, cells[release.id, table.id], names.get(release.id, {}))
        for release in releases
        for table in TABLES
        if (release.id, table.id) in cells
    ]


def _grid(
    release: Release, table: Table, cells: Sequence[Cell], names: Mapping[tuple[str, str], str]
) -> Grid:
    return Grid(
        table=table,
        covered=_covered(release),
        version=release.catalogue_version,
        rows=tuple(dict.fromkeys(cell.row_code for cell in cells if cell.row_code != TOTAL)),
        columns=tuple(dict.fromkeys(cell.column_code for cell in cells if cell.column_code != TOTAL)),
        values={(cell.row_code, cell.column_code): cell.value for cell in cells},
        names=names,
    )


def name_of(grid: Grid, dimension: Dimension, code: str) -> str | None:
    """Return what a district or institution was called at the freeze."""
    return grid.names.get((dimension, code))


def _covered(release: Release) -> Covered:
    return Covered(_period(release.period), _period(release.covers_from))


def _period(code: str) -> Period:
    period = Period.parse(code)
    if period is None:
        raise ValueError(f"no period: {code}")
    return period


def _coming(today: date) -> Period:
    """Return the first quarter that is not yet due: the next one to appear."""
    period = Period.of(today)
    while not period.preceding.is_due(today):
        period = period.preceding
    return period
