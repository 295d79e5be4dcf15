"""How the commands about rules speak: findings with file, line and cause, in the chosen language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from lotsen.cli import frame
from lotsen.directory import actions as directory
from lotsen.directory import exchange
from lotsen.directory.domain import ServiceProfile
from lotsen.directory.hsds.problems import FileRefused
from lotsen.intake.actions.instruments import facts_asked
from lotsen.intake.domain import Instrument
from lotsen.intake.domain.fhir import Wishes
from lotsen.intake.domain.incoming import incoming_text
from lotsen.intake.domain.reading.shipped import shipped_instruments
from lotsen.kernel import Reason, local_day
from lotsen.referral.matching import readable
from lotsen.referral.rules import (
    Because,
    InvalidRules,
    RuleProblem,
    RuleSet,
    RuleSetStatus,
    Severity,
    Town,
    default_rules,
    load_floor,
    load_rules,
)
from lotsen.referral.said import grounds
from lotsen.terms import Texts, vocabulary
from lotsen.terms.marked import InvalidDocument
from lotsen.web.i18n import LANGUAGES, in_language, render_reason

LARGEST_FILE = 1_000_000
"""Bytes; a rule file of a thousand rules has a fifth of it."""

MOST_LINES = 50
"""Findings that are printed: a file wrong in every line says no more with a thousand. JSON has them all."""

EXIT_CODES = (
    "Exit codes: 0 fine; 1 something is wrong in the content; 2 the call is wrong or a file unreadable."
)

language_option = click.option(
    "--language",
    type=click.Choice(sorted(LANGUAGES)),
    default="en",
    show_default=True,
    help="Language of findings, sentences and reasons; the labels around them stay English.",
)
rules_option = click.option(
    "--rules",
    "rules_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Rule file; unless told, the rules in force where a store is read, else the shipped ones.",
)
directory_option = click.option(
    "--directory",
    "directory_path",
    type=click.Path(path_type=Path),
    help="Services to look at: HSDS (JSON, folder, zip) or a flat list (CSV, XLSX). No store is needed.",
)
instrument_option = click.option(
    "--instrument",
    "instrument_paths",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Sheet in use here (YAML or FHIR Questionnaire), again for each; the shipped ones unless told.",
)
here_option = click.option(
    "--here", is_flag=True, help="Look at the sheets in use and the directory of this installation."
)


def text_of(path: Path) -> str:
    """Return the text of a file (- is standard input), or end with what is wrong with the call (2)."""
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as source:
            data = source.read(LARGEST_FILE + 1)
    except OSError as error:
        frame.fail(f"{path}: {error.strerror}", frame.USAGE)
    if len(data) > LARGEST_FILE:
        frame.fail(f"{path}: the file is larger than a million bytes", frame.USAGE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        frame.fail(f"{path}:{line}: this is not UTF-8 text", frame.USAGE)


def rules_of(path: Path | None, language: str, *, as_json: bool) -> RuleSet:
    """Return the rules of a file, or the shipped ones; ends with every mistake and exit code 1."""
    if path is None:
        return default_rules()
    text = text_of(path)
    try:
        return load_rules(text, floor=load_floor())
    except InvalidRules as refused:
        refuse(path, refused.problems, language, as_json=as_json)


def refuse(path: Path, problems: Iterable[RuleProblem], language: str, *, as_json: bool) -> NoReturn:
    """End with every mistake of a file, one a line, and exit code 1."""
    tell(path, problems, language, as_json=as_json)
    raise SystemExit(frame.PROBLEM)


def tell(path: Path, problems: Iterable[RuleProblem], language: str, *, as_json: bool) -> None:
    """Print findings: `file:line: severity: path: cause`, or as a list for a script."""
    found = tuple(problems)
    if as_json:
        frame.show([finding_row(one, path, language) for one in found], as_json=True)
        return
    say_all(path, found, language)


def say_all(path: Path, findings: Sequence[RuleProblem], language: str, *, err: bool = False) -> None:
    """Print findings, `file:line: severity: path: cause`, and how many are left out."""
    for one in findings[:MOST_LINES]:
        at = f" {one.rule or one.path}:" if one.path else ""
        click.echo(f"{path}:{one.line}: {one.severity}:{at} {say(one.reason, language)}", err=err)
    more(len(findings) - MOST_LINES, err=err)


def sign_off(rules: RuleSet) -> None:
    """Say that professionals of the operator still have to approve the rules; nothing where they have."""
    if rules.status is not RuleSetStatus.PUBLISHED:
        click.echo(f"{rules.label}: needs the professional sign-off of the operator before it is used")


def more(count: int, *, err: bool = False) -> None:
    """Say how many lines were left out; nothing where none was."""
    if count > 0:
        click.echo(f"… and {count} more", err=err)


def finding_row(finding: RuleProblem, path: Path, language: str) -> dict[str, object]:
    """Return one finding for a script."""
    return {
        "file": str(path),
        "line": finding.line,
        "path": finding.path,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "cause": say(finding.reason, language),
    }


def say(reason: Reason, language: str) -> str:
    """Put a reason into words, with the names of needs, languages and groups."""
    with in_language(language):
        return render_reason(readable(reason, vocabulary(), language))


def text(texts: Texts, language: str) -> str:
    """Return a text in the language."""
    return texts.get(language)


def because(found: Because, language: str) -> dict[str, Any]:
    """Return a rule that holds, what it says, and which conditions made it hold."""
    with in_language(language):
        conditions = grounds(found)
    return {
        "rule": found.rule.id,
        "sentence": found.rule.sentence.get(language),
        "conditions": conditions,
    }


def has_errors(problems: Iterable[RuleProblem]) -> bool:
    """Tell whether anything keeps the rules from being used."""
    return any(one.severity is Severity.ERROR for one in problems)


def services_of(path: Path) -> tuple[ServiceProfile, ...]:
    """Return the services of a directory in files; what could not be used is told on standard error."""
    if not path.exists():
        frame.fail(f"{path}: there is no such file or folder", frame.USAGE)
    try:
        services, problems = exchange.read_profiles(path)
    except FileRefused as refused:
        frame.fail(str(refused.problem), frame.USAGE)
    left_out = [one for one in problems if one.refuses]
    for one in left_out[:10]:
        click.echo(str(one), err=True)
    if len(left_out) > 10:  # as many as fit on a screen
        click.echo(f"… and {len(left_out) - 10} more, see lotsen directory import --dry-run", err=True)
    if not services:
        frame.fail(f"{path}: there is no service in use in it", frame.USAGE)
    return services


@dataclass(frozen=True)
class Place:
    """What rules are looked at with: a directory and sheets from files, or those of this installation."""

    directory: Path | None
    instruments: tuple[Path, ...] = ()
    here: bool = False

    def town(self) -> Town:
        """Return what is known of the place; without files, the shipped sheets and no directory."""
        if self.here and (self.directory is not None or self.instruments):
            frame.fail("--here goes without --directory and --instrument", frame.USAGE)
        if self.here:
            with frame.machine_desk("rules.check", writing=False) as desk:
                asked = facts_asked(desk)
                return _town(directory.profiles(desk).values(), asked, local_day(desk.clock))
        sheets = tuple(map(_sheet, self.instruments)) or shipped_instruments()
        asked = frozenset(item.fact for sheet in sheets for item in sheet.items if item.fact)
        services = None if self.directory is None else services_of(self.directory)
        return _town(services, asked, None)


def _town(services: Iterable[ServiceProfile] | None, asked: frozenset[str], today: date | None) -> Town:
    if services is None:
        return Town(asked=asked, today=today)
    kept = tuple(services)
    return Town(
        asked=asked,
        needs=frozenset(need for one in kept for need in one.needs),
        service_types=frozenset(one.service_type for one in kept),
        today=today,
    )


def _sheet(path: Path) -> Instrument:
    """Return a sheet from a file, or end with what is wrong with it (2: no rule can be judged by it)."""
    content = text_of(path)
    try:
        return incoming_text(content, path.name, Wishes(licence="?"))[1]
    except InvalidDocument as refused:
        for problem in refused.problems[:MOST_LINES]:
            click.echo(f"{path}: {problem}", err=True)
        frame.fail(f"{path}: this is no sheet that can be used", frame.USAGE)


def plain(rows: Mapping[str, Any], write: Callable[[str], None] = click.echo) -> None:
    """Print named values, one a line; what is empty is left out."""
    for name, value in rows.items():
        if value not in (None, "", [], ()):
            write(f"{name}: {value}")
