import io
import json
from pathlib import Path

import pytest

from lotsen.directory.hsds import tabular
from lotsen.directory.hsds.declaration import BY_PATH, ROOTS, TABLES, Need
from lotsen.directory.hsds.json_files import read_json
from lotsen.directory.hsds.nesting import Nesting, page
from lotsen.directory.hsds.problems import Done, Kind
from lotsen.directory.hsds.records import Records
from lotsen.directory.hsds.sources import read_source
from tests.directory.hsds.published import (
    EXAMPLES,
    PUBLISHED,
    example,
    faults,
    needs_published,
    normal,
    schema,
    typed,
)

pytestmark = needs_published
ENTITIES = sorted(
    one.name for one in EXAMPLES.glob("*.json") if one.name not in ("base.json", "tabular.json")
)
COMPILED = ("service", "organization", "service_at_location")


def root_of(name: str) -> str:
    return max((root for root in ROOTS if name.startswith(root)), key=len)


def read(name: str, content: bytes) -> Records:
    records = Records()
    read_json(io.BytesIO(content), name, records)
    records.report_gaps()
    records.report_dangling()
    return records


def test_the_declaration_is_that_of_the_published_package() -> None:
    package = json.loads((PUBLISHED / "datapackage.json").read_text("utf-8"))
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        table = TABLES[resource["name"]]
        keys = resource["schema"].get("foreignKeys", [])
        assert table.path == resource["path"]
        assert dict(table.keys) == {key["fields"]: key["reference"]["resource"] for key in keys}
        assert list(table.fields) == [field["name"] for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            ours = table.fields[field["name"]]
            published = field.get("format") or field["type"].replace("string", "text")
            assert ours.type == published
            assert ours.words == tuple(field["constraints"].get("enum", ()))
            assert (ours.need is not Need.NO) == field["constraints"]["required"]


@pytest.mark.parametrize("root", COMPILED)
def test_the_nesting_is_that_of_the_published_schemas(root: str) -> None:
    pending = [schema(root)]
    seen = 0
    tables = {frozenset(table.fields): table for table in TABLES.values()}
    while pending:
        node = pending.pop()
        scalars = {
            n: one for n, one in node["properties"].items() if one.get("type") not in ("array", "object")
        }
        table = tables[frozenset(scalars)]
        assert set(node["required"]) == {f.name for f in table.fields.values() if f.need is Need.ALWAYS}
        for name in node["properties"].keys() - scalars:
            part = node["properties"][name]
            assert table.nests[name].is_list == (part["type"] == "array")
            pending.append(part.get("items", part))
        seen += 1
    assert seen > 100


@pytest.mark.parametrize("name", ENTITIES)
def test_every_example_is_equal_after_reading_and_writing(name: str) -> None:
    given = example(name)
    records = read(name, (EXAMPLES / name).read_bytes())
    written = Nesting(records).objects(root_of(name))
    assert normal(written) == normal(given.get("contents", [given]))
    assert {problem.kind for problem in records.problems} <= {Kind.VALUE}


@pytest.mark.parametrize("name", [one for one in ENTITIES if one.endswith("_list.json")])
def test_the_envelopes_of_the_examples_tell_the_truth_and_so_do_ours(name: str) -> None:
    records = read(name, json.dumps(page(example(name)["contents"])).encode())
    assert Kind.PAGE not in {problem.kind for problem in records.problems}


@pytest.mark.parametrize("name", [one for one in ENTITIES if root_of(one) in COMPILED])
def test_what_is_written_is_valid_by_the_published_schema(name: str) -> None:
    records = read(name, (EXAMPLES / name).read_bytes())
    for document in Nesting(records).objects(root_of(name)):
        assert list(faults(root_of(name), document)) == []


def test_a_document_with_a_fault_is_not_valid() -> None:
    service = example("service_full.json")
    service["assured_date"] = "31.12.2026"
    service["phones"][0]["extension"] = "100"
    service["colour"] = "green"
    assert len(list(faults("service", service))) == 3


def test_the_latitude_of_the_examples_is_kept_and_reported_once_per_file() -> None:
    records = read("service_full.json", (EXAMPLES / "service_full.json").read_bytes())
    (location,) = records.tables["location"].values()
    assert location.values["latitude"] == 100
    assert [(one.field.rsplit(".", 1)[-1], one.done) for one in records.problems] == [
        ("latitude", Done.UNUSED)
    ]


def test_the_tabular_package_has_exactly_four_dangling_references() -> None:
    records, count = read_source(EXAMPLES / "csv")
    assert count == len(records) == 21
    dangling = [(one.file, one.field) for one in records.problems if one.kind is Kind.DANGLING]
    assert sorted(dangling) == [
        ("contacts.csv", "organization_id"),
        ("contacts.csv", "service_at_location_id"),
        ("locations.csv", "organization_id"),
        ("taxonomy_terms.csv", "taxonomy_id"),
    ]
    assert [one.field for one in records.problems if one.kind is not Kind.DANGLING] == ["latitude"]


def test_the_tabular_package_is_equal_after_reading_and_writing(tmp_path: Path) -> None:
    records, _ = read_source(EXAMPLES / "csv")
    for name, lines in tabular.package(records):
        (tmp_path / name).write_text("".join(lines), encoding="utf-8", newline="")
    again, _ = read_source(tmp_path)
    for table in TABLES:
        rows = [row.values for row in records.tables[table].values()]
        assert [row.values for row in again.tables[table].values()] == rows
        assert list(faults("tabular", rows, part=table)) == []


def test_the_tabular_package_in_one_object_is_equal_after_reading_and_writing() -> None:
    given = example("tabular.json")
    records = read("tabular.json", (EXAMPLES / "tabular.json").read_bytes())
    for path, rows in given.items():
        table = BY_PATH[path].name
        assert list(tabular.rows_of(records, table)) == [typed(table, row) for row in rows]
    assert sum(one.kind is Kind.DANGLING for one in records.problems) == 4


def test_the_number_with_quotes_in_it_keeps_them() -> None:
    records, _ = read_source(EXAMPLES / "csv")
    (phone,) = records.tables["phone"].values()
    assert phone.values["number"] == '"+44 1234 234567"'
    assert phone.values["extension"] == 100


def test_the_description_of_a_web_service_is_no_directory() -> None:
    records = read("base.json", (EXAMPLES / "base.json").read_bytes())
    assert len(records) == 0
    assert [one.done for one in records.problems] == [Done.UNUSED]
