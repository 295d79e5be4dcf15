from uuid import UUID

import pytest
from pydantic import ValidationError

from lotsen.directory.domain import AreaLevel, Capacity
from lotsen.directory.entries import OrganizationEntry, ServiceEntry, key_id, read_directory
from tests.directory.town import TODAY, the_file


def entry(**said: object) -> ServiceEntry:
    return ServiceEntry.model_validate(
        {"organization_id": UUID(int=1), "service_type": "D1", "name": "Elterncafé", **said}
    )


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"service_type": "Z9"}, "unknown service types: Z9"),
        ({"needs": {"N99"}}, "unknown needs: N99"),
        ({"languages": {"xx"}}, "unknown languages: xx"),
        ({"target_groups": {"martians"}}, "unknown target groups: martians"),
        ({"min_months": 12, "max_months": 11}, "ends before it begins"),
        ({"min_weeks": 30, "max_weeks": 12}, "ends before it begins"),
        (
            {"protected_address": True, "location_ids": (UUID(int=2),)},
            "protected address is not written down",
        ),
        ({"area_level": AreaLevel.DISTRICT}, "names the places"),
        ({"area_level": AreaLevel.RADIUS}, "given in kilometres"),
        ({"area_level": AreaLevel.COUNTRY, "radius_km": 5}, "only a radius"),
        ({"location_parts": {UUID(int=2): {}}}, "one of the service's locations"),
        ({"capacity": Capacity.FREE, "waiting_weeks": 3}, "only a waiting list"),
        ({"target_groups": {"fathers"}, "excluded_groups": {"fathers"}}, "not both"),
        ({"website": "javascript:alert(1)"}, "pattern"),
        ({"name": " "}, "at least 1 character"),
        ({"colour": "blue"}, "Extra inputs"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused(said: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        entry(**said)


def test_what_is_left_out_is_not_stated() -> None:
    silent = entry()
    assert (silent.home_visit, silent.capacity, silent.area_level, silent.cost) == (None, None, None, None)
    assert silent.languages == frozenset()


def test_the_website_of_an_organization_is_a_web_address() -> None:
    with pytest.raises(ValidationError, match="pattern"):
        OrganizationEntry(name="Träger", website="data:text/html,hallo")


def test_a_file_read_twice_means_the_same_rows() -> None:
    assert the_file() == the_file()
    assert key_id("service", "familienbuero") != key_id("organization", "familienbuero")


def test_a_file_with_a_misspelt_field_is_refused() -> None:
    text = """
organizations: [{key: a, name: Träger}]
services: [{key: s, organization: a, type: D1, name: Treff, home_visti: true}]
"""
    with pytest.raises(ValidationError, match="home_visti"):
        read_directory(text, today=TODAY)
