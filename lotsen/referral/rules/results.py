"""What an evaluation says about a family: needs, paths, what is open, and what to ask next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.rules.conditions import Condition
from lotsen.referral.rules.facts import FactRef
from lotsen.referral.rules.model import Rule
from lotsen.terms import Texts

DUE = gettext_noop("The answer may open a way to help at once.")
DECIDES = gettext_noop("The answer may show or rule out this need: %(need)s.")
ALONE = gettext_noop("Please ask this only when nobody else is listening.")


class Because(NamedTuple):
    """A rule that holds, and which of the grounds of its condition made it hold."""

    rule: Rule
    held: tuple[int, ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What made it hold: parts with a sentence of their own, and comparisons that go without."""
        grounds = self.rule.program.grounds
        return tuple(grounds[place] for place in self.held if place < len(grounds))


class Grounded:
    """Something that rules have found."""

    because: tuple[Because, ...]

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The rules that found it."""
        return tuple(one.rule.id for one in self.because)

    @property
    def reasons(self) -> tuple[Texts, ...]:
        """What its rules say, and what the conditions that made them hold say of their own; each once."""
        said = [(one.rule.sentence, *(part.sentence for part in one.conditions)) for one in self.because]
        return tuple(dict.fromkeys(text for texts in said for text in texts if text is not None))


@dataclass(frozen=True)
class FoundNeed(Grounded):
    """A need of one person, with the rules that found it; their weights add up.

    `prefer` are the types of service its rules name as the best answer.
    """

    code: str
    weight: int
    person_ref: str
    because: tuple[Because, ...] = ()
    prefer: tuple[str, ...] = ()

    @classmethod
    def by(cls, code: str, person_ref: str, because: tuple[Because, ...]) -> FoundNeed:
        """Sum up the rules that show one need of one person."""
        rules = [one.rule for one in because]
        weight = sum([rule.weight for rule in rules])
        prefer = tuple(dict.fromkeys([kind for rule in rules for kind in rule.prefer]))
        return cls(code, weight, person_ref, because, prefer)


@dataclass(frozen=True)
class OpenPath(Grounded):
    """A path to help at once that is open for a person."""

    id: str
    title: Texts
    contact: Texts
    person_ref: str
    because: tuple[Because, ...]


class OpenRule(NamedTuple):
    """A rule that is not decided for a person, and the facts it waits for, with what asking each is worth."""

    rule: Rule
    person_ref: str
    waits: tuple[tuple[FactRef, float], ...]

    @property
    def rule_id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def need(self) -> str | None:
        """The need it could show."""
        return self.rule.need

    @property
    def path(self) -> str | None:
        """The path to help at once it could open."""
        return self.rule.path

    @property
    def facts(self) -> tuple[FactRef, ...]:
        """The facts that could still decide it."""
        return tuple([ref for ref, _ in self.waits])


class Question(NamedTuple):
    """A fact worth asking for. `is_due`: the safety floor needs it; due is not forced.

    What the answer could still decide follows from the rules that are `waiting` for it, once for each person
    they are about: only who is shown a question reads it.
    """

    person_ref: str
    fact: str
    is_due: bool
    is_sensitive: bool
    value: float
    waiting: tuple[Rule, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs that the answer could show or rule out, the heaviest first."""
        return tuple(dict.fromkeys(rule.need for rule in self._decided if rule.need is not None))

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths to help at once that the answer could open."""
        return tuple(dict.fromkeys(rule.path for rule in self._decided if rule.path is not None))

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The rules that the answer could decide, what weighs most first."""
        return tuple(dict.fromkeys(rule.id for rule in self._decided))

    @property
    def _decided(self) -> list[Rule]:
        return sorted(self.waiting, key=lambda rule: -rule.counts)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Say why it is asked, and how: help at once first, then each need it could show or rule out."""
        due = (Reason(DUE),) if self.is_due else ()
        needs = tuple(Reason(DECIDES, {"need": code}) for code in self.needs)
        return (*due, *needs, *((Reason(ALONE),) if self.is_sensitive else ()))


@dataclass(frozen=True)
class Evaluation:
    """The whole result for one family on one day.

    `questions` are in the order in which they are worth asking. `due` are facts the safety floor misses and
    nobody has asked for yet. `private_tasks` come back later, alone with the person: what was not possible at
    the moment, and what the floor misses and nobody knew. `to_clarify` are the other facts that stay unknown.
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
