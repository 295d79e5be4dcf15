"""Writes the answers of an assessment as QuestionnaireResponse, one for each person they are about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lotsen.intake.domain.answers import Answers
from lotsen.intake.domain.fhir.common import ANSWER
from lotsen.intake.domain.fhir.whens import value_of
from lotsen.intake.domain.fhir.writing import canonical
from lotsen.intake.domain.instrument import Instrument, Question, Section, applicable, shown
from lotsen.intake.domain.item import Answer, Item, ItemKind, Person
from lotsen.terms import Presence

_TYPED = {
    ItemKind.INTEGER: "valueInteger",
    ItemKind.DECIMAL: "valueDecimal",
    ItemKind.DATE: "valueDate",
}


def responses_of(
    instrument: Instrument,
    persons: Sequence[Person],
    answers: Answers,
    *,
    authored: date,
    names: Mapping[str, str],
    completed: bool = True,
) -> dict[str, Any]:
    """Return a Bundle with one response per person (and the family); `names` says how each is called."""
    asked = shown(applicable(instrument, persons), answers)
    entries = [
        {
            "resource": response_of(
                instrument,
                [question for question in asked if question.person == person],
                answers,
                authored=authored,
                about=names.get(person.ref, person.ref),
                completed=completed,
            )
        }
        for person in dict.fromkeys(question.person for question in asked)
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def response_of(
    instrument: Instrument,
    asked: Sequence[Question],
    answers: Answers,
    *,
    authored: date,
    about: str,
    completed: bool = True,
) -> dict[str, Any]:
    """Return the answers to some questions as one response; what has no value says so in our extension."""
    by_item = {question.item.code: question for question in asked}
    items = [
        entry for section in instrument.sections for entry in _section(section, by_item, answers, instrument)
    ]
    response: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{canonical(instrument)}|{_version(instrument)}",
        "status": "completed" if completed else "in-progress",
        "subject": {"display": about},
        "authored": authored.isoformat(),
    }
    if items:
        response["item"] = items
    return response


def _version(instrument: Instrument) -> str:
    kept = dict(instrument.origin).get("version")
    return str(json.loads(kept)) if kept is not None else str(instrument.version)


def _section(
    section: Section, asked: Mapping[str, Question], answers: Answers, instrument: Instrument
) -> list[dict[str, Any]]:
    language = instrument.language
    below = _below(section, None, asked, answers, language)
    if not below or (section.link is None and not section.title):
        return below
    group: dict[str, Any] = {"linkId": section.link or section.code}
    if section.title:
        group["text"] = section.title.get(language)
    return [{**group, "item": below}]


def _below(
    section: Section, within: str | None, asked: Mapping[str, Question], answers: Answers, language: str
) -> list[dict[str, Any]]:
    found = []
    for item in section.items:
        if item.within != within:
            continue
        entry: dict[str, Any] = {"linkId": item.link or item.code, "text": item.text.get(language)}
        if item.kind is ItemKind.GROUP:
            below = _below(section, item.code, asked, answers, language)
            if below:
                found.append({**entry, "item": below})
        elif item.code in asked:
            question = asked[item.code]
            answer = question.recorded or answers.get(item.code, question.person.ref)
            found.append(entry | _answered(item, answer, language))
    return found


def _answered(item: Item, answer: Answer, language: str) -> dict[str, Any]:
    said: dict[str, Any] = {"presence": answer.presence.value}
    if answer.wish:
        said["wish"] = True
    if answer.source is not None:
        said["source"] = answer.source.value
    entry: dict[str, Any] = {"extension": [{"url": ANSWER, "valueString": json.dumps(said, sort_keys=True)}]}
    values = _values(item, answer, language)
    return {**entry, "answer": values} if values else entry


def _values(item: Item, answer: Answer, language: str) -> list[dict[str, Any]]:
    if item.kind is ItemKind.YES_NO:
        known = answer.presence in (Presence.PRESENT, Presence.NOT_PRESENT)
        return [{"valueBoolean": answer.presence is Presence.PRESENT}] if known else []
    if item.kind is ItemKind.CHOICE:
        choices = {choice.code: choice for choice in item.values}
        chosen = [choices[str(value)] for value in answer.values if str(value) in choices]
        return [value_of("value", one, one.label.get(language)) for one in chosen]
    return [{_TYPED.get(item.kind, "valueString"): value} for value in answer.values]
