"""Lists of districts as spreadsheets save them: "Sozialraum;PLZ;Gemeinde", one postcode a line or several."""

import csv
import re
from dataclasses import dataclass
from io import StringIO

from lotsen.places.domain import normalise_postcode, slug
from lotsen.places.exchange.kinds import POSTCODE_HEADINGS, Refused

_DISTRICT = frozenset({"sozialraum", "stadtteil", "bezirk", "quartier", "district", "name"})
_TOWN = frozenset({"gemeinde", "stadt", "ort", "kommune", "municipality"})
LONGEST_NAME = 120


@dataclass(frozen=True)
class DistrictLine:
    """That a postcode lies in a district; the municipality where the line says it, by name or key."""

    line: int
    district: str
    postcode: str
    municipality: str | None


@dataclass(frozen=True)
class DistrictList:
    """What a list says, and the lines that could not be read."""

    lines: tuple[DistrictLine, ...]
    refused: tuple[Refused, ...]


def read_districts(text: str) -> DistrictList:
    """Read a list with a heading; a cell may hold several postcodes, with spaces or commas between."""
    text = text.lstrip("\ufeff")
    heading, _, _ = text.partition("\n")
    delimiter = max(";\t,", key=heading.count)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    names = [name.strip().casefold() for name in next(reader)]
    district_at, postcode_at, town_at = (
        _find(names, known) for known in (_DISTRICT, POSTCODE_HEADINGS, _TOWN)
    )
    if district_at is None or postcode_at is None:
        return DistrictList((), (Refused(1, "the heading names no column “Sozialraum” and “PLZ”"),))
    lines: list[DistrictLine] = []
    refused: list[Refused] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        number = reader.line_num
        district, several = _cell(cells, district_at), _cell(cells, postcode_at)
        town = _cell(cells, town_at) if town_at is not None else ""
        cause = _fault(district, several)
        if cause:
            refused.append(Refused(number, cause))
            continue
        lines += [DistrictLine(number, district, code, town or None) for code in _postcodes(several)]
    return DistrictList(tuple(lines), tuple(refused))


def _find(names: list[str], known: frozenset[str]) -> int | None:
    return next((at for at, name in enumerate(names) if name in known), None)


def _cell(cells: list[str], at: int) -> str:
    return " ".join(cells[at].split()) if at < len(cells) else ""


def _postcodes(text: str) -> list[str]:
    return [code for word in re.split(r"[\s,/|]+", text) if (code := normalise_postcode(word))]


def _fault(district: str, postcodes: str) -> str | None:
    if not slug(district):
        return "no name of a district"
    if len(district) > LONGEST_NAME:
        return f"the name is longer than {LONGEST_NAME} characters"
    words = [word for word in re.split(r"[\s,/|]+", postcodes) if word]
    wrong = [word for word in words if normalise_postcode(word) is None]
    if wrong or not words:
        return f"“{postcodes}” is no postcode of five digits"
    return None
