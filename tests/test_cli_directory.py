"""The command line for the directory: exit codes, dry runs, reports for scripts and nothing half written."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lotsen.cli import main

Run = Callable[..., Result]
HEADING = "Angebot;Art;Träger;PLZ;Ort;Straße und Hausnummer;Telefon\n"
ROW = "Café;D1;Verein;50667;Köln;Gasse 1;+49 221 1\n"


@pytest.fixture
def lotsen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `lotsen directory …` in a folder where the stores are set up and hold nothing."""
    monkeypatch.chdir(tmp_path)
    variables = {"LOTSEN_HOME": str(tmp_path / "var")}
    assert CliRunner().invoke(main, ["keys", "init"], env=variables).exit_code == 0

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["directory", *words], env=variables)

    return run


def listed(rows: str) -> str:
    Path("angebote.csv").write_text(HEADING + rows, encoding="utf-8")
    return "angebote.csv"


def services(lotsen: Run) -> int:
    """Count what an export holds."""
    done = lotsen("export", "count.csv", "--format", "csv", "--json")
    assert done.exit_code == 0, done.output
    found: int = json.loads(done.stdout)["records"].get("service", 0)
    return found


def test_everything_taken_is_0_some_left_out_is_1_nothing_usable_is_2(lotsen: Run) -> None:
    assert lotsen("import", listed(ROW)).exit_code == 0
    assert lotsen("import", listed(ROW + ";D1;Verein;;;;\n")).exit_code == 1
    assert lotsen("import", listed(";D1;Verein;;;;\n")).exit_code == 2
    Path("kaputt.json").write_text("{", encoding="utf-8")
    refused = lotsen("import", "kaputt.json")
    assert refused.exit_code == 2
    assert "kaputt.json:1" in refused.stderr
    assert services(lotsen) == 1


def test_a_dry_run_reports_the_same_and_keeps_nothing(lotsen: Run) -> None:
    dry = json.loads(lotsen("import", listed(ROW), "--dry-run", "--json").stdout)
    assert services(lotsen) == 0
    wet = json.loads(lotsen("import", listed(ROW), "--json").stdout)
    assert services(lotsen) == 1
    assert (dry.pop("dry_run"), wet.pop("dry_run")) == (True, False)
    assert dry == wet
    assert wet["stored"]["service"] == {"added": 1, "changed": 0, "same": 0, "kept": 0}


def test_the_report_names_line_field_cause_and_what_was_done(lotsen: Run) -> None:
    done = lotsen("import", listed(ROW.replace("D1", "Z9")), "--report", "findings.csv")
    assert done.exit_code == 0
    with Path("findings.csv").open(encoding="utf-8", newline="") as written:
        rows = list(csv.DictReader(written))
    assert [(row["file"], row["line"], row["field"], row["done"]) for row in rows] == [
        ("angebote.csv", "2", "Art", "field left out"),
        ("angebote.csv", "2", "service_type", "kept, not used"),
    ]


def test_a_service_without_a_type_is_used_only_where_the_call_names_one(lotsen: Run) -> None:
    assert lotsen("import", listed(ROW.replace("D1", "")), "--service-type", "D1").exit_code == 0
    lotsen("export", "out", "--format", "hsds-json")
    (service,) = json.loads(Path("out/services.json").read_text("utf-8"))
    assert service["status"] == "active"
    assert lotsen("import", listed(ROW), "--service-type", "Z9").exit_code == 2


@pytest.mark.parametrize("target", ["out.zip", "out"])
def test_an_export_replaces_an_export_and_nothing_else(lotsen: Run, target: str) -> None:
    lotsen("import", listed(ROW))
    for _ in range(2):
        assert lotsen("export", target, "--format", "hsds-csv").exit_code == 0
    again = json.loads(lotsen("import", target, "--json").stdout)
    assert again["problems"] == []
    assert all(one["added"] == one["changed"] == 0 for one in again["stored"].values())
    Path("other").mkdir()
    Path("other/letter.txt").write_text("wichtig")
    assert lotsen("export", "other").exit_code == 1
    assert Path("other/letter.txt").read_text() == "wichtig"
    assert [one.name for one in Path().iterdir() if one.name.startswith(".lotsen")] == []


def test_the_template_says_how_it_is_brought_in(lotsen: Run) -> None:
    assert lotsen("template", "vorlage.xlsx").exit_code == 0
    assert lotsen("template", "vorlage.txt").exit_code == 2
    assert lotsen("template", "fehlt/vorlage.csv").exit_code == 2
    assert lotsen("import", "vorlage.xlsx").exit_code == 0
    assert services(lotsen) == 0


def test_a_hostile_file_does_not_steer_the_terminal_with_what_is_said_about_it(lotsen: Run) -> None:
    odd = "\x1b]0;x\x07\x1b[31m\u202e"
    rows = [{"id": f"no{odd}", "organization_id": f"none{odd}", "name": "Angebot"}]
    Path("services.json").write_text(json.dumps(rows), encoding="utf-8")
    refused = lotsen("import", "services.json")
    assert refused.exit_code == 2
    assert "is not a UUID" in refused.stderr
    assert not set(refused.stderr) & {"\x1b", "\x07", "\u202e"}
