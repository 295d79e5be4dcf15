"""The shipped rules: the floor is the released one, and every default rule has a green unit case."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import resources

import pytest

from lotsen.intake.domain.reading.shipped import shipped_instruments
from lotsen.referral.rules import (
    FloorDamaged,
    RuleSet,
    RuleSetStatus,
    Severity,
    Town,
    default_rules,
    evaluate,
    languages_of,
    load_floor,
    review,
    rules_without_case,
    run_cases,
)
from lotsen.referral.rules.cases import CaseOutcome
from lotsen.referral.rules.floor import checked_floor
from lotsen.referral.rules.model import Expectation
from lotsen.referral.said import source
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


def test_every_default_rule_speaks_the_languages_of_the_sheets_and_names_its_source() -> None:
    spoken = {language for sheet in shipped_instruments() for language, _ in sheet.title.pairs}
    assert spoken >= {"ar", "de", "en", "tr", "uk"}
    assert languages_of(default_rules()) >= spoken
    assert [rule.id for rule in default_rules().rules if not rule.reference] == []


_PART = r"\d+[a-z]?(?: Abs\. \d+[a-z]?)?(?: Satz \d+)?(?: Nr\. \d+)?"
_LAW = r"(?:SGB (?:I|II|III|V|VIII|IX|XII)|(?!SGB)[A-Z][A-Za-z]+(?: NRW)?)"
SOURCE = re.compile(
    rf"§ {_PART} {_LAW}"
    rf"|§§ {_PART}(?:, {_PART})* (?:und|bis) {_PART} {_LAW}"
    r"|AWMF-Leitlinie \d{3}-\d{3}: Psychische Störungen im Säuglings-, Kleinkind- und Vorschulalter"
    r"|(?:Mutterschafts|Kinder)-Richtlinien? des G-BA"
    r"|Vergaberichtlinien der Bundesstiftung Mutter und Kind"
)


@pytest.mark.parametrize(("name", "rules"), SHIPPED)
def test_every_shipped_rule_names_its_source_in_one_form(name: str, rules: RuleSet) -> None:
    for rule in rules.rules:
        assert rule.reference, rule.id
        assert re.fullmatch(rf"(?:{SOURCE.pattern})(?:, (?:{SOURCE.pattern}))*", rule.reference), rule


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("§ 24 SGB VIII", "§_24 SGB_VIII"),
        ("§§ 18 und 52a SGB VIII, § 2 KKG", "§§_18 und 52a SGB_VIII, §_2 KKG"),
        ("§ 5 Abs. 1 Satz 2 Nr. 13 SGB V", "§_5 Abs._1 Satz_2 Nr._13 SGB_V"),
        ("Satz der Leitlinie, Nr. folgt", "Satz der Leitlinie, Nr. folgt"),
    ],
)
def test_a_source_breaks_nowhere_inside_a_section_or_a_book(written: str, shown: str) -> None:
    assert source(written) == shown.replace("_", "\N{NO-BREAK SPACE}")


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


def test_the_hard_rules_of_services_are_in_their_defaults() -> None:
    kinds = vocabulary().service_types
    defaults = {code: kinds[code].defaults for code in kinds}
    grants = defaults["B2"]
    assert (grants.min_weeks, grants.max_weeks) == (1, 43)
    assert grants.min_months is grants.max_months is None
    assert (defaults["A5"].min_months, defaults["A5"].max_months) == (0, 11)
    assert (defaults["A2"].max_months, defaults["A1"].max_months) == (11, 2)
    for code in ("A7", "A8", "C2", "C4", "C5"):
        assert defaults[code].access == "prescription", code
    assert defaults["B8"].protected_address is True
    assert {code for code, one in defaults.items() if one.protected_address} == {"B8"}
    assert defaults["A1"].insurance_required is defaults["A7"].insurance_required is True


DEADLINES = {
    "N1-before-birth": "Bundesstiftung",
    "N1-child-supplement": "BKGG",
    "N1-education": "§ 6b BKGG",
    "N1-first-equipment": "SGB II",
    "N1-maintenance-advance": "UhVorschG",
    "N9-aftercare": "§ 43 Abs. 2 SGB V",
    "N11-first-checkups": "§ 26 SGB V",
    "N13-birth-registration": "PStG",
    "N13-child-benefit": "EStG",
    "N13-maternity-pay": "MuSchG",
    "N13-parental-allowance": "BEEG",
    "N13-parental-leave": "§ 16 Abs. 1 BEEG",
    "N13-paternity-before-birth": "BGB",
}


@pytest.mark.parametrize(("rule_id", "law"), DEADLINES.items())
def test_a_benefit_with_a_deadline_has_a_rule_that_names_its_law(rule_id: str, law: str) -> None:
    rules = {rule.id: rule for rule in default_rules().rules}
    assert law in (rules[rule_id].reference or "")


def test_the_shipped_rules_are_reviewed_without_a_warning() -> None:
    asked = frozenset(item.fact for sheet in shipped_instruments() for item in sheet.items if item.fact)
    for _, rules in SHIPPED:
        found = review(rules, Town(asked=asked, service_types=frozenset(vocabulary().service_types)))
        assert [str(one) for one in found if one.severity != Severity.NOTE] == []


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
        "The rule “N2-homeless” has to hold, and it does not.",
        "The rule “N1-income” must not hold, and it holds or is still open.",
    ]


def test_an_evaluation_names_the_versions_it_rests_on() -> None:
    rules = default_rules()
    result = evaluate(rules, load_floor(), rules.cases[0].case)
    assert (result.rule_set, result.floor) == ("lotsen-default/3", "lotsen-safety/1")
