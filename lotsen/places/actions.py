"""What can be done with places: load them, find a postcode, and say which office answers."""

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import col, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.places.domain import Place, Point, normalise_postcode
from lotsen.places.entries import TownEntry
from lotsen.places.tables import District, Municipality, Postcode
from lotsen.policy import InstitutionKind

_PLACES = select(Postcode, col(Municipality.kreis)).join(
    Municipality, col(Municipality.code) == col(Postcode.municipality)
)

_FOUND = "lotsen.places"
"""Where a session keeps what it looked up: one unit of work asks for the same few postcodes again."""


def load_places(desk: Desk, towns: Iterable[TownEntry]) -> int:
    """Store municipalities with their districts and postcodes; loading again updates and never doubles."""
    count = 0
    desk.db.info.pop(_FOUND, None)
    for town in towns:
        _keep_municipality(desk, town)
        _keep_districts(desk, town)
        count += _keep_postcodes(desk, town)
    return count


def find_postcode(desk: Desk, text: str) -> tuple[Place, ...]:
    """Return every place a postcode names; more than one municipality means: ask."""
    postcode = normalise_postcode(text)
    if postcode is None:
        return ()
    found: dict[str, tuple[Place, ...]] = desk.db.info.setdefault(_FOUND, {})
    if postcode not in found:
        rows = desk.db.exec(
            _PLACES.where(Postcode.postcode == postcode).order_by(
                col(Postcode.municipality), col(Postcode.district)
            )
        ).all()
        found[postcode] = tuple(_place(row, kreis) for row, kreis in rows)
    return found[postcode]


def place_of(desk: Desk, text: str, *, municipality: str | None = None) -> Place | None:
    """Return the one place of a postcode, in one municipality where asked; None where it is not certain.

    Where a postcode lies in several districts of one municipality, the place has no district.
    """
    places = [place for place in find_postcode(desk, text) if municipality in (None, place.municipality)]
    if not places or len({place.municipality for place in places}) > 1:
        return None
    first = places[0]
    one_district = len({place.district for place in places}) == 1
    return first if one_district else replace(first, district=None)


def municipalities(desk: Desk) -> tuple[Municipality, ...]:
    """List all municipalities by name."""
    return tuple(
        desk.db.exec(select(Municipality).order_by(col(Municipality.name), col(Municipality.code))).all()
    )


def districts(desk: Desk, *, municipality: str | None = None) -> tuple[District, ...]:
    """List the districts, of one municipality where asked, by name."""
    query = select(District).order_by(col(District.name), col(District.code))
    if municipality is not None:
        query = query.where(District.municipality == municipality)
    return tuple(desk.db.exec(query).all())


def places_of(desk: Desk, *, district: str) -> tuple[Place, ...]:
    """List the postcode areas of a district."""
    rows = desk.db.exec(_PLACES.where(Postcode.district == district).order_by(col(Postcode.postcode))).all()
    return tuple(_place(row, kreis) for row, kreis in rows)


def kreise(desk: Desk) -> dict[str, frozenset[str]]:
    """Say which municipalities each Kreis has."""
    found: dict[str, set[str]] = {}
    for row in municipalities(desk):
        found.setdefault(row.kreis, set()).add(row.code)
    return {name: frozenset(codes) for name, codes in sorted(found.items())}


def responsible_offices(desk: Desk, text: str, *, municipality: str | None = None) -> tuple[Institution, ...]:
    """List the family offices of the municipality of a postcode; none where the place is not certain."""
    place = place_of(desk, text, municipality=municipality)
    if place is None:
        return ()
    return tuple(
        desk.db.exec(
            select(Institution)
            .where(Institution.kind == InstitutionKind.FAMILY_OFFICE)
            .where(Institution.municipality == place.municipality)
            .where(col(Institution.is_active).is_(True))
            .order_by(col(Institution.name), col(Institution.id))
        ).all()
    )


def _place(row: Postcode, kreis: str) -> Place:
    return Place(row.postcode, row.municipality, row.district, Point(row.lat, row.lon), kreis)


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
