"""People protect an address that a file once said in the open: no later file brings it back."""

from pathlib import Path
from uuid import UUID

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ObjectKind
from lotsen.directory.entries import OrganizationEntry, ServiceEntry
from lotsen.directory.exchange import bring
from lotsen.directory.profile.terms import TERMS
from lotsen.directory.tables import EntryRevision, ImportConflict, Location
from lotsen.upkeep import actions as upkeep
from tests.conftest import OpenDesk

CARRIER = UUID("0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a001")
REFUGE = UUID("0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a002")
HOUSE = UUID("0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a003")
OTHER_HOUSE = UUID("0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a004")


def sent(desk: Desk, folder: Path, *houses: UUID) -> None:
    """Import a package in which the refuge stands in the open, at these houses."""
    folder.mkdir(exist_ok=True)
    tables = {
        "organizations": f"id,name,description\r\n{CARRIER},Haus Linde,Ein Verein\r\n",
        "services": f"id,organization_id,name,status\r\n{REFUGE},{CARRIER},Zuflucht,active\r\n",
        "locations": "id,location_type,name,organization_id\r\n"
        + "".join(f"{house},physical,Haus,{CARRIER}\r\n" for house in houses),
        "addresses": "id,location_id,address_1,city,state_province,postal_code,country,address_type\r\n"
        + "".join(
            f"{UUID(int=house.int + 100)},{house},Stille Gasse 7,Lindbrueck,NW,50667,DE,physical\r\n"
            for house in houses
        ),
        "service_at_location": "id,service_id,location_id\r\n"
        + "".join(f"{UUID(int=house.int + 200)},{REFUGE},{house}\r\n" for house in houses),
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    assert bring(desk, folder, default_type="D3").problems == []


def protect(desk: Desk) -> None:
    entry, revision = directory.read_entry(desk, REFUGE)
    hidden = {"protected_address": True, "location_ids": (), "location_parts": {}}
    directory.save_service(desk, entry.model_copy(update=hidden), revision=revision)


def streets(desk: Desk) -> list[str]:
    return list(desk.db.exec(select(Location.street)).all())


def test_the_same_file_again_does_not_bring_the_address_back(desk: OpenDesk, tmp_path: Path) -> None:
    with desk("coordinator") as d:
        sent(d, tmp_path / "town", HOUSE)
        assert streets(d) == ["Stille Gasse 7"]
        protect(d)
        assert streets(d) == []
        sent(d, tmp_path / "town", HOUSE)
        assert directory.read_entry(d, REFUGE)[0].protected_address
        assert streets(d) == []


def test_a_file_does_not_open_what_people_protected_before_any_file_told_of_it(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        directory.add_organization(d, OrganizationEntry(id=CARRIER, name="Haus Linde"))
        refuge = ServiceEntry(
            id=REFUGE, organization_id=CARRIER, service_type="D3", name="Haus", protected_address=True
        )
        directory.add_service(d, refuge)
        sent(d, tmp_path / "town", HOUSE)
        listed(d, tmp_path / "open.csv", "nein")
        entry, _ = directory.read_entry(d, REFUGE)
        assert (entry.name, entry.protected_address) == ("Zuflucht", True)
        assert streets(d) == []


def test_another_house_of_a_protected_service_is_neither_kept_nor_told(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        sent(d, tmp_path / "town", HOUSE)
        protect(d)
        sent(d, tmp_path / "town", HOUSE, OTHER_HOUSE)
        assert directory.read_entry(d, REFUGE)[0].protected_address
        assert streets(d) == []
        told = [change.name for one in upkeep.contradictions(d) for change in one.changes]
        assert "location_ids" not in told


def test_a_file_that_protects_an_address_leaves_nothing_of_it_behind(desk: OpenDesk, tmp_path: Path) -> None:
    with desk("coordinator") as d:
        sent(d, tmp_path / "town", HOUSE)
        noted(d)
        protected_by_a_file(d, tmp_path / "protected.csv")
        assert directory.read_entry(d, REFUGE)[0].protected_address
        assert streets(d) == []
        left = [d.db.exec(select(EntryRevision.entry)).all(), d.db.exec(select(ImportConflict.said)).all()]
        assert "Stille Gasse" not in str(left)
        assert "Klingel" not in str(left)


def test_a_house_that_another_service_has_stays_where_one_of_them_is_protected(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        sent(d, tmp_path / "town", HOUSE)
        cafe = ServiceEntry(
            organization_id=CARRIER, service_type="D1", name="Café Linde", location_ids=(HOUSE,)
        )
        directory.save_service(d, cafe)
        protected_by_a_file(d, tmp_path / "protected.csv")
        assert streets(d) == ["Stille Gasse 7"]
        assert directory.read_entry(d, cafe.id)[0].location_ids == (HOUSE,)


def test_the_houses_of_a_protected_service_do_not_come_back_by_themselves(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        sent(d, tmp_path / "town", HOUSE)
        protected_by_a_file(d, tmp_path / "protected.csv")
        for left_out in ("services", "service_at_location"):
            (tmp_path / "town" / f"{left_out}.csv").unlink()
            bring(d, tmp_path / "town")
            assert streets(d) == []


def test_a_file_that_opens_what_a_file_protected_brings_the_address_back(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        sent(d, tmp_path / "town", HOUSE)
        protected_by_a_file(d, tmp_path / "protected.csv")
        attribute = f"{UUID(int=9)},{REFUGE},service,{PROTECTED},false\r\n"
        (tmp_path / "town" / "attributes.csv").write_text(
            f"id,link_id,link_entity,taxonomy_term_id,value\r\n{attribute}", encoding="utf-8", newline=""
        )
        sent(d, tmp_path / "town", HOUSE)
        assert streets(d) == ["Stille Gasse 7"]


def test_a_file_that_says_nothing_of_it_does_not_open_what_a_file_protected(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        sent(d, tmp_path / "town", HOUSE)
        protected_by_a_file(d, tmp_path / "protected.csv")
        bring(d, tmp_path / "town", default_type="D3")
        listed(d, tmp_path / "silent.csv", "")
        assert directory.read_entry(d, REFUGE)[0].protected_address
        assert streets(d) == []
        listed(d, tmp_path / "open.csv", "nein")
        assert not directory.read_entry(d, REFUGE)[0].protected_address
        assert streets(d) == ["Stille Gasse 7"]


PROTECTED = next(term.id for term in TERMS if term.field == "protected_address")


def noted(desk: Desk) -> None:
    """Say at the join what leads to the door, and leave a contradiction about it for somebody to decide."""
    entry, revision = directory.read_entry(desk, REFUGE)
    said = {"location_parts": {HOUSE: {"description": "Klingel Meyer"}}}
    directory.save_service(desk, entry.model_copy(update=said), revision=revision)
    directory.note_conflict(
        desk, ObjectKind.SERVICE, REFUGE, {}, {"location_parts": {str(HOUSE): {"description": "Klingel"}}}
    )


def protected_by_a_file(desk: Desk, path: Path) -> None:
    listed(desk, path, "ja")


def listed(desk: Desk, path: Path, is_protected: str) -> None:
    """Import a list in which the refuge stands with its street."""
    path.write_text(
        "Kennung;Angebot;Art;Träger;Kennung des Trägers;Anschrift geschützt;Straße und Hausnummer\n"
        f"{REFUGE};Zuflucht;D3;Haus Linde;{CARRIER};{is_protected};Stille Gasse 7\n",
        encoding="utf-8",
    )
    report = bring(desk, path)
    assert report.refused == 0
