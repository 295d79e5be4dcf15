import random
from datetime import date
from uuid import UUID

import pytest

from lotsen.directory.domain import (
    AreaLevel,
    Capacity,
    ServiceArea,
    ServiceProfile,
    ServiceWish,
    answers,
    fold,
    is_outdated,
    rank,
)
from tests.scale import scaled

COVERS = {
    AreaLevel.POSTCODE: frozenset({"43103"}),
    AreaLevel.DISTRICT: frozenset({"lindbrueck-hafen"}),
    AreaLevel.MUNICIPALITY: frozenset({"lindbrueck"}),
}


def profile(**said: object) -> ServiceProfile:
    fields = {"id": UUID(int=1), "name": "Elterncafé", "organization": "Träger", "service_type": "D1", **said}
    return ServiceProfile(**fields)  # type: ignore[arg-type]  # each test states a few fields by name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mütter", "muetter"),
        ("Mütter", "MUTTER"),
        ("Straße", "strasse"),
        ("Frühförderung", "Fruehfoerderung"),
        ("Café", "cafe"),
        ("ÄRZTIN", "aerztin"),
    ],
)
def test_spellings_of_the_same_word_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_name_that_holds_all_words_comes_before_a_description_that_does() -> None:
    assert rank("frueh hilfe", "Frühe Hilfen", "") == 0
    assert rank("fruehe café", "Frühe Hilfen", "mit Elterncafe") == 1
    assert rank("schulden", "Frühe Hilfen", "mit Elterncafe") is None
    assert rank("", "Frühe Hilfen", "") == 0


def test_a_service_that_states_only_one_window_serves_only_that_phase() -> None:
    only_pregnant = profile(min_weeks=0, max_weeks=42)
    assert (only_pregnant.serves_pregnancy, only_pregnant.serves_after_birth) == (True, False)
    only_born = profile(max_months=11)
    assert (only_born.serves_pregnancy, only_born.serves_after_birth) == (False, True)
    both = profile(min_weeks=12, min_months=0)
    assert (both.serves_pregnancy, both.serves_after_birth) == (True, True)


def test_a_service_that_states_no_window_has_not_said() -> None:
    silent = profile()
    assert (silent.serves_pregnancy, silent.serves_after_birth) == (None, None)


@pytest.mark.parametrize(
    ("said", "wish", "answer"),
    [
        ({}, ServiceWish(), True),
        ({}, ServiceWish(service_type="D1"), True),
        ({}, ServiceWish(service_type="A1"), False),
        ({"languages": frozenset({"ar"})}, ServiceWish(language="ar"), True),
        ({"languages": frozenset({"de"})}, ServiceWish(language="ar"), False),
        ({"languages": frozenset({"de"}), "interpreter": True}, ServiceWish(language="ar"), True),
        ({}, ServiceWish(language="ar"), None),
        ({"capacity": Capacity.FREE}, ServiceWish(capacity=Capacity.FREE), True),
        ({"capacity": Capacity.CLOSED}, ServiceWish(capacity=Capacity.FREE), False),
        ({}, ServiceWish(capacity=Capacity.FREE), None),
        ({}, ServiceWish(district="lindbrueck-hafen"), None),
        ({}, ServiceWish(service_type="A1", language="ar"), False),
        ({"languages": frozenset({"ar"})}, ServiceWish(language="ar", capacity=Capacity.FREE), None),
    ],
)
def test_a_wish_is_met_or_not_or_nothing_is_said_about_it(
    said: dict[str, object], wish: ServiceWish, answer: bool | None
) -> None:
    assert answers(profile(**said), wish, COVERS) is answer


@pytest.mark.parametrize(
    ("area", "answer"),
    [
        (ServiceArea(AreaLevel.COUNTRY), True),
        (ServiceArea(AreaLevel.MUNICIPALITY, frozenset({"lindbrueck"})), True),
        (ServiceArea(AreaLevel.MUNICIPALITY, frozenset({"auenrode"})), False),
        (ServiceArea(AreaLevel.DISTRICT, frozenset({"lindbrueck-hafen"})), True),
        (ServiceArea(AreaLevel.DISTRICT, frozenset({"lindbrueck-altstadt"})), False),
        (ServiceArea(AreaLevel.POSTCODE, frozenset({"43103", "43104"})), True),
        (ServiceArea(AreaLevel.POSTCODE, frozenset({"43101"})), False),
        (None, None),
    ],
)
def test_an_area_of_any_level_covers_a_district_or_not(area: ServiceArea | None, answer: bool | None) -> None:
    assert answers(profile(area=area), ServiceWish(district="lindbrueck-hafen"), COVERS) is answer


def test_an_entry_is_outdated_on_the_day_after_its_last() -> None:
    assert not is_outdated(date(2026, 11, 21), date(2026, 11, 21))
    assert is_outdated(date(2026, 11, 20), date(2026, 11, 21))
    assert not is_outdated(None, date(2026, 11, 21))


def test_umlauts_and_upper_case_never_make_a_difference() -> None:
    chance = random.Random(99)
    for _ in range(scaled(5000)):
        text = "".join(chance.choice("abäköüßtr é-") for _ in range(12))
        written_out = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
        assert fold(text) == fold(text.upper()) == fold(written_out)
