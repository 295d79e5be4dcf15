"""Search, filters and pages of the API."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlmodel import select

from lotsen.api import actions
from lotsen.api.domain import Asked
from lotsen.directory import actions as directory
from lotsen.directory.actions.counting import count_change
from lotsen.directory.domain import UNSORTED, AreaLevel
from lotsen.directory.profile import kinds, terms
from lotsen.directory.tables import Service, Taxonomy, TaxonomyTerm
from lotsen.keys.office import KeyOffice
from lotsen.terms import vocabulary
from tests.api.asking import BASE, ask, contents, ids
from tests.conftest import OpenDesk
from tests.directory.exchange.invented import Inventor
from tests.directory.town import ELTERNCAFE, FRAUENHAUS
from tests.world import NOW

LISTS = {
    "services": actions.list_services,
    "organizations": actions.list_organizations,
    "service_at_locations": actions.list_service_at_locations,
    "taxonomy_terms": actions.list_terms,
}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_pages_of_a_list_are_the_whole_and_nothing_stands_twice(desk: OpenDesk, seed: int) -> None:
    with desk("coordinator") as d:
        directory.load_directory(d, Inventor(seed).directory(60))
    sizes = [1, 7, *random.Random(seed).sample(range(2, 40), 2), 100]
    with desk("coordinator", writing=False) as d:
        for read in LISTS.values():
            whole = [one["id"] for one in read(d, Asked(per_page=1000))["contents"]]
            assert len(whole) == len(set(whole)) > 10
            for size in sizes:
                pages = [read(d, Asked(per_page=size))]
                while not pages[-1]["last_page"]:
                    pages.append(read(d, Asked(per_page=size, page=len(pages) + 1)))
                assert [one["id"] for page in pages for one in page["contents"]] == whole
                assert len(pages) == pages[0]["total_pages"] == max(1, -(-len(whole) // size))
                assert all(page["size"] == len(page["contents"]) for page in pages)
                assert [page["first_page"] for page in pages] == [True, *[False] * (len(pages) - 1)]


def test_a_page_after_the_last_is_empty_and_says_so(client: FlaskClient, town: OpenDesk) -> None:
    page = ask(client, "services", page=99)
    assert (page["contents"], page["empty"], page["last_page"]) == ([], True, True)
    assert (page["total_items"], page["total_pages"], page["page_number"]) == (63, 3, 99)


def test_a_search_finds_the_best_first(client: FlaskClient, town: OpenDesk) -> None:
    assert ids(client, "services", search="elterncafe")[0] == str(ELTERNCAFE)
    assert ids(client, "services", search="Xyloquarz") == []
    named = contents(client, "organizations", search="hebammen")
    assert named
    assert all("hebamme" in str(one).lower() for one in named)


def test_services_are_found_by_organization_and_by_time(client: FlaskClient, town: OpenDesk) -> None:
    owner = ask(client, f"services/{ELTERNCAFE}")["organization"]["id"]
    listed = ids(client, "services", organization_id=owner)
    assert str(ELTERNCAFE) in listed
    assert set(listed) == {one["id"] for one in ask(client, f"organizations/{owner}")["services"]}
    with town("coordinator") as d:
        d.db.get_one(Service, ELTERNCAFE).changed_at = NOW + timedelta(hours=1)
    at = (NOW + timedelta(hours=1)).isoformat()
    assert ids(client, "services", modified_after=at) == [str(ELTERNCAFE)]
    assert ids(client, "services", modified_after="2026-11-21T11:30:00.5+01:00") == []
    rows = ask(client, "services", minimal="true")["contents"]
    assert len(rows) == 63
    changed = {"id": str(ELTERNCAFE), "name": "Elterncafé Hafenlichter", "last_modified": at}
    assert changed | {"status": "active"} in rows


def test_services_are_found_by_term_and_by_taxonomy(client: FlaskClient, town: OpenDesk) -> None:
    by_field = {term.field: term.id for term in terms.TERMS}
    assert ids(client, "services", taxonomy_term_id=by_field["protected_address"]) == [str(FRAUENHAUS)]
    assert len(ids(client, "services", taxonomy_id=terms.TAXONOMY["id"])) == 63
    with town("coordinator") as d:
        own = Taxonomy(name="Unsere Arten", description="–")
        d.db.add(own)
        d.db.flush()
        top = TaxonomyTerm(taxonomy_id=own.id, name="Treffs", description="–")
        term = TaxonomyTerm(taxonomy_id=own.id, parent_id=top.id, name="Cafés", description="–")
        d.db.add_all([top, term])
        d.db.get_one(Service, ELTERNCAFE).term_id = term.id
    assert ids(client, "services", taxonomy_id=own.id) == [str(ELTERNCAFE)]
    assert ids(client, "taxonomy_terms", taxonomy_id=own.id, top_only="true") == [str(top.id)]
    assert ids(client, "taxonomy_terms", parent_id=top.id) == [str(term.id)]
    assert ask(client, f"taxonomy_terms/{term.id}")["taxonomy_detail"]["name"] == "Unsere Arten"
    assert ask(client, f"taxonomies/{own.id}")["name"] == "Unsere Arten"


def test_the_shipped_types_are_a_taxonomy_and_services_are_found_by_one(
    client: FlaskClient, town: OpenDesk
) -> None:
    asked = {"taxonomy_id": kinds.TAXONOMY["id"]}
    listed = {one["code"]: one for one in contents(client, "taxonomy_terms", **asked)}
    assert listed.keys() == vocabulary().service_types.keys() - {UNSORTED}
    assert len(ids(client, "services", **asked)) == 63
    with town("coordinator", writing=False) as d:
        code = d.db.get_one(Service, FRAUENHAUS).service_type
        of_type = d.db.exec(select(Service.id).where(Service.service_type == code)).all()
    assert listed[code]["name"] == vocabulary().service_types[code].label["de"]
    assert set(ids(client, "services", taxonomy_term_id=listed[code]["id"])) == set(map(str, of_type))
    said = ask(client, f"services/{FRAUENHAUS}")["attributes"]
    assert listed[code]["id"] in {one["taxonomy_term"]["id"] for one in said}
    assert str(ask(client, f"taxonomies/{kinds.TAXONOMY['id']}")["name"]) == "Lotsen: Arten von Angeboten"


def test_places_are_found_by_postcode_and_distance(client: FlaskClient, town: OpenDesk) -> None:
    everywhere = ids(client, "service_at_locations")
    served = ids(client, "service_at_locations", postcode="43120")
    near = contents(client, "service_at_locations", postcode="43120", proximity=2500)
    assert set(served) < set(everywhere)
    assert {one["id"] for one in near} < set(served)
    with town("coordinator") as d:
        count_change(d)
        service = d.db.get_one(Service, UUID(near[0]["service"]["id"]))
        service.area_level, service.area_codes = AreaLevel.POSTCODE, ["99999"]
    lost = {one["id"] for one in near if one["service"]["id"] == str(service.id)}
    assert not lost & set(ids(client, "service_at_locations", postcode="43120"))


def test_full_lists_show_what_single_answers_show(client: FlaskClient, town: OpenDesk) -> None:
    for name in ("services", "organizations", "service_at_locations"):
        full = contents(client, name, full="true")
        assert full[0] == ask(client, f"{name}/{full[0]['id']}")
        short = contents(client, name)[0]
        assert short["id"] == full[0]["id"]
        assert len(str(short)) < len(str(full[0]))


class Counting:
    """Counts the statements that reach the data store."""

    def __init__(self, office: KeyOffice) -> None:
        self.count = 0
        sa.event.listen(office.stores.data, "before_cursor_execute", self._note)

    def _note(self, _: Any, __: Any, statement: str, *___: Any) -> None:
        self.count += statement.startswith("SELECT")

    def of(self, client: FlaskClient, path: str) -> int:
        before = self.count
        assert client.get(f"{BASE}/{path}").status_code == 200
        return self.count - before


def test_a_long_page_costs_no_more_statements_than_a_short_one(
    client: FlaskClient, town: OpenDesk, site_office: KeyOffice
) -> None:
    ask(client, "services", search="kind")  # the search draws its picture of the directory once
    counting = Counting(site_office)
    for path in (
        "services?full=true",
        "services?full=true&search=familie",
        "organizations?full_service=true",
        "service_at_locations?full=true",
        "taxonomy_terms?top_only=false",
    ):
        few, many = (counting.of(client, f"{path}&per_page={size}") for size in (1, 60))
        assert 1 <= few == many <= 20, path
        assert counting.of(client, f"{path}&per_page=60") == 1
