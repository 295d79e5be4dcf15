"""Storing municipalities as a file of our own kind holds them: the towns of the demo and of the tests."""

from collections.abc import Iterable

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.places.actions.find import FOUND, districts
from lotsen.places.entries import TownEntry
from lotsen.places.tables import District, Municipality, Postcode


def load_places(desk: Desk, towns: Iterable[TownEntry]) -> int:
    """Store municipalities with their districts and postcodes; loading again updates and never doubles."""
    count = 0
    desk.db.info.pop(FOUND, None)
    for town in towns:
        _keep_municipality(desk, town)
        _keep_districts(desk, town)
        count += _keep_postcodes(desk, town)
    return count


def _keep_municipality(desk: Desk, town: TownEntry) -> None:
    row = desk.db.exec(select(Municipality).where(Municipality.code == town.code)).one_or_none()
    row = row or Municipality(code=town.code, name=town.name, kreis=town.kreis)
    row.name, row.kreis = town.name, town.kreis
    desk.db.add(row)
    desk.db.flush()


def _keep_districts(desk: Desk, town: TownEntry) -> None:
    known = {row.code: row for row in districts(desk, municipality=town.code)}
    for entry in town.districts:
        row = known.get(entry.code) or District(code=entry.code, name=entry.name, municipality=town.code)
        row.name = entry.name
        desk.db.add(row)
    desk.db.flush()


def _keep_postcodes(desk: Desk, town: TownEntry) -> int:
    rows = desk.db.exec(select(Postcode).where(Postcode.municipality == town.code)).all()
    known = {(row.postcode, row.district): row for row in rows}
    for entry in town.postcodes:
        row = known.get((entry.postcode, entry.district)) or Postcode(
            postcode=entry.postcode,
            municipality=town.code,
            district=entry.district,
            lat=entry.latitude,
            lon=entry.longitude,
        )
        row.lat, row.lon = entry.latitude, entry.longitude
        desk.db.add(row)
    desk.db.flush()
    return len(town.postcodes)
