"""One item of a sheet: what it asks, whom it is about, which answers it takes and what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from lotsen.intake.domain.conditions import Scalar, When
from lotsen.terms import FactKind, Phase, Presence, Scope, Texts

FAMILY = "family"
"""The reference under which answers about the family as one are kept."""

LOSS = "loss"
"""The fact that a family has lost a child: where that is recorded, no sheet asks for it."""

FULL_AGE = 18
"""Years at which a person is of age (§ 2 BGB)."""


class Source(StrEnum):
    """Where an answer can come from."""

    FAMILY = "family"
    STAFF = "staff"
    RECORD = "record"


class ImmediatePath(StrEnum):
    """Help that is shown at once and waits for no score."""

    SELF_HARM = "self_harm"
    VIOLENCE = "violence"


class ItemKind(StrEnum):
    """What an answer looks like; GROUP and DISPLAY take none."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"
    LONG_TEXT = "long_text"
    DISPLAY = "display"
    GROUP = "group"

    @classmethod
    def of_fact(cls, kind: FactKind) -> Self:
        """Return how a fact of the vocabulary is asked for."""
        return cls({FactKind.NUMBER: "integer"}.get(kind, kind.value))

    @property
    def is_number(self) -> bool:
        """Tell whether the answer is a number."""
        return self in (ItemKind.INTEGER, ItemKind.DECIMAL)

    @property
    def is_written(self) -> bool:
        """Tell whether the answer is a text in somebody's own words."""
        return self in (ItemKind.TEXT, ItemKind.LONG_TEXT)

    @property
    def is_asked(self) -> bool:
        """Tell whether the item takes an answer at all."""
        return self not in (ItemKind.DISPLAY, ItemKind.GROUP)


LONGEST = {ItemKind.TEXT: 200, ItemKind.LONG_TEXT: 2000}
"""Characters of one written answer."""

MOST_ANSWERS = 20
"""Answers to one repeating item about one person."""

Given = str | int | float | tuple[str | int | float, ...] | None
"""The value of an answer: one value, several where an item repeats; a date is its ISO text."""


@dataclass(frozen=True)
class Person:
    """Somebody answers are about: `ref` is a member's id or FAMILY; a child who has died has no phase.

    `months` is the age of a born child, `years` that of a caregiver; nothing where nobody knows it.
    """

    ref: str
    scope: Scope
    phase: Phase | None = None
    months: int | None = None
    years: int | None = None
    has_died: bool = False

    @property
    def known_facts(self) -> Mapping[str, bool]:
        """Return what follows from recorded data; no sheet asks for it again."""
        if self.scope is Scope.CAREGIVER and self.years is not None:
            return {"parent_minor": self.years < FULL_AGE}
        return {}


THE_FAMILY = Person(FAMILY, Scope.FAMILY)


@dataclass(frozen=True)
class Answer:
    """One answer; nothing recorded is "not asked". A known choice, number or text is present as value."""

    presence: Presence = Presence.NOT_ASKED
    value: Given = None
    wish: bool = False
    source: Source | None = None

    @property
    def values(self) -> tuple[str | int | float, ...]:
        """Return what was given, one value or several, as several."""
        if self.value is None or self.presence is not Presence.PRESENT:
            return ()
        return self.value if isinstance(self.value, tuple) else (self.value,)

    def said(self, kind: ItemKind) -> tuple[Scalar, ...]:
        """Return what conditions compare: yes or no as truth, else the values; nothing while it is open."""
        if kind is ItemKind.YES_NO:
            known = self.presence in (Presence.PRESENT, Presence.NOT_PRESENT)
            return (self.presence is Presence.PRESENT,) if known else ()
        return self.values


NOT_ASKED = Answer()
NO_TEXT = Texts.of({})


@dataclass(frozen=True)
class Coding:
    """How another system writes a value: its code system and its own code or text."""

    kind: str
    code: str
    system: str = ""


@dataclass(frozen=True)
class Choice:
    """One value that can be chosen; `score` is added to the sum when it is."""

    code: str
    label: Texts
    score: float = 0
    coding: Coding | None = None


@dataclass(frozen=True)
class Item:
    """One line of a sheet.

    `weight` counts when the item is present (a choice: one of `counts`, a number: at least `at_least` or at
    most `at_most`); a `direct_trigger` offers the talk whatever the sum; `immediate` shows help at once;
    `wish` also asks whether help is wanted; `phase` limits the item to families with a child in that phase,
    `min_age_months` and `max_age_months` an item about a child to children of that age.

    An item that names a `fact` has taken scope, label, values and privacy from the vocabulary when it was
    read. `within` is the code of the group it stands in; `when` is its own condition, `inherited` are those
    of its groups and section. `link` is how another system calls it,
    `origin` what it says beside that changes nothing about asking.
    """

    code: str
    fact: str | None
    text: Texts
    kind: ItemKind = ItemKind.YES_NO
    scope: Scope = Scope.FAMILY
    label: Texts = NO_TEXT
    values: tuple[Choice, ...] = ()
    is_sensitive: bool = False
    required: bool = False
    repeats: bool = False
    low: float | None = None
    high: float | None = None
    need: str | None = None
    resource: str | None = None
    hint: Texts | None = None
    weight: int = 0
    direct_trigger: bool = False
    immediate: ImmediatePath | None = None
    sources: tuple[Source, ...] = (Source.FAMILY,)
    wish: bool = False
    phase: Phase | None = None
    fact_phase: Phase | None = None
    min_age_months: int | None = None
    max_age_months: int | None = None
    counts: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    within: str | None = None
    when: When | None = None
    inherited: tuple[When, ...] = ()
    link: str | None = None
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def topic(self) -> str:
        """Return what the item is about in one word: its fact, or its own code where it names none."""
        return self.fact or self.code

    @property
    def conditions(self) -> tuple[When, ...]:
        """Return every condition that has to hold before the item is shown."""
        return (*self.inherited, self.when) if self.when is not None else self.inherited

    def accepts(self, answer: Answer) -> bool:
        """Tell whether an answer can be meant for this item."""
        if not self.kind.is_asked or (answer.wish and not self.wish):
            return False
        if self.kind is ItemKind.YES_NO:
            return answer.value is None
        if answer.presence is not Presence.PRESENT:
            return answer.value is None and answer.presence is not Presence.NOT_PRESENT
        if isinstance(answer.value, tuple) != self.repeats:
            return False
        return 0 < len(answer.values) <= MOST_ANSWERS and all(map(self._takes, answer.values))

    def _takes(self, value: str | float) -> bool:
        match self.kind:
            case ItemKind.CHOICE:
                return value in {choice.code for choice in self.values}
            case ItemKind.INTEGER | ItemKind.DECIMAL:
                if isinstance(value, bool | str) or (
                    self.fact is None and self.kind is ItemKind.INTEGER and isinstance(value, float)
                ):
                    return False
                return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
            case ItemKind.DATE:
                return isinstance(value, str) and _is_iso_date(value)
        return isinstance(value, str) and 0 < len(value) <= LONGEST.get(self.kind, 0)

    def applies_to(self, person: Person, persons: Sequence[Person]) -> bool:
        """Tell whether the item is about this person; a phase or age that nobody knows excludes nothing."""
        if self.scope is not person.scope:
            return False
        if self.scope is Scope.CHILD:
            in_phase = all(phase in (None, person.phase) for phase in (self.fact_phase, self.phase))
            return person.phase is not None and in_phase and self._fits_the_age_of(person)
        children = [other for other in persons if other.scope is Scope.CHILD]
        if self.fact == LOSS and any(child.has_died for child in children):
            return False
        return self.phase is None or not children or any(child.phase is self.phase for child in children)

    def _fits_the_age_of(self, child: Person) -> bool:
        low, high, months = self.min_age_months, self.max_age_months, child.months
        return months is None or ((low is None or months >= low) and (high is None or months <= high))

    def is_named_by(self, answer: Answer) -> bool:
        """Tell whether the answer says that what the item looks for is there; not knowing says nothing."""
        if answer.presence is not Presence.PRESENT:
            return False
        if self.kind is ItemKind.YES_NO:
            return True
        return any(self._is_worth_naming(value) for value in answer.values)

    def _is_worth_naming(self, value: str | float) -> bool:
        if self.kind is ItemKind.CHOICE:
            return value in self.counts
        if not self.kind.is_number or isinstance(value, str):
            return False
        high = self.at_least is not None and value >= self.at_least
        return high or (self.at_most is not None and value <= self.at_most)

    def score_of(self, answer: Answer) -> float:
        """Return what an answer adds to the sum: the weight when named, and the scores of chosen values."""
        chosen = sum(choice.score for choice in self.values if choice.code in answer.values)
        return (self.weight if self.is_named_by(answer) else 0) + chosen

    @property
    def highest_score(self) -> float:
        """Return the most that an answer could add."""
        scores = [choice.score for choice in self.values if choice.score > 0]
        return self.weight + (sum(scores) if self.repeats else max(scores, default=0))


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
