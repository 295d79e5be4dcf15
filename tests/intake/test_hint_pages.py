"""The pages of hints: writing without reading, by account or by a ward's link, and taking them up."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pypdf
import pytest
from flask import Flask
from sqlmodel import Session, select

from lotsen.app import build_app
from lotsen.config import Settings
from lotsen.intake import actions
from lotsen.intake.tables import Hint
from lotsen.kernel import FixedClock, local_day, new_id
from lotsen.keys.office import KeyOffice
from lotsen.policy import GRANTS, Permission, Role
from lotsen.web.access import access_table
from tests.conftest import OpenDesk
from tests.families import register
from tests.pages import Answer, Browser
from tests.world import NOW

Open = Callable[..., Browser]
FILLED = {
    "bed": "Zimmer 7, Bett 1",
    "noticed": ["alone"],
    "text": "Fragt viel nach Hilfe",
    "urgency": "today",
    "known": "wishes",
    "answer_agreed": "y",
    "initials": "KB",
}


@pytest.fixture
def link(site_desk: OpenDesk) -> str:
    """A ward's link, as its poster names it."""
    with site_desk() as d:
        way = actions.open_hint_way(
            d, new_id(), place="Wochenstation", expires_on=local_day(d.clock) + timedelta(days=9)
        )
        return f"/hint/{actions.way_token(d, way.id)}"


def hints(office: KeyOffice) -> int:
    """Count the hints that lie in the store."""
    with Session(office.stores.data) as db:
        return len(db.exec(select(Hint.id)).all())


def receipt(answer: Answer) -> str:
    """Return the receipt code a thank-you page shows."""
    found = re.search(r"\b[C-Y2-9]{5}-[C-Y2-9]{5}\b", answer.text)
    assert found is not None, answer.text
    return found[0]


def test_a_hint_giver_lands_on_the_form_and_is_thanked_with_a_receipt(
    browser: Open, site_office: KeyOffice
) -> None:
    ward = browser("hint_giver")
    assert ward.get("/").location == "/intake/hints/new"
    page = ward.get("/intake/hints/new")
    sent = [ward.submit(page, "/intake/hints/new", ward="Station 3", **FILLED) for _ in range(2)]
    thanks = ward.follow(sent[1])
    assert "Danke, angekommen" in thanks.text
    assert receipt(thanks)
    assert "Zimmer 7" not in thanks.text
    assert hints(site_office) == 1, "a double tap stores once"


def test_a_hint_giver_may_write_and_read_nothing(app: Flask) -> None:
    assert GRANTS[Role.HINT_GIVER] == {Permission.HINT_WRITE}
    open_to = {page for page, needs in access_table(app).items() if needs is Permission.HINT_WRITE}
    assert open_to == {"intake.new_hint", "intake.hint_sent", "intake.ask_hint"}


def test_a_hint_that_was_sent_cannot_be_read_by_who_sent_it(browser: Open, site_office: KeyOffice) -> None:
    ward = browser("hint_giver")
    ward.submit(ward.get("/intake/hints/new"), "/intake/hints/new", **FILLED)
    with Session(site_office.stores.data) as db:
        row_id = db.exec(select(Hint.id)).one()
    for path in ("/intake/today", "/intake/hints", f"/intake/hints/{row_id}", "/intake/search"):
        assert ward.get(path).status == 403, path
    for path in (f"/intake/hints/{row_id}/take", "/intake/search", "/intake/families"):
        assert ward.post(path).status == 403, path
    for page in (ward.get("/intake/hints/new"), ward.get("/intake/hints/ask")):
        assert "Fragt viel" not in page.html


def test_what_is_missing_is_said_and_what_was_entered_stays(browser: Open, link: str) -> None:
    visitor = browser()
    answer = visitor.submit(visitor.get(link), link, bed="Zimmer 9")
    assert answer.status == 422
    assert "Kürzel" in answer.text
    assert 'value="Zimmer 9"' in answer.html


def test_a_ward_sends_through_its_link_and_may_ask_with_the_receipt(
    browser: Open, link: str, site_office: KeyOffice, site_desk: OpenDesk
) -> None:
    visitor = browser()
    page = visitor.get(link)
    assert page.page is not None
    assert "ward" not in {found.get("name") for found in page.page.all("input")}
    sent = [visitor.submit(page, link, **FILLED) for _ in range(2)]
    code = receipt(visitor.follow(sent[0]))
    assert hints(site_office) == 1
    with site_desk() as d:
        family = actions.take_hint(d, actions.list_hints(d)[0].id, new_id(), lambda sheet: sheet.text)
    ask = visitor.get(f"{link}/ask")
    assert "Noch nicht" in visitor.submit(ask, f"{link}/ask", receipt=code).text
    navigator = browser("navigator")
    talk = f"/intake/{family.id}/talk"
    navigator.submit(navigator.get(talk), talk, result="held", contact_made="y")
    made = visitor.submit(visitor.get(f"{link}/ask"), f"{link}/ask", receipt=code)
    assert "Kontakt hergestellt" in made.text.split("kann auch heißen", 1)[1]
    assert family.code not in made.html


def test_whatever_is_sent_to_a_link_it_shows_no_family(browser: Open, link: str, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = actions.family_row(d, register(d, place="Zimmer 77"))
    visitor = browser()
    tries = [family.code, str(family.id), "Zimmer 77", "%", "' OR 1=1 --", "\u202e"]
    for word in tries:
        for path, values in ((link, {"bed": word, "text": word}), (f"{link}/ask", {"receipt": word})):
            answer = visitor.submit(visitor.get(path), path, **values)
            shown = answer.html.replace(f'value="{word}"', "").replace(f"\n{word}</textarea>", "")
            assert family.code not in shown
            assert "Zimmer 77" not in shown
    for path in (f"{link}/{family.id}", f"{link}/sent", f"/hint/{family.id}"):
        assert visitor.get(path).status == 404


def test_an_ended_link_says_whom_to_tell_instead(
    browser: Open, link: str, site_desk: OpenDesk, site_office: KeyOffice
) -> None:
    visitor = browser()
    page = visitor.get(link)
    with site_desk() as d:
        actions.close_hint_way(d, actions.list_hint_ways(d)[0][0].id)
    for answer in (visitor.submit(page, link, **FILLED), visitor.get(link), visitor.get(f"{link}/ask")):
        assert answer.status == 404
        assert "Dieser Link gilt nicht" in answer.text
    assert hints(site_office) == 0


def test_an_expired_link_takes_nothing(sqlite_settings: Settings, link: str, site_office: KeyOffice) -> None:
    later = build_app(sqlite_settings, office=site_office, clock=FixedClock(NOW + timedelta(days=10)))
    assert Browser(later.test_client()).get(link).status == 404


def test_a_flooded_link_keeps_the_input_and_says_when_to_try_again(browser: Open, link: str) -> None:
    visitor = browser()
    for _ in range(20):
        assert visitor.submit(visitor.get(link), link, **FILLED).status == 303
    answer = visitor.submit(visitor.get(link), link, **FILLED)
    assert answer.status == 429
    assert "zu viele Hinweise" in answer.text
    assert 'value="Zimmer 7, Bett 1"' in answer.html


def test_a_page_that_lay_open_too_long_keeps_the_input(
    browser: Open, link: str, site_office: KeyOffice
) -> None:
    page = browser().get(link)
    visitor = browser()
    answer = visitor.submit(page, link, **FILLED)
    assert answer.status == 400
    assert 'value="Zimmer 7, Bett 1"' in answer.html
    assert visitor.submit(answer, link).status == 303
    assert hints(site_office) == 1


def test_a_poster_carries_the_link_and_the_name_of_the_ward(browser: Open) -> None:
    visitor = browser("navigator")
    path = "/intake/hint-ways"
    assert visitor.submit(visitor.get(path), path, place="Wochenstation").status == 303
    listed = visitor.get(path)
    assert listed.page is not None
    poster = next(found["href"] for found in listed.page.all("a") if found["href"].endswith("/poster"))
    answer = visitor.client.get(poster)
    assert answer.mimetype == "application/pdf"
    text = re.sub(r"\s", "", pypdf.PdfReader(io.BytesIO(answer.data)).pages[0].extract_text())
    found = re.search(r"http://localhost(/hint/[\w-]{43})", text)
    assert found is not None, text
    assert "Wochenstation" in text
    assert browser().get(found[1]).status == 200


def test_a_navigator_takes_a_hint_from_the_list_of_the_day(browser: Open, link: str) -> None:
    ward = browser()
    ward.submit(ward.get(link), link, **FILLED)
    visitor = browser("navigator")
    today = visitor.get("/intake/today")
    assert today.text.index("1 neuer Hinweis") < today.text.index("Wochenstation, Zimmer 7, Bett 1")
    assert "Fragt viel" not in today.text, "the words wait until the hint is opened"
    assert today.page is not None
    path = next(found["href"] for found in today.page.all("a") if found["href"].startswith("/intake/hints/"))
    opened = visitor.get(path)
    assert "Fragt viel nach Hilfe" in opened.text
    family = [visitor.submit(opened, f"{path}/take").location for _ in range(2)]
    assert len(set(family)) == 1
    shown = visitor.get(family[0])
    assert "Fragt viel nach Hilfe (KB)" in shown.text
    assert visitor.get(path).status == 409
    begun = visitor.submit(visitor.get(f"{family[0]}/assessments"), f"{family[0]}/assessments")
    assert "Fragt viel nach Hilfe (KB)" in visitor.follow(begun).html
    assert "neuer Hinweis" not in visitor.get("/intake/today").text


def test_a_hint_is_joined_or_laid_aside(browser: Open, site_desk: OpenDesk, link: str) -> None:
    with site_desk() as d:
        family = actions.family_row(d, register(d))
    ward = browser()
    for _ in range(2):
        ward.submit(ward.get(link), link, **FILLED)
    with site_desk() as d:
        first, second = (f"/intake/hints/{view.id}" for view in actions.list_hints(d))
    visitor = browser("navigator")
    assert visitor.submit(visitor.get(first), f"{first}/join", code="K7M-4F2").status == 422
    assert visitor.submit(visitor.get(first), f"{first}/join", code=family.code).location.endswith(
        str(family.id)
    )
    assert visitor.submit(visitor.get(second), f"{second}/dismiss").status == 422
    assert visitor.submit(visitor.get(second), f"{second}/dismiss", dismissal="left").status == 303
    listed = visitor.get("/intake/hints")
    assert "Die Familie war schon weg" in listed.text
    visitor.submit(listed, f"{second}/again")
    assert visitor.get(second).status == 200
