"""The tables of matching, and how its times grow with the directory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.bench.matching.times import MatchTimes
from tests.bench.matching.whole import PARTS

GOALS = {50_000: 1.0, 500_000: 2.0}
"""Milliseconds at 95 of 100 for match and rank, by the size of the directory."""
WHOLE_GOAL = 3.0
"""And for a whole proposal."""
_MS = 1000
_WIDTH = 40
_HEADS = ("p50", "p95", "p95 cpu", "first", "same", "measured on")


def match_lines(found: Sequence[MatchTimes]) -> Iterator[str]:
    """Yield a table for each size, then the curve."""
    for one in found:
        load = " ".join(f"{value:.1f}" for value in one.load)
        yield ""
        yield (
            f"matching, {one.services} services ({one.megabytes:.1f} MB, built in {one.build:.1f} s); on"
            f" average {one.fitting:.0f} fit and {one.near:.0f} fail one condition"
        )
        yield (
            "the best twenty of each need and the forty nearest misses, milliseconds, best of three rounds;"
            f" same: as many fit; machine load {load}"
        )
        yield f"{'way':<22}" + "".join(f"{head:>12}" for head in _HEADS)
        for way in one.ways:
            cpu = "" if way.cpu is None else f"{way.cpu * _MS:.3f}"
            first = "" if way.first is None else f"{way.first * _MS:.0f}"
            same = "" if way.same is None else f"{way.same:.0%}"
            scaled = "" if way.sample is None else f"{way.sample}, scaled"
            times = f"{way.p50 * _MS:>12.3f}{way.p95 * _MS:>12.3f}{cpu:>12}{first:>12}"
            yield f"{way.name:<22}{times}{same:>12}{scaled:>16}"
        yield from _whole(one)
    if len(found) > 1:
        yield from _curve(found)


def _whole(one: MatchTimes) -> Iterator[str]:
    """Say what a whole proposal takes, and whether the goals are met."""
    yield ""
    yield (
        f"a whole proposal among {one.services} services (rules and next question, match, thirty"
        " explanations): milliseconds of the processor, p50 / p95"
    )
    yield f"{'':<44}" + "".join(f"{part:>16}" for part in PARTS)
    for row in one.whole:
        name = f"{row.rules} rules, on average {row.needs:.0f} needs of {row.codes:.0f} kinds"
        times = (f"{p50 * _MS:.2f} / {p95 * _MS:.2f}" for p50, p95 in zip(row.p50, row.p95, strict=True))
        yield f"{name:<44}" + "".join(f"{time:>16}" for time in times)
    ranked = one.ways[0].cpu or 0
    if one.services in GOALS:
        yield f"goal match and rank, p95: {_met(ranked * _MS, GOALS[one.services])}"
    for row in one.whole:
        yield f"goal whole proposal with {row.rules} rules, p95: {_met(row.p95[-1] * _MS, WHOLE_GOAL)}"


def _met(milliseconds: float, goal: float) -> str:
    return f"{milliseconds:.2f} of at most {goal:g} ms, {'met' if milliseconds <= goal else 'MISSED'}"


def _curve(found: Sequence[MatchTimes]) -> Iterator[str]:
    """Draw p95 of the processor's time for the shortlist beside the size of the directory."""
    times = [
        (one.services, (one.ways[0].cpu or 0) * _MS) for one in sorted(found, key=lambda one: one.services)
    ]
    widest = max(time for _, time in times)
    smallest, least = times[0]
    yield ""
    yield "growth of the shortlist: p95 of the processor in milliseconds, and how many times the smallest"
    for services, time in times:
        bar = "#" * max(1, round(_WIDTH * time / widest))
        yield (
            f"{services:>9} services  {bar:<{_WIDTH}} {time:7.3f}"
            f"  services x{services / smallest:g}, time x{time / least:.1f}"
        )
