import re

from ruamel.yaml import YAML

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost
from lotsen.directory.entries import ServiceEntry
from lotsen.terms import vocabulary
from tests.directory.town import DATA, TODAY, the_file

FILE = the_file()


def of_type(code: str) -> list[ServiceEntry]:
    return [service for service in FILE.services if service.service_type == code]


def test_the_directory_has_about_sixty_services_of_every_type() -> None:
    assert 55 <= len(FILE.services) <= 65
    assert 20 <= len(FILE.organizations) <= 30
    assert {service.service_type for service in FILE.services} == set(vocabulary().service_types) - {"Z1"}


def test_every_id_stands_once_and_every_reference_leads_somewhere() -> None:
    organizations = {row.id for row in FILE.organizations}
    locations = {row.id for row in FILE.locations}
    assert len(organizations) == len(FILE.organizations)
    assert len(locations) == len(FILE.locations)
    assert len({row.id for row in FILE.services}) == len(FILE.services)
    assert {row.organization_id for row in FILE.locations} <= organizations
    assert {row.organization_id for row in FILE.services} == organizations
    assert {place for row in FILE.services for place in row.location_ids} == locations


def test_every_area_names_places_of_the_demo_town() -> None:
    towns = YAML(typ="safe").load(DATA / "lindbrueck.yaml")["municipalities"]
    known = {
        AreaLevel.MUNICIPALITY: {town["code"] for town in towns},
        AreaLevel.DISTRICT: {row["code"] for town in towns for row in town["districts"]},
        AreaLevel.POSTCODE: {row["postcode"] for town in towns for row in town["postcodes"]},
        AreaLevel.KREIS: {town["kreis"] for town in towns},
        AreaLevel.RADIUS: set(),
        AreaLevel.COUNTRY: set(),
    }
    for service in FILE.services:
        assert service.area_level is None or service.area_codes <= known[service.area_level], service.name
    assert {row.postcode for row in FILE.locations} <= known[AreaLevel.POSTCODE]
    assert {row.district for row in FILE.locations} - {None} <= known[AreaLevel.DISTRICT]


def test_the_hard_rules_of_the_types_hold() -> None:
    for service in of_type("A5"):
        assert (service.max_months, service.min_weeks, service.max_weeks) == (11, None, None)
    for service in of_type("B2"):
        assert service.max_weeks is not None
        assert (service.min_months, service.max_months) == (None, None)
        assert service.access is AccessRoute.APPLICATION
    assert any(service.access is AccessRoute.PRESCRIPTION for service in of_type("C4"))
    assert all(service.access is AccessRoute.PRESCRIPTION for service in of_type("C5"))
    assert all(service.insurance_required for service in of_type("A1"))
    assert any(service.access is AccessRoute.FAMILY_OFFICE_ONLY for service in of_type("A2"))


def test_the_shelter_is_protected_and_no_place_of_it_is_written_down() -> None:
    (shelter,) = [service for service in FILE.services if service.protected_address]
    assert shelter.service_type == "B8"
    assert shelter.location_ids == ()


def test_the_data_vary_and_leave_things_unsaid() -> None:
    services = FILE.services
    assert {service.capacity for service in services} == {*Capacity, None}
    assert {service.access for service in services} == {*AccessRoute}
    assert {service.cost for service in services} == {*Cost}
    assert {service.area_level for service in services} == {*AreaLevel}
    for field in ("home_visit", "interpreter", "anonymous_possible", "insurance_required"):
        assert {getattr(service, field) for service in services} >= {True, None}, field
    assert any(not service.languages for service in services)
    assert any(service.excluded_groups for service in services)
    assert len({code for service in services for code in service.languages}) >= 10


def test_days_are_counted_back_from_the_day_of_loading() -> None:
    days = [service.capacity_checked_on for service in FILE.services if service.capacity_checked_on]
    assert days
    assert max(days) < TODAY
    assert all(service.valid_until > TODAY for service in FILE.services if service.valid_until)


def test_every_number_and_address_is_invented() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in DATA.glob("*.yaml"))
    numbers = re.findall(r"(?:phone): ([0-9 ]+)", text)
    assert numbers
    assert all(number.startswith("02999 555") for number in numbers)
    for address in re.findall(r"https?://([^\s/,}]+)", text) + re.findall(r"@([^\s,}]+)", text):
        assert address.endswith(".example"), address


def test_no_text_speaks_of_risk() -> None:
    text = (DATA / "directory.yaml").read_text(encoding="utf-8").casefold()
    assert "risik" not in text
