"""The command line for places: reports, exit codes, and nothing kept by halves."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lotsen.cli import main
from tests.places.test_exchange import collection, feature, geonames, polygon, row, square

Run = Callable[..., Result]


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Write a text into a file and run `lotsen places import` on it, in a folder with empty stores."""
    monkeypatch.chdir(tmp_path)
    variables = {"LOTSEN_HOME": str(tmp_path / "var")}
    assert CliRunner().invoke(main, ["keys", "init"], env=variables).exit_code == 0

    def run(text: str, *words: str) -> Result:
        file = tmp_path / "file"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, ["places", "import", str(file), *words], env=variables)

    return run


def test_an_import_reports_what_it_kept_and_repeats_without_harm(bring: Run) -> None:
    text = geonames(row("43301", "Neudorf"), row("43301", "Altdorf"))
    first = json.loads(bring(text, "--json").stdout)
    assert first["kept"]
    assert (first["new_towns"], first["ambiguous_postcodes"], first["refused"]) == (2, 1, [])
    assert json.loads(bring(text, "--json").stdout)["new_towns"] == 0


def test_who_reads_the_directory_learns_of_new_places(bring: Run, tmp_path: Path) -> None:
    def version() -> int:
        with closing(sqlite3.connect(tmp_path / "var" / "lotsen.db")) as store:
            return sum(
                number for (number,) in store.execute("SELECT number FROM directory_directory_version")
            )

    text = geonames(row("43301", "Neudorf"))
    assert bring(text, "--dry-run").exit_code == 0
    before = version()
    assert bring(text).exit_code == 0
    after = version()
    assert bring("Sozialraum;PLZ\nOst;43301\n").exit_code == 0
    assert before < after < version()


def test_a_dry_run_keeps_nothing(bring: Run) -> None:
    text = geonames(row("43301", "Neudorf"))
    tried = bring(text, "--dry-run")
    assert (tried.exit_code, "nothing was kept" in tried.output) == (0, True)
    assert json.loads(bring(text, "--json").stdout)["new_towns"] == 1


def test_a_refused_line_keeps_nothing_unless_the_rest_is_wanted(bring: Run) -> None:
    text = geonames(row("43301", "Neudorf"), row("4330", "Altdorf"))
    refused = bring(text)
    assert refused.exit_code == 1
    assert "file, 3: “4330” is no postcode of five digits" in refused.output
    kept = bring(text, "--skip-refused", "--json")
    assert (kept.exit_code, json.loads(kept.stdout)["new_towns"]) == (0, 1)


def test_districts_come_from_a_list_and_from_a_map(bring: Run) -> None:
    assert bring(geonames(row("43301", "Neudorf", spot="51.1,8.1"))).exit_code == 0
    assert bring("Sozialraum;PLZ\nOst;43301\n").exit_code == 0
    drawn = collection(feature(polygon(square(8, 51)), titel="Mitte"))
    assert bring(drawn).exit_code == 1
    placed = bring(drawn, "--name-property", "titel", "--json")
    assert (placed.exit_code, json.loads(placed.stdout)["districts"]) == (0, 1)


def test_what_is_no_file_of_places_and_a_wrong_state_end_with_a_line(bring: Run) -> None:
    assert (bring("hello").exit_code, "no file of places" in bring("hello").output) == (1, True)
    assert bring(geonames(row("43301", "Neudorf")), "--state", "NW").exit_code == 2
