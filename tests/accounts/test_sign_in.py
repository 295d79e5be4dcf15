"""Signing in: one role at a time, the same answer for wrong name and wrong password, a pause after tries."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlmodel import Session, select

from lotsen.accounts import actions, domain
from lotsen.accounts.sessions import ServerSessions
from lotsen.accounts.tables import Person, WebSession
from lotsen.accounts.views.signing_in import local_path
from lotsen.kernel import FixedClock
from lotsen.keys.office import KeyOffice
from lotsen.policy import Role
from tests.conftest import OpenDesk
from tests.pages import Answer, Browser
from tests.world import NOW, PASSWORD, World, institution_id

OpenBrowser = Callable[..., Browser]


def test_a_person_signs_in_with_name_and_password(desk: OpenDesk, world: World) -> None:
    with desk("administrator") as d:
        person = actions.check_sign_in(d, "  NAVIGATOR ", PASSWORD)
        assert person.id == world.actor("navigator").person_id


@pytest.mark.parametrize(("login", "password"), [("navigator", "falsch"), ("niemand", PASSWORD), ("", "")])
def test_wrong_name_and_wrong_password_get_the_same_answer(desk: OpenDesk, login: str, password: str) -> None:
    with desk("administrator") as d, pytest.raises(domain.SignInRefused) as refused:
        actions.check_sign_in(d, login, password)
    assert str(refused.value) == domain.SignInRefused.message


@pytest.mark.parametrize("login", ["navigator", "niemand"])
def test_after_a_few_tries_a_name_pauses_and_then_opens_again(desk: OpenDesk, login: str) -> None:
    """A name nobody has pauses as well: the pause says nothing about which names there are."""
    for _ in range(domain.FREE_ATTEMPTS):
        with desk("administrator") as d, pytest.raises(domain.SignInRefused):
            actions.check_sign_in(d, login, "falsch")
    for _ in range(2):
        with desk("administrator") as d, pytest.raises(domain.SignInPaused) as paused:
            actions.check_sign_in(d, login, PASSWORD)
        assert paused.value.params == {"minutes": 1}
    with desk("administrator", clock=FixedClock(NOW + timedelta(minutes=20))) as d:
        if login == "niemand":
            with pytest.raises(domain.SignInRefused):
                actions.check_sign_in(d, login, PASSWORD)
        else:
            assert actions.check_sign_in(d, login, PASSWORD).failed_attempts == 0


def test_names_nobody_has_are_forgotten_after_a_day(desk: OpenDesk, office: KeyOffice) -> None:
    with desk("administrator") as d, pytest.raises(domain.SignInRefused):
        actions.check_sign_in(d, "niemand", "falsch")
    with desk("administrator") as d:
        assert actions.forget_what_is_over(d) == 0
    with desk("administrator", clock=FixedClock(NOW + timedelta(days=1))) as d:
        assert actions.forget_what_is_over(d) == 1


def test_no_name_of_staff_lies_open(desk: OpenDesk, office: KeyOffice) -> None:
    with Session(office.stores.data) as db:
        for row in db.exec(select(Person)):
            assert b"Lotsin" not in row.profile.box
            assert b"navigator" not in row.login_index


def test_a_short_password_and_a_taken_name_are_refused(desk: OpenDesk) -> None:
    with pytest.raises(domain.PasswordRefused), desk("administrator") as d:
        actions.add_person(d, name="Neu", login="neu", password="kurz")
    with pytest.raises(domain.LoginTaken), desk("administrator") as d:
        actions.add_person(d, name="Neu", login="Navigator", password=PASSWORD)


def test_a_page_for_staff_leads_to_the_sign_in_and_back(browser: OpenBrowser) -> None:
    visitor = browser()
    answer = visitor.get("/intake/today")
    assert answer.location == "/sign-in"
    shown = visitor.follow(answer)
    back = visitor.submit(shown, "/sign-in", login="navigator", password=PASSWORD)
    assert back.location == "/intake/today"
    assert visitor.follow(back).status == 200


def onward(answer: Answer) -> str:
    """Return where an answer that leads to the sign-in leads afterwards."""
    (target,) = parse_qs(urlsplit(answer.response.headers["Location"]).query)["next"]
    return target


def test_signing_in_leads_back_to_a_search_of_the_directory_and_keeps_no_other_query(
    browser: OpenBrowser,
) -> None:
    search = "/directory/?q=hebamme+k%C3%B6ln&language=ar"
    visitor = browser()
    for asked, wanted in ((search, search), ("/intake/today?whose=team", "/intake/today")):
        assert onward(visitor.get(asked)) == wanted
    shown = visitor.follow(visitor.get(search))
    back = visitor.submit(shown, "/sign-in", login="navigator", password=PASSWORD)
    assert back.response.headers["Location"] == search
    at_work = browser("navigator")
    at_work.headers["Referer"] = f"http://localhost{search}"
    assert onward(at_work.post("/lock")) == search


def test_another_language_keeps_the_search_of_the_directory(browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    shown = visitor.get("/directory/?q=hebamme")
    answer = visitor.submit(shown, "/language", language="ar")
    assert answer.response.headers["Location"] == "/directory/?q=hebamme"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:evil"]
)
def test_the_way_back_never_leads_to_another_site(browser: OpenBrowser, target: str) -> None:
    visitor = browser()
    visitor.get("/sign-in")
    answer = visitor.post(
        "/sign-in",
        {"login": "navigator", "password": PASSWORD, "next": target, "form_id": str(institution_id("x"))},
    )
    assert "evil" not in answer.response.headers["Location"]


def test_a_wrong_password_is_said_in_german_and_the_name_is_kept(browser: OpenBrowser) -> None:
    visitor = browser()
    answer = visitor.submit(visitor.get("/sign-in"), "/sign-in", login="navigator", password="falsch")
    assert answer.status == 401
    assert 'value="navigator"' in answer.html
    assert "falsch" not in answer.html


def test_an_empty_sign_in_names_both_fields(browser: OpenBrowser) -> None:
    visitor = browser()
    answer = visitor.submit(visitor.get("/sign-in"), "/sign-in")
    assert answer.status == 422
    assert answer.html.count("kern-error") >= 2


def test_signing_in_changes_the_session_token(browser: OpenBrowser) -> None:
    visitor = browser()
    visitor.get("/sign-in")
    before = visitor.client.get_cookie("__Host-lotsen")
    visitor.sign_in("navigator", PASSWORD)
    after = visitor.client.get_cookie("__Host-lotsen")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_signing_out_ends_the_session_on_the_server(browser: OpenBrowser, site_office: KeyOffice) -> None:
    visitor = browser("navigator")
    token = visitor.client.get_cookie("__Host-lotsen")
    assert token is not None
    answer = visitor.post("/sign-out")
    assert answer.response.headers["Clear-Site-Data"] == '"cache"'
    visitor.client.set_cookie("__Host-lotsen", token.value)
    assert visitor.get("/intake/today").location == "/sign-in"
    with Session(site_office.stores.data) as db:
        assert db.exec(select(WebSession)).all() == []


def test_locking_leads_back_to_the_page_after_signing_in(browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    visitor.headers["Referer"] = "http://localhost/directory/"
    answer = visitor.post("/lock")
    assert answer.status == 303
    assert "next=/directory/" in answer.response.headers["Location"].replace("%2F", "/")


def test_an_address_that_is_none_leads_to_the_start_page(browser: OpenBrowser, app: Flask) -> None:
    with app.test_request_context():
        assert local_path("//[") == "/"
    visitor = browser("navigator")
    visitor.headers["Referer"] = "http://["
    assert visitor.post("/lock").response.headers["Location"] == "/sign-in?next=/"
    assert visitor.post("/sign-in", {"csrf_token": "old"}).status == 400


def test_a_session_ends_when_idle_and_in_any_case_after_a_day_at_work(
    browser: OpenBrowser, app: object, site_office: KeyOffice
) -> None:
    visitor = browser("navigator")
    with Session(site_office.stores.writing("data")) as db, db.begin():
        row = db.exec(select(WebSession)).one()
        row.seen_at = NOW - timedelta(minutes=31)
        db.add(row)
    assert visitor.get("/intake/today").location == "/sign-in"


def test_one_person_with_two_workplaces_chooses_and_never_has_both(
    browser: OpenBrowser, site_desk: OpenDesk, site_office: KeyOffice
) -> None:
    with site_desk("administrator") as d:
        person = actions.check_sign_in(d, "navigator", PASSWORD)
        actions.add_membership(d, person.id, institution_id("practice"), Role.NAVIGATOR)
    visitor = browser()
    answer = visitor.submit(visitor.get("/sign-in"), "/sign-in", login="navigator", password=PASSWORD)
    assert answer.location == "/workplace"
    choice = visitor.follow(answer)
    assert "Kinderarztpraxis am Hafen" in choice.text
    assert visitor.get("/intake/today").location == "/workplace"


def test_a_closed_workplace_ends_what_a_session_may_do(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    visitor = browser("navigator")
    with site_desk("administrator") as d:
        for colleague in actions.list_colleagues(d):
            if colleague.login == "navigator":
                actions.set_active(d, colleague.membership.id, active=False)
    assert visitor.get("/intake/today").location == "/workplace"


def test_a_first_password_must_be_changed_before_anything_else(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk("administrator") as d:
        _, secret = actions.invite(
            d,
            name="Neue Lotsin",
            login="neu",
            institution_id=institution_id("clinic"),
            role=Role.NAVIGATOR,
        )
    visitor = browser()
    visitor.sign_in("neu", secret)
    assert visitor.get("/intake/today").location == "/password"
    page = visitor.get("/password")
    done = visitor.submit(page, "/password", old=secret, new="ein neuer langer Satz")
    assert done.status == 303
    assert visitor.get("/intake/today").status == 200


def test_last_seen_is_written_at_most_once_a_minute(browser: OpenBrowser, site_office: KeyOffice) -> None:
    visitor = browser("navigator")
    visitor.get("/directory/")
    with Session(site_office.stores.data) as db:
        before = db.exec(select(WebSession)).one().seal_revision
    for _ in range(3):
        visitor.get("/directory/")
    with Session(site_office.stores.data) as db:
        row = db.exec(select(WebSession)).one()
        assert row.seen_at == NOW
        assert row.seal_revision == before


def test_what_was_under_way_when_a_session_ended_brings_it_not_back(
    browser: OpenBrowser, site_office: KeyOffice
) -> None:
    visitor = browser("navigator")
    visitor.get("/intake/today")
    app = visitor.client.application
    sessions = app.session_interface
    assert isinstance(sessions, ServerSessions)
    cookie = visitor.client.get_cookie("__Host-lotsen")
    assert cookie is not None
    with app.test_request_context("/", headers={"Cookie": f"__Host-lotsen={cookie.value}"}) as context:
        under_way = sessions.open_session(app, context.request)
        assert under_way["_user_id"]
        visitor.post("/sign-out")
        under_way["_flashes"] = [("success", "Gespeichert.")]
        answer = app.make_response("")
        sessions.save_session(app, under_way, answer)
    assert "Set-Cookie" not in answer.headers
    with Session(site_office.stores.data) as db:
        assert db.exec(select(WebSession)).all() == []
