"""The command line for sheets: faults named one by one, nothing kept by halves, exit codes for scripts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lotsen.cli import main
from tests.intake.questionnaires import mood
from tests.intake.sheets import SHEET

Run = Callable[..., Result]


@pytest.fixture
def lotsen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `lotsen instruments …` in a folder where the stores are set up and nothing was imported."""
    monkeypatch.chdir(tmp_path)
    variables = {"LOTSEN_HOME": str(tmp_path / "var")}
    assert CliRunner().invoke(main, ["keys", "init"], env=variables).exit_code == 0

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["instruments", *words], env=variables)

    return run


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    """Write a sheet of our own kind and return its path."""
    file = tmp_path / "small.yaml"
    file.write_text(SHEET, encoding="utf-8")
    return str(file)


@pytest.fixture
def questionnaire(tmp_path: Path) -> str:
    """Write a FHIR R4 Questionnaire and return its path."""
    file = tmp_path / "mood.json"
    file.write_text(json.dumps(mood()), encoding="utf-8")
    return str(file)


def kept(lotsen: Run) -> set[tuple[str, int]]:
    """Return code and version of every sheet there is."""
    listed = lotsen("list", "--json")
    assert listed.exit_code == 0, listed.output
    return {(row["code"], row["version"]) for row in json.loads(listed.stdout)}


def test_the_list_says_what_each_shipped_sheet_is(lotsen: Run) -> None:
    listed = lotsen("list", "--json")
    assert listed.exit_code == 0, listed.output
    rows = {(row["code"], row["version"]): row for row in json.loads(listed.stdout)}
    short, talk = rows["anhaltsbogen_kurz", 2], rows["lotsengespraech", 1]
    assert (short["stage"], talk["stage"]) == ("short", "talk")
    assert short["questions"] > 5
    assert short["threshold"] > 0
    assert all(row["title"] and row["licence"] for row in rows.values())
    assert "anhaltsbogen_kurz" in lotsen("list").stdout


def test_a_good_file_is_checked_and_not_kept(lotsen: Run, sheet: str, questionnaire: str) -> None:
    before = kept(lotsen)
    for file in (sheet, questionnaire):
        checked = lotsen("check", file)
        assert checked.exit_code == 0, checked.output
        assert "questions, threshold" in checked.stdout
    assert kept(lotsen) == before


def test_a_bad_file_is_refused_with_every_fault_and_exits_with_1(lotsen: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(SHEET.replace("code:", "cod:", 1), encoding="utf-8")
    refused = lotsen("check", str(file))
    assert refused.exit_code == 1
    assert "cod" in refused.stderr
    assert "bad.yaml" in refused.stderr
    assert "nothing was kept" in refused.stderr
    assert "Traceback" not in refused.output


def test_a_file_that_is_no_text_is_refused_in_one_line(lotsen: Run, tmp_path: Path) -> None:
    file = tmp_path / "picture.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    refused = lotsen("check", str(file))
    assert refused.exit_code == 1
    assert "picture.yaml is not UTF-8 text" in refused.stderr


def test_a_file_that_is_not_there_exits_with_2(lotsen: Run) -> None:
    for command in ("check", "import"):
        assert lotsen(command, "nowhere.yaml").exit_code == 2


def test_a_dry_run_shows_the_sheet_and_keeps_nothing(lotsen: Run, questionnaire: str) -> None:
    before = kept(lotsen)
    shown = lotsen(
        "import", questionnaire, "--code", "wohl", "--version", "3", "--threshold", "4", "--dry-run"
    )
    assert shown.exit_code == 0, shown.output
    assert "wohl version 3" in shown.stdout
    assert "threshold 4" in shown.stdout
    assert "checked, not kept" in shown.stdout
    assert kept(lotsen) == before


def test_the_same_file_twice_is_kept_once(lotsen: Run, sheet: str) -> None:
    before = kept(lotsen)
    first = lotsen("import", sheet)
    assert first.exit_code == 0, first.output
    assert "kept" in first.stdout
    after = kept(lotsen)
    assert len(after - before) == 1
    again = lotsen("import", sheet)
    assert again.exit_code == 0, again.output
    assert kept(lotsen) == after


def test_a_changed_sheet_needs_a_new_version(lotsen: Run, sheet: str, tmp_path: Path) -> None:
    assert lotsen("import", sheet).exit_code == 0
    changed = tmp_path / "changed.yaml"
    changed.write_text(SHEET.replace("threshold: ", "threshold: 1", 1), encoding="utf-8")
    refused = lotsen("import", str(changed))
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output


def test_what_is_exported_comes_in_again_as_the_same_sheet(
    lotsen: Run, questionnaire: str, tmp_path: Path
) -> None:
    assert lotsen("import", questionnaire, "--code", "wohl", "--threshold", "4").exit_code == 0
    exported = lotsen("export", "wohl")
    assert exported.exit_code == 0, exported.output
    first = json.loads(exported.stdout)
    assert first["resourceType"] == "Questionnaire"
    file = tmp_path / "again.json"
    file.write_text(exported.stdout, encoding="utf-8")
    taken = lotsen("import", str(file), "--code", "wohl", "--version", "2", "--threshold", "4")
    assert taken.exit_code == 0, taken.output
    second = json.loads(lotsen("export", "wohl", "--version", "2").stdout)
    assert second["item"] == first["item"]


def test_a_sheet_that_is_not_there_cannot_be_exported(lotsen: Run) -> None:
    for words in (("nothing",), ("anhaltsbogen_kurz", "--version", "99")):
        refused = lotsen("export", *words)
        assert refused.exit_code == 1
        assert "there is no sheet" in refused.stderr
