"""People protect an address that a file once said in the open: no later file brings it back."""

from pathlib import Path
from uuid import UUID

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.exchange import bring
from lotsen.directory.tables import Location
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
