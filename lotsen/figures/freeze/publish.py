"""Writes a period's release: once, under the keys of its year, from published values where rules decide."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID, uuid5

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.facts.tables import FactDocument
from lotsen.figures.cellkey import protect
from lotsen.figures.domain import (
    CATALOGUE_VERSION,
    LEAST_NEW_CASES,
    TABLES,
    TOTAL,
    Members,
    Period,
    Published,
    Table,
    is_dense,
    tabulate,
)
from lotsen.figures.freeze.facts import Reader, mentions_of, without_late_entries
from lotsen.figures.freeze.members import categories
from lotsen.figures.tables import Cell, CellStatus, MemberName, Release, ReleaseStatus
from lotsen.kernel import LotsenError, gettext_noop, local_day

_NAMESPACE = UUID("6f1b8f0e-0f5c-4c4e-9a55-2f3f6f0a7d11")


class PeriodOpen(LotsenError):
    """The period has not ended, or its six weeks for late entries are not over."""

    status = 409
    message = gettext_noop("This period can be published from %(day)s on.")


def freeze_due(desk: Desk) -> tuple[Period, ...]:
    """Freeze every closed period that has not been frozen yet, in order; returns what was new."""
    reader = Reader(desk)
    first = reader.first_quarter()
    if first is None:
        return ()
    done = set(desk.figures.exec(select(Release.period)).all())
    today = local_day(desk.clock)
    new, period = [], first
    while period.is_due(today):
        for one in (period, Period(period.year)) if period.ends_year else (period,):
            if one.code not in done:
                freeze(desk, one, reader)
                new.append(one)
        period = period.following
    return tuple(new)


def freeze(desk: Desk, period: Period, reader: Reader | None = None) -> Release:
    """Compute one closed period and store what may be published; a frozen one is returned as it is."""
    release = _release_of(desk, period)
    if release is not None:
        return release
    if not period.is_due(local_day(desk.clock)):
        raise PeriodOpen(day=period.due_on.isoformat())
    quarters = _quarters_covered(desk, period)
    facts = (reader or Reader(desk)).read(quarters)
    if not period.quarter:
        facts = list(without_late_entries(facts, _frozen_days(desk, quarters)))
    enough = len({fact.case for fact in facts}) >= LEAST_NEW_CASES
    release = Release(
        id=uuid5(_NAMESPACE, period.code),
        period=period.code,
        covers_from=quarters[0].code if period.quarter else period.code,
        status=ReleaseStatus.PUBLISHED if enough else ReleaseStatus.WITHHELD,
        frozen_on=local_day(desk.clock),
        catalogue_version=CATALOGUE_VERSION,
    )
    desk.figures.add(release)
    desk.figures.flush()
    if enough:
        _publish(desk, release, period, facts, quarters if period.quarter else ())
    desk.vault.note("figures_frozen", record_class=period.code, row=release.id)
    desk.figures.flush()
    return release


def _publish(
    desk: Desk,
    release: Release,
    period: Period,
    facts: Sequence[FactDocument],
    joined: tuple[Period, ...],
) -> None:
    """Tabulate what the whitelist allows and store it with the names of places and institutions."""
    record_secret, cell_secret = desk.vault.figures_keys(period.year)
    found = categories(desk)
    mentions = mentions_of(facts, record_secret)
    guard = partial(protect, secret=cell_secret)
    for table in TABLES:
        if period.span in table.spans:
            cells = tabulate(table, mentions, found.members, guard)
            if cells and _is_dense(desk, table, period, len(joined) or 1, cells, found.members):
                _store(desk, release, table, cells)
    for (dimension, code), name in found.names.items():
        desk.figures.add(
            MemberName(
                id=uuid5(release.id, f"{dimension}|{code}"),
                release_id=release.id,
                dimension=dimension,
                code=code,
                name=name,
            )
        )


def _release_of(desk: Desk, period: Period) -> Release | None:
    return desk.figures.exec(select(Release).where(Release.period == period.code)).one_or_none()


def _quarters_covered(desk: Desk, period: Period) -> tuple[Period, ...]:
    """Return a period's quarters; before a quarter, those of its year that had too few families."""
    if not period.quarter:
        return period.quarters
    covered = [period]
    for quarter in reversed(Period(period.year).quarters[: period.quarter - 1]):
        release = _release_of(desk, quarter)
        if release is None or release.status is ReleaseStatus.PUBLISHED:
            break
        covered.insert(0, quarter)
    return tuple(covered)


def _frozen_days(desk: Desk, quarters: tuple[Period, ...]) -> dict[str, date]:
    """Say for each quarter on which day a release published it, alone or with the quarters before."""
    releases = desk.figures.exec(
        select(Release)
        .where(col(Release.period).in_([quarter.code for quarter in quarters]))
        .where(Release.status == ReleaseStatus.PUBLISHED)
    ).all()
    return {
        quarter.code: release.frozen_on
        for release in releases
        for quarter in quarters
        if release.covers_from <= quarter.code <= release.period
    }


def _is_dense(
    desk: Desk,
    table: Table,
    period: Period,
    quarters: int,
    cells: tuple[Published, ...],
    members: Members,
) -> bool:
    """Apply the sparsity rule to last year's published total, else to this period's own.

    A year that reporting began in the middle of says too little about the next one. A quarter that includes
    `quarters` - 1 earlier ones has so many families more per cell.
    """
    last = Period(period.year - 1)
    families = None
    if _release_of(desk, last.quarters[0]) is not None:
        families = desk.figures.exec(
            select(Cell.value)
            .join(Release, col(Release.id) == col(Cell.release_id))
            .where(Release.period == last.code)
            .where(Cell.table_id == table.id, Cell.row_code == TOTAL, Cell.column_code == TOTAL)
        ).one_or_none()
    if families is None:
        own = next(cell.value for cell in cells if cell.row == TOTAL and cell.column == TOTAL)
        families = own * period.periods_a_year // quarters
    return is_dense(families * quarters, period.periods_a_year, members.cells(table))


def _store(desk: Desk, release: Release, table: Table, cells: tuple[Published, ...]) -> None:
    for position, cell in enumerate(cells):
        desk.figures.add(
            Cell(
                id=uuid5(release.id, f"{table.id}|{cell.row}|{cell.column}"),
                release_id=release.id,
                table_id=table.id,
                row_code=cell.row,
                column_code=cell.column,
                position=position,
                value=cell.value,
                status=CellStatus.PROTECTED if cell.value else CellStatus.NONE_OR_FEW,
            )
        )
