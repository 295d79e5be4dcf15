"""What somebody who searches may rely on, each with the few services that show it."""

from dataclasses import replace
from itertools import count
from uuid import UUID

import pytest

from lotsen.directory.domain import AreaLevel, Capacity, Cost
from lotsen.directory.search import (
    DirectorySnapshot,
    Filter,
    PlaceWish,
    Query,
    SearchEntry,
    Spot,
    Synonyms,
    Town,
    TownDistrict,
    TownPostcode,
    build,
    default_synonyms,
)
from lotsen.places.domain import Point

LINDEL = Town(
    "lindel",
    "Lindelbrück",
    (TownDistrict("lindel-alt", "Altstadt"), TownDistrict("lindel-hafen", "Hafen")),
    (
        TownPostcode("00101", "lindel-alt", Point(51.52, 7.95)),
        TownPostcode("00102", "lindel-hafen", Point(51.53, 7.92)),
    ),
)
WELMER = Town(
    "welmer",
    "Welmer",
    (TownDistrict("welmer-alt", "Altstadt"),),
    (TownPostcode("00201", None, Point(51.9, 8.4)),),
)
TOWNS = (LINDEL, WELMER)
IN_LINDEL = Spot("00101", "lindel", "lindel-alt", Point(51.521, 7.951))
IN_WELMER = Spot("00201", "welmer", "welmer-alt", Point(51.9, 8.4))
NUMBERS = count(1)


def service(name: str, **more: object) -> SearchEntry:
    fields: dict[str, object] = {
        "id": UUID(int=next(NUMBERS)),
        "name": name,
        "organization": "Sozialwerk",
        "service_type": "A1",
        "area_level": AreaLevel.MUNICIPALITY,
        "area_codes": frozenset({"lindel"}),
    }
    return SearchEntry(**(fields | more))  # type: ignore[arg-type]  # a test's own choice of fields


def made(*entries: SearchEntry, synonyms: Synonyms | None = None) -> DirectorySnapshot:
    return build(entries, synonyms or default_synonyms(), TOWNS)


def names(snapshot: DirectorySnapshot, entries: list[SearchEntry], query: Query | str) -> list[str]:
    known = {entry.id: entry.name for entry in entries}
    asked = Query(query) if isinstance(query, str) else query
    return [known[hit.id] for hit in snapshot.search(asked).hits]


def found(entries: list[SearchEntry], query: Query | str) -> list[str]:
    return names(made(*entries), entries, query)


def test_a_name_counts_more_than_a_type_and_a_type_more_than_a_description() -> None:
    entries = [
        service("Zuhause", description="Auf Wunsch kommt eine Hebamme dazu."),
        service("Ankommen", type_words=("Hebamme",)),
        service("Verein", organization="Hebamme und Co."),
        service("Hebamme Gellert"),
    ]
    assert found(entries, "Hebamme") == ["Hebamme Gellert", "Ankommen", "Verein", "Zuhause"]


def test_a_town_in_the_query_is_a_filter_and_no_street_of_that_name() -> None:
    entries = [
        service("Hebamme Gellert", area_codes=frozenset({"welmer"}), description="Lindelbrückstraße 3"),
        service("Hebamme Aldermann"),
    ]
    page = made(*entries).search(Query("Hebamme Lindelbrück"))
    assert page.place is not None
    assert (page.place.name, page.place.places) == (
        "Lindelbrück",
        (PlaceWish(AreaLevel.MUNICIPALITY, "lindel"),),
    )
    assert [hit.id for hit in page.hits] == [entries[1].id]
    assert found(entries, "Lindelbrückstraße") == ["Hebamme Gellert"]


def test_a_postcode_is_a_place_too() -> None:
    entries = [
        service("Hebamme Gellert", area_codes=frozenset({"welmer"})),
        service("Hebamme Aldermann", area_level=AreaLevel.POSTCODE, area_codes=frozenset({"00102"})),
        service("Hebamme Brosche", spots=(IN_LINDEL,), area_codes=frozenset({"welmer"})),
    ]
    assert found(entries, "Hebamme 00102") == ["Hebamme Aldermann"]
    assert found(entries, "00101 Hebamme") == ["Hebamme Brosche"]


def test_a_district_that_two_towns_have_is_either_until_the_town_is_named() -> None:
    entries = [
        service("Elterncafé A", area_level=AreaLevel.DISTRICT, area_codes=frozenset({"lindel-alt"})),
        service("Elterncafé B", area_level=AreaLevel.DISTRICT, area_codes=frozenset({"welmer-alt"})),
    ]
    assert sorted(found(entries, "Elterncafé Altstadt")) == ["Elterncafé A", "Elterncafé B"]
    assert found(entries, "Elterncafé Altstadt Welmer") == ["Elterncafé B"]


def test_a_misspelled_place_is_recognised() -> None:
    entries = [service("Hebamme Gellert", area_codes=frozenset({"welmer"})), service("Hebamme Aldermann")]
    page = made(*entries).search(Query("Hebamme Lindelbrük"))
    assert [hit.id for hit in page.hits] == [entries[1].id]
    assert [(one.typed, one.used) for one in page.corrections] == [("Lindelbrük", "Lindelbrück")]


def test_a_name_that_is_a_place_too_is_searched_as_a_word_if_the_place_has_nothing() -> None:
    entries = [service("Krabbelgruppe Welmer", area_codes=frozenset({"lindel"}))]
    page = made(*entries).search(Query("Krabbelgruppe Welmer"))
    assert page.total == 1
    assert page.place is None


def test_not_stated_is_never_no_and_comes_after_those_that_state_it() -> None:
    entries = [
        service("Hebamme Silent"),
        service("Hebamme Tuerkisch", languages=frozenset({"tr"})),
        service("Hebamme Deutsch", languages=frozenset({"de"})),
    ]
    page = made(*entries).search(Query("Hebamme", language="tr"))
    assert [(hit.id, hit.unclear) for hit in page.hits] == [
        (entries[1].id, Filter(0)),
        (entries[0].id, Filter.LANGUAGE),
    ]
    assert (page.total, page.not_stated) == (2, 1)


def test_a_language_in_the_query_is_a_filter_in_its_own_tongue_too() -> None:
    entries = [
        service("Hebamme A", languages=frozenset({"tr"})),
        service("Hebamme B", languages=frozenset({"ar"})),
    ]
    for words in ("Hebamme türkisch", "ebe Türkçe", "Hebamme auf Tuerkisch", "Hebamme türkich"):
        page = made(*entries).search(Query(words))
        assert ([hit.id for hit in page.hits], page.language) == ([entries[0].id], "tr")


def test_synonyms_are_data() -> None:
    entries = [service("Schnullerstube"), service("Elterncafé")]
    assert found(entries, "Nuckelraum") == []
    own = Synonyms(groups=(("Schnullerstube", "Nuckelraum"),), meanings={"tea": ("Elterncafé",)})
    snapshot = made(*entries, synonyms=own)
    assert names(snapshot, entries, "Nuckelraum") == ["Schnullerstube"]
    assert names(snapshot, entries, "nuckelraun") == ["Schnullerstube"]
    assert names(snapshot, entries, "tea") == ["Elterncafé"]
    assert names(snapshot, entries, "Elterncafé") == ["Elterncafé"]


def test_a_correction_says_what_was_searched_instead_and_what_was_left_out() -> None:
    entries = [service("Hebamme Gellert")]
    page = made(*entries).search(Query("Hebmame zzzzqqqq"))
    assert [(one.typed, one.used) for one in page.corrections] == [("Hebmame", "Hebamme"), ("zzzzqqqq", None)]
    assert page.total == 1


def test_a_word_spelled_right_is_no_slip_for_another_though_nothing_here_answers_it() -> None:
    snapshot = made(service("Beratung für Täter"))
    assert not snapshot.search(Query("Trauer")).hits
    assert snapshot.search(Query("Tater")).hits


def test_words_that_lead_nowhere_find_nothing_rather_than_everything() -> None:
    page = made(service("Hebamme Gellert")).search(Query("zzzzqqqq"))
    assert (page.total, page.hits, page.nearly) == (0, (), None)


def test_an_empty_query_and_one_of_little_words_show_the_whole_directory() -> None:
    entries = [service(f"Hebamme {number}") for number in range(5)]
    assert [made(*entries).search(Query(text)).total for text in ("", "  ", "für und mit")] == [5, 5, 5]


def test_if_nobody_holds_all_words_those_with_most_are_shown_and_the_page_says_so() -> None:
    entries = [
        service("Hebamme Gellert", description="Hausbesuche am Abend"),
        service("Elterncafé", description="Kaffee am Abend"),
        service("Logopädie"),
    ]
    page = made(*entries).search(Query("Hebamme Abend Logopädie"))
    assert page.relaxed
    assert entries[0].id in {hit.id for hit in page.hits}
    assert not made(*entries).search(Query("Hebamme Abend")).relaxed


def test_nothing_left_names_the_one_wish_to_drop() -> None:
    entries = [
        service("Hebamme A", cost=Cost.FEE, home_visit=False),
        service("Hebamme B", cost=Cost.FEE, home_visit=True),
        service("Hebamme C", cost=Cost.FREE, home_visit=False),
        service("Hebamme D", cost=Cost.FREE, home_visit=False),
    ]
    page = made(*entries).search(Query("Hebamme", costs=frozenset({Cost.FREE}), home_visit=True))
    assert page.total == 0
    assert page.nearly is not None
    assert (page.nearly.drop, page.nearly.total) == (Filter.HOME_VISIT, 2)


def test_nearer_services_come_first_and_say_how_far_they_are() -> None:
    far = Spot("00201", "welmer", None, Point(51.9, 8.4))
    entries = [
        service("Hebamme Fern", spots=(far,)),
        service("Hebamme Nah", spots=(far, IN_LINDEL)),
        service("Hebamme Ohne"),
    ]
    page = made(*entries).search(Query("Hebamme", point=Point(51.52, 7.95)))
    assert [hit.id for hit in page.hits] == [entries[1].id, entries[2].id, entries[0].id]
    assert [hit.distance is None for hit in page.hits] == [False, True, False]
    assert page.hits[0].distance is not None
    assert page.hits[0].distance < 200


def test_a_radius_keeps_services_without_a_spot_in_the_second_group() -> None:
    entries = [
        service("Hebamme Fern", spots=(IN_WELMER,)),
        service("Hebamme Nah", spots=(IN_LINDEL,)),
        service("Frauenhaus Hebamme"),
    ]
    page = made(*entries).search(Query("Hebamme", point=Point(51.52, 7.95), radius=5_000))
    assert [(hit.id, hit.unclear) for hit in page.hits] == [
        (entries[1].id, Filter(0)),
        (entries[2].id, Filter.RADIUS),
    ]


def test_opening_hours_are_judged_once_per_text() -> None:
    asked: list[str] = []

    def judge(text: str) -> bool:
        asked.append(text)
        return text == "Mo 08:00-10:00"

    entries = [
        service(f"Hebamme {number}", opening_hours=hours)
        for number, hours in enumerate(["Mo 08:00-10:00", "Mo 08:00-10:00", "Tu 08:00-10:00", None])
    ]
    snapshot = made(*entries)
    ahead = snapshot.opened(judge)
    assert sorted(asked) == ["Mo 08:00-10:00", "Tu 08:00-10:00"]
    page = snapshot.search(Query("Hebamme", is_open=ahead, only_open=True))
    assert (page.total, page.not_stated) == (3, 1)
    assert (page.facets.open_now.counts, page.facets.open_now.not_stated) == ({"yes": 2, "no": 1}, 1)
    assert snapshot.search(Query("Hebamme", is_open=judge, only_open=True)) == page
    assert snapshot.search(Query("Hebamme")).facets.open_now.counts == {}


def test_equal_services_come_in_an_order_that_no_name_and_no_id_decides() -> None:
    entries = [service("Hebamme", organization=letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    shown = [hit.id for hit in made(*entries).search(Query("Hebamme", limit=50)).hits]
    assert sorted(shown) == sorted(entry.id for entry in entries)
    assert shown not in (sorted(shown), sorted(shown, reverse=True))
    assert shown == [hit.id for hit in made(*reversed(entries)).search(Query("Hebamme", limit=50)).hits]


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    entries = [
        service(f"Hebamme {number}", capacity=Capacity.FREE if number % 3 else None) for number in range(230)
    ]
    snapshot = made(*entries)
    query = Query("Hebamme", capacities=frozenset({Capacity.FREE}))
    whole = [hit.id for hit in snapshot.search(replace(query, limit=500)).hits]
    parts = [
        hit.id
        for start in range(0, 230, 20)
        for hit in snapshot.search(replace(query, limit=20, offset=start)).hits
    ]
    assert parts == whole
    assert len(set(whole)) == 230


def test_suggestions_complete_the_last_word_with_words_of_names() -> None:
    entries = [
        service("Familienhebamme Gellert"),
        service("Familienhebammen im Kreis"),
        service("Familienzentrum", description="Familienfeste im Hof"),
    ]
    snapshot = made(*entries, service("Familienzentrum Nord"))
    assert snapshot.suggest("Famili") == ("Familienzentrum", "Familienhebamme")
    assert snapshot.suggest("Hilfe FAMILIENH") == ("Hilfe Familienhebamme",)
    assert snapshot.suggest("") == snapshot.suggest("f") == snapshot.suggest("xyz") == ()


@pytest.mark.parametrize(
    "text", ["*", "'; drop", "\0", "🙂", "a" * 5000, "wort " * 500, "\u202e", "ß", "-", "%"]
)
def test_no_text_breaks_the_search(text: str) -> None:
    snapshot = made(service("Hebamme Gellert"))
    assert snapshot.search(Query(text)).total in (0, 1)
    assert isinstance(snapshot.suggest(text), tuple)


def test_no_name_of_a_place_and_no_word_of_the_same_meaning_is_too_long() -> None:
    long = "a" * 300
    synonyms = Synonyms(groups=((long, "Hebamme"),))
    snapshot = build([service("Hebamme Gellert")], synonyms, (*TOWNS, Town("long", "b" * 300)))
    assert snapshot.search(Query("b" * 300)).total in (0, 1)


def test_positions_and_ids_translate_into_each_other() -> None:
    entries = [service(f"Hebamme {number}") for number in range(40)]
    snapshot = made(*entries)
    positions = [snapshot.position(entry.id) for entry in entries]
    assert sorted(position for position in positions if position is not None) == list(range(40))
    assert [snapshot.id_at(position) for position in positions if position is not None] == [
        entry.id for entry in entries
    ]
    assert snapshot.position(UUID(int=2**127)) is None
