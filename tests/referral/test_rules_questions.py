"""What to ask next: always something that could still decide a result, help at once first, with its why."""

from __future__ import annotations

from random import Random

from lotsen.referral.rules import (
    Evaluation,
    FactRef,
    RuleSet,
    default_rules,
    evaluate,
    invented_cases,
    load_floor,
)
from lotsen.referral.rules.model import MOST_WEIGHT
from lotsen.referral.rules.results import ALONE, DUE
from lotsen.terms import vocabulary
from tests.referral import rules_factory as made
from tests.scale import scaled


def asked_of(result: Evaluation) -> list[FactRef]:
    return [FactRef(question.person_ref, question.fact) for question in result.questions]


def check_questions(result: Evaluation, rules: RuleSet, floor: RuleSet) -> None:
    """Compare each question with the rules that are still open."""
    weights = {rule.id: rule.weight or MOST_WEIGHT for rule in (*rules.rules, *floor.rules)}
    waiting: dict[FactRef, set[str]] = {}
    for entry in result.open:
        for ref in entry.facts:
            waiting.setdefault(ref, set()).add(entry.rule_id)
    on_floor = {rule.id for rule in floor.rules}
    for question in result.questions:
        ref = FactRef(question.person_ref, question.fact)
        assert set(question.rule_ids) == waiting[ref]
        assert question.is_due is bool(waiting[ref] & on_floor)
        opened = sum(weights[entry.rule_id] for entry in result.open if ref in entry.facts)
        assert 0 <= question.value <= opened / 4 + 1e-9
    assert len(asked_of(result)) == len(set(asked_of(result)))
    order = [(not question.is_due, -question.value) for question in result.questions]
    assert order == sorted(order)


def test_the_next_question_is_always_one_that_an_open_result_waits_for() -> None:
    random = Random(101)
    asked = 0
    for _ in range(scaled(5_000)):
        rules = made.rule_set(
            *(made.rule(f"r{n}", made.random_condition(random, 2), weight=n) for n in (1, 5, 9))
        )
        floor = made.rule_set(made.path_rule("f", made.random_condition(random, 1), "help"), is_floor=True)
        result = evaluate(rules, floor, made.random_case(random))
        check_questions(result, rules, floor)
        asked += result.next_question is not None
    assert asked > 0


def test_the_shipped_rules_ask_only_what_is_still_open_of_invented_families() -> None:
    rules, floor = default_rules(), load_floor()
    for case in invented_cases(scaled(1_000), seed=21):
        result = evaluate(rules, floor, case)
        check_questions(result, rules, floor)
        people = {person.ref: person for person in case.persons}
        for ref in asked_of(result):
            assert ref.fact in people[ref.person_ref].not_asked
        if any(question.is_due for question in result.questions):
            assert result.questions[0].is_due


def test_answering_the_next_questions_one_after_another_comes_to_an_end() -> None:
    random = Random(102)
    rules, floor = default_rules(), load_floor()
    facts = vocabulary().facts
    for case in invented_cases(scaled(50), seed=22):
        seen: set[FactRef] = set()
        while (question := evaluate(rules, floor, case).next_question) is not None:
            ref = FactRef(question.person_ref, question.fact)
            assert ref not in seen
            seen.add(ref)
            case = made.with_answer(
                case, ref.person_ref, ref.fact, made.random_value(random, facts[ref.fact])
            )
        result = evaluate(rules, floor, case)
        assert set(result.due) <= set(result.to_clarify)


def test_every_question_says_why_it_is_asked() -> None:
    rules, floor = default_rules(), load_floor()
    for case in invented_cases(scaled(300), seed=23):
        for question in evaluate(rules, floor, case).questions:
            assert question.needs or question.paths
            said = [reason.message for reason in question.reasons]
            assert said
            assert (DUE in said) is question.is_due
            assert (ALONE in said) is question.is_sensitive
            assert [reason.params["need"] for reason in question.reasons if reason.params] == list(
                question.needs
            )


def test_what_is_hard_to_speak_about_is_marked() -> None:
    rules, floor = default_rules(), load_floor()
    (case,) = invented_cases(1, seed=24)
    facts = vocabulary().facts
    for question in evaluate(rules, floor, case).questions:
        assert question.is_sensitive is facts[question.fact].sensitive
