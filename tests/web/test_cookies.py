"""Whoever has no session and needs none gets no cookie."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from lotsen.policy import Permission
from lotsen.web.access import access_table
from tests.pages import Browser

OpenBrowser = Callable[..., Browser]
NEEDS_NONE = (
    ("GET", "/nirgends", 404),
    ("GET", "/intake/nirgends", 404),
    ("GET", "/contacts/00000000-0000-4000-8000-000000000000/remove", 405),
    ("GET", "/healthz", 200),
    ("DELETE", "/healthz", 405),
    ("GET", "/favicon.ico", 200),
    ("GET", "/sw.js", 200),
    ("GET", "/offline", 200),
    ("GET", "/calendar", 200),
    ("GET", "/licences", 200),
    ("GET", "/accessibility", 200),
    ("GET", "/static/nirgends.css", 404),
    ("GET", "/", 303),
    ("GET", "/contacts", 303),
    ("POST", "/nirgends", 404),
    ("POST", "/sign-in", 400),
    ("PUT", "/intake/walk-in/draft", 401),
)
PLACE = re.compile(r"<(?:(\w+)(?:\(([^,)]*)[^)]*\))?:)?\w+>")


def address(rule: str) -> str:
    """Fill the places of a rule with what nobody stored."""
    kinds = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1"}
    return PLACE.sub(lambda found: (found[2] or "").strip("'\"") or kinds.get(found[1] or "", "x"), rule)


@pytest.mark.parametrize(("method", "path", "status"), NEEDS_NONE)
def test_what_needs_no_session_leaves_no_cookie(
    browser: OpenBrowser, method: str, path: str, status: int
) -> None:
    with browser().client.open(path, method=method) as answer:
        assert answer.status_code == status
        assert "Set-Cookie" not in answer.headers


def test_no_public_page_leaves_a_cookie_unless_it_holds_a_form(app: Flask) -> None:
    table = access_table(app)
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if table[rule.endpoint] is Permission.PUBLIC and "GET" in (rule.methods or ())
    ]
    assert len(rules) > 15
    for rule in rules:
        path = address(rule.rule)
        answer = app.test_client().get(path)
        has_form = 'name="csrf_token"' in answer.get_data(as_text=True)
        assert ("Set-Cookie" in answer.headers) == has_form, path


def test_a_visitor_who_has_a_session_keeps_it_on_an_error_page_and_may_change_its_language(
    browser: OpenBrowser,
) -> None:
    visitor = browser()
    began = visitor.get("/sign-in")
    assert "Set-Cookie" in began.response.headers
    lost = visitor.get("/nirgends")
    assert "Set-Cookie" not in lost.response.headers
    assert 'action="/language"' in lost.html
    assert 'action="/language"' not in browser().get("/nirgends").html


def test_the_sign_is_answered_at_its_usual_address_and_kept_for_a_day(browser: OpenBrowser) -> None:
    with browser().client.get("/favicon.ico") as answer:
        assert answer.status_code == 200
        assert answer.mimetype in {"image/x-icon", "image/vnd.microsoft.icon"}
        assert answer.data[:6] == b"\x00\x00\x01\x00\x03\x00"
        assert answer.headers["Cache-Control"] == "max-age=86400, public"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        known = {"If-Modified-Since": answer.headers["Last-Modified"]}
    with browser().client.get("/favicon.ico", headers=known) as again:
        assert again.status_code == 304
