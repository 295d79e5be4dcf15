"""How long matching takes, and whether all find the same."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from lotsen.directory.domain import AreaLevel, ServiceProfile
from lotsen.directory.search import SearchEntry, Synonyms, build, load, save, with_eligibility
from lotsen.referral.matching import EVERYTHING, Matcher, explained
from tests.bench.matching.generic import ENGINES
from tests.bench.matching.region import Family, families, profile_of
from tests.bench.matching.sql import Database, Postgres, Sqlite
from tests.bench.matching.whole import WholeTime, whole_times
from tests.directory.search.services import services
from tests.postgres import running_postgres

KNOWN, ASKED, EXPLAINED, ROUNDS = 300, 300, 60, 3
"""Families asked before (a running process has judged most values), families measured, and how often."""
SAMPLE, SAMPLED_FAMILIES = 2_000, 12
DATABASE_BUDGET = 20.0
"""Seconds for each database’s families."""


@dataclass(frozen=True)
class MatchTime:
    """One way of matching: seconds at the median and at 95 of 100, the best of some rounds for each family.

    `cpu` is p95 in the time of the processor alone, where the work is done in this process: what others do on
    the machine slows it down, but it does not wait. `first` is the very first family; `sample` says from how
    many services the times were scaled up; `same` is the share of families for whom exactly as many fit.
    """

    name: str
    p50: float
    p95: float
    cpu: float | None = None
    first: float | None = None
    sample: int | None = None
    same: float | None = None


@dataclass(frozen=True)
class MatchTimes:
    """All ways over one directory, and a `whole` proposal; `load` averages over 1, 5 and 15 minutes."""

    services: int
    megabytes: float
    build: float
    fitting: float
    near: float
    load: tuple[float, float, float]
    ways: tuple[MatchTime, ...]
    whole: tuple[WholeTime, ...]


def match_times(count: int, *, rivals: bool, tell: Callable[[str], object]) -> MatchTimes:
    """Measure a directory of so many services; `tell` hears what is going on."""
    tell(f"making {count} services to match")
    random = Random(5)
    profiles = [profile_of(made, random) for made in services(count)]
    asked = list(families(ASKED, 2))
    with tempfile.TemporaryDirectory(prefix="lotsen-bench-") as folder, ExitStack() as stack:
        begun = time.perf_counter()
        searched = build((SearchEntry(one.id, "", "", one.service_type) for one in profiles), Synonyms(), ())
        begun = time.perf_counter()
        save(with_eligibility(searched, profiles), Path(folder) / "match")
        built = time.perf_counter() - begun
        snapshot = load(Path(folder) / "match")
        size = sum(array.nbytes for array in snapshot.section("match").values()) / 1e6
        matcher = Matcher(snapshot)
        tell("measuring Lotsen")
        ways = list(_own(matcher, profiles, asked))
        whole = whole_times(matcher, profiles, asked[:EXPLAINED])
        found = [matcher.shortlist(*family, most=EVERYTHING) for family in asked[:60]]
        if rivals:
            address = stack.enter_context(running_postgres()).fresh().data.replace("+psycopg", "")
            for database in (Sqlite(Path(folder)), Postgres(address)):
                tell(f"measuring {database.name}")
                with closing(database):
                    ways.append(_database(database, profiles, asked, [len(one.fits) for one in found]))
            ways += _generic(profiles, asked, tell)
        return MatchTimes(
            count,
            size,
            built,
            statistics.mean(len(one.fits) for one in found),
            statistics.mean(one.near for one in found),
            os.getloadavg(),
            tuple(ways),
            whole,
        )


def _own(
    matcher: Matcher, profiles: Sequence[ServiceProfile], asked: Sequence[Family]
) -> tuple[MatchTime, MatchTime]:
    by_id = {profile.id: profile for profile in profiles}

    def whole(family: Family) -> object:
        case, needs = family
        short = matcher.shortlist(case, needs)
        return explained(short, [by_id[one] for one in (*short.fits, *short.misses)], case, needs)

    first, _ = _timed(lambda family: matcher.shortlist(*family), asked[:1])[0]
    _timed(lambda family: matcher.shortlist(*family), list(families(KNOWN, 1)))
    return (
        _way("Lotsen", lambda family: matcher.shortlist(*family), asked, first=first),
        _way("Lotsen, explained", whole, asked[:EXPLAINED]),
    )


def _database(
    database: Database, profiles: Sequence[ServiceProfile], asked: Sequence[Family], fitting: Sequence[int]
) -> MatchTime:
    database.fill(profiles)
    took, same, end = [], 0, time.perf_counter() + DATABASE_BUDGET
    for family, expected in zip(asked, fitting, strict=False):
        if time.perf_counter() > end:
            break
        begun = time.perf_counter()
        count = database.count(family)
        took.append(time.perf_counter() - begun)
        same += count == expected
    return MatchTime(database.name, statistics.median(took), _end(took), same=same / len(took))


def _generic(
    profiles: Sequence[ServiceProfile], asked: Sequence[Family], tell: Callable[[str], object]
) -> list[MatchTime]:
    """Measure a sample without circles, which rules cannot draw, and scale up; all have to find the same."""
    plain = [one for one in profiles if one.area is None or one.area.level is not AreaLevel.RADIUS]
    sample = plain[:SAMPLE]
    found, expected = [], list[list[int]]()
    for engine in [kind() for kind in ENGINES]:
        tell(f"measuring {engine.name}")
        engine.fill(sample)
        answers = [engine.fits(family) for family in asked[:SAMPLED_FAMILIES]]
        expected = expected or answers
        if answers != expected:
            raise AssertionError(f"{engine.name} finds other services")
        way = _way(engine.name, engine.fits, asked[:SAMPLED_FAMILIES], scale=len(profiles) / len(sample))
        found.append(replace(way, sample=len(sample), same=1.0))
    return found


def _way(
    name: str,
    ask: Callable[[Family], object],
    asked: Sequence[Family],
    *,
    scale: float = 1.0,
    first: float | None = None,
) -> MatchTime:
    """Take the best of some rounds for each family."""
    rounds = [_timed(ask, asked) for _ in range(ROUNDS)]
    walls = [scale * min(wall for wall, _ in took) for took in zip(*rounds, strict=True)]
    cpus = [scale * min(cpu for _, cpu in took) for took in zip(*rounds, strict=True)]
    return MatchTime(name, statistics.median(walls), _end(walls), cpu=_end(cpus), first=first)


def _timed(ask: Callable[[Family], object], asked: Sequence[Family]) -> list[tuple[float, float]]:
    """Ask for each family: seconds on the wall, and of the processor."""
    took = []
    for family in asked:
        begun, worked = time.perf_counter(), time.thread_time()
        ask(family)
        took.append((time.perf_counter() - begun, time.thread_time() - worked))
    return took


def _end(took: Sequence[float]) -> float:
    return statistics.quantiles(took, n=20, method="inclusive")[-1]
