"""Towns in a query: nobody is there, they are not in the list of places, or they are called like a thing."""

from dataclasses import replace

import pytest

from lotsen.directory.domain import AreaLevel
from lotsen.directory.search import (
    DirectorySnapshot,
    Filter,
    NobodyThere,
    PlaceWish,
    Query,
    SearchEntry,
    Town,
    TownPostcode,
    build,
    default_synonyms,
)
from lotsen.places.domain import Point
from tests.directory.search.test_search import IN_LINDEL, IN_WELMER, TOWNS, made, names, service

KOELN = Town("koeln", "Köln", (), (TownPostcode("50667", None, Point(50.94, 6.96)),))
NATIONWIDE = {"area_level": AreaLevel.COUNTRY, "area_codes": frozenset()}


def town(name: str, *postcodes: str) -> Town:
    spots = tuple(TownPostcode(one, None, Point(51, 7)) for one in postcodes or ("99999",))
    return Town(f"{name}-{len(postcodes)}", name, (), spots)


def germany(*entries: SearchEntry, more: tuple[Town, ...] = ()) -> DirectorySnapshot:
    return build(entries, default_synonyms(), (*TOWNS, KOELN, *more))


@pytest.mark.parametrize("text", ["Hebamme Köln", "Kölner Hebamme", "hebamme in koln", "50667 Hebamme"])
def test_where_nobody_is_that_is_said_and_the_nearest_elsewhere_are_named(text: str) -> None:
    far = service("Hebamme Fern", spots=(IN_LINDEL,))
    farther = service("Hebamme Ferner", spots=(IN_WELMER,))
    nowhere = service("Hebamme Ohne Ort")
    online = service("Hebamme Online", **NATIONWIDE)
    entries = [farther, nowhere, far, online, service("Elterncafé", spots=(IN_LINDEL,))]
    page = germany(*entries).search(Query(text))
    place = "50667 Köln" if "50667" in text else "Köln"
    assert page.nobody_there == NobodyThere(place, in_directory=True)
    assert [hit.id for hit in page.hits] == [online.id]
    assert [hit.id for hit in page.nearest] == [far.id, farther.id, nowhere.id]
    assert [hit.distance and hit.distance // 10_000 for hit in page.nearest] == [9, 14, None]


def test_nobody_of_a_kind_in_a_place_that_others_serve_is_told_apart() -> None:
    entries = [service("Hebamme"), service("Elterncafé", area_codes=frozenset({"welmer"}))]
    page = made(*entries).search(Query("Hebamme Welmer"))
    assert page.nobody_there == NobodyThere("Welmer", in_directory=False)
    assert (page.total, [hit.id for hit in page.nearest]) == (0, [entries[0].id])
    assert made(*entries).search(Query("Hebamme Lindelbrück")).nobody_there is None


@pytest.mark.parametrize("text", ["Köln Köln Hebamme", "Kölner Hebamme in Köln"])
def test_a_place_that_is_named_twice_is_one_place(text: str) -> None:
    found = germany(service("Hebamme")).search(Query(text)).place
    assert found is not None
    assert (found.name, len(found.places)) == ("Köln", 1)


def test_a_part_of_a_town_is_the_one_of_the_town_beside_it_though_nobody_is_there() -> None:
    elsewhere = service("Hebamme", area_level=AreaLevel.DISTRICT, area_codes=frozenset({"lindel-alt"}))
    page = made(elsewhere).search(Query("Hebamme Altstadt Welmer"))
    assert page.nobody_there == NobodyThere("Altstadt Welmer", in_directory=True)
    assert [hit.id for hit in page.nearest] == [elsewhere.id]


def test_elsewhere_of_a_place_that_lies_nobody_knows_where_the_best_comes_first() -> None:
    district = {"area_level": AreaLevel.DISTRICT, "area_codes": frozenset({"lindel-alt"})}
    vague = service("Praxis für Hebammenhilfe und Geburt", **district)
    exact = service("Hebamme", **district)
    for entries in ((vague, exact), (exact, vague)):
        page = made(*entries).search(Query("Hebamme Altstadt Welmer"))
        assert [(hit.id, hit.distance) for hit in page.nearest] == [(exact.id, None), (vague.id, None)]


def test_a_place_that_was_chosen_is_told_as_one_that_was_typed() -> None:
    snapshot = germany(service("Hebamme", **NATIONWIDE), service("Hebamme", spots=(IN_LINDEL,)))
    page = snapshot.search(Query("Hebamme", place=PlaceWish(AreaLevel.POSTCODE, "50667")))
    assert page.nobody_there == NobodyThere("50667 Köln", in_directory=True)
    assert [hit.distance is not None for hit in page.nearest] == [True]


def test_who_is_in_a_place_but_serves_another_is_nobody_there_for_families() -> None:
    here = service("Hebamme", spots=(IN_WELMER,))
    wish = PlaceWish(AreaLevel.MUNICIPALITY, "welmer")
    assert made(here).search(Query(place=wish)).nobody_there is None
    absent = made(here).search(Query(place=wish, serves_only=True)).nobody_there
    assert absent == NobodyThere("Welmer", in_directory=False)


def test_where_nothing_is_within_a_distance_the_nearest_are_named() -> None:
    near, far = service("Hebamme A", spots=(IN_LINDEL,)), service("Hebamme B", spots=(IN_WELMER,))
    query = Query("Hebamme", point=Point(51.9, 8.0), radius=2_000)
    page = made(near, far).search(query)
    assert (page.total, page.nearly and page.nearly.drop) == (0, Filter.RADIUS)
    assert [hit.id for hit in page.nearest] == [far.id, near.id]
    assert made(near, far).search(replace(query, radius=60_000)).nearest == ()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Hebamme Hagen", ["Hagen"]),  # and not at the Hafen
        ("Hebamme Berlin", ["Berlin"]),
        ("Münsteraner Hebamme", []),
        ("Hebamme Bergisch Gladbach", ["Bergisch", "Gladbach"]),
        ("Hebamme 50667", ["50667"]),
    ],
)
def test_a_city_that_is_not_in_the_list_of_places_is_told_and_the_rest_is_searched(
    text: str, unknown: list[str]
) -> None:
    page = made(service("Hebamme"), service("Mutter am Hafen mit Vormund")).search(Query(text))
    assert [one.typed for one in page.corrections if one.is_place] == unknown
    assert [one.used for one in page.corrections if one.is_place] == [None] * len(unknown)
    assert (page.place, page.total) == (None, 1)


THINGS = ("Drogen", "Lachen", "Sorge", "Singen", "Essen", "Haar", "Wetter", "Au")


@pytest.mark.parametrize(
    "text",
    [
        "Drogen",
        "Baby Lachen",
        "Sorge",
        "in Sorge um mein Kind",
        "Singen",
        "Baby Essen",
        "mein Kind will nicht essen",
        "Elterngeld Drogen",
        "Hebamme singen",
    ],
)
def test_a_far_town_called_like_a_thing_is_no_place(text: str) -> None:
    named = ("Drogenberatung", "Erziehungsberatung", "Allgemeiner Sozialer Dienst", "Singkreis", "Hebamme")
    helps = [service(name) for name in named]
    page = germany(*helps, more=tuple(map(town, THINGS))).search(Query(text))
    assert (page.place, page.nobody_there) == (None, None)


@pytest.mark.parametrize(
    ("text", "place"),
    [("Hebamme in Singen", "Singen"), ("Hebamme Essen", "Essen"), ("Lachen", "Lachen"), ("Köln", "Köln")],
)
def test_a_far_town_is_a_place_where_the_query_says_so_or_it_can_be_nothing_else(
    text: str, place: str
) -> None:
    page = germany(service("Hebamme", **NATIONWIDE), more=tuple(map(town, THINGS))).search(Query(text))
    assert page.nobody_there == NobodyThere(place, in_directory=True)


def test_a_town_of_the_directory_is_a_place_beside_what_is_looked_for() -> None:
    there, thing = service("Hebamme", area_codes=frozenset({"Singen-0"})), service("Singkreis", **NATIONWIDE)
    snapshot = germany(there, thing, more=(town("Singen"),))
    page = snapshot.search(Query("hebamme singen"))
    assert (page.place and page.place.name, [hit.id for hit in page.hits]) == ("Singen", [there.id])
    assert snapshot.search(Query("singen mit Baby")).place is None


@pytest.mark.parametrize("code", ["Singen-0", "lindel"], ids=["here", "far"])
def test_the_other_meaning_of_a_town_is_offered_and_its_query_asks_for_it(code: str) -> None:
    entries = [service("Hebamme", area_codes=frozenset({code})), service("Singkreis mit Hebamme")]
    snapshot = germany(*entries, more=(town("Singen"),))
    first = snapshot.search(Query("Hebamme Singen"))
    assert (first.place is not None) is (code == "Singen-0")
    assert first.other_reading is not None
    assert first.other_reading.is_place is (code == "lindel")
    second = snapshot.search(Query(first.other_reading.text))
    assert (second.place is not None) is first.other_reading.is_place


def test_the_query_for_the_other_meaning_is_what_somebody_would_type() -> None:
    snapshot = germany(service("Hebamme"), service("Singkreis"), more=(town("Singen"),))
    offered = [snapshot.search(Query(f"Hebamme{word} singen")).other_reading for word in ("", " in", " aus")]
    assert [one and one.text for one in offered] == ["Hebamme in singen", *["Hebamme “singen”"] * 2]


def test_of_towns_of_one_name_the_one_of_the_directory_is_meant_else_the_far_bigger_one() -> None:
    small, big = town("Halle"), town("Halle", "06108", "06110", "06112", "06114")
    anywhere = germany(service("Hebamme"), more=(small, big)).search(Query("Hebamme Halle")).place
    assert anywhere is not None
    assert [one.code for one in anywhere.places] == ["Halle-4"]
    entry = service("Hebamme", area_codes=frozenset({"Halle-0"}))
    here = germany(entry, more=(small, big)).search(Query("Hebamme Halle")).place
    assert here is not None
    assert [one.code for one in here.places] == ["Halle-0"]
    alike = germany(service("Hebamme"), more=(small, town("Halle", "06108"))).search(Query("Hebamme Halle"))
    assert alike.place is not None
    assert len(alike.place.places) == 2


def test_a_slip_is_no_far_village_and_a_villages_name_hides_no_word() -> None:
    entries = [service("Hebamme"), service("Paarberatung Paar")]
    snapshot = germany(*entries, more=(town("Haag"), town("Hebame")))
    page = snapshot.search(Query("Hebamne"))
    assert ([one.used for one in page.corrections], page.place) == (["Hebamme"], None)
    assert names(snapshot, entries, "Haar") == ["Paarberatung Paar"]
