"""Asking the API as another program does."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

BASE = "/api/hsds"
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


def ask(client: FlaskClient, path: str, **query: Any) -> Any:
    """Return what a path answers."""
    answer = client.get(f"{BASE}/{path}", query_string=query)
    assert answer.status_code == 200, (path, query, answer.get_data(as_text=True))
    assert answer.mimetype == "application/json"
    return json.loads(answer.get_data())


def contents(client: FlaskClient, path: str, **query: Any) -> list[dict[str, Any]]:
    """Return the whole of a list that fits on one page."""
    page = ask(client, path, per_page=100, **query)
    assert page["total_pages"] == 1
    found: list[dict[str, Any]] = page["contents"]
    return found


def ids(client: FlaskClient, path: str, **query: Any) -> list[str]:
    """Return the ids of a list that fits on one page."""
    return [one["id"] for one in contents(client, path, **query)]


def everything(client: FlaskClient) -> Iterator[tuple[str, TestResponse]]:
    """Ask for every list in every form, and for every object on them."""
    forms: Mapping[str, tuple[dict[str, str], ...]] = {
        "services": ({}, {"full": "true"}, {"minimal": "true"}),
        "organizations": ({}, {"full": "true"}, {"full_service": "true"}),
        "service_at_locations": ({}, {"full": "true"}),
    }
    for name in LISTS:
        for form in forms.get(name, ({},)):
            yield name, client.get(f"{BASE}/{name}", query_string={"per_page": 100} | form)
        for row in ids(client, name):
            yield name, client.get(f"{BASE}/{name}/{row}")
    for row in ids(client, "organizations"):
        yield "organizations", client.get(f"{BASE}/organizations/{row}?full_service=true")
