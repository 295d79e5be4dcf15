"""What is read of compounds that neither the directory nor the synonyms hold, by the rules of German."""

import pytest

from lotsen.directory.search import Query
from tests.directory.search.test_quality import region
from tests.directory.search.test_search import found, service


def kinds(text: str) -> set[str]:
    made, snapshot = region()
    concept_of = {one.entry.id: one.concept for one in made}
    return {concept_of[hit.id] for hit in snapshot.search(Query(text, limit=10)).hits}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Familienhebammendienst", "family_midwife"),
        ("Familienhebammenangebote", "family_midwife"),
        ("Schwangerschaftsberatungs-Zentrum", "pregnancy"),
        ("Zentrum für Schuldnerberatung", "debts"),
        ("Beratungsdienst Schulden", "debts"),
    ],
)
def test_a_compound_that_extends_a_known_word_is_read_as_this_word(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Väterkreis", "fathers"),
        ("Trauerkreis", "grief"),
        ("Integrationsunterricht", "language"),
        ("Integrationkurs", "language"),
    ],
)
def test_last_words_that_say_the_same_form_stand_for_one_another(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kurs für Sprache", "language"),
        ("Hebamme Familien", "family_midwife"),
        ("Kasse Familien", "childbenefit"),
        ("Beratung Familie", "parenting"),
        ("Beratungen Stillen", "breastfeeding"),
    ],
)
def test_a_compound_parted_and_turned_round_is_put_together(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("schwangere Frauen beraten", "pregnancy"),
        ("verschuldete Familien Beratung", "debts"),
        ("obdachlose Familien Hilfe", "housing"),
        ("trauernde Eltern Treff", "grief"),
    ],
)
def test_who_is_told_of_says_more_than_common_words_that_could_be_joined(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


def test_a_slip_in_a_compound_is_mended_rather_than_read_by_its_beginning() -> None:
    assert kinds("Schlagcoaching") == {"sleep"}


def test_of_words_as_near_the_one_with_a_letter_more_or_less_of_a_kind_is_meant() -> None:
    assert kinds("Baby schlefft nicht durch") <= {"sleep", "crying"}


def test_what_tells_more_is_no_circumstance() -> None:
    assert kinds("ich mache keine Briefe mehr auf weil nur Mahnungen") == {"debts"}


def test_who_calls_itself_by_a_compound_is_found_by_it() -> None:
    entries = [service("Väterkreis"), service("Bunter Kreis")]
    assert found(entries, "Väterkreis")[0] == "Väterkreis"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gruppe für stillende Mütter", "breastfeeding"),
        ("Gruppe von alleinerziehenden Müttern", "single"),
        ("Coaching für Babyschlaf", "sleep"),
        ("Hilfe für Mieter", "housing"),
        ("Beistand bei Überschuldung", "debts"),
    ],
)
def test_what_tells_of_a_help_says_more_than_its_form(text: str, kind: str) -> None:
    assert kinds(text) == {kind}
