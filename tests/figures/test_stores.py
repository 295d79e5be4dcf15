"""Freezing on both engines: once, from enough families, and nothing afterwards changes it."""

from datetime import timedelta

from sqlmodel import col, delete, select

from lotsen.facts.tables import Fact
from lotsen.figures import dashboard
from lotsen.figures.domain import TOTAL, Period
from lotsen.figures.freeze import freeze, freeze_due
from lotsen.figures.tables import Cell, MemberName, Release, ReleaseStatus
from lotsen.keys.office import KeyOffice
from tests.figures.conftest import at_work
from tests.figures.town import load_districts, push_quarter

Q1, Q2 = Period(2025).quarters[:2]


def test_a_period_is_frozen_once_and_read_back_as_it_was(office: KeyOffice) -> None:
    machine = at_work(office)
    with machine(Q1.last_day) as desk:
        load_districts(desk)
        push_quarter(desk, Q1, 80)
    with machine(Q1.due_on) as desk:
        assert freeze_due(desk) == (Q1,)
    with machine(Q1.due_on) as desk:
        before = [
            row.model_dump()
            for kind in (Release, Cell, MemberName)
            for row in desk.figures.exec(select(kind).order_by(col(kind.id))).all()
        ]
        push_quarter(desk, Q1, 40, seed=2)
        desk.db.exec(delete(Fact).where(col(Fact.id).in_(desk.db.exec(select(Fact.id).limit(50)).all())))
    with machine(Q1.due_on + timedelta(days=30)) as desk:
        freeze(desk, Q1)
        assert freeze_due(desk) == ()
        assert before == [
            row.model_dump()
            for kind in (Release, Cell, MemberName)
            for row in desk.figures.exec(select(kind).order_by(col(kind.id))).all()
        ]
        grid = dashboard.read_grid(desk.figures, "needs", Q1)
        assert grid.total > 0
        assert grid.values[TOTAL, TOTAL] == grid.total
        assert list(grid.rows)[:2] == ["livelihood", "family_life"]


def test_a_quarter_of_few_families_waits_for_the_next(office: KeyOffice) -> None:
    machine = at_work(office)
    with machine(Q1.last_day) as desk:
        load_districts(desk)
        push_quarter(desk, Q1, 10)
        push_quarter(desk, Q2, 110)
    with machine(Q2.due_on) as desk:
        assert freeze_due(desk) == (Q1, Q2)
        found = dashboard.overview(desk.figures, Q2.due_on)
    assert found.latest is not None
    assert (found.latest.since, found.latest.period) == (Q1, Q2)
    assert found.withheld == ()
    assert [entry.periods for entry in found.contents if entry.table.id == "steps"] == [(Q2,)]
    with machine(Q2.due_on) as desk:
        assert freeze(desk, Q1).status is ReleaseStatus.WITHHELD
