"""`lotsen rules`: whether a rule file is right and its unit cases come out as they should."""

from __future__ import annotations

from pathlib import Path

import click

from lotsen.cli import frame
from lotsen.cli.rules import telling
from lotsen.referral.rules import (
    InvalidRules,
    load_floor,
    load_rules,
    review,
    rules_without_case,
    run_cases,
)

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group()
def rules() -> None:
    r"""Rules: from what is known of a family to its needs, the ways to help at once and the next question.

    \b
    lotsen rules check my_rules.yaml --directory angebote.xlsx
    lotsen rules test my_rules.yaml
    lotsen rules evaluate --example > family.yaml
    lotsen rules evaluate family.yaml --rules my_rules.yaml
    lotsen rules diff old.yaml new.yaml
    lotsen match --facts family.yaml --directory angebote.xlsx

    A rule file is YAML with English keywords and texts per language; "export" prints the shipped one to start
    from, "schema" the JSON Schema for your editor. FILE may be - for standard input. None of these commands
    changes a store, and the safety floor of the release always applies below the rules of a file.

    Every command ends with 0 where all is fine, with 1 where something is wrong in the content (a fault, a
    red unit case, something left out), and with 2 where the call is wrong or a file cannot be read.
    """


@rules.command(epilog=telling.EXIT_CODES)
@FILE
@telling.directory_option
@telling.instrument_option
@telling.here_option
@click.option("--strict", is_flag=True, help="Let warnings count as well: exit code 1.")
@telling.language_option
@frame.json_option
@frame.plainly
def check(
    file: Path,
    directory_path: Path | None,
    instrument_paths: tuple[Path, ...],
    here: bool,
    strict: bool,
    language: str,
    as_json: bool,
) -> None:  # flags
    r"""Check a rule file; every finding comes with line, path and cause.

    Errors are what cannot be read (an unknown fact, an impossible value, a span that runs backwards) and
    rules that can never fire, decided exactly, or that their dates never let run. Warnings are rows that say
    the same or contradict each other, rules without a unit case, facts that no sheet asks for and, with
    --directory, needs that no service there answers. Notes are worth knowing.

    \b
    lotsen rules check my_rules.yaml --instrument our_sheet.yaml --directory angebote.csv
    lotsen rules check my_rules.yaml --here
    """
    town = telling.Place(directory_path, instrument_paths, here).town()
    content = telling.text_of(file)
    try:
        found = load_rules(content, floor=load_floor())
    except InvalidRules as refused:
        telling.refuse(file, refused.problems, language, as_json=as_json)
    findings = review(found, town)
    telling.tell(file, findings, language, as_json=as_json)
    serious = [one for one in findings if one.severity != "note"] if strict else []
    if not as_json:
        count = "no findings" if not findings else f"{len(findings)} findings"
        click.echo(f"{found.label}: {len(found.rules)} rules, {len(found.cases)} unit cases, {count}")
        telling.sign_off(found)
    if serious or telling.has_errors(findings):
        raise SystemExit(frame.PROBLEM)


@rules.command(epilog=telling.EXIT_CODES)
@FILE
@telling.language_option
@frame.json_option
@frame.plainly
def test(file: Path, language: str, as_json: bool) -> None:  # a flag of the command line
    """Run the unit cases of a rule file; a red one says what came out differently (exit code 1)."""
    found = telling.rules_of(file, language, as_json=as_json)
    outcomes = run_cases(found, load_floor())
    red = [one for one in outcomes if not one.is_green]
    bare = rules_without_case(found)
    if as_json:
        cases: list[dict[str, object]] = [
            {
                "case": one.name,
                "green": one.is_green,
                "differences": [telling.say(reason, language) for reason in one.differences],
            }
            for one in outcomes
        ]
        frame.show(
            [{"rule_set": found.label, "cases": cases, "rules_without_case": list(bare)}], as_json=True
        )
    else:
        for one in red[: telling.MOST_LINES]:
            click.echo(f"red: {one.name}")
            for reason in one.differences[: telling.MOST_LINES]:
                click.echo(f"  {telling.say(reason, language)}")
        telling.more(len(red) - telling.MOST_LINES)
        for code in bare[: telling.MOST_LINES]:
            click.echo(f"without a unit case: {code}")
        telling.more(len(bare) - telling.MOST_LINES)
        click.echo(f"{found.label}: {len(outcomes) - len(red)} green, {len(red)} red")
        telling.sign_off(found)
    if red:
        raise SystemExit(frame.PROBLEM)
