"""A closed period is computed once, from enough families, and nothing afterwards changes it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, delete, select

from lotsen.desk import Desk
from lotsen.facts.actions import push_fact
from lotsen.facts.domain import FactEvent, FactOutcome
from lotsen.facts.tables import Fact
from lotsen.figures.dashboard import read_grid
from lotsen.figures.domain import OTHER, TABLES, TOTAL, Counted, Period
from lotsen.figures.freeze import PeriodOpen, freeze, freeze_due
from lotsen.figures.tables import Cell, CellStatus, MemberName, Release, ReleaseStatus
from lotsen.kernel import FixedClock, NotVisible, new_id
from lotsen.keys import audit
from lotsen.keys.domain import NIL
from lotsen.keys.office import KeyOffice
from lotsen.policy import MACHINE
from lotsen.store.work import WroteWhileReading
from tests.figures.conftest import AtWork
from tests.figures.town import load_districts, push_quarter
from tests.world import desk_of, institution_id

Q1, Q2 = Period(2025).quarters[:2]
YEAR = Period(2025)


def frozen(desk: Desk) -> list[str]:
    """Every byte of what is published."""
    return [
        repr(row.model_dump())
        for kind in (Release, Cell, MemberName)
        for row in desk.figures.exec(select(kind).order_by(col(kind.id))).all()
    ]


def cells(desk: Desk, period: Period) -> dict[tuple[str, str, str], int]:
    rows = desk.figures.exec(
        select(Cell)
        .join(Release, col(Release.id) == col(Cell.release_id))
        .where(Release.period == period.code)
    ).all()
    return {(cell.table_id, cell.row_code, cell.column_code): cell.value for cell in rows}


def test_an_open_period_is_refused(filled: AtWork) -> None:
    with filled(Q1.due_on - timedelta(days=1)) as desk:
        with pytest.raises(PeriodOpen) as refusal:
            freeze(desk, Q1)
        assert refusal.value.params == {"day": "2025-05-12"}
        assert frozen(desk) == []


def test_freezing_again_after_cases_came_and_went_is_byte_identical(filled: AtWork) -> None:
    with filled(Q1.due_on) as desk:
        freeze(desk, Q1)
    with filled(Q1.due_on) as desk:
        before = frozen(desk)
        assert len(before) > 50
        push_quarter(desk, Q1, 30, seed=2)
        gone = desk.db.exec(select(Fact.id).where(Fact.quarter == Q1.code)).all()[:40]
        desk.db.exec(delete(Fact).where(col(Fact.id).in_(gone)))
    with filled(Q1.due_on + timedelta(days=90)) as desk:
        freeze(desk, Q1)
    with filled(Q1.due_on + timedelta(days=90)) as desk:
        assert frozen(desk) == before


def test_the_same_facts_always_give_the_same_bytes(filled: AtWork) -> None:
    with filled(Q1.due_on) as desk:
        freeze(desk, Q1)
    with filled(Q1.due_on) as desk:
        before = frozen(desk)
        for kind in (Cell, MemberName, Release):
            desk.figures.exec(delete(kind))
        desk.figures.flush()
        desk.figures.expunge_all()
        freeze(desk, Q1)
        assert frozen(desk) == before


def test_no_published_one_or_two_and_every_value_says_what_it_is(filled: AtWork) -> None:
    with filled(YEAR.due_on) as desk:
        assert freeze_due(desk) == (*YEAR.quarters, YEAR)
        rows = desk.figures.exec(select(Cell)).all()
    assert len(rows) > 300
    assert not {cell.value for cell in rows} & {1, 2}
    assert all((cell.value == 0) is (cell.status is CellStatus.NONE_OR_FEW) for cell in rows)
    assert all(cell.value >= 0 for cell in rows)


def test_published_values_lie_within_five_of_the_truth(filled: AtWork) -> None:
    with filled(YEAR.due_on) as desk:
        freeze_due(desk)
        facts = [desk.vault.open(row, Fact.document) for row in desk.db.exec(select(Fact)).all()]
        for period in (Q2, YEAR):
            published = cells(desk, period)
            quarters = {quarter.code for quarter in period.quarters}
            chosen = [fact for fact in facts if Period.of(fact.day).code in quarters]
            for event, step in (
                (FactEvent.ASSESSED, Counted.ASSESSED),
                (FactEvent.REFERRED, Counted.REFERRED),
            ):
                truth = len({fact.case for fact in chosen if fact.event is event})
                assert truth > 20
                assert abs(published["steps", step, TOTAL] - truth) <= 5
            for need in ("livelihood", "everyday"):
                truth = len(
                    {f.case for f in chosen if f.event is FactEvent.NEED_FOUND and need in f.need_groups}
                )
                assert abs(published["needs", need, TOTAL] - truth) <= 5
            agreed = len({f.case for f in chosen if f.event is FactEvent.CONSENT_DECIDED and f.agreed})
            assert abs(published["steps", Counted.AGREED, TOTAL] - agreed) <= 5


def test_two_way_tables_are_yearly_and_only_where_families_are_many(filled: AtWork) -> None:
    with filled(YEAR.due_on) as desk:
        freeze_due(desk)
        quarterly = {table for table, _, _ in cells(desk, Q1)}
        yearly = {table for table, _, _ in cells(desk, YEAR)}
    two_way = {table.id for table in TABLES if table.columns}
    assert {"steps", "needs", "districts", "ages"} <= quarterly
    assert not quarterly & two_way
    assert {"districts-needs", "ages-needs"} <= yearly


def test_a_small_town_sees_no_two_way_table_and_fewer_quarters(machine: AtWork) -> None:
    for quarter in YEAR.quarters:
        with machine(quarter.last_day) as desk:
            load_districts(desk)
            push_quarter(desk, quarter, 25)
    with machine(YEAR.due_on) as desk:
        freeze_due(desk)
        quarterly = {table for table, _, _ in cells(desk, Q1)}
        yearly = {table for table, _, _ in cells(desk, YEAR)}
    assert not yearly & {table.id for table in TABLES if table.columns}
    assert "districts" in yearly
    assert "districts" not in quarterly


def test_last_years_published_total_decides_what_is_dense_enough(machine: AtWork) -> None:
    for year, families in ((2024, 25), (2025, 200)):
        for quarter in Period(year).quarters:
            with machine(quarter.last_day) as desk:
                load_districts(desk)
                push_quarter(desk, quarter, families)
    with machine(YEAR.due_on) as desk:
        freeze_due(desk)
        assert ("districts", TOTAL, TOTAL) in cells(desk, Period(2024))
        assert ("districts", TOTAL, TOTAL) not in cells(desk, Period(2024, 1))
        assert ("districts", TOTAL, TOTAL) not in cells(desk, Q1)
        assert ("districts", TOTAL, TOTAL) in cells(desk, YEAR)


def test_fewer_than_twenty_families_wait_for_the_next_quarter(machine: AtWork) -> None:
    with machine(Q1.last_day) as desk:
        load_districts(desk)
        push_quarter(desk, Q1, 19)
    with machine(Q2.last_day) as desk:
        push_quarter(desk, Q2, 60)
    with machine(Q1.due_on) as desk:
        assert freeze_due(desk) == (Q1,)
        release = freeze(desk, Q1)
        assert release.status is ReleaseStatus.WITHHELD
        assert cells(desk, Q1) == {}
        with pytest.raises(NotVisible):
            read_grid(desk.figures, "steps", Q1)
    with machine(Q2.due_on) as desk:
        release = freeze(desk, Q2)
        assert (release.status, release.covers_from) == (ReleaseStatus.PUBLISHED, Q1.code)
        assert abs(cells(desk, Q2)["steps", Counted.ASSESSED, TOTAL] - 79) <= 5


def test_a_withheld_quarter_stays_withheld_when_families_are_added_later(machine: AtWork) -> None:
    with machine(Q1.last_day) as desk:
        push_quarter(desk, Q1, 19)
    with machine(Q1.due_on) as desk:
        freeze(desk, Q1)
        push_quarter(desk, Q1, 100, seed=9)
    with machine(Q1.due_on + timedelta(days=1)) as desk:
        assert freeze(desk, Q1).status is ReleaseStatus.WITHHELD
        assert freeze_due(desk) == ()


def late_families(desk: Desk, number: int) -> None:
    for _ in range(number):
        push_fact(desk, new_id(), FactEvent.WALK_IN, date(2025, 2, 10))


@pytest.mark.parametrize(("number", "shown"), [(19, False), (20, True)])
def test_late_entries_reach_the_year_only_if_they_are_twenty(
    filled: AtWork, number: int, shown: bool
) -> None:
    with filled(Q1.due_on) as desk:
        freeze_due(desk)
    with filled(Q1.due_on + timedelta(days=1)) as desk:
        late_families(desk, number)
    with filled(YEAR.due_on) as desk:
        freeze_due(desk)
        assert cells(desk, Q1)["steps", Counted.WALK_IN, TOTAL] == 0
        walk_ins = cells(desk, YEAR)["steps", Counted.WALK_IN, TOTAL]
    assert (walk_ins > 0) is shown


def test_entries_within_the_six_weeks_count(filled: AtWork) -> None:
    with filled(Q1.due_on - timedelta(days=1)) as desk:
        late_families(desk, 40)
    with filled(Q1.due_on) as desk:
        freeze_due(desk)
        assert cells(desk, Q1)["steps", Counted.WALK_IN, TOTAL] >= 35


def test_the_same_families_have_the_same_value_in_quarter_and_year(machine: AtWork) -> None:
    with machine(Q2.last_day) as desk:
        load_districts(desk)
        push_quarter(desk, Q2, 200)
    with machine(YEAR.due_on) as desk:
        freeze_due(desk)
        quarter, year = cells(desk, Q2), cells(desk, YEAR)
    common = quarter.keys() & year.keys()
    assert len(common) > 60
    assert {key: quarter[key] for key in common} == {key: year[key] for key in common}


def test_another_year_has_other_noise(machine: AtWork) -> None:
    cases = [new_id() for _ in range(260)]
    for year in (2024, 2025):
        with machine(Period(year, 1).last_day) as desk:
            load_districts(desk)
            for number, case in enumerate(cases):
                for event in (FactEvent.REGISTERED, FactEvent.ASSESSED, FactEvent.WALK_IN)[: 1 + number % 3]:
                    push_fact(desk, case, event, date(year, 2, 1), age_group="under_1", district="hafen")
    with machine(YEAR.due_on) as desk:
        freeze_due(desk)
        one, other = cells(desk, Period(2024, 1)), cells(desk, Period(2025, 1))
    same = [one[key] == other[key] for key in one if one[key]]
    assert len(same) >= 5
    assert not all(same)


def test_a_practice_has_no_row_and_others_stand_for_three_institutions(filled: AtWork) -> None:
    with filled(Q1.due_on) as desk:
        freeze(desk, Q1)
        rows = {row for table, row, _ in cells(desk, Q1) if table == "institutions"}
    assert str(institution_id("clinic")) in rows
    assert OTHER in rows
    assert not rows & {str(institution_id(name)) for name in ("practice", "gyn_practice")}
    assert 6 - len(rows - {TOTAL, OTHER}) >= 3


def test_reading_the_facts_is_one_line_in_the_audit_chain(filled: AtWork, site_office: KeyOffice) -> None:
    with filled(Q1.due_on) as desk:
        freeze(desk, Q1)
    with filled(Q1.due_on) as desk:
        actions = [(entry.action, entry.items[0].record_class) for entry in audit.read_chain(desk.db, NIL)]
        assert audit.verify(desk.db, site_office, NIL).ok
    assert actions[-2:] == [("facts_read", "2025-Q1"), ("figures_frozen", "2025-Q1")]
    assert not [action for action, _ in actions if action.startswith("opened")]


def test_without_facts_there_is_nothing_to_freeze(machine: AtWork) -> None:
    with machine(YEAR.due_on) as desk:
        assert freeze_due(desk) == ()
        assert frozen(desk) == []


def test_who_only_reads_cannot_write_a_figure(site_office: KeyOffice, filled: AtWork) -> None:
    with (
        pytest.raises(WroteWhileReading),
        desk_of(
            site_office, MACHINE, writing=False, clock=FixedClock(datetime(2025, 6, 1, tzinfo=UTC))
        ) as desk,
    ):
        freeze(desk, Q1)


def test_a_small_cell_cannot_be_recovered_by_subtracting_the_others(filled: AtWork) -> None:
    """The simplest attack: the total less all other rows, against the exact numbers."""
    with filled(YEAR.due_on) as desk:
        freeze_due(desk)
        facts = [desk.vault.open(row, Fact.document) for row in desk.db.exec(select(Fact)).all()]
        hits = tries = 0
        for quarter in YEAR.quarters:
            published = cells(desk, quarter)
            inside = [f for f in facts if f.event is FactEvent.OUTCOME and Period.of(f.day) == quarter]
            rows = [row for table, row, _ in published if table == "outcomes" and row != TOTAL]
            for outcome in FactOutcome:
                truth = len({fact.case for fact in inside if fact.outcome is outcome})
                rest = sum(published["outcomes", row, TOTAL] for row in rows if row != outcome)
                guess = published["outcomes", TOTAL, TOTAL] - rest
                tries += 1
                hits += guess == truth
    assert tries == 36
    assert hits <= tries / 3
