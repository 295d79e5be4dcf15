"""Security headers stand on every answer, whatever makes it."""

import pytest
from flask import Flask, Response, abort
from werkzeug.test import TestResponse

from lotsen.web.assets import asset_url, init_assets
from lotsen.web.headers import CONTENT_SECURITY_POLICY, EVERYWHERE, init_headers


@pytest.fixture
def app() -> Flask:
    app = Flask("lotsen.web", static_folder=None)

    @app.get("/page")
    def page() -> str:
        return "a page"

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("unexpected")

    @app.get("/forbidden")
    def forbidden() -> str:
        abort(403)

    @app.get("/careless")
    def careless() -> Response:
        loose = {"Cache-Control": "public, max-age=600", "Content-Security-Policy": "default-src *"}
        return Response("a view that sets its own headers", headers=loose)

    init_assets(app)
    init_headers(app)
    return app


def get(app: Flask, path: str, *, tls: bool = False) -> TestResponse:
    address = "https://lotsen.example" if tls else "http://localhost"
    return app.test_client().get(path, base_url=address, buffered=True)


def paths() -> list[str]:
    return ["/page", "/broken", "/forbidden", "/nowhere", "/careless", "/static/nowhere.css"]


@pytest.mark.parametrize("path", paths())
def test_pages_and_errors_carry_every_header_and_are_never_kept(app: Flask, path: str) -> None:
    answer = get(app, path)
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert answer.headers.getlist("Content-Security-Policy") == [CONTENT_SECURITY_POLICY]
    assert answer.headers.getlist("Cache-Control") == ["no-store"]


def test_static_files_carry_every_header_and_are_kept_for_ever(app: Flask) -> None:
    answer = get(app, asset_url("app.css"))
    assert answer.status_code == 200
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_policy_allows_nothing_inline_nothing_from_elsewhere_and_one_trusted_type() -> None:
    directives = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["require-trusted-types-for"] == "'script'"
    assert directives["trusted-types"] == "lotsen"
    for name in ("script-src", "style-src", "connect-src", "form-action", "font-src", "worker-src"):
        assert directives[name] == "'self'"
    assert {directives["base-uri"], directives["frame-ancestors"]} == {"'none'"}
    assert not any(word in CONTENT_SECURITY_POLICY for word in ("unsafe", "*", "http", "nonce"))


def test_browsers_are_held_to_tls_only_where_there_is_tls(app: Flask) -> None:
    assert "Strict-Transport-Security" not in get(app, "/page").headers
    assert "max-age=31536000" in get(app, "/page", tls=True).headers["Strict-Transport-Security"]
