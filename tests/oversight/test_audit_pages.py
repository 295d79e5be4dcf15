"""What data protection sees: who did what and when, whether the chains are whole, and never a content."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

import lotsen
from lotsen.oversight.pages import page_name
from lotsen.oversight.wording import DEEDS, RECORDS
from lotsen.policy import Role
from lotsen.referral.domain import ReferralStatus
from lotsen.web.access import access_table
from tests.conftest import OpenDesk
from tests.families import register
from tests.pages import Browser
from tests.world import NOW

OpenBrowser = Callable[..., Browser]
NOTED = re.compile(r"""(?:\.note|_note|_keep)\((?:desk, \w+, (?:\w+, )?)?\s*"([a-z_]+)\"""")


def test_every_deed_that_the_code_notes_has_words() -> None:
    noted = {
        deed
        for path in Path(lotsen.__file__).parent.rglob("*.py")
        for deed in NOTED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(noted) > 20
    assert noted - set(DEEDS) == {"opened"}
    sent = {f"referral_{status.value}" for status in ReferralStatus}
    assert sent - set(DEEDS) <= {"referral_draft", "referral_awaiting_consent"}


def test_every_record_of_a_family_has_words() -> None:
    labels = (Path(__file__).parent.parent / "golden" / "labels.txt").read_text(encoding="utf-8").split()
    of_families = set(labels) - {"fact", "hint-poster", "staff-invitation", "staff-profile", "web-session"}
    assert of_families - set(RECORDS) == set()


def test_every_page_that_can_open_a_record_has_a_name(app: Flask) -> None:
    openers = {
        endpoint
        for endpoint in access_table(app)
        if endpoint.split(".")[0] in {"intake", "referral", "protection", "figures"}
    }
    assert len(openers) > 40
    assert {endpoint for endpoint in openers if page_name(endpoint) is None} == set()


def test_the_trail_names_who_read_what_without_a_word_of_it(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        register(d, place="Zimmer Geheimnis")
    browser("navigator").get("/intake/today")
    trail = browser("data_protection").get("/oversight/audit")
    assert "Maren Lotsin" in trail.text
    assert "Familie angelegt" in trail.text
    assert "Angemeldet" in trail.text
    assert "Geheimnis" not in trail.html


def test_who_has_read_one_record_can_be_looked_up(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    browser("navigator").get(f"/intake/{family}")
    visitor = browser("data_protection")
    trail = visitor.get("/oversight/audit")
    assert trail.page is not None
    links = [
        a["href"]
        for a in trail.page.all("a")
        if re.match(r"/oversight/audit/[0-9a-f-]{36}", a.get("href", ""))
    ]
    one = visitor.get(links[0])
    assert "Maren Lotsin" in one.text
    assert "Gelesen: Seite einer Familie" in one.text


def test_the_trail_is_read_backwards_from_a_day(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        register(d)
    visitor = browser("data_protection")
    today = NOW.date()
    assert "Familie angelegt" in visitor.get(f"/oversight/audit?until={today}").text
    before = visitor.get(f"/oversight/audit?until={today - timedelta(days=1)}")
    assert "Familie angelegt" not in before.text
    assert "ist nichts verzeichnet" in before.text
    assert "Familie angelegt" in visitor.get("/oversight/audit?until=gestern&page=-3").text


def test_the_chains_are_shown_whole(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        register(d)
    page = browser("data_protection").get("/oversight/chains")
    assert "vollständig" in page.text
    assert "beschädigt" not in page.text


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.MACHINE, Role.DATA_PROTECTION}])
def test_nobody_else_reads_the_trail(browser: OpenBrowser, role: Role) -> None:
    assert browser(role.value).get("/oversight/audit").status == 403


def test_a_refused_page_stands_in_the_trail(browser: OpenBrowser) -> None:
    browser("coordinator").get("/intake/today")
    assert "Verweigert: Liste des Tages" in browser("data_protection").get("/oversight/audit").text
