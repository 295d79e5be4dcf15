"""The rules that decide what is shown look at published values only, and err on the side of silence."""

import random

import pytest

from lotsen.facts.domain import FactOutcome, NotReached
from lotsen.figures.domain import (
    FUNNEL,
    OTHER,
    STEPS,
    TABLES,
    TOTAL,
    UNKNOWN,
    WAITS,
    Counted,
    Dimension,
    Share,
    Span,
    is_dense,
    median_days,
    rows_to_merge,
    share,
    table_of,
    wait_code,
)
from lotsen.figures.domain.catalogue import SENSITIVE
from lotsen.terms import vocabulary
from tests.scale import scaled


def test_the_whitelist_names_every_table_once_and_has_at_most_two_dimensions() -> None:
    assert len({table.id for table in TABLES}) == len(TABLES) == 18
    assert all(table_of(table.id) is table for table in TABLES)
    assert table_of("names") is None
    for table in TABLES:
        assert table.id == table.id.lower()
        assert table.columns != table.rows


def test_two_way_tables_are_yearly_and_sensitive_columns_merge_small_rows() -> None:
    for table in TABLES:
        if table.columns is not None:
            assert table.spans == {Span.YEAR}
            assert table.columns in SENSITIVE
            assert table.merges_rows


def test_no_table_shows_institutions_against_anything_else() -> None:
    for table in TABLES:
        if Dimension.INSTITUTION in (table.rows, table.columns):
            assert table.columns is None


def test_the_funnel_is_made_of_published_steps() -> None:
    assert set(FUNNEL) <= set(STEPS) <= set(Counted)


@pytest.mark.parametrize(
    ("families", "periods", "cells", "dense"),
    [(600, 4, 12, True), (600, 4, 30, True), (599, 4, 30, False), (600, 1, 80, True), (300, 1, 80, False)],
)
def test_a_table_needs_five_families_per_cell(families: int, periods: int, cells: int, dense: bool) -> None:
    assert is_dense(families, periods, cells) is dense


def merge(
    bases: dict[str, int],
    *,
    least: int = 2,
    always: tuple[str, ...] = (),
    weights: dict[str, int] | None = None,
) -> set[str]:
    return set(
        rows_to_merge(
            bases,
            lambda rows: sum(bases[row] for row in rows),
            least=least,
            always=always,
            weights=weights,
        )
    )


def test_rows_of_ten_and_more_stand_alone() -> None:
    assert merge({"a": 10, "b": 11, "c": 90}) == set()


def test_a_small_row_takes_the_next_smallest_with_it() -> None:
    assert merge({"a": 3, "b": 40, "c": 30, "d": 90}) == {"a", "c"}


def test_small_rows_that_reach_the_base_together_stay_among_themselves() -> None:
    assert merge({"a": 6, "b": 7, "c": 30}) == {"a", "b"}


def test_an_empty_row_is_small_too() -> None:
    assert merge({"a": 0, "b": 0, "c": 30, "d": 40}) == {"a", "b", "c"}


def test_others_stand_for_at_least_three_institutions_and_always_hold_the_practices() -> None:
    bases = {"clinic": 300, "office": 50, "p": 40, "q": 60}
    assert merge(bases, least=3, always=("p",)) == {"p", "office", "q"}
    assert merge(bases, least=3, always=("p", "q"), weights={"p": 2, "q": 1}) == {"p", "q"}


def test_merging_never_leaves_a_small_row_or_a_small_rest() -> None:
    dice = random.Random(11)
    for _ in range(scaled(5_000)):
        bases = {f"r{n}": dice.choice((0, 3, 8, dice.randrange(80))) for n in range(dice.randrange(1, 9))}
        merged = merge(bases)
        assert all(bases[row] >= 10 for row in bases.keys() - merged)
        if merged and len(merged) < len(bases):
            assert len(merged) >= 2
            assert sum(bases[row] for row in merged) >= 10


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (10, 19, None),
        (10, 20, Share(50, True)),
        (1, 49, Share(2, True)),
        (33, 50, Share(66, False)),
        (130, 100, Share(100, False)),
        (0, 100, Share(0, False)),
        (5, 200, Share(3, False)),
    ],
)
def test_shares_need_twenty_families_and_are_unsure_below_fifty(
    part: int, whole: int, expected: Share | None
) -> None:
    assert share(part, whole) == expected


def test_every_number_of_days_has_one_class() -> None:
    assert [wait_code(days) for days in (0, 1, 2, 3, 4, 7, 8, 14, 15, 28, 29, 56, 57, 400)] == [
        "upto_1",
        "upto_1",
        "upto_3",
        "upto_3",
        "upto_7",
        "upto_7",
        "upto_14",
        "upto_14",
        "upto_28",
        "upto_28",
        "upto_56",
        "upto_56",
        "over_56",
        "over_56",
    ]
    assert {wait_code(days) for days in range(100)} == set(WAITS)


def test_the_median_is_interpolated_within_its_class() -> None:
    assert median_days({"upto_1": 10, "upto_3": 10, "upto_7": 10, "upto_14": 10}) == 3
    assert median_days({"upto_7": 40}) == 5
    assert median_days({"upto_3": 15, "upto_14": 30}) == pytest.approx(7 + 7 * 7.5 / 30)


def test_there_is_no_median_of_few_families_or_beyond_the_last_bound() -> None:
    assert median_days({"upto_7": 29}) is None
    assert median_days({"upto_7": 10, "over_56": 40}) is None
    assert median_days({}) is None


def test_the_median_is_close_to_the_true_one() -> None:
    dice = random.Random(12)
    errors = []
    for _ in range(scaled(500)):
        days = sorted(int(dice.expovariate(1 / 9)) for _ in range(200))
        published = dict.fromkeys(WAITS, 0)
        for day in days:
            published[wait_code(day)] += 1
        found = median_days(published)
        assert found is not None
        errors.append(abs(found - (days[99] + days[100]) / 2))
    assert sum(errors) / len(errors) < 1


def test_margin_merged_and_unknown_rows_never_collide_with_a_category() -> None:
    words = vocabulary()
    codes = {*words.need_groups, *words.age_groups, *words.language_groups, *FactOutcome, *NotReached}
    assert {TOTAL, OTHER} & codes == set()
    assert UNKNOWN not in words.need_groups
