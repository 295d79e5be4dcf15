"""Evaluating rules: each person on its own, dates, phases, open questions and the order in which to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lotsen.referral.rules import (
    CaseFacts,
    Evaluation,
    FactRef,
    PersonFacts,
    evaluate,
    load_floor,
    person_facts,
)
from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, NotOf
from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import Op
from lotsen.terms import Presence, Scope, Texts, vocabulary
from tests.referral import rules_factory as made
from tests.referral.rules_factory import DAY, EMPTY, FACTS

FACT = {entry.code: entry for entry in FACTS}
CRIES = Check(FACT["cries"], Op.IS, (True,))
TIRED = Check(FACT["tired"], Op.IS, (True,))
DEBTS = Check(FACT["debts"], Op.IS, (True,))
YOUNG = Check(FACT["age"], Op.LE, (2,))
SOON = Check(FACT["due"], Op.LE, (date(2026, 12, 3),))


def child(ref: str = "child", **values: FactValue) -> PersonFacts:
    return PersonFacts(ref, Scope.CHILD, ref, values, frozenset({"cries"} - set(values)))


def parent(ref: str = "mother", **values: FactValue) -> PersonFacts:
    return PersonFacts(ref, Scope.CAREGIVER, ref, values, frozenset({"tired"} - set(values)))


def family(**values: FactValue) -> PersonFacts:
    return PersonFacts("family", Scope.FAMILY, "", values, frozenset({"debts", "help"} - set(values)))


def run(condition: object, *persons: PersonFacts, **fields: object) -> Evaluation:
    rule = made.rule("r", condition, **fields)  # type: ignore[arg-type]  # conditions of any shape
    return evaluate(made.rule_set(rule), EMPTY, CaseFacts(DAY, persons))


def test_a_fact_of_a_child_is_the_need_of_that_child_only() -> None:
    result = run(CRIES, child("one", cries=True), child("two", cries=False), child("three"))
    assert [need.person_ref for need in result.needs] == ["one"]
    assert [entry.person_ref for entry in result.open] == ["three"]


def test_a_fact_of_a_caregiver_is_the_need_of_that_caregiver_only() -> None:
    result = run(TIRED, parent("mother", tired=False), parent("father", tired=True))
    assert [need.person_ref for need in result.needs] == ["father"]


def test_facts_of_the_family_are_shared_by_its_children() -> None:
    result = run(
        AllOf((CRIES, DEBTS)), child("one", cries=True), child("two", cries=True), family(debts=True)
    )
    assert [need.person_ref for need in result.needs] == ["one", "two"]


def test_a_family_rule_holds_once_one_child_is_enough() -> None:
    both = (child("one", phase="born", age=5), child("two", phase="born", age=1))
    result = run(AllOf((DEBTS, YOUNG)), *both, family(debts=True), about=Scope.FAMILY)
    assert [need.person_ref for need in result.needs] == ["family"]


def test_nobody_recorded_is_not_known_rather_than_no() -> None:
    result = run(CRIES, family())
    assert result.needs == ()
    assert [entry.facts for entry in result.open] == [(FactRef("child", "cries"),)]
    assert result.to_clarify == (FactRef("child", "cries"),)


def test_a_fact_of_pregnancy_says_nothing_about_a_born_child() -> None:
    born = child(phase="born")
    assert run(SOON, born).open == ()
    assert run(NotOf(SOON), born).needs == ()


def test_without_a_phase_the_phase_itself_is_missing() -> None:
    (entry,) = run(SOON, child()).open
    assert [ref.fact for ref in entry.facts] == ["phase", "due"]


def test_a_fact_of_a_parent_with_a_phase_asks_for_any_child_in_it() -> None:
    after_birth = replace(FACT["tired"], phase=FACT["age"].phase)
    check = Check(after_birth, Op.IS, (True,))
    expected, born = child("one", phase="pregnant"), child("two", phase="born")
    assert run(check, expected, parent(tired=True)).needs == ()
    assert len(run(check, expected, born, parent(tired=True)).needs) == 1
    assert len(run(check, child(), parent(tired=True)).open) == 1


def test_an_impossible_value_is_not_known_rather_than_no() -> None:
    assert len(run(CRIES, child(cries="perhaps")).open) == 1
    assert len(run(YOUNG, child(phase="born", age=float("nan"))).open) == 1
    assert len(run(YOUNG, child(phase="grown", age=1)).open) == 1


def test_a_date_may_be_given_as_text() -> None:
    assert len(run(SOON, child(phase="pregnant", due="2026-12-02")).needs) == 1


def test_a_rule_applies_between_its_dates_only() -> None:
    dated = {"valid_from": date(2026, 12, 1), "valid_until": date(2026, 12, 31)}
    crying = child(cries=True)
    assert run(CRIES, crying, **dated).needs
    rule = made.rule_set(made.rule("r", CRIES, **dated))
    for day in (date(2026, 11, 30), date(2027, 1, 1)):
        assert evaluate(rule, EMPTY, CaseFacts(day, (crying,))).needs == ()


def test_weights_add_up_and_every_sentence_is_kept_once() -> None:
    why = Texts.of({"de": "Es weint."})
    first = made.rule("a", replace(CRIES, sentence=why), weight=2)
    second = made.rule("b", AnyOf((CRIES, YOUNG)), weight=3)
    case = CaseFacts(DAY, (child(cries=True, phase="born"),))
    (need,) = evaluate(made.rule_set(first, second), EMPTY, case).needs
    assert (need.weight, need.rule_ids) == (5, ("a", "b"))
    assert need.reasons == (made.SAID, why)


def test_a_sentence_under_a_not_is_not_told() -> None:
    quiet = NotOf(
        replace(CRIES, sentence=Texts.of({"de": "Es weint."})), sentence=Texts.of({"de": "Es ist ruhig."})
    )
    (need,) = run(quiet, child(cries=False)).needs
    assert [reason.get("de") for reason in need.reasons] == ["Satz.", "Es ist ruhig."]


def told(when: AnyOf | AllOf | NotOf, *persons: PersonFacts) -> list[Condition]:
    (need,) = run(when, *persons).needs
    return [part for one in need.because for part in one.conditions]


def test_only_the_conditions_that_made_a_rule_hold_are_told() -> None:
    both = AllOf((replace(CRIES, sentence=Texts.of({"de": "Es weint."})), TIRED))
    either = AnyOf((both, DEBTS))
    assert told(either, child(cries=True), parent(tired=False), family(debts=True)) == [DEBTS]
    assert told(either, child(cries=True), parent(tired=True), family(debts=True)) == [*both.parts, DEBTS]
    (need,) = run(either, child(cries=True), parent(), family(debts=True)).needs
    assert need.reasons == (made.SAID,)


def test_a_part_with_a_sentence_speaks_for_its_comparisons_but_not_for_those_with_their_own() -> None:
    cries = replace(CRIES, sentence=Texts.of({"de": "Es weint."}))
    both = AllOf((cries, DEBTS), sentence=Texts.of({"de": "Beides."}))
    when = AllOf((both, TIRED))
    assert told(when, child(cries=True), parent(tired=True), family(debts=True)) == [both, cries, TIRED]


def test_what_does_not_hold_is_told_as_its_opposite() -> None:
    neither = NotOf(AnyOf((CRIES, YOUNG)))
    between = Check(FACT["sleep"], Op.BETWEEN, (2, 4))
    old = Check(FACT["age"], Op.GT, (2,))
    quiet = Check(FACT["cries"], Op.IS_NOT, (True,))
    assert told(neither, child(cries=False, phase="born", age=5)) == [quiet, old]
    assert told(AllOf((CRIES, NotOf(between))), child(cries=True), parent(sleep=7)) == [CRIES, NotOf(between)]


def test_of_two_caregivers_only_those_a_rule_holds_with_give_reasons() -> None:
    short = Check(FACT["sleep"], Op.LT, (4,))
    when = AllOf((CRIES, AnyOf((TIRED, short))))
    rested, worn_out = parent("a", tired=False, sleep=8), parent("b", tired=True, sleep=7)
    assert told(when, child(cries=True), rested, worn_out) == [CRIES, TIRED]


def test_always_and_never_are_decided_before_anybody_asks() -> None:
    either = AnyOf((CRIES, NotOf(CRIES)))
    assert len(run(either, child()).needs) == 1
    assert run(NotOf(either), child()).open == ()


def test_the_floor_asks_first_then_the_question_that_tells_most() -> None:
    floor = made.rule_set(made.path_rule("f", TIRED, "help"), is_floor=True)
    rules = made.rule_set(made.rule("light", CRIES, weight=1), made.rule("heavy", DEBTS, weight=9))
    result = evaluate(rules, floor, CaseFacts(DAY, (child(), parent(), family())))
    assert [(question.fact, question.is_due) for question in result.questions] == [
        ("tired", True),
        ("debts", False),
        ("cries", False),
    ]
    assert result.next_question == result.questions[0]
    assert result.due == (FactRef("mother", "tired"),)


def test_a_question_with_a_nearly_certain_answer_tells_little() -> None:
    rare = made.rule("rare", Check(FACT["sleep"], Op.LT, (1,)), weight=3)
    even = made.rule("even", TIRED, weight=3)
    mother = PersonFacts("mother", Scope.CAREGIVER, not_asked=frozenset({"sleep", "tired"}))
    result = evaluate(made.rule_set(rare, even), EMPTY, CaseFacts(DAY, (mother,)))
    assert [question.fact for question in result.questions] == ["tired", "sleep"]
    assert result.questions[0].value > result.questions[1].value > 0


def test_asked_and_unknown_is_cleared_up_and_not_now_becomes_a_private_task() -> None:
    mother = PersonFacts("mother", Scope.CAREGIVER, not_now=frozenset({"tired"}))
    floor = made.rule_set(made.path_rule("f", TIRED, "help"), is_floor=True)
    household = PersonFacts("family", Scope.FAMILY)
    result = evaluate(made.rule_set(made.rule("r", DEBTS)), floor, CaseFacts(DAY, (mother, household)))
    assert result.questions == ()
    assert result.next_question is None
    assert result.due == ()
    assert result.to_clarify == (FactRef("family", "debts"),)
    assert result.private_tasks == (FactRef("mother", "tired"),)


def test_what_the_floor_misses_is_due_only_while_nobody_has_asked() -> None:
    floor = made.rule_set(made.path_rule("f", TIRED, "help"), is_floor=True)

    def of(mother: PersonFacts) -> tuple[object, ...]:
        found = evaluate(EMPTY, floor, CaseFacts(DAY, (mother,)))
        return found.due, found.private_tasks, found.to_clarify, [it.is_due for it in found.questions]

    tired, who = frozenset({"tired"}), Scope.CAREGIVER
    ref = FactRef("mother", "tired")
    assert of(PersonFacts("mother", who, not_asked=tired)) == ((ref,), (), (), [True])
    assert of(PersonFacts("mother", who)) == ((ref,), (), (ref,), [])
    assert of(PersonFacts("mother", who, unknown=tired)) == ((), (ref,), (), [])
    assert of(PersonFacts("mother", who, not_now=tired)) == ((), (ref,), (), [])
    assert of(PersonFacts("mother", who, values={"tired": False})) == ((), (), (), [])
    nobody = evaluate(EMPTY, floor, CaseFacts(DAY, ()))
    assert nobody.due == (FactRef("caregiver", "tired"),)


def test_the_floor_keeps_its_own_words_when_a_local_set_uses_the_same_path() -> None:
    floor, local = load_floor(), made.rule_set(made.path_rule("x", DEBTS, "violence"))
    (path,) = evaluate(local, floor, CaseFacts(DAY, (family(debts=True),))).paths
    assert path.contact == floor.paths["violence"].contact


def test_answers_become_facts_in_five_ways() -> None:
    person = person_facts(
        "mother",
        Scope.CAREGIVER,
        label="Mutter",
        answers={
            "exhaustion": Presence.PRESENT,
            "anxiety": Presence.NOT_PRESENT,
            "isolation": Presence.UNKNOWN,
            "smoking": Presence.NOT_ASKED,
            "violence_now": Presence.NOT_NOW,
            "sleep_hours": 5,
            "debts": Presence.PRESENT,
            "nonsense": True,
        },
        askable=[
            "exhaustion",
            "anxiety",
            "isolation",
            "smoking",
            "violence_now",
            "overwhelmed",
            "debts",
            "phase",
        ],
        vocabulary=vocabulary(),
    )
    assert person.values == {"exhaustion": True, "anxiety": False, "sleep_hours": 5}
    assert person.not_asked == {"smoking", "overwhelmed"}
    assert person.not_now == {"violence_now"}
    assert person.unknown == {"isolation"}
