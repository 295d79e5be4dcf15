"""Stopwatch and percentiles."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

WARM_UP = 3


@dataclass(frozen=True)
class Times:
    """How long something took, in seconds: the median and what nine of ten stayed below."""

    p50: float
    p90: float


def measure(deed: Callable[[], object], rounds: int) -> Times:
    """Do something often, each time on its own watch; the first few do not count."""
    for _ in range(WARM_UP):
        deed()
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        deed()
        took.append(time.perf_counter() - begun)
    return of(took)


def of(took: list[float]) -> Times:
    """Sum up single times."""
    return Times(statistics.median(took), statistics.quantiles(took, n=10, method="inclusive")[-1])
