"""Two tablets on one family: the second sees who is editing, a stale save is refused with both versions."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
NARROW = (320, 640)


def status(tablet: Tablet, state: str) -> None:
    expect(tablet.page.locator("[data-autosave-status]")).to_have_attribute("data-state", state)


def test_the_second_tablet_sees_who_edits_and_a_stale_save_shows_both_versions(
    site: Site, tablet: TakeTablet
) -> None:
    family = arranged.meet(site)
    path = f"/intake/{family.id}/contact"
    maren, jonas = tablet("navigator"), tablet("colleague")
    maren.go(path)
    maren.fill("street", "Marenweg 1")
    status(maren, "saved")
    jonas.page.clock.install()
    jonas.go(path)
    line = jonas.page.locator("[data-editing]")
    expect(line).to_have_text(re.compile(r"^Maren Lotsin bearbeitet diese Seite seit 1\d:\d\d Uhr\.$"))
    expect(line).to_have_attribute("role", "status")
    assert "Marenweg" not in jonas.page.content()
    maren.save()
    maren.page.wait_for_url(f"**/intake/{family.id}")
    site.clock.move(seconds=61)
    jonas.page.clock.run_for(21_000)
    expect(line).to_be_empty()
    jonas.fill("street", "Jonasweg 2")
    jonas.save()
    jonas.sees(de("Your version"), "Jonasweg 2", "Marenweg 1", re.compile("Gespeichert von Maren Lotsin um"))
    jonas.check(sizes=(NARROW, (768, 1024)))
    jonas.press(de("Keep mine"))
    jonas.page.wait_for_url(f"**/intake/{family.id}")
    jonas.sees("Jonasweg 2")


def test_a_draft_that_somebody_overtook_goes_to_the_page_with_both_versions(
    site: Site, tablet: TakeTablet
) -> None:
    family = arranged.meet(site)
    sheet = arranged.begin_assessment(site, family)
    maren, jonas = tablet("navigator"), tablet("colleague")
    for one in (maren, jonas):
        one.go(f"/intake/assessments/{sheet}")
    answer(maren, "income_worry", "present")
    status(maren, "saved")
    answer(jonas, "income_worry", "not_present")
    status(jonas, "conflict")
    jonas.page.locator("[data-compare]").click()
    jonas.sees(de("Your version"))
    expect(question(jonas, "income_worry").locator("input[value=not_present]")).to_be_checked()
    jonas.press(de("Keep mine"))
    jonas.page.wait_for_url(f"**/intake/assessments/{sheet}")
    expect(question(jonas, "income_worry").locator("input[value=not_present]")).to_be_checked()


def question(tablet: Tablet, item: str) -> Locator:
    return tablet.main.locator(f"fieldset:has(input[name^='{item}__'][type=radio])").first


def answer(tablet: Tablet, item: str, value: str) -> None:
    question(tablet, item).locator(f"input[value={value}]").check()
