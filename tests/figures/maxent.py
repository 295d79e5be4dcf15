"""Builds p-tables from first principles, to check the shipped one against its definition.

For each true count the noise has mean zero, the given variance (or less where the bounds allow no
more), never leads to a published number up to the threshold, never becomes less likely towards
zero from below, and is otherwise as spread out as possible (maximum entropy). The dual has two
unknowns, so plain Newton steps do.
"""

import itertools
import math
from dataclasses import dataclass

_STEPS = 200
_TOLERANCE = 1e-13
_SHORTEST = 1e-12

Groups = list[list[int]]


@dataclass(frozen=True)
class Spread:
    noise: tuple[int, ...]
    chance: tuple[float, ...]

    @property
    def variance(self) -> float:
        return sum(p * v * v for v, p in zip(self.noise, self.chance, strict=True))


def max_entropy_row(
    count: int,
    deviation: int,
    variance: float,
    threshold: int,
    *,
    stay: float | None = None,
    monotonous: bool = True,
) -> Spread:
    """Return the most spread-out noise that a true count may get."""
    noise = [v for v in range(-deviation, deviation + 1) if count + v == 0 or count + v > threshold]
    fixed = stay if stay is not None and 0 in noise else None
    groups = [[v] for v in noise if fixed is None or v != 0]
    while True:
        chance = _spread(groups, 1.0 - (fixed or 0.0), variance)
        falling = _falling(groups, chance) if monotonous else None
        if falling is None:
            break
        groups[falling : falling + 2] = [groups[falling] + groups[falling + 1]]
    if fixed is not None:
        chance[0] = fixed
    return Spread(tuple(noise), tuple(chance[v] for v in noise))


def _falling(groups: Groups, chance: dict[int, float]) -> int | None:
    """Find two neighbours at or below zero of which the lower one is likelier."""
    for place, (low, high) in enumerate(itertools.pairwise(groups)):
        if high[0] == low[-1] + 1 <= 0 and chance[low[-1]] > chance[high[0]] + 1e-12:
            return place
    return None


def _spread(groups: Groups, mass: float, variance: float) -> dict[int, float]:
    """Leave the variance open if that stays within it, else meet it exactly."""
    free = _solve(groups, mass, None)
    if sum(p * v * v for v, p in free.items()) <= variance:
        return free
    return _solve(groups, mass, variance)


def _solve(groups: Groups, mass: float, variance: float | None) -> dict[int, float]:
    """Newton on the dual: chance ~ exp(a v + b v^2), alike within a group; b = 0 leaves the variance open."""
    points = [
        (v, sum(group) / len(group), sum(u * u for u in group) / len(group))
        for group in groups
        for v in group
    ]
    a = b = 0.0

    def chances(a: float, b: float) -> tuple[list[float], float]:
        powers = [a * x + b * y for _, x, y in points]
        top = max(powers)
        total = sum(math.exp(power - top) for power in powers)
        chance = [mass * math.exp(power - top) / total for power in powers]
        return chance, mass * (top + math.log(total)) - b * (variance or 0.0)

    for _ in range(_STEPS):
        chance, height = chances(a, b)
        ex = sum(p * x for p, (_, x, _) in zip(chance, points, strict=True))
        ey = sum(p * y for p, (_, _, y) in zip(chance, points, strict=True))
        xx = sum(p * x * x for p, (_, x, _) in zip(chance, points, strict=True)) - ex * ex / mass
        xy = sum(p * x * y for p, (_, x, y) in zip(chance, points, strict=True)) - ex * ey / mass
        yy = sum(p * y * y for p, (_, _, y) in zip(chance, points, strict=True)) - ey * ey / mass
        if variance is None:
            down_a, down_b, error = ex / xx, 0.0, abs(ex)
        else:
            determinant = xx * yy - xy * xy
            down_a = (yy * ex - xy * (ey - variance)) / determinant
            down_b = (xx * (ey - variance) - xy * ex) / determinant
            error = max(abs(ex), abs(ey - variance))
        if error < _TOLERANCE:
            break
        step = 1.0
        while step > _SHORTEST and chances(a - step * down_a, b - step * down_b)[1] > height:
            step /= 2
        a, b = a - step * down_a, b - step * down_b
    return {v: p for (v, _, _), p in zip(points, chances(a, b)[0], strict=True)}
