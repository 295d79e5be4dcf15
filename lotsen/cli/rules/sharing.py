"""`lotsen rules diff`, `export`, `import`, `schema`: rule sets that change and travel between towns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from lotsen.cli import frame
from lotsen.cli.rules import telling
from lotsen.cli.rules.commands import FILE
from lotsen.referral.actions import read_rulebook
from lotsen.referral.rules import (
    Adopted,
    FieldChange,
    InvalidRules,
    SetDiff,
    adopt,
    default_rules_text,
    diff_sets,
    in_points,
    load_floor,
    review,
    rule_file_schema,
    write_rules,
)


@click.command(epilog=telling.EXIT_CODES)
@click.argument("old", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(dir_okay=False, path_type=Path))
@telling.language_option
@frame.json_option
@frame.plainly
def diff(old: Path, new: Path, language: str, as_json: bool) -> None:  # a flag of the command line
    """Say which rules and weights were added, removed or changed, field by field, and which unit cases turn.

    Each unit case of either file is run with both sets. Exit code 0 whether or not anything differs; 1 where
    a file cannot be read.
    """
    before = telling.rules_of(old, language, as_json=as_json)
    after = telling.rules_of(new, language, as_json=as_json)
    found = diff_sets(before, after, load_floor())
    if as_json:
        frame.show_one(_diff_data(found, language))
        return
    for rule in found.added:
        click.echo(f"added: {rule.id} ({rule.need or rule.path}) {telling.text(rule.sentence, language)}")
    for rule in found.removed:
        click.echo(f"removed: {rule.id} ({rule.need or rule.path}) {telling.text(rule.sentence, language)}")
    for change in found.changed:
        click.echo(f"changed: {change.rule}")
        for one in change.fields:
            click.echo(f"  {one.field}: {_written(one.before)} → {_written(one.after)}")
    for path in found.paths:
        click.echo(f"way to help at once changed: {path}")
    _tell_weights(found.ranking)
    for case in found.cases:
        turned = "green → red" if case.before.is_green else "red → green"
        click.echo(f"unit case {turned}: {case.name}")
        for reason in (case.after if case.before.is_green else case.before).differences:
            click.echo(f"  {telling.say(reason, language)}")
    if found.is_empty:
        click.echo("the two sets do the same")


@click.command(epilog=telling.EXIT_CODES)
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--default", "shipped", is_flag=True, help="The set shipped with the release; needs no store.")
@frame.plainly
def export(file: Path | None, shipped: bool) -> None:  # a flag of the command line
    """Write the rules in force here to FILE, or print them; another town can import the file."""
    text = default_rules_text() if shipped else _in_force()
    _write(file, text)


@click.command(name="import", epilog=telling.EXIT_CODES)
@FILE
@telling.directory_option
@telling.instrument_option
@telling.here_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the draft goes; printed unless told.",
)
@telling.language_option
@frame.json_option
@frame.plainly
def import_(
    file: Path,
    directory_path: Path | None,
    instrument_paths: tuple[Path, ...],
    here: bool,
    out: Path | None,
    language: str,
    as_json: bool,
) -> None:  # flags of the command line
    """Open a rule set of another town as a draft, and say what does not fit here.

    Rules with facts, needs or types of service that are unknown here are left out, with the unit cases that
    name them; each is told with its reasons. What fits is written as a rule file with the status "draft": it
    is in force nowhere until it is published. With --directory, needs that no service here answers and types
    of service this town does not have are told as well; with --instrument, facts that no sheet here asks for.
    Weights of the ranking that differ from the shipped ones come along, and are listed.
    """
    town = telling.Place(directory_path, instrument_paths, here).town()
    content = telling.text_of(file)
    try:
        found = adopt(content, floor=load_floor())
    except InvalidRules as refused:
        telling.refuse(file, refused.problems, language, as_json=as_json)
    findings = review(found.draft, town)
    draft = write_rules(found.draft)
    if as_json:
        told = [telling.finding_row(one, file, language) for one in findings]
        frame.show_one({**_left_out_data(found, file, language), "findings": told, "draft": draft})
    else:
        _tell_left_out(found, file, language)
        _tell_weights(found.weights, err=True)
        telling.say_all(file, findings, language, err=True)
        _write(out, draft)
    if out is not None and as_json:
        _write(out, draft)
    if found.left_out or telling.has_errors(findings):
        raise SystemExit(frame.PROBLEM)


@click.command()
@frame.plainly
def schema() -> None:
    r"""Print the JSON Schema (draft 2020-12) of a rule file, with the codes this release knows.

    \b
    lotsen rules schema > rules.schema.json
    """
    click.echo(json.dumps(rule_file_schema(with_codes=True), ensure_ascii=False, indent=2))


def _in_force() -> str:
    with frame.machine_desk("rules.export", writing=False) as desk:
        return write_rules(read_rulebook(desk).rules)


def _write(file: Path | None, text: str) -> None:
    if file is None or str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        frame.fail(f"{file}: {error.strerror}", frame.USAGE)
    click.echo(f"{file}: written", err=True)


def _tell_left_out(found: Adopted, file: Path, language: str) -> None:
    for one in found.left_out[: telling.MOST_LINES]:
        click.echo(f"left out, {one.kind}: {one.name}", err=True)
        for problem in one.problems:
            cause = telling.say(problem.reason, language)
            click.echo(f"  {file}:{problem.line}: {problem.path}: {cause}", err=True)
    telling.more(len(found.left_out) - telling.MOST_LINES, err=True)
    kept = f"{len(found.draft.rules)} rules and {len(found.draft.cases)} unit cases fit"
    click.echo(f"{found.draft.label}: {kept}, {len(found.left_out)} entries left out", err=True)


def _left_out_data(found: Adopted, file: Path, language: str) -> dict[str, Any]:
    return {
        "rule_set": found.draft.label,
        "rules": len(found.draft.rules),
        "ranking": _weights_data(found.weights),
        "left_out": [
            {
                "kind": one.kind,
                "name": one.name,
                "problems": [telling.finding_row(problem, file, language) for problem in one.problems],
            }
            for one in found.left_out
        ],
    }


def _diff_data(found: SetDiff, language: str) -> dict[str, Any]:
    return {
        "added": [rule.id for rule in found.added],
        "removed": [rule.id for rule in found.removed],
        "changed": [
            {
                "rule": change.rule,
                "fields": [
                    {"field": one.field, "before": one.before, "after": one.after} for one in change.fields
                ],
            }
            for change in found.changed
        ],
        "paths": list(found.paths),
        "ranking": _weights_data(found.ranking),
        "cases": [
            {
                "case": case.name,
                "before": case.before.is_green,
                "after": case.after.is_green,
                "differences": [
                    telling.say(reason, language)
                    for reason in (*case.before.differences, *case.after.differences)
                ],
            }
            for case in found.cases
        ],
    }


def _tell_weights(changes: Iterable[FieldChange], *, err: bool = False) -> None:
    """Name the weights of the ranking that differ, in points as the workbench shows them."""
    for one in changes:
        before, after = (in_points(one.field, value) for value in (one.before, one.after))
        click.echo(f"weight changed: {one.field}: {before:g} → {after:g} points", err=err)


def _weights_data(changes: Iterable[FieldChange]) -> list[dict[str, object]]:
    """Return weights that differ for a script, in hundredths of a point as the rule file writes them."""
    return [{"weight": one.field, "before": one.before, "after": one.after} for one in changes]


def _written(value: object) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)
