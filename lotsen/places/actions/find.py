"""Finding: what a postcode names, what there is near here, and which office answers."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlmodel import col, func, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.places.domain import Place, Point, normalise_postcode
from lotsen.places.tables import District, Municipality, Postcode, Source
from lotsen.policy import InstitutionKind

_PLACES = select(Postcode, col(Municipality.kreis)).join(
    Municipality, col(Municipality.code) == col(Postcode.municipality)
)

FOUND = "lotsen.places"
"""Where a session keeps what it looked up: one unit of work asks for the same few postcodes again."""

GEONAMES = "geonames"
"""The code of the one source whose licence asks to be named."""

FEW_TOWNS = 60
"""So many municipalities may stand in a list to choose from; of more, only those nearby do."""


def find_postcode(desk: Desk, text: str) -> tuple[Place, ...]:
    """Return every place a postcode names; more than one municipality means: ask."""
    postcode = normalise_postcode(text)
    if postcode is None:
        return ()
    found: dict[str, tuple[Place, ...]] = desk.db.info.setdefault(FOUND, {})
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


def towns_of(desk: Desk, text: str) -> tuple[Municipality, ...]:
    """List the municipalities a postcode lies in, by name."""
    codes = {place.municipality for place in find_postcode(desk, text)}
    query = select(Municipality).where(col(Municipality.code).in_(codes))
    return tuple(desk.db.exec(query.order_by(col(Municipality.name), col(Municipality.code))).all())


def nearby_municipalities(desk: Desk, *, also: Iterable[str] = ()) -> tuple[Municipality, ...]:
    """List what people here choose from: all while they are few, else those of the same Kreise and `also`.

    A whole country was imported where there are many: nobody finds their town among eleven thousand.
    """
    if desk.db.exec(select(func.count()).select_from(Municipality)).one() <= FEW_TOWNS:
        return municipalities(desk)
    ours = select(Institution.municipality)
    kreise = select(Municipality.kreis).where(col(Municipality.code).in_(ours))
    query = select(Municipality).where(
        col(Municipality.code).in_(ours)
        | col(Municipality.code).in_(tuple(also))
        | col(Municipality.kreis).in_(kreise)
    )
    return tuple(desk.db.exec(query.order_by(col(Municipality.name), col(Municipality.code))).all())


def names_of(desk: Desk, codes: Iterable[str]) -> dict[str, str]:
    """Return the names of municipalities and districts by their codes; what is none of them is left out."""
    asked = tuple(codes)
    towns = select(Municipality.code, Municipality.name).where(col(Municipality.code).in_(asked))
    parts = select(District.code, District.name).where(col(District.code).in_(asked))
    return dict(desk.db.exec(towns).all()) | dict(desk.db.exec(parts).all())


def names_around(desk: Desk, text: str) -> dict[str, str]:
    """Return the names of the municipalities and districts that a postcode lies in, by their codes."""
    found = find_postcode(desk, text)
    return names_of(desk, {code for place in found for code in (place.municipality, place.district) if code})


def shows_geonames(desk: Desk) -> bool:
    """Say whether postcodes here come from GeoNames, whose licence (CC BY 4.0) asks to be named."""
    return desk.db.exec(select(Source.id).where(Source.code == GEONAMES)).first() is not None


def districts(desk: Desk, *, municipality: str | None = None) -> tuple[District, ...]:
    """List the districts, of one municipality where asked, by name."""
    query = select(District).order_by(col(District.name), col(District.code))
    if municipality is not None:
        query = query.where(District.municipality == municipality)
    return tuple(desk.db.exec(query).all())


def first_places(desk: Desk, most: int) -> tuple[Place, ...]:
    """Return the first few of all places by postcode: homes for invented families."""
    order = (col(Postcode.postcode), col(Postcode.municipality), col(Postcode.district))
    rows = desk.db.exec(_PLACES.order_by(*order).limit(most)).all()
    return tuple(_place(row, kreis) for row, kreis in rows)


def places_of(desk: Desk, *, district: str) -> tuple[Place, ...]:
    """List the postcode areas of a district."""
    rows = desk.db.exec(_PLACES.where(Postcode.district == district).order_by(col(Postcode.postcode))).all()
    return tuple(_place(row, kreis) for row, kreis in rows)


def points_of(
    desk: Desk,
    *,
    postcodes: Collection[str] = (),
    municipalities: Collection[str] = (),
    districts: Collection[str] = (),
) -> dict[str, tuple[Point, ...]]:
    """Return the middles of all postcode areas that lie in some places, by the code of the place."""
    found: dict[str, list[Point]] = {}
    for column, codes in (
        (Postcode.postcode, postcodes),
        (Postcode.municipality, municipalities),
        (Postcode.district, districts),
    ):
        if codes:
            rows = select(col(column), Postcode.lat, Postcode.lon).where(col(column).in_(codes))
            for code, latitude, longitude in desk.db.exec(rows).all():
                found.setdefault(str(code), []).append(Point(latitude, longitude))
    return {code: tuple(points) for code, points in found.items()}


def kreise(desk: Desk) -> dict[str, frozenset[str]]:
    """Say which municipalities each Kreis has."""
    found: dict[str, set[str]] = {}
    for kreis, code in desk.db.exec(select(Municipality.kreis, Municipality.code)).all():
        found.setdefault(kreis, set()).add(code)
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
