"""Rule sets written, compared, adopted from another town and dry-run; facts read from a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from lotsen.referral.rules import (
    EXAMPLE,
    CaseFacts,
    DryRun,
    InvalidRules,
    PersonFacts,
    RuleSet,
    RuleSetStatus,
    adopt,
    check_rules,
    default_rules,
    default_rules_text,
    diff_sets,
    dry_run,
    evaluate,
    invented_cases,
    load_floor,
    load_rules,
    read_facts,
    write_rules,
)
from lotsen.referral.rules.conditions import Check
from lotsen.referral.rules.logic import Op
from lotsen.terms import Scope
from tests.referral import rules_factory as made
from tests.referral.rules_factory import DAY, EMPTY, FACTS, WORDS
from tests.scale import scaled

FACT = {entry.code: entry for entry in FACTS}
TIRED = Check(FACT["tired"], Op.IS, (True,))
DEBTS = Check(FACT["debts"], Op.IS, (True,))


@pytest.mark.parametrize("rules", [default_rules(), load_floor()], ids=["default", "floor"])
def test_a_shipped_set_is_read_back_as_it_was_written(rules: RuleSet) -> None:
    floor = None if rules.is_floor else load_floor()
    assert load_rules(write_rules(rules), floor=floor) == rules


def test_any_set_is_read_back_as_it_was_written() -> None:
    random = Random(71)
    read = 0
    for _ in range(scaled(2_000)):
        rules = made.rule_set(*(made.rule(f"r{n}", made.random_condition(random)) for n in range(3)))
        found, problems = check_rules(write_rules(rules), words=WORDS)
        if found is None:
            told = {problem.reason.message for problem in problems}
            assert all("hold" in message or "twice" in message for message in told), told
            continue
        assert found == rules
        read += 1
    assert read > 0


def changed(**fields: object) -> RuleSet:
    first, *rest = default_rules().rules
    return replace(default_rules(), rules=(replace(first, **fields), *rest))  # type: ignore[arg-type]  # any field


def test_a_diff_tells_each_field_before_and_after() -> None:
    found = diff_sets(default_rules(), changed(weight=5, reference="§ 1"), load_floor())
    (change,) = found.changed
    assert change.rule == "N1-income"
    assert [(one.field, one.before, one.after) for one in change.fields] == [
        ("weight", 2, 5),
        ("reference", "§§ 7 und 19 SGB II", "§ 1"),
    ]
    assert [*found.added, *found.removed, *found.cases, *found.paths] == []


def test_a_diff_tells_what_came_what_went_and_which_cases_turn() -> None:
    old = default_rules()
    new = replace(old, rules=(replace(old.rules[0], id="N1-money"), *old.rules[1:]))
    found = diff_sets(old, new, load_floor())
    assert [rule.id for rule in found.added] == ["N1-money"]
    assert [rule.id for rule in found.removed] == ["N1-income"]
    assert {(case.before.is_green, case.after.is_green) for case in found.cases} == {(True, False)}
    assert "Das Geld reicht knapp oder gar nicht" in {case.name for case in found.cases}
    assert diff_sets(old, old, load_floor()).is_empty


def test_a_set_of_another_town_opens_as_a_draft_without_what_does_not_fit() -> None:
    text = (
        default_rules_text()
        .replace("fact: debts", "fact: town_debts")
        .replace("prefer: [B9]", "prefer: [K7]")
    )
    found = adopt(text, floor=load_floor())
    assert found.draft.status is RuleSetStatus.DRAFT
    out = {(one.kind, one.name) for one in found.left_out}
    assert ("rules", "N1-debts") in out
    assert ("cases", "Schulden oder offene Rechnungen drücken") in out
    assert ("prefer", "N2-homeless") in out
    assert {rule.prefer for rule in found.draft.rules if rule.id == "N2-homeless"} == {()}
    assert {rule.id for rule in found.draft.rules} | {name for kind, name in out if kind == "rules"} == {
        rule.id for rule in default_rules().rules
    }
    assert load_rules(write_rules(found.draft), floor=load_floor()) == found.draft


def test_what_is_no_rule_set_is_not_adopted() -> None:
    for text in ("", "- 1", "rule_set: x", default_rules_text().replace("version: 3", "version: x")):
        with pytest.raises(InvalidRules):
            adopt(text, floor=load_floor())


def family(**values: bool) -> CaseFacts:
    mother = PersonFacts("mother", Scope.CAREGIVER, values={"tired": values.get("tired", False)})
    return CaseFacts(
        DAY, (mother, PersonFacts("family", Scope.FAMILY, values={"debts": values.get("debts", False)}))
    )


def effects(run: DryRun) -> dict[str, tuple[int, int, int]]:
    return {one.rule: (one.gained, one.lost, one.reordered) for one in run.rules}


def test_a_dry_run_counts_families_that_gain_and_lose_per_rule() -> None:
    old = made.rule_set(made.rule("debts", DEBTS), made.rule("gone", TIRED, need="N7"))
    new = made.rule_set(made.rule("debts", DEBTS), made.rule("new", TIRED, need="N5"))
    run = dry_run(old, new, [family(tired=True), family(debts=True), family(tired=True, debts=True)])
    assert (run.families, run.changed, run.reordered) == (3, 2, 0)
    assert effects(run) == {"gone": (0, 2, 0), "new": (2, 0, 0)}
    assert [(one.code, one.gained, one.lost) for one in run.results] == [("N5", 2, 0), ("N7", 0, 2)]


def test_a_dry_run_counts_a_new_order_for_the_rule_that_weighs_otherwise() -> None:
    tired = made.rule("tired", TIRED, need="N7", weight=3)
    old = made.rule_set(made.rule("debts", DEBTS, weight=2), tired)
    new = made.rule_set(made.rule("debts", DEBTS, weight=5), tired)
    run = dry_run(old, new, [family(tired=True, debts=True), family(debts=True)])
    assert (run.changed, run.reordered) == (1, 1)
    assert effects(run) == {"debts": (0, 0, 1)}


def test_a_family_counts_once_however_many_of_its_members_it_concerns() -> None:
    parents = tuple(PersonFacts(f"p{n}", Scope.CAREGIVER, values={"tired": True}) for n in range(3))
    run = dry_run(EMPTY, made.rule_set(made.rule("tired", TIRED)), [CaseFacts(DAY, parents)])
    assert effects(run) == {"tired": (1, 0, 0)}


def test_a_dry_run_finds_what_two_evaluations_find() -> None:
    random = Random(72)
    for _ in range(scaled(1_000)):
        sets = [
            made.rule_set(*(made.rule(f"r{n}", made.random_condition(random, 2)) for n in range(3)))
            for _ in range(2)
        ]
        case = made.random_case(random)
        fired = [
            {code for need in evaluate(rules, EMPTY, case).needs for code in need.rule_ids} for rules in sets
        ]
        found = effects(dry_run(sets[0], sets[1], [case]))
        for code in fired[0] ^ fired[1]:
            gained, lost, _ = found[code]
            assert (gained, lost) == ((1, 0) if code in fired[1] else (0, 1))


def test_invented_families_are_the_same_again_and_consistent() -> None:
    first, again = list(invented_cases(200, seed=3)), list(invented_cases(200, seed=3))
    assert first == again
    assert first != list(invented_cases(200, seed=4))
    for case in first:
        for child in case.of_scope(Scope.CHILD):
            born = child.values.get("birth_date")
            assert ("child_age_months" in child.values) is (child.values["phase"] == "born")
            assert born is None or (isinstance(born, date) and born <= case.as_of)
            assert not (set(child.values) & (child.not_asked | child.not_now))


def test_every_default_rule_holds_for_some_invented_family() -> None:
    run = dry_run(EMPTY, default_rules(), invented_cases(1_500, seed=5))
    assert {one.rule for one in run.rules if one.gained} == {rule.id for rule in default_rules().rules}


def test_the_example_of_a_facts_file_is_read() -> None:
    trial = read_facts(EXAMPLE, today=date(2026, 1, 1))
    assert trial.facts.as_of == date(2026, 12, 1)
    baby, mother, household = trial.facts.persons
    assert baby.values["phase"] == "born"
    assert baby.values["child_age_months"] == 0
    assert baby.values["crying"] is True
    assert mother.not_now == {"violence_now"}
    assert "depressive_mood" not in {*mother.values, *mother.not_asked}
    assert household.values["postcode"] == "59999"
    assert trial.wishes["languages"] == ("ar", "de")


def test_the_short_form_gives_each_fact_to_one_of_its_scope() -> None:
    trial = read_facts(
        "facts: {expected_date: 2026-12-24, debts: not_present, exhaustion: not_asked}", today=DAY
    )
    child, mother, household = trial.facts.persons
    assert (child.values["phase"], child.values["weeks_pregnant"]) == ("pregnant", 36)
    assert household.values["debts"] is False
    assert "exhaustion" in mother.not_asked


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("facts: {detbs: true}", "facts.detbs, line 1: “detbs” is not known; “debts” is"),
        ("facts: {support: present}", "“present” is no possible value of “support” (none, little, good)"),
        ("facts: {birth_date: 2027-01-01}", "the birth date is after 2026-12-01"),
        ("persons: []\nfacts: {}", "a case has either persons or facts"),
        ("persons:\n  - {ref: a, scope: child, facts: {debts: true}}", "“debts” belongs to the scope family"),
        ("as_of: soon", "a date such as 2026-12-01 is expected here"),
        ("wishes: {languages: [xx]}", "unknown language “xx”"),
        ("wishes: {interpreter: perhaps}", "true or false is expected here"),
        ("wishes: {latitude: north}", "a number is expected here"),
        ("childless: perhaps", "true or false is expected here"),
        ("[]", "a list of named fields is expected here"),
        ("a: b: c", "not readable as YAML"),
    ],
)
def test_a_mistake_in_a_facts_file_is_told(text: str, says: str) -> None:
    with pytest.raises(InvalidRules) as refused:
        read_facts(text, today=DAY)
    assert says in "; ".join(map(str, refused.value.problems))
