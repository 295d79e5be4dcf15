"""Charts stay within their frame, in order, and readable without colour."""

import itertools
import random

import pytest

from lotsen.figures.charts import BarChart, Item, Series, bar_chart, funnel_chart, line_chart
from tests.scale import scaled


def test_bars_are_sorted_and_their_lengths_are_in_proportion() -> None:
    chart = bar_chart("k", "t", [Item("a", 18), Item("b", 412), Item("c", 96)])
    assert [bar.item.value for bar in chart.bars] == [412, 96, 18]
    widths = [bar.width for bar in chart.bars]
    assert widths[1] / widths[0] == pytest.approx(96 / 412, abs=0.01)


def test_steps_keep_their_order_and_are_joined() -> None:
    chart = funnel_chart("k", "t", [Item("a", 100), Item("b", 120), Item("c", 40, "33 %")])
    assert [bar.item.label for bar in chart.bars] == ["a", "b", "c"]
    assert len(chart.links) == 2
    assert chart.bars[2].item.note == "33 %"


def test_nothing_to_draw_is_an_empty_chart() -> None:
    assert bar_chart("k", "t", []).bars == ()
    assert funnel_chart("k", "t", []).links == ()
    empty = line_chart("k", "t", [], [Series("a", ())])
    assert empty.lines[0].paths == ()
    assert empty.levels[0].label == "0"


def test_a_value_of_none_or_few_has_no_bar_and_no_whisker() -> None:
    chart = bar_chart("k", "t", [Item("a", 0), Item("b", 0)])
    assert all(bar.width == 0 and bar.whisker is None for bar in chart.bars)


def test_a_long_label_is_broken_into_two_lines_at_most() -> None:
    words = "Sozialpädagogische Familienhilfe und Unterstützung bei der Erziehung im Haushalt der Familie"
    (bar,) = bar_chart("k", "t", [Item(words, 5)]).bars
    assert len(bar.lines) == 2
    assert bar.lines[1].text.endswith("…")
    assert bar.lines[0].y < bar.middle < bar.lines[1].y


def assert_within(chart: BarChart) -> None:
    assert all(0 <= bar.width <= chart.width - chart.bar_x for bar in chart.bars)
    for bar in chart.bars:
        assert chart.bar_x <= bar.value_x <= chart.width - 40
        assert bar.y + chart.bar_height <= chart.height
        if bar.whisker:
            low, high = bar.whisker
            assert chart.bar_x <= low <= chart.bar_x + bar.width <= high <= chart.width


def test_bars_stay_within_the_frame_for_any_values() -> None:
    dice = random.Random(31)
    for _ in range(scaled(1_000)):
        items = [Item("x", dice.choice((0, 3, dice.randrange(10 ** dice.randrange(1, 7))))) for _ in range(7)]
        assert_within(bar_chart("k", "t", items))
        assert_within(funnel_chart("k", "t", items))


def test_lines_stay_within_the_frame_and_never_share_dash_or_marker() -> None:
    dice = random.Random(32)
    for _ in range(scaled(1_000)):
        periods = [f"Q{n}" for n in range(dice.randrange(1, 9))]
        top = 10 ** dice.randrange(1, 6)
        series = [Series(f"s{n}", tuple(dice.randrange(top) for _ in periods)) for n in range(4)]
        chart = line_chart("k", "t", periods, series)
        assert len({line.number for line in chart.lines}) == len({line.shape for line in chart.lines}) == 4
        for line in chart.lines:
            assert len(line.markers) == len(periods)
            for marker in line.markers:
                assert 0 <= marker.y <= chart.bottom
                assert chart.left <= marker.x <= chart.right + 0.1
        heights = sorted(line.label_y for line in chart.lines)
        assert heights[-1] <= chart.bottom
        assert all(high - low >= 18 for low, high in itertools.pairwise(heights))


def test_a_missing_quarter_is_a_gap_in_the_line() -> None:
    chart = line_chart("k", "t", list("abcde"), [Series("s", (5, 6, None, 7, 8))])
    assert len(chart.lines[0].paths) == 2
    assert len(chart.lines[0].markers) == 4


def test_levels_are_round_and_reach_beyond_the_highest_value() -> None:
    for highest in (0, 1, 7, 18, 99, 163, 1_234, 99_999):
        chart = line_chart("k", "t", ["a", "b"], [Series("s", (highest, 0))])
        levels = [int(level.label) for level in chart.levels]
        assert levels[0] == 0
        assert levels[-1] >= highest
        assert 2 <= len(levels) <= 7
        assert len({b - a for a, b in itertools.pairwise(levels)}) == 1
