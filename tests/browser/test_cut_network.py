"""The network is cut at every step of an assessment: stored exactly once, nothing lost.

At each of 70 steps the request is dropped before the server, or the answer is lost after the server stored,
or a second tap comes while the first is on its way: 210 cut points, and three more at the end. The page's
own clock is turned, so that nobody waits for pauses.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect
from sqlmodel import select

from lotsen.facts.domain import FactEvent
from lotsen.facts.tables import Fact
from lotsen.intake import actions as intake
from lotsen.intake import domain
from lotsen.intake.documents import AssessmentState
from lotsen.intake.tables import Assessment
from lotsen.keys import audit
from lotsen.store.work import unit_of_work
from lotsen.terms import Presence
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.scale import DEEP

TakeTablet = Callable[..., Tablet]
DROPPED, LOST, TAPPED_TWICE = "dropped", "lost", "tapped twice"
FAULTS = (DROPPED, LOST, TAPPED_TWICE)
STEPS = 280 if DEEP else 70
WAIT_MS, PAUSE_MS = 800, 1_000
SAID = (Presence.PRESENT.value, Presence.NOT_PRESENT.value, Presence.UNKNOWN.value)
_QUESTIONS = """() => [...new Set([...document.querySelectorAll("form[data-autosave] input[type=radio]")]
  .filter((one) => !one.closest("[data-shows-when], details, [hidden]") && one.value === "not_present")
  .map((one) => one.name))]"""
_TAP = """([name, value]) => [...document.querySelectorAll(`input[name="${name}"]`)]
  .find((one) => one.value === value).click()"""


@dataclass
class Network:
    """Lets requests through, or does to the next one what is asked for."""

    page: Page
    pattern: re.Pattern[str]
    method: str
    fault: str | None = None
    held: list[Route] = field(default_factory=list)
    passed: int = 0

    def __post_init__(self) -> None:
        self.page.route(self.pattern, self._meet)

    def _meet(self, route: Route) -> None:
        if route.request.method != self.method:
            route.fallback()
            return
        fault, self.fault = self.fault, None
        if fault == DROPPED:
            route.abort("internetdisconnected")
        elif fault == LOST:
            route.fetch(max_redirects=0)
            route.abort("internetdisconnected")
        elif fault == TAPPED_TWICE:
            self.held.append(route)
        else:
            self.passed += 1
            route.continue_()

    def strike(self) -> None:
        """Turn the page's clock until the next request has met its fault."""
        for _ in range(800):
            if self.fault is None:
                return
            self.page.clock.run_for(WAIT_MS)
            self.page.wait_for_timeout(15)
        raise AssertionError("the page sent nothing")

    def release(self, again: Callable[[], None]) -> None:
        """Wait for the request that is held, do something meanwhile, and let it go."""
        for _ in range(1000):
            if self.held:
                break
            self.page.wait_for_timeout(5)
        again()
        self.held.pop().continue_()


def script(page: Page) -> Iterator[tuple[str, str]]:
    """Tap through all questions again and again, each time with another answer."""
    names = page.evaluate(_QUESTIONS)
    assert len(names) >= 5
    for turn, (number, name) in zip(range(STEPS), cycle(enumerate(names)), strict=False):
        yield name, SAID[(turn // len(names) + number) % len(SAID)]


def until(page: Page, state: str, turn_ms: int) -> None:
    """Turn the page's clock until the line above the buttons says so."""
    line = page.locator("[data-autosave-status]")
    for _ in range(800):
        page.clock.run_for(turn_ms)
        if line.get_attribute("data-state") == state:
            return
        page.wait_for_timeout(15)
    expect(line).to_have_attribute("data-state", state)


def stored(site: Site, assessment: UUID) -> dict[str, str]:
    """The answers as they lie in the store, by the names of their fields."""
    with site.desk("navigator", writing=False) as desk:
        given = intake.read_assessment(desk, assessment).sheet.given
    assert len({(one.item, one.person) for one in given}) == len(given)
    return {f"{one.item}__{one.person}": one.presence.value for one in given}


def shown(site: Site, assessment: UUID) -> set[str]:
    """The fields whose conditions hold with the stored answers; a completed sheet keeps no others."""
    with site.desk("navigator", writing=False) as desk:
        view = intake.read_assessment(desk, assessment)
    asked = domain.shown(domain.questions(view.instrument, view.persons), view.sheet.answers)
    return {f"{question.item.code}__{question.person.ref}" for question in asked}


def told(site: Site) -> int:
    """How often the figures were told of an assessment."""
    with site.desk("navigator", writing=False) as desk:
        facts = [desk.vault.open(row, Fact.document) for row in desk.db.exec(select(Fact))]
    return [fact.event for fact in facts].count(FactEvent.ASSESSED)


def completions(site: Site, assessment: UUID) -> int:
    """How often the audit trail says that this assessment was completed."""
    with unit_of_work(site.office.stores, writing=False) as work:
        chain = audit.read_chain(work.data, site.world.actor("navigator").home)
    done = [record for record in chain if record.action == "assessment_completed"]
    return len([record for record in done if str(assessment) in str(record.items)])


@pytest.mark.parametrize("fault", FAULTS)
def test_an_assessment_survives_a_cut_at_every_step(fault: str, site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    assessment = arranged.begin_assessment(site, family)
    before = told(site)
    maren = tablet("navigator")
    page = maren.page
    page.clock.install()
    page.route("**/editing/*", lambda route: route.fulfill(json={"editing": []}))
    maren.go(f"/intake/assessments/{assessment}")
    drafts = Network(page, re.compile(r"/draft$"), "PUT")
    expected: dict[str, str] = {}
    cuts = 0
    for name, value in script(page):
        drafts.fault = fault
        if fault == TAPPED_TWICE:
            page.evaluate(_TAP, [name, Presence.NOT_NOW.value])
            page.clock.run_for(WAIT_MS)
            drafts.release(lambda: page.evaluate(_TAP, [name, value]))  # noqa: B023  # called at once
            cuts += 1
            until(page, "saved", WAIT_MS)
        else:
            page.evaluate(_TAP, [name, value])
            drafts.strike()
            cuts += 1
            until(page, "saved", PAUSE_MS)
        expected[name] = value
        assert stored(site, assessment) == expected, f"after step {cuts}"
    expected = {name: value for name, value in expected.items() if name in shown(site, assessment)}
    finish(maren, assessment, fault)
    assert cuts == STEPS
    assert stored(site, assessment) == expected
    with site.desk("navigator", writing=False) as desk:
        rows = desk.db.exec(select(Assessment).where(Assessment.family_id == family.id)).all()
    assert [(row.id, row.state) for row in rows] == [(assessment, AssessmentState.COMPLETED)]
    assert completions(site, assessment) == 1
    assert told(site) == before + 1


def finish(tablet: Tablet, assessment: UUID, fault: str) -> None:
    """Send the sheet for good through the same fault, and wait for the result."""
    page = tablet.page
    final = Network(page, re.compile(rf"/assessments/{assessment}$"), "POST", fault)
    button = tablet.main.locator("[name=go][value=finish]")
    button.click()
    if fault == TAPPED_TWICE:
        final.release(button.click)
    for _ in range(800):
        if page.url.endswith("/result"):
            break
        page.clock.run_for(PAUSE_MS)
        page.wait_for_timeout(10)
    page.wait_for_url(f"**/intake/assessments/{assessment}/result")


@pytest.mark.parametrize("fault", FAULTS)
def test_every_other_form_is_stored_once_as_well(fault: str, site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    maren = tablet("navigator")
    page = maren.page
    page.clock.install()
    page.route("**/editing/*", lambda route: route.fulfill(json={"editing": []}))
    forms = {
        "sheet": {"place": "Zimmer 7"},
        "contact": {"phone": "02999 777"},
        "children/new": {"birth_date": "2026-11-01"},
        "caregivers/new": {"age_years": "41"},
    }
    for step, texts in forms.items():
        path = f"/intake/{family.id}/{step}"
        maren.go(path)
        final = Network(page, re.compile(rf"{path}\??$"), "POST", fault)
        if step == "children/new":
            maren.choose("status", "born")
        if step == "caregivers/new":
            maren.choose("relation", "father")
        for name, text in texts.items():
            maren.fill(name, text)
        maren.save()
        if fault == TAPPED_TWICE:
            final.release(maren.save)
        for _ in range(800):
            if maren.path != path:
                break
            page.clock.run_for(PAUSE_MS)
            page.wait_for_timeout(10)
        assert maren.path != path
    with site.desk("navigator", writing=False) as desk:
        view = intake.read_family(desk, family.id)
        assert (view.sheet.place, view.family.revision) == ("Zimmer 7", 1)
        assert view.contact is not None
        assert (view.contact.phone, view.contact_revision) == ("02999 777", 2)
        assert len(view.members) == 4
        assert intake.open_drafts(desk) == ()
