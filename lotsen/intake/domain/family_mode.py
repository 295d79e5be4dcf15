"""What a family is asked when it holds the tablet itself: what it can answer, one question at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lotsen.intake.domain.answers import Answers
from lotsen.intake.domain.assessment import ItemAt
from lotsen.intake.domain.instrument import Instrument, Question, questions, shown
from lotsen.intake.domain.item import Person, Source
from lotsen.terms import Presence, Texts

_OPEN = (Presence.NOT_ASKED, Presence.NOT_NOW)


@dataclass(frozen=True)
class FamilyQuestions:
    """The questions for the family, numbered from 1; the confidential ones come last and count apart."""

    plain: tuple[Question, ...]
    private: tuple[Question, ...]

    def at(self, number: int, *, with_private: bool) -> Question | None:
        """Return the question with a number, if it may be shown."""
        offered = (*self.plain, *(self.private if with_private else ()))
        return offered[number - 1] if 1 <= number <= len(offered) else None

    @property
    def first_private(self) -> int:
        """Return the number of the first confidential question."""
        return len(self.plain) + 1


def place_of(question: Question) -> ItemAt:
    """Return where the answer to a question is kept."""
    return ItemAt(question.item.code, question.person.ref)


def questions_for_family(
    asked: Sequence[Question], answers: Answers, handed_over: Collection[ItemAt] = ()
) -> FamilyQuestions:
    """Return what the family is asked: what it can say itself and what was open at the hand-over.

    What staff have answered before is neither asked again nor shown: somebody else may be looking on.
    Where nobody wrote down what was open then, it is what is open now.
    """
    fitting = [
        question
        for question in asked
        if Source.FAMILY in question.item.sources
        and (
            place_of(question) in handed_over
            if handed_over
            else answers.get(question.item.code, question.person.ref).presence in _OPEN
        )
    ]
    return FamilyQuestions(
        tuple(question for question in fitting if not question.item.is_sensitive),
        tuple(question for question in fitting if question.item.is_sensitive),
    )


def asked_now(instrument: Instrument, persons: Sequence[Person], answers: Answers) -> Collection[ItemAt]:
    """Return the places of the questions whose conditions hold as things stand.

    What a confidential answer says opens no other question: it would hint at the answer.
    """
    asked = questions(instrument, persons)
    plain = [question for question in asked if not question.item.is_sensitive]
    private = [question for question in shown(asked, answers) if question.item.is_sensitive]
    return {place_of(question) for question in (*shown(plain, answers), *private)}


def speaks(instrument: Instrument, language: str) -> bool:
    """Tell whether all that a family reads of a sheet is written in a language.

    A language is offered whole or not at all: questions, hints and the answers to choose from.
    """
    return all(language in text for text in read_by_family(instrument))


def read_by_family(instrument: Instrument) -> Iterator[Texts]:
    """Go through the texts of a sheet that a family reads: questions, hints, answers to choose from."""
    for item in instrument.items:
        if item.kind.is_asked and Source.FAMILY in item.sources:
            yield item.text
            yield from (item.hint,) if item.hint is not None else ()
            yield from (choice.label for choice in item.values)
