"""Imports into the stores: merged with what people entered, repeated without harm, at full size."""

from pathlib import Path

import pytest

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.places import actions
from lotsen.places.exchange import read_areas, read_districts, read_geonames
from tests.conftest import OpenDesk
from tests.places.test_actions import demo_towns
from tests.places.test_exchange import CITY, collection, feature, geonames, polygon, row, square

GEONAMES = Path(__file__).parents[3] / "shared" / "data" / "geonames" / "zipcodes.de.csv"


def bring(desk: Desk, *rows: str) -> actions.Merged:
    return actions.merge_towns(desk, read_geonames(geonames(*rows)).towns)


def codes(desk: Desk, postcode: str) -> list[tuple[str, str | None]]:
    return [(place.municipality, place.district) for place in actions.find_postcode(desk, postcode)]


def test_a_town_that_people_entered_keeps_code_districts_and_points_and_gains_postcodes(
    desk: OpenDesk,
) -> None:
    with desk("coordinator", writing=True) as d:
        actions.load_places(d, demo_towns())
        before = actions.find_postcode(d, "43101")
        merged = bring(d, row("43101", "Lindbrück", spot="50,7"), row("43107", "Lindbrück"))
        assert (merged.new_towns, merged.new_postcodes, merged.changed) == (0, 1, 0)
        assert actions.find_postcode(d, "43101") == before
        assert codes(d, "43107") == [("lindbrueck", None)]


def test_importing_again_changes_nothing_and_a_newer_file_updates(desk: OpenDesk) -> None:
    with desk("coordinator", writing=True) as d:
        first = bring(d, row("50001", "Domburg", CITY), row("43301", "Neudorf"))
        assert (first.new_towns, first.new_postcodes) == (2, 2)
        again = bring(d, row("50001", "Domburg", CITY), row("43301", "Neudorf"))
        assert (again.new_towns, again.new_postcodes, again.changed) == (0, 0, 0)
        moved = bring(d, row("50001", "Domburg", CITY, "50.5,7.5"), row("43301", "Neudorf"))
        assert moved.changed == 1
        (place,) = actions.find_postcode(d, "50001")
        assert (place.municipality, place.point.latitude) == ("05398000", 50.5)


def test_a_postcode_of_two_municipalities_names_both_and_is_not_certain(desk: OpenDesk) -> None:
    with desk("coordinator", writing=True) as d:
        bring(d, row("43301", "Neudorf"), row("43301", "Altdorf"))
        assert codes(d, "43301") == [("05999-altdorf", None), ("05999-neudorf", None)]
        assert actions.place_of(d, "43301") is None
        assert [town.name for town in actions.towns_of(d, "43301")] == ["Altdorf", "Neudorf"]


def test_a_new_municipality_gets_the_official_key_its_institution_carries(desk: OpenDesk) -> None:
    with desk("coordinator", writing=True) as d:
        office = d.db.get(Institution, d.actor.home)
        assert office is not None
        office.municipality, office.postcode = "05999012", "43301"
        d.db.flush()
        bring(d, row("43301", "Neudorf"), row("43302", "Altdorf"))
        assert codes(d, "43301") == [("05999012", None)]
        assert codes(d, "43302") == [("05999-altdorf", None)]
        again = bring(d, row("43301", "Neudorf", spot="50,7"))
        assert (again.new_towns, again.changed) == (0, 1)


def test_the_source_is_named_only_after_an_import(desk: OpenDesk) -> None:
    with desk("coordinator", writing=True) as d:
        assert not actions.shows_geonames(d)
        bring(d, row("43301", "Neudorf"))
        assert actions.shows_geonames(d)


def test_among_many_municipalities_only_those_nearby_are_offered(desk: OpenDesk) -> None:
    far = ("Bayern", "BY", "Schwaben", "097", "Landkreis Tal", "09799")
    with desk("coordinator", writing=True) as d:
        actions.load_places(d, demo_towns())
        bring(d, *(row(f"87{number:03}", f"Bergdorf {number}", far) for number in range(70)))
        names = [town.name for town in actions.nearby_municipalities(d, also=["09799-bergdorf-7"])]
        assert names == ["Auenrode", "Bergdorf 7", "Lindbrück"]


def test_a_list_of_districts_divides_postcodes_and_can_be_brought_again(desk: OpenDesk) -> None:
    text = "Sozialraum;PLZ\nAltstadt;43101\nBrücken;43101\nHafen;43103 43104\n"
    with desk("coordinator", writing=True) as d:
        actions.load_places(d, demo_towns())
        for _ in range(2):
            placed = actions.import_districts(d, read_districts(text).lines)
            assert (placed.districts, placed.postcodes, placed.refused) == (3, 3, [])
            assert codes(d, "43101") == [
                ("lindbrueck", "lindbrueck-altstadt"),
                ("lindbrueck", "lindbrueck-bruecken"),
            ]
            assert codes(d, "43104") == [("lindbrueck", "lindbrueck-hafen")]
        actions.import_districts(d, read_districts("Sozialraum;PLZ\nAltstadt;43101\n").lines)
        assert codes(d, "43101") == [("lindbrueck", "lindbrueck-altstadt")]


def test_a_list_of_districts_has_to_say_the_municipality_of_an_ambiguous_postcode(desk: OpenDesk) -> None:
    with desk("coordinator", writing=True) as d:
        bring(d, row("43301", "Neudorf"), row("43301", "Altdorf"))
        lines = read_districts("Sozialraum;PLZ;Gemeinde\nOst;43301;\nWest;43301;Altdorf\nNord;99999;\n").lines
        placed = actions.import_districts(d, lines)
        assert [one.line for one in placed.refused] == [2, 4]
        assert "Altdorf, Neudorf" in placed.refused[0].cause
        assert codes(d, "43301") == [("05999-altdorf", "05999-altdorf-west"), ("05999-neudorf", None)]


def test_a_map_puts_postcodes_where_their_middle_lies(desk: OpenDesk) -> None:
    with desk("coordinator", writing=True) as d:
        spots = {"51.1,8.1": "43301", "51.1,8.9": "43302"}
        bring(d, *(row(code, "Neudorf", spot=spot) for spot, code in spots.items()))
        west, east = polygon(square(8, 51, 0.5)), polygon(square(8.5, 51, 0.5))
        drawn = read_areas(collection(feature(west, name="West"), feature(east, name="Ost")))
        for _ in range(2):
            placed = actions.import_areas(d, drawn.areas)
            assert (placed.districts, placed.postcodes, placed.refused) == (2, 2, [])
            assert codes(d, "43301") == [("05999-neudorf", "05999-neudorf-west")]
            assert codes(d, "43302") == [("05999-neudorf", "05999-neudorf-ost")]


def test_a_map_over_two_municipalities_asks_for_one(desk: OpenDesk) -> None:
    with desk("coordinator", writing=True) as d:
        bring(d, row("43301", "Neudorf", spot="51.1,8.1"), row("43302", "Altdorf", spot="51.2,8.2"))
        drawn = read_areas(collection(feature(polygon(square(8, 51)), name="Alles")))
        (refused,) = actions.import_areas(d, drawn.areas).refused
        assert "Altdorf, Neudorf" in refused.cause
        placed = actions.import_areas(d, drawn.areas, municipality="Altdorf")
        assert (placed.districts, placed.refused) == (1, [])
        assert codes(d, "43302") == [("05999-altdorf", "05999-altdorf-alles")]
        assert codes(d, "43301") == [("05999-neudorf", None)]
        assert actions.import_areas(d, drawn.areas, municipality="Nirgends").refused != []


@pytest.mark.skipif(not GEONAMES.exists(), reason="the GeoNames file is not beside the project")
def test_the_whole_country_is_read_and_kept(desk: OpenDesk) -> None:
    read = read_geonames(GEONAMES.read_text(encoding="utf-8"))
    assert (read.rows, read.mail_addresses, read.without_kreis, read.refused) == (23_297, 6_819, 1, ())
    cities = {
        town.code: town.name for town in read.towns if town.code.endswith("000") and len(town.code) == 8
    }
    assert (len(cities), cities["05315000"], cities["11000000"]) == (105, "Köln", "Berlin")
    with desk("coordinator", writing=True) as d:
        merged = actions.merge_towns(d, read.towns)
        assert merged.new_postcodes == sum(len(town.postcodes) for town in read.towns)
        assert codes(d, "50667") == [("05315000", None)]
        (kerpen,) = [town for town in actions.towns_of(d, "50169") if town.name == "Kerpen"]
        assert kerpen.code == "05362-kerpen"
        again = actions.merge_towns(d, read.towns)
        assert (again.new_towns, again.new_postcodes, again.changed) == (0, 0, 0)
