"""An organization is found while somebody types a part of its name, or with a button where no script runs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from lotsen.directory import actions
from lotsen.directory.entries import OrganizationEntry
from lotsen.kernel import new_id
from lotsen.upkeep.actions import propose_missing
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.directory.town import ELTERNCAFE

TakeTablet = Callable[..., Tablet]

scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@pytest.fixture(autouse=True)
def many(site: Site) -> None:
    """More organizations than anybody wants in one list."""
    with site.desk("coordinator") as desk:
        for number in () if actions.find_organizations(desk, "Müttertreff") else range(30):
            actions.add_organization(desk, OrganizationEntry(name=f"Müttertreff {number:02}"))


@scripts
def test_an_entry_moves_to_an_organization_that_was_looked_for(
    site: Site, tablet: TakeTablet, scripts: bool
) -> None:
    number = 25 if scripts else 26
    petra = tablet("coordinator", java_script_enabled=scripts)
    petra.go(f"/directory/{ELTERNCAFE}/edit")
    found = petra.main.locator("[name=organization_id]")
    expect(found).to_have_count(1)
    expect(found).to_be_checked()
    petra.fill("organization_text", "muetter")
    if not scripts:
        petra.press(de("Search for an organization"))
    expect(found).to_have_count(actions.OFFERED + 1)
    expect(found.first).to_be_checked()
    if scripts:
        petra.check([*((320, 640), (768, 1024))])
    petra.fill("organization_text", f"muettertreff {number}")
    if not scripts:
        petra.press(de("Search for an organization"))
    expect(found).to_have_count(2)
    petra.main.get_by_label(f"Müttertreff {number}").check()
    petra.fill("organization_text", "")
    if scripts:
        expect(found).to_have_count(2)
        expect(petra.main.get_by_label(f"Müttertreff {number}")).to_be_checked()
    petra.save()
    petra.sees(f"Müttertreff {number}")
    if scripts:
        petra.quiet()


def test_enter_looks_for_a_name_and_sends_nothing(site: Site, tablet: TakeTablet) -> None:
    proposal = new_id()
    with site.desk("navigator") as desk:
        said: dict[str, object] = {"name": "Babycafé", "service_type": "D1"}
        propose_missing(desk, proposal, said, organization="Verein Nest")
    petra = tablet("coordinator")
    petra.go(f"/upkeep/proposals/{proposal}")
    petra.fill("organization_text", "treff 11")
    petra.page.keyboard.press("Enter")
    petra.main.get_by_label("Müttertreff 11").check()
    petra.check()
    petra.press(de("Enter the service"))
    petra.sees(de("To the entry"))
    with site.desk("coordinator", writing=False) as desk:
        assert actions.read_service(desk, proposal).organization.name == "Müttertreff 11"


def test_what_is_chosen_stays_chosen_whatever_else_is_looked_for(site: Site, tablet: TakeTablet) -> None:
    petra = tablet("coordinator")
    petra.go(f"/directory/{ELTERNCAFE}/edit")
    found = petra.main.locator("[name=organization_id]")
    petra.fill("organization_text", "treff 12")
    petra.main.get_by_label("Müttertreff 12").check()
    petra.fill("organization_text", "treff 13")
    expect(petra.main.get_by_label("Müttertreff 13")).to_be_visible()
    expect(found).to_have_count(3)
    expect(petra.main.get_by_label("Müttertreff 12")).to_be_checked()


def test_a_network_that_is_gone_is_said_and_what_is_listed_can_still_be_chosen(tablet: TakeTablet) -> None:
    petra = tablet("coordinator")
    petra.go(f"/directory/{ELTERNCAFE}/edit")
    found = petra.main.locator("[name=organization_id]")
    petra.context.set_offline(True)
    petra.fill("organization_text", "muetter")
    said = petra.main.locator("[data-finder-said]")
    expect(said).to_have_text(de("The list could not be fetched. Please press “Search”."))
    expect(found).to_have_count(1)
    petra.context.set_offline(False)
    petra.press(de("Search for an organization"))
    expect(found).to_have_count(actions.OFFERED + 1)
