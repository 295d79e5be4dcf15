"""The JSON Schema of the rule file: the shipped sets follow it, and it agrees with the reader."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lotsen.referral.rules import check_rules, default_rules, load_floor, rule_file_schema
from lotsen.referral.rules.writer import document_of
from tests.referral import rules_factory as made
from tests.referral.rules_factory import WORDS
from tests.scale import scaled

SCHEMA = Draft202012Validator(rule_file_schema())
STRICT = Draft202012Validator(rule_file_schema(with_codes=True))


def reads(document: object) -> bool:
    text = json.dumps(document, ensure_ascii=False)
    return check_rules(text, floor=load_floor())[0] is not None


def test_the_schema_is_one() -> None:
    for schema in (rule_file_schema(), rule_file_schema(with_codes=True)):
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("rules", [default_rules(), load_floor()], ids=["default", "floor"])
def test_a_shipped_set_follows_the_schema(rules: Any) -> None:
    document = document_of(rules)
    for validator in (SCHEMA, STRICT):
        assert [error.message for error in validator.iter_errors(document)] == []


def test_whatever_the_reader_takes_follows_the_schema() -> None:
    random = Random(81)
    taken = 0
    for _ in range(scaled(2_000)):
        rules = made.rule_set(*(made.rule(f"r{n}", made.random_condition(random)) for n in range(2)))
        document = document_of(rules)
        if check_rules(json.dumps(document), words=WORDS)[0] is not None:
            assert SCHEMA.is_valid(document), document
            taken += 1
    assert taken > 0


SOUND: dict[str, Any] = {
    "rule_set": "demo",
    "version": 1,
    "status": "draft",
    "valid_from": "2026-01-01",
    "title": {"de": "Probe"},
    "paths": [{"id": "local_help", "title": {"de": "Hilfe"}, "contact": {"de": "Anrufen"}}],
    "rules": [
        {
            "id": "R1",
            "need": "N9",
            "weight": 3,
            "prefer": ["C1"],
            "for": "child",
            "when": {
                "all": [
                    {
                        "fact": "child_age_months",
                        "op": "between",
                        "value": [0, 12],
                        "sentence": {"de": "Im ersten Jahr."},
                    },
                    {
                        "any": [{"fact": "crying", "op": "is", "value": True}],
                        "sentence": {"de": "Es weint.", "en": "It cries."},
                    },
                    {
                        "not": {"fact": "feeding", "op": "is", "value": True},
                        "sentence": {"de": "Füttern klappt."},
                    },
                ],
                "sentence": {"de": "Alles zusammen."},
            },
            "sentence": {"de": "Das Kind weint viel."},
            "reference": "Leitlinie",
            "valid_from": "2026-02-01",
        },
        {
            "id": "R2",
            "path": "local_help",
            "when": {"fact": "support", "op": "in", "value": ["none"]},
            "sentence": {"de": "Wenig Hilfe."},
        },
    ],
    "cases": [
        {
            "name": "Weint",
            "facts": {"child_age_months": 2, "crying": True},
            "unknown": ["sleep"],
            "expect": {"needs": ["N9"], "next_question": {"person": "child", "fact": "crying"}},
        },
        {
            "name": "Ruhig",
            "persons": [{"ref": "a", "scope": "child", "facts": {"crying": False}, "not_now": ["sleep"]}],
            "expect": {"silent": ["R1"]},
        },
    ],
}


def test_the_sound_file_is_taken_by_both() -> None:
    assert reads(SOUND)
    assert SCHEMA.is_valid(SOUND)
    assert STRICT.is_valid(SOUND)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for key, part in inner for place in places(part, (*way, key)))]


def at(document: Any, way: tuple[Any, ...]) -> Any:
    for key in way:
        document = document[key]
    return document


def broken(random: Random) -> tuple[dict[str, Any], str]:
    """Break the shape of the sound file in one place; what the vocabulary holds is left alone."""
    document = copy.deepcopy(SOUND)
    way = random.choice([place for place in places(document) if place])
    parent, key = at(document, way[:-1]), way[-1]
    match random.randrange(3):
        case 0:
            del parent[key]
            return document, f"without {way}"
        case 1 if isinstance(parent, dict):
            parent["colour"] = "red"
            return document, f"a field more beside {way}"
        case _:
            parent[key] = random.choice([None, [], {}, 7.5, "", "?", -3, [[]], {"x": 1}])
            return document, f"{parent[key]!r} at {way}"


def test_reader_and_schema_agree_about_every_broken_shape() -> None:
    random = Random(82)
    refused = 0
    for _ in range(scaled(5_000)):
        document, deed = broken(random)
        taken = reads(document)
        if taken:
            assert SCHEMA.is_valid(document), deed
        if not SCHEMA.is_valid(document):
            assert not taken, deed
            refused += 1
    assert refused > scaled(1_000)


SHAPES = [
    ("no name", lambda it: it.pop("rule_set")),
    ("two names", lambda it: it.update(floor="demo")),
    ("no rules", lambda it: it.update(rules=[])),
    ("a field nobody knows", lambda it: it["rules"][0].update(protection_case="open")),
    ("need and path", lambda it: it["rules"][0].update(path="local_help")),
    ("a path with a weight", lambda it: it["rules"][1].update(weight=1)),
    ("a weight too heavy", lambda it: it["rules"][0].update(weight=10)),
    ("no weight", lambda it: it["rules"][0].pop("weight")),
    ("two conditions in one", lambda it: it["rules"][1]["when"].update(any=[])),
    ("no value", lambda it: it["rules"][1]["when"].pop("value")),
    ("a value for known", lambda it: it["rules"][1]["when"].update(op="known")),
    ("one value for in", lambda it: it["rules"][1]["when"].update(value="none")),
    ("a value twice", lambda it: it["rules"][1]["when"].update(value=["none", "none"])),
    ("three values for between", lambda it: it["rules"][0]["when"]["all"][0].update(value=[1, 2, 3])),
    ("no German text", lambda it: it["title"].pop("de")),
    ("no German text of a part", lambda it: it["rules"][0]["when"]["all"][1]["sentence"].pop("de")),
    ("a sentence that is none", lambda it: it["rules"][0]["when"]["all"][2].update(sentence="Satz.")),
    ("a language that is none", lambda it: it["title"].update(German="x")),
    ("a label for a family", lambda it: it["title"].update(de="Risikofamilie")),
    ("a date that is none", lambda it: it.update(valid_from="01.02.2026")),
    ("a case with persons and facts", lambda it: it["cases"][1].update(facts={})),
    ("a status nobody knows", lambda it: it.update(status="live")),
]


@pytest.mark.parametrize("deed", [deed for _, deed in SHAPES], ids=[name for name, _ in SHAPES])
def test_a_broken_shape_is_refused_by_both(deed: Any) -> None:
    document = copy.deepcopy(SOUND)
    deed(document)
    assert not SCHEMA.is_valid(document)
    assert not reads(document)


@pytest.mark.parametrize(
    "deed",
    [
        lambda it: it["rules"][1]["when"].update(fact="suport"),
        lambda it: it["rules"][0].update(need="N99"),
        lambda it: it["rules"][0].update(prefer=["K9"]),
    ],
    ids=["fact", "need", "type of service"],
)
def test_codes_nobody_knows_are_refused_by_the_schema_with_codes(deed: Any) -> None:
    document = copy.deepcopy(SOUND)
    deed(document)
    assert SCHEMA.is_valid(document)
    assert not STRICT.is_valid(document)
    assert not reads(document)
