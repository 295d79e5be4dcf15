"""Rule files: what is wrong is told with path, line and cause, all at once, and nothing ever crashes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

import pytest

from lotsen.referral.rules import InvalidRules, check_rules, load_floor, load_rules
from lotsen.referral.rules.conditions import AllOf, Check
from lotsen.referral.rules.logic import Op
from lotsen.terms import Scope
from tests.referral.mangling import mangled
from tests.scale import scaled

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "rule_mistakes.toml").read_text(encoding="utf-8"))
SOUND: str = TABLE["sound"]
MISTAKES: list[dict[str, str]] = TABLE["mistake"]


def told(text: str) -> list[str]:
    _, problems = check_rules(text, floor=load_floor())
    return [str(problem) for problem in problems]


def test_the_sound_file_is_read() -> None:
    rules = load_rules(SOUND, floor=load_floor())
    assert rules.label == "demo/1"
    first, second = rules.rules
    assert (first.need, first.weight, first.about) == ("N9", 3, Scope.CHILD)
    assert isinstance(first.when, AllOf)
    (age, _) = first.when.parts
    assert isinstance(age, Check)
    assert (age.op, age.operands) == (Op.BETWEEN, (0, 12))
    assert first.sentence.get("en") == "The child cries a lot."
    assert (second.path, second.need) == ("local_help", None)
    assert [case.name for case in rules.cases] == ["Weint"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["name"] for mistake in MISTAKES])
def test_a_mistake_is_told_with_path_line_and_cause(mistake: dict[str, str]) -> None:
    assert mistake["old"] in SOUND
    found = told(SOUND.replace(mistake["old"], mistake["new"], 1))
    assert mistake["says"] in found if "says" in mistake else found


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = (
        SOUND.replace("version: 1", "version: none")
        .replace("need: N9", "need: N99")
        .replace("op: in", "op: lt")
    )
    _, problems = check_rules(text, floor=load_floor())
    assert [problem.path for problem in problems] == ["version", "rules[0].need", "rules[1].when.op"]


def test_a_refused_file_raises_with_its_problems() -> None:
    with pytest.raises(InvalidRules, match=r"rules\[0\]\.need, line 10: unknown need") as refused:
        load_rules(SOUND.replace("need: N9", "need: Z77"))
    assert refused.value.problems


def test_a_case_has_either_persons_or_facts() -> None:
    text = SOUND.replace("    expect:", "    persons: []\n    expect:")
    assert "cases[0], line 22: a case has either persons or facts" in told(text)


def test_a_person_of_a_case_has_facts_of_its_own_scope_only() -> None:
    text = SOUND.replace(
        "    facts: {phase: born, child_age_months: 2, crying: true}",
        "    persons:\n      - {ref: mother, scope: caregiver, facts: {crying: true}}",
    )
    assert "cases[0].persons[0].facts.crying, line 24: “crying” belongs to the scope child" in told(text)


def test_a_rule_of_the_floor_has_no_end_and_no_need() -> None:
    text = SOUND.replace("rule_set: demo", "floor: demo").replace(
        "need: N9", "need: N9\n    valid_until: 2027-01-01"
    )
    found = told(text)
    assert "rules[0].valid_until, line 11: a rule of the safety floor always applies" in found
    assert "rules[0].need, line 10: the safety floor opens paths and finds no needs" in found


@pytest.mark.parametrize(
    "text",
    ["", "   ", "42", "[]", "null", "a: b: c", "\0", "!!python/object:os.system x", "- " * 3000, "{" * 5000],
)
def test_what_is_no_rule_file_is_refused_in_words(text: str) -> None:
    found = told(text)
    assert found
    assert all("line " in problem for problem in found)


def test_a_number_of_five_thousand_digits_is_no_weight() -> None:
    assert told(SOUND.replace("weight: 3", f"weight: {'9' * 5000}"))


WORDS = [
    "rules",
    "when",
    "fact",
    "op",
    "value",
    "all",
    "any",
    "not",
    "null",
    "true",
    "-1",
    "1e999",
    "[]",
    "{}",
    "~",
    "N1",
]
PIECES = [
    "\n",
    "  ",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    '"',
    "&a ",
    "*a",
    "!!x ",
    "|",
    "#",
    "%",
    "\t",
    "\x00",
    "é",
    "\u2028",
]
SMALL = """rule_set: s
version: 1
status: draft
valid_from: 2026-01-01
title: {de: T}
rules:
  - {id: R1, need: N1, weight: 1, when: {any: [{fact: debts, op: is, value: true}, {fact: support, op: in, value: [none]}]}, sentence: {de: S}}
  - {id: R2, need: N9, weight: 2, when: {not: {fact: child_age_months, op: between, value: [0, 12]}}, sentence: {de: S}, valid_from: 2026-02-01}
cases:
  - {name: C, facts: {debts: true}, expect: {needs: [N1], next_question: {person: child, fact: crying}}}
"""  # noqa: E501  # few lines, so that half a million of them are read in time


@pytest.mark.timeout(1_200)
def test_no_mangled_file_crashes_and_each_says_what_is_wrong() -> None:
    random = Random(50)
    refused = 0
    for _ in range(scaled(50_000)):
        text = mangled(SMALL, random, words=WORDS, pieces=PIECES)
        rules, problems = check_rules(text, floor=load_floor())
        assert (rules is None) is bool(problems), text
        for problem in problems:
            assert problem.line >= 1
            assert problem.reason.message % dict(problem.reason.params)
        refused += rules is None
    assert refused > 0
