"""Rules and matching tried out on one family from a file: the result in the words scripts read. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from lotsen.directory.domain import ServiceProfile
from lotsen.referral.matching import CaseProfile, ChildProfile, MatchResult, Weights, match
from lotsen.referral.rules import CaseFacts, Evaluation, FactValue, TrialCase
from lotsen.referral.rules.facts import PHASE
from lotsen.terms import Phase, Scope, vocabulary

CASE = uuid5(NAMESPACE_URL, "lotsen:trial")
"""The same for every trial, so that ties fall the same way whenever a file is tried again."""


@dataclass(frozen=True)
class Trial:
    """What came out for a family, and what the services are called."""

    evaluation: Evaluation
    result: MatchResult
    names: dict[str, str]


def try_match(
    trial: TrialCase,
    evaluation: Evaluation,
    services: Sequence[ServiceProfile],
    weights: Weights | None = None,
) -> Trial:
    """Match the services of a directory to the needs that were found."""
    names = {str(one.id): f"{one.name} ({one.organization})" for one in services}
    return Trial(evaluation, match(services, profile_of(trial), evaluation.needs, weights), names)


def profile_of(trial: TrialCase) -> CaseProfile:
    """Return what decides which services fit; what the file does not say is not known."""
    facts, wishes = trial.facts, trial.wishes
    family = facts.of_scope(Scope.FAMILY)[0].values
    spoken = family.get("household_language")
    languages = wishes.get("languages") or ((spoken,) if isinstance(spoken, str) else ())
    children = tuple(_child(person.ref, person.values) for person in facts.of_scope(Scope.CHILD))
    weeks = [person.values.get("weeks_pregnant") for person in facts.of_scope(Scope.CHILD)]
    return CaseProfile(
        case_id=CASE,
        as_of=facts.as_of,
        postcode=_text(family.get("postcode")),
        municipality=_text(family.get("municipality")),
        district=wishes.get("district"),
        kreis=wishes.get("kreis"),
        languages=tuple(languages),
        interpreter_ok=wishes.get("interpreter"),
        insured=facts.of_anybody(vocabulary().facts["insured"]),
        prescription=wishes.get("prescription"),
        wants_anonymous=bool(wishes.get("anonymous")),
        wants_home_visit=wishes.get("home_visit"),
        pregnant_weeks=next((int(week) for week in weeks if isinstance(week, int | float)), None),
        children=() if facts.is_childless else children,
        target_groups={code: _belongs(facts, code) for code in vocabulary().target_groups},
        latitude=wishes.get("latitude"),
        longitude=wishes.get("longitude"),
        is_childless=facts.is_childless,
    )


def _child(ref: str, values: Mapping[str, FactValue]) -> ChildProfile:
    months, born = values.get("child_age_months"), values.get("birth_date")
    return ChildProfile(
        ref=ref,
        age_months=int(months) if isinstance(months, int | float) else None,
        birth_date=born if isinstance(born, date) else None,
        unborn=values.get(PHASE) == Phase.PREGNANT.value,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _belongs(facts: CaseFacts, group: str) -> bool | None:
    words = vocabulary()
    known = [facts.of_anybody(words.facts[code]) for code in words.target_groups[group].facts]
    if True in known:
        return True
    return False if known and None not in known else None
