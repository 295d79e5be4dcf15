"""What is understood of how a sentence is built: its verb, who seeks, who said it, who acts."""

import pytest

from tests.directory.search.test_compounds import kinds
from tests.directory.search.test_search import found, service

HELPS = (
    "Suchtberatung",
    "Vätergruppe",
    "Elterncafé",
    "Deutschkurs",
    "Stillberatung",
    "Hebamme",
    "Kita",
    "Logopädie",
    "Frühförderung",
    "Erziehungsberatung",
    "Schreiambulanz",
    "Trauerbegleitung",
    "Jobcenter",
    "Schuldnerberatung",
    "Sozialpsychiatrischer Dienst",
    "Zwillingstreff",
    "Unterhaltsvorschuss",
)


def first(text: str) -> str:
    return found([service(name) for name in HELPS], text)[0]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Papa sucht andere Papas", "Vätergruppe"),
        ("Mutter sucht Deutschkurs", "Deutschkurs"),
        ("Frau sucht Hilfe beim Stillen", "Stillberatung"),
        ("Hilfe bei Sucht", "Suchtberatung"),
        ("Vater hat ein Problem mit der Sucht", "Suchtberatung"),
        ("Sucht", "Suchtberatung"),
        ("sucht beratung", "Suchtberatung"),
    ],
)
def test_the_verb_of_a_sentence_is_no_topic(text: str, right: str) -> None:
    assert first(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("meine Hebamme meint ich soll zu einer Stillberatung", "Stillberatung"),
        ("Kita meint unser Kind braucht Logopädie", "Logopädie"),
        ("Kind ist in der Entwicklung hinterher sagt die Kita", "Frühförderung"),
    ],
)
def test_who_told_a_family_what_it_needs_is_not_what_it_looks_for(text: str, right: str) -> None:
    assert first(text) == right


def test_a_circumstance_gives_way_to_what_is_said_in_one_word() -> None:
    assert first("unser Sohn stottert seit er in der Kita ist") == "Logopädie"


@pytest.mark.parametrize("text", ["mein Kleiner schreit nur noch", "unsere Zweijährige schreit nur noch"])
def test_a_child_may_be_called_by_its_size_or_age(text: str) -> None:
    assert first(text) == "Schreiambulanz"


def test_who_is_called_a_minor_is_not_called_by_an_age() -> None:
    assert kinds("Wohnen für minderjährige Mütter") == {"motherhome"}


def test_an_attribute_in_a_saying_stands_where_the_saying_has_it() -> None:
    assert kinds("werdende Väter") == {"birthclass"}
    assert kinds("Hilfe für zu früh geborene Kinder") == {"aftercare"}


def test_a_telling_word_weighs_though_a_small_one_sounds_like_it() -> None:
    assert kinds("Kinder leiden unter der Depression der Mutter") <= {"kips", "socialpsych", "parenting"}


@pytest.mark.parametrize(
    ("text", "right"),
    [("mein Baby schreit", "Schreiambulanz"), ("ich schreie mein Kind an", "Erziehungsberatung")],
)
def test_who_acts_makes_another_saying_of_the_same_words(text: str, right: str) -> None:
    assert first(text) == right


def test_small_words_in_another_order_are_no_saying() -> None:
    assert first("bin mit dem Kind seit zwei Wochen in Trauer") == "Trauerbegleitung"


def test_a_negation_belongs_to_the_word_that_follows_it() -> None:
    assert first("brauche Geld weil ich keine Arbeit habe") == "Jobcenter"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("kann meine Raten nicht mehr abbezahlen", "Schuldnerberatung"),
        ("ich halte das Gebrüll nicht mehr aus", "Schreiambulanz"),
    ],
)
def test_a_topic_says_more_than_that_somebody_can_bear_no_more(text: str, right: str) -> None:
    assert first(text) == right


def test_what_other_words_tell_too_comes_first() -> None:
    assert first("Vater unbekannt, wer zahlt Unterhalt") == "Unterhaltsvorschuss"


def test_whom_one_wants_to_meet_says_more_than_that_one_wants_to_meet_somebody() -> None:
    assert first("Eltern von Zwillingen kennenlernen") == "Zwillingstreff"


def test_a_course_with_something_is_found_among_the_courses_without() -> None:
    entries = [service("Sprachkurs"), service("Kinderbetreuung"), service("Deutschkurs mit Kinderbetreuung")]
    names = found(entries, "Deutschkurs mit Kinderbetreuung")
    assert names == ["Deutschkurs mit Kinderbetreuung", "Sprachkurs"]
