from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.domain import ChangeSource
from lotsen.directory.entries import DirectoryFile
from lotsen.directory.exchange import FORMATS, bring, outgoing, write
from lotsen.directory.exchange.held import Held, stored_entry, table_of
from lotsen.directory.hsds.nesting import Form, Nesting
from lotsen.directory.hsds.sources import read_source
from tests.conftest import OpenDesk
from tests.directory.exchange.invented import load
from tests.directory.hsds.published import faults, needs_published

KINDS = ("organization", "location", "service")
TARGETS = {kind: f"out{'.' + kind if kind in ('csv', 'xlsx') else ''}" for kind in FORMATS}


def contents(desk: Desk) -> dict[str, dict[str, Any]]:
    """Everything stored, as it would be compared in a history."""
    held = Held(desk)
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        rows = held.rows(kind, held.ids[kind])
        links = held.links(rows) if kind == "service" else {}
        found[kind] = {
            str(row): actions.content(stored_entry(kind, value, links.get(row, ())))
            for row, value in rows.items()
        }
    return found


def wipe(desk: Desk) -> None:
    """Empty the directory."""
    for name in ("service_at_location", "service", "location", "organization", "taxonomy_term", "taxonomy"):
        desk.db.execute(sa.delete(table_of(name)))


@pytest.fixture
def invented(desk: OpenDesk) -> Callable[[int], DirectoryFile]:
    """Store a random directory."""

    def do(seed: int) -> DirectoryFile:
        with desk("coordinator") as d:
            wipe(d)
            return load(d, 40, seed)

    return do


@pytest.mark.parametrize("kind", sorted(FORMATS))
@pytest.mark.parametrize("seed", range(3))
def test_any_directory_is_equal_after_export_and_import(
    desk: OpenDesk, invented: Callable[[int], DirectoryFile], tmp_path: Path, kind: str, seed: int
) -> None:
    invented(seed)
    with desk("coordinator", writing=False) as d:
        before = contents(d)
        write(outgoing(d), kind, tmp_path / TARGETS[kind])
    with desk("coordinator") as d:
        wipe(d)
        report = bring(d, tmp_path / TARGETS[kind])
        assert [str(one) for one in report.problems] == []
        after = contents(d)
    assert after == before


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_an_export_brought_back_changes_nothing(
    desk: OpenDesk, invented: Callable[[int], DirectoryFile], tmp_path: Path, kind: str
) -> None:
    invented(7)
    with desk("coordinator", writing=False) as d:
        write(outgoing(d), kind, tmp_path / TARGETS[kind])
        version = actions.directory_version(d)
    with desk("coordinator") as d:
        report = bring(d, tmp_path / TARGETS[kind])
        assert [name for name, one in report.stored.items() if one.added or one.changed] == []
        assert actions.directory_version(d) == version


@needs_published
def test_an_export_is_valid_by_the_published_schemas(
    desk: OpenDesk, invented: Callable[[int], DirectoryFile], tmp_path: Path
) -> None:
    invented(3)
    with desk("coordinator", writing=False) as d:
        records = outgoing(d)
    for form in (Form.FULL, Form.SHORT):
        nesting = Nesting(records, form)
        for name in ("service", "organization", "service_at_location"):
            for node in nesting.objects(name):
                assert list(faults(name, node)) == []
    write(records, "hsds-csv", tmp_path / "out")
    again, _ = read_source(tmp_path / "out")
    assert again.problems == []
    for name, rows in again.tables.items():
        assert list(faults("tabular", [row.values for row in rows.values()], part=name)) == []


def test_a_table_on_its_own_changes_what_it_says_and_keeps_the_rest_and_the_history(
    desk: OpenDesk, invented: Callable[[int], DirectoryFile], tmp_path: Path
) -> None:
    service = invented(5).services[0]
    heading = "id,organization_id,name\r\n"
    row = f"{service.id},{service.organization_id},Neuer Name\r\n"
    (tmp_path / "services.csv").write_text(heading + row, encoding="utf-8", newline="")
    with desk("coordinator") as d:
        version = actions.directory_version(d)
        first = actions.read_history(d, service.id)
        report = bring(d, tmp_path / "services.csv")
        assert report.stored["service"].changed == 1
        history = actions.read_history(d, service.id)
        assert len(history) == len(first) + 1
        assert history[0].entry == first[0].entry | {"name": "Neuer Name"}
        assert history[0].source is ChangeSource.IMPORT
        assert actions.directory_version(d) == version + 1
