import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lotsen.directory.exchange import Report, bring, outgoing, write
from lotsen.directory.hsds.declaration import TABLES
from lotsen.directory.hsds.nesting import Nesting
from lotsen.directory.hsds.problems import Done, Kind
from lotsen.directory.hsds.sources import read_source
from tests.conftest import OpenDesk
from tests.directory.hsds.published import EXAMPLES, example, faults, needs_published, normal, typed
from tests.directory.hsds.test_published import COMPILED, ENTITIES, root_of

pytestmark = needs_published


@pytest.fixture
def brought(desk: OpenDesk) -> Callable[[Path], Report]:
    """Import a file."""

    def do(path: Path) -> Report:
        with desk("coordinator") as d:
            return bring(d, path)

    return do


@pytest.mark.parametrize("name", ENTITIES)
def test_every_example_is_equal_after_import_and_export(
    desk: OpenDesk, brought: Callable[[Path], Report], name: str
) -> None:
    report = brought(EXAMPLES / name)
    assert report.refused == 0
    given = example(name)
    with desk("coordinator", writing=False) as d:
        records = outgoing(d)
    written = Nesting(records).objects(root_of(name))
    assert normal(written) == normal(given.get("contents", [given]))
    if root_of(name) in COMPILED:
        assert [fault for one in written for fault in faults(root_of(name), one)] == []


@pytest.mark.parametrize("name", ["service_full.json", "organization_full.json", "csv"])
def test_the_same_file_again_changes_nothing(brought: Callable[[Path], Report], name: str) -> None:
    first = brought(EXAMPLES / name)
    again = brought(EXAMPLES / name)
    assert sum(one.added for one in first.stored.values()) == first.usable == again.usable
    assert all(one.added == one.changed == 0 for one in again.stored.values())


def test_the_tabular_package_keeps_everything_that_hangs_on_something(
    desk: OpenDesk, brought: Callable[[Path], Report], tmp_path: Path
) -> None:
    report = brought(EXAMPLES / "csv")
    dangling = [one for one in report.problems if one.kind is Kind.DANGLING]
    assert len(dangling) == 4
    assert {one.done for one in dangling} == {Done.UNUSED}
    assert report.refused == 0
    left_out = {one.file for one in report.problems if one.done is Done.LOOSE}
    assert left_out == {"attributes.csv", "metadata.csv", "meta_table_descriptions.csv"}
    with desk("coordinator", writing=False) as d:
        write(outgoing(d), "hsds-csv", tmp_path / "out")
    given, _ = read_source(EXAMPLES / "csv")
    again, _ = read_source(tmp_path / "out")
    for table in TABLES:
        if f"{TABLES[table].path}" not in left_out:
            rows = [row.values for row in again.tables[table].values()]
            assert rows == [row.values for row in given.tables[table].values()]
            assert list(faults("tabular", rows, part=table)) == []


def test_what_was_imported_in_one_shape_leaves_in_every_other(
    desk: OpenDesk, brought: Callable[[Path], Report], tmp_path: Path
) -> None:
    brought(EXAMPLES / "service_full.json")
    with desk("coordinator", writing=False) as d:
        records = outgoing(d)
    for kind in ("hsds-json", "hsds-csv"):
        write(records, kind, tmp_path / kind)
        write(records, kind, tmp_path / f"{kind}.zip")
        for path in (tmp_path / kind, tmp_path / f"{kind}.zip"):
            again = brought(path)
            assert again.refused == 0
            assert [kind for kind, one in again.stored.items() if one.added or one.changed] == []


def test_the_examples_have_a_latitude_that_is_kept_and_never_used(
    desk: OpenDesk, brought: Callable[[Path], Report]
) -> None:
    report = brought(EXAMPLES / "location.json")
    assert ("latitude", Done.UNUSED) in [(one.field, one.done) for one in report.problems]
    with desk("coordinator", writing=False) as d:
        (location,) = outgoing(d).tables["location"].values()
    assert location.values["latitude"] == 100


def test_rows_of_the_package_in_one_object_are_imported_too(brought: Callable[[Path], Report]) -> None:
    report = brought(EXAMPLES / "tabular.json")
    assert sum(one.kind is Kind.DANGLING for one in report.problems) == 4
    rows: dict[str, list[dict[str, Any]]] = json.loads((EXAMPLES / "tabular.json").read_text("utf-8"))
    assert typed("location", rows["locations.csv"][0])["external_identifier"] == "10092008082"
    assert report.stored["location"].added == 1
