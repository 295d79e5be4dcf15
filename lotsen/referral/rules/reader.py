"""Reads the parts of a rule file that look alike everywhere; notes each mistake with its path and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.rules.facts import FactValue, clean_value
from lotsen.referral.rules.problems import RuleProblem
from lotsen.terms import Fact, FactKind, Texts, Vocabulary
from lotsen.terms.marked import Marked

E = TypeVar("E", bound=StrEnum)

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
LABELLING = re.compile(r"risiko|risk\b|risky", re.IGNORECASE)
LONGEST_TEXT = 2_000


@dataclass(frozen=True)
class Place:
    """A value of the document and the way that leads to it."""

    path: str
    marked: Marked

    @property
    def line(self) -> int:
        """The line it stands on."""
        return self.marked.line

    def shown(self) -> str:
        """Return a plain value as a person may read it in a complaint."""
        value = self.marked.value
        return "…" if isinstance(value, Mapping | tuple) or value is None else str(value)[:80]


@dataclass
class Reader:
    """Typed ways to read values; whatever does not fit becomes a problem, and reading goes on.

    `without` names entries of lists, such as `rules[3]`, that are read over.
    """

    vocabulary: Vocabulary
    problems: list[RuleProblem] = field(default_factory=list)
    without: Collection[str] = ()

    def add(self, place: Place, message: str, **params: str | int) -> None:
        """Note one mistake."""
        self.problems.append(RuleProblem(place.path, place.line, Reason(message, params)))

    def fields(
        self, place: Place, required: Collection[str] = (), optional: Collection[str] = ()
    ) -> dict[str, Place]:
        """Return the named fields of a mapping; missing and unknown ones are mistakes."""
        value = place.marked.value
        if not isinstance(value, Mapping):
            self.add(place, gettext_noop("a list of named fields is expected here"))
            return {}
        for name in required:
            if name not in value:
                self.add(place, gettext_noop("the field “%(name)s” is missing"), name=name)
        found: dict[str, Place] = {}
        for name, entry in value.items():
            inner = Place(f"{place.path}.{name}" if place.path else name, entry)
            if name in required or name in optional:
                found[name] = inner
            else:
                self.add(inner, gettext_noop("unknown field “%(name)s”"), name=name[:80])
        return found

    def entries(self, place: Place | None) -> Iterator[Place]:
        """Yield the entries of a list."""
        if place is None:
            return
        if not isinstance(place.marked.value, tuple):
            self.add(place, gettext_noop("a list is expected here"))
            return
        for index, entry in enumerate(place.marked.value):
            path = f"{place.path}[{index}]"
            if path not in self.without:
                yield Place(path, entry)

    def text(self, place: Place | None) -> str:
        """Return a text that is not empty."""
        if place is None:
            return ""
        value = place.marked.value
        if not isinstance(value, str) or not value.strip():
            self.add(place, gettext_noop("a text is missing here"))
            return ""
        if len(value) > LONGEST_TEXT:
            self.add(place, gettext_noop("the text is longer than %(most)s characters"), most=LONGEST_TEXT)
        return " ".join(value.split())

    def texts(self, place: Place | None) -> Texts:
        """Return a text per language: German has to be there, and no family is labelled."""
        if place is None:
            return Texts.of({})
        if not isinstance(place.marked.value, Mapping):
            self.add(place, gettext_noop("one text per language is expected here"))
            return Texts.of({})
        found: dict[str, str] = {}
        for language, entry in place.marked.value.items():
            inner = Place(f"{place.path}.{language}", entry)
            if not LANGUAGE.fullmatch(language):
                self.add(inner, gettext_noop("“%(language)s” is no language code"), language=language[:80])
                continue
            found[language] = self.text(inner)
            if LABELLING.search(found[language]):
                self.add(inner, gettext_noop("this word labels a family: please say what is meant"))
        if "de" not in found:
            self.add(place, gettext_noop("the German text is missing"))
        return Texts.of(found)

    def code(self, place: Place | None) -> str:
        """Return a code: letters, digits, hyphen, dot and underscore."""
        text = self.text(place)
        if place is not None and text and not CODE.fullmatch(text):
            message = gettext_noop("“%(code)s” is no code (letters, digits and hyphens)")
            self.add(place, message, code=text[:80])
            return ""
        return text

    def known(self, place: Place | None, codes: Collection[str], message: str) -> str | None:
        """Return a code that has to be one of these; `message` says what kind of thing is unknown."""
        if place is None:
            return None
        value = place.marked.value
        if isinstance(value, str) and value in codes:
            return value
        near = get_close_matches(place.shown(), codes, n=1)
        if near:
            message = gettext_noop("“%(code)s” is not known; “%(near)s” is")
            self.add(place, message, code=place.shown(), near=near[0])
        else:
            self.add(place, message, code=place.shown())
        return None

    def fact(self, place: Place | None) -> Fact | None:
        """Return a fact of the vocabulary."""
        code = self.known(place, self.vocabulary.facts, gettext_noop("unknown fact “%(code)s”"))
        return None if code is None else self.vocabulary.facts[code]

    def whole(self, place: Place | None, low: int, high: int) -> int:
        """Return a whole number within its bounds."""
        if place is None:
            return low
        value = place.marked.value
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.add(
                place,
                gettext_noop("a whole number from %(low)s to %(high)s is expected here"),
                low=low,
                high=high,
            )
            return low
        return value

    def one_of(self, place: Place | None, kind: type[E]) -> E | None:
        """Return a member of an enumeration by its value."""
        if place is None:
            return None
        value = place.marked.value
        if isinstance(value, str) and value in {member.value for member in kind}:
            return kind(value)
        allowed = ", ".join(member.value for member in kind)
        self.add(place, gettext_noop("one of these is expected here: %(allowed)s"), allowed=allowed)
        return None

    def day(self, place: Place | None) -> date | None:
        """Return a date written as year-month-day."""
        if place is None:
            return None
        value = place.marked.value
        try:
            if isinstance(value, str) and len(value) == len("2026-01-01"):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.add(place, gettext_noop("a date such as 2026-12-01 is expected here"))
        return None

    def value(self, place: Place | None, fact: Fact) -> FactValue | None:
        """Return a value the fact can have."""
        if place is None:
            return None
        value = place.marked.value
        if not isinstance(value, Mapping | tuple) and fact.accepts(value):
            cleaned = clean_value(fact, value)
            if cleaned is not None:
                return cleaned
        if fact.kind is FactKind.CHOICE and isinstance(value, int) and not fact.values:
            self.add(
                place, gettext_noop("put “%(value)s” in quotes: it is a code, no number"), value=place.shown()
            )
            return None
        self.add(
            place,
            gettext_noop("“%(value)s” is no possible value of “%(fact)s” (%(possible)s)"),
            value=place.shown(),
            fact=fact.code,
            possible=possible_values(fact),
        )
        return None


def possible_values(fact: Fact) -> str:
    """Describe in a few characters what a fact can be."""
    match fact.kind:
        case FactKind.YES_NO:
            return "true, false"
        case FactKind.CHOICE:
            return ", ".join(value.code for value in fact.values) or "…"
        case FactKind.NUMBER:
            low = "…" if fact.low is None else str(fact.low)
            high = "…" if fact.high is None else str(fact.high)
            return f"{low} – {high}"
        case FactKind.DATE:
            return "2026-12-01"
