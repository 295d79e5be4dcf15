"""The command line for rules and matching: exit codes, findings with file and line, and nothing stored."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lotsen.cli import main
from lotsen.intake.domain.fhir import questionnaire_of
from lotsen.intake.domain.reading.shipped import shipped_instruments

Run = Callable[..., Result]
HEADING = "Angebot;Art;Träger;PLZ;Ort;Straße und Hausnummer;Telefon\n"
SERVICES = "Hebamme Muster;A1;Verein;50667;Köln;Gasse 1;\nCafé;D1;Verein;50667;Köln;Gasse 1;+49 221 1\n"
FAMILY = """as_of: 2026-12-01
persons:
  - {ref: baby, scope: child, facts: {birth_date: 2026-11-20}}
  - {ref: mother, scope: caregiver, facts: {isolation: present, violence_now: true}}
  - {ref: family, scope: family, facts: {no_midwife: true, postcode: "50667"}}
"""


@pytest.fixture
def lotsen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `lotsen …` in a folder without any store, beside the shipped rules and a small directory."""
    monkeypatch.chdir(tmp_path)
    variables = {"LOTSEN_HOME": str(tmp_path / "var")}

    def run(*words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(main, list(words), env=variables, input=given)

    assert run("rules", "export", "default.yaml", "--default").exit_code == 0
    Path("town.csv").write_text(HEADING + SERVICES, encoding="utf-8")
    Path("family.yaml").write_text(FAMILY, encoding="utf-8")
    return run


def changed(old: str, new: str) -> str:
    text = Path("default.yaml").read_text(encoding="utf-8")
    assert old in text
    Path("changed.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return "changed.yaml"


def test_the_shipped_rules_are_fine_and_nothing_was_stored(lotsen: Run) -> None:
    assert lotsen("rules", "check", "default.yaml").exit_code == 0
    assert lotsen("rules", "check", "default.yaml", "--strict").exit_code == 0
    assert lotsen("rules", "test", "default.yaml").exit_code == 0
    assert not Path("var").exists()


def test_a_mistake_is_told_with_file_line_path_and_cause(lotsen: Run) -> None:
    done = lotsen("rules", "check", changed("fact: debts", "fact: detbs"))
    assert done.exit_code == 1
    line = Path("changed.yaml").read_text(encoding="utf-8").split("fact: detbs")[0].count("\n") + 1
    assert f"changed.yaml:{line}: error: rules[1].when.fact: “detbs” is not known; “debts” is" in done.output


def test_findings_speak_german_and_arabic(lotsen: Run) -> None:
    file = changed("fact: debts", "fact: zzzz")
    assert "unbekannte Angabe „zzzz“" in lotsen("rules", "check", file, "--language", "de").output
    arabic = lotsen("rules", "check", file, "--language", "ar").output
    assert "zzzz" in arabic
    assert "unknown fact" not in arabic


def test_a_script_gets_every_finding_as_json(lotsen: Run) -> None:
    done = lotsen("rules", "check", changed("need: N2\n    weight: 2", "need: N2\n    weight: 99"), "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert {"file", "line", "path", "rule", "severity", "cause"} == set(found[0])
    assert found[0]["severity"] == "error"


def test_what_this_town_lacks_is_a_warning_that_counts_when_strict(lotsen: Run) -> None:
    done = lotsen("rules", "check", "default.yaml", "--directory", "town.csv")
    assert done.exit_code == 0
    sentence = "warning: no service in the directory answers the need Housing, which these rules find: "
    assert done.output.count("the need Housing") == 1
    assert f"{sentence}N2-insecure, N2-homeless" in done.output
    assert lotsen("rules", "check", "default.yaml", "--directory", "town.csv", "--strict").exit_code == 1


def test_a_red_unit_case_says_what_is_different(lotsen: Run) -> None:
    done = lotsen("rules", "test", changed("id: N1-debts\n    need: N1", "id: N1-debts\n    need: N2"))
    assert done.exit_code == 1
    assert (
        "red: Schulden oder offene Rechnungen drücken\n  needs: “N1” was expected and is missing"
        in done.output
    )
    data = json.loads(lotsen("rules", "test", "changed.yaml", "--json").stdout)
    assert [one["case"] for one in data[0]["cases"] if not one["green"]] == [
        "Schulden oder offene Rechnungen drücken"
    ]


def test_the_example_can_be_evaluated_as_it_is(lotsen: Run) -> None:
    example = lotsen("rules", "evaluate", "--example").stdout
    done = lotsen("rules", "evaluate", "-", given=example)
    assert done.exit_code == 0
    assert "A midwife is still missing." in done.output
    assert "next question, mother: Do you think of harming yourself" in done.output


def test_an_evaluation_for_scripts_has_needs_paths_open_rules_and_the_next_question(lotsen: Run) -> None:
    data = json.loads(lotsen("rules", "evaluate", "family.yaml", "--json").stdout)
    assert {need["need"] for need in data["needs"]} == {"N4", "N11"}
    assert [(path["path"], path["person"]) for path in data["paths"]] == [("violence", "mother")]
    assert data["next_question"]["fact"] == "self_harm_thoughts"
    assert data["next_question"]["due"] is True
    assert data["next_question"]["reasons"]
    assert {one["rule"] for one in data["open"]} >= {"S1-self-harm", "N1-income"}
    assert data["versions"] == {"rules": "lotsen-default/3", "floor": "lotsen-safety/1"}


def test_an_evaluation_names_the_conditions_that_made_a_rule_hold_in_the_chosen_language(lotsen: Run) -> None:
    Path("family.yaml").write_text(
        FAMILY.replace("no_midwife: true", "income_worry: true, no_baby_equipment: false"), encoding="utf-8"
    )
    data = json.loads(lotsen("rules", "evaluate", "family.yaml", "--json", "--language", "de").stdout)
    (money,) = [need for need in data["needs"] if need["need"] == "N1"]
    told = {one["rule"]: one["conditions"] for one in money["because"]}
    assert told["N1-income"] == []
    assert told["N1-child-supplement"] == [
        "„Das Geld reicht knapp oder gar nicht“: ja",
        "„Schwangerschaft oder geboren“: geboren",
    ]
    done = lotsen("rules", "evaluate", "family.yaml")
    assert "    - “Money is short”: yes\n" in done.output


def test_a_sentence_that_lacks_a_language_of_the_file_is_a_warning(lotsen: Run) -> None:
    lacking = changed('      tr: "Borçlar ya da ödenmemiş faturalar aileyi zorluyor."\n', "")
    done = lotsen("rules", "check", lacking)
    assert done.exit_code == 0
    assert "warning: N1-debts: the reason is missing in: Turkish" in done.output
    assert lotsen("rules", "check", lacking, "--strict").exit_code == 1


def test_a_mistake_in_the_facts_is_told_with_its_line(lotsen: Run) -> None:
    Path("family.yaml").write_text(FAMILY.replace("no_midwife", "no_midwif"), encoding="utf-8")
    done = lotsen("rules", "evaluate", "family.yaml")
    assert done.exit_code == 1
    assert "family.yaml:5: error: persons[2].facts.no_midwif: “no_midwif” is not known" in done.output


def test_a_match_without_a_store_names_services_reasons_and_near_misses(lotsen: Run) -> None:
    done = lotsen("match", "--facts", "family.yaml", "--directory", "town.csv", "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert set(data) >= {"needs", "paths", "open", "next_question", "matches", "near_misses", "versions"}
    names = {one["name"] for one in (*data["matches"], *data["near_misses"])}
    assert "Café (Verein)" in names
    for one in data["matches"]:
        assert one["reasons"]
        assert {"service", "score", "to_clarify"} <= set(one)
    for one in data["near_misses"]:
        assert {"service", "reason", "distance"} <= set(one)
    assert data["versions"]["directory"] == "town.csv"
    assert (
        lotsen("match", "--facts", "family.yaml", "--directory", "town.csv", "--json").stdout == done.stdout
    )
    assert not Path("var").exists()


def test_a_need_that_two_people_have_is_named_once_with_a_service(lotsen: Run) -> None:
    both = FAMILY + "  - {ref: father, scope: caregiver, facts: {isolation: present}}\n"
    Path("family.yaml").write_text(both, encoding="utf-8")
    data = json.loads(lotsen("match", "--facts", "family.yaml", "--directory", "town.csv", "--json").stdout)
    assert sum(need["need"] == "N11" for need in data["needs"]) > 1
    for one in data["matches"]:
        assert len(one["needs"]) == len(set(one["needs"])), one


def test_a_match_for_people_says_what_fits_and_what_does_not(lotsen: Run) -> None:
    done = lotsen("match", "--facts", "family.yaml", "--directory", "town.csv", "--language", "de")
    assert done.exit_code == 0
    assert "1. " in done.output
    assert "HELP AT ONCE, mother: Gewalt in der Familie" in done.output


def test_a_match_in_a_store_uses_its_directory_and_its_rules(lotsen: Run) -> None:
    assert lotsen("keys", "init").exit_code == 0
    assert lotsen("directory", "import", "town.csv").exit_code == 0
    data = json.loads(lotsen("match", "--facts", "family.yaml", "--json").stdout)
    assert {one["name"] for one in (*data["matches"], *data["near_misses"])} >= {"Café (Verein)"}
    assert data["versions"]["rules"] == "lotsen-default/3"
    kept = lotsen("rules", "export").stdout
    assert lotsen("rules", "test", "-", given=kept).exit_code == 0


def test_a_diff_tells_changes_in_words(lotsen: Run) -> None:
    done = lotsen(
        "rules", "diff", "default.yaml", changed("id: N1-debts\n    need: N1", "id: N1-debts\n    need: N2")
    )
    assert done.exit_code == 0
    assert 'changed: N1-debts\n  need: "N1" → "N2"' in done.output
    assert "unit case green → red: Schulden oder offene Rechnungen drücken" in done.output
    data = json.loads(lotsen("rules", "diff", "default.yaml", "changed.yaml", "--json").stdout)
    assert data["changed"][0]["fields"] == [{"field": "need", "before": "N1", "after": "N2"}]
    assert "the two sets do the same" in lotsen("rules", "diff", "default.yaml", "default.yaml").output


def test_a_set_of_another_town_opens_as_a_draft_with_a_list_of_what_does_not_fit(lotsen: Run) -> None:
    file = changed("fact: debts", "fact: town_debts")
    done = lotsen("rules", "import", file, "--directory", "town.csv", "--out", "draft.yaml")
    assert done.exit_code == 1
    assert "left out, rules: N1-debts" in done.stderr
    assert "no service in the directory answers the need Housing" in done.stderr
    draft = Path("draft.yaml").read_text(encoding="utf-8")
    assert 'status: "draft"' in draft
    assert lotsen("rules", "test", "draft.yaml").exit_code == 0
    assert lotsen("rules", "import", "default.yaml", "--out", "same.yaml").exit_code == 0
    data = json.loads(lotsen("rules", "import", file, "--json").stdout)
    assert [one["name"] for one in data["left_out"] if one["kind"] == "rules"] == ["N1-debts"]


def test_weights_that_changed_are_told_in_points_beside_the_rules(lotsen: Run) -> None:
    text = Path("default.yaml").read_text(encoding="utf-8")
    Path("town.yaml").write_text(text + "ranking: {waiting_week: -75, wish: 2}\n", encoding="utf-8")
    done = lotsen("rules", "diff", "default.yaml", "town.yaml")
    assert "weight changed: waiting_week: -1.5 → -0.75 points" in done.output
    assert "weight changed: wish: 0 → 2 points" in done.output
    brought = lotsen("rules", "import", "town.yaml", "--out", "draft.yaml")
    assert brought.exit_code == 0
    assert "weight changed: waiting_week: -1.5 → -0.75 points" in brought.stderr
    told = [
        {"weight": "waiting_week", "before": -150, "after": -75},
        {"weight": "wish", "before": 0, "after": 2},
    ]
    for words in (("diff", "default.yaml", "town.yaml"), ("import", "town.yaml")):
        assert json.loads(lotsen("rules", *words, "--json").stdout)["ranking"] == told


def test_the_schema_is_printed(lotsen: Run) -> None:
    assert json.loads(lotsen("rules", "schema").stdout)["$defs"]["needCode"]["enum"][0] == "N1"


@pytest.mark.parametrize(
    "words",
    [
        ("rules", "check", "nowhere.yaml"),
        ("rules", "evaluate"),
        ("rules", "evaluate", "nowhere.yaml"),
        ("rules", "diff", "default.yaml"),
        ("rules", "import", "default.yaml", "--out", "nowhere/draft.yaml"),
        ("match", "--directory", "town.csv"),
        ("match", "--facts", "family.yaml", "--directory", "nowhere.csv"),
        ("rules", "check", "default.yaml", "--language", "fr"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_2(lotsen: Run, words: tuple[str, ...]) -> None:
    done = lotsen(*words)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe", 2), (b"", 1), (b"a: b: c", 1), (b"x" * 1_000_001, 2)],
    ids=["bytes", "empty", "no yaml", "long"],
)
def test_what_is_no_text_or_too_long_is_2_and_text_that_is_wrong_is_1(
    lotsen: Run, content: bytes, code: int
) -> None:
    Path("bad.yaml").write_bytes(content)
    for words in (("rules", "check"), ("rules", "test"), ("rules", "evaluate"), ("rules", "import")):
        done = lotsen(*words, "bad.yaml")
        assert done.exit_code == code, words
        assert "bad.yaml" in done.output


def test_every_help_has_an_example_or_says_what_comes_out(lotsen: Run) -> None:
    assert "lotsen rules check my_rules.yaml" in lotsen("rules", "--help").output
    assert "lotsen rules evaluate --example > family.yaml" in lotsen("rules", "evaluate", "--help").output
    assert "not_now" in lotsen("rules", "evaluate", "--help").output
    assert "lotsen match --facts family.yaml" in lotsen("match", "--help").output


def test_an_own_sheet_decides_which_facts_are_asked(lotsen: Run) -> None:
    asked = json.loads(lotsen("rules", "check", "default.yaml", "--json").output)
    assert not [one for one in asked if "no sheet in use asks" in one["cause"]]
    sheet = questionnaire_of(next(one for one in shipped_instruments() if one.code == "anhaltsbogen_kurz"))
    Path("sheet.json").write_text(json.dumps(sheet), encoding="utf-8")
    done = lotsen("rules", "check", "default.yaml", "--instrument", "sheet.json", "--json")
    found = json.loads(done.output)
    assert done.exit_code == 0
    never = {one["rule"] for one in found if "can never fire here" in one["cause"]}
    assert "N2-cramped" in never
    assert "N1-income" not in never


def test_a_sheet_that_is_none_and_places_that_contradict_each_other_are_a_wrong_call(lotsen: Run) -> None:
    Path("no.json").write_text("{}", encoding="utf-8")
    assert lotsen("rules", "check", "default.yaml", "--instrument", "no.json").exit_code == 2
    assert lotsen("rules", "check", "default.yaml", "--instrument", "gone.yaml").exit_code == 2
    assert lotsen("rules", "check", "default.yaml", "--here", "--directory", "town.csv").exit_code == 2
    Path("bytes.yaml").write_bytes(b"\xff\xfe")
    assert lotsen("rules", "check", "bytes.yaml").exit_code == 2


def test_what_an_installation_has_is_looked_at_with_here(lotsen: Run) -> None:
    assert lotsen("keys", "init").exit_code == 0
    assert lotsen("directory", "import", "town.csv").exit_code == 0
    found = json.loads(lotsen("rules", "check", "default.yaml", "--here", "--json").output)
    assert "no service in the directory answers the need" in {one["cause"][:44] for one in found}


def test_a_file_wrong_in_every_line_is_told_in_few_lines(lotsen: Run) -> None:
    text = Path("default.yaml").read_text(encoding="utf-8")
    Path("wrong.yaml").write_text(text.replace("op: is", "op: iz"), encoding="utf-8")
    done = lotsen("rules", "check", "wrong.yaml")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert len(lines) == 51
    assert lines[-1].startswith("… and ")
    assert len(json.loads(lotsen("rules", "check", "wrong.yaml", "--json").output)) > 50


def test_more_unit_cases_than_can_be_run_are_refused_with_the_numbers(lotsen: Run) -> None:
    when = "{{fact: debts, op: is, value: true}}"
    rule = f"  - {{{{id: R{{0}}, need: N1, weight: 1, when: {when}, sentence: {{{{de: S.}}}}}}}}\n"
    case = "  - {{name: C{0}, facts: {{debts: true}}, expect: {{needs: [N1]}}}}\n"
    head = "rule_set: big\nversion: 1\nstatus: draft\nvalid_from: 2026-01-01\ntitle: {de: Viel}\nrules:\n"
    big = head + "".join(map(rule.format, range(800))) + "cases:\n" + "".join(map(case.format, range(600)))
    Path("big.yaml").write_text(big, encoding="utf-8")
    done = lotsen("rules", "test", "big.yaml")
    assert done.exit_code == 1
    assert "800 rules and 600 unit cases are too much to run" in done.output


def test_a_code_without_quotes_is_told_as_such(lotsen: Run) -> None:
    Path("plain.yaml").write_text("facts: {postcode: 59999}\n", encoding="utf-8")
    done = lotsen("match", "--facts", "plain.yaml", "--directory", "town.csv")
    assert done.exit_code == 1
    assert "plain.yaml:1: error: facts.postcode: put “59999” in quotes" in done.output
