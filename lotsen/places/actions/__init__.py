"""What can be done with places: load and import them, find a postcode, and say which office answers."""

from lotsen.places.actions.areas import import_areas, import_districts
from lotsen.places.actions.find import (
    districts,
    find_postcode,
    first_places,
    kreise,
    municipalities,
    names_around,
    names_of,
    nearby_municipalities,
    place_of,
    places_of,
    points_of,
    responsible_offices,
    shows_geonames,
    towns_of,
)
from lotsen.places.actions.keep import load_places
from lotsen.places.actions.merge import Merged, merge_towns

__all__ = [
    "Merged",
    "districts",
    "find_postcode",
    "first_places",
    "import_areas",
    "import_districts",
    "kreise",
    "load_places",
    "merge_towns",
    "municipalities",
    "names_around",
    "names_of",
    "nearby_municipalities",
    "place_of",
    "places_of",
    "points_of",
    "responsible_offices",
    "shows_geonames",
    "towns_of",
]
