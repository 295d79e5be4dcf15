"""A tablet dies while a small form is filled in: what was typed is there again, and is stored once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from lotsen.intake import actions as intake
from lotsen.intake import domain
from lotsen.intake.documents import FamilyOrigin
from lotsen.intake.tables import Family
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.browser.test_cut_network import FAULTS, PAUSE_MS, TAPPED_TWICE, Network, until

TakeTablet = Callable[..., Tablet]
SAID = {"topics": "livelihood", "youngest": "under_1"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_walk_in_contact_a_birth_and_custody_come_back_after_the_tablet_died_and_are_stored_once(
    fault: str, site: Site, tablet: TakeTablet
) -> None:
    family = arranged.meet(site)
    expected = arranged.expect(site, family, "navigator")
    with site.desk("navigator", writing=False) as desk:
        mother = next(
            one.id
            for one in intake.read_family(desk, family.id).members
            if one.person.kind is domain.MemberKind.CAREGIVER
        )
    persons = f"/intake/{family.id}/persons/{expected}"
    maren, bruno = tablet("navigator"), tablet("family_office")
    forms: list[tuple[Tablet, str, dict[str, str], dict[str, str]]] = [
        (maren, f"{persons}/custody", {f"custody-{mother}": "sole"}, {}),
        (maren, f"{persons}/born", {}, {"weeks_at_birth": "38"}),
        (
            bruno,
            "/intake/walk-in",
            SAID,
            {"done": "Antrag erklärt"},
        ),
    ]
    before = walk_ins(site)
    for one, path, chosen, texts in forms:
        page = one.page
        page.clock.install()
        page.route("**/editing/*", lambda route: route.fulfill(json={"editing": []}))
        one.go(path)
        drafts = Network(page, re.compile(r"/draft"), "PUT", fault if fault != TAPPED_TWICE else None)
        for name, value in chosen.items():
            one.choose(name, value)
        for name, text in texts.items():
            one.fill(name, text)
        drafts.strike()
        until(page, "saved", PAUSE_MS)
        one.go(path)
        for name, value in chosen.items():
            expect(one.main.locator(f'[name="{name}"][value="{value}"]')).to_be_checked()
        for name, text in texts.items():
            expect(one.main.locator(f'[name="{name}"]')).to_have_value(text)
        if path == "/intake/walk-in":
            one.main.locator("[name=language]").select_option("uk")
        final = Network(page, re.compile(rf"{path}\??$"), "POST", fault)
        one.save()
        if fault == TAPPED_TWICE:
            final.release(one.save)
        for _ in range(800):
            if one.path != path:
                break
            page.clock.run_for(PAUSE_MS)
            page.wait_for_timeout(10)
        assert one.path != path
    with site.desk("navigator", writing=False) as desk:
        child = next(one for one in intake.read_family(desk, family.id).members if one.id == expected)
        assert (child.person.weeks_at_birth, child.revision) == (38, 3)
        assert child.person.custody_of(mother) is domain.Custody.SOLE
        assert intake.open_drafts(desk) == ()
    assert walk_ins(site) == before + 1
    with site.desk("family_office", writing=False) as desk:
        assert intake.open_drafts(desk) == ()


def walk_ins(site: Site) -> int:
    """How many walk-in contacts there are."""
    with site.desk("family_office", writing=False) as desk:
        rows = desk.db.exec(select(Family.id).where(Family.origin == FamilyOrigin.WALK_IN))
        return len(rows.all())
