"""Places from files of others: GeoNames postcodes, lists of districts, GeoJSON. Pure: text in, entries out.

Every reader collects its complaints with line or feature number instead of stopping at the first.
"""

from lotsen.places.exchange.districts import DistrictLine, DistrictList, read_districts
from lotsen.places.exchange.geojson import AreaFile, DistrictArea, read_areas
from lotsen.places.exchange.geonames import GeonamesFile, read_geonames
from lotsen.places.exchange.kinds import FileKind, Refused, UnknownFile, recognise

__all__ = [
    "AreaFile",
    "DistrictArea",
    "DistrictLine",
    "DistrictList",
    "FileKind",
    "GeonamesFile",
    "Refused",
    "UnknownFile",
    "read_areas",
    "read_districts",
    "read_geonames",
    "recognise",
]
