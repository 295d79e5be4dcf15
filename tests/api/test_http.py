"""The API as HTTP: who may read it, how long an answer is good, what is refused, what is never kept."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select
from structlog.testing import capture_logs

from lotsen.accounts.tables import WebSession
from lotsen.app import build_app
from lotsen.config import Settings
from lotsen.directory import actions as directory
from lotsen.keys.office import KeyOffice
from tests.api.asking import BASE, ask
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE
from tests.pages import Browser
from tests.world import NOW, PASSWORD

NOWHERE = UUID(int=7, version=4)


def test_the_root_says_what_this_is(client: FlaskClient) -> None:
    said = ask(client, "")
    assert said["version"] == "3.0"
    assert said["openapi_url"].endswith("/3.0/schema/openapi.json")
    assert client.get(said["profile"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("services?per_page=101", "per_page"),
        ("services?per_page=0", "per_page"),
        ("services?page=-1", "page"),
        ("services?page=%D9%A1", "page"),
        ("services?page=1&page=2", "page"),
        ("services?full=yes", "full"),
        ("services?modified_after=yesterday", "modified_after"),
        ("services?modified_after=0001-01-01T00:00:00%2B14:00", "modified_after"),
        ("services?taxonomy_id=5", "taxonomy_id"),
        ("services?format=csv", "format"),
        ("services?postcode=43101", "postcode"),
        ("services?search=a%00b", "search"),
        (f"services?search={'a' * 201}", "search"),
        ("service_at_locations?proximity=10", "proximity"),
        ("service_at_locations?postcode=431", "postcode"),
        ("service_at_locations?postcode=43101&proximity=far", "proximity"),
        ("taxonomy_terms?top_only=1", "top_only"),
        (f"services/{NOWHERE}?full=true", "full"),
        ("?page=1", "page"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named_with_its_cause(
    client: FlaskClient, query: str, name: str
) -> None:
    answer = client.get(f"{BASE}/{query}")
    said = json.loads(answer.get_data())
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert (said["status"], said["invalid-params"][0]["name"]) == (400, name)
    assert said["invalid-params"][0]["reason"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]
)
def test_an_unknown_id_is_not_found_in_json(client: FlaskClient, path: str) -> None:
    for row in (NOWHERE, "frauenhaus"):
        answer = client.get(f"{BASE}/{path}/{row}")
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client: FlaskClient, method: str) -> None:
    answer = client.open(f"{BASE}/services", method=method)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_any_origin_may_read(client: FlaskClient) -> None:
    asked = {"Origin": "https://karte.example", "Access-Control-Request-Method": "GET"}
    before = client.options(f"{BASE}/services", headers=asked)
    assert before.status_code == 200
    assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert before.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in before.headers
    head = client.head(f"{BASE}/services", headers=asked)
    assert (head.status_code, head.get_data()) == (200, b"")
    assert head.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/sign-in").headers


def test_an_answer_is_good_until_the_directory_changes(client: FlaskClient, town: OpenDesk) -> None:
    path = f"{BASE}/services/{ELTERNCAFE}"
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, max-age=60"
    with town("coordinator") as d:
        entry, revision = directory.read_entry(d, ELTERNCAFE)
        directory.save_service(d, entry.model_copy(update={"alert": "Heute geschlossen"}), revision=revision)
    changed = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert json.loads(changed.get_data())["alert"] == "Heute geschlossen"
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_the_same_question_in_another_spelling_has_the_same_answer(
    client: FlaskClient, town: OpenDesk
) -> None:
    spellings = ("page=1&search=stillen", "search=%20stillen&format=json", "search=stillen&full=FALSE")
    tags = {client.get(f"{BASE}/services?{query}").headers["ETag"] for query in spellings}
    assert len(tags) == 1
    assert client.get(f"{BASE}/services").headers["ETag"] not in tags


@dataclass
class MovedClock:
    """A clock that a test moves on."""

    instant: datetime = NOW

    def now(self) -> datetime:
        return self.instant


def test_no_session_is_looked_at_and_no_cookie_is_set(
    sqlite_settings: Settings, site_office: KeyOffice
) -> None:
    clock = MovedClock()
    visitor = Browser(build_app(sqlite_settings, office=site_office, clock=clock).test_client())
    visitor.sign_in("coordinator", PASSWORD)
    before = sessions(site_office)
    clock.instant += timedelta(minutes=5)
    answer = visitor.get(f"{BASE}/services?search=schulden").response
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers
    assert sessions(site_office) == before
    visitor.get("/directory/")
    assert sessions(site_office) != before


def sessions(office: KeyOffice) -> list[tuple[UUID, datetime]]:
    """Return when each session was last seen."""
    with Session(office.stores.data) as db:
        return [(row.id, row.seen_at) for row in db.exec(select(WebSession)).all()]


def test_what_is_looked_for_is_never_logged(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as lines:
        client.get(f"{BASE}/services?search=Kanarienvogel")
        client.get(f"{BASE}/services?Kanarienvogel=1")
        client.get(f"{BASE}/Kanarienvogel?search=Kanarienvogel")
        app.extensions["lotsen.api.kept"] = None  # the next question fails within
        failed = client.get(f"{BASE}/services?search=Kanarienvogel")
    assert (failed.status_code, failed.mimetype) == (500, "application/problem+json")
    assert [line["event"] for line in lines] == ["unexpected_error"]
    assert "Kanarienvogel" not in str(lines) + caplog.text


def test_who_asks_too_often_has_to_wait(sqlite_settings: Settings, site_office: KeyOffice) -> None:
    web = sqlite_settings.web.model_copy(update={"api_per_minute": 3})
    clock = MovedClock()
    settings = sqlite_settings.model_copy(update={"web": web})
    client = build_app(settings, office=site_office, clock=clock).test_client()

    def status(address: str, method: str = "GET") -> int:
        place = {"REMOTE_ADDR": address}
        return client.open(f"{BASE}/taxonomies", method=method, environ_base=place).status_code

    assert [status("192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]
    assert status("192.0.2.77") == 429
    assert status("192.0.2.1", "OPTIONS") == 200
    assert status("198.51.100.1") == 200
    assert [status(f"2001:db8:0:{part}::1") for part in range(4)] == [200, 200, 200, 429]
    refused = client.get(f"{BASE}/taxonomies", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert refused.mimetype == "application/problem+json"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    clock.instant += timedelta(seconds=int(refused.headers["Retry-After"]))
    assert [status("192.0.2.1") for _ in range(2)] == [200, 429]
    clock.instant += timedelta(hours=1)
    assert [status("192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]
