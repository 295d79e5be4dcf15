"""`python -m tests.bench`: load towns, measure, and print a table."""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import click

from lotsen.demo.load import STEPS
from tests.bench.directory_search import BUDGET, DirectoryTimes, directory_times
from tests.bench.importing import ImportTimes, import_times
from tests.bench.matching.printing import match_lines
from tests.bench.matching.times import match_times
from tests.bench.pages import PageTime, page_times
from tests.bench.rules import rule_lines, rule_times
from tests.bench.seals import SealTime, seal_times
from tests.bench.town import Sizes, loaded

_MS = 1000
_US = 1_000_000
_SEAL_ROUNDS = 5_000
_EVALUATIONS = 500
_DRY_RUN = 10_000
_HEADS = ("build s", "MB", "load ms", "p50", "p95", "right", "pages")
PARTS = ("pages", "seals", "search", "match", "rules", "import")


@click.command()
@click.option(
    "--families",
    multiple=True,
    type=click.IntRange(10),
    default=(50, 5_000),
    help="May be given several times.",
)
@click.option(
    "--services",
    multiple=True,
    type=click.IntRange(100),
    default=(50_000,),
    help="Sizes of the directory that is searched and brought in; may be given several times.",
)
@click.option(
    "--matched",
    multiple=True,
    type=click.IntRange(100),
    default=(1_000, 10_000, 50_000, 500_000),
    help="Sizes of the directory that is matched; may be given several times.",
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice(PARTS),
    default=PARTS,
    help="Measure only this; may be given several times.",
)
@click.option("--rivals/--no-rivals", default=True, help="Search with other engines too.")
@click.option("--rounds", type=click.IntRange(10), default=40, show_default=True, help="Looks at each page.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def main(
    families: tuple[int, ...],
    services: tuple[int, ...],
    matched: tuple[int, ...],
    parts: tuple[str, ...],
    rounds: int,
    *,
    rivals: bool,
    as_json: bool,
) -> None:
    """Measure pages in towns of several sizes, seals, search, matching, rules and imports."""
    towns = [_measure_town(count, rounds) for count in families] if "pages" in parts else []
    seals = seal_times(_SEAL_ROUNDS) if "seals" in parts else []
    tell = partial(click.echo, err=True)
    searches = [directory_times(count, rivals=rivals, tell=tell) for count in services if "search" in parts]
    brought = [import_times(count, tell=tell) for count in services if "import" in parts]
    matches = [match_times(count, rivals=rivals, tell=tell) for count in matched if "match" in parts]
    ruled = rule_times(_EVALUATIONS, _DRY_RUN) if "rules" in parts else None
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, SQLite"
    if as_json:
        data = _as_data(machine, rounds, towns, seals) | {
            "searches": [asdict(one) for one in searches],
            "imports": [{**asdict(one), "limit": one.limit} for one in brought],
            "matches": [asdict(one) for one in matches],
            "rules": None if ruled is None else asdict(ruled),
        }
        click.echo(json.dumps(data, indent=2))
        return
    said = (_lines(machine, rounds, towns, seals), _search_lines(searches), match_lines(matches))
    for line in chain(*said, rule_lines(ruled), _import_lines(brought)):
        click.echo(line)


def _measure_town(families: int, rounds: int) -> tuple[Sizes, list[PageTime]]:
    label = f"loading {families} families"
    with (
        tempfile.TemporaryDirectory(prefix="lotsen-bench-") as folder,
        click.progressbar(length=STEPS, label=label, file=sys.stderr) as bar,
        loaded(Path(folder), families, bar.update) as town,
    ):
        return town.sizes, page_times(town, rounds)


def _lines(
    machine: str, rounds: int, towns: list[tuple[Sizes, list[PageTime]]], seals: list[SealTime]
) -> Iterator[str]:
    yield f"{machine}; {rounds} looks at each page, milliseconds"
    for sizes, pages in towns:
        yield ""
        yield (
            f"{sizes.families} families and {sizes.walk_ins} walk-ins (loaded in {sizes.load_seconds:.0f} s):"
            f" in the clinic {sizes.clinic_open} open and {sizes.clinic_closed} closed, at the family office"
            f" {sizes.received} hand-overs; {sizes.services} services, {sizes.releases} periods of figures"
        )
        yield f"{'page':<22}{'p50':>9}{'p90':>9}{'KB':>9}"
        for page in pages:
            yield (
                f"{page.name:<22}{page.times.p50 * _MS:>9.1f}{page.times.p90 * _MS:>9.1f}"
                f"{page.size / 1024:>9.1f}"
            )
    if not seals:
        return
    yield ""
    yield "sealing against bare AES-256-GCM on the same bytes, microseconds (p50)"
    yield f"{'content':>9}{'box':>9}{'seal':>9}{'raw':>9}{'ratio':>9}{'open':>9}{'raw':>9}{'ratio':>9}"
    for one in seals:
        yield (
            f"{one.content:>9}{one.boxed:>9}"
            f"{one.seal.p50 * _US:>9.1f}{one.raw_seal.p50 * _US:>9.1f}{one.seal_ratio:>9.1f}"
            f"{one.open.p50 * _US:>9.1f}{one.raw_open.p50 * _US:>9.1f}{one.open_ratio:>9.1f}"
        )


def _search_lines(searches: list[DirectoryTimes]) -> Iterator[str]:
    for search in searches:
        load = " ".join(f"{value:.1f}" for value in search.load)
        yield ""
        yield (
            f"directory search, {search.services} services: a whole results page (text, language, circle,"
            f" counts, twenty hits), milliseconds; right: P@10; machine load {load}"
        )
        yield f"{'engine':<22}" + "".join(f"{head:>9}" for head in _HEADS)
        for one in search.engines:
            loading = "" if one.load is None else f"{one.load * _MS:.0f}"
            yield (
                f"{one.name:<22}{one.build:>9.1f}{one.megabytes:>9.1f}{loading:>9}{one.p50 * _MS:>9.2f}"
                f"{one.p95 * _MS:>9.2f}{one.right:>9.3f}{one.pages:>9}"
            )
        for name in search.missing:
            yield f"{name:<22}{'not available here':>27}"
        if any(one.pages < search.asked for one in search.engines):
            yield (
                f"an engine that has not answered all {search.asked} pages after {BUDGET:.0f} seconds stops"
                " there: its times and P@10 are those of the first pages, the same for all"
            )


def _import_lines(brought: list[ImportTimes]) -> Iterator[str]:
    for one in brought:
        load = " ".join(f"{value:.1f}" for value in one.load)
        yield ""
        yield (
            f"directory import, {one.services} services, at most {one.limit:.0f} s on a quiet machine with"
            f" two cores; first search afterwards {one.first_search:.1f} s; machine load {load}"
        )
        yield f"{'file':<22}" + "".join(
            f"{head:>9}" for head in ("MB", "wall s", "CPU s", "MB held", "new", "same")
        )
        for each in one.imports:
            yield (
                f"{each.name:<22}{each.megabytes:>9.1f}{each.wall:>9.1f}{each.cpu:>9.1f}{each.memory:>9.0f}"
                f"{each.added:>9}{each.same:>9}"
            )


def _as_data(
    machine: str, rounds: int, towns: list[tuple[Sizes, list[PageTime]]], seals: list[SealTime]
) -> dict[str, Any]:
    return {
        "machine": machine,
        "rounds": rounds,
        "towns": [
            {"sizes": asdict(sizes), "pages": [asdict(page) for page in pages]} for sizes, pages in towns
        ],
        "seals": [
            {**asdict(one), "seal_ratio": one.seal_ratio, "open_ratio": one.open_ratio} for one in seals
        ],
    }


if __name__ == "__main__":
    main()
