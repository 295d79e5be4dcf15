"""Which kind of file somebody brought, told by what stands in it and not by its name."""

import re
from dataclasses import dataclass
from enum import StrEnum

from lotsen.kernel import LotsenError, gettext_noop

_TAB_ROW = re.compile(r"[A-Z]{2}\t[0-9]{5}\t")
POSTCODE_HEADINGS = frozenset({"plz", "postleitzahl", "postcode", "zipcode"})


class FileKind(StrEnum):
    """What a file of places is."""

    GEONAMES_CSV = "geonames-csv"
    GEONAMES_TABS = "geonames-tabs"
    DISTRICTS = "districts"
    GEOJSON = "geojson"


class UnknownFile(LotsenError):
    """A file that is none of the kinds we read."""

    message = gettext_noop(
        "This is no file of places: expected GeoNames postcodes (CSV or tab-separated), a list of districts "
        "(Sozialraum;PLZ;Gemeinde) or a GeoJSON FeatureCollection."
    )


@dataclass(frozen=True)
class Refused:
    """A line (or a feature, counted from 1) that cannot be used, and why."""

    line: int
    cause: str

    def __str__(self) -> str:
        return f"{self.line}: {self.cause}"


def recognise(text: str) -> FileKind:
    """Name the kind of a file by its first line."""
    start = text.lstrip("\ufeff").lstrip()
    if start.startswith("{"):
        return FileKind.GEOJSON
    if _TAB_ROW.match(start):
        return FileKind.GEONAMES_TABS
    heading = start.split("\n", 1)[0].casefold()
    if "zipcode" in heading and "community_code" in heading:
        return FileKind.GEONAMES_CSV
    if POSTCODE_HEADINGS & {word.strip().strip('"') for word in re.split(r"[;,\t]", heading)}:
        return FileKind.DISTRICTS
    raise UnknownFile
