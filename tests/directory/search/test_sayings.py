"""What people say in whole sentences, and the wishes and languages that stand among their words."""

import pytest

from lotsen.directory.domain import Capacity, Cost
from lotsen.directory.search import Query, Synonyms, build, default_synonyms
from lotsen.directory.search.model import READ_WISHES
from tests.directory.search.test_search import TOWNS, found, made, service


@pytest.mark.parametrize(
    "text",
    [
        "mein Kind spricht noch nicht",
        "das kind spricht nicht",
        "Tochter, 3 Jahre, spricht einfach nicht",
        "sprach noch nicht, unser Sohn",
    ],
)
def test_the_words_of_a_saying_may_stand_anywhere_and_in_any_form(text: str) -> None:
    assert found([service("Logopädie"), service("Elterncafé")], text)[0] == "Logopädie"


def test_a_saying_with_not_is_another_one() -> None:
    synonyms = Synonyms(meanings={"zahlt nicht": ("Unterhalt",), "zahlt": ("Kasse",)})
    entries = [service("Unterhalt"), service("Kasse")]
    snapshot = build(entries, synonyms, TOWNS)
    by_id = {entry.id: entry.name for entry in entries}

    def names(text: str) -> list[str]:
        return [by_id[hit.id] for hit in snapshot.search(Query(text)).hits]

    assert names("der Vater zahlt nie") == ["Unterhalt"]
    assert names("der Vater zahlt") == ["Kasse"]


def test_a_saying_of_small_words_is_not_its_one_big_word() -> None:
    synonyms = Synonyms(meanings={"Baby kommt bald": ("Geburtshaus",)})
    entries = [service("Geburtshaus"), service("Babykleidung")]
    snapshot = build(entries, synonyms, TOWNS)
    assert [hit.id for hit in snapshot.search(Query("Baby kommt bald")).hits] == [entries[0].id]
    assert entries[0].id not in {hit.id for hit in snapshot.search(Query("Baby")).hits}


def test_a_common_word_decides_only_between_equals() -> None:
    entries = [service("Schuldnerberatung"), service("Schuldnerberatung für Eltern"), service("Elterncafé")]
    assert found(entries, "Schuldnerberatung Eltern") == ["Schuldnerberatung für Eltern", "Schuldnerberatung"]


def test_what_a_directory_calls_itself_says_more_than_a_saying() -> None:
    entries = [service("Hebamme"), service("Schreiambulanz")]
    assert found(entries, "Baby schreit nur, suche Hebamme")[0] == "Hebamme"


@pytest.mark.parametrize("text", ["Hebammen-Praxis", "hebammen praxis"])
def test_a_name_typed_in_two_words_is_that_name(text: str) -> None:
    entries = [service("Hebammenpraxis"), service("Logopädische Praxis", description="Mit Hebammen im Haus.")]
    assert found(entries, text) == ["Hebammenpraxis"]


def test_a_word_that_stands_in_no_name_may_begin_one() -> None:
    entries = [service("Willkommensbesuch"), service("Spielgruppe", description="Alle sind willkommen.")]
    assert found(entries, "willkomm") == ["Willkommensbesuch", "Spielgruppe"]


def test_a_circumstance_is_not_what_is_looked_for() -> None:
    entries = [service("Elterngeldstelle"), service("Trennungsberatung", description="Auch zu Elterngeld.")]
    others = [service("Elterncafé") for _ in range(60)]
    assert found([*entries, *others], "Elterngeld nach Trennung")[0] == "Elterngeldstelle"


@pytest.mark.parametrize(
    ("text", "wish", "right"),
    [
        ("Hebamme Hausbesuch", "home_visit", {"home_visit": True}),
        ("Hebamme, die zu mir nach Hause kommt", "home_visit", {"home_visit": True}),
        ("kostenlose Hebamme", "free", {"cost": Cost.FREE}),
        ("Hebamme zahlt die Krankenkasse", "insurance", {"cost": Cost.INSURANCE}),
        ("Hebamme mit freien Plätzen", "room", {"capacity": Capacity.FREE}),
        ("Hebamme ohne Wartezeit", "room", {"capacity": Capacity.FREE}),
    ],
)
def test_a_wish_in_the_words_becomes_a_filter(text: str, wish: str, right: dict[str, object]) -> None:
    wrong = {"home_visit": False, "cost": Cost.FEE, "capacity": Capacity.CLOSED}
    fits, silent = service("Hebamme", **right), service("Hebamme")
    others = service("Hebamme", **{name: wrong[name] for name in right})
    page = made(fits, silent, others).search(Query(text))
    assert [hit.id for hit in page.hits] == [fits.id, silent.id]
    assert (page.read, page.let_go, page.not_stated) == (frozenset({wish}), frozenset(), 1)


def test_a_wish_that_leaves_nothing_is_let_go_and_said() -> None:
    page = made(service("Hebamme", home_visit=False)).search(Query("Hebamme Hausbesuch"))
    assert (page.total, page.read, page.let_go) == (1, frozenset(), frozenset({"home_visit"}))


def test_quarrels_at_home_ask_for_no_home_visit() -> None:
    page = made(service("Paarberatung", home_visit=False)).search(Query("nur noch Streit zu Hause"))
    assert (page.total, page.read, page.let_go) == (1, frozenset(), frozenset())


def test_open_now_is_read_only_where_hours_are_judged() -> None:
    opened, closed = service("Café", opening_hours="Mo"), service("Café", opening_hours="Tu")
    snapshot = made(opened, closed)
    assert snapshot.reads_open_now("Café heute offen")
    assert not snapshot.reads_open_now("Café")
    page = snapshot.search(Query("Café heute offen", is_open=lambda text: text == "Mo"))
    assert ([hit.id for hit in page.hits], page.read) == ([opened.id], frozenset({"open_now"}))
    assert snapshot.search(Query("Café heute offen")).total == 2


def test_a_filter_of_the_form_counts_more_than_a_wish_in_the_words() -> None:
    paid = service("Hebamme", cost=Cost.FEE)
    page = made(paid, service("Hebamme", cost=Cost.FREE)).search(
        Query("kostenlose Hebamme", costs=frozenset({Cost.FEE}))
    )
    assert ([hit.id for hit in page.hits], page.read) == ([paid.id], frozenset())


@pytest.mark.parametrize("text", ["Hebamme arabisch", "Hebamme mit Arabischkenntnissen"])
def test_who_speaks_a_language_comes_before_who_has_it_interpreted(text: str) -> None:
    interpreted = [service("Hebamme", languages=frozenset({"de"}), interpreter=True) for _ in range(5)]
    speaks = service("Hebamme", languages=frozenset({"de", "ar"}))
    page = made(*interpreted, speaks).search(Query(text))
    assert page.language == "ar"
    assert page.hits[0].id == speaks.id
    assert page.total == 6


def test_every_shipped_wish_is_one_the_search_reads() -> None:
    assert set(default_synonyms().wishes) == set(READ_WISHES)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ich bin krank, wer holt das Kind ab", "Notbetreuung"),
        ("Massage für Babys", "Babymassage"),
        ("mein Kind sprcht nicht", "Logopädie"),
        ("Inkassobriefe", "Schuldnerberatung"),
        ("Gruppe für trauernde Mütter", "Trauergruppe"),
    ],
)
def test_parted_verbs_turned_compounds_and_slips_are_heard(text: str, first: str) -> None:
    names = ("Elterncafé", "Babymassage", "Notbetreuung", "Logopädie", "Schuldnerberatung", "Trauergruppe")
    assert found([service(name) for name in names], text)[0] == first


def test_what_fits_best_of_a_meaning_comes_first() -> None:
    synonyms = Synonyms(meanings={"Krise": ("Zuflucht", "Gespräch", "Beistand")})
    entries = [service(name) for name in ("Beistand", "Gespräch", "Zuflucht")]
    snapshot = build(entries, synonyms, TOWNS)
    by_id = {entry.id: entry.name for entry in entries}
    hits = [by_id[hit.id] for hit in snapshot.search(Query("Krise")).hits]
    assert hits == ["Zuflucht", "Gespräch", "Beistand"]
