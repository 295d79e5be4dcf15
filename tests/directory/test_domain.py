from datetime import date
from uuid import UUID

from lotsen.directory.domain import (
    AreaLevel,
    ServiceProfile,
    is_outdated,
)

COVERS = {
    AreaLevel.POSTCODE: frozenset({"43103"}),
    AreaLevel.DISTRICT: frozenset({"lindbrueck-hafen"}),
    AreaLevel.MUNICIPALITY: frozenset({"lindbrueck"}),
}


def profile(**said: object) -> ServiceProfile:
    fields = {"id": UUID(int=1), "name": "Elterncafé", "organization": "Träger", "service_type": "D1", **said}
    return ServiceProfile(**fields)  # type: ignore[arg-type]  # each test states a few fields by name


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


def test_an_entry_is_outdated_on_the_day_after_its_last() -> None:
    assert not is_outdated(date(2026, 11, 21), date(2026, 11, 21))
    assert is_outdated(date(2026, 11, 20), date(2026, 11, 21))
    assert not is_outdated(None, date(2026, 11, 21))
