"""Districts drawn on a map: a GeoJSON FeatureCollection (RFC 7946) of polygons with a name each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lotsen.places.domain import slug
from lotsen.places.exchange.districts import LONGEST_NAME
from lotsen.places.exchange.kinds import Refused
from lotsen.places.exchange.polygons import Polygon, fault_of

NAMES = ("name", "sozialraum", "stadtteil", "bezirk", "quartier", "bezeichnung", "district")
"""Where a name is looked for if nobody says: the first of these properties that a feature has."""


@dataclass(frozen=True)
class DistrictArea:
    """One feature, counted from 1."""

    number: int
    name: str
    code: str | None
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True)
class AreaFile:
    """What a file draws, and the features that could not be used."""

    areas: tuple[DistrictArea, ...]
    refused: tuple[Refused, ...]


def read_areas(text: str, *, name_property: str | None = None, code_property: str | None = None) -> AreaFile:
    """Read a FeatureCollection; which properties hold name and code can be said."""
    try:
        raw = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as wrong:
        return AreaFile((), (Refused(1, f"no JSON: {wrong}"),))
    features = raw.get("features") if raw.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        return AreaFile((), (Refused(1, "no FeatureCollection with features"),))
    areas: list[DistrictArea] = []
    refused: list[Refused] = []
    named: dict[str, int] = {}
    for number, feature in enumerate(features, start=1):
        try:
            area = _area(number, feature, name_property, code_property)
            if (first := named.setdefault(slug(area.name), number)) != number:
                raise _Unusable(f"“{area.name}” is the name of feature {first} already")
            areas.append(area)
        except _Unusable as cause:
            refused.append(Refused(number, str(cause)))
    return AreaFile(tuple(areas), tuple(refused))


class _Unusable(Exception):
    """A feature that is no district."""


def _area(number: int, feature: Any, name_property: str | None, code_property: str | None) -> DistrictArea:
    if not isinstance(feature, dict):
        raise _Unusable("no feature")
    properties = feature.get("properties") or {}
    name = _property(properties, (name_property,) if name_property else NAMES)
    if not slug(name):
        raise _Unusable(f"no name: the properties are {', '.join(sorted(map(str, properties))) or 'missing'}")
    if len(name) > LONGEST_NAME:
        raise _Unusable(f"the name is longer than {LONGEST_NAME} characters")
    code = _property(properties, (code_property,)) if code_property else ""
    if code_property and not slug(code):
        raise _Unusable(f"no property “{code_property}”")
    return DistrictArea(number, name, slug(code) or None, _polygons(feature.get("geometry")))


def _property(properties: dict[str, Any], names: Iterable[str]) -> str:
    known = {str(key).casefold(): value for key, value in properties.items()}
    found = next((known[name.casefold()] for name in names if known.get(name.casefold()) is not None), "")
    return " ".join(str(found).split())


def _polygons(geometry: Any) -> tuple[Polygon, ...]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Unusable(f"geometry “{kind}” instead of Polygon or MultiPolygon")
    drawn = geometry.get("coordinates")
    try:
        polygons = tuple(
            tuple(tuple((float(spot[0]), float(spot[1])) for spot in ring) for ring in polygon)
            for polygon in ([drawn] if kind == "Polygon" else drawn)
        )
    except (TypeError, ValueError, LookupError):
        raise _Unusable("coordinates are no list of rings of positions") from None
    if not polygons or not all(polygons):
        raise _Unusable("no ring at all")
    for polygon in polygons:
        for ring in polygon:
            if fault := fault_of(ring):
                raise _Unusable(fault)
    return polygons
