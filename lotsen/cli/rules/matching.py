"""`lotsen match`: which services fit one family from a file, why, and why others do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lotsen.cli import frame
from lotsen.cli.rules import telling
from lotsen.cli.rules.trying import evaluation_data, facts_of, show
from lotsen.directory import actions as directory
from lotsen.directory.domain import ServiceProfile
from lotsen.referral.actions import current_rules
from lotsen.referral.matching import Fit, Miss
from lotsen.referral.rules import evaluate, load_floor
from lotsen.referral.trying import Trial, try_match


@click.command(epilog=telling.EXIT_CODES)
@click.option(
    "--facts",
    "facts_file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="What is known of the family; see lotsen rules evaluate --help.",
)
@telling.rules_option
@telling.directory_option
@click.option(
    "--most", type=click.IntRange(1), default=20, show_default=True, help="How many to show of each."
)
@telling.language_option
@frame.json_option
@frame.plainly
def match(
    facts_file: Path,
    rules_file: Path | None,
    directory_path: Path | None,
    most: int,
    language: str,
    as_json: bool,  # a flag of the command line
) -> None:
    r"""Find the services that fit one family: score, reasons, what to clear up, and near misses.

    \b
    lotsen rules evaluate --example > family.yaml
    lotsen match --facts family.yaml --directory angebote.csv
    lotsen match --facts family.yaml --json

    With --directory (and --rules) no store is needed; without, the directory and the rules in force of this
    installation are used. The same input gives the same order everywhere. Nothing is stored.

    The JSON has: needs, paths, open, next_question, matches (service, score, reasons, to_clarify),
    near_misses (service, reason, distance), gaps (needs nothing answers) and versions.
    """
    trial = facts_of(facts_file, language, as_json=as_json)
    if directory_path is not None:
        services: tuple[ServiceProfile, ...] = telling.services_of(directory_path)
        version = directory_path.name
        found = telling.rules_of(rules_file, language, as_json=as_json)
    else:
        with frame.machine_desk("match", writing=False) as desk:
            services = tuple(directory.profiles(desk).values())
            version = str(directory.directory_version(desk))
            found = current_rules(desk)
        if rules_file is not None:
            found = telling.rules_of(rules_file, language, as_json=as_json)
    evaluation = evaluate(found, load_floor(), trial.facts)
    data = evaluation_data(evaluation, language)
    data |= matched_data(try_match(trial, evaluation, services, found.ranking), most, language)
    data["versions"]["directory"] = version
    if as_json:
        frame.show_one(data)
        return
    show(data)
    _show(data)


def matched_data(trial: Trial, most: int, language: str) -> dict[str, Any]:
    """Return the services found for a script; of those that do not fit, the near misses."""
    near = [miss for miss in trial.result.misses if miss.near]
    return {
        "matches": [_fit(fit, trial, language) for fit in trial.result.fits[:most]],
        "near_misses": [_miss(miss, trial, language) for miss in near[:most]],
        "gaps": list(trial.result.gaps),
        "counts": {
            "matches": len(trial.result.fits),
            "near_misses": len(near),
            "further_misses": len(trial.result.misses) - len(near),
        },
    }


def _fit(fit: Fit, trial: Trial, language: str) -> dict[str, Any]:
    return {
        "service": str(fit.service_id),
        "name": trial.names[str(fit.service_id)],
        "score": fit.score,
        "needs": list(dict.fromkeys(need.code for need in fit.needs)),
        "reasons": [telling.say(reason, language) for reason in fit.reasons],
        "to_clarify": [telling.say(reason, language) for reason in fit.to_clarify],
        "notes": [telling.say(reason, language) for reason in fit.notes],
        "distance_m": fit.distance_m,
    }


def _miss(miss: Miss, trial: Trial, language: str) -> dict[str, Any]:
    """Return a near miss; the distance is how far it is from fitting, in the unit its reason has."""
    (reason,) = miss.reasons[:1]
    return {
        "service": str(miss.service_id),
        "name": trial.names[str(miss.service_id)],
        "reason": telling.say(reason, language),
        "distance": dict(reason.params),
        "distance_m": miss.distance_m,
    }


def _show(data: dict[str, Any]) -> None:
    for place, one in enumerate(data["matches"], start=1):
        click.echo(f"{place}. {one['name']} ({one['score']})")
        for reason in one["reasons"]:
            click.echo(f"   + {reason}")
        for reason in one["to_clarify"]:
            click.echo(f"   ? {reason}")
    for one in data["near_misses"]:
        click.echo(f"does not fit: {one['name']}: {one['reason']}")
    counts = data["counts"]
    telling.plain(
        {"needs without a service": ", ".join(data["gaps"]), "directory": data["versions"]["directory"]}
    )
    click.echo(
        f"{counts['matches']} fit, {counts['near_misses']} nearly, {counts['further_misses']} others do not"
    )
