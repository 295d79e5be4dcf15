"""Tables keep their promises for any families: no 1 or 2, the same set the same value, small rows merged."""

import random
from collections.abc import Iterator
from functools import partial

import pytest

from lotsen.figures.cellkey import protect, record_key
from lotsen.figures.domain import (
    OTHER,
    STEPS,
    TABLES,
    TOTAL,
    UNKNOWN,
    WAITS,
    Counted,
    Dimension,
    Members,
    Mention,
    Published,
    Table,
    table_of,
    tabulate,
)
from tests.scale import scaled

GUARD = partial(protect, secret=b"c" * 32)
CODES = {
    Dimension.STEP: STEPS,
    Dimension.NEED: ("livelihood", "child", "bonding", "everyday"),
    Dimension.SERVICE: ("A", "B", "C"),
    Dimension.OUTCOME: ("got_help", "declined"),
    Dimension.WAIT: WAITS,
    Dimension.REASON: ("discharged", "declined"),
    Dimension.KIND: ("birth_clinic", "paediatric_practice", "family_office"),
    Dimension.INSTITUTION: ("clinic", "practice", "other-practice", "office"),
    Dimension.DISTRICT: ("north", "south", "west", "harbour"),
    Dimension.AGE: ("pregnancy", "under_1"),
    Dimension.LANGUAGE: ("german", "eastern"),
}
MEMBERS = Members(
    CODES,
    institutions=dict.fromkeys(CODES[Dimension.INSTITUTION], 1)
    | {"birth_clinic": 1, "paediatric_practice": 2, "family_office": 1},
    practices=frozenset({"practice", "other-practice", "paediatric_practice"}),
)


def town(dice: random.Random, families: int) -> list[Mention]:
    """Invent what happened to some families, unevenly spread so that small cells appear."""
    mentions = []
    for _ in range(families):
        family = dice.randbytes(16).hex()
        key = record_key(b"r" * 32, family.encode())
        for counted in dice.sample(tuple(Counted), dice.randrange(1, 8)):
            values = {
                dimension: {codes[min(int(dice.expovariate(0.7)), len(codes) - 1)] for _ in range(2)}
                for dimension, codes in CODES.items()
                if dice.random() < 0.9
            }
            mentions.append(Mention(family, key, counted, values))
    return mentions


def cells_of(table: Table, mentions: list[Mention]) -> dict[tuple[str, str], int] | None:
    found = tabulate(table, mentions, MEMBERS, GUARD)
    return None if found is None else {(cell.row, cell.column): cell.value for cell in found}


def towns() -> Iterator[list[Mention]]:
    dice = random.Random(21)
    for _ in range(scaled(60)):
        yield town(dice, dice.choice((0, 1, 5, 30, 200, 600)))


def true_crowd(table: Table, mentions: list[Mention], rows: set[str], column: str) -> set[str]:
    """Count independently of the code under test."""
    crowd = set()
    for mention in mentions:
        if table.counted is None:
            here = {str(mention.counted)} & set(CODES[table.rows])
            if not here:
                continue
        elif mention.counted is table.counted:
            here = set(mention.values.get(table.rows, ())) or {UNKNOWN}
        else:
            continue
        columns = set(mention.values.get(table.columns, ())) if table.columns else set()
        if rows & (here | {TOTAL}) and column in (columns | {TOTAL}):
            crowd.add(mention.family)
    return crowd


def test_no_published_one_or_two_zero_stays_zero_and_noise_stays_within_five() -> None:
    for mentions in towns():
        for table in TABLES:
            cells = cells_of(table, mentions)
            for (row, column), value in (cells or {}).items():
                assert value not in (1, 2)
                if row == OTHER:
                    shown = {code for code, _ in cells or {}}
                    rows = set(CODES[table.rows]) - shown
                else:
                    rows = {row}
                truth = len(true_crowd(table, mentions, rows, column))
                assert abs(value - truth) <= 5
                assert truth or not value


def test_the_same_families_have_the_same_value_in_every_table() -> None:
    for mentions in towns():
        seen: dict[frozenset[str], int] = {}
        for table in TABLES:
            for (row, column), value in (cells_of(table, mentions) or {}).items():
                if row != OTHER:
                    crowd = frozenset(true_crowd(table, mentions, {row}, column))
                    assert seen.setdefault(crowd, value) == value


def test_the_order_of_events_changes_nothing() -> None:
    dice = random.Random(22)
    mentions = town(dice, 300)
    before = [tabulate(table, mentions, MEMBERS, GUARD) for table in TABLES]
    dice.shuffle(mentions)
    assert [tabulate(table, mentions + mentions, MEMBERS, GUARD) for table in TABLES] == before


def test_a_family_counts_once_per_cell_however_often_it_happened() -> None:
    table = table_of("needs")
    assert table is not None
    once = [Mention("f", 7, Counted.NEED_FOUND, {Dimension.NEED: {"child"}})] * 50
    crowd = [Mention(f"g{n}", n, Counted.NEED_FOUND, {Dimension.NEED: {"child"}}) for n in range(30)]
    assert tabulate(table, once + crowd, MEMBERS, GUARD) == tabulate(table, once[:1] + crowd, MEMBERS, GUARD)


def test_rows_with_a_small_base_disappear_in_others() -> None:
    for mentions in towns():
        for table in TABLES:
            cells = cells_of(table, mentions)
            if cells is None or not table.merges_rows:
                continue
            rows = {row for row, _ in cells} - {TOTAL, UNKNOWN}
            assert all(cells[row, TOTAL] >= 10 for row in rows)
            if OTHER in rows:
                assert len(set(CODES[table.rows]) - rows) >= 2


def test_a_practice_never_has_a_row_of_its_own() -> None:
    for mentions in towns():
        for name in ("institutions", "kinds"):
            table = table_of(name)
            assert table is not None
            cells = cells_of(table, mentions)
            if cells is not None:
                rows = {row for row, _ in cells}
                assert not rows & MEMBERS.practices
                hidden = set(CODES[table.rows]) - rows
                assert sum(MEMBERS.institutions[row] for row in hidden) >= 3


def test_a_table_whose_rows_would_all_be_merged_is_not_published() -> None:
    table = table_of("districts-needs")
    assert table is not None
    assert tabulate(table, [], MEMBERS, GUARD) is None
    few = [
        Mention(f"f{n}", n, Counted.NEED_FOUND, {Dimension.NEED: {"child"}, Dimension.DISTRICT: {"north"}})
        for n in range(4)
    ]
    assert tabulate(table, few, MEMBERS, GUARD) is None


def test_a_table_of_nobody_is_all_zeros() -> None:
    table = table_of("needs")
    assert table is not None
    found = tabulate(table, [], MEMBERS, GUARD)
    assert found is not None
    assert [cell.row for cell in found] == [TOTAL, *CODES[Dimension.NEED], UNKNOWN]
    assert {cell.value for cell in found} == {0}


def test_margins_are_looked_up_and_not_added_up() -> None:
    """Were they sums, the noise of a hundred tables would always cancel out exactly."""
    table = table_of("districts")
    assert table is not None
    differences = set()
    dice = random.Random(23)
    for _ in range(40):
        mentions = [
            Mention(
                f"{dice.random()}",
                dice.getrandbits(31),
                Counted.ASSESSED,
                {Dimension.DISTRICT: {dice.choice(CODES[Dimension.DISTRICT])}},
            )
            for _ in range(100)
        ]
        cells = cells_of(table, mentions)
        assert cells is not None
        differences.add(cells[TOTAL, TOTAL] - sum(v for (row, _), v in cells.items() if row != TOTAL))
    assert len(differences) > 3


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_every_table_counts_its_own_kind_of_event_only(table: Table) -> None:
    foreign = [
        counted
        for counted in Counted
        if counted is not table.counted and (table.counted is not None or counted not in STEPS)
    ]
    others = [
        Mention(f"{counted}{n}", n, counted, {dimension: codes[:1] for dimension, codes in CODES.items()})
        for counted in foreign
        for n in range(40)
    ]
    found = tabulate(table, others, MEMBERS, GUARD)
    assert found is None or {cell.value for cell in found} == {0}


def test_the_number_of_cells_leaves_out_margins() -> None:
    table = table_of("districts-needs")
    assert table is not None
    assert MEMBERS.cells(table) == 16
    assert Published("a", "", 3) < Published("b", "", 0)
