"""A postcode in several municipalities: every form that takes one asks which is meant."""

from collections.abc import Callable
from uuid import UUID

from lotsen.intake import actions
from lotsen.places import actions as places
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree
from tests.pages import Browser
from tests.places.test_actions import demo_towns, shared_postcode

Open = Callable[..., Browser]


def enter_places(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        places.load_places(d, (*demo_towns(), *shared_postcode()))


def new_family(desk: OpenDesk) -> UUID:
    enter_places(desk)
    with desk() as d:
        family = register(d)
        agree(d, family)
        return family


def test_the_sheet_offers_the_municipalities_of_the_postcode_and_no_others(
    browser: Open, site_desk: OpenDesk
) -> None:
    family = new_family(site_desk)
    visitor, path = browser("navigator"), f"/intake/{family}/sheet"
    asked = visitor.submit(visitor.get(path), path, postcode="43130")
    assert asked.status == 422
    assert "Bachtal (Kreis Lindtal)" in asked.html
    assert "Auenrode" not in asked.html
    assert visitor.submit(asked, path, postcode="43130", municipality="lindbrueck").status == 422
    assert visitor.submit(asked, path, postcode="43130", municipality="bachtal").status == 303
    moved = visitor.submit(visitor.get(path), path, postcode="43101", municipality="bachtal")
    assert moved.status == 303
    with site_desk(writing=False) as d:
        assert actions.read_family(d, family).sheet.municipality == "lindbrueck"


def test_an_address_without_a_town_gets_it_from_the_postcode_or_is_asked(
    browser: Open, site_desk: OpenDesk
) -> None:
    family = new_family(site_desk)
    visitor, path = browser("navigator"), f"/intake/{family}/contact"
    asked = visitor.submit(visitor.get(path), path, surname="Beispiel", postcode="43130")
    assert asked.status == 422
    assert "Bachberg, Bachtal" in asked.text
    assert visitor.submit(asked, path, town="Bachtal").status == 303
    assert visitor.submit(visitor.get(path), path, postcode="43103", town="").status == 303
    with site_desk(writing=False) as d:
        contact = actions.read_family(d, family).contact
    assert contact is not None
    assert (contact.postcode, contact.town) == ("43103", "Lindbrück")


def test_a_caregivers_own_address_is_asked_too_and_no_other(browser: Open, site_desk: OpenDesk) -> None:
    family = new_family(site_desk)
    visitor, path = browser("navigator"), f"/intake/{family}/caregivers/new"
    fields = {"relation": "mother", "postcode": "43130"}
    assert visitor.submit(visitor.get(path), path, **fields, lives_apart="y").status == 422
    assert visitor.submit(visitor.get(path), path, **fields).status == 303


def test_geonames_is_named_where_its_postcodes_are_used(browser: Open, site_desk: OpenDesk) -> None:
    family = new_family(site_desk)
    visitor = browser("navigator")
    pages = (f"/intake/{family}/sheet", "/directory/")
    assert not any("GeoNames" in visitor.get(path).text for path in pages)
    with site_desk("coordinator") as d:
        places.merge_towns(d, ())
    assert all("Postleitzahlen: GeoNames, CC BY 4.0" in visitor.get(path).text for path in pages)
    assert "www.geonames.org" in visitor.get("/licences").text
