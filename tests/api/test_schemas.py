"""Every answer is what the published schemas of HSDS 3.0 want, formats and all, and nothing beyond."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from lotsen.directory import actions as directory
from lotsen.directory.exchange import bring
from tests.api.asking import everything
from tests.conftest import OpenDesk
from tests.directory.exchange.invented import Inventor
from tests.directory.hsds.published import EXAMPLES, PUBLISHED, faults, needs_published

ROW = "00000000-0000-4000-8000-000000000000"
SCHEMAS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
}


def wrong(name: str, node: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one object; terms and taxonomies are published as parts of a service."""
    if name in SCHEMAS:
        yield from faults(SCHEMAS[name], node)
        return
    if name == "taxonomies":
        node = {"id": ROW, "name": "–", "description": "–", "taxonomy_detail": node}
    yield from faults("service", [{"id": ROW, "taxonomy_term": node}], part="attributes")


def page_schema() -> Any:
    openapi = json.loads((PUBLISHED / "schema/openapi.json").read_text(encoding="utf-8"))
    return openapi["components"]["schemas"]["Page"]


def check_everything(client: FlaskClient, *, least: int) -> None:
    envelope = page_schema()
    found = 0
    for name, answer in everything(client):
        assert answer.status_code == 200
        node = json.loads(answer.get_data())
        if "contents" in node:
            jsonschema.validate(node, envelope)
            assert set(node) == {*envelope["properties"], "contents"}
        for one in node.get("contents", [node]):
            assert list(wrong(name, one)) == [], (name, one)
            found += 1
    assert found > least


@needs_published
@pytest.mark.usefixtures("town")
def test_the_demo_towns_answers_are_valid(client: FlaskClient) -> None:
    check_everything(client, least=400)


@needs_published
def test_what_came_from_the_published_examples_is_answered_validly(
    client: FlaskClient, site_desk: OpenDesk
) -> None:
    for name in ("service_full.json", "organization_full.json", "taxonomy_term.json"):
        with site_desk("coordinator") as d:
            bring(d, EXAMPLES / name, default_type="D1")
    check_everything(client, least=8)


@needs_published
def test_what_came_with_values_of_the_wrong_type_is_answered_validly(
    client: FlaskClient, site_desk: OpenDesk, tmp_path: Path
) -> None:
    service = {
        "id": "angebot-1",
        "name": "Babytreff",
        "status": "active",
        "email": "bitte anrufen",
        "url": "https://babytreff.example/für alle",
        "assured_date": "im Mai",
        "minimum_age": "keins",
        "x_note": "nur bei uns",
        "phones": [{"id": "p1"}, {"id": "p2", "number": "0221 1", "extension": "Vermittlung"}],
        "organization": {"id": "träger 1", "name": "Verein", "description": "", "website": "keine"},
        "service_at_locations": [
            {"id": "l1", "location": {"id": "ort", "addresses": [{"id": "a", "address_1": "Am Ufer 2"}]}}
        ],
        "attributes": [{"id": "x", "taxonomy_term_id": "nirgends", "value": "?"}],
    }
    (tmp_path / "service.json").write_text(json.dumps(service), encoding="utf-8")
    with site_desk("coordinator") as d:
        bring(d, tmp_path / "service.json", default_type="D1")
    check_everything(client, least=5)


@needs_published
@pytest.mark.parametrize("seed", [3, 11])
def test_any_directory_is_answered_validly(client: FlaskClient, site_desk: OpenDesk, seed: int) -> None:
    with site_desk("coordinator") as d:
        directory.load_directory(d, Inventor(seed).directory(40))
    check_everything(client, least=60)
