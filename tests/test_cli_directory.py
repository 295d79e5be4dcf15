"""The command line for the directory: exit codes, dry runs, reports for scripts and nothing half written."""

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "base.json",
            '{"version": "3.0", "profile": "https://a.example", "openapi_url": "https://b.example"}',
        ),
        ("services.json", "[]"),
        ("page.json", '{"total_items": 0, "contents": []}'),
        ("angebote.csv", HEADING),
        ("services.csv", "id,organization_id,name,status\n"),
    ],
)
def test_a_file_without_entries_is_told_from_one_that_was_taken(lotsen: Run, name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    told = lotsen("import", name)
    assert (told.exit_code, "there is nothing to import in this file" in told.stdout) == (3, True)
    assert json.loads(lotsen("import", name, "--json", "--dry-run").stdout)["nothing_to_import"] is True
    taken = lotsen("import", listed(ROW), "--json")
    assert (taken.exit_code, json.loads(taken.stdout)["nothing_to_import"]) == (0, False)


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
    ]
    assert "not sorted yet" in rows[0]["cause"]
    assert "1 service is not sorted yet" in done.stdout


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


ODD_MEMORIES = (
    "[]",
    "{}",
    "nothing",
    '{"x": 1}',
    '{"x": {}}',
    '{"x": {"state": "", "read": "1", "stored": [], "problems": {}, "unsorted": null}}',
    "[" * 100_000,
    "\udcff",
)


def search_files() -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in Path("var").glob("directory-*")}


def test_an_import_builds_the_search_file_so_that_no_search_waits_for_it(lotsen: Run) -> None:
    assert lotsen("import", listed(ROW)).exit_code == 0
    built = search_files()
    assert len(built) == 1
    assert lotsen("search", "Café").exit_code == 0
    assert lotsen("import", listed(ROW + ROW.replace("Café", "Treff")), "--dry-run").exit_code == 0
    assert search_files() == built
    assert lotsen("import", listed(ROW + ROW.replace("Café", "Treff"))).exit_code == 0
    assert len(search_files()) == 1
    assert not search_files().items() & built.items()


def test_a_search_file_that_cannot_be_built_is_told_and_stops_no_import(lotsen: Run) -> None:
    assert lotsen("import", listed(ROW)).exit_code == 0
    with sqlite3.connect("var/lotsen.db") as store:
        assert store.execute("UPDATE directory_service SET service_type = 'X9'").rowcount == 1
    done = lotsen("import", listed(ROW.replace("Café", "Treff")))
    assert done.exit_code == 0
    assert "the search file is not built yet" in done.stderr
    with sqlite3.connect("var/lotsen.db") as store:
        assert store.execute("SELECT count(*) FROM directory_service").fetchone() == (2,)


def test_a_damaged_memory_of_imports_stops_no_import_and_is_made_anew(lotsen: Run) -> None:
    memory, file = Path("var/imports.json"), listed(ROW)
    assert lotsen("import", file).exit_code == 0
    assert memory.stat().st_mode & 0o077 == 0
    ((finger, found),) = json.loads(memory.read_text("utf-8")).items()
    wrong: tuple[object, ...] = (
        {**found, "problems": [1]},
        {**found, "stored": {"service": {"much": 1}}},
        {},
        [],
        None,
    )
    for odd in (*ODD_MEMORIES, *(json.dumps({finger: one}) for one in wrong)):
        memory.write_bytes(odd.encode("utf-8", "surrogateescape"))
        again = lotsen("import", file, "--json")
        assert again.exit_code == 0, odd[:80]
        assert json.loads(again.stdout)["stored"]["service"]["same"] == 1
        assert finger in json.loads(memory.read_text("utf-8"))
    assert [one.name for one in Path("var").glob(".imports-*")] == []


def test_a_folder_in_a_folder_of_files_is_passed_over_whatever_its_name(lotsen: Run) -> None:
    lotsen("import", listed(ROW))
    lotsen("export", "out", "--format", "hsds-csv")
    Path("out/older.csv").mkdir()
    assert lotsen("import", "out").exit_code == 0


def test_the_template_says_how_it_is_brought_in(lotsen: Run) -> None:
    assert lotsen("template", "vorlage.xlsx").exit_code == 0
    assert lotsen("template", "vorlage.txt").exit_code == 2
    assert lotsen("template", "fehlt/vorlage.csv").exit_code == 2
    assert lotsen("import", "vorlage.xlsx").exit_code == 3
    assert services(lotsen) == 0


def test_a_hostile_file_does_not_steer_the_terminal_with_what_is_said_about_it(lotsen: Run) -> None:
    odd = "\x1b]0;x\x07\x1b[31m\u202e"
    rows = [{"id": f"no{odd}", "organization_id": f"none{odd}", "name": "Angebot"}]
    Path("services.json").write_text(json.dumps(rows), encoding="utf-8")
    refused = lotsen("import", "services.json")
    assert refused.exit_code == 2
    assert "is not a UUID" in refused.stderr
    assert not set(refused.stderr) & {"\x1b", "\x07", "\u202e"}


def test_rows_about_nothing_that_is_here_are_told_by_the_exit_code_and_stop_nothing(lotsen: Run) -> None:
    folder = Path("daten")
    folder.mkdir()
    owner, service, nobody = (f"0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a0{number}" for number in (10, 11, 12))
    tables = {
        "organizations": f"id,name,description\n{owner},Verein,Text\n",
        "services": f"id,organization_id,name,status\n{service},{owner},Café,active\n",
        "attributes": f"id,link_id,link_entity,taxonomy_term_id\n{UUID(int=5)},{nobody},service,{nobody}\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    done = lotsen("import", "daten", "--service-type", "D1", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["left_out"], told["about_nothing_here"]) == (1, 0, 1)
    assert told["stored"]["service"]["added"] == 1
    shown = lotsen("import", "daten", "--service-type", "D1")
    assert "1 about nothing that is here" in shown.stdout


def test_a_package_is_read_by_its_descriptor_too(lotsen: Run) -> None:
    lotsen("import", listed(ROW))
    lotsen("export", "out", "--format", "hsds-csv")
    Path("out/notes.csv").write_text("a\n", encoding="utf-8")
    again = json.loads(lotsen("import", "out/datapackage.json", "--json").stdout)
    assert again["problems"] == []
    assert again["stored"]["service"]["same"] == 1
    Path("out/locations.csv").unlink()
    missing = json.loads(lotsen("import", "out/datapackage.json", "--json").stdout)
    assert ("locations.csv", "not there, nothing taken") in [
        (one["field"], one["done"]) for one in missing["problems"]
    ]
    lotsen("export", "whole", "--format", "hsds-csv")
    Path("whole/datapackage.json").write_text("[]", encoding="utf-8")
    broken = lotsen("import", "whole/datapackage.json")
    assert broken.exit_code == 0
    assert "not readable as the descriptor" in broken.stderr
    assert "service: 0 new, 0 changed, 1 unchanged" in broken.stdout


def test_one_cause_is_told_once_for_a_row(lotsen: Run) -> None:
    folder = Path("daten")
    folder.mkdir()
    service, nobody = (f"0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a0{number}" for number in (10, 11))
    (folder / "services.csv").write_text(
        f"id,organization_id,name,status\n{service},{nobody},Café,active\n", encoding="utf-8"
    )
    told = json.loads(lotsen("import", "daten", "--json").stdout)
    assert [(one["field"], one["done"]) for one in told["problems"]] == [("organization_id", "row left out")]


def test_a_list_that_is_nowhere_to_be_written_ends_with_one_line(lotsen: Run) -> None:
    lotsen("import", listed(ROW))
    Path("voll").symlink_to("/dev/full")
    for words in (("import", "angebote.csv", "--report", "voll"),):
        done = lotsen(*words)
        assert done.exit_code == 1
        assert "voll cannot be written" in done.stderr
    assert services(lotsen) == 1


def test_the_same_file_again_is_told_the_same_until_something_changes(lotsen: Run) -> None:
    rows = ROW + "Treff;Z9;Verein;50667;Köln;Gasse 1;+49 221 1\n;D1;Verein;;;;\n"
    first = json.loads(lotsen("import", listed(rows), "--json").stdout)
    again = lotsen("import", "angebote.csv", "--json")
    anew = lotsen("import", "angebote.csv", "--json", "--anew")
    assert (again.exit_code, json.loads(again.stdout)) == (anew.exit_code, json.loads(anew.stdout))
    assert json.loads(again.stdout)["problems"] == first["problems"]
    assert json.loads(again.stdout)["stored"]["service"] == {"added": 0, "changed": 0, "same": 2, "kept": 0}
    Path("other.csv").write_text(HEADING + ROW.replace("+49 221 1", "+49 221 2"), encoding="utf-8")
    assert json.loads(lotsen("import", "other.csv", "--json").stdout)["stored"]["service"]["changed"] == 1
    back = json.loads(lotsen("import", "angebote.csv", "--json").stdout)
    assert back["stored"]["service"]["changed"] == 1
    typed = json.loads(lotsen("import", "angebote.csv", "--service-type", "D1", "--json").stdout)
    assert (typed["not_sorted_yet"], typed["stored"]["service"]["changed"]) == (0, 1)


def test_a_dry_run_is_not_taken_for_an_import(lotsen: Run) -> None:
    lotsen("import", listed(ROW), "--dry-run")
    assert json.loads(lotsen("import", "angebote.csv", "--json").stdout)["stored"]["service"]["added"] == 1


def test_the_ending_of_an_export_says_how_it_is_written(lotsen: Run) -> None:
    lotsen("import", listed(ROW))
    assert lotsen("export", "aus.csv").exit_code == 0
    assert Path("aus.csv").read_text("utf-8-sig").startswith("Angebot;")
    assert lotsen("export", "aus.json").exit_code == 2
    assert not Path("aus.json").exists()


def test_a_file_of_a_kind_that_is_not_known_is_told_which_kinds_are(lotsen: Run) -> None:
    Path("liste.xls").write_bytes(b"x")
    refused = lotsen("import", "liste.xls")
    assert refused.exit_code == 2
    assert "known are JSON" in refused.stderr


def test_a_postcode_that_is_none_is_reported(lotsen: Run) -> None:
    told = json.loads(lotsen("import", listed(ROW.replace("50667", "K-50")), "--json").stdout)
    assert [(one["field"], one["done"]) for one in told["problems"]] == [("PLZ", "field left out")]
