"""Entries that came without a type: coordinators sort them, and until then nobody else sees them."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from lotsen.directory import actions as directory
from lotsen.directory.domain import UNSORTED, ServiceStatus, ServiceWish
from lotsen.directory.exchange import bring, outgoing, write
from lotsen.kernel import NotVisible
from lotsen.upkeep import actions as upkeep
from lotsen.window import actions as window
from tests.conftest import OpenDesk
from tests.directory.town import load_town
from tests.pages import Browser

OpenBrowser = Callable[..., Browser]
TREFF = UUID("0b9f4f0e-21a4-4d0b-9a7e-51f0d5b7a0aa")
STRANGE = {
    "id": str(UUID(int=77)),
    "link_entity": "service",
    "taxonomy_term": {"id": str(UUID(int=78)), "name": "Community", "description": "Foreign"},
}
FOREIGN = {
    "id": str(TREFF),
    "name": "Treff am Wasserturm",
    "description": "Offen für alle",
    "status": "active",
    "organization": {"id": str(UUID(int=79)), "name": "Verein Wasserturm", "description": "Verein"},
    "attributes": [STRANGE],
}


def arrange(desk: OpenDesk, folder: Path) -> None:
    path = folder / "services.json"
    path.write_text(json.dumps([FOREIGN]), encoding="utf-8")
    with desk("coordinator") as d:
        load_town(d)
        report = bring(d, path)
        assert (report.refused, report.unsorted) == (0, 1)


def test_an_entry_without_a_type_is_kept_and_in_use_nowhere(desk: OpenDesk, tmp_path: Path) -> None:
    arrange(desk, tmp_path)
    with desk("coordinator") as d:
        entry, _ = directory.read_entry(d, TREFF)
        assert (entry.service_type, entry.status) == (UNSORTED, ServiceStatus.ACTIVE)
        assert len(directory.find_services(d, ServiceWish(text="Wasserturm"))) == 0
        assert TREFF not in directory.profiles(d)
        assert window.read_list(d, [TREFF]) == ()
        with pytest.raises(NotVisible):
            window.read_sheet(d, TREFF)
        assert directory.count_unsorted(d) == 1
        assert [row.id for row in directory.unsorted_services(d, offset=0, limit=9)] == [TREFF]


def test_nobody_is_asked_to_check_an_entry_before_it_is_sorted(desk: OpenDesk, tmp_path: Path) -> None:
    arrange(desk, tmp_path)
    with desk("coordinator") as d:
        before = upkeep.count_stale(d)
        assert before == len(upkeep.stale_entries(d))
        assert TREFF not in {one.service.id for one in upkeep.stale_entries(d)}
        assert UNSORTED not in {one.service_type for one in upkeep.list_ages(d)}
        entry, revision = directory.read_entry(d, TREFF)
        directory.save_service(d, entry.model_copy(update={"service_type": "D1"}), revision=revision)
        assert upkeep.count_stale(d) == before + 1
        assert upkeep.stale_entries(d, limit=1)[0].service.id == TREFF


def test_an_entry_is_in_use_as_soon_as_somebody_states_its_type(desk: OpenDesk, tmp_path: Path) -> None:
    arrange(desk, tmp_path)
    with desk("coordinator") as d:
        entry, revision = directory.read_entry(d, TREFF)
        directory.save_service(d, entry.model_copy(update={"service_type": "D1"}), revision=revision)
    with desk("coordinator") as d:
        found = directory.find_services(d, ServiceWish(text="Wasserturm"))
        assert [hit.service.id for hit in found.services] == [TREFF]
        assert directory.count_unsorted(d) == 0
        assert window.read_sheet(d, TREFF).service.id == TREFF
        bring(d, tmp_path / "services.json")
        assert directory.read_entry(d, TREFF)[0].service_type == "D1"


@pytest.mark.parametrize("kind", ["hsds-json", "hsds-csv", "csv", "xlsx"])
def test_an_entry_without_a_type_leaves_and_comes_back_without_one(
    desk: OpenDesk, tmp_path: Path, kind: str
) -> None:
    arrange(desk, tmp_path)
    target = tmp_path / {"csv": "out.csv", "xlsx": "out.xlsx"}.get(kind, "out")
    with desk("coordinator") as d:
        records = outgoing(d)
        write(records, kind, target)
        report = bring(d, target)
        assert report.unsorted == 1
        assert [one for one in report.stored.values() if one.added or one.changed] == []
        kept = [row.values["id"] for row in records.tables["attribute"].values()]
        assert STRANGE["id"] in kept


def test_coordinators_find_what_to_sort_and_sort_it(
    browser: OpenBrowser, site_desk: OpenDesk, tmp_path: Path
) -> None:
    arrange(site_desk, tmp_path)
    coordinator = browser("coordinator")
    overview = coordinator.get("/upkeep/")
    assert "Noch nicht eingeordnet" in overview.text
    page = coordinator.get("/upkeep/unsorted")
    assert "Treff am Wasserturm" in page.text
    assert f"/directory/{TREFF}/edit" in page.html
    shown = coordinator.get(f"/directory/{TREFF}")
    assert "keine Familie sieht" in shown.text
    with site_desk("coordinator") as d:
        entry, revision = directory.read_entry(d, TREFF)
        directory.save_service(d, entry.model_copy(update={"service_type": "D1"}), revision=revision)
    assert "Jeder Eintrag hat eine Art" in coordinator.get("/upkeep/unsorted").text
    assert browser("navigator").get("/upkeep/unsorted").status == 403


def test_no_list_of_types_to_search_by_offers_what_nobody_finds(
    browser: OpenBrowser, site_desk: OpenDesk, tmp_path: Path
) -> None:
    arrange(site_desk, tmp_path)
    for path in ("/directory/", "/directory/types"):
        page = browser("coordinator").get(path)
        assert 'value="D1"' in page.html
        assert 'value="Z1"' not in page.html
