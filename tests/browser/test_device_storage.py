"""What a browser's profile holds on the disk after a family was written down and the tablet was put away."""

import base64
import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser import arranged
from tests.browser.conftest import ARGUMENTS, PROGRAM
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.browser.traces import traces

CANARIES = {
    "surname": "Quittenblüte",
    "street": "Nebelhornstraße",
    "reach_note": "Wolkenkuckuck",
    "given_name": "Zwölffingersteg",
}
WORDS = tuple(CANARIES.values())
OpenProfile = Callable[[Path], BrowserContext]


@pytest.fixture
def profile(chromium: Browser) -> OpenProfile:
    """Open a browser whose profile lies in a folder and stays there."""

    def open_(folder: Path) -> BrowserContext:
        return chromium.browser_type.launch_persistent_context(
            folder,
            executable_path=PROGRAM,
            args=list(ARGUMENTS),
            locale="de-DE",
        )

    return open_


def test_the_search_finds_what_was_planted(site: Site, profile: OpenProfile, tmp_path: Path) -> None:
    """The positive control: one word in each place and form that is looked through."""
    context = profile(tmp_path / "planted")
    page = context.new_page()
    page.goto(site.url + "/sign-in")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_timeout(500)
    for place, script in {
        "localStorage": "(word) => localStorage.setItem('x', word)",
        "caches": "async (word) => (await caches.open('x')).put('/x', new Response(word))",
        "databases": """(word) => new Promise((done) => {
          const wish = indexedDB.open("x", 1);
          wish.onupgradeneeded = () => wish.result.createObjectStore("x").put(word, "x");
          wish.onsuccess = () => done(wish.result.close());
        })""",
    }.items():
        page.evaluate(script, f"{place} {WORDS[0]}")
    page.wait_for_timeout(1500)
    context.close()
    found = "\n".join(traces(tmp_path / "planted", WORDS))
    for place in ("Local Storage", "CacheStorage", "IndexedDB"):
        assert place in found, (place, found)
    packed = tmp_path / "packed"
    packed.mkdir()
    (packed / "a").write_bytes(b"head" + gzip.compress(WORDS[1].encode()) + b"tail")
    for number in range(3):
        text = "x" * number + f" und {WORDS[2]} und"
        (packed / f"b{number}").write_bytes(base64.b64encode(text.encode()))
    (packed / "c").write_bytes(WORDS[3].encode("utf-16-be"))
    assert len({line.split(" in ")[1] for line in traces(packed, WORDS)}) == 5


@pytest.mark.parametrize("button", ["Lock", "Sign out"])
def test_nothing_typed_about_a_family_is_left_on_the_device(
    button: str, site: Site, profile: OpenProfile, axe: str, shots: Path, tmp_path: Path
) -> None:
    family = arranged.meet(site)
    folder = tmp_path / "profile"
    maren = Tablet(profile(folder), site, axe, shots)
    maren.sign_in("navigator")
    path = f"/intake/{family.id}"
    maren.go(f"{path}/contact")
    for name, word in CANARIES.items():
        maren.fill(name, word)
    expect(maren.page.locator("[data-autosave-status]")).to_have_attribute("data-state", "saved")
    maren.page.reload()
    expect(maren.main.locator("[name=surname]")).to_have_value(CANARIES["surname"])
    maren.save()
    maren.page.wait_for_url(f"**{path}")
    maren.sees(CANARIES["surname"], CANARIES["street"])
    maren.go(f"{path}/sheet")
    maren.fill("remark", CANARIES["reach_note"])
    expect(maren.page.locator("[data-autosave-status]")).to_have_attribute("data-state", "saved")
    maren.go("/intake/today")
    maren.sees(CANARIES["surname"], family.code)
    maren.page.get_by_role("button", name=de(button)).click()
    maren.page.wait_for_url(re.compile("/sign-in"))
    for _ in range(3):
        maren.page.go_back()
        expect(maren.page.locator("[name=password]")).to_be_visible()
        assert not [word for word in (*WORDS, family.code) if word in maren.page.content()]
    maren.page.wait_for_timeout(500)
    maren.context.close()
    assert traces(folder, (*WORDS, family.code)) == []
    caches = [one for one in folder.rglob("*") if one.is_file() and "Cache" in str(one.parent)]
    assert [str(one) for one in caches if str(family.id).encode() in one.read_bytes()] == []
