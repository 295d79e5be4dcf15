"""An instrument: a versioned sheet of items, each naming a fact of the vocabulary. Pure data, own wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lotsen.policy import InstitutionKind
from lotsen.terms import Fact, FactKind, Phase, Presence, Scope, Texts, vocabulary

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
    `wish` also asks whether help is wanted; `phase` limits the item to families with a child in that phase,
    `max_age_months` an item about a child to children who are not older.
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
    max_age_months: int | None = None
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
        """Tell whether the item is about this person; a phase or age that nobody knows excludes nothing."""
        fact = self.about
        if fact.scope is not person.scope:
            return False
        if fact.scope is Scope.CHILD:
            in_phase = all(phase in (None, person.phase) for phase in (fact.phase, self.phase))
            return person.phase is not None and in_phase and not self._is_outgrown_by(person)
        children = [other for other in persons if other.scope is Scope.CHILD]
        if self.fact == LOSS and any(child.has_died for child in children):
            return False
        return self.phase is None or not children or any(child.phase is self.phase for child in children)

    def _is_outgrown_by(self, child: Person) -> bool:
        limit, months = self.max_age_months, child.months
        return limit is not None and months is not None and months > limit

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

    @property
    def recorded(self) -> Answer | None:
        """Return the answer that follows from recorded data; nothing where somebody has to be asked."""
        known = self.person.known_facts.get(self.item.fact)
        if known is None:
            return None
        presence = Presence.PRESENT if known else Presence.NOT_PRESENT
        return Answer(presence, source=Source.RECORD)


def questions(instrument: Instrument, persons: Sequence[Person]) -> tuple[Question, ...]:
    """Return what is asked: whatever applies and does not follow from recorded data."""
    return tuple(asked for asked in applicable(instrument, persons) if asked.recorded is None)


def applicable(instrument: Instrument, persons: Sequence[Person]) -> tuple[Question, ...]:
    """Return all that is looked at: child items per child, caregiver items per caregiver, family items once.

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
