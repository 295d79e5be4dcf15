"""Drafts that no page of ours would send: refused as what they are, and the last good one stays."""

import json
from typing import Any
from uuid import UUID

import pytest

from lotsen.intake import actions
from tests.attack.sites import Site
from tests.attack.walk import last_id
from tests.pages import Browser
from tests.world import desk_of

GARBAGE: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "a number": b"17",
    "a text": b'"draft"',
    "a list": b"[]",
    "no JSON": b"rev=1&values=2",
    "broken UTF-8": b'{"rev": 0, "values": {"page": ["\xff\xfe"]}}',
    "UTF-16": '{"rev": "x", "values": {}}'.encode("utf-16"),
    "no values": b'{"rev": 0}',
    "no revision": b'{"values": {}}',
    "a revision in words": b'{"rev": "0", "values": {}}',
    "a revision that is true": b'{"rev": true, "values": {}}',
    "half a revision": b'{"rev": 0.5, "values": {}}',
    "a revision beyond numbers": b'{"rev": 1e999, "values": {}}',
    "no number": b'{"rev": NaN, "values": {}}',
    "a number too long to read": b'{"rev": ' + b"9" * 6000 + b', "values": {}}',
    "values in a list": b'{"rev": 0, "values": [["page", "x"]]}',
    "a value that is no list": b'{"rev": 0, "values": {"page": "x"}}',
    "a value that is a number": b'{"rev": 0, "values": {"page": [1]}}',
    "a value that is nothing": b'{"rev": 0, "values": {"page": [null]}}',
    "a value in a value": b'{"rev": 0, "values": {"page": [["x"]]}}',
    "NUL": b'{"rev": 0, "values": {"staff_hint_text": ["\\u0000"]}}',
    "a lone surrogate": b'{"rev": 0, "values": {"staff_hint_text": ["\\ud800"]}}',
    "a mark that turns the text round": b'{"rev": 0, "values": {"staff_hint_text": ["\\u202e"]}}',
    "a text beyond all bounds": json.dumps({"rev": 0, "values": {"page": ["x" * 20_000]}}).encode(),
    "too many fields": json.dumps({"rev": 0, "values": {f"f{n}": ["x"] for n in range(600)}}).encode(),
    "lists without end": b"[" * 200_000,
    "objects without end": b'{"rev": 0, "values": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
    "almost a megabyte": b'{"rev": 0, "values": {"page": ["' + b"x" * 900_000 + b'"]}}',
}


@pytest.fixture(scope="module")
def nurse(sqlite_site: Site) -> Browser:
    visitor = sqlite_site.browser("navigator")
    visitor.get("/intake/today")
    return visitor


def put(visitor: Browser, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Send a draft as it is."""
    headers = {**visitor.headers, "X-CSRFToken": visitor.token}
    sent = visitor.client.put(path, data=body, content_type="application/json", headers=headers)
    return sent.status_code, sent.get_json(silent=True) or {}


@pytest.mark.parametrize("name", GARBAGE)
def test_a_draft_that_is_none_is_refused(sqlite_site: Site, nurse: Browser, name: str) -> None:
    path = sqlite_site.trail.paths["assessment"]
    before = stored(sqlite_site, path)
    status, answer = put(nurse, f"{path}/draft", GARBAGE[name])
    assert status == 400
    assert "laden Sie die Seite neu" in answer["error"]
    assert stored(sqlite_site, path) == before


def test_more_than_is_allowed_is_refused(sqlite_site: Site, nurse: Browser) -> None:
    path = sqlite_site.trail.paths["assessment"]
    body = b'{"rev": 0, "values": {"page": ["' + b"x" * 1_100_000 + b'"]}}'
    assert put(nurse, f"{path}/draft", body)[0] == 413


@pytest.mark.parametrize("revision", [-1, 0, 10**9, 10**300])
def test_a_draft_of_another_revision_is_a_conflict(sqlite_site: Site, nurse: Browser, revision: int) -> None:
    path = sqlite_site.trail.paths["assessment"]
    before = stored(sqlite_site, path)
    values = {"staff_hint": ["y"], "staff_hint_text": ["überschreibt"]}
    status, answer = put(nurse, f"{path}/draft", json.dumps({"rev": revision, "values": values}).encode())
    assert status == 409
    assert "nichts überschrieben" in answer["error"]
    assert stored(sqlite_site, path) == before


def test_answers_that_cannot_be_meant_are_not_stored(fed_site: Site) -> None:
    path, visitor = fed_site.trail.paths["assessment"], fed_site.browser("navigator")
    page = visitor.get(path)
    assert page.page is not None
    asked = {found["name"] for found in page.page.all("input") if found.get("type") == "radio"}
    revision = next(found["value"] for found in page.page.all("input") if found.get("name") == "revision")
    odd = {name: ["value:nonsense", "present"] for name in asked} | {"no_such_item__family": ["present"]}
    body = json.dumps({"rev": int(revision), "values": odd}).encode()
    status, answer = put(visitor, f"{path}/draft", body)
    assert (status, answer["rev"]) == (200, int(revision) + 1)
    assert stored(fed_site, path).given == ()


def stored(site: Site, path: str) -> Any:
    """Open the draft as it is stored now."""
    with desk_of(site.office, site.world.actor("navigator"), writing=False) as desk:
        return actions.read_assessment(desk, UUID(last_id(path))).sheet
