"""The geometry of charts: where each bar, line and label stands. Templates draw it as SVG. Pure.

Colours come from CSS classes alone, since the content policy allows no inline style; lines differ by
dash and marker too, and every chart has a table as its twin.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

MOSTLY_WITHIN = 3
"""95 % of published values lie within this distance of the true one: the length of a whisker."""

_WIDTH = 760
_LABEL_WIDTH = 250
_LABEL_GAP = 10
_LABEL_CHARACTERS = 30
_VALUE_WIDTH = 130
_BAR_HEIGHT = 26
_BAR_STEP = 44
_TEXT_HEIGHT = 18
_TOP = 12

_PLOT_LEFT = 56
_PLOT_TOP = 14
_PLOT_HEIGHT = 230
_AXIS_HEIGHT = 34
_SERIES_LABEL_WIDTH = 200
_MARKERS = ("circle", "square", "triangle", "diamond")
_TICKS_WANTED = 6
_TICK_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Item:
    """One value to draw; `note` stands beside it, such as a share."""

    label: str
    value: int
    note: str = ""


@dataclass(frozen=True)
class TextLine:
    """One line of a label."""

    text: str
    y: float


@dataclass(frozen=True)
class Bar:
    """One horizontal bar with its label to the left, its value to the right and a whisker for the noise."""

    item: Item
    lines: tuple[TextLine, ...]
    y: float
    width: float
    value_x: float
    value_y: float
    whisker: tuple[float, float] | None

    @property
    def middle(self) -> float:
        """Return the height of the bar's middle line."""
        return self.y + _BAR_HEIGHT / 2


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars; with `links` between them they are a funnel."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    height: float
    links: tuple[str, ...] = ()
    width: int = _WIDTH
    label_x: int = _LABEL_WIDTH - _LABEL_GAP
    bar_x: int = _LABEL_WIDTH
    bar_height: int = _BAR_HEIGHT


@dataclass(frozen=True)
class Series:
    """The values of one line, None where a period has none."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Marker:
    """One point of a line: a circle by its centre, the other shapes as a polygon."""

    x: float
    y: float
    points: str


@dataclass(frozen=True)
class Line:
    """One drawn series: its number chooses dash, marker and colour in the style sheet."""

    series: Series
    number: int
    shape: str
    paths: tuple[str, ...]
    bands: tuple[str, ...]
    markers: tuple[Marker, ...]
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Tick:
    """One mark of an axis."""

    label: str
    at: float


@dataclass(frozen=True)
class LineChart:
    """Lines over closed periods."""

    key: str
    title: str
    lines: tuple[Line, ...]
    periods: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    left: float
    right: float
    bottom: float
    height: float
    width: int = _WIDTH


def bar_chart(key: str, title: str, items: Iterable[Item], *, ordered: bool = True) -> BarChart:
    """Lay out horizontal bars, the largest first unless their order means something."""
    chosen = sorted(items, key=lambda item: -item.value) if ordered else list(items)
    scale = _bar_scale(chosen)
    bars = tuple(_bar(item, number, scale) for number, item in enumerate(chosen))
    return BarChart(key, title, bars, _TOP + _BAR_STEP * len(bars))


def funnel_chart(key: str, title: str, items: Sequence[Item]) -> BarChart:
    """Lay out the steps of a funnel as bars in their order, joined by what is lost between them."""
    plain = bar_chart(key, title, items, ordered=False)
    links = tuple(
        _points(
            (plain.bar_x, high.y + _BAR_HEIGHT),
            (plain.bar_x + high.width, high.y + _BAR_HEIGHT),
            (plain.bar_x + low.width, low.y),
            (plain.bar_x, low.y),
        )
        for high, low in pairwise(plain.bars)
    )
    return BarChart(key, title, plain.bars, plain.height, links)


def line_chart(key: str, title: str, periods: Sequence[str], series: Sequence[Series]) -> LineChart:
    """Lay out lines over periods, labelled at their ends; a gap in the values is a gap in the line."""
    highest = max((value for one in series for value in one.values if value is not None), default=0)
    levels = _levels(highest + MOSTLY_WITHIN)
    bottom = _PLOT_TOP + _PLOT_HEIGHT
    right = _WIDTH - _SERIES_LABEL_WIDTH
    step = (right - _PLOT_LEFT) / max(1, len(periods) - 1)
    xs = [_PLOT_LEFT + step * number for number in range(len(periods))]
    scale = _PLOT_HEIGHT / levels[-1]
    lines = [_line(one, number, xs, bottom, scale) for number, one in enumerate(series)]
    return LineChart(
        key,
        title,
        _spread_labels(lines, bottom),
        tuple(Tick(period, x) for period, x in zip(periods, xs, strict=True)),
        tuple(Tick(str(level), bottom - level * scale) for level in levels),
        _PLOT_LEFT,
        right,
        bottom,
        bottom + _AXIS_HEIGHT,
    )


def _bar_scale(items: Sequence[Item]) -> float:
    highest = max((item.value for item in items), default=0)
    return (_WIDTH - _LABEL_WIDTH - _VALUE_WIDTH) / max(1, highest + MOSTLY_WITHIN)


def _bar(item: Item, number: int, scale: float) -> Bar:
    y = _TOP + number * _BAR_STEP
    middle = y + _BAR_HEIGHT / 2
    texts = textwrap.wrap(item.label, _LABEL_CHARACTERS, max_lines=2, placeholder=" …") or [""]
    first = middle - (len(texts) - 1) * _TEXT_HEIGHT / 2
    lines = tuple(TextLine(text, first + place * _TEXT_HEIGHT) for place, text in enumerate(texts))
    width = round(item.value * scale, 1)
    reach = round((item.value + MOSTLY_WITHIN) * scale, 1)
    whisker = None
    if item.value:
        low = round(max(0, item.value - MOSTLY_WITHIN) * scale, 1)
        whisker = (_LABEL_WIDTH + low, _LABEL_WIDTH + reach)
    value_x = _LABEL_WIDTH + (reach if item.value else 0) + _LABEL_GAP
    return Bar(item, lines, y, width, value_x, middle, whisker)


def _line(series: Series, number: int, xs: Sequence[float], bottom: float, scale: float) -> Line:
    paths, bands, markers = [], [], []
    for stretch in _stretches(series.values):
        points = [(xs[place], bottom - value * scale) for place, value in stretch]
        paths.append(_points(*points))
        upper = [(xs[place], bottom - (value + MOSTLY_WITHIN) * scale) for place, value in stretch]
        lower = [(xs[place], bottom - max(0, value - MOSTLY_WITHIN) * scale) for place, value in stretch]
        bands.append(_points(*upper, *reversed(lower)))
        markers += points
    shape = _MARKERS[number % len(_MARKERS)]
    end_x, end_y = markers[-1] if markers else (xs[-1] if xs else _PLOT_LEFT, bottom)
    return Line(
        series,
        number % len(_MARKERS) + 1,
        shape,
        tuple(paths),
        tuple(bands),
        tuple(Marker(round(x, 1), round(y, 1), _marker(shape, x, y)) for x, y in markers),
        end_x + _LABEL_GAP + 2,
        round(end_y, 1),
    )


def _stretches(values: Sequence[int | None]) -> list[list[tuple[int, int]]]:
    """Split a series where a value is missing."""
    stretches: list[list[tuple[int, int]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append((place, value))
    return [stretch for stretch in stretches if stretch]


def _marker(shape: str, x: float, y: float) -> str:
    match shape:
        case "square":
            return _points((x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5))
        case "triangle":
            return _points((x, y - 6), (x + 6, y + 5), (x - 6, y + 5))
        case "diamond":
            return _points((x, y - 7), (x + 6, y), (x, y + 7), (x - 6, y))
        case _:
            return ""


def _spread_labels(lines: Sequence[Line], bottom: float) -> tuple[Line, ...]:
    """Push labels at line ends apart, down and then up again from the bottom, so that none covers another."""
    by_height = sorted(lines, key=lambda line: line.label_y)
    heights: list[float] = []
    for line in by_height:
        heights.append(max(round(line.label_y), heights[-1] + _TEXT_HEIGHT if heights else 0))
    limit = bottom
    for place in reversed(range(len(heights))):
        heights[place] = min(heights[place], limit)
        limit = heights[place] - _TEXT_HEIGHT
    placed = {id(line): height for line, height in zip(by_height, heights, strict=True)}
    return tuple(replace(line, label_y=placed[id(line)]) for line in lines)


def _levels(highest: int) -> list[int]:
    """Choose round levels from zero to at least the highest value."""
    power = 1
    while True:
        for factor in _TICK_STEPS:
            step = factor * power
            count = -(-highest // step)
            if count <= _TICKS_WANTED:
                return [step * number for number in range(max(1, count) + 1)]
        power *= 10


def _points(*points: tuple[float, float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
