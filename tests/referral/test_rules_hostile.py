"""Files made to do harm: each is refused in words, in bounded time and memory, as rules and as facts."""

from __future__ import annotations

import resource
import time
from random import Random

import pytest

from lotsen.referral.rules import (
    InvalidRules,
    RuleProblem,
    Severity,
    check_rules,
    load_floor,
    read_facts,
    review,
)
from lotsen.referral.rules.conditions import AllOf, Check
from lotsen.referral.rules.logic import Op
from lotsen.referral.rules.review.pairs import MOST_PAIRS, NOT_ALL
from tests.referral import rules_factory as made
from tests.referral.mangling import mangled
from tests.referral.rules_factory import DAY
from tests.scale import scaled

MOST_SECONDS = 15
MOST_KILOBYTES = 300_000


def nested(depth: int) -> str:
    return "".join(f"{' ' * level}a:\n" for level in range(depth))


HOSTILE = {
    "a bomb of aliases": "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]",
    "a bomb of merges": "a: &a {x: 1}\nb: {<<: [*a, *a]}",
    "an alias of itself": "a: &a [*a]",
    "brackets without end": "[" * 100_000,
    "braces without end": "rules: " + "{a: " * 150,
    "lists in lists": "- " * 50_000,
    "questions in questions": "? " * 5_000,
    "keys in keys": nested(500),
    "a number of many digits": f"version: {'9' * 150_000}",
    "a number beyond all": "version: 1e400000",
    "a number with many underscores": f"version: 1{'_' * 100_000}",
    "not a number": "version: .nan",
    "a number in disguise": "version: !!float nan",
    "a tag of python": "rules: !!python/object/apply:os.system ['true']",
    "a tag of its own": "!<tag:example.org,2026:x> rules: 1",
    "a set": "rules: !!set {a, b}",
    "binary data": "rules: !!binary aGVsbG8=",
    "a key twice": "version: 1\nversion: 2",
    "a key that is a list": "? [a, b]\n: c",
    "a NUL": "rule_set: a\0b",
    "a lone surrogate": "rule_set: \ud800",
    "an escaped surrogate": 'rule_set: "\\ud800"',
    "an escape without end": 'rule_set: "\\x',
    "a byte order mark inside": "rule_set: \ufeff\ufeffa",
    "control signs": "rule_set: \x01\x02\x1b[31m",
    "several documents": "--- a\n--- b\n" * 500,
    "directives": "%YAML 9.9\n%TAG ! x:\n--- a",
    "a directive without end": "%" * 50_000,
    "a text without end": "rule_set: '" + "x" * 150_000,
    "a long folded text": "rule_set: >\n" + "  word\n" * 20_000,
    "tabs": "\t\t\trules:\n\t\t- a",
    "too long": "# " + "x" * 300_000,
    "many empty rules": "rules:\n" + "  - {}\n" * 10_000,
    "many wide rules": "rules: [" + "{}," * 50_000 + "]",
    "one very wide mapping": "\n".join(f"k{number}: 1" for number in range(10_000)),
    "digits of other scripts": "version: ٣",
    "a turned text": "rule_set: \u202eabc",
    "an escaped NUL in a text": 'title: {de: "a\\0b"}',
    "an escaped surrogate in a text": 'title: {de: "a\\ud800b"}',
    "an escaped surrogate as a name": '"\\ud800": 1',
    "an escaped terminal sign": 'title: {de: "a\\e[31mb"}',
    "an escaped turn": 'title: {de: "a\\u202eb"}',
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_words_time_and_memory(text: str) -> None:
    begun, used = time.process_time(), kilobytes()
    rules, problems = check_rules(text, floor=load_floor())
    with pytest.raises(InvalidRules) as refused:
        read_facts(text, today=DAY)
    assert rules is None
    assert time.process_time() - begun < MOST_SECONDS
    assert kilobytes() - used < MOST_KILOBYTES
    for problem in (*problems, *refused.value.problems):
        assert_is_told(problem)


def kilobytes() -> int:
    """Return the most memory this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def assert_is_told(problem: RuleProblem) -> None:
    assert problem.line >= 1
    told = problem.reason.message % dict(problem.reason.params)
    assert told
    assert all(len(str(value)) < 500 for value in problem.reason.params.values())


FACTS = """as_of: 2026-12-01
persons:
  - {ref: baby, scope: child, facts: {birth_date: 2026-11-20, crying: present}, unknown: [sleep]}
  - {ref: family, scope: family, facts: {support: little, debts: true}}
wishes: {languages: [ar, de], interpreter: true, latitude: 51.2}
"""
PIECES = [
    "\0",
    "\ud800",
    "&a ",
    "*a",
    "!!x ",
    "{",
    "}",
    "[",
    "]",
    "<<: ",
    "9" * 50,
    "- ",
    "? ",
    "\t",
    "%",
    "'",
]
WORDS = [
    "facts",
    "present",
    "not_now",
    "null",
    "-1",
    "1e999",
    "~",
    "{}",
    "[]",
    "2026-02-30",
    "child",
    "\u2028",
]


@pytest.mark.timeout(1_200)
def test_no_mangled_facts_file_crashes_and_each_says_what_is_wrong() -> None:
    random = Random(91)
    refused = 0
    for _ in range(scaled(20_000)):
        text = mangled(FACTS, random, words=WORDS, pieces=PIECES)
        try:
            read_facts(text, today=DAY)
        except InvalidRules as told:
            refused += 1
            for problem in told.problems:
                assert_is_told(problem)
    assert refused > 0


def test_more_pairs_of_rules_than_can_be_compared_are_told_and_not_waited_for() -> None:
    fact = {entry.code: entry for entry in made.FACTS}
    when = AllOf((Check(fact["debts"], Op.IS, (True,)), Check(fact["sleep"], Op.LT, (3,))))
    many = made.rule_set(*(made.rule(f"r{n}", when) for n in range(150)))
    found = review(many)
    (left,) = [one for one in found if one.reason.message == NOT_ALL]
    assert left.severity is Severity.NOTE
    assert left.reason.params == {"most": MOST_PAIRS}


def test_a_family_of_a_hundred_persons_is_refused() -> None:
    persons = "".join(f"  - {{ref: p{n}, scope: child}}\n" for n in range(100))
    with pytest.raises(InvalidRules) as refused:
        read_facts(f"persons:\n{persons}", today=DAY)
    (problem,) = refused.value.problems
    assert (problem.path, problem.reason.params) == ("persons", {"most": 40})
