import random

import pytest

from lotsen.places.domain import Place, Point, distance, district_of, municipality_of, normalise_postcode
from tests.scale import scaled

TOWN = (
    Place("43101", "lindbrueck", "lindbrueck-altstadt", Point(51.52, 7.95)),
    Place("43104", "lindbrueck", "lindbrueck-bruchfeld", Point(51.505, 7.908)),
    Place("43104", "lindbrueck", "lindbrueck-hafen", Point(51.529, 7.915)),
    Place("43119", "lindbrueck", None, Point(51.5, 8.0)),
    Place("43119", "auenrode", None, Point(51.48, 8.03)),
)


@pytest.mark.parametrize("written", ["43101", " 43101 ", "D-43101", "d 43101", "DE-43101", "431 01"])
def test_a_postcode_is_understood_as_people_write_it(written: str) -> None:
    assert normalise_postcode(written) == "43101"


@pytest.mark.parametrize("written", ["", "4310", "431011", "43101a", "A-43101", "٤٣١٠١", "43-101"])
def test_what_is_no_german_postcode_is_none(written: str) -> None:
    assert normalise_postcode(written) is None


def test_a_postcode_in_one_municipality_names_it() -> None:
    assert municipality_of("43101", TOWN) == "lindbrueck"
    assert municipality_of("43104", TOWN) == "lindbrueck"


def test_a_postcode_in_two_municipalities_names_none_so_that_somebody_asks() -> None:
    assert municipality_of("43119", TOWN) is None


def test_an_unknown_postcode_names_nothing() -> None:
    assert municipality_of("43199", TOWN) is None
    assert district_of("43199", TOWN) is None


def test_a_postcode_with_several_districts_names_none_of_them() -> None:
    assert district_of("43101", TOWN) == "lindbrueck-altstadt"
    assert district_of("43104", TOWN) is None


def test_a_known_distance_comes_out_in_steps_of_a_hundred_metres() -> None:
    # One degree of latitude is 111.195 km on a sphere of the mean earth radius (IUGG).
    assert distance(Point(51.0, 7.0), Point(52.0, 7.0)) == 1112
    assert distance(Point(51.0, 7.0), Point(51.0, 7.0)) == 0
    assert distance(Point(90.0, 0.0), Point(-90.0, 0.0)) == 200151


def test_distances_are_symmetric_and_keep_the_triangle() -> None:
    chance = random.Random(4310)

    def spot() -> Point:
        return Point(chance.uniform(-90, 90), chance.uniform(-180, 180))

    for _ in range(scaled(5000)):
        here, there, elsewhere = spot(), spot(), spot()
        assert distance(here, there) == distance(there, here)
        assert distance(here, there) <= distance(here, elsewhere) + distance(elsewhere, there) + 2
