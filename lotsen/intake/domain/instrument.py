"""An instrument: a versioned sheet of items, each naming a fact of the vocabulary. Pure data, own wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lotsen.policy import InstitutionKind
from lotsen.terms import Fact, FactKind, Phase, Presence, Scope, Texts, vocabulary

FAMILY = "family"
"""The reference under which answers about the family as one are kept."""


class Source(StrEnum):
    """Where an answer can come from."""

    FAMILY = "family"
    STAFF = "staff"
    RECORD = "record"


class ImmediatePath(StrEnum):
    """Help that is shown at once and waits for no score."""

    SELF_HARM = "self_harm"
    VIOLENCE = "violence"


@dataclass(frozen=True)
class Person:
    """Somebody answers are about: `ref` is a member's id or FAMILY; a child who has died has no phase."""

    ref: str
    scope: Scope
    phase: Phase | None = None


THE_FAMILY = Person(FAMILY, Scope.FAMILY)


@dataclass(frozen=True)
class Answer:
    """One answer; nothing recorded is "not asked". A known choice or number is present with its value."""

    presence: Presence = Presence.NOT_ASKED
    value: str | int | float | None = None
    wish: bool = False
    source: Source | None = None


NOT_ASKED = Answer()


@dataclass(frozen=True)
class Item:
    """One line of a sheet.

    `weight` counts when the item is present (a choice: one of `counts`, a number: at least `at_least` or at
    most `at_most`); a `direct_trigger` offers the talk whatever the sum; `immediate` shows help at once;
    `wish` also asks whether help is wanted; `phase` limits the item to families with a child in that phase.
    """

    code: str
    fact: str
    text: Texts
    hint: Texts | None = None
    weight: int = 0
    direct_trigger: bool = False
    immediate: ImmediatePath | None = None
    sources: tuple[Source, ...] = (Source.FAMILY,)
    wish: bool = False
    phase: Phase | None = None
    counts: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None

    @property
    def about(self) -> Fact:
        """Return the fact this item asks for."""
        return vocabulary().facts[self.fact]

    @property
    def is_sensitive(self) -> bool:
        """Tell whether the item stays hidden until staff open it, since somebody else may be in the room."""
        return self.about.sensitive

    def accepts(self, answer: Answer) -> bool:
        """Tell whether an answer can be meant for this item."""
        if answer.wish and not self.wish:
            return False
        if self.about.kind is FactKind.YES_NO:
            return answer.value is None
        if answer.presence is Presence.PRESENT:
            return self.about.accepts(answer.value)
        return answer.value is None and answer.presence is not Presence.NOT_PRESENT

    def applies_to(self, person: Person, persons: Sequence[Person]) -> bool:
        """Tell whether the item is asked about this person; a phase that nobody knows excludes nothing."""
        fact = self.about
        if fact.scope is not person.scope:
            return False
        if fact.scope is Scope.CHILD:
            return person.phase is not None and all(
                phase in (None, person.phase) for phase in (fact.phase, self.phase)
            )
        children = [other for other in persons if other.scope is Scope.CHILD]
        return self.phase is None or not children or any(child.phase is self.phase for child in children)

    def is_named_by(self, answer: Answer) -> bool:
        """Tell whether the answer says that what the item looks for is there; not knowing says nothing."""
        if answer.presence is not Presence.PRESENT:
            return False
        match self.about.kind:
            case FactKind.YES_NO:
                return True
            case FactKind.CHOICE:
                return answer.value in self.counts
            case FactKind.NUMBER if isinstance(answer.value, int | float):
                high = self.at_least is not None and answer.value >= self.at_least
                return high or (self.at_most is not None and answer.value <= self.at_most)
        return False


@dataclass(frozen=True)
class Section:
    """Items that are asked together."""

    code: str
    title: Texts
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Instrument:
    """A sheet in one version; answers are kept with its code and version, so old ones stay readable."""

    code: str
    version: int
    title: Texts
    description: Texts
    licence: Texts
    minutes: int
    threshold: int
    kinds: tuple[InstitutionKind, ...]
    sections: tuple[Section, ...]

    @property
    def items(self) -> Iterator[Item]:
        """Go through all items in the order of the sheet."""
        for section in self.sections:
            yield from section.items

    def item(self, code: str) -> Item | None:
        """Return the item with this code."""
        return next((item for item in self.items if item.code == code), None)


@dataclass(frozen=True)
class Question:
    """An item as it is asked about one person."""

    section: Section
    item: Item
    person: Person


def questions(instrument: Instrument, persons: Sequence[Person]) -> tuple[Question, ...]:
    """Return what is asked: child items per child, caregiver items per caregiver, family items once.

    The family need not be listed among the persons; it is always there.
    """
    everybody = [person for person in persons if person.scope is not Scope.FAMILY]
    return tuple(
        Question(section, item, person)
        for section in instrument.sections
        for item in section.items
        for person in (*everybody, THE_FAMILY)
        if item.applies_to(person, everybody)
    )
