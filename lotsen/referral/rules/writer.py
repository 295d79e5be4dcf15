"""A rule set as the text of a rule file: what is written here is read back as the very same set."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, NotOf
from lotsen.referral.rules.facts import FactValue, PersonFacts
from lotsen.referral.rules.logic import LISTED, Op
from lotsen.referral.rules.model import Expectation, Rule, RuleSet, UnitCase
from lotsen.terms import Texts

Plain = Mapping[str, Any]


def write_rules(rule_set: RuleSet) -> str:
    """Write a set in the file format: one field a line, conditions and texts in one line each."""
    return "\n".join(_lines(document_of(rule_set))) + "\n"


def document_of(rule_set: RuleSet) -> dict[str, Any]:
    """Return a set as plain lists and mappings, in the order in which people read it."""
    paths = [
        {"id": path.id, "title": _texts(path.title), "contact": _texts(path.contact)}
        for path in rule_set.paths.values()
    ]
    return _there(
        {
            "floor" if rule_set.is_floor else "rule_set": rule_set.id,
            "version": rule_set.version,
            "status": rule_set.status.value,
            "valid_from": rule_set.valid_from.isoformat(),
            "title": _texts(rule_set.title),
            "ranking": dict(rule_set.ranking.changed),
            "paths": paths,
            "rules": [rule_document(rule) for rule in rule_set.rules],
            "cases": [_case(case, rule_set.valid_from) for case in rule_set.cases],
        }
    )


def rule_document(rule: Rule) -> dict[str, Any]:
    """Return one rule as the file has it; what it does not say is left out."""
    return _there(
        {
            "id": rule.id,
            "need": rule.need,
            "path": rule.path,
            "weight": rule.weight or None,
            "prefer": list(rule.prefer),
            "for": rule.about.value,
            "when": condition_document(rule.when),
            "sentence": _texts(rule.sentence),
            "reference": rule.reference,
            "valid_from": _day(rule.valid_from),
            "valid_until": _day(rule.valid_until),
        }
    )


def condition_document(condition: Condition) -> dict[str, Any]:
    """Return a condition as the file has it."""
    match condition:
        case Check(fact=fact, op=op, operands=operands):
            found: dict[str, Any] = {"fact": fact.code, "op": op.value}
            if op is not Op.KNOWN:
                plain = [_value(value) for value in operands]
                found["value"] = plain if op in LISTED or op is Op.BETWEEN else plain[0]
        case NotOf(part=part):
            found = {"not": condition_document(part)}
        case AllOf(parts=parts):
            found = {"all": [condition_document(part) for part in parts]}
        case AnyOf(parts=parts):
            found = {"any": [condition_document(part) for part in parts]}
    if condition.sentence is not None:
        found["sentence"] = _texts(condition.sentence)
    return found


def _case(case: UnitCase, as_of: date) -> dict[str, Any]:
    return _there(
        {
            "name": case.name,
            "as_of": None if case.case.as_of == as_of else case.case.as_of.isoformat(),
            "persons": [_person(person) for person in case.case.persons],
        }
    ) | {"expect": _expectation(case.expect)}


def _person(person: PersonFacts) -> dict[str, Any]:
    return {"ref": person.ref, "scope": person.scope.value} | _there(
        {
            "facts": {code: _value(value) for code, value in person.values.items()},
            "unknown": sorted(person.unknown),
            "not_now": sorted(person.not_now),
        }
    )


def _expectation(expect: Expectation) -> dict[str, Any]:
    question = expect.next_question
    found: dict[str, Any] = {}
    if expect.needs is not None:
        found["needs"] = sorted(expect.needs)
    if expect.paths is not None:
        found["paths"] = sorted(expect.paths)
    parts = {"fires": sorted(expect.fires), "open": sorted(expect.open), "silent": sorted(expect.silent)}
    asked = None if question is None else {"person": question.person_ref, "fact": question.fact}
    return found | _there({**parts, "next_question": asked})


def _there(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}


def _texts(texts: Texts) -> dict[str, str]:
    return dict(texts.pairs)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _value(value: FactValue) -> str | int | float | bool:
    return value.isoformat() if isinstance(value, date) else value


def _lines(document: Plain) -> Iterator[str]:
    for name, value in document.items():
        if isinstance(value, list):
            yield f"\n{name}:"
            for entry in value:
                first = True
                for key, part in entry.items():
                    yield f"  {'- ' if first else '  '}{key}: {_flow(part)}"
                    first = False
        else:
            yield f"{name}: {_flow(value)}"


def _flow(value: object) -> str:
    """Write a value in one line: JSON, which YAML 1.2 reads."""
    return json.dumps(value, ensure_ascii=False)
