"""A navigator's first day, continued: services, the family's own way, and handing over."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from lotsen.kernel import local_day
from lotsen.referral import actions as referral
from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]

_AROUND = """(all) => all.map((box) => {
  let part = box;
  while (part.parentElement.querySelectorAll("input[type=checkbox]").length === 1) part = part.parentElement;
  return part.textContent;
})"""


def test_every_hit_and_every_miss_shows_a_reason(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    arranged.assess(site, family)
    with site.desk("navigator", writing=False) as desk:
        result = referral.propose_services(desk, family.id).result
    maren = tablet("navigator")
    maren.go(f"/referral/families/{family.id}/services")
    for kind, why, known in (
        ("services", de("Why it fits"), result.fits),
        ("others", de("Why it does not fit"), result.misses),
    ):
        shown = maren.main.locator(f"[name={kind}]").evaluate_all(_AROUND)
        assert len(shown) == len(known) > 1
        for text in shown:
            assert re.search(rf"{re.escape(why)}[:\s]+\S", text), text


def test_the_reasons_of_misses_are_plain_german(site: Site, tablet: TakeTablet) -> None:
    maren = tablet("navigator")
    misses = ""
    for days in (40, 1500):
        family = arranged.meet(site, born=local_day(site.clock) - timedelta(days=days))
        arranged.assess(site, family, ("income_worry", "exhaustion", "no_midwife", "partner_conflict"))
        maren.go(f"/referral/families/{family.id}/services")
        misses += " ".join(maren.main.locator("[name=others]").evaluate_all(_AROUND))
    for reason in ("zu alt", "wohnt außerhalb", "Zurzeit Aufnahmestopp"):
        assert reason in misses
    assert not re.search(r"\b[a-z]+_[a-z]+\b", misses), "no code stands in a sentence for people"


def test_the_family_gets_in_touch_itself_and_the_family_office_sees_nothing(
    site: Site, tablet: TakeTablet
) -> None:
    family = arranged.ready(site)
    maren = tablet("navigator")
    maren.go(f"/referral/families/{family.id}/referrals")
    maren.follow(de("The family gets in touch itself"))
    maren.heading(de("Contacts to take home"))
    expect(maren.main.get_by_role("button", name=de("Print"), exact=True)).to_be_visible()
    maren.press(de("Handed out"))
    maren.sees(re.compile("Es wurde nichts gesendet"))
    maren.sees(de("Your contacts"))
    assert maren.path == f"/referral/families/{family.id}/hand-out"
    maren.page.emulate_media(media="print")
    for part in ("nav", ".lotsen-header__tools", "footer"):
        expect(maren.page.locator(part)).to_be_hidden()
    printed = maren.page.locator("body").inner_text()
    assert de("Your contacts") in printed
    for private in (family.code, arranged.SURNAME, arranged.PHONE, "Maren"):
        assert private not in printed, "the sheet tells nobody whose it is"
    bruno = tablet("family_office")
    for tab in ("new", "in_progress", "due", "closed"):
        bruno.go(f"/referral/work-list?tab={tab}")
        assert family.code not in bruno.page.content()
    with site.desk("navigator", writing=False) as desk:
        assert referral.list_of_family(desk, family.id) == ()


def test_handing_over_is_refused_without_consent_for_the_recipient(site: Site, tablet: TakeTablet) -> None:
    family = arranged.ready(site)
    maren = tablet("navigator")
    maren.go(f"/referral/families/{family.id}/hand-over")
    for purpose in ("handover", "secrecy_release", "feedback", "later_call"):
        maren.choose(purpose, "yes" if purpose != "handover" else "no")
    maren.choose("given_as", "spoken")
    maren.choose("given_by", "mother")
    maren.choose("parts", "contact")
    maren.save()
    maren.sees(de("Nothing was sent: a consent is missing"))
    assert maren.path == f"/referral/families/{family.id}/hand-over"
    bruno = tablet("family_office")
    assert family.code not in bruno.page.content()


def test_the_preview_equals_the_received_sheet(site: Site, tablet: TakeTablet) -> None:
    family = arranged.ready(site)
    referral_id = arranged.prepare(site, family)
    maren = tablet("navigator")
    maren.go(f"/referral/sent/{referral_id}/preview")
    preview = maren.main.locator("[data-handover]").inner_text()
    assert arranged.MESSAGE in preview
    maren.press(de("Send now"))
    maren.sees(de("The family was handed over."))
    bruno = tablet("family_office")
    bruno.go(f"/referral/received/{referral_id}")
    assert bruno.main.locator("[data-handover]").inner_text() == preview


def test_a_second_tap_on_send_hands_over_once(site: Site, tablet: TakeTablet) -> None:
    family = arranged.ready(site)
    referral_id = arranged.prepare(site, family)
    maren = tablet("navigator")
    maren.go(f"/referral/sent/{referral_id}/preview")
    maren.main.get_by_role("button", name=de("Send now")).dblclick()
    maren.sees(de("The family was handed over."))
    with site.desk("navigator", writing=False) as desk:
        events = referral.read_sent(desk, referral_id).events
    assert len(events) == 1
