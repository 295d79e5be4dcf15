"""Commands for sheets: which there are, whether a file is one, and FHIR Questionnaires in and out."""

import json
from pathlib import Path

import click

from lotsen.cli import frame
from lotsen.intake import actions
from lotsen.intake.domain import Instrument
from lotsen.intake.domain.fhir import Wishes, questionnaire_of
from lotsen.intake.domain.incoming import incoming_text
from lotsen.kernel import new_id
from lotsen.terms.marked import InvalidDocument

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def instruments() -> None:
    r"""Sheets: the lists of questions an assessment or a talk goes through.

    A sheet is a YAML file of our own kind or an HL7 FHIR R4 Questionnaire (JSON). It is kept with its code
    and version for good; a changed sheet needs a new version. A sheet that was imported is used nowhere until
    the network coordination switches it on for an institution.

    \b
    lotsen instruments check my_sheet.yaml
    lotsen instruments import questionnaire.json --threshold 10 --dry-run
    lotsen instruments export anhaltsbogen_kurz > questionnaire.json

    Answers leave the vault only through people: a QuestionnaireResponse is downloaded from the result page.
    """


@instruments.command(name="list")
@frame.json_option
@frame.plainly
def list_(as_json: bool) -> None:  # a flag of the command line
    """List every sheet in every version."""
    with frame.machine_desk("instruments.list", writing=False) as desk:
        found = actions.all_instruments(desk)
    rows: list[dict[str, object]] = [
        {
            "code": one.code,
            "version": one.version,
            "title": one.title.get("de"),
            "questions": sum(item.kind.is_asked for item in one.items),
            "threshold": one.threshold,
            "stage": "talk" if one.is_talk else "short",
            "licence": one.licence.get("de"),
        }
        for one in found
    ]
    frame.show(rows, as_json=as_json)


@instruments.command()
@_FILE
@frame.plainly
def check(file: Path) -> None:
    """Check a file without keeping it; every fault is named with line and cause, and the exit code is 1."""
    _, instrument = _read(file, Wishes(licence="?"))
    click.echo(_line(instrument))


@instruments.command(name="import")
@_FILE
@click.option("--code", help="Name of the sheet, in place of the one the file gives.")
@click.option("--version", type=click.IntRange(1, 10_000), help="Version of the sheet, 1 unless told.")
@click.option("--threshold", type=click.IntRange(1, 1_000), help="Sum from which a talk is offered.")
@click.option("--licence", help="Who may use the sheet, where the file does not say so.")
@click.option("--dry-run", is_flag=True, help="Check and show, keep nothing.")
@frame.plainly
def import_(
    file: Path,
    code: str | None,
    version: int | None,
    threshold: int | None,
    licence: str | None,
    dry_run: bool,  # a flag of the command line
) -> None:
    """Keep a sheet from a YAML file or a FHIR R4 Questionnaire.

    What the sheet could not represent is refused with a list; nothing is left out silently. The options fill
    in what a Questionnaire does not say and are no use with a YAML file.
    """
    text, instrument = _read(file, Wishes(code, version, threshold, licence))
    if not dry_run:
        with frame.machine_desk("instruments.import", writing=True) as desk:
            actions.add_instrument(desk, new_id(), text, file.name)
    click.echo(_line(instrument) + (" – checked, not kept" if dry_run else " – kept"))


@instruments.command()
@click.argument("code")
@click.option("--version", type=click.IntRange(1, 10_000), help="Which version; the latest unless told.")
@frame.plainly
def export(code: str, version: int | None) -> None:
    """Print a sheet as a FHIR R4 Questionnaire."""
    with frame.machine_desk("instruments.export", writing=False) as desk:
        found = [one for one in actions.all_instruments(desk) if one.code == code]
    fitting = [one for one in found if version in (None, one.version)]
    if not fitting:
        frame.fail(f"there is no sheet {code}" + (f" version {version}" if version else ""))
    click.echo(json.dumps(questionnaire_of(fitting[-1]), ensure_ascii=False, indent=2))


def _read(file: Path, wishes: Wishes) -> tuple[str, Instrument]:
    try:
        return incoming_text(file.read_text(encoding="utf-8"), file.name, wishes)
    except UnicodeDecodeError:
        frame.fail(f"{file.name} is not UTF-8 text")
    except InvalidDocument as refusal:
        for problem in refusal.problems:
            click.echo(str(problem), err=True)
        frame.fail(f"{file.name}: {len(refusal.problems)} faults, nothing was kept")


def _line(one: Instrument) -> str:
    threshold = "none" if one.threshold is None else one.threshold
    asked = sum(item.kind.is_asked for item in one.items)
    return (
        f"{one.code} version {one.version}: {one.title.get('de')}, {asked} questions, threshold {threshold}"
    )
