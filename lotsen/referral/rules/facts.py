"""What is known about the people of one family on one day, as the rules read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite, prod
from typing import NamedTuple

from lotsen.terms import Fact, FactKind, Phase, Presence, Scope, Vocabulary

FactValue = bool | int | float | str | date

PHASE = "phase"
"""The fact that says whether a child is expected or born; facts with a phase apply only in it."""


class FactRef(NamedTuple):
    """One fact of one person."""

    person_ref: str
    fact: str


@dataclass(frozen=True)
class PersonFacts:
    """One child, one caregiver or the family as a whole, with what is known of it.

    `not_asked` has a question and waits for it, `not_now` was not possible at the moment, `unknown` was asked
    and nobody knows. A fact in none of the collections was never asked and has no question here. To the logic
    all of these are unknown; only `not_asked` can become the next question.
    """

    ref: str
    scope: Scope
    label: str = ""
    values: Mapping[str, FactValue] = field(default_factory=dict)
    not_asked: frozenset[str] = frozenset()
    not_now: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CaseFacts:
    """Everything the rules may read: the persons of a family, as they are on a day.

    `is_childless` stands for a family that has lost its only child: rules about children do not run, and no
    question about one is open.
    """

    as_of: date
    persons: tuple[PersonFacts, ...]
    is_childless: bool = False

    def of_scope(self, scope: Scope) -> tuple[PersonFacts, ...]:
        """Return the persons of a scope; where nobody is recorded, one of whom nothing is known."""
        found = tuple(person for person in self.persons if person.scope is scope)
        return found or (PersonFacts(ref=scope.value, scope=scope),)

    @property
    def groups(self) -> int:
        """How many groups of one child, one caregiver and the family a rule may have to be tried on."""
        return prod(len(self.of_scope(scope)) for scope in Scope)

    def of_anybody(self, fact: Fact) -> bool | None:
        """Tell whether a yes-no fact holds for anybody; no only where it is known of everybody."""
        values = [
            person.values.get(fact.code)
            for person in self.of_scope(fact.scope)
            if fact.phase is None or person.values.get(PHASE, fact.phase.value) == fact.phase.value
        ]
        if True in values:
            return True
        return False if values and all(value is False for value in values) else None

    def has_phase(self, phase: Phase) -> bool | None:
        """Tell whether any child is in this phase; None while that is not known."""
        if self.is_childless:
            return False
        phases = {child.values.get(PHASE) for child in self.of_scope(Scope.CHILD)}
        if phase.value in phases:
            return True
        return False if phases <= {member.value for member in Phase} else None


def person_facts(
    ref: str,
    scope: Scope,
    *,
    label: str = "",
    answers: Mapping[str, Presence | FactValue],
    askable: Iterable[str],
    vocabulary: Vocabulary,
) -> PersonFacts:
    """Turn answers, and what follows from persons and contact, into the facts of one person.

    `askable` names the facts the instrument has a question for: without an answer they are not asked. Facts
    of another scope, impossible values and codes the vocabulary does not know say nothing.
    """
    values: dict[str, FactValue] = {}
    not_asked = {code for code in askable if _belongs(code, scope, vocabulary)}
    not_now: set[str] = set()
    unknown: set[str] = set()
    for code, answer in answers.items():
        if code not in vocabulary.facts or vocabulary.facts[code].scope is not scope:
            continue
        if answer is Presence.NOT_ASKED:
            continue
        not_asked.discard(code)
        if answer is Presence.NOT_NOW:
            not_now.add(code)
        elif answer is Presence.UNKNOWN:
            unknown.add(code)
        elif isinstance(answer, Presence):
            values[code] = answer is Presence.PRESENT
        elif (value := clean_value(vocabulary.facts[code], answer)) is not None:
            values[code] = value
    return PersonFacts(
        ref, scope, label, values, frozenset(not_asked), frozenset(not_now), frozenset(unknown)
    )


def _belongs(code: str, scope: Scope, vocabulary: Vocabulary) -> bool:
    fact = vocabulary.facts.get(code)
    return fact is not None and fact.scope is scope and not fact.derived


def clean_value(fact: Fact, value: object) -> FactValue | None:
    """Return the value in the fact's own type; what cannot be one is unknown, never a guess.

    Numbers outside the fact's bounds are kept: the bounds guard forms, and a rule may well compare 44 weeks.
    """
    match fact.kind:
        case FactKind.YES_NO:
            return value if isinstance(value, bool) else None
        case FactKind.NUMBER:
            if isinstance(value, bool) or not isinstance(value, int | float):
                return None
            return value if isfinite(value) else None
        case FactKind.CHOICE:
            return value if isinstance(value, str) and fact.accepts(value) else None
        case FactKind.DATE:
            if isinstance(value, date):
                return value
            return date.fromisoformat(value) if isinstance(value, str) and fact.accepts(value) else None
