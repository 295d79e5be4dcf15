"""An instrument: a versioned sheet of items in sections, and what it asks about whom. Pure data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lotsen.intake.domain.conditions import Check, Scalar, When
from lotsen.intake.domain.item import THE_FAMILY, Answer, Item, Person, Source
from lotsen.policy import InstitutionKind
from lotsen.terms import Presence, Scope, Texts


@dataclass(frozen=True)
class Section:
    """Items that are asked together; a section without a title only holds them."""

    code: str
    title: Texts
    items: tuple[Item, ...]
    when: When | None = None
    link: str | None = None
    origin: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Instrument:
    """A sheet in one version; answers are kept with its code and version, so old ones stay readable.

    Without a threshold no sum offers the talk. `language` is the language every text has. `origin` is what
    the document says about the resource it was read from, kept so that it can be written again.
    """

    code: str
    version: int
    title: Texts
    description: Texts
    licence: Texts
    minutes: int
    threshold: int | None
    kinds: tuple[InstitutionKind, ...]
    sections: tuple[Section, ...]
    is_talk: bool = False
    language: str = "de"
    origin: tuple[tuple[str, str], ...] = ()

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
        known = self.person.known_facts.get(self.item.fact) if self.item.fact is not None else None
        if known is None:
            return None
        presence = Presence.PRESENT if known else Presence.NOT_PRESENT
        return Answer(presence, source=Source.RECORD)


class AnswersByPlace(Protocol):
    """Answers that can be looked up by item code and person."""

    def get(self, item: str, person: str) -> Answer:
        """Return the answer about a person."""


def questions(instrument: Instrument, persons: Sequence[Person]) -> tuple[Question, ...]:
    """Return what may be asked: whatever applies and does not follow from recorded data."""
    return tuple(asked for asked in applicable(instrument, persons) if asked.recorded is None)


def applicable(instrument: Instrument, persons: Sequence[Person]) -> tuple[Question, ...]:
    """Return all that is looked at: child items per child, caregiver items per caregiver, family items once.

    The family need not be listed among the persons; it is always there.
    """
    return tuple(line for line in lines(instrument, persons) if line.item.kind.is_asked)


def lines(instrument: Instrument, persons: Sequence[Person]) -> tuple[Question, ...]:
    """Return every line of the sheet per person in its order, with the texts and groups between questions."""
    everybody = [person for person in persons if person.scope is not Scope.FAMILY]
    return tuple(
        Question(section, item, person)
        for section in instrument.sections
        for item in section.items
        for person in (*everybody, THE_FAMILY)
        if item.applies_to(person, everybody)
    )


def shown(asked: Sequence[Question], answers: AnswersByPlace) -> tuple[Question, ...]:
    """Return the questions (or lines) whose conditions hold; what is hidden counts as not answered.

    A condition about the same kind of person looks at the same person, one about the family at the family,
    any other at whoever fulfils it. Conditions look back only, so one pass is enough.
    """
    said: dict[tuple[str, str], tuple[Scalar, ...]] = {}
    persons = tuple(dict.fromkeys(question.person for question in asked))
    found = []
    for question in asked:

        def known(check: Check, about: Person = question.person) -> tuple[Scalar, ...]:
            return _said(check, about, persons, said)

        if all(when.holds(known) for when in question.item.conditions):
            found.append(question)
            answer = question.recorded or answers.get(question.item.code, question.person.ref)
            said[question.item.code, question.person.ref] = answer.said(question.item.kind)
    return tuple(found)


def _said(
    check: Check,
    about: Person,
    persons: Sequence[Person],
    said: Mapping[tuple[str, str], tuple[Scalar, ...]],
) -> tuple[Scalar, ...]:
    looked_at = (
        [about] if about.scope is check.scope else [one for one in persons if one.scope is check.scope]
    )
    found: list[Scalar] = []
    for person in looked_at:
        recorded = person.known_facts.get(check.fact) if check.fact is not None else None
        found.extend(said.get((check.question, person.ref), ()) if recorded is None else (recorded,))
    return tuple(found)
