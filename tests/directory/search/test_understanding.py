"""What is understood of words that stand elsewhere, are not known, or say more than one thing."""

from dataclasses import replace

import pytest

from lotsen.directory.domain import AreaLevel
from lotsen.directory.search import (
    Filter,
    PlaceWish,
    Query,
    Town,
    TownPostcode,
    build,
    default_synonyms,
)
from lotsen.directory.search.analyser import stem
from lotsen.places.domain import Point
from tests.directory.search.test_search import IN_LINDEL, IN_WELMER, found, made, names, service

TOLD_ELSEWHERE = (
    "Hamilelikte ve doğumdan sonra danışmanlık",
    "زيارة القابلة في البيت بعد الولادة",
    "Підтримка для вагітних жінок",
    "Помощь беременным и роженицам",
    "Wir kommen zu Ihnen nach Haus. Das ist gratis.",
)


@pytest.mark.parametrize(
    "text",
    [
        "danışmanlık",
        "DANISMANLIK",
        "hamilelikte",
        "القابلة",
        "بالقابلة",
        "вагітних",
        "беременным",
        "роженица",
    ],
)
def test_words_of_a_translation_find_the_service(text: str) -> None:
    entries = [service("Hebamme", other_words=TOLD_ELSEWHERE), service("Elterncafé")]
    assert found(entries, text) == ["Hebamme"]


def test_a_translation_weighs_less_than_what_stands_in_german() -> None:
    told = service("Treffpunkt", other_words=("Babymassage",))
    named = service("Babymassage")
    described = service("Haus Arche", description="Babymassage")
    assert found([told, named, described], "Babymassage") == ["Babymassage", "Haus Arche", "Treffpunkt"]


def test_a_slip_in_german_is_not_taken_for_a_word_of_another_language() -> None:
    snapshot = made(service("Stillgruppe", other_words=("Hebamen",)), service("Familienhebamme Hebamme"))
    page = snapshot.search(Query("Hebamxe"))
    assert [one.used for one in page.corrections] == ["Hebamme"]


def test_own_types_and_needs_narrow_what_is_found() -> None:
    entries = [
        service("Stadtteilmütter", own_type="t1", needs=frozenset({"N12"})),
        service("Rucksackgruppe", own_type="t2", needs=frozenset({"N13"})),
        service("Unbenannt"),
    ]
    snapshot = made(*entries)
    assert names(snapshot, entries, Query(own_types=frozenset({"t1"}))) == ["Stadtteilmütter"]
    assert snapshot.search(Query()).facets.own_types.counts == {"t1": 1, "t2": 1}
    page = snapshot.search(Query(needs=frozenset({"N13"})))
    assert [hit.unclear for hit in page.hits] == [Filter(0), Filter.TYPE]


def test_who_is_in_a_place_and_serves_another_is_no_help_there() -> None:
    far = service("Fern", spots=(IN_LINDEL,), area_codes=frozenset({"welmer"}))
    near = service("Nah", spots=(IN_WELMER,))
    open_to_all = service("Offen", spots=(IN_LINDEL,), area_level=None, area_codes=frozenset())
    entries = [far, near, open_to_all]
    wish = PlaceWish(AreaLevel.DISTRICT, "lindel-alt")
    assert set(found(entries, Query(place=wish))) == {"Fern", "Nah", "Offen"}
    assert found(entries, Query(place=wish, serves_only=True)) == ["Nah", "Offen"]


def test_without_words_types_that_come_first_do_and_those_with_few_tasks() -> None:
    many = service("Viele", service_type="B1", needs=frozenset({"N1", "N2", "N3"}))
    few = service("Wenige", service_type="B1", needs=frozenset({"N1"}))
    lead = service("Zuerst", service_type="A1", needs=frozenset({"N1", "N2", "N3"}))
    assert found([many, few, lead], Query(first_types=frozenset({"A1"}))) == ["Zuerst", "Wenige", "Viele"]


def test_a_word_beside_the_point_does_not_hide_who_is_meant() -> None:
    aside = service("Elternstart", description="Kostenlos. Die Schuldnerberatung ist im Haus.")
    meant = service("Schuldnerberatung")
    assert found([aside, meant], "Schuldnerberatung kostenlos")[0] == "Schuldnerberatung"


def test_a_compound_finds_the_longer_words_that_begin_with_it() -> None:
    aside = service("Familienbüro", description="Fragen zum Elterngeld")
    meant = service("Elterngeldstelle")
    assert found([aside, meant], "Elterngeld") == ["Elterngeldstelle", "Familienbüro"]


def test_of_an_unknown_compound_the_known_ends_are_looked_for_and_said() -> None:
    page = made(service("Wohnen für Familien"), service("Hebamme")).search(Query("Übergangswohnen"))
    assert (page.total, [one.used for one in page.corrections]) == (1, ["Wohnen"])


def test_a_number_is_never_taken_for_another_postcode() -> None:
    page = made(service("Hebamme")).search(Query("Hebamme 00109"))
    assert (page.place, page.total) == (None, 1)
    assert [(one.typed, one.used) for one in page.corrections] == [("00109", None)]


def test_an_abbreviation_that_is_a_little_word_too_is_read_where_it_stands_alone() -> None:
    entries = [service("Jugendamt"), service("Hebamme")]
    assert found(entries, "JA") == ["Jugendamt"]
    assert found(entries, "ja Hebamme") == ["Hebamme"]


def test_where_filters_leave_nobody_with_all_words_those_with_most_are_shown() -> None:
    snapshot = made(
        service("Stillberatung abends", area_codes=frozenset({"welmer"})), service("Stillberatung")
    )
    page = snapshot.search(Query("Stillberatung abends", place=PlaceWish(AreaLevel.MUNICIPALITY, "lindel")))
    assert (page.total, page.relaxed) == (1, True)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Treff ohne Termin", "open_access"),
        ("Treff telefonisch", "by_phone"),
        ("Treff online", "online"),
        ("anonymer Treff", "anonymous"),
        ("barrierefreier Treff", "barrier_free"),
        ("Treff randevusuz", "open_access"),
    ],
)
def test_a_way_to_be_helped_is_a_wish_and_who_says_nothing_about_it_comes_last(text: str, way: str) -> None:
    entries = [service("Treff Eins", **{way: None}), service("Treff Zwei", **{way: True})]
    entries.append(service("Treff Drei", **{way: False}))
    assert found(entries, text) == ["Treff Zwei", "Treff Eins"]
    page = made(*entries).search(Query(text))
    assert page.read == {way}
    assert page.hits[1].unclear == Filter[way.upper()]
    assert found(entries[2:], text) == ["Treff Drei"]
    assert made(entries[2]).search(Query(text)).let_go == {way}


def test_a_birth_without_a_name_is_a_thing_and_no_wish() -> None:
    entries = [service("Anonyme Geburt"), service("Elterncafé", anonymous=True)]
    assert names(made(*entries), entries, "anonyme Geburt")[0] == "Anonyme Geburt"


def test_a_village_called_like_a_small_word_is_a_place_only_where_nothing_else_is_said() -> None:
    village = Town("ohne", "Ohne", (), (TownPostcode("48465", None, Point(52.3, 7.3)),))
    entry = service("Elterncafé", open_access=True, area_codes=frozenset({"ohne"}))
    snapshot = build([entry], default_synonyms(), (village,))
    assert snapshot.search(Query("Elterncafé ohne Termin")).place is None
    alone = snapshot.search(Query("Ohne")).place
    assert alone is not None
    assert alone.name == "Ohne"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Drogen", None),
        ("Probleme mit Drogen", None),
        ("Drogn", None),
        ("Stelle für Schulden", None),
        ("Polizei Welmer", "Welmer"),
        ("Singen mit Baby", None),
        ("Hebamme in Singen", "Singen"),
        ("Hebamme aus Singen", "Singen"),
        ("Hebamme Essen", "Essen"),
        ("Stelle", "Stelle"),
    ],
)
def test_a_town_called_like_a_thing_is_a_place_only_where_the_query_says_so(
    text: str, place: str | None
) -> None:
    called = ("Drogen", "Polizei", "Singen", "Stelle", "Essen", "Welmer")
    towns = [Town(name, name, (), (TownPostcode("00301", None, Point(51, 7)),)) for name in called]
    helps = [service(name) for name in ("Drogenberatung", "Schuldnerberatung", "Singkreis", "Hebamme")]
    entries = [replace(one, area_codes=frozenset(called)) for one in helps]
    page = build(entries, default_synonyms(), towns).search(Query(text))
    assert (page.place and page.place.name) == place
    assert page.total


@pytest.mark.parametrize("signs", ["???", "💩", " - ", "…"])
def test_signs_without_a_word_are_no_wish_for_everything(signs: str) -> None:
    page = made(service("Elterncafé")).search(Query(signs))
    assert (page.total, page.is_unread) == (0, True)
    assert made(service("Elterncafé")).search(Query(f"Elterncafé {signs}")).total == 1
    assert made(service("Elterncafé")).search(Query("  ")).total == 1


def test_an_endless_word_is_read_as_far_as_the_directory_reads_it() -> None:
    compound = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft" + "en" * 9
    entries = [service(compound), service("Elterncafé")]
    snapshot = made(*entries)
    assert names(snapshot, entries, compound) == [compound]
    kept = stem.cache_info().misses
    assert snapshot.search(Query("y" * 10_000)).corrections[0].typed == "y" * 10_000
    assert stem.cache_info().misses - kept < 500
