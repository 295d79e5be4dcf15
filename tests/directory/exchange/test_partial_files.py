"""Files that say only a part of an entry: what they leave out stays as it was, and as whose word it was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.entries import LocationEntry, ServiceEntry
from lotsen.directory.exchange import bring
from lotsen.directory.tables import Location
from tests.conftest import OpenDesk

TREFF = UUID("0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a0b1")
VEREIN = UUID("0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a0b2")
WHO = "Kennung;Angebot;Art;Träger;Kennung des Trägers"
THIS = f"{TREFF};Treff;D1;Verein;{VEREIN}"
ALL = (f"{WHO};Beschreibung;Telefon;Straße und Hausnummer;PLZ;Ort", f"{THIS};Offen;1;Gasse 1;50667;Köln")

Listed = Callable[[str, str], None]


@pytest.fixture
def at_work(desk: OpenDesk) -> Iterator[Desk]:
    """A coordinator at work."""
    with desk("coordinator") as d:
        yield d


@pytest.fixture
def listed(at_work: Desk, tmp_path: Path) -> Listed:
    """Import a flat list of one row."""

    def do(heading: str, row: str) -> None:
        path = tmp_path / "angebote.csv"
        path.write_text(f"{heading}\n{row}\n", encoding="utf-8")
        assert [str(one) for one in bring(at_work, path).problems] == []

    return do


def stored(desk: Desk) -> ServiceEntry:
    return actions.read_entry(desk, TREFF)[0]


def change(desk: Desk, **fields: object) -> None:
    entry, revision = actions.read_entry(desk, TREFF)
    actions.save_service(desk, entry.model_copy(update=fields), revision=revision)


def second_house(desk: Desk) -> LocationEntry:
    house = LocationEntry(
        organization_id=VEREIN, name="Haus", street="Allee 9", postcode="50667", city="Köln"
    )
    actions.save_location(desk, house)
    return house


def streets(desk: Desk) -> list[str]:
    """The streets where the service is, the main one first."""
    found = {
        row.id: row.street
        for row in desk.db.exec(select(Location)).all()
        if row.id in stored(desk).location_ids
    }
    return [found[place] for place in stored(desk).location_ids]


def test_what_people_wrote_does_not_become_the_word_of_a_list_that_leaves_it_out(
    at_work: Desk, listed: Listed
) -> None:
    listed(*ALL)
    change(at_work, description="Offen, mit Frühstück")
    listed(f"{WHO};Telefon", f"{THIS};2")
    assert (stored(at_work).description, stored(at_work).phone) == ("Offen, mit Frühstück", "2")
    listed(ALL[0], ALL[1].replace(";1;", ";2;"))
    assert (stored(at_work).description, stored(at_work).phone) == ("Offen, mit Frühstück", "2")


def test_a_list_of_a_few_columns_leaves_all_that_it_does_not_speak_of(at_work: Desk, listed: Listed) -> None:
    listed(
        f"{WHO};Hausbesuch;Kosten;Nicht für;Anschrift geschützt;Beschreibung des Trägers",
        f"{THIS};ja;kostenfrei;Väter;ja;Ein guter Verein",
    )
    before = stored(at_work)
    assert before.protected_address
    listed(f"{WHO};Kinderbetreuung", f"{THIS};ja")
    assert stored(at_work) == before.model_copy(update={"childcare": True})
    assert actions.read_service(at_work, TREFF).organization.description == "Ein guter Verein"


def test_where_people_moved_a_service_stays_after_a_list_without_places(
    at_work: Desk, listed: Listed
) -> None:
    listed(*ALL)
    house = LocationEntry(
        organization_id=VEREIN, name="Haus", street="Allee 9", postcode="50667", city="Köln"
    )
    actions.save_location(at_work, house)
    change(at_work, location_ids=(house.id,))
    listed(f"{WHO};Telefon", f"{THIS};2")
    assert streets(at_work) == ["Allee 9"]
    listed(ALL[0], ALL[1].replace(";1;", ";2;"))
    assert streets(at_work) == ["Allee 9"]


def test_a_list_with_a_new_address_moves_a_service_and_leaves_its_other_places(
    at_work: Desk, listed: Listed
) -> None:
    listed(*ALL)
    house = LocationEntry(
        organization_id=VEREIN, name="Haus", street="Allee 9", postcode="50667", city="Köln"
    )
    actions.save_location(at_work, house)
    change(at_work, location_ids=(*stored(at_work).location_ids, house.id))
    assert streets(at_work) == ["Gasse 1", "Allee 9"]
    listed(ALL[0], ALL[1])
    assert streets(at_work) == ["Gasse 1", "Allee 9"]


def test_an_address_that_was_corrected_in_the_list_is_the_only_one(at_work: Desk, listed: Listed) -> None:
    listed(*ALL)
    listed(ALL[0], ALL[1].replace("Gasse 1;", "Gasse 11;"))
    assert streets(at_work) == ["Gasse 11"]
    listed(f"{WHO};Straße und Hausnummer;PLZ;Ort", f"{THIS};;;")
    assert streets(at_work) == ["Gasse 11"]


@pytest.mark.parametrize("table", ["organizations", "locations"])
def test_a_table_of_only_carriers_or_only_places_loses_no_join(
    at_work: Desk, listed: Listed, tmp_path: Path, table: str
) -> None:
    listed(*ALL)
    place = stored(at_work).location_ids[0]
    (tmp_path / f"{table}.csv").write_text(
        f"id,name,description\n{VEREIN},Verein Nord,Text\n"
        if table == "organizations"
        else f"id,location_type,name\n{place},physical,Haus Nord\n",
        encoding="utf-8",
    )
    report = bring(at_work, tmp_path / f"{table}.csv")
    assert report.stored[table.removesuffix("s")].changed == 1
    assert stored(at_work).location_ids == (place,)
    assert streets(at_work) == ["Gasse 1"]
