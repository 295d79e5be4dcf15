"""What a coordinator can do with figures: look at them. Every look is noted in the audit chain."""

from dataclasses import dataclass

from lotsen.desk import Desk
from lotsen.figures import dashboard
from lotsen.figures.dashboard import Grid, Overview
from lotsen.figures.domain import Period
from lotsen.kernel import local_day


@dataclass(frozen=True)
class TableView:
    """One published table, and the other periods it was published for."""

    grid: Grid
    periods: tuple[Period, ...]


def show_overview(desk: Desk) -> Overview:
    """Return the dashboard of the latest closed quarter."""
    _note(desk, "overview")
    return dashboard.overview(desk.figures, local_day(desk.clock))


def show_table(desk: Desk, table_id: str, period: Period) -> TableView:
    """Return one published table. Raises NotVisible where it was not published."""
    grid = dashboard.read_grid(desk.figures, table_id, period)
    _note(desk, f"{table_id}/{period.code}")
    return TableView(grid, dashboard.periods_of(desk.figures, table_id))


def export_table(desk: Desk, table_id: str, period: Period) -> Grid:
    """Return one published table for a file. Raises NotVisible where it was not published."""
    grid = dashboard.read_grid(desk.figures, table_id, period)
    _note(desk, f"export:{table_id}/{period.code}")
    return grid


def _note(desk: Desk, what: str) -> None:
    desk.vault.note("figures_seen", record_class=f"figures/{what}")
