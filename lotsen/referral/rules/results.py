"""What an evaluation says about a family: needs, paths, what is open, and what to ask next."""

from __future__ import annotations

from dataclasses import dataclass

from lotsen.referral.rules.facts import FactRef
from lotsen.terms import Texts


@dataclass(frozen=True)
class FoundNeed:
    """A need of one person, with the sentences that say why; the weights of its rules add up.

    `prefer` are the types of service its rules name as the best answer.
    """

    code: str
    weight: int
    person_ref: str
    reasons: tuple[Texts, ...] = ()
    rule_ids: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenPath:
    """A path to help at once that is open for a person."""

    id: str
    title: Texts
    contact: Texts
    person_ref: str
    reasons: tuple[Texts, ...]
    rule_ids: tuple[str, ...]


@dataclass(frozen=True)
class OpenRule:
    """A rule that is not decided for a person, and the facts that could still decide it."""

    rule_id: str
    need: str | None
    path: str | None
    person_ref: str
    facts: tuple[FactRef, ...]


@dataclass(frozen=True)
class Question:
    """A fact worth asking for. `is_due`: the safety floor needs it; due is not forced."""

    person_ref: str
    fact: str
    is_due: bool
    is_sensitive: bool
    value: float


@dataclass(frozen=True)
class Evaluation:
    """The whole result for one family on one day.

    `questions` are in the order in which they are worth asking. `due` are facts the safety floor misses,
    `to_clarify` facts that were asked and stay unknown, `private_tasks` those not possible at the moment.
    """

    needs: tuple[FoundNeed, ...]
    paths: tuple[OpenPath, ...]
    open: tuple[OpenRule, ...]
    questions: tuple[Question, ...]
    due: tuple[FactRef, ...]
    to_clarify: tuple[FactRef, ...]
    private_tasks: tuple[FactRef, ...]
    rule_set: str
    floor: str

    @property
    def next_question(self) -> Question | None:
        """The one question most worth asking now."""
        return self.questions[0] if self.questions else None
