"""A navigator's first day, without training: each sentence of the acceptance list is a test."""

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Locator, expect

from lotsen.intake import actions as intake
from lotsen.intake.domain import ConsentPurpose
from lotsen.kernel import local_day
from lotsen.terms import Presence
from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.world import PASSWORD

TakeTablet = Callable[..., Tablet]
SAVED_WITHIN_SECONDS = 2.0
_LISTEN = """() => {
  const line = document.querySelector("[data-autosave-status]");
  globalThis.states = [];
  const listening = new MutationObserver(() => states.push(line.dataset.state));
  listening.observe(line, { attributeFilter: ["data-state"] });
}"""


def question(tablet: Tablet, item: str) -> Locator:
    """The radio buttons of one question about the first person it is asked about."""
    return tablet.main.locator(f"fieldset:has(input[name^='{item}__'][type=radio])").first


def answer(tablet: Tablet, item: str, presence: Presence) -> None:
    question(tablet, item).locator(f"input[value={presence.value}]").check()


def answered(tablet: Tablet, item: str) -> str:
    value: str = question(tablet, item).locator("input:checked").input_value()
    return value


def status(tablet: Tablet) -> Locator:
    """The line that says whether the draft is stored."""
    return tablet.page.locator("[data-autosave-status]")


def saved(tablet: Tablet) -> None:
    """Wait until the page says that the draft is stored."""
    expect(status(tablet)).to_have_attribute("data-state", "saved")


def test_after_signing_in_today_lists_only_this_institution(site: Site, tablet: TakeTablet) -> None:
    own, foreign = arranged.register(site), arranged.register(site, "other_navigator")
    maren = tablet("navigator")
    maren.heading(de("Today"))
    assert maren.path == "/intake/today"
    maren.sees(own.code)
    assert foreign.code not in maren.text
    assert maren.status_of(f"/intake/{foreign.id}") == 404


def test_a_new_family_is_a_code_and_no_name_is_asked(site: Site, tablet: TakeTablet) -> None:
    maren = tablet("navigator")
    maren.press(de("New family"))
    expect(maren.page.locator("h1")).to_have_text(re.compile(r"^[A-Z0-9]{3}-?[A-Z0-9]{3}$"))
    assert maren.main.locator("input[type=text], [name=surname], [name=given_name]").count() == 0


def test_name_fields_appear_only_after_the_documentation_consent(site: Site, tablet: TakeTablet) -> None:
    family = arranged.register(site)
    maren = tablet("navigator")
    maren.go(f"/intake/{family.id}/contact")
    assert maren.path == f"/intake/{family.id}/consents", "without consent there is no form for a name"
    maren.go(f"/intake/{family.id}/children/new")
    assert maren.main.locator("[name=given_name]").count() == 0
    with site.desk("navigator") as desk:
        arranged.decide(desk, family.id, ConsentPurpose.NOTICE)
        arranged.decide(desk, family.id, ConsentPurpose.DOCUMENTATION)
    maren.go(f"/intake/{family.id}/contact")
    expect(maren.main.locator("[name=surname]")).to_be_visible()
    maren.go(f"/intake/{family.id}/children/new")
    expect(maren.main.locator("[name=given_name]")).to_be_visible()


def test_twins_are_two_children_with_ages_of_their_own(site: Site, tablet: TakeTablet) -> None:
    family = arranged.register(site)
    today = local_day(site.clock)
    first, second = today - timedelta(days=62), today - timedelta(days=61)
    maren = tablet("navigator")
    maren.go(f"/intake/{family.id}/children/new")
    maren.choose("status", "born")
    maren.fill("birth_date", first.isoformat())
    maren.main.locator("[name=go][value=twin]").click()
    maren.page.wait_for_url("**/children/new?twin=*")
    expect(maren.main.locator("[name=birth_date]")).to_have_value(first.isoformat())
    maren.fill("birth_date", second.isoformat())
    maren.save()
    rows = maren.rows
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text(first.strftime("%d.%m.%Y"))
    expect(rows.nth(1)).to_contain_text(second.strftime("%d.%m.%Y"))


def test_the_first_answer_is_saved_as_a_draft_within_two_seconds(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    sheet = arranged.begin_assessment(site, family)
    maren = tablet("navigator")
    maren.go(f"/intake/assessments/{sheet}")
    maren.page.evaluate(_LISTEN)
    took = []
    for presence in (Presence.PRESENT, Presence.UNKNOWN, Presence.NOT_PRESENT):
        begun = time.monotonic()
        with maren.page.expect_response("**/draft"):
            answer(maren, "income_worry", presence)
        saved(maren)
        took.append(time.monotonic() - begun)
        states = maren.page.evaluate("globalThis.states.splice(0)")
        assert "saved" not in states[:-1], "what is not stored is not called stored"
        assert len(states) > 1
    assert min(took) < SAVED_WITHIN_SECONDS, f"drafts took {took} s"
    expect(status(maren)).to_have_text(re.compile(r"^Entwurf gespeichert um 10:3\d Uhr\.$"))
    maren.quiet()


def test_not_asked_survives_a_reload_and_is_no_no(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    sheet = arranged.begin_assessment(site, family)
    maren = tablet("navigator")
    maren.go(f"/intake/assessments/{sheet}")
    assert answered(maren, "exhaustion") == Presence.NOT_ASKED
    answer(maren, "income_worry", Presence.NOT_PRESENT)
    answer(maren, "housing_insecure", Presence.NOT_NOW)
    saved(maren)
    maren.page.reload()
    assert answered(maren, "exhaustion") == Presence.NOT_ASKED
    assert answered(maren, "income_worry") == Presence.NOT_PRESENT
    assert answered(maren, "housing_insecure") == Presence.NOT_NOW
    labels = [question(maren, "exhaustion").locator("label").all_inner_texts()]
    assert de("Not asked") in labels[0]
    assert len(set(labels[0])) == len(Presence)


def test_what_is_saved_offline_is_stored_exactly_once(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    sheet = arranged.begin_assessment(site, family)
    maren = tablet("navigator")
    maren.go(f"/intake/assessments/{sheet}")
    maren.context.set_offline(True)
    answer(maren, "income_worry", Presence.PRESENT)
    line = status(maren)
    expect(line).to_have_attribute("data-state", "offline")
    expect(line).to_have_text(de("No connection, not yet saved. We keep trying."))
    finish = maren.main.locator("[name=go][value=finish]")
    finish.click()
    finish.click()
    expect(line).to_have_attribute("data-state", "offline")
    maren.context.set_offline(False)
    maren.page.wait_for_url(f"**/intake/assessments/{sheet}/result")
    with site.desk("navigator", writing=False) as desk:
        view = intake.read_assessment(desk, sheet)
        present = [given for given in view.sheet.given if given.presence is Presence.PRESENT]
        assert [given.item for given in present] == ["income_worry"]
        assert intake.latest_assessment(desk, family.id) == view.row
        assert intake.open_draft(desk, family.id) is None
    assert view.row.revision == 1, "begun, then stored once"


def test_finishing_says_why_a_talk_is_offered(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    sheet = arranged.begin_assessment(site, family)
    maren = tablet("navigator")
    maren.go(f"/intake/assessments/{sheet}")
    answer(maren, "depressive_mood", Presence.PRESENT)
    maren.main.locator("[name=go][value=finish]").click()
    maren.page.wait_for_url("**/result")
    maren.sees(re.compile("Gespräch angeboten, weil .+"))
    assert not re.search("risiko", maren.text, re.IGNORECASE)


def test_nothing_of_a_family_is_kept_on_the_device(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    sheet = arranged.begin_assessment(site, family)
    maren = tablet("navigator")
    for path in (f"/intake/{family.id}", f"/intake/{family.id}/contact", f"/intake/assessments/{sheet}"):
        maren.go(path)
    answer(maren, "income_worry", Presence.PRESENT)
    saved(maren)
    kept = maren.kept_on_device()
    assert kept["local"] == kept["session"] == kept["databases"] == []
    assert all(path == "/offline" or path.startswith("/static/") for path, _ in kept["caches"])
    everything = json.dumps(kept, ensure_ascii=False)
    for secret in (arranged.SURNAME, arranged.PHONE, arranged.STREET, family.code, str(family.id)):
        assert secret not in everything


def test_after_locking_back_shows_no_family_and_signing_in_restores_the_draft(
    site: Site, tablet: TakeTablet
) -> None:
    family = arranged.meet(site)
    sheet = arranged.begin_assessment(site, family)
    maren = tablet("navigator")
    maren.go(f"/intake/{family.id}")
    maren.sees(arranged.SURNAME)
    maren.go(f"/intake/assessments/{sheet}")
    answer(maren, "exhaustion", Presence.PRESENT)
    saved(maren)
    maren.page.get_by_role("button", name=de("Lock")).click()
    maren.page.wait_for_url(re.compile("/sign-in"))
    for _ in range(2):
        maren.page.go_back()
        expect(maren.page.locator("[name=password]")).to_be_visible()
        body = maren.page.content()
        assert family.code not in body
        assert arranged.SURNAME not in body
    maren.page.goto(site.url + f"/sign-in?next=/intake/assessments/{sheet}")
    maren.page.locator("[name=login]").fill("navigator")
    maren.page.locator("[name=password]").fill(PASSWORD)
    maren.page.locator("main button[type=submit]").click()
    maren.page.wait_for_url(f"**/intake/assessments/{sheet}")
    assert answered(maren, "exhaustion") == Presence.PRESENT
