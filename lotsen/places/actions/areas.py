"""Districts of a municipality, from a list of postcodes or from a map."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.places.actions.find import FOUND
from lotsen.places.domain import slug
from lotsen.places.exchange import DistrictArea, DistrictLine, Refused
from lotsen.places.exchange.polygons import contains
from lotsen.places.tables import District, Municipality, Postcode

_LONGEST_CODE = 60


@dataclass
class Placed:
    """What became of a file of districts."""

    districts: int = 0
    postcodes: int = 0
    empty: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True)
class _Wish:
    number: int
    district: str
    code: str | None
    postcodes: tuple[str, ...]
    municipality: str


def import_districts(desk: Desk, lines: Iterable[DistrictLine]) -> Placed:
    """Store districts from a list; a postcode that is named lies in exactly the districts named for it.

    Districts that the list does not name any more stay: services and families may speak of them.
    """
    placed = Placed()
    names = _municipality_names(desk)
    wishes: list[_Wish] = []
    for line in lines:
        towns = {row.municipality for row in _parts(desk, (line.postcode,))}
        if line.municipality is not None:
            asked = {line.municipality, slug(line.municipality)}
            towns = {code for code in towns if code in asked or slug(names[code]) in asked}
        if len(towns) == 1:
            wishes.append(_Wish(line.line, line.district, None, (line.postcode,), towns.pop()))
        elif towns:
            some = ", ".join(sorted(names[code] for code in towns))
            placed.refused.append(
                Refused(line.line, f"{line.postcode} lies in {some}: a column “Gemeinde” has to say which")
            )
        else:
            where = f" in “{line.municipality}”" if line.municipality else ""
            placed.refused.append(Refused(line.line, f"the postcode {line.postcode} is not known{where}"))
    return _place(desk, wishes, placed)


def import_areas(desk: Desk, areas: Sequence[DistrictArea], *, municipality: str | None = None) -> Placed:
    """Store districts from a map: a postcode belongs where its middle lies, of one municipality if asked."""
    placed = Placed()
    names = _municipality_names(desk)
    town = _asked_town(names, municipality) if municipality is not None else None
    if municipality is not None and town is None:
        placed.refused = [Refused(area.number, f"no municipality “{municipality}” here") for area in areas]
        return placed
    rows = desk.db.exec(select(Postcode)).all()
    spots = {(row.postcode, row.municipality): (row.lon, row.lat) for row in rows}
    wishes: list[_Wish] = []
    for area in areas:
        inside = [
            key for key, spot in spots.items() if town in (None, key[1]) and contains(area.polygons, spot)
        ]
        towns = {code for _, code in inside} | ({town} if town else set())
        if len(towns) == 1:
            codes = tuple(sorted(postcode for postcode, _ in inside))
            wishes.append(_Wish(area.number, area.name, area.code, codes, towns.pop()))
        elif towns:
            some = ", ".join(sorted(names[code] for code in towns))
            cause = f"“{area.name}” has postcodes of {some}: choose one with --municipality"
            placed.refused.append(Refused(area.number, cause))
        else:
            cause = f"no known postcode has its middle in “{area.name}”: say --municipality to keep it"
            placed.refused.append(Refused(area.number, cause))
    return _place(desk, wishes, placed)


def _asked_town(names: dict[str, str], text: str) -> str | None:
    if text in names:
        return text
    found = [code for code, name in names.items() if slug(name) == slug(text)]
    return found[0] if len(found) == 1 else None


def _municipality_names(desk: Desk) -> dict[str, str]:
    return {row.code: row.name for row in desk.db.exec(select(Municipality)).all()}


def _parts(desk: Desk, postcodes: Iterable[str]) -> Sequence[Postcode]:
    return desk.db.exec(select(Postcode).where(col(Postcode.postcode).in_(tuple(postcodes)))).all()


def _place(desk: Desk, wishes: Sequence[_Wish], placed: Placed) -> Placed:
    """Store districts first, then say of every postcode named in which of them it lies."""
    desk.db.info.pop(FOUND, None)
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    seen: set[str] = set()
    for wish in wishes:
        code = _keep_district(desk, wish)
        seen.add(code)
        for postcode in wish.postcodes:
            if code not in wanted[postcode, wish.municipality]:
                wanted[postcode, wish.municipality].append(code)
        if not wish.postcodes:
            placed.empty.append(wish.district)
    desk.db.flush()
    for (postcode, town), codes in wanted.items():
        _divide(desk, postcode, town, codes)
    desk.db.flush()
    placed.districts, placed.postcodes = len(seen), len(wanted)
    return placed


def _keep_district(desk: Desk, wish: _Wish) -> str:
    """Find a district by its code, or by its name in its municipality, or make it."""
    code = (wish.code or f"{wish.municipality}-{slug(wish.district)}")[:_LONGEST_CODE].rstrip("-")
    rows = desk.db.exec(select(District).where(District.municipality == wish.municipality)).all()
    row = next((row for row in rows if row.code == code), None) or next(
        (row for row in rows if slug(row.name) == slug(wish.district)), None
    )
    if row is None:
        taken = desk.db.exec(select(District).where(District.code == code)).one_or_none()
        if taken is not None:  # a short code of its own that another town uses as well
            code = f"{wish.municipality}-{code}"[:_LONGEST_CODE].rstrip("-")
        row = District(code=code, name=wish.district, municipality=wish.municipality)
    row.name = wish.district
    desk.db.add(row)
    desk.db.flush()
    return row.code


def _divide(desk: Desk, postcode: str, town: str, codes: Sequence[str]) -> None:
    """Let a postcode of a municipality lie in exactly these districts."""
    rows = [row for row in _parts(desk, (postcode,)) if row.municipality == town]
    spot = (rows[0].lat, rows[0].lon)
    spare = [row for row in rows if row.district not in codes]
    for code in codes:
        if any(row.district == code for row in rows):
            continue
        row = (
            spare.pop() if spare else Postcode(postcode=postcode, municipality=town, lat=spot[0], lon=spot[1])
        )
        row.district = code
        desk.db.add(row)
    for row in spare:
        desk.db.delete(row)
