import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.directory.domain import fold
from lotsen.directory.search.analyser import KEPT, Lexicon, raw_words, shortened, stem, words
from lotsen.directory.search.builder.texts import Pieces


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mütter", "MUETTER"),
        ("Café", "cafe"),
        ("Straße", "strasse"),
        ("Frühförderung", "Fruehfoerderung"),
        ("Türkçe", "turkce"),
        ("İzmir", "izmir"),
        ("قابِلة", "قابلة"),
        ("Українська", "українська"),
        ("IŞIK", "ışık"),
        ("ışık", "isik"),
        ("أسرة", "اسره"),
        ("مستشفى", "مستشفي"),
        ("کودک", "كودك"),
        ("ساعات ٩", "ساعات 9"),
    ],
)
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_not_all_that_was_ever_searched_is_remembered() -> None:
    lexicon = Lexicon()
    for number in range(KEPT + 100):
        stem(f"wort{number}")
        lexicon.parts(f"wort{number}")
    assert stem.cache_info().currsize == KEPT
    assert lexicon.parts.cache_info().currsize == KEPT


@pytest.mark.parametrize("word", ["Frauen", "neue", "Quelle", "Betreuung", "Steuer"])
def test_an_e_that_is_no_umlaut_stays(word: str) -> None:
    assert fold(word) == word.casefold()


@pytest.mark.parametrize(
    "forms",
    [
        "Hebamme Hebammen",
        "Beratung Beratungen beraten Berater Beraterin Beraterinnen",
        "Kind Kinder Kindern Kindes",
        "Mutter Mütter Müttern",
        "Vater Väter Vätern",
        "Arzt Ärztin Ärztinnen Ärzte Ärzten",
        "Kurs Kurse Kursen",
        "Kita Kitas",
        "Praxis Praxen",
        "Pate Paten",
        "Termin Termine Terminen",
        "Frau Frauen",
        "Familie Familien",
        "قابلة القابلة والقابلة قابلات",
        "أسرة الأسرة للأسرة",
        "акушерка акушерки акушерку акушеркою",
        "курс курси курсів курсы",
        "schreien schreiend schreiende",
        "Psychologie psychologisch psychologische",
        "Logopädie logopädische",
        "Alleinerziehende alleinerziehend",
        "Trauer trauern trauernde",
        "regulieren Regulierung",
        "mein meine meinem",
        "kommt kommen gekommen",
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(word) for word in words(forms)}) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mu\u0308tter", ["mutter"]),
        ("قابِلة", ["قابله"]),
        ("сім\u2019я", ["сімя"]),
        ("İş", ["is"]),
    ],
)
def test_signs_inside_a_word_do_not_part_it(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "pair",
    [
        "Kur Kurs",
        "Haus Haut",
        "Paar Pate",
        "Kind Kinn",
        "Schuld Schule",
        "Sucht Suche",
        "Miete Mieter",
        "traue Trauer",
        "Raum Räumung",
        "Papi Papier",
        "Manie Manieren",
    ],
)
def test_different_words_keep_different_stems(pair: str) -> None:
    assert len({stem(word) for word in words(pair)}) == 2


@pytest.mark.parametrize(
    "pair", ["leider leiden", "kriegen Krieg", "mag Magen", "wegen weg", "läuft laufen", "sprechend sprechen"]
)
def test_a_small_word_shares_its_stem_with_no_other_one(pair: str) -> None:
    assert len({stem(word) for word in words(pair)}) == 2


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Familienhebammen", ("famili", "hebamm")),
        ("Schwangerschaftsberatungsstelle", ("schwangerschaft", "berat", "stell")),
        ("Schreibabyambulanz", ("schrei", "baby", "ambulanz")),
        ("Elterncafé", ("elter", "caf")),
        ("Jugendamt", ("jugend", "amt")),
        ("Hebamme", ()),
        ("Kölnstraße", ()),
        ("Українська", ()),
        ("x" * 500, ()),
    ],
)
def test_compounds_come_apart_by_the_lexicon(word: str, parts: tuple[str, ...]) -> None:
    assert Lexicon().parts(fold(word)) == parts


def test_the_directory_lends_its_own_words_to_the_lexicon() -> None:
    assert Lexicon().parts("pusteblumengruppe") == ()
    assert Lexicon(["pusteblum"]).parts("pusteblumengruppe") == ("pusteblum", "grupp")


def test_what_german_leaves_out_is_completed() -> None:
    lexicon = Lexicon()
    found = [
        lexicon.completed(*fold(word).split("-"))
        for word in shortened("Ehe-, Paar- und Trennungsberatung in der Mutter-Kind-Klinik")
    ]
    assert found == ["eheberatung", "paarberatung"]


@given(
    st.lists(st.text(max_size=20) | st.sampled_from(["Kinder-", "м'ята", "e\u0301", "\u200b"]), max_size=8)
)
def test_a_text_read_piece_by_piece_holds_the_words_of_the_whole(some: list[str]) -> None:
    pieces, text = Pieces(), " ".join(some)
    numbers = pieces.read(text)
    read = [list(pieces.numbers)[number] for number in numbers]
    assert [*map(fold, read)] == [*map(fold, (*raw_words(text), *shortened(text)))]


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    lexicon = Lexicon()
    for word in words(text):
        assert stem(word)
        lexicon.parts(word)
    assert words(text.upper()) == words(text.upper().casefold())
