"""Files of others: what is read, what is left out, and what is refused with its line."""

import json
from collections.abc import Sequence
from math import cos, pi, sin
from typing import Any

import pytest

from lotsen.places.exchange import (
    FileKind,
    UnknownFile,
    read_areas,
    read_districts,
    read_geonames,
    recognise,
)
from lotsen.places.exchange.geonames import COLUMNS, town_code
from lotsen.places.exchange.polygons import contains, fault_of

HEADING = ",".join(COLUMNS)
KREIS = ("Nordrhein-Westfalen", "NW", "Reg.-Bez. Arnsberg", "059", "Kreis Lindtal", "05999")
CITY = ("Nordrhein-Westfalen", "NW", "Reg.-Bez. Köln", "053", "Kreisfreie Stadt Domburg", "05398")


def row(postcode: str, place: str, land: Sequence[str] = KREIS, spot: str = "51.5,7.9") -> str:
    return ",".join(["DE", postcode, f'"{place}"', *(f'"{word}"' for word in land), spot])


def geonames(*rows: str) -> str:
    return "\n".join((HEADING, *rows)) + "\n"


def test_a_file_is_known_by_its_first_line() -> None:
    assert recognise(geonames(row("43101", "Lindbrück"))) is FileKind.GEONAMES_CSV
    assert recognise("DE\t43101\tLindbrück\tNRW\tNW\t\t\tKreis\t05999\t51\t7\t4\n") is FileKind.GEONAMES_TABS
    assert recognise("Sozialraum;PLZ\nHafen;43103\n") is FileKind.DISTRICTS
    assert recognise('\ufeff{"type": "FeatureCollection", "features": []}') is FileKind.GEOJSON
    for other in ("", "name;street\n", "%PDF-1.7"):
        with pytest.raises(UnknownFile):
            recognise(other)


def test_both_forms_of_geonames_say_the_same() -> None:
    comma = geonames(row("43101", "Lindbrück"), row("43120", "Auenrode", spot="51.4,8.0"))
    tabs = "".join(
        "\t".join(["DE", code, place, *KREIS, lat, lon, "4"]) + "\r\n"
        for code, place, lat, lon in (
            ("43101", "Lindbrück", "51.5", "7.9"),
            ("43120", "Auenrode", "51.4", "8.0"),
        )
    )
    assert read_geonames(comma).towns == read_geonames(tabs).towns
    assert [town.code for town in read_geonames(tabs).towns] == ["05999-auenrode", "05999-lindbrueck"]


def test_addresses_of_big_receivers_are_left_out_and_counted() -> None:
    by_number = ("Nordrhein-Westfalen", "07", *KREIS[2:])
    read = read_geonames(
        geonames(
            row("43101", "Lindbrück"),
            row("43199", "Lindtaler Pumpen GmbH & Co. KG", by_number),
            row("43198", "Stadtverwaltung", by_number),
        )
    )
    assert ([town.name for town in read.towns], read.mail_addresses, read.refused) == (["Lindbrück"], 2, ())


def test_without_letters_of_a_land_a_legal_form_tells_a_company_and_places_stay() -> None:
    by_number = ("Nordrhein-Westfalen", "07", *KREIS[2:])
    read = read_geonames(geonames(row("43101", "Lindbrück", by_number), row("43199", "Pumpen AG", by_number)))
    assert ([town.name for town in read.towns], read.mail_addresses) == (["Lindbrück"], 1)


def test_a_city_that_is_its_own_kreis_has_its_official_key_and_no_parts() -> None:
    read = read_geonames(
        geonames(
            row("50001", "Domburg", CITY),
            row("50001", "Domburg Altstadt", CITY, "51.7,7.9"),
            row("50002", "Domburg", CITY),
        )
    )
    (town,) = read.towns
    assert (town.code, town.name) == ("05398000", "Domburg")
    assert [(entry.postcode, entry.latitude) for entry in town.postcodes] == [
        ("50001", 51.6),
        ("50002", 51.5),
    ]


def test_one_land_can_be_chosen_and_a_place_without_kreis_is_counted_apart() -> None:
    elsewhere = ("Bayern", "BY", "Schwaben", "097", "Landkreis Tal", "09799")
    nowhere = ("", "", "", "", "", "")
    rows = (row("43101", "Lindbrück"), row("87001", "Bergtal", elsewhere), row("87491", "Jungholz", nowhere))
    read = read_geonames(geonames(*rows), state="05")
    assert [town.name for town in read.towns] == ["Lindbrück"]
    assert (read.rows, read.elsewhere, read.without_kreis, read.mail_addresses) == (3, 1, 1, 0)


def test_every_refused_line_is_named_with_its_number_and_cause() -> None:
    read = read_geonames(
        geonames(
            row("43101", "Lindbrück"),
            row("4310", "Lindbrück"),
            row("43102", "Lindbrück", spot="91,7.9"),
            row("43103", "Lindbrück", spot="nan,7.9"),
            row("43104", "Lindbrück", (*KREIS[:5], "59")),
            row("43105", " "),
            "DE,43106",
            row("43107", "Ort").replace("DE", "AT", 1),
        )
    )
    assert [one.line for one in read.refused] == [3, 4, 5, 6, 7, 8, 9]
    causes = [one.cause for one in read.refused]
    assert "“4310” is no postcode of five digits" in causes
    assert "latitude and longitude are not degrees" in causes
    assert "2 columns instead of 11" in causes


def test_the_code_of_a_long_name_is_short_and_its_own() -> None:
    long = "Musterdorf an der langen Brücke bei Lindbrück"
    codes = {town_code("05999", f"{long} {part}") for part in ("Nord", "Süd")}
    assert len(codes) == 2
    assert all(len(code) <= 40 for code in codes)


def test_a_list_of_districts_takes_several_postcodes_and_a_municipality() -> None:
    read = read_districts("PLZ;Sozialraum;Gemeinde\n43101, 43102;Alt und Neu;Lindbrück\n\n43103;Hafen;\n")
    said = [(one.line, one.district, one.postcode, one.municipality) for one in read.lines]
    assert said == [
        (2, "Alt und Neu", "43101", "Lindbrück"),
        (2, "Alt und Neu", "43102", "Lindbrück"),
        (4, "Hafen", "43103", None),
    ]


def test_a_list_of_districts_names_what_it_cannot_read() -> None:
    read = read_districts("Sozialraum;PLZ\nHafen;4310x\n;43101\nHafen;\nHafen;43103\n")
    assert [one.line for one in read.refused] == [2, 3, 4]
    assert [one.postcode for one in read.lines] == ["43103"]
    assert read_districts("Ding;PLZ\nHafen;43103\n").refused[0].line == 1


def square(x: float, y: float, size: float = 1.0) -> list[list[float]]:
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def feature(geometry: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(*rings: list[list[float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": rings}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_a_hole_does_not_belong_to_its_area_and_an_island_does() -> None:
    drawn = {"type": "MultiPolygon", "coordinates": [[square(0, 0, 3), square(1, 1)], [square(10, 10)]]}
    (area,) = read_areas(collection(feature(drawn, name="Insel"))).areas
    inside = ((0.5, 0.5), (1.5, 1.5), (2.5, 2.5), (10.5, 10.5), (5, 5))
    assert [contains(area.polygons, spot) for spot in inside] == [True, False, True, True, False]


def test_a_point_on_a_common_border_lies_in_exactly_one_of_two_neighbours() -> None:
    first, second = (((tuple((x, y) for x, y in square(at, 0)),),) for at in (0, 1))
    for y in (0.0, 0.25, 0.5):
        assert [contains(first, (1.0, y)), contains(second, (1.0, y))].count(True) == 1


def test_a_ray_through_corners_counts_them_once() -> None:
    star = tuple((cos(at * pi / 3), sin(at * pi / 3)) for at in (*range(6), 0))
    assert contains(((star,),), (0.0, 0.0))
    assert not contains(((star,),), (-2.0, 0.0))


@pytest.mark.parametrize(
    ("ring", "cause"),
    [
        ([[0, 0], [1, 1], [0, 0]], "fewer than four"),
        ([[0, 0], [1, 0], [1, 1], [0, 1]], "not closed"),
        ([[0, 0], [1, 1], [2, 2], [0, 0]], "encloses nothing"),
        ([[0, 0], [2, 2], [2, 0], [0, 1], [0, 0]], "crosses itself"),
        (square(355_000, 5_640_000), "not degrees"),
    ],
)
def test_an_invalid_ring_is_refused_with_the_number_of_its_feature(
    ring: list[list[float]], cause: str
) -> None:
    read = read_areas(
        collection(feature(polygon(square(0, 0)), name="Gut"), feature(polygon(ring), name="Falsch"))
    )
    assert [area.name for area in read.areas] == ["Gut"]
    (refused,) = read.refused
    assert refused.line == 2
    assert cause in refused.cause


def test_a_ring_that_only_touches_itself_is_a_ring() -> None:
    touching = ((0.0, 0.0), (2.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 2.0), (1.0, 1.0), (0.0, 0.0))
    assert fault_of(touching) is None


def test_name_and_code_are_taken_from_the_properties_that_are_said() -> None:
    text = collection(feature(polygon(square(0, 0)), NR=7, TITEL="Hafen & Kai", name="x"))
    (area,) = read_areas(text, name_property="titel", code_property="nr").areas
    assert (area.number, area.name, area.code) == (1, "Hafen & Kai", "7")
    assert "no property “key”" in read_areas(text, code_property="key").refused[0].cause


def test_what_is_no_district_is_refused_with_its_number() -> None:
    read = read_areas(
        collection(
            feature({"type": "Point", "coordinates": [1, 2]}, name="Punkt"),
            feature(polygon(square(0, 0))),
            feature(None, name="Nichts"),
            feature(polygon(), name="Leer"),
            feature({"type": "Polygon", "coordinates": "x"}, name="Text"),
            7,
            feature(polygon(square(0, 0)), name="Hafen"),
            feature(polygon(square(5, 5)), name="hafen"),
        )
    )
    assert [one.line for one in read.refused] == [1, 2, 3, 4, 5, 6, 8]
    assert [area.name for area in read.areas] == ["Hafen"]
    for text in ("{", '{"type": "Feature"}', '{"type": "FeatureCollection", "features": []}'):
        assert [one.line for one in read_areas(text).refused] == [1]
