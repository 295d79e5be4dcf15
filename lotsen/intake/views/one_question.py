"""One question as a family sees it: large, in its language, and without a word that belongs to staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from babel import Locale

from lotsen.intake import domain
from lotsen.intake.actions import AssessmentView
from lotsen.intake.documents import Relation
from lotsen.intake.domain import NOT_ASKED, Answer, FamilyQuestions, ItemKind, Question, Source
from lotsen.intake.forms.family_mode import (
    SKIP,
    VALUE,
    WAYS_ROUND,
    WISH,
    Refused,
    is_tapped,
    limits,
    yes_or_no,
)
from lotsen.kernel import gettext_noop
from lotsen.terms import Presence, Scope, Texts
from lotsen.web.i18n import gettext

_PEOPLE: dict[Relation, str] = {
    Relation.MOTHER: gettext_noop("Mother"),
    Relation.FATHER: gettext_noop("Father"),
    Relation.PARTNER: gettext_noop("Partner"),
    Relation.GRANDPARENT: gettext_noop("Grandparent"),
    Relation.FOSTER_PARENT: gettext_noop("Foster parent"),
}


@dataclass(frozen=True)
class Words:
    """A text with the language and the direction it has: German where it was not translated."""

    text: str
    language: str
    direction: str

    @classmethod
    def of(cls, texts: Texts, *languages: str) -> "Words":
        """Take a text in the first of some languages that it has, else in German."""
        code = next((language for language in languages if language in texts), "de")
        return cls(texts.get(code), code, Locale.parse(code).text_direction)


@dataclass(frozen=True)
class Choice:
    """One answer that can be tapped."""

    value: str
    words: Words
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """A question as its page shows it; `choices` are empty where something is entered."""

    name: str
    kind: str
    words: Words
    hint: Words | None
    about: str
    choices: tuple[Choice, ...]
    repeats: bool
    is_tapped: bool
    ways_round: tuple[tuple[str, str, bool], ...]
    may_wish: bool
    wishes: bool
    entered: str
    low: int
    high: int
    is_private: bool
    error: str


def name_of(question: Question) -> str:
    """Name a question inside its form, so that an answer never lands at another one."""
    return f"{question.item.code}__{question.person.ref}"


def family_questions(view: AssessmentView) -> FamilyQuestions:
    """Return what the family is asked of an assessment."""
    asked = domain.questions(view.instrument, view.persons)
    return domain.questions_for_family(asked, view.sheet.answers, view.sheet.handed_over)


def asked_now(view: AssessmentView, questions: Sequence[Question]) -> Collection[Question]:
    """Return the questions that may be asked as things stand."""
    places = domain.asked_now(view.instrument, view.persons, view.sheet.answers)
    return [question for question in questions if domain.place_of(question) in places]


def place_in_row(numbers: Sequence[int], number: int) -> tuple[int, int]:
    """Return (position, how many) of a question among those that may be asked now."""
    earlier = sum(1 for one in numbers if one < number)
    return earlier + 1, max(len(numbers), earlier + 1)


def shown(view: AssessmentView, question: Question, language: str, refused: Refused | None) -> Shown:
    """Put a question into the family's words; an answer to a confidential one is not shown again."""
    item = question.item
    stored = view.sheet.answers.get(item.code, question.person.ref)
    own = stored.source is Source.FAMILY and not item.is_sensitive
    presence = stored.presence if own else None
    low, high = limits(item)
    languages = (language, view.instrument.language)
    return Shown(
        name=name_of(question),
        kind=item.kind.value,
        words=Words.of(item.text, *languages),
        hint=Words.of(item.hint, *languages) if item.hint else None,
        about=_about(view, question),
        choices=_choices(question, languages, stored if own else NOT_ASKED),
        repeats=item.repeats,
        is_tapped=is_tapped(item),
        ways_round=tuple(
            (value, gettext(label), value != SKIP and presence == value)
            for value, label in WAYS_ROUND.items()
        ),
        may_wish=item.wish and not is_tapped(item),
        wishes=own and stored.wish,
        entered=str(stored.values[0]) if own and stored.values else "",
        low=low,
        high=high,
        is_private=item.is_sensitive,
        error=gettext(refused.message) % {"low": refused.low, "high": refused.high} if refused else "",
    )


def _choices(question: Question, languages: tuple[str, str], stored: Answer) -> tuple[Choice, ...]:
    item = question.item
    if item.kind is ItemKind.YES_NO:
        chosen = WISH if stored.presence is Presence.PRESENT and stored.wish else stored.presence
        return tuple(
            Choice(code, _here(gettext(label), languages[0]), code == chosen)
            for code, label in yes_or_no(item)
        )
    return tuple(
        Choice(f"{VALUE}{one.code}", Words.of(one.label, *languages), one.code in stored.values)
        for one in item.values
    )


def _here(text: str, language: str) -> Words:
    return Words(text, language, Locale.parse(language.partition("-")[0]).text_direction)


def _about(view: AssessmentView, question: Question) -> str:
    """Say whom a question is about where that is not plain: several children, several adults. No names."""
    scope = question.person.scope
    if scope is Scope.FAMILY:
        return ""
    alike = [person.ref for person in view.persons if person.scope is scope]
    number = alike.index(question.person.ref) + 1
    if scope is Scope.CHILD:
        return gettext("About child %(number)s", number=number) if len(alike) > 1 else ""
    if len(alike) < 2:
        return ""
    member = next(one for one in view.members if str(one.id) == question.person.ref)
    label = _PEOPLE.get(member.person.relation) if member.person.relation else None
    if label is None:
        return gettext("About adult %(number)s", number=number)
    return gettext("About: %(person)s", person=gettext(label))
