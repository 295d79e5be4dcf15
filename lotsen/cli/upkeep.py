"""Commands for recurring work and for the audit chains."""

import json
import sys
from pathlib import Path
from uuid import UUID

import click

from lotsen.cli import frame
from lotsen.jobs.runner import JOBS, run_due, run_job
from lotsen.kernel import SystemClock
from lotsen.keys import audit as chains
from lotsen.outbox.post import post_of
from lotsen.vault import Head


@click.group()
def jobs() -> None:
    """Recurring work; a timer or `lotsen run` itself calls it."""


@jobs.command("list")
def list_jobs() -> None:
    """Name every job and how often it has a turn."""
    for job in JOBS:
        click.echo(f"{job.name}  every {job.every}")


@jobs.command("run")
@click.argument("name", type=click.Choice(["all", *(job.name for job in JOBS)]))
@frame.json_option
@frame.plainly
def run_jobs(name: str, *, as_json: bool) -> None:
    """Run the job NAME now, or `all` whose turn it is. Safe to repeat and to call from several machines."""
    settings = frame.settings()
    with frame.office(settings) as office, frame.progress() as step:
        if name == "all":
            handled = run_due(office, SystemClock(), post_of(settings), step)
        else:
            job = next(job for job in JOBS if job.name == name)
            handled = {name: run_job(office, job, SystemClock(), post_of(settings), step)}
    frame.show([{"job": job, "count": count} for job, count in handled.items()], as_json=as_json)


@click.group()
def audit() -> None:
    """The chains that say who did and saw what."""


@audit.command()
@frame.plainly
def head() -> None:
    """Print the ends of all chains as JSON, to be kept outside this machine."""
    with frame.machine_desk("audit-head", writing=False) as desk:
        rows = [
            {"chain": str(row.id), "sequence": row.sequence, "entry_hash": row.entry_hash.hex()}
            for row in chains.heads(desk.db)
        ]
    click.echo(json.dumps(rows, indent=2))


@audit.command()
@click.option(
    "--heads",
    "heads_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Heads that `lotsen audit head` printed earlier; without them a cut-off end is not seen.",
)
@frame.json_option
@frame.plainly
def verify(heads_file: Path | None, *, as_json: bool) -> None:
    """Check every chain link by link, and against heads that were kept elsewhere."""
    kept = _read_heads(heads_file) if heads_file else {}
    with frame.machine_desk("audit-verify", writing=False) as desk:
        known = {row.id for row in chains.heads(desk.db)} | set(kept)
        reports = {
            chain: chains.verify(
                desk.db, desk.vault.office, chain, kept.get(chain) or chains.newest_copy(desk.keys, chain)
            )
            for chain in sorted(known)
        }
    frame.show(
        [
            {"chain": chain, "whole": report.ok, "bad_entry": report.first_bad_sequence, "why": report.reason}
            for chain, report in reports.items()
        ],
        as_json=as_json,
    )
    sys.exit(0 if all(report.ok for report in reports.values()) else frame.PROBLEM)


def _read_heads(path: Path) -> dict[UUID, Head]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        heads = [
            Head(UUID(row["chain"]), int(row["sequence"]), bytes.fromhex(row["entry_hash"])) for row in rows
        ]
    except (ValueError, KeyError, TypeError) as error:
        frame.fail(f"{path}: not a list of heads ({type(error).__name__})", frame.USAGE)
    return {found.chain: found for found in heads}
