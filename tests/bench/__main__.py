"""`python -m tests.bench`: load towns, measure, and print a table."""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from lotsen.demo.load import STEPS
from tests.bench.pages import PageTime, page_times
from tests.bench.seals import SealTime, seal_times
from tests.bench.town import Sizes, loaded

_MS = 1000
_US = 1_000_000
_SEAL_ROUNDS = 5_000


@click.command()
@click.option(
    "--families",
    multiple=True,
    type=click.IntRange(10),
    default=(50, 5_000),
    help="May be given several times.",
)
@click.option("--rounds", type=click.IntRange(10), default=40, show_default=True, help="Looks at each page.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def main(families: tuple[int, ...], rounds: int, *, as_json: bool) -> None:
    """Measure page times in towns of several sizes, and sealing against the bare cipher."""
    towns = [_measure_town(count, rounds) for count in families]
    seals = seal_times(_SEAL_ROUNDS)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, SQLite"
    if as_json:
        click.echo(json.dumps(_as_data(machine, rounds, towns, seals), indent=2))
        return
    for line in _lines(machine, rounds, towns, seals):
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
    yield ""
    yield "sealing against bare AES-256-GCM on the same bytes, microseconds (p50)"
    yield f"{'content':>9}{'box':>9}{'seal':>9}{'raw':>9}{'ratio':>9}{'open':>9}{'raw':>9}{'ratio':>9}"
    for one in seals:
        yield (
            f"{one.content:>9}{one.boxed:>9}"
            f"{one.seal.p50 * _US:>9.1f}{one.raw_seal.p50 * _US:>9.1f}{one.seal_ratio:>9.1f}"
            f"{one.open.p50 * _US:>9.1f}{one.raw_open.p50 * _US:>9.1f}{one.open_ratio:>9.1f}"
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
