"""What an administrator's pages look like on an upright tablet, in German and from right to left."""

from collections.abc import Callable

import pytest

from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.world import institution_id

TakeTablet = Callable[..., Tablet]
HIDDEN_BESIDE = "e => e.scrollWidth - e.clientWidth"


@pytest.mark.parametrize("locale", ["de-DE", "ar"])
def test_no_table_of_the_administration_scrolls_sideways(site: Site, tablet: TakeTablet, locale: str) -> None:
    anton = tablet("administrator", locale=locale)
    anton.page.set_viewport_size({"width": 768, "height": 1024})
    for path in ("/people", "/institutions", "/contacts", "/protection/settings"):
        anton.go(path)
        for table in anton.main.locator(".kern-table-responsive").all():
            assert table.evaluate(HIDDEN_BESIDE) <= 0, path


def test_from_right_to_left_german_words_keep_their_order_and_a_tick_its_shape(
    site: Site, tablet: TakeTablet
) -> None:
    anton = tablet("administrator", locale="ar")
    anton.go(f"/protection/settings/{institution_id('office')}")
    label = anton.main.locator(".kern-form-check .kern-label").first
    assert label.evaluate("e => getComputedStyle(e).unicodeBidi") == "plaintext"
    assert label.evaluate("e => getComputedStyle(e).textAlign") == "right"
    anton.go(f"/texts/{institution_id('office')}")
    tick = anton.main.locator(".kern-form-check__checkbox").first
    assert tick.evaluate("e => new DOMMatrix(getComputedStyle(e).transform).a") == -1
