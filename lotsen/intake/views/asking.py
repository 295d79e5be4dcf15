"""How a sheet is laid out on a page: sections, persons, what stays private, and when a line is shown."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from lotsen.intake import forms
from lotsen.intake.domain import FAMILY, THE_FAMILY, Answer, Check, ItemKind, Operator, Person, Question, When
from lotsen.intake.domain.labels import PRESENCE_LABELS
from lotsen.terms import Presence
from lotsen.web.i18n import current_language, gettext, listed


@dataclass(frozen=True)
class AskedPerson:
    """The lines of one section about one person; sensitive ones apart."""

    label: str
    open: tuple[Question, ...]
    private: tuple[Question, ...]


@dataclass(frozen=True)
class AskedSection:
    """One section of the sheet as the page shows it."""

    code: str
    title: str
    persons: tuple[AskedPerson, ...]
    is_about_family_only: bool
    when: When | None = None


def sections(lines: Sequence[Question], labels: dict[str, str]) -> list[AskedSection]:
    """Return the lines of a sheet by section and person; a person nothing is asked about is left out."""
    found = []
    for section in dict.fromkeys(line.section for line in lines):
        here = [line for line in lines if line.section == section]
        persons = []
        for person in dict.fromkeys(line.person for line in here):
            about = [line for line in here if line.person == person and line.recorded is None]
            if not about:
                continue
            persons.append(
                AskedPerson(
                    label=labels.get(person.ref, ""),
                    open=tuple(line for line in about if not line.item.is_sensitive),
                    private=tuple(line for line in about if line.item.is_sensitive),
                )
            )
        persons.sort(key=lambda person: person.label != labels[FAMILY])
        if persons:
            found.append(
                AskedSection(
                    code=section.code,
                    title=section.title.get(current_language()),
                    persons=tuple(persons),
                    is_about_family_only={line.person.ref for line in here} == {FAMILY},
                    when=section.when,
                )
            )
    return found


def answered(question: Question) -> str:
    """Return the condition under which wish and source of an answer are asked; empty: always."""
    name = forms.field_name(question.item.code, question.person.ref)
    item = question.item
    if item.kind is ItemKind.YES_NO:
        return f"{name}={Presence.PRESENT.value}"
    if item.kind is ItemKind.CHOICE:
        return f"{name}=" + "|".join(f"{forms.VALUE}{value.code}" for value in item.values)
    return ""


def condition(question: Question, lines: Sequence[AskedSection]) -> str:
    """Return the conditions of a line for the page's script, as JSON; empty: always shown.

    A list of conditions that all have to hold: {"any": true|false, "checks": [[fields, operator, value]]}.
    Where the page does not hold the question a condition looks at, the server decides alone.
    """
    return _script(question.item.conditions, question.person, lines)


def section_condition(section: AskedSection, lines: Sequence[AskedSection]) -> str:
    """Return the condition of a whole section that is about the family alone; empty: always shown."""
    if section.when is None or not section.is_about_family_only:
        return ""
    return _script((section.when,), THE_FAMILY, lines)


def _script(whens: Sequence[When], about: Person, lines: Sequence[AskedSection]) -> str:
    here = {
        (one.item.code, one.person): one
        for section in lines
        for person in section.persons
        for one in (*person.open, *person.private)
    }
    found = []
    for when in whens:
        checks = [_check(check, about, here) for check in when.checks]
        if any(not fields for fields, _, _ in checks):
            return ""
        found.append({"any": when.any_is_enough, "checks": checks})
    return json.dumps(found, ensure_ascii=True) if found else ""


def _check(
    check: Check, about: Person, here: dict[tuple[str, Person], Question]
) -> tuple[list[str], str, str | bool | float]:
    asked = [
        one
        for (code, person), one in here.items()
        if code == check.question and (person == about or about.scope is not check.scope)
    ]
    fields = [name for one in asked for name in forms.line_names(one.item, one.person.ref)]
    value = check.value
    is_choice = bool(asked) and asked[0].item.kind is ItemKind.CHOICE
    if check.operator is not Operator.EXISTS and is_choice:
        value = f"{forms.VALUE}{value}"
    return fields, check.operator.value, value


def in_words(question: Question, items: dict[str, Question]) -> str:
    """Say when a line is meant to be asked, for pages without a script."""
    sentences = [_when_in_words(when, items) for when in question.item.conditions]
    return " ".join(sentence for sentence in sentences if sentence)


def _when_in_words(when: When, items: dict[str, Question]) -> str:
    known = [items[check.question].item for check in when.checks if check.question in items]
    named = dict.fromkeys(item.label.get(current_language()) for item in known if not item.is_sensitive)
    if not named:
        return ""
    topics = listed(f"„{label}“" for label in named)
    return gettext("Only where it fits the answer to: %(topics)s.", topics=topics)


def by_code(lines: Sequence[AskedSection]) -> dict[str, Question]:
    """Return one question per item code, to name what a condition looks at."""
    return {
        one.item.code: one
        for section in lines
        for person in section.persons
        for one in (*person.open, *person.private)
    }


def answer_text(question: Question, answer: Answer) -> str:
    """Put an answer into words."""
    if not answer.values:
        return gettext(PRESENCE_LABELS[answer.presence])
    labels = {value.code: value.label.get(current_language()) for value in question.item.values}
    return listed(labels.get(str(value), str(value)) for value in answer.values)
