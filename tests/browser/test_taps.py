"""The short sheets as a new user fills them in: taps counted by the browser, minutes computed, not clocked.

An unburdened mother with one child, born or expected, who says yes to strengths and no to all else: from
"Begin" to the result, every question that the page shows is answered. Reading: 200 words a minute, between
reading aloud (183) and silently (238; Brysbaert 2019). A tap: 1.3 s to point and press and 1.35 s to decide
(keystroke-level model; Card, Moran, Newell 1983).
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from lotsen.intake import actions as intake
from lotsen.intake.documents import MemberPerson, Relation
from lotsen.intake.domain import ConsentPurpose, MemberKind, shipped_instrument
from lotsen.kernel import local_day, new_id
from lotsen.terms import Presence
from tests.browser import arranged
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
WORDS_A_MINUTE = 200
SECONDS_A_TAP = 1.3 + 1.35
MOST_MINUTES = 5.0
MOST_QUESTIONS = 20
MOST_TAPS = 25
"""Twenty questions, and five taps that answer nothing: choosing a sheet, beginning, opening what is
confidential, finishing."""

_COUNT = "addEventListener('pointerdown', (event) => event.isTrusted && globalThis.tapped?.(), true)"
_NEXT = """([done, strengths]) => {
  for (const group of document.querySelectorAll("form[data-autosave] fieldset")) {
    const radios = [...group.querySelectorAll("input[type=radio]")];
    if (!radios.length || done.includes(radios[0].name) || radios[0].name.endsWith("__state")) continue;
    if (!group.checkVisibility()) continue;
    const isStrength = strengths.includes(radios[0].name.split("__")[0]);
    const plain = radios.find((one) => one.value === (isStrength ? "YES" : "NO"));
    const wanted = plain ?? radios.find((one) => one.value.startsWith("value:"));
    if (wanted) return [radios[0].name, wanted.value, group.innerText.split(/\\s+/).length];
  }
  return null;
}""".replace("YES", Presence.PRESENT.value).replace("NO", Presence.NOT_PRESENT.value)


def at_the_bedside(site: Site) -> arranged.Arranged:
    """Meet a mother with a newborn in the clinic."""
    with site.desk("navigator", writing=False) as desk:
        return arranged.meet(site, born=local_day(desk.clock) - timedelta(days=1))


def expecting(site: Site) -> arranged.Arranged:
    """Meet a mother in the clinic who expects her first child."""
    family = arranged.register(site, postcode="43101", municipality="lindbrueck", language="de")
    with site.desk("navigator") as desk:
        arranged.decide(desk, family.id, ConsentPurpose.NOTICE)
        mother = MemberPerson(kind=MemberKind.CAREGIVER, relation=Relation.MOTHER, age_years=29)
        intake.add_member(desk, family.id, new_id(), mother)
    arranged.expect(site, family, "navigator")
    return family


def in_the_practice(site: Site) -> arranged.Arranged:
    """Meet a mother with an infant in the paediatric practice."""
    return arranged.meet(site, "practice_navigator")


@pytest.mark.parametrize(
    ("who", "sheet", "meet"),
    [
        ("navigator", "anhaltsbogen_kurz", at_the_bedside),
        ("navigator", "anhaltsbogen_schwangerschaft", expecting),
        ("practice_navigator", "anhaltsbogen_praxis", in_the_practice),
    ],
)
def test_the_short_sheets_take_few_taps_and_minutes(
    site: Site, tablet: TakeTablet, who: str, sheet: str, meet: Callable[[Site], arranged.Arranged]
) -> None:
    family = meet(site)
    maren = tablet(who)
    taps: list[None] = []
    maren.context.expose_function("tapped", lambda: taps.append(None))
    maren.context.add_init_script(_COUNT)
    maren.go(f"/intake/{family.id}/assessments")
    offered = maren.main.locator(f'[name="instrument"][value="{sheet}"]')
    if offered.get_attribute("type") == "radio" and not offered.is_checked():
        maren.main.locator(f'label[for="{offered.get_attribute("id")}"]').click()
    maren.main.locator("form.lotsen-form button[type=submit]").first.click()
    maren.page.wait_for_url("**/intake/assessments/*")
    shipped = shipped_instrument(sheet)
    assert shipped is not None
    strengths = [item.code for part in shipped.sections if part.code == "strengths" for item in part.items]
    answered: list[str] = []
    words = 0
    for closed in [None, *maren.main.locator("form details > summary").all()]:
        if closed is not None and closed.is_visible():
            closed.click()
        while found := maren.page.evaluate(_NEXT, [answered, strengths]):
            name, value, length = found
            wanted = maren.main.locator(f'input[name="{name}"][value="{value}"]')
            maren.main.locator(f'label[for="{wanted.get_attribute("id")}"]').click()
            expect(wanted).to_be_checked()
            answered.append(name)
            words += length
    maren.main.locator("[name=go][value=finish]").click()
    maren.page.wait_for_url("**/result")
    minutes = words / WORDS_A_MINUTE + len(taps) * SECONDS_A_TAP / 60
    assert 10 <= len(answered) <= MOST_QUESTIONS
    assert len(taps) <= MOST_TAPS
    assert minutes <= MOST_MINUTES, f"{words} words and {len(taps)} taps take {minutes:.1f} minutes"
    with site.desk(who, writing=False) as desk:
        last = intake.latest_assessment(desk, family.id)
        assert last is not None
        assert last.instrument_code == sheet
        outcome = intake.read_assessment(desk, last.id).outcome
    assert not outcome.private_tasks
