"""Rows that somebody copied: their hidden details and ids speak of what they were copied from."""

import csv
from pathlib import Path
from uuid import UUID

import pytest

from lotsen.directory import actions
from lotsen.directory.exchange import bring, outgoing, write
from tests.conftest import OpenDesk

pytestmark = pytest.mark.usefixtures("with_directory")


def test_a_copied_row_without_its_id_becomes_a_service_of_its_own_at_the_same_place(
    desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "liste.csv"
    with desk("coordinator") as d:
        write(outgoing(d), "csv", path)
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source, delimiter=";"))
        row = next(row for row in rows if '"joins"' in row["Weitere Angaben (nicht ändern)"] and row["PLZ"])
        copies = [row | {"Kennung": "", "Angebot": name} for name in ("Kopie Eins", "Kopie Zwei")]
        with path.open("w", encoding="utf-8", newline="") as written:
            table = csv.DictWriter(written, row, delimiter=";")
            table.writeheader()
            table.writerows(copies)
        for added in (2, 0):
            report = bring(d, path)
            assert (report.refused, report.stored["service"].added) == (0, added)
        ids = {name: service_id for service_id, name in actions.service_names(d)}
        for copy in copies:
            (place,) = actions.read_service(d, ids[copy["Angebot"]]).locations
            assert place.street == row["Straße und Hausnummer"]


def test_a_join_with_the_id_of_another_one_is_stored_under_its_own(desk: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "service_at_location.csv"
    with desk("coordinator") as d:
        joins = outgoing(d).tables["service_at_location"].values()
        one = next(iter(joins)).values
        other = next(join.values for join in joins if join.values["location_id"] != one["location_id"])
        row = f"{one['id']},{one['service_id']},{other['location_id']}\n"
        path.write_text(f"id,service_id,location_id\n{row}", encoding="utf-8")
        assert bring(d, path).refused == 0
        sheet = actions.read_service(d, UUID(str(one["service_id"])))
        assert {str(place.id) for place in sheet.locations} >= {one["location_id"], other["location_id"]}
