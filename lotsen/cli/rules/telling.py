"""How the commands about rules speak: findings with file, line and cause, in the chosen language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NoReturn

import click

from lotsen.cli import frame
from lotsen.directory import exchange
from lotsen.directory.domain import ServiceProfile
from lotsen.directory.hsds.problems import FileRefused
from lotsen.intake.domain.reading.shipped import shipped_instruments
from lotsen.kernel import Reason
from lotsen.referral.matching import readable
from lotsen.referral.rules import (
    InvalidRules,
    RuleProblem,
    RuleSet,
    Severity,
    Town,
    default_rules,
    load_floor,
    load_rules,
)
from lotsen.terms import Texts, vocabulary
from lotsen.web.i18n import LANGUAGES, in_language, render_reason

LARGEST_FILE = 1_000_000
"""Bytes; a rule file of a thousand rules has a fifth of it."""

DEFAULT = "default"

language_option = click.option(
    "--language",
    type=click.Choice(sorted(LANGUAGES)),
    default="en",
    show_default=True,
    help="Language of findings, sentences and reasons.",
)
rules_option = click.option(
    "--rules",
    "rules_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Rule file; the rules shipped with the release unless told.",
)
directory_option = click.option(
    "--directory",
    "directory_path",
    type=click.Path(path_type=Path),
    help="Services to look at: HSDS (JSON, folder, zip) or a flat list (CSV, XLSX). No store is needed.",
)


def text_of(path: Path) -> str:
    """Return the text of a file (- is standard input), or end with what is wrong with the call (2)."""
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as source:
            data = source.read(LARGEST_FILE + 1)
    except OSError as error:
        frame.fail(f"{path}: {error.strerror}", frame.USAGE)
    if len(data) > LARGEST_FILE:
        frame.fail(f"{path}: the file is larger than a million bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        frame.fail(f"{path}:{line}: this is not UTF-8 text")


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
    for one in found:
        at = f" {one.rule or one.path}:" if one.path else ""
        click.echo(f"{path}:{one.line}: {one.severity}:{at} {say(one.reason, language)}")


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
        frame.fail(str(refused.problem))
    left_out = [one for one in problems if one.refuses]
    for one in left_out[:10]:
        click.echo(str(one), err=True)
    if len(left_out) > 10:  # as many as fit on a screen
        click.echo(f"… and {len(left_out) - 10} more, see lotsen directory import --dry-run", err=True)
    if not services:
        frame.fail(f"{path}: there is no service in use in it")
    return services


def town_of(services: Iterable[ServiceProfile] | None, asked: frozenset[str] | None) -> Town:
    """Return what is known of the place: its services, and what its sheets ask for."""
    if services is None:
        return Town(asked=asked)
    kept = tuple(services)
    return Town(
        asked=asked,
        needs=frozenset(need for one in kept for need in one.needs),
        service_types=frozenset(one.service_type for one in kept),
    )


def asked_facts() -> frozenset[str]:
    """Return every fact that a shipped sheet asks for."""
    return frozenset(item.fact for sheet in shipped_instruments() for item in sheet.items if item.fact)


def plain(rows: Mapping[str, Any], write: Callable[[str], None] = click.echo) -> None:
    """Print named values, one a line; what is empty is left out."""
    for name, value in rows.items():
        if value not in (None, "", [], ()):
            write(f"{name}: {value}")
