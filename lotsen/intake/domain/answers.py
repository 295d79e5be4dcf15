"""The answers to an instrument, per item and person, and what they say as facts of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from lotsen.intake.domain.instrument import Instrument, questions, shown
from lotsen.intake.domain.item import NOT_ASKED, Answer, Given, ItemKind, Person, Source
from lotsen.terms import Presence


@dataclass(frozen=True)
class GivenAnswer:
    """One recorded answer, flat, so that a sealed document can hold it as it is."""

    item: str
    person: str
    presence: Presence
    value: Given = None
    wish: bool = False
    source: Source | None = None

    @property
    def answer(self) -> Answer:
        """Return the answer without its place."""
        return Answer(self.presence, self.value, self.wish, self.source)


@dataclass(frozen=True)
class Answers:
    """All answers of one assessment; what is not in it was not asked."""

    given: tuple[GivenAnswer, ...] = ()

    @classmethod
    def of(cls, answers: Mapping[tuple[str, str], Answer]) -> Self:
        """Build answers from a mapping of item code and person to answer."""
        return cls(
            tuple(
                GivenAnswer(item, person, answer.presence, answer.value, answer.wish, answer.source)
                for (item, person), answer in answers.items()
                if answer != NOT_ASKED
            )
        )

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], Answer]:
        """Return the answers by item code and person."""
        return {(given.item, given.person): given.answer for given in self.given}

    def get(self, item: str, person: str) -> Answer:
        """Return the answer about a person, "not asked" where there is none."""
        return self.by_place.get((item, person), NOT_ASKED)

    def with_answer(self, item: str, person: str, answer: Answer) -> Self:
        """Return these answers with one of them put in or replaced."""
        return type(self).of({**self.by_place, (item, person): answer})


@dataclass(frozen=True)
class PersonAnswers:
    """What is known about one person in the words of the vocabulary.

    `unknown` was asked and nobody knows: it is neither a no nor the next question. A fact in none of the
    collections is not asked by the sheet.
    """

    person: Person
    values: Mapping[str, bool | int | float | str]
    not_asked: frozenset[str]
    not_now: frozenset[str]
    unknown: frozenset[str]


def acceptable(
    instrument: Instrument, persons: Sequence[Person], item_code: str, person_ref: str, answer: Answer
) -> bool:
    """Tell whether an answer may be recorded: the item is asked about this person and can be answered so."""
    return any(
        question.item.code == item_code
        and question.person.ref == person_ref
        and question.item.accepts(answer)
        for question in questions(instrument, persons)
    )


def facts_by_person(
    instrument: Instrument, persons: Sequence[Person], answers: Answers
) -> tuple[PersonAnswers, ...]:
    """Return what the answers and recorded data say about each person and the family, for rules to read."""
    asked = shown(questions(instrument, persons), answers)
    recorded = [person for person in persons if person.known_facts]
    found = []
    for person in dict.fromkeys([*(question.person for question in asked), *recorded]):
        pairs = [
            (question.item.fact, answers.get(question.item.code, person.ref), question.item.kind)
            for question in asked
            if question.person == person and question.item.fact is not None
        ]
        found.append(
            PersonAnswers(
                person=person,
                values={**dict(_known(pairs)), **person.known_facts},
                not_asked=_with(pairs, Presence.NOT_ASKED),
                not_now=_with(pairs, Presence.NOT_NOW),
                unknown=_with(pairs, Presence.UNKNOWN),
            )
        )
    return tuple(found)


def _known(pairs: Iterable[tuple[str, Answer, ItemKind]]) -> Iterable[tuple[str, bool | int | float | str]]:
    for fact, answer, kind in pairs:
        if kind is ItemKind.YES_NO:
            if answer.presence in (Presence.PRESENT, Presence.NOT_PRESENT):
                yield fact, answer.presence is Presence.PRESENT
        elif answer.presence is Presence.PRESENT and answer.values:
            yield fact, answer.values[0]


def _with(pairs: Iterable[tuple[str, Answer, ItemKind]], presence: Presence) -> frozenset[str]:
    return frozenset(fact for fact, answer, _ in pairs if answer.presence is presence)
