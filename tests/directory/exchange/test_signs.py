"""Signs that nobody sees: those that steer a display are taken off and reported, those of writing stay."""

import json
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from lotsen.directory import actions
from lotsen.directory.exchange import bring
from lotsen.directory.hsds.problems import Done
from lotsen.directory.hsds.signs import without_invisible
from tests.conftest import OpenDesk

STEERING = "Kinder\u202ecafé\x1b[31m \u2066rot\u2069\u200b"
PLAIN = "Kindercafé[31m rot"
OF_WRITING = "می\u200cخواهم \u200fא\u200e 👩\u200d👧 Zeile\nzwei"


def test_what_writing_needs_stays() -> None:
    assert without_invisible(OF_WRITING) == OF_WRITING
    assert without_invisible(STEERING) == PLAIN


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
def test_signs_that_steer_a_display_are_taken_off_and_reported(
    desk: OpenDesk, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"angebote.{ending}"
    if ending == "json":
        owner = {"id": str(UUID(int=1)), "name": "Verein", "description": OF_WRITING}
        row = {"id": str(UUID(int=2)), "name": STEERING, "organization": owner, "status": "active"}
        path.write_text(json.dumps(row), encoding="utf-8")
    elif ending == "csv":
        path.write_text(f"Angebot;Träger\n{STEERING};Verein\n", encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        book.active.append(["Angebot", "Träger"])
        book.active.append([STEERING.replace("\x1b", ""), "Verein"])
        book.save(path)
    with desk("coordinator") as d:
        report = bring(d, path, default_type="D1")
        assert [one.field for one in report.problems if one.done is Done.CLEANED] == [
            "name" if ending == "json" else "Angebot"
        ]
        assert PLAIN in [name for _, name in actions.service_names(d)]
