import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lotsen.directory.hsds import guards
from lotsen.directory.hsds.cells import csv_lines, guarded, is_formula, unguarded, written
from lotsen.directory.hsds.guards import MIB, open_archive
from lotsen.directory.hsds.problems import MOST_FINDINGS, Done, FileRefused, Kind, Problem
from lotsen.directory.hsds.records import Records
from lotsen.directory.hsds.sources import read_source

HEADING = b"id,name,description\r\n"
ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
SERVICE: dict[str, Any] = {"id": ID, "name": "Babycafé", "status": "active"}


class LongLine(io.RawIOBase):
    """A line of 200 MB that nobody has to store."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), 200 * MIB - self.given)
        buffer[:size] = b"x" * size
        self.given += size
        return size


@pytest.fixture
def table(tmp_path: Path) -> Callable[[bytes], tuple[Records, int]]:
    """Read a table of organizations."""

    def read(content: bytes) -> tuple[Records, int]:
        (tmp_path / "organizations.csv").write_bytes(content)
        return read_source(tmp_path / "organizations.csv")

    return read


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[bytes], tuple[Records, int]]:
    """Read a JSON file."""

    def read(content: bytes) -> tuple[Records, int]:
        (tmp_path / "service_list.json").write_bytes(content)
        return read_source(tmp_path / "service_list.json")

    return read


def refusal(read: Callable[[bytes], object], content: bytes) -> Problem:
    with pytest.raises(FileRefused) as caught:
        read(content)
    return caught.value.problem


def test_a_mark_of_the_byte_order_and_the_separator_are_no_part_of_a_name(table: Any) -> None:
    records, _ = table(b"\xef\xbb\xbf" + HEADING + b"o1,Verein,Hilfe\r\n")
    assert records.tables["organization"]["o1"].values == {
        "id": "o1",
        "name": "Verein",
        "description": "Hilfe",
    }


def test_blank_rows_and_rows_with_too_many_cells_are_left_out_with_their_lines(table: Any) -> None:
    records, count = table(HEADING + b"o1,A,a\r\n,,\r\no2,B,b,c\r\n\r\no3,C,c,\r\n")
    assert list(records.tables["organization"]) == ["o1", "o3"]
    assert count == 2
    left = [(one.line, one.done) for one in records.problems if one.kind is Kind.ROW]
    assert left == [(3, Done.ROW), (4, Done.ROW), (5, Done.ROW)]


def test_latin_1_is_refused_with_the_line_and_the_sign(table: Any) -> None:
    problem = refusal(table, HEADING + b"o1,A,a\r\no2,K\xf6ln,b\r\n")
    assert (problem.line, problem.done) == (3, Done.FILE)
    assert "“ö”" in problem.cause


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (HEADING.decode().encode("utf-16"), 1, "UTF-16"),
        (HEADING + b"o1,A\x00,a\r\n", 2, "zero byte"),
        (HEADING + b'o1,"A,a\r\no2,B,b\r\n', 3, "CSV"),
        (HEADING + b'o1,"A"B,a\r\n', 2, "CSV"),
        (b"id,name,name\r\n", 1, "twice"),
        (b"", 1, "heading"),
    ],
)
def test_a_table_that_is_none_is_refused_with_line_and_cause(
    table: Any, content: bytes, line: int, word: str
) -> None:
    problem = refusal(table, content)
    assert problem.line == line
    assert word in problem.cause


def test_a_line_of_200_mb_is_refused_after_its_first_megabyte() -> None:
    source = LongLine()
    with pytest.raises(FileRefused) as caught:
        list(guards.lines_of(io.BufferedReader(source), "organizations.csv"))
    assert caught.value.problem.line == 1
    assert source.given < 2 * MIB


def test_a_formula_costs_its_row_and_no_other(table: Any) -> None:
    records, _ = table(HEADING + b'o1,"=HYPERLINK(""http://x"")",a\r\no2,+49 221 1,-\r\n')
    assert list(records.tables["organization"]) == ["o2"]
    assert records.tables["organization"]["o2"].values["name"] == "+49 221 1"
    assert [(one.line, one.field) for one in records.problems if one.refuses] == [(2, "name")]


def test_an_id_that_stands_twice_counts_once(table: Any) -> None:
    records, _ = table(HEADING + b"o1,A,a\r\no1,B,b\r\n")
    assert records.tables["organization"]["o1"].values["name"] == "A"
    duplicates = [(one.line, one.done) for one in records.problems if one.kind is Kind.DUPLICATE]
    assert duplicates == [(3, Done.ROW)]


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (b'[\n{"id": "1"},\n{"id": }]', 3, "JSON"),
        (b'[{"id": "1"}', 1, "end of the file"),
        (b'{"id": "1", "name": NaN}', 1, "NaN"),
        (b'"text"', 1, "neither"),
        (b"", 1, "neither"),
        (b"[] []", 1, "follows"),
        (b"[" * 100_000, 1, "deeply"),
        (b'[{"id": "1",\n"name": "K\xf6ln"}]', 2, "UTF-8"),
        (b'{"id" "1"}', 1, "expected"),
        (b'{id: "1"}', 1, "quotes"),
    ],
)
def test_json_that_is_none_is_refused_with_line_and_cause(
    listed: Any, content: bytes, line: int, word: str
) -> None:
    problem = refusal(listed, content)
    assert problem.line == line
    assert word in problem.cause


def test_an_object_longer_than_any_is_refused(listed: Any) -> None:
    problem = refusal(listed, b'[{"id": "1", "name": "' + b"x" * (40 * MIB) + b'"}]')
    assert problem.line == 1
    assert "longer" in problem.cause


def test_a_long_list_is_read_in_pieces_and_lines_are_right(listed: Any) -> None:
    many = [{**SERVICE, "id": f"s{number}", "description": "ä" * 500} for number in range(4000)]
    many[3999]["minimum_age"] = "drei"
    records, count = listed(json.dumps(many, indent=1, ensure_ascii=False).encode())
    assert count == len(records.tables["service"]) == 4000
    (problem,) = [one for one in records.problems if one.kind is Kind.VALUE and one.field != "id"]
    assert problem.line == 2 + 3999 * 6


def test_an_envelope_that_lies_is_reported_and_its_contents_count(listed: Any) -> None:
    lying = {
        "total_items": 0,
        "total_pages": 1,
        "page_number": 2,
        "size": 7,
        "first_page": True,
        "last_page": False,
        "empty": True,
        "contents": [SERVICE],
    }
    records, count = listed(json.dumps(lying).encode())
    assert count == len(records.tables["service"]) == 1
    lies = {one.field for one in records.problems if one.kind is Kind.PAGE}
    assert lies == {"total_items", "total_pages", "size", "first_page", "empty"}


def test_what_contradicts_itself_is_reported_and_the_first_counts(listed: Any) -> None:
    organization = {"id": ID, "name": "Verein", "description": "Hilfe"}
    two = [
        {**SERVICE, "organization": organization},
        {**SERVICE, "organization": {**organization, "name": "Bund"}},
    ]
    records, _ = listed(json.dumps(two).encode())
    assert records.tables["organization"][ID].values["name"] == "Verein"
    kinds = sorted(one.kind for one in records.problems)
    assert kinds == [Kind.CONFLICT, Kind.DUPLICATE]


def test_a_part_that_two_services_share_hangs_on_both_in_json_and_has_a_row_for_each(listed: Any) -> None:
    phone = {"id": ID, "number": "0221 1"}
    two = [{**SERVICE, "id": f"s{n}", "phones": [phone]} for n in (1, 2)]
    records, _ = listed(json.dumps(two).encode())
    assert len(records.tables["phone"]) == 1
    assert records.tables["phone"][ID].further == (("service_id", "s2"),)


def test_odd_values_and_unknown_fields_are_kept_and_reported(listed: Any) -> None:
    odd = {
        **SERVICE,
        "id": 7,
        "maximum_age": "3",
        "assured_date": "gestern",
        "x_colour": ["blau"],
        "phones": [{"number": 221}, 5],
        "schedules": {},
    }
    records, _ = listed(json.dumps([odd]).encode())
    values = records.tables["service"]["7"].values
    assert (values["maximum_age"], values["assured_date"], values["x_colour"]) == (3, "gestern", ["blau"])
    (phone,) = records.tables["phone"].values()
    assert (phone.values["number"], phone.values["service_id"]) == ("221", "7")
    fields = {one.field for one in records.problems}
    assert fields == {
        "id",
        "maximum_age",
        "assured_date",
        "x_colour",
        "phones[0].id",
        "phones[0].number",
        "phones[1]",
        "schedules",
    }


def test_a_zip_file_is_read_without_unpacking_to_disk(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("../../organizations.csv", HEADING + b"o1,A,a\r\n")
        archive.writestr("notes.txt", "x")
        archive.writestr("colours.csv", "id\r\n1\r\n")
    records, count = read_source(tmp_path / "p.zip")
    assert count == 1
    assert list(records.tables["organization"]) == ["o1"]
    assert [one.file for one in records.problems if one.kind is Kind.UNKNOWN] == ["colours.csv"]
    assert not (tmp_path.parent / "organizations.csv").exists()


@pytest.mark.parametrize(
    ("name", "size", "times", "word"),
    [("a.csv", 60 * MIB, 1, "times its size"), ("a.csv", 1, 2_500, "files")],
)
def test_a_zip_bomb_is_refused_before_it_is_opened(
    tmp_path: Path, name: str, size: int, times: int, word: str
) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(times):
            archive.writestr(f"{number}{name}", b"0" * size)
    with pytest.raises(FileRefused) as caught:
        open_archive(tmp_path / "b.zip")
    assert word in caught.value.problem.cause


def test_what_only_calls_itself_a_zip_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 nonsense")
    with pytest.raises(FileRefused):
        read_source(tmp_path / "b.zip")


def test_a_zip_file_with_a_broken_entry_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("organizations.csv", HEADING + b"o1,AAAA,a\r\n")
    content = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(content.replace(b"AAAA", b"BBBB", 1))
    with pytest.raises(FileRefused) as caught:
        read_source(tmp_path / "b.zip")
    assert "zip" in caught.value.problem.cause


def test_a_folder_without_hsds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(FileRefused):
        read_source(tmp_path)


def test_every_text_survives_a_cell_and_none_is_run() -> None:
    signs = "=+-@\t\r\n'a1 ＝"
    drawn = random.Random(11)
    texts = ["".join(drawn.choices(signs, k=drawn.randint(0, 5))) for _ in range(3000)]
    for text in [*texts, "+49 221 123", "-5", "=1+1", "'=1", "@home"]:
        cell = guarded(text)
        assert unguarded(cell) == text
        assert not is_formula(cell)
        assert cell[:1] not in tuple("=+-@\t\r\n＝")
    assert guarded("+49 221") == "'+49 221"


def test_numbers_are_written_as_numbers() -> None:
    assert [written(one) for one in (-7.5, 1e-7, 3, None, True)] == ["-7.5", "0.0000001", "3", "", "true"]
    assert list(csv_lines(["a", "b"], [["x,y", 'q"']])) == ["a,b\r\n", '"x,y","q"""\r\n']


def test_a_number_larger_than_any_is_refused_with_its_line(listed: Any) -> None:
    problem = refusal(listed, b'[{"id": "a", "name": "x"},\n{"id": "b", "maximum_age": 1e999}]')
    assert problem.line == 2
    assert "1e999" in problem.cause


def test_an_object_with_more_fields_than_any_table_is_left_out(listed: Any) -> None:
    fields = ",".join(f'"k{number}": 1' for number in range(100_000))
    records, _ = listed(f'[{{"id": "a", "name": "x", {fields}}}]'.encode())
    assert [(one.line, one.done) for one in records.problems] == [(1, Done.ROW)]
    assert len(records) == 0


def test_findings_have_an_end(listed: Any) -> None:
    problem = refusal(listed, b"[" + b",".join([b"1"] * (MOST_FINDINGS + 1)) + b"]")
    assert "findings" in problem.cause
