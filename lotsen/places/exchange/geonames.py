"""Postcodes as GeoNames gives them away (CC BY 4.0), as CSV with a header or in the original columns.

What the German file holds (23,297 rows), measured: `community_code` is the key of the Kreis (five digits of
the AGS), `place` the municipality or, in some large cities, a part of it. 16,477 rows carry the letters of
their Land (ISO 3166-2, "NW"): places where people live. 6,819 carry a number instead ("07"): addresses of big
receivers of mail. Not one of the former bears a company's legal form, of the latter 3,386 do; the rest are
authorities, insurances, clinics. Only three postcodes have both kinds, and no place is named in both but one
department store (Wertheim, Berlin). So the letters decide, and legal forms stand in for files without.
One row (Jungholz, Austria) has no Kreis at all.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from zlib import crc32

from lotsen.places.domain import slug
from lotsen.places.entries import PostcodeEntry, TownEntry
from lotsen.places.exchange.kinds import Refused

COLUMNS = (
    *("country_code", "zipcode", "place", "state", "state_code"),
    *("province", "province_code", "community", "community_code", "latitude", "longitude"),
)
"""In the order of the original file, whose twelfth column (accuracy) we do not need."""

LONGEST_CODE = 40
_LETTERS = frozenset(
    {"BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"}
)
_LEGAL_FORM = re.compile(
    r"\b(GmbH|mbH|AG|KG|KGaA|OHG|SE|e\. ?V\.|e\. ?K\.|eG|Sparkasse|Finanzamt|Amtsgericht|Postbank)(\b|\s|$)"
)
_CITY = re.compile(r"kreisfreie stadt|stadtkreis|, [\w -]*stadt\b|landeshauptstadt", re.IGNORECASE)
_CITY_KEY = re.compile(r"08..[12]|09.6.")
"""Keys of Baden-Württemberg and Bavaria tell a city that is its own Kreis by a digit."""


@dataclass(frozen=True)
class GeonamesFile:
    """What a file says: towns to keep, and how many rows were left out for which reason."""

    towns: tuple[TownEntry, ...]
    rows: int
    mail_addresses: int
    elsewhere: int
    without_kreis: int
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class _Row:
    postcode: str
    place: str
    kreis: str
    kreis_code: str
    latitude: float
    longitude: float


def read_geonames(text: str, *, state: str | None = None) -> GeonamesFile:
    """Read postcodes, of one Land where asked (the first two digits of its keys, "05" for NRW)."""
    kept: list[_Row] = []
    refused: list[Refused] = []
    mail = elsewhere = foreign = count = 0
    table = [(line, fields) for line, fields in _table(text) if any(fields)]
    letters = any(len(fields) > 4 and fields[4] in _LETTERS for _, fields in table)
    for line, fields in table:
        count += 1
        cause = _fault(fields)
        if cause:
            refused.append(Refused(line, cause))
        elif not fields[8]:
            foreign += 1
        elif _is_mail_address(fields, letters=letters):
            mail += 1
        elif state is not None and not fields[8].startswith(state):
            elsewhere += 1
        else:
            kept.append(_Row(fields[1], fields[2], fields[7], fields[8], float(fields[9]), float(fields[10])))
    return GeonamesFile(_towns(kept), count, mail, elsewhere, foreign, tuple(refused))


def town_code(kreis_code: str, name: str) -> str:
    """Make a lasting code of a municipality whose official key the file does not say."""
    code = f"{kreis_code}-{slug(name)}"
    if len(code) <= LONGEST_CODE:
        return code
    return f"{code[: LONGEST_CODE - 9].rstrip('-')}-{crc32(code.encode()):08x}"


def _table(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return line numbers and the eleven columns we read, whichever of the two forms the file has."""
    text = text.lstrip("\ufeff")
    if "\t" in text.split("\n", 1)[0]:
        for number, line in enumerate(text.split("\n"), start=1):
            yield number, [field.strip() for field in line.rstrip("\r").split("\t")]
        return
    reader = csv.reader(StringIO(text))
    heading = [name.strip().casefold() for name in next(reader)]
    order = [heading.index(name) if name in heading else None for name in COLUMNS]
    for fields in reader:
        row = [fields[at].strip() if at is not None and at < len(fields) else "" for at in order]
        yield reader.line_num, row if len(fields) == len(heading) else row[: len(fields)]


def _fault(fields: list[str]) -> str | None:
    if len(fields) < len(COLUMNS):
        return f"{len(fields)} columns instead of {len(COLUMNS)}"
    if fields[0] != "DE":
        return f"country “{fields[0]}” instead of DE"
    if re.fullmatch(r"[0-9]{5}", fields[1]) is None:
        return f"“{fields[1]}” is no postcode of five digits"
    if not slug(fields[2]):
        return "no name of a place"
    if fields[8] and re.fullmatch(r"[0-9]{5}", fields[8]) is None:
        return f"“{fields[8]}” is no key of a Kreis (five digits)"
    if not (_is_degree(fields[9], 90) and _is_degree(fields[10], 180)):
        return "latitude and longitude are not degrees"
    return "a name is longer than 120 characters" if max(len(fields[2]), len(fields[7])) > 120 else None


def _is_degree(text: str, most: int) -> bool:
    return re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?", text) is not None and abs(float(text)) <= most


def _is_mail_address(fields: list[str], *, letters: bool) -> bool:
    if letters and fields[4] not in _LETTERS:
        return True
    return _LEGAL_FORM.search(fields[2]) is not None


def _towns(rows: Iterable[_Row]) -> tuple[TownEntry, ...]:
    """Gather rows into municipalities; a city that is its own Kreis is one, however many parts are named."""
    by_kreis: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_kreis[row.kreis_code].append(row)
    towns: list[TownEntry] = []
    for kreis_code, inside in sorted(by_kreis.items()):
        city = _city_of(inside)
        named: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        for row in inside:
            code = f"{kreis_code}000" if city else town_code(kreis_code, row.place)
            named[code, city or row.place].append(row)
        seen: set[str] = set()
        for (code, name), parts in sorted(named.items()):
            if code not in seen:  # two writings of one name in a Kreis are one municipality
                parts = [row for (other, _), more in named.items() if other == code for row in more]
                towns.append(
                    TownEntry(code=code, name=name, kreis=parts[0].kreis, postcodes=_postcodes(parts))
                )
            seen.add(code)
    return tuple(towns)


def _city_of(rows: list[_Row]) -> str | None:
    """Name the city that is its own Kreis (kreisfreie Stadt); its official key ends in 000."""
    kreis = rows[0].kreis
    places = {row.place for row in rows}
    inside = sorted((place for place in places if place in kreis), key=len)
    is_city = _CITY.search(kreis) or _CITY_KEY.fullmatch(rows[0].kreis_code) or len(places) == 1
    return inside[-1] if inside and is_city else None


def _postcodes(rows: list[_Row]) -> tuple[PostcodeEntry, ...]:
    """Put every postcode of a municipality in the middle of the parts it names."""
    spots: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        spots[row.postcode].append(row)
    return tuple(
        PostcodeEntry(
            postcode=postcode,
            latitude=round(sum(row.latitude for row in parts) / len(parts), 6),
            longitude=round(sum(row.longitude for row in parts) / len(parts), 6),
        )
        for postcode, parts in sorted(spots.items())
    )
