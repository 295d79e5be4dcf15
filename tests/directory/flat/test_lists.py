import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lotsen.directory import actions
from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost
from lotsen.directory.entries import LocationEntry, OrganizationEntry, ServiceEntry
from lotsen.directory.exchange import Report, bring, outgoing, write, write_template
from lotsen.directory.exchange.held import Held, stored_entry
from lotsen.directory.flat import HEADINGS
from lotsen.directory.hsds.problems import Done, FileRefused, Kind
from lotsen.directory.profile.terms import TERMS
from tests.conftest import OpenDesk
from tests.directory.exchange.test_round_trip import wipe

HEADING = "Angebot;Art;Träger;PLZ;Ort;Straße und Hausnummer;Telefon"
PROTECTED = next(term for term in TERMS if term.field == "protected_address")
Bring = Callable[[str | bytes], Report]


@pytest.fixture
def bring_csv(desk: OpenDesk, tmp_path: Path) -> Bring:
    """Import a list."""

    def do(content: str | bytes) -> Report:
        raw = content.encode() if isinstance(content, str) else content
        (tmp_path / "angebote.csv").write_bytes(raw)
        with desk("coordinator") as d:
            return bring(d, tmp_path / "angebote.csv")

    return do


def stored(desk: OpenDesk, kind: str) -> list[dict[str, Any]]:
    with desk("coordinator", writing=False) as d:
        held = Held(d)
        rows = held.rows(kind, held.ids[kind])
        links = held.links(rows) if kind == "service" else {}
        return [dict(stored_entry(kind, value, links.get(row, ()))) for row, value in rows.items()]


def workbook(path: Path, rows: Iterable[Iterable[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def test_a_row_in_the_words_of_an_office_becomes_a_service_with_carrier_and_place(
    desk: OpenDesk, bring_csv: Bring
) -> None:
    heading = (
        "Angebot;Träger;Art;Ab Monat;Bis Monat;Sprachen;Kosten;Zugang;Hausbesuch;Freie Plätze;"
        "Wartezeit in Wochen;Stand der Plätze;Einzugsgebiet nach;Einzugsgebiet;Straße und Hausnummer;PLZ;Ort"
    )
    row = (
        "Babycafé;Verein;D1 Elterncafé und offener Treff;0;35;deutsch, Tuerkisch;kostenfrei;nach Termin;ja;"
        "Warteliste;6;1.11.2026;Postleitzahl;50667, 50668;Gasse 1;1067;Dresden"
    )
    report = bring_csv(f"{heading}\n{row}\n")
    assert [str(one) for one in report.problems] == []
    (service,) = stored(desk, "service")
    (place,) = stored(desk, "location")
    assert (service["service_type"], service["min_months"], service["max_months"]) == ("D1", 0, 35)
    assert service["languages"] == {"de", "tr"}
    assert (service["cost"], service["access"]) == (Cost.FREE, AccessRoute.APPOINTMENT)
    assert (service["capacity"], service["waiting_weeks"]) == (Capacity.WAITING_LIST, 6)
    assert str(service["capacity_checked_on"]) == "2026-11-01"
    assert (service["area_level"], service["area_codes"]) == (AreaLevel.POSTCODE, {"50667", "50668"})
    assert (place["street"], place["postcode"], place["city"]) == ("Gasse 1", "01067", "Dresden")
    assert service["location_ids"] == (place["id"],)
    assert place["organization_id"] == service["organization_id"]


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_both_separators_are_read_with_and_without_a_mark(
    bring_csv: Bring, separator: str, mark: bytes
) -> None:
    text = HEADING.replace(";", separator) + "\r\n" + "Café;D1;Verein;;;;\r\n".replace(";", separator)
    assert bring_csv(mark + text.encode()).stored["service"].added == 1


def test_the_same_list_again_changes_nothing_and_a_new_number_changes_one_service(bring_csv: Bring) -> None:
    rows = "Café;D1;Verein;50667;Köln;Gasse 1;+49 1\nTreff;D1;Verein;50667;Köln;Gasse 1;+49 2\n"
    first = bring_csv(f"{HEADING}\n{rows}")
    again = bring_csv(f"{HEADING}\n{rows}")
    changed = bring_csv(f"{HEADING}\n{rows.replace('+49 2', '+49 3')}")
    assert (first.stored["service"].added, first.stored["organization"].added) == (2, 1)
    assert all(one.added == one.changed == 0 for one in again.stored.values())
    assert (changed.stored["service"].added, changed.stored["service"].changed) == (0, 1)


def test_a_bad_row_and_a_bad_cell_stop_nothing_else(desk: OpenDesk, bring_csv: Bring) -> None:
    report = bring_csv(
        f"{HEADING}\n;D1;Verein;;;;5\nCafé;Z9;Verein;;;;1\nCafé;D1;Verein;;;;1\nTreff;D1;;;;;1\n"
        "=1+1;D1;Verein;;;;1\n;;;;;;\n"
    )
    left = {(one.line, one.field) for one in report.problems if one.done is Done.ROW}
    assert left == {(2, "Angebot"), (4, "Angebot"), (5, "Träger"), (6, "Angebot"), (7, "")}
    cells = {(one.line, one.field) for one in report.problems if one.done is Done.CELL}
    assert cells == {(3, "Art")}
    assert [service["name"] for service in stored(desk, "service")] == ["Café"]


def test_a_finding_names_the_column_that_the_list_shows(bring_csv: Bring) -> None:
    heading = (
        "Angebot;Art;Träger;Internet;Breite;Ab Monat;Bis Monat;Wartezeit in Wochen;Ab Schwangerschaftswoche;"
        "Zielgruppen;Nicht für;Telefon des Trägers;Kennung des Standorts;PLZ;Weitere Standorte"
    )
    place = "5b0d0f1e-0b3c-4a53-9a53-2f6f0e8f8a01"
    report = bring_csv(
        f"{heading}\nCafé;D1;Verein;;;;;;;;;0221 1;{place};50667;\n"
        f"Treff;;Verein;oben;200;5;2;5;50;Väter;Väter;0221 2;{place};50668;{place[:-1]}2\n"
    )
    assert {one.field for one in report.problems} == set(heading.split(";")) - {
        "Angebot", "Träger", "Bis Monat", "Zielgruppen", "Kennung des Standorts"
    }  # fmt: skip
    assert {one.line for one in report.problems} == {3}


def test_habits_of_a_spreadsheet_are_understood(desk: OpenDesk, bring_csv: Bring) -> None:
    heading = "Angebot;Träger;Art;Sprachen;Kosten;Freie Plätze;Zugang;Geprüft am;Gültig bis"
    row = "Treff;Verein;D1;deutsch/arabisch;kostenlos;Aufnahmestopp;ohne Anmeldung;1.11.26;31.12.2100"
    report = bring_csv(f"{heading}\n{row}\n")
    assert [str(one) for one in report.problems] == []
    (service,) = stored(desk, "service")
    assert service["languages"] == {"de", "ar"}
    assert (service["cost"], service["capacity"], service["access"]) == (
        Cost.FREE,
        Capacity.CLOSED,
        AccessRoute.OPEN,
    )
    assert (service["checked_on"], service["valid_until"]) == (date(2026, 11, 1), date(2100, 12, 31))


def test_a_finding_repeats_what_the_cell_says(bring_csv: Bring) -> None:
    row = "Treff;Verein;D1;ab 6 Wochen;teilweise;November"
    report = bring_csv(f"Angebot;Träger;Art;Ab Monat;Hausbesuch;Geprüft am\n{row}\n")
    assert {problem.cause for problem in report.problems} == {
        "“ab 6 Wochen” is no whole number",
        "“teilweise” is neither “ja” nor “nein”",
        "“November” is no date such as 31.12.2026",
    }


def test_latin_1_is_refused_and_nothing_is_kept(desk: OpenDesk, bring_csv: Bring) -> None:
    with pytest.raises(FileRefused) as caught:
        bring_csv((HEADING.replace("ß", "ss") + "\nCaf;D1;Verein;;;;\nKöln;D1;Verein;;;;\n").encode("cp1252"))
    assert caught.value.problem.line == 1
    assert "“ä”" in caught.value.problem.cause
    assert stored(desk, "service") == []


def test_a_file_that_is_no_list_is_refused(bring_csv: Bring) -> None:
    with pytest.raises(FileRefused):
        bring_csv("Name;Ort\nA;B\n")


def test_an_address_under_protection_is_neither_taken_nor_given(
    desk: OpenDesk, bring_csv: Bring, tmp_path: Path
) -> None:
    heading = "Angebot;Art;Träger;Anschrift geschützt;Straße und Hausnummer;PLZ;Ort"
    report = bring_csv(f"{heading}\nFrauenhaus;B8;Verein;ja;Geheimweg 7;50667;Köln\n")
    assert [one.kind for one in report.problems] == [Kind.PROTECTED]
    assert stored(desk, "location") == []
    with desk("coordinator", writing=False) as d:
        for kind in ("hsds-json", "hsds-csv", "csv"):
            write(outgoing(d), kind, tmp_path / f"out-{kind}")
    written = [one.read_text("utf-8") for one in tmp_path.glob("out-*/*")] + [
        (tmp_path / "out-csv").read_text("utf-8-sig")
    ]
    assert any("Frauenhaus" in one for one in written)
    assert not any("Geheimweg" in one for one in written)


def test_no_cell_of_an_export_is_run_and_every_number_comes_back(
    desk: OpenDesk, bring_csv: Bring, tmp_path: Path
) -> None:
    bring_csv(f"{HEADING}\n'=HYPERLINK(1);D1;@Verein;50667;-;'-1+1;+49 221 1\n")
    with desk("coordinator", writing=False) as d:
        records = outgoing(d)
    write(records, "csv", tmp_path / "out.csv")
    write(records, "xlsx", tmp_path / "out.xlsx")
    write(records, "hsds-csv", tmp_path / "out")
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig")), delimiter=";"))
    rows += [
        [str(cell.value or "") for cell in row]
        for row in openpyxl.load_workbook(tmp_path / "out.xlsx").active
    ]
    for path in (tmp_path / "out").glob("*.csv"):
        rows += list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    cells = [cell for row in rows for cell in row]
    assert "'+49 221 1" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    with desk("coordinator") as d:
        for path in (tmp_path / "out.csv", tmp_path / "out.xlsx", tmp_path / "out"):
            assert all(one.added == one.changed == 0 for one in bring(d, path).stored.values())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_read_and_its_example_is_not_taken(desk: OpenDesk, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"vorlage.{kind}"
    write_template(kind, path)
    with desk("coordinator") as d:
        report = bring(d, path)
    assert [one.done for one in report.problems] == [Done.EXAMPLE]
    assert report.usable == 0
    if kind == "xlsx":
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["Angebote", "Erläuterungen"]
        assert [cell.value for cell in book["Angebote"][1]] == list(HEADINGS)


def test_a_workbook_may_hold_numbers_days_and_blank_rows_but_no_formulas(
    desk: OpenDesk, tmp_path: Path
) -> None:
    heading = ["Angebot", "Art", "Träger", "Bis Monat", "Geprüft am", "Hausbesuch", "PLZ", "Ort"]
    path = workbook(
        tmp_path / "a.xlsx",
        [
            heading,
            ["Café", "D1", "Verein", 35.0, date(2026, 5, 1), True, 1067, "Dresden"],
            [None] * 8,
            ["=1+1", "D1", "Verein"],
            ["Treff", "D1", "Verein"],
        ],
    )
    with desk("coordinator") as d:
        report = bring(d, path)
    assert [(one.line, one.field) for one in report.problems] == [(4, "Angebot")]
    services = {service["name"]: service for service in stored(desk, "service")}
    assert set(services) == {"Café", "Treff"}
    assert (services["Café"]["max_months"], services["Café"]["home_visit"]) == (35, True)
    assert str(services["Café"]["checked_on"]) == "2026-05-01"
    assert {place["postcode"] for place in stored(desk, "location")} == {"01067"}


@pytest.mark.parametrize("damage", ["bomb", "entities", "no workbook", "no zip"])
def test_a_workbook_that_is_none_is_refused_before_it_is_opened(
    desk: OpenDesk, tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "a.xlsx"
    sheet = (
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet/>"
        if damage == "entities"
        else b"0"
    )
    if damage == "no zip":
        path.write_bytes(b"PK nonsense")
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            content = sheet * (60 * 1024 * 1024 if damage == "bomb" else 1)
            archive.writestr("xl/worksheets/sheet1.xml", content)
    with pytest.raises(FileRefused), desk("coordinator") as d:
        bring(d, path)


def test_what_a_protected_service_had_before_leaves_no_more_and_comes_in_no_more(
    desk: OpenDesk, bring_csv: Bring, tmp_path: Path
) -> None:
    heading = "Kennung;Angebot;Art;Träger;Straße und Hausnummer;PLZ;Ort"
    bring_csv(f"{heading}\nf1;Frauenhaus;B8;Verein;Geheimweg 7;50667;Köln\n")
    with desk("coordinator", writing=False) as d:
        write(outgoing(d), "hsds-csv", tmp_path / "open")
    (service,) = stored(desk, "service")
    with desk("coordinator") as d:
        hidden = service | {"protected_address": True, "location_ids": (), "location_parts": {}}
        actions.save_service(d, ServiceEntry.model_validate(hidden))
    with desk("coordinator", writing=False) as d:
        write(outgoing(d), "hsds-json", tmp_path / "closed")
    assert not any("Geheimweg" in one.read_text("utf-8") for one in (tmp_path / "closed").iterdir())
    attributes = tmp_path / "open" / "attributes.csv"
    marked = attributes.read_text("utf-8") + f"x1,f1,{PROTECTED.id},,service,true\r\n"
    attributes.write_text(marked, encoding="utf-8", newline="")
    with desk("coordinator") as d:
        wipe(d)
        report = bring(d, tmp_path / "open")
        assert Kind.PROTECTED in {one.kind for one in report.problems}
    assert stored(desk, "location") == []


def key_in(desk: OpenDesk, *, protected: bool = False) -> ServiceEntry:
    """Enter a service by hand, at a place of its own unless that is protected."""
    owner = OrganizationEntry(name="Verein für Eltern e. V.", description="Seit 1990")
    place = LocationEntry(
        organization_id=owner.id, name="Haus", street="Gasse 1", postcode="50667", city="Köln"
    )
    entry = ServiceEntry(
        organization_id=owner.id,
        service_type="D1",
        name="Babycafé",
        home_visit=True,
        protected_address=protected,
        location_ids=() if protected else (place.id,),
    )
    with desk("coordinator") as d:
        actions.save_organization(d, owner)
        if not protected:
            actions.save_location(d, place)
        actions.save_service(d, entry, revision=None)
    return entry


def test_a_row_without_ids_is_about_the_one_entry_of_these_names(desk: OpenDesk, bring_csv: Bring) -> None:
    entry = key_in(desk)
    row = "babycafe;D1;Verein für Eltern e.V.;50667;Köln;Gasse 1;+49 1\n"
    first, again = (bring_csv(f"{HEADING}\n{row}") for _ in range(2))
    named = [(one.field, one.line) for one in first.problems if one.done is Done.NAMED]
    assert named == [("Träger", 2), ("Angebot", 2), ("Standort", 2)]
    assert len(first.problems) == 3
    assert {name: one.added for name, one in first.stored.items() if one.added} == {}
    assert all(one.added == one.changed == 0 for one in again.stored.values())
    (service,) = stored(desk, "service")
    assert service == dict(entry) | {"phone": "+49 1"}
    (owner,) = stored(desk, "organization")
    assert (owner["name"], owner["description"]) == ("Verein für Eltern e. V.", "Seit 1990")
    assert len(stored(desk, "location")) == 1


def test_the_same_name_at_another_place_is_another_service_of_the_same_organization(
    desk: OpenDesk, bring_csv: Bring
) -> None:
    key_in(desk)
    report = bring_csv(f"{HEADING}\nBabycafé;D1;Verein für Eltern e.V.;50667;Köln;Allee 9;\n")
    assert (report.stored["organization"].added, report.stored["service"].added) == (0, 1)
    assert len({one["organization_id"] for one in stored(desk, "service")}) == 1


def test_of_two_entries_with_one_name_none_is_meant(desk: OpenDesk, bring_csv: Bring) -> None:
    key_in(desk)
    key_in(desk)
    report = bring_csv(f"{HEADING}\nBabycafé;D1;Verein für Eltern e.V.;50667;Köln;Gasse 1;\n")
    assert report.problems == []
    assert (report.stored["organization"].added, report.stored["service"].added) == (1, 1)


@pytest.mark.parametrize("heading", [";".join(HEADINGS), HEADING, f"{HEADING};Anschrift geschützt"])
def test_a_protected_service_that_is_only_named_stays_protected_and_gets_no_address(
    desk: OpenDesk, bring_csv: Bring, heading: str
) -> None:
    key_in(desk, protected=True)
    said = {
        "Angebot": "Babycafé", "Art": "D1", "Träger": "Verein für Eltern e.V.", "Anschrift geschützt": "nein",
        "Straße und Hausnummer": "Geheimweg 7", "PLZ": "50667", "Ort": "Köln", "Telefon": "+49 1",
    }  # fmt: skip
    rows = [";".join(said.get(name, "") for name in heading.split(";"))] * 2
    report = bring_csv("\n".join([heading, *rows]) + "\n")
    assert report.stored["service"].added == 0
    assert {one.line for one in report.problems if one.done is Done.ROW} == {3}
    (service,) = stored(desk, "service")
    assert service["protected_address"]
    assert (service["phone"], service["location_ids"]) == ("+49 1", ())
    assert stored(desk, "location") == []
