"""Static files: everything a template or style sheet names is there, compressed, hashed, and ours to send."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lotsen.web import assets
from lotsen.web.i18n import in_language, init_i18n
from lotsen.web.i18n_pseudo import PSEUDO_LANGUAGE

PACKAGE = Path(assets.__file__).parents[1]
STATIC = Path(assets.__file__).parent / "static"
NAMED = re.compile(r"asset\([\"']([^\"']+)[\"']\)")
SHEETS = re.compile(r"stylesheet\([\"']([^\"']+)[\"']\)")
LISTED = re.compile(r"for (?:script|sheet) in \(([^)]*)\)")


@pytest.fixture
def browser() -> Iterator[FlaskClient]:
    app = Flask("lotsen.web", static_folder=None)
    init_i18n(app, pseudo_language=True)
    assets.init_assets(app)
    with app.app_context():
        yield app.test_client()


def built(suffix: str) -> list[Path]:
    return [assets.BUILT / name for name in assets.manifest().values() if name.endswith(suffix)]


@pytest.mark.parametrize("name", sorted(assets.manifest()))
def test_every_built_file_answers(browser: FlaskClient, name: str) -> None:
    answer = browser.get(assets.asset_url(name), buffered=True)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_every_file_that_a_template_names_is_built() -> None:
    named: set[str] = set()
    for template in PACKAGE.rglob("templates/**/*.html"):
        text = template.read_text(encoding="utf-8")
        named |= set(NAMED.findall(text))
        named |= {f"{sheet}{side}.css" for sheet in SHEETS.findall(text) for side in ("", ".rtl")}
        for listed in LISTED.findall(text):
            words = re.findall(r"\"([\w-]+)\"", listed)
            named |= {
                f"js/{word}.js" if (STATIC / "js" / f"{word}.js").is_file() else f"{word}.css"
                for word in words
            }
    named.discard("js/")
    assert {"app.css", "kern.rtl.css", "js/autosave.js", "icon.svg"} <= named
    assert named - set(assets.manifest()) == set()


def test_every_own_file_is_built() -> None:
    own = {
        path.relative_to(STATIC).as_posix()
        for path in STATIC.rglob("*")
        if path.is_file() and "vendor" not in path.relative_to(STATIC).parts
    }
    assert own - set(assets.manifest()) == set()


def test_style_sheets_refer_only_to_built_files_and_to_nothing_elsewhere(browser: FlaskClient) -> None:
    for sheet in built(".css"):
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text
        for address in re.findall(r"url\([\"']?([^)\"']+)", text):
            if not address.startswith("data:"):
                assert browser.get(f"/static/{address}", buffered=True).status_code == 200


def test_the_mirrored_style_sheet_says_that_it_was_modified_and_turns_left_and_right_round() -> None:
    plain = (assets.BUILT / assets.manifest()["kern.css"]).read_text(encoding="utf-8")
    mirrored = (assets.BUILT / assets.manifest()["kern.rtl.css"]).read_text(encoding="utf-8")
    assert "Modified" in mirrored.splitlines()[1]
    assert "EUPL-1.2" in plain.splitlines()[0]
    assert plain.count("border-left:") == mirrored.count("border-right:") > 0


def test_our_own_style_sheets_are_written_without_left_and_right() -> None:
    physical = re.compile(
        r"^\s*(?:margin|padding|border)-(?:left|right)|^\s*(?:left|right)\s*:", re.MULTILINE
    )
    for sheet in STATIC.glob("*.css"):
        assert physical.findall(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_text_files_are_sent_compressed(browser: FlaskClient, coding: str) -> None:
    answer = browser.get(assets.asset_url("kern.css"), headers={"Accept-Encoding": coding}, buffered=True)
    assert answer.headers["Content-Encoding"] == coding
    assert int(answer.headers["Content-Length"]) < 40_000


def test_a_language_from_right_to_left_gets_the_mirrored_style_sheet(browser: FlaskClient) -> None:
    with in_language("de"):
        assert "/app." in assets.stylesheet_url("app")
        assert ".rtl." not in assets.stylesheet_url("app")
    with in_language(PSEUDO_LANGUAGE):
        assert "/app.rtl." in assets.stylesheet_url("app")


def test_a_name_that_was_not_built_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(assets.AssetsMissing, match="make assets"):
        assets.asset_url("nowhere.css")


def test_the_service_worker_keeps_style_sheets_and_fonts_and_only_the_offline_page() -> None:
    text = assets.service_worker().get_data(as_text=True)
    found = re.search(r"const SHELL = (\[[^\]]*\]);", text)
    assert found is not None
    kept = json.loads(found[1])
    assert {Path(address).suffix for address in kept} == {".css", ".svg", ".woff2"}
    assert {address.removeprefix("/static/") for address in kept} <= set(assets.manifest().values())
    assert "__" not in text


def test_the_offline_page_names_nobody_and_speaks_every_language(browser: FlaskClient) -> None:
    with browser.application.test_request_context():
        page = assets.offline_page()
    assert "Keine Verbindung" in page
    assert "No connection" in page
    assert "<script" not in page


def test_the_licences_of_everything_built_in_are_there_to_read() -> None:
    texts = dict(assets.licence_texts())
    assert set(texts) == {"KERN", "Fira Sans", "Noto Sans Arabic"}
    assert "EUPL" in texts["KERN"]
    assert "SIL OPEN FONT LICENSE" in texts["Fira Sans"]


def test_scripts_touch_no_dangerous_sink_and_store_nothing_on_the_device() -> None:
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(\"on|"
        r"localStorage|sessionStorage|indexedDB|\bimport\b"
    )
    scripts = list((STATIC / "js").glob("*.js"))
    assert len(scripts) >= 6
    for script in scripts:
        code = re.sub(r"//.*", "", script.read_text(encoding="utf-8"))
        assert sinks.findall(code) == [], script.name
