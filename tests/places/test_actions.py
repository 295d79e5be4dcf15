from pathlib import Path

import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML

from lotsen.places import actions
from lotsen.places.entries import TownEntry, read_towns
from tests.conftest import OpenDesk
from tests.world import institution_id

DATA = Path(__file__).parents[2] / "lotsen" / "demo" / "data" / "lindbrueck.yaml"


def demo_towns() -> tuple[TownEntry, ...]:
    return read_towns(YAML(typ="safe").load(DATA)["municipalities"])


def shared_postcode() -> tuple[TownEntry, ...]:
    """Two municipalities on both sides of a brook, with one postcode in common."""
    spot = {"latitude": 51.4, "longitude": 8.1}
    return read_towns(
        [
            {
                "code": "bachtal",
                "name": "Bachtal",
                "kreis": "Kreis Lindtal",
                "districts": [
                    {"code": "bachtal-ost", "name": "Ost"},
                    {"code": "bachtal-west", "name": "West"},
                ],
                "postcodes": [
                    {"postcode": "43130", "district": "bachtal-ost", **spot},
                    {"postcode": "43130", "district": "bachtal-west", **spot},
                ],
            },
            {
                "code": "bachberg",
                "name": "Bachberg",
                "kreis": "Kreis Lindtal",
                "postcodes": [{"postcode": "43130", **spot}],
            },
        ]
    )


def test_the_demo_town_has_six_postcodes_with_a_district_each_and_a_neighbour() -> None:
    lindbrueck, auenrode = demo_towns()
    assert [entry.postcode for entry in lindbrueck.postcodes] == [str(code) for code in range(43101, 43107)]
    assert {entry.district for entry in lindbrueck.postcodes} == {row.code for row in lindbrueck.districts}
    assert [entry.postcode for entry in auenrode.postcodes] == ["43120"]


def test_a_file_whose_postcode_names_an_unknown_district_is_refused() -> None:
    with pytest.raises(ValidationError, match="unknown districts: nirgends"):
        read_towns(
            [
                {
                    "code": "ort",
                    "name": "Ort",
                    "kreis": "Kreis",
                    "postcodes": [
                        {"postcode": "43190", "district": "nirgends", "latitude": 1, "longitude": 1}
                    ],
                }
            ]
        )


def test_a_loaded_postcode_is_found_with_its_municipality_and_district(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        assert actions.load_places(d, demo_towns()) == 7
    with desk("navigator", writing=False) as d:
        (place,) = actions.find_postcode(d, "D-43103")
        assert (place.municipality, place.district) == ("lindbrueck", "lindbrueck-hafen")
        assert actions.find_postcode(d, "43999") == ()
        assert actions.find_postcode(d, "Hafen") == ()
        assert [row.name for row in actions.municipalities(d)] == ["Auenrode", "Lindbrück"]
        assert len(actions.districts(d, municipality="lindbrueck")) == 6
        assert actions.districts(d, municipality="auenrode") == ()
        assert [place.postcode for place in actions.places_of(d, district="lindbrueck-hafen")] == ["43103"]


def test_loading_places_again_updates_and_never_doubles(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        actions.load_places(d, demo_towns())
    with desk("coordinator") as d:
        renamed = demo_towns()[1].model_copy(update={"name": "Auenrode am Fluss"})
        actions.load_places(d, (demo_towns()[0], renamed))
    with desk("navigator", writing=False) as d:
        assert [row.name for row in actions.municipalities(d)] == ["Auenrode am Fluss", "Lindbrück"]
        assert len(actions.districts(d)) == 6
        assert len(actions.find_postcode(d, "43120")) == 1


def test_a_postcode_of_two_municipalities_is_certain_only_when_one_is_named(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        actions.load_places(d, (*demo_towns(), *shared_postcode()))
    with desk("navigator", writing=False) as d:
        assert len(actions.find_postcode(d, "43130")) == 3
        assert actions.place_of(d, "43130") is None
        place = actions.place_of(d, "43130", municipality="bachtal")
        assert place is not None
        assert (place.municipality, place.district) == ("bachtal", None)
        assert actions.place_of(d, "43130", municipality="lindbrueck") is None


def test_the_family_office_that_answers_follows_from_the_postcode(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        actions.load_places(d, (*demo_towns(), *shared_postcode()))
    with desk("navigator", writing=False) as d:
        found = [row.id for row in actions.responsible_offices(d, "43104")]
        assert institution_id("office") in found
        assert institution_id("clinic") not in found
        assert actions.responsible_offices(d, "43130") == ()
        assert actions.responsible_offices(d, "43130", municipality="bachberg") == ()
        assert actions.responsible_offices(d, "kein Ort") == ()
