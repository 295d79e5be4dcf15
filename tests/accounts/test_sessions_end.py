"""A new password ends what was open: elsewhere when it is changed, everywhere when it is reset."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from lotsen.accounts import actions, domain, unlocking
from lotsen.accounts.sessions import ServerSessions
from lotsen.accounts.tables import WebSession
from lotsen.keys.office import KeyOffice
from lotsen.policy import Role
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.world import NOW, PASSWORD, World, institution_id

OpenBrowser = Callable[..., Browser]
NEW = "ein neuer ganzer Satz"


def test_changing_the_password_ends_every_other_session_of_that_person(browser: OpenBrowser) -> None:
    here, elsewhere, colleague = browser("navigator"), browser("navigator"), browser("colleague")
    before = here.client.get_cookie("__Host-lotsen")
    done = here.submit(here.get("/password"), "/password", old=PASSWORD, new=NEW)
    assert done.status == 303
    after = here.client.get_cookie("__Host-lotsen")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert here.get("/intake/today").status == 200
    assert elsewhere.get("/intake/today").location == "/sign-in"
    assert colleague.get("/intake/today").status == 200


def test_a_reset_ends_all_sessions_and_the_pin(
    browser: OpenBrowser, site_desk: OpenDesk, world: World
) -> None:
    with site_desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin="739104")
    visitors = [browser("navigator"), browser("navigator")]
    membership = world.actor("navigator").membership_id
    assert membership is not None
    with site_desk("administrator") as d:
        actions.reset_password(d, membership)
    for visitor in visitors:
        assert visitor.get("/intake/today").location == "/sign-in"
    with site_desk() as d:
        assert not unlocking.has_pin(d)


def test_what_was_under_way_in_another_session_brings_it_not_back(
    browser: OpenBrowser, site_desk: OpenDesk, site_office: KeyOffice, world: World
) -> None:
    """Neither a plain page nor one that gives a fresh token: a switch, a tablet that changes hands."""
    visitor = browser("navigator")
    app = visitor.client.application
    sessions = app.session_interface
    assert isinstance(sessions, ServerSessions)
    cookie = visitor.client.get_cookie("__Host-lotsen")
    assert cookie is not None
    membership = world.actor("navigator").membership_id
    assert membership is not None
    with app.test_request_context("/", headers={"Cookie": f"__Host-lotsen={cookie.value}"}) as context:
        under_way = sessions.open_session(app, context.request)
        with site_desk("administrator") as d:
            actions.reset_password(d, membership)
        under_way["language"] = "de"
        under_way.renew = under_way.keeps_end = True
        answer = app.make_response("")
        sessions.save_session(app, under_way, answer)
    assert "Set-Cookie" not in answer.headers
    with Session(site_office.stores.data) as db:
        assert db.exec(select(WebSession)).all() == []


def test_a_switch_of_the_workplace_makes_no_session_live_longer(
    browser: OpenBrowser, site_desk: OpenDesk, site_office: KeyOffice
) -> None:
    with site_desk("administrator") as d:
        there = actions.add_workplace(
            d, login="navigator", institution_id=institution_id("practice"), role=Role.NAVIGATOR
        ).id
    visitor = browser("navigator")
    end = NOW + timedelta(minutes=7)
    with Session(site_office.stores.writing("data")) as db, db.begin():
        row = db.exec(select(WebSession)).one()
        row.expires_at = end
        db.add(row)
    visitor.submit(visitor.get("/workplace"), "/workplace", membership=str(there))
    with Session(site_office.stores.data) as db:
        assert db.exec(select(WebSession)).one().expires_at == end


def test_the_password_somebody_else_knows_is_no_new_one(browser: OpenBrowser, desk: OpenDesk) -> None:
    with desk() as d, pytest.raises(domain.PasswordKept):
        actions.change_password(d, old=PASSWORD, new=PASSWORD)
    visitor = browser("navigator")
    answer = visitor.submit(visitor.get("/password"), "/password", old=PASSWORD, new=PASSWORD)
    assert answer.status == 422
    assert PASSWORD not in answer.html


def test_a_missing_file_signs_nobody_out(browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    assert visitor.get("/static/vendor/gone.js").status == 404
    assert visitor.get("/intake/today").status == 200
