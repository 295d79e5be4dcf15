"""The shipped rules: the floor is the released one, and every default rule has a green unit case."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import resources

import pytest

from lotsen.referral.rules import (
    FloorDamaged,
    RuleSet,
    RuleSetStatus,
    default_rules,
    evaluate,
    languages_of,
    load_floor,
    rules_without_case,
    run_cases,
)
from lotsen.referral.rules.cases import CaseOutcome
from lotsen.referral.rules.floor import checked_floor
from lotsen.referral.rules.model import Expectation
from lotsen.terms import vocabulary

DATA = resources.files("lotsen.referral").joinpath("data")
SHIPPED: list[tuple[str, RuleSet]] = [("floor", load_floor()), ("default", default_rules())]
OUTCOMES = [outcome for _, rules in SHIPPED for outcome in run_cases(rules, load_floor())]


@pytest.mark.parametrize("outcome", OUTCOMES, ids=[outcome.name for outcome in OUTCOMES])
def test_a_unit_case_of_the_shipped_rules_is_green(outcome: CaseOutcome) -> None:
    assert [reason.message % dict(reason.params) for reason in outcome.differences] == []


@pytest.mark.parametrize(("name", "rules"), SHIPPED)
def test_every_shipped_rule_is_shown_by_a_case(name: str, rules: RuleSet) -> None:
    assert rules_without_case(rules) == ()


@pytest.mark.parametrize(("name", "rules"), SHIPPED)
def test_every_shipped_text_is_there_in_german_and_english(name: str, rules: RuleSet) -> None:
    assert languages_of(rules) >= {"de", "en"}


@pytest.mark.parametrize(("name", "rules"), SHIPPED)
def test_shipped_rules_wait_for_the_sign_off_of_professionals(name: str, rules: RuleSet) -> None:
    assert rules.status is RuleSetStatus.NEEDS_SIGN_OFF


def test_every_need_of_the_catalogue_and_every_burden_has_a_rule() -> None:
    words, rules = vocabulary(), default_rules()
    assert {rule.need for rule in rules.rules} == set(words.needs)
    assert {fact.code for fact in words.facts.values() if fact.need} <= set(rules.facts)


def test_what_a_rule_prefers_usually_answers_its_need() -> None:
    kinds = vocabulary().service_types
    for rule in default_rules().rules:
        for code in rule.prefer:
            assert rule.need in kinds[code].needs, (rule.id, code)


def test_the_needs_that_were_asked_about_most_have_their_services() -> None:
    prefer = {rule.id: rule.prefer for rule in default_rules().rules}
    assert prefer["N11-midwife"] == ("A1", "A2")
    assert prefer["N13-forms"] == prefer["N13-child-benefit"] == ("F1",)
    assert prefer["N13-childcare"] == ("E4",)
    assert prefer["N9-crying"] == ("C1",)


def test_the_floor_covers_exactly_the_paths_of_the_catalogue() -> None:
    assert set(load_floor().paths) == {"self_harm", "violence"}
    assert {rule.path for rule in load_floor().rules} == {"self_harm", "violence"}


def test_the_floor_is_refused_when_a_single_letter_differs() -> None:
    text = DATA.joinpath("safety_floor.yaml").read_text(encoding="utf-8")
    assert checked_floor(text) == load_floor()
    assert checked_floor(text.replace("\n", "\r\n")).paths == load_floor().paths
    with pytest.raises(FloorDamaged):
        checked_floor(text.replace("116 016", "116 017"))


def test_no_shipped_text_labels_a_family() -> None:
    for file in DATA.iterdir():
        text = "\n".join(
            line
            for line in file.read_text(encoding="utf-8").splitlines()
            if not line.lstrip().startswith("#")
        )
        assert re.search(r"risiko|\brisk", text, re.IGNORECASE) is None, file.name


def test_a_red_unit_case_says_what_is_different() -> None:
    floor = load_floor()
    first, *_ = default_rules().cases
    expected = Expectation(
        needs=frozenset({"N2"}), fires=frozenset({"N2-homeless"}), silent=first.expect.fires
    )
    rules = replace(default_rules(), cases=(replace(first, expect=expected),))
    (outcome,) = run_cases(rules, floor)
    assert [reason.message % dict(reason.params) for reason in outcome.differences] == [
        "needs: “N2” was expected and is missing",
        "needs: “N1” was not expected",
        "the rule “N2-homeless” should be: fires",
        "the rule “N1-income” should be: silent",
    ]


def test_an_evaluation_names_the_versions_it_rests_on() -> None:
    rules = default_rules()
    result = evaluate(rules, load_floor(), rules.cases[0].case)
    assert (result.rule_set, result.floor) == ("lotsen-default/1", "lotsen-safety/1")
