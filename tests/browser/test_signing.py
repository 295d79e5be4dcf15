"""Signing on the tablet: drawn with a pointer, cleared, signed again, and shown as it was written."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.world import institution_id

pytestmark = pytest.mark.browser
TakeTablet = Callable[..., Tablet]


def _draw(tablet: Tablet) -> None:
    field = tablet.main.locator("canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    mouse = tablet.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 80)
    mouse.down()
    for step in range(1, 12):
        mouse.move(box["x"] + 40 + 20 * step, box["y"] + (40 if step % 2 else 120))
    mouse.up()


def test_a_family_signs_on_the_tablet_and_the_signature_is_shown(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    maren = tablet("navigator")
    maren.go(f"/intake/{family.id}/consents/recipients/{institution_id('office')}")
    expect(maren.main.locator("canvas")).to_be_hidden()
    maren.choose("feedback", "given")
    maren.choose("given_as", "signed_tablet")
    maren.choose("given_by", "mother")
    drawn = maren.main.locator("[name=signature]")
    _draw(maren)
    maren.sees(de("The signature is there."))
    maren.press(de("Clear the field"))
    expect(drawn).to_have_value("")
    maren.check()
    maren.save()
    maren.sees(de("Please sign in the field, or choose paper or a mark instead."))
    _draw(maren)
    maren.save()
    maren.sees(de("What stands"))
    maren.check()
    maren.follow(de("Look at the signature"))
    maren.sees(de("The signature belongs to exactly this text."))
    assert (maren.main.locator("svg path").get_attribute("d") or "").count("L") > 8
    maren.check()


def test_one_button_on_the_row_withdraws(site: Site, tablet: TakeTablet) -> None:
    family = arranged.meet(site)
    maren = tablet("navigator")
    maren.go(f"/intake/{family.id}/consents")
    maren.main.locator("button[name=how]").first.click()
    maren.sees(de("The consent is withdrawn. Nothing is passed on any more."))
    assert maren.path == f"/intake/{family.id}/consents"
    expect(maren.main.locator("button[name=how]")).to_have_count(0)
    maren.check()
