"""Every page of every role in the other languages of the staff."""

from collections.abc import Callable

import pytest

from lotsen.policy import Role
from tests.browser.addresses import WHO, Cases, addresses, without_ids
from tests.browser.site import Site
from tests.browser.tablet import LANDSCAPE, Tablet

TakeTablet = Callable[..., Tablet]


@pytest.fixture(scope="module")
def seen() -> set[tuple[str, str]]:
    """The pages axe has seen in this file, by language."""
    return set()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", [None, *WHO])
def test_every_page_is_accessible_in_german_and_english(
    role: Role | None,
    language: str,
    mirrored_site: Site,
    cases: Cases,
    seen: set[tuple[str, str]],
    take_tablet: TakeTablet,
) -> None:
    tablet = take_tablet(mirrored_site, WHO[role] if role is not None else None, locale=language)
    found = []
    for path in addresses(mirrored_site.app, cases, role):
        page = without_ids(path)
        if (language, page) in seen:
            continue
        seen.add((language, page))
        tablet.go(path)
        try:
            tablet.check((LANDSCAPE,))
        except AssertionError as broken:
            found.append(str(broken))
            tablet.said.clear()
    assert not found, "\n".join(found)
