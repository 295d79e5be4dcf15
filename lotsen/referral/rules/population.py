"""Invented families for a dry run: seeded, consistent in their dates, with gaps as in real talks.

How often something is said is a rough guess, so a dry run shows which way a change works, not how many
families it will concern. Real cases are never used: live counts would break the anonymity of the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from lotsen.referral.rules.facts import PHASE, CaseFacts, FactValue, PersonFacts
from lotsen.referral.rules.review.calendar import (
    BIRTH_DATE,
    EXPECTED_DATE,
    MONTHS,
    WEEKS,
    completed_months,
    completed_weeks,
)
from lotsen.terms import Fact, FactKind, Phase, Scope, Vocabulary, vocabulary

BURDEN, SENSITIVE_BURDEN, RESOURCE = 0.12, 0.04, 0.7
"""How often a burden, a burden that is hard to speak about, and something that helps is present."""

PREGNANT = 0.25
SECOND_CAREGIVER = 0.75
SIBLINGS = (0, 0, 0, 1, 1, 2)
ANSWERED = (0.35, 0.95)
"""The share of questions answered in the shortest and in the longest talk."""

TERM = 280


def invented_cases(
    count: int, *, seed: int = 1, as_of: date = date(2026, 12, 1), words: Vocabulary | None = None
) -> Iterator[CaseFacts]:
    """Yield so many families; the same seed gives the same ones everywhere."""
    known = words or vocabulary()
    by_scope = {scope: [fact for fact in known.facts.values() if fact.scope is scope] for scope in Scope}
    random = Random(seed)  # noqa: S311  # invented families, no secret
    for _ in range(count):
        yield _Talk(random, by_scope, as_of).family()


class _Talk:
    """One invented family, asked more or less thoroughly."""

    def __init__(self, random: Random, by_scope: Mapping[Scope, list[Fact]], as_of: date) -> None:
        self.random, self.by_scope, self.as_of = random, by_scope, as_of
        self.answered = random.uniform(*ANSWERED)

    def family(self) -> CaseFacts:
        pregnant = self.random.random() < PREGNANT
        first = self._expected() if pregnant else self._born(self.random.randint(0, 400))
        siblings = [self._born(self.random.randint(400, 6_000)) for _ in range(self.random.choice(SIBLINGS))]
        persons = [
            self._person(f"child-{number}", Scope.CHILD, dates)
            for number, dates in enumerate([first, *siblings], start=1)
        ]
        for number in range(1, 2 + (self.random.random() < SECOND_CAREGIVER)):
            age: dict[str, FactValue] = {"caregiver_age_years": int(self.random.gauss(31, 6))}
            persons.append(self._person(f"caregiver-{number}", Scope.CAREGIVER, age))
        household: dict[str, FactValue] = {"children_in_household": len(persons)}
        persons.append(self._person("family", Scope.FAMILY, household))
        return CaseFacts(self.as_of, tuple(persons))

    def _expected(self) -> dict[str, FactValue]:
        day = self.as_of + timedelta(days=self.random.randint(0, TERM - 35))
        weeks = completed_weeks(day.toordinal(), self.as_of.toordinal())
        return {PHASE: Phase.PREGNANT.value, EXPECTED_DATE: day, WEEKS: weeks}

    def _born(self, days: int) -> dict[str, FactValue]:
        day = self.as_of - timedelta(days=days)
        weeks = min(42, max(24, int(self.random.gauss(39.5, 2))))
        found: dict[str, FactValue] = {PHASE: Phase.BORN.value, BIRTH_DATE: day, "weeks_at_birth": weeks}
        return found | {MONTHS: completed_months(day, self.as_of)}

    def _person(self, ref: str, scope: Scope, derived: Mapping[str, FactValue]) -> PersonFacts:
        values = {code: value for code, value in derived.items() if self._has(scope, code)}
        not_asked, not_now, unknown = set(), set(), set()
        for fact in self.by_scope[scope]:
            if fact.derived or (fact.phase is not None and self._other_phase(fact, derived)):
                continue
            if self.random.random() < self.answered:
                values[fact.code] = self._value(fact)
            elif (fate := self.random.random()) < 0.8:  # most gaps were never asked
                not_asked.add(fact.code)
            elif fate < 0.85:  # a few were not possible; the rest nobody knows
                not_now.add(fact.code)
            else:
                unknown.add(fact.code)
        return PersonFacts(
            ref, scope, "", values, frozenset(not_asked), frozenset(not_now), frozenset(unknown)
        )

    def _has(self, scope: Scope, code: str) -> bool:
        return any(fact.code == code for fact in self.by_scope[scope])

    def _other_phase(self, fact: Fact, derived: Mapping[str, FactValue]) -> bool:
        return PHASE in derived and fact.phase is not None and derived[PHASE] != fact.phase.value

    def _value(self, fact: Fact) -> FactValue:
        match fact.kind:
            case FactKind.YES_NO:
                often = SENSITIVE_BURDEN if fact.sensitive else BURDEN if fact.need else RESOURCE
                return self.random.random() < often
            case FactKind.CHOICE:
                codes = [value.code for value in fact.values] or ["other"]
                return self.random.choice(codes)
            case FactKind.NUMBER:
                low, high = fact.low or 0, fact.high or 0
                return round(self.random.triangular(low, max(low, high), low + (high - low) / 4))
            case FactKind.DATE:
                return self.as_of - timedelta(days=self.random.randint(0, TERM))
