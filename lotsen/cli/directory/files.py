"""Files in and out: HSDS 3.0 and flat lists."""

import gc
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

import lotsen
from lotsen.cli import frame
from lotsen.desk import at_desk
from lotsen.directory import actions, exchange
from lotsen.directory.exchange import Report
from lotsen.directory.hsds.cells import csv_lines
from lotsen.directory.hsds.problems import FileRefused, Problem
from lotsen.policy import MACHINE
from lotsen.terms import vocabulary

_SHOWN = 20
_NOTHING_THERE = 3
"""The exit code of a file that can be read and holds no entry."""


@click.command(name="import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read, check and report everything, keep nothing.")
@click.option(
    "--service-type", default="", help="Type (such as D3) of services that come without one of ours."
)
@click.option(
    "--report",
    "report_to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all findings as CSV.",
)
@click.option("--anew", is_flag=True, help="Read everything, even if nothing has changed since last time.")
@frame.json_option
@frame.plainly
def import_(
    path: Path, dry_run: bool, service_type: str, report_to: Path | None, anew: bool, as_json: bool
) -> None:
    """Bring a directory in from a file, a folder or a zip file.

    Each row is taken for itself; what cannot be used is reported with file, line, field, cause and what was
    done. Ids are kept. The same file again changes nothing, and is only compared as long as nothing else has
    changed; a newer one updates and never doubles. A file
    that cannot be read is refused whole, and nothing of what came with it is kept; the same holds where the
    store is full or an import is broken off. PATH may be the datapackage.json of a package, too.

    Services without a type of ours are not sorted yet: they are kept, stand under “Upkeep” to be sorted, and
    nobody finds them until then, unless --service-type gives them a type.

    Exit codes: 0 every row was taken, 1 something is wrong (some rows were not taken, or the store does not
    take any), 2 nothing was usable, 3 there is nothing to import (an empty list, a page that only describes
    a service on the web). What was taken and is doubtful, such as a reference that leads nowhere, is reported
    and leaves the code at 0. --json says the same: left_out, about_nothing_here and nothing_to_import.
    """
    if service_type and service_type not in vocabulary().service_types:
        frame.fail(f"there is no type of service {service_type}", frame.USAGE)
    try:
        report = _bring(path, service_type, dry_run=dry_run, anew=anew)
    except FileRefused as refusal:
        report = Report(problems=[refusal.problem])
    except OSError as error:
        frame.fail(f"{path} cannot be read: {error.strerror}; nothing was kept")
    if as_json:
        click.echo(json.dumps(_as_json(report, dry_run=dry_run), ensure_ascii=False, indent=2))
    else:
        _show(report, dry_run=dry_run, told_elsewhere=report_to is not None)
    if report_to is not None:
        with frame.writing_to(report_to):
            _write_report(report_to, report.problems)
    raise SystemExit(_exit_code(report))


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(sorted(exchange.FORMATS)),
    help="How the files are written; unless told, what the ending of PATH says (csv, xlsx), else hsds-json.",
)
@frame.json_option
@frame.plainly
def export(path: Path, kind: str | None, as_json: bool) -> None:
    """Write the whole directory to PATH.

    HSDS goes into a folder, or into a zip file where PATH ends in .zip; csv and xlsx into one file. Addresses
    that are protected stay here. What is there already is replaced only by a complete new export.
    """
    if not path.absolute().parent.is_dir():
        frame.fail(f"there is no folder {path.parent}", frame.USAGE)
    ending = path.suffix.lower().removeprefix(".")
    if ending == "json":
        frame.fail("HSDS as JSON is several files: name a folder, or a file that ends in .zip", frame.USAGE)
    kind = kind or (ending if ending in exchange.LISTS else "hsds-json")
    with frame.machine_desk("directory.export", writing=False) as desk:
        records = exchange.outgoing(desk)
    with frame.writing_to(path):
        names = exchange.write(records, kind, path.absolute())
    rows = {name: len(found) for name, found in records.tables.items() if found}
    if as_json:
        click.echo(json.dumps({"files": names, "records": rows}, ensure_ascii=False, indent=2))
        return
    services = rows.get("service", 0)
    click.echo(f"{services} services of {rows.get('organization', 0)} organizations: {', '.join(names)}")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(sorted(exchange.LISTS)),
    help="How it is written; what the ending of PATH says unless told.",
)
@frame.plainly
def template(path: Path, kind: str | None) -> None:
    """Write an empty flat list with German headings and one example row to PATH.

    The workbook (xlsx) has a second sheet that explains each column. Leave cells empty where nothing is
    known: empty means "not stated" and never "no". The example row is not taken over, and columns that are
    taken out change nothing when the list comes back.
    """
    chosen = kind or path.suffix.lower().removeprefix(".")
    if chosen not in exchange.LISTS:
        frame.fail(f"the name should end in {' or '.join(sorted(exchange.LISTS))}", frame.USAGE)
    if not path.absolute().parent.is_dir():
        frame.fail(f"there is no folder {path.parent}", frame.USAGE)
    with frame.writing_to(path):
        exchange.write_template(chosen, path.absolute())
    click.echo(f"{path}: fill in the rows under the example, then: lotsen directory import {path} --dry-run")


def _exit_code(report: Report) -> int:
    if report.is_empty:
        return _NOTHING_THERE
    if not report.usable:
        return frame.USAGE
    return frame.PROBLEM if report.refused or report.loose else 0


@contextmanager
def _only_told() -> Iterator[None]:
    """Say what keeps the search file from being built; what was imported stays."""
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:  # whatever it is, the import is not at fault
        why = frame.plain(str(error)) or type(error).__name__
        click.echo(f"the search file is not built yet ({why}); the next search builds it", err=True)


class _RolledBack(Exception):
    """Ends a dry run with its report."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def _bring(path: Path, service_type: str, *, dry_run: bool, anew: bool) -> Report:
    # A million small records live until the end of this process: looking for cycles among them is in vain.
    gc.disable()
    try:
        with frame.progress() as step, frame.office() as office, ExitStack() as reserved:
            at_work = partial(at_desk, office, MACHINE, action="cli.directory.import")
            with at_work(writing=True) as desk:
                memory = exchange.Memory(desk, path, lotsen.__version__, service_type)
                report = None if anew else memory.recall(desk)
                if report is not None:
                    return report
                report = exchange.bring(desk, path, default_type=service_type, step=step)
                if dry_run:
                    raise _RolledBack(report)
                memory.note(desk, report)
                make = reserved.enter_context(actions.reserve_snapshot(desk))
            memory.keep()
            with _only_told(), at_work(writing=False) as desk:
                make(desk, step)
        return report
    except _RolledBack as ended:
        return ended.report
    except DBAPIError as error:
        cause = frame.plain(str(error.orig))
        frame.fail(
            f"the store does not take it, nothing was kept: {cause}; `lotsen check` says what it needs"
        )
    finally:
        gc.enable()


def _show(report: Report, *, dry_run: bool, told_elsewhere: bool) -> None:
    shown = report.problems[:_SHOWN]
    for problem in shown:
        click.echo(frame.plain(str(problem)), err=True)
    rest = len(report.problems) - len(shown)
    if rest:
        hint = "" if told_elsewhere else "; --report FILE writes all of them"
        click.echo(f"… and {rest} more findings{hint}", err=True)
    for name, counts in report.stored.items():
        if counts.added or counts.changed or counts.same:
            click.echo(f"{name}: {counts.added} new, {counts.changed} changed, {counts.same} unchanged")
        if counts.kept:
            click.echo(f"{name}: {counts.kept} left as people changed them; to be decided under “Upkeep”")
    if report.unsorted:
        many = "services are" if report.unsorted > 1 else "service is"
        click.echo(f"{report.unsorted} {many} not sorted yet; to be sorted under “Upkeep”")
    findings = ", ".join(f"{count} {kind}" for kind, count in report.kinds.items()) or "none"
    if report.is_empty:
        click.echo("there is nothing to import in this file")
    kept = "nothing was kept (dry run)" if dry_run else "kept" if report.usable else "nothing was kept"
    loose = f", {report.loose} about nothing that is here" if report.loose else ""
    rows = "row" if report.read == 1 else "rows"
    click.echo(f"{report.read} {rows} read, {report.refused} left out{loose}; findings: {findings}; {kept}")


def _as_json(report: Report, *, dry_run: bool) -> dict[str, Any]:
    return {
        "read": report.read,
        "left_out": report.refused,
        "about_nothing_here": report.loose,
        "not_sorted_yet": report.unsorted,
        "nothing_to_import": report.is_empty,
        "dry_run": dry_run,
        "stored": {name: asdict(counts) for name, counts in report.stored.items()},
        "problems": [asdict(problem) for problem in report.problems],
    }


def _write_report(path: Path, problems: list[Problem]) -> None:
    heading = ["file", "line", "field", "cause", "done", "kind"]
    rows = ([one.file, one.line, one.field, one.cause, str(one.done), str(one.kind)] for one in problems)
    with path.open("w", encoding="utf-8", newline="") as written:
        written.writelines(csv_lines(heading, rows))
