"""Rules that read well and are no good: each is told, exactly, and rules that are fine are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest

from lotsen.referral.rules import (
    CaseFacts,
    PersonFacts,
    RuleProblem,
    RuleSet,
    Severity,
    Town,
    evaluate,
    load_floor,
    load_rules,
    review,
)
from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, checks
from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import Op
from lotsen.referral.rules.review import Window, can_hold
from lotsen.referral.rules.review.decide import cover_all, implies
from lotsen.terms import Scope
from tests.referral import rules_factory as made
from tests.referral.rules_factory import DAY, EMPTY, FACTS
from tests.referral.test_rules_properties import brute_force, holds, possible
from tests.scale import scaled

HEAD = """rule_set: demo
version: 1
status: draft
valid_from: 2026-01-01
title: {de: Probe}
rules:
"""


def rules(*lines: str, cases: bool = True) -> RuleSet:
    """Read rules of one line each, with a unit case for all unless told."""
    shown = ", ".join(f"R{number}" for number in range(1, len(lines) + 1))
    entries = "".join(
        f"  - {{id: R{number}, sentence: {{de: Satz.}}, {line}}}\n"
        for number, line in enumerate(lines, start=1)
    )
    tail = f"cases:\n  - {{name: Alle, facts: {{}}, expect: {{fires: [{shown}]}}}}\n" if cases else ""
    return load_rules(HEAD + entries + tail, floor=load_floor())


def told(found: tuple[RuleProblem, ...]) -> list[str]:
    return [f"{one.rule} {one.severity}: {one.reason.message % dict(one.reason.params)}" for one in found]


NEVER = "error: the rule can never fire: no family can meet its condition on any day it applies"
DEBTS = "{fact: debts, op: is, value: true}"


IMPOSSIBLE = [
    "{fact: child_age_months, op: gt, value: 324}",
    "{fact: sleep_hours, op: lt, value: 0}",
    "{all: [{fact: child_age_months, op: gt, value: 5}, {fact: child_age_months, op: lt, value: 6}]}",
    "{all: [{fact: birth_date, op: le, value: 2020-06-01}, {fact: child_age_months, op: le, value: 12}]}",
    "{not: {fact: debts, op: known}}",
    "{all: [{fact: debts, op: is, value: true}, {not: {fact: support, op: known}}]}",
]


@pytest.mark.parametrize("when", IMPOSSIBLE)
def test_a_rule_that_no_family_can_meet_is_told(when: str) -> None:
    assert told(review(rules(f"need: N1, weight: 1, when: {when}"))) == [f"R1 {NEVER}"]


@pytest.mark.parametrize(
    "when",
    [
        "{fact: child_age_months, op: ge, value: 324}",
        "{all: [{fact: sleep_hours, op: gt, value: 4}, {fact: sleep_hours, op: lt, value: 5}]}",
        "{all: [{fact: birth_date, op: ge, value: 2026-06-01}, {fact: child_age_months, op: le, value: 12}]}",
    ],
)
def test_a_rule_that_some_family_can_meet_is_left_alone(when: str) -> None:
    assert told(review(rules(f"need: N1, weight: 1, when: {when}"))) == []


def test_age_and_birth_date_are_weighed_on_the_days_the_rule_applies() -> None:
    when = (
        "{all: [{fact: birth_date, op: is, value: 2026-06-01}, {fact: child_age_months, op: is, value: 3}]}"
    )
    line = "need: N1, weight: 1, when: " + when
    assert told(review(rules(line + ", valid_until: 2026-08-31"))) == [f"R1 {NEVER}"]
    assert told(review(rules(line + ", valid_until: 2026-09-01"))) == []
    assert told(review(rules(line + ", valid_from: 2026-10-01"))) == [f"R1 {NEVER}"]


def test_week_and_expected_date_are_weighed_on_the_days_the_rule_applies() -> None:
    when = (
        "{all: [{fact: expected_date, op: is, value: 2026-12-01}, {fact: weeks_pregnant, op: ge, value: 39}]}"
    )
    line = "need: N1, weight: 1, when: " + when
    assert told(review(rules(line + ", valid_until: 2026-11-23"))) == [f"R1 {NEVER}"]
    assert told(review(rules(line + ", valid_until: 2026-11-24"))) == []


def test_a_rule_that_ends_before_the_set_begins_never_runs() -> None:
    found = review(rules(f"need: N1, weight: 1, valid_until: 2025-12-31, when: {DEBTS}"))
    assert told(found) == [
        "R1 error: the rule ends on 2025-12-31, before the rules begin to apply on 2026-01-01: it never runs"
    ]
    assert (found[0].path, found[0].line) == ("rules[0]", 7)


def test_a_rule_that_has_ended_is_told() -> None:
    line = f"need: N1, weight: 1, valid_until: 2026-03-31, when: {DEBTS}"
    assert told(review(rules(line), Town(today=date(2026, 4, 1)))) == [
        "R1 warning: the rule ended on 2026-03-31"
    ]
    assert told(review(rules(line), Town(today=date(2026, 3, 31)))) == []


def test_a_fact_nobody_asks_for_is_told_and_a_rule_that_hangs_on_it_can_never_fire_here() -> None:
    either = "{any: [{fact: debts, op: is, value: true}, {fact: income_worry, op: is, value: true}]}"
    found = rules(f"need: N1, weight: 1, when: {DEBTS}", f"need: N2, weight: 1, when: {either}")
    assert told(review(found, Town(asked=frozenset({"income_worry"})))) == [
        "R1 warning: the rule can never fire here, because no sheet in use asks for: debts",
        "R2 note: no sheet in use asks for “debts”; only the rest of the condition can decide",
    ]
    assert told(review(found, Town(asked=frozenset({"income_worry", "debts"})))) == []


def test_what_follows_from_persons_needs_no_question() -> None:
    found = rules("need: N1, weight: 1, when: {fact: child_age_months, op: le, value: 3}")
    assert told(review(found, Town(asked=frozenset()))) == []


def test_a_need_without_a_service_and_a_type_this_town_has_not_are_told_once_with_their_rules() -> None:
    homeless = "{fact: homeless, op: is, value: true}"
    found = rules(
        f"need: N1, weight: 1, prefer: [B5], when: {DEBTS}",
        f"need: N2, weight: 1, prefer: [B9], when: {homeless}",
        f"need: N1, weight: 1, prefer: [F1, B5], when: {homeless}",
        f"need: N2, weight: 1, when: {DEBTS}",
    )
    town = Town(needs=frozenset({"N1"}), service_types=frozenset({"F1"}))
    assert told(review(found, town)) == [
        " note: the directory has no service of the type B5, which these rules prefer: R1, R3",
        " warning: no service in the directory answers the need N2, which these rules find: R2, R4",
    ]


def test_rows_that_say_the_same_are_told_and_rows_at_odds_as_well() -> None:
    other = "{not: {fact: debts, op: is_not, value: true}}"
    found = rules(
        f"need: N1, weight: 1, when: {DEBTS}",
        f"need: N1, weight: 1, when: {other}",
        f"need: N1, weight: 3, when: {other}",
        f"need: N2, weight: 3, when: {other}",
    )
    assert told(review(found)) == [
        "R2 warning: “R1” says the same: same condition, same result",
        "R3 warning: “R1” has the same condition and the same result, and another weight or other services",
        "R3 warning: “R2” has the same condition and the same result, and another weight or other services",
    ]


def test_a_row_within_another_is_told_once_with_the_sum() -> None:
    both = f"{{all: [{DEBTS}, {{fact: income_worry, op: is, value: true}}]}}"
    found = rules(f"need: N1, weight: 2, when: {DEBTS}", f"need: N1, weight: 3, when: {both}")
    assert told(review(found)) == [
        "R2 note: whenever this rule holds, “R1” holds as well, and the weights add up to 5"
    ]


def test_rows_on_different_days_do_not_overlap() -> None:
    found = rules(
        f"need: N1, weight: 2, valid_until: 2026-06-30, when: {DEBTS}",
        f"need: N1, weight: 3, valid_from: 2026-07-01, when: {DEBTS}",
    )
    assert told(review(found)) == []


def test_two_rows_that_leave_nobody_out_are_told() -> None:
    found = rules(
        f"need: N1, weight: 2, when: {DEBTS}",
        "need: N1, weight: 2, when: {fact: debts, op: is, value: false}",
    )
    assert told(review(found)) == [
        "R2 warning: this rule and “R1” together hold for every family, whatever is known"
    ]


def test_a_rule_without_a_unit_case_is_told() -> None:
    found = rules(f"need: N1, weight: 1, when: {DEBTS}", cases=False)
    assert told(review(found)) == ["R1 warning: no unit case shows that the rule “R1” fires"]


def test_warnings_and_notes_keep_no_set_from_being_used() -> None:
    found = review(rules(f"need: N1, weight: 1, when: {DEBTS}", cases=False))
    assert {one.severity for one in found} == {Severity.WARNING}


def small_conditions(random: Random) -> Iterator[Condition]:
    while True:
        condition = made.random_condition(random, 2)
        if len({check.fact.code for check in checks(condition)}) <= 3:
            yield condition


def bounded(code: str) -> list[FactValue]:
    """Return every value of the small vocabulary that lies within a fact's bounds, halves among them."""
    entry = next(entry for entry in FACTS if entry.code == code)
    found = possible(entry)
    return [value for value in found if not isinstance(value, float) or 0 <= value <= 6]


def worlds(*conditions: Condition) -> Iterator[dict[str, FactValue]]:
    """Go through every family in which everything is known."""
    codes = {check.fact.code for condition in conditions for check in checks(condition)} | {"phase"}
    for values in product(*(bounded(code) for code in sorted(codes))):
        world = dict(zip(sorted(codes), values, strict=True))
        yield world | {f"known {code}": True for code in codes}


def test_whether_a_rule_can_ever_hold_is_exact() -> None:
    random = Random(61)
    never = 0
    source = small_conditions(random)
    for _ in range(scaled(4_000)):
        condition = next(source)
        expected = any(holds(condition, world) for world in worlds(condition))
        assert can_hold(condition) is expected, condition
        never += not expected
    assert never > 0


def test_whether_one_rule_follows_from_another_is_exact() -> None:
    random = Random(62)
    source = small_conditions(random)
    found = {True: 0, False: 0}
    while found[True] + found[False] < scaled(1_000):
        first, second = next(source), next(source)
        if len({check.fact.code for one in (first, second) for check in checks(one)}) > 3:
            continue
        pairs = [(holds(first, world), holds(second, world)) for world in worlds(first, second)]
        follows = all(there or not here for here, there in pairs)
        assert implies(first, second) is follows, (first, second)
        assert cover_all(first, second) is all(here or there for here, there in pairs)
        found[follows] += 1
    assert min(found.values()) > 0


def test_a_rule_that_is_said_never_to_fire_never_does() -> None:
    random = Random(63)
    for _ in range(scaled(2_000)):
        condition = made.random_condition(random, 2)
        if can_hold(condition) is not False:
            continue
        for _ in range(5):
            case = made.random_case(random)
            assert evaluate(made.rule_set(made.rule("r", condition)), EMPTY, case).needs == ()


def test_whether_a_rule_can_hold_without_a_question_is_exact() -> None:
    random = Random(64)
    source = small_conditions(random)
    found = {True: 0, False: 0}
    while found[True] + found[False] < scaled(1_000):
        condition = next(source)
        codes = {check.fact.code for check in checks(condition)} | {"phase"}
        if len(codes) == 1:
            continue
        unasked = random.choice(sorted(codes - {"phase"}))
        asked = sorted(codes - {unasked})
        fires = any(
            brute_force(condition, dict(zip(asked, values, strict=True)))[0] is True
            for values in product(*map(bounded, asked))
        )
        assert can_hold(condition, unasked=frozenset({unasked})) is fires, (condition, unasked)
        found[fires] += 1
    assert min(found.values()) > 0


@pytest.mark.timeout(60)
def test_the_widest_rule_and_the_longest_set_are_reviewed_in_time() -> None:
    names = [entry for entry in FACTS if entry.kind.value == "yes_no"]
    wide = AllOf(
        tuple(
            AnyOf(tuple(Check(random.choice(names), Op.IS, (random.random() < 0.5,)) for _ in "abc"))
            for random in [Random(number) for number in range(8)]
        )
    )
    assert can_hold(wide) in (True, False)
    random = Random(65)
    many = made.rule_set(*(made.rule(f"r{n}", made.random_condition(random, 1)) for n in range(60)))
    assert review(replace(many, valid_from=DAY - timedelta(days=1)))


def test_the_window_of_a_rule_holds_both_its_days() -> None:
    day = Window(DAY, DAY)
    assert not day.is_empty
    assert day.within(Window(DAY + timedelta(days=1), date.max)).is_empty


def test_a_child_that_is_not_born_yet_has_no_age() -> None:
    case = CaseFacts(
        DAY, (PersonFacts("child", Scope.CHILD, values={"phase": "pregnant", "child_age_months": 2}),)
    )
    found = rules("need: N1, weight: 1, when: {fact: child_age_months, op: le, value: 3}")
    assert evaluate(found, load_floor(), case).needs == ()


def test_a_reason_missing_in_a_language_of_the_file_is_told_rule_by_rule() -> None:
    more = "sentence: {de: Auch., tr: Da.}"
    found = rules(
        f"need: N1, weight: 1, when: {DEBTS}",
        "need: N2, weight: 1, when: {fact: no_midwife, op: is, value: true, " + more + "}",
    )
    assert told(review(found)) == [
        "R1 warning: the reason is missing in: tr",
        "R2 warning: the reason is missing in: tr",
    ]
    other = rules("need: N2, weight: 1, when: {fact: no_midwife, op: is, value: true, " + more + "}")
    assert told(review(other)) == ["R1 warning: the reason is missing in: tr"]


def test_a_condition_whose_sentence_lacks_a_language_or_is_never_told_is_named() -> None:
    said = "{fact: no_midwife, op: is, value: true, sentence: {de: Keine Hebamme.}}"
    spoken = HEAD + (
        "  - {id: R1, need: N1, weight: 1, sentence: {de: Satz., en: Sentence.}, when: {not: " + said + "}}\n"
        "  - {id: R2, need: N2, weight: 1, sentence: {de: Satz., en: Sentence.}, when: " + said + "}\n"
        "cases:\n  - {name: Alle, facts: {}, expect: {fires: [R1, R2]}}\n"
    )
    assert told(review(load_rules(spoken))) == [
        "R1 warning: the sentence of one of its conditions is missing in: en",
        "R1 note: a sentence under “not” is never told, because its condition must not hold",
        "R2 warning: the sentence of one of its conditions is missing in: en",
    ]
