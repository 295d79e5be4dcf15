"""What a postcode says about where a family lives, and how far away things are. Pure."""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

EARTH_RADIUS_IN_METRES = 6_371_008.8
_POSTCODE = re.compile(r"(?:D(?:E)?\s*-?\s*)?([0-9]{5})", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
    """A spot on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


def point_of(latitude: float | None, longitude: float | None) -> Point | None:
    """Return a spot, as far as both degrees are known."""
    return None if latitude is None or longitude is None else Point(latitude, longitude)


@dataclass(frozen=True)
class Place:
    """The part of a municipality that one postcode names; the district (Sozialraum) where it is known."""

    postcode: str
    municipality: str
    district: str | None
    point: Point
    kreis: str | None = None


def normalise_postcode(text: str) -> str | None:
    """Read a German postcode as people write it ("D-43101", "431 01"); None if it is none."""
    found = _POSTCODE.fullmatch(re.sub(r"(?<=\d)\s+(?=\d)", "", text.strip()))
    return found.group(1) if found else None


def slug(name: str) -> str:
    """Spell a name so that writings of it are equal and may stand in a code: "Bad Münder" → "bad-muender"."""
    folded = name.casefold()
    for umlaut, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        folded = folded.replace(umlaut, pair)
    apart = unicodedata.normalize("NFKD", folded)
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub(r"[^0-9a-z]+", "-", plain).strip("-")


def municipality_of(postcode: str, places: Iterable[Place]) -> str | None:
    """Name the one municipality of a postcode; None where there is none or more than one: then ask."""
    found = {place.municipality for place in places if place.postcode == postcode}
    return found.pop() if len(found) == 1 else None


def district_of(postcode: str, places: Iterable[Place]) -> str | None:
    """Name the one district of a postcode; None where it is unknown or the postcode has several."""
    found = {place.district for place in places if place.postcode == postcode}
    return found.pop() if len(found) == 1 else None


def distance(here: Point, there: Point) -> int:
    """Measure as the crow flies in steps of 100 m (haversine): whole numbers sort alike anywhere."""
    phi_here, phi_there = math.radians(here.latitude), math.radians(there.latitude)
    half_phi = (phi_there - phi_here) / 2
    half_lambda = math.radians(there.longitude - here.longitude) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi_here) * math.cos(phi_there) * math.sin(half_lambda) ** 2
    return round(2 * EARTH_RADIUS_IN_METRES * math.asin(min(1.0, math.sqrt(chord))) / 100)
