"""`lotsen rules evaluate`: what the rules say about one family from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lotsen.cli import frame
from lotsen.cli.rules import telling
from lotsen.kernel import SystemClock, local_day
from lotsen.referral.rules import (
    EXAMPLE,
    Evaluation,
    FactRef,
    InvalidRules,
    Question,
    TrialCase,
    evaluate,
    load_floor,
    read_facts,
)
from lotsen.terms import vocabulary


@click.command(name="evaluate", epilog=telling.EXIT_CODES)
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@telling.rules_option
@click.option("--example", is_flag=True, help="Print a facts file to start from, and nothing else.")
@telling.language_option
@frame.json_option
@frame.plainly
def evaluate_(
    file: Path | None, rules_file: Path | None, example: bool, language: str, as_json: bool
) -> None:  # flags of the command line
    r"""Say what the rules make of one family: needs, ways to help at once, what is open, what to ask next.

    FILE tells what is known, in the same words as unit cases. Nothing of it is stored.

    \b
    as_of: 2026-12-01                the day it is told for; today unless given
    persons:                         each child, each caregiver, and the family as one
      - ref: baby                    any name, unique in the file
        scope: child                 child, caregiver or family
        facts:
          birth_date: 2026-11-20     dates as year-month-day; phase, age and week follow
          crying: present            present, not_present, unknown, not_asked, not_now
          crying_hours: 4            numbers, and the codes of choices
        unknown: [sleep]             asked, and nobody knows
        not_now: [feeding]           not possible to ask at the moment

    What is left out was not asked. In the short form "facts:" stands at the top and gives each fact to one
    child, one caregiver or the family. An example to change:

    \b
    lotsen rules evaluate --example > family.yaml
    lotsen rules evaluate family.yaml
    """
    if example:
        click.echo(EXAMPLE, nl=False)
        return
    if file is None:
        frame.fail("please name a facts file, or --example to see one", frame.USAGE)
    trial = facts_of(file, language, as_json=as_json)
    found = telling.rules_of(rules_file, language, as_json=as_json)
    evaluation = evaluate(found, load_floor(), trial.facts)
    data = evaluation_data(evaluation, language)
    if as_json:
        frame.show_one(data)
        return
    show(data)


def facts_of(file: Path, language: str, *, as_json: bool) -> TrialCase:
    """Return the family a file tells of; ends with every mistake and exit code 1."""
    content = telling.text_of(file)
    try:
        return read_facts(content, today=local_day(SystemClock()))
    except InvalidRules as refused:
        telling.refuse(file, refused.problems, language, as_json=as_json)


def evaluation_data(found: Evaluation, language: str) -> dict[str, Any]:
    """Return an evaluation for a script."""
    needs = vocabulary().needs
    return {
        "needs": [
            {
                "need": one.code,
                "label": telling.text(needs[one.code].label, language),
                "person": one.person_ref,
                "weight": one.weight,
                "rules": list(one.rule_ids),
                "reasons": [telling.text(reason, language) for reason in one.reasons],
                "because": [telling.because(reason, language) for reason in one.because],
            }
            for one in found.needs
        ],
        "paths": [
            {
                "path": one.id,
                "person": one.person_ref,
                "title": telling.text(one.title, language),
                "contact": telling.text(one.contact, language),
                "rules": list(one.rule_ids),
            }
            for one in found.paths
        ],
        "open": [
            {
                "rule": one.rule_id,
                "need": one.need,
                "path": one.path,
                "person": one.person_ref,
                "facts": [_ref(fact) for fact in one.facts],
            }
            for one in found.open
        ],
        "next_question": None if found.next_question is None else _question(found.next_question, language),
        "to_clarify": [_ref(fact) for fact in found.to_clarify],
        "private_tasks": [_ref(fact) for fact in found.private_tasks],
        "versions": {"rules": found.rule_set, "floor": found.floor},
    }


def show(data: dict[str, Any]) -> None:
    """Print an evaluation for people."""
    for one in data["paths"]:
        click.echo(f"HELP AT ONCE, {one['person']}: {one['title']}\n  {one['contact']}")
    for one in data["needs"]:
        click.echo(f"{one['need']} {one['label']}, {one['person']} (weight {one['weight']})")
        for reason in one["because"]:
            click.echo(f"  {reason['sentence']}")
            for condition in reason["conditions"]:
                click.echo(f"    - {condition}")
    if not data["needs"]:
        click.echo("no need is known so far")
    asked = data["next_question"]
    if asked is not None:
        click.echo(f"next question, {asked['person']}: {asked['question']} ({asked['fact']})")
        for reason in asked["reasons"]:
            click.echo(f"  {reason}")
    if data["open"]:
        codes = dict.fromkeys(one["rule"] for one in data["open"])
        click.echo(f"open: {len(codes)} rules ({', '.join(list(codes)[:8])}{' …' if len(codes) > 8 else ''})")
    telling.plain(
        {
            "to clear up": ", ".join(f"{one['person']}: {one['fact']}" for one in data["to_clarify"]),
            "not possible now": ", ".join(f"{one['person']}: {one['fact']}" for one in data["private_tasks"]),
            "rules": data["versions"]["rules"],
            "safety floor": data["versions"]["floor"],
        }
    )


def _ref(fact: FactRef) -> dict[str, str]:
    return {"person": fact.person_ref, "fact": fact.fact}


def _question(asked: Question, language: str) -> dict[str, Any]:
    fact = vocabulary().facts.get(asked.fact)
    return {
        "person": asked.person_ref,
        "fact": asked.fact,
        "question": "" if fact is None else telling.text(fact.question, language),
        "due": asked.is_due,
        "sensitive": asked.is_sensitive,
        "value": round(asked.value, 4),
        "reasons": [telling.say(reason, language) for reason in asked.reasons],
        "rules": list(asked.rule_ids),
    }
