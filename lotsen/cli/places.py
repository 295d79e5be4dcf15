"""Commands for places: postcodes and districts from files."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import click

from lotsen.cli import frame
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.places import actions, exchange
from lotsen.places.exchange import FileKind, Refused

_SHOWN = 20


class _Undone(Exception):
    """Ends a unit of work without keeping it; what would have come of it is told."""

    def __init__(self, report: dict[str, Any]) -> None:
        super().__init__()
        self.report = report


@click.group()
def places() -> None:
    r"""Postcodes, municipalities and districts.

    \b
    lotsen places import DE.txt --state 05          GeoNames postcodes, original columns, one Land
    lotsen places import zipcodes.de.csv            the same as CSV with a heading
    lotsen places import sozialraeume.csv           Sozialraum;PLZ;Gemeinde
    lotsen places import stadtteile.geojson --name-property bezeichnung --municipality Köln

    Postcodes: www.geonames.org, CC BY 4.0; the pages that use them say so.
    """


@places.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--state", help="Only one Land: the first two digits of its keys, 05 for NRW.")
@click.option("--municipality", help="Whose districts a map draws: its key or its name.")
@click.option("--name-property", help="Property of a GeoJSON feature that holds the district's name.")
@click.option("--code-property", help="Property of a GeoJSON feature that holds the district's code.")
@click.option("--skip-refused", is_flag=True, help="Keep the rest although lines were refused.")
@click.option("--dry-run", is_flag=True, help="Check and count, keep nothing.")
@frame.json_option
@frame.plainly
def import_(
    file: Path,
    state: str | None,
    municipality: str | None,
    name_property: str | None,
    code_property: str | None,
    skip_refused: bool,  # flags of the command line
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import postcodes or districts; what kind of file it is shows in its first line.

    Importing again updates and never doubles; places that people entered here keep what they have. Everything
    is kept or nothing: with a refused line nothing is kept (exit code 1) unless --skip-refused is given.
    """
    if state is not None and not (len(state) == 2 and state.isdecimal() and "01" <= state <= "16"):
        frame.fail("--state takes two digits from 01 to 16, 05 for NRW", frame.USAGE)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        frame.fail(f"{file.name} is not UTF-8 text")
    kind = exchange.recognise(text)
    try:
        with frame.machine_desk("places.import", writing=True) as desk:
            if kind in (FileKind.GEONAMES_CSV, FileKind.GEONAMES_TABS):
                report = _postcodes(desk, text, state, quiet=as_json)
            elif kind is FileKind.DISTRICTS:
                listed = exchange.read_districts(text)
                report = _districts(actions.import_districts(desk, listed.lines), listed.refused)
            else:
                drawn = exchange.read_areas(text, name_property=name_property, code_property=code_property)
                placed = actions.import_areas(desk, drawn.areas, municipality=municipality)
                report = _districts(placed, drawn.refused)
            directory.count_change(desk)
            report = {"file": file.name, "kind": kind.value, **report}
            if dry_run or (report["refused"] and not skip_refused):
                raise _Undone(report)
    except _Undone as undone:
        _tell(undone.report, kept=False, as_json=as_json)
        if undone.report["refused"] and not skip_refused:
            _end(undone.report)
        return
    _tell(report, kept=True, as_json=as_json)


def _postcodes(desk: Desk, text: str, state: str | None, *, quiet: bool) -> dict[str, Any]:
    read = exchange.read_geonames(text, state=state)
    total = sum(len(town.postcodes) for town in read.towns)
    hidden = quiet or not sys.stderr.isatty()
    with click.progressbar(length=total, label="Postcodes", file=sys.stderr, hidden=hidden) as bar:
        merged = actions.merge_towns(desk, read.towns, tick=bar.update)
    several: dict[str, int] = {}
    for town in read.towns:
        for entry in town.postcodes:
            several[entry.postcode] = several.get(entry.postcode, 0) + 1
    return {
        "rows": read.rows,
        "municipalities": len(read.towns),
        "postcodes": len(several),
        "ambiguous_postcodes": sum(count > 1 for count in several.values()),
        "left_out_mail_addresses": read.mail_addresses,
        "left_out_other_states": read.elsewhere,
        "left_out_without_kreis": read.without_kreis,
        **asdict(merged),
        "refused": _listed(read.refused),
    }


def _districts(placed: Any, unread: tuple[Refused, ...]) -> dict[str, Any]:
    refused = sorted([*unread, *placed.refused], key=lambda one: one.line)
    return {
        "districts": placed.districts,
        "postcodes": placed.postcodes,
        "districts_without_postcode": placed.empty,
        "refused": _listed(refused),
    }


def _listed(refused: Any) -> list[dict[str, object]]:
    return [asdict(one) for one in refused]


def _tell(report: dict[str, Any], *, kept: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**report, "kept": kept}, ensure_ascii=False, indent=2))
        return
    for name, value in report.items():
        if name != "refused" and value not in ([], None):
            shown = ", ".join(value) if isinstance(value, list) else value
            click.echo(f"{name.replace('_', ' ')}: {shown}")
    for one in report["refused"][:_SHOWN]:
        click.echo(f"{report['file']}, {one['line']}: {one['cause']}", err=True)
    if len(report["refused"]) > _SHOWN:
        click.echo(f"… and {len(report['refused']) - _SHOWN} more, see --json", err=True)
    click.echo("kept" if kept else "checked, nothing was kept")


def _end(report: dict[str, Any]) -> NoReturn:
    frame.fail(f"{report['file']}: {len(report['refused'])} refused, nothing was kept")
