"""A rule set that is written and read again is the same; rows stand for the condition they came from."""

import re
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.referral.rules import (
    InvalidRules,
    Rule,
    RuleSet,
    default_rules,
    load_floor,
    load_rules,
    read_title,
    write_rules,
)
from lotsen.referral.rules.compiler import compile_condition
from lotsen.referral.rules.conditions import OPPOSITE, AllOf, AnyOf, Check, Condition, NotOf
from lotsen.referral.rules.facts import PersonFacts
from lotsen.referral.rules.flat import Flat, Joins, Row, condition_of, flat_of
from lotsen.referral.rules.logic import Op
from lotsen.referral.rules.sheet import Sheet
from lotsen.terms import Phase, Scope, Texts, vocabulary
from tests.referral import rules_factory as made
from tests.scale import scaled

FACTS = [vocabulary().facts[code] for code in ("income_worry", "debts", "single_parent")]
AGE = vocabulary().facts["child_age_months"]


@pytest.mark.parametrize("rules", [default_rules(), load_floor()], ids=["shipped", "floor"])
def test_the_title_is_read_without_the_rules_wherever_it_stands(rules: RuleSet) -> None:
    text = write_rules(rules)
    (line,) = re.findall("^title: .*\n", text, re.MULTILINE)
    for written in (text, text.replace(line, "") + line):
        assert read_title(written) == rules.title


def test_the_shipped_rules_and_the_floor_are_the_same_after_writing_and_reading() -> None:
    floor, rules = load_floor(), default_rules()
    assert load_rules(write_rules(rules), floor=floor) == rules
    assert load_rules(write_rules(floor)) == floor


def test_what_is_written_twice_is_the_same_text() -> None:
    text = write_rules(default_rules())
    assert write_rules(load_rules(text, floor=load_floor())) == text


def test_sentences_of_single_conditions_are_the_same_after_writing_and_reading() -> None:
    random, read = Random(6), 0
    for _ in range(scaled(2_000)):
        when = made.with_sentences(random, made.random_condition(random))
        rules = made.rule_set(made.rule("r", when))
        try:
            again = load_rules(write_rules(rules), words=made.WORDS)
        except InvalidRules:
            continue  # a condition that always or never holds, which no file may have
        assert again.rules[0].when == when
        read += 1
    assert read > scaled(500)


@pytest.mark.parametrize("rule", default_rules().rules, ids=lambda rule: str(rule.id))
def test_every_shipped_rule_can_be_shown_as_rows_and_comes_back(rule: Rule) -> None:
    flat = flat_of(rule.when)
    assert flat is not None
    assert condition_of(flat) == rule.when


checks = st.builds(
    lambda fact, op, value: Check(fact, op, (value,)),
    st.sampled_from(FACTS),
    st.sampled_from([Op.IS, Op.IS_NOT]),
    st.booleans(),
)
blocks = st.lists(st.tuples(st.integers(1, 3), checks), min_size=1, max_size=6)


@settings(deadline=None)
@given(st.sampled_from(Joins), blocks)
def test_rows_say_the_same_after_they_were_stored_and_shown_again(
    joins: Joins, rows: list[tuple[int, Check]]
) -> None:
    condition = condition_of(Flat(joins, tuple(Row(check, block) for block, check in rows)))
    again = flat_of(condition)
    assert again is not None
    for values in product((True, False, None), repeat=len(FACTS)):
        assert _truth(condition_of(again), values) is _truth(condition, values)


@settings(deadline=None)
@given(st.sampled_from(sorted(OPPOSITE)), st.integers(0, 30))
def test_a_negated_comparison_is_shown_as_its_opposite_and_knows_as_little(op: Op, limit: int) -> None:
    if op in {Op.IN, Op.NOT_IN}:
        return
    negated = NotOf(Check(AGE, op, (limit,)))
    flat = flat_of(negated)
    assert flat is not None
    for months in (None, limit - 1, limit, limit + 1):
        assert _truth(condition_of(flat), months) is _truth(negated, months)


def test_a_condition_of_three_levels_is_left_to_the_text() -> None:
    yes = Check(FACTS[0], Op.IS, (True,))
    other = Check(FACTS[1], Op.IS, (True,))
    assert flat_of(AllOf((yes, AnyOf((other, AllOf((yes, other))))))) is None
    assert flat_of(AllOf((yes, other), Texts.of({"de": "Beides."}))) is None
    assert flat_of(NotOf(AllOf((yes, other)))) is None


def _truth(condition: Condition, values: tuple[bool | None, ...] | int | None) -> bool | None:
    """Decide a condition where these answers were given to the facts, or to the age."""
    answers = dict(zip(FACTS, values, strict=True)) if isinstance(values, tuple) else {AGE: values}
    known = {fact.code: value for fact, value in answers.items() if value is not None}
    program = compile_condition(condition)
    sheet = Sheet([program], {fact.code: fact for fact in answers})
    persons = [sheet.of_person(PersonFacts("x", scope, values=known)) for scope in Scope]
    return program.run(sheet.together(sheet.of_phases(dict.fromkeys(Phase, True)), *persons)).truth
