"""Records into files: whole or not at all, and never over something else."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lotsen.directory.flat import HEADINGS, flat_rows, template_rows, write_xlsx
from lotsen.directory.flat.sheets import CellTooLong
from lotsen.directory.hsds import tabular
from lotsen.directory.hsds.cells import csv_lines
from lotsen.directory.hsds.declaration import TABLES
from lotsen.directory.hsds.nesting import Form, Nesting
from lotsen.directory.hsds.records import Record, Records
from lotsen.kernel import LotsenError

Files = Iterable[tuple[str, Iterator[str]]]
_JSON = {
    "organization": "organizations.json",
    "service": "services.json",
    "location": "locations.json",
    "taxonomy": "taxonomies.json",
    "taxonomy_term": "taxonomy_terms.json",
}
_NAMES = {*_JSON.values(), tabular.DESCRIPTOR, *(table.path for table in TABLES.values())}


class CannotWrite(LotsenError):
    """The target is something that an export must not replace."""

    message = "%(target)s: %(cause)s"


def json_files(records: Records) -> Files:
    """Yield HSDS as JSON: lists of organizations and of services, and what hangs on neither."""
    nesting = Nesting(records, Form.SHORT)
    joined = {row.values.get("location_id") for row in records.tables["service_at_location"].values()}

    def is_alone(row: Record) -> bool:
        return row.id not in joined and records.get("organization", row.values.get("organization_id")) is None

    for name, path in _JSON.items():
        rows = [row for row in records.tables[name].values() if name != "location" or is_alone(row)]
        if rows or name in ("organization", "service"):
            yield path, _listed(nesting, rows)


def write(records: Records, kind: str, target: Path) -> list[str]:
    """Write an export; returns the names of its files. Raises CannotWrite."""
    if kind in LISTS:
        return _file(LISTS[kind], records, target)
    files = PACKAGES[kind](records)
    if target.suffix.lower() == ".zip":
        return _zip(files, target)
    return _folder(files, target)


def write_template(kind: str, target: Path) -> None:
    """Write the flat list with one example row. Raises CannotWrite."""
    if kind == "xlsx":
        _replace(target, lambda fresh: write_xlsx(template_rows(), fresh))
    else:
        _replace(target, lambda fresh: _write_csv(template_rows(), fresh))


def _write_csv(rows: Iterable[list[str]], target: Path) -> None:
    """Write a list as spreadsheets in Germany read it: semicolons, and a mark that it is UTF-8."""
    with target.open("w", encoding="utf-8-sig", newline="") as written:
        written.writelines(csv_lines(list(HEADINGS), rows, separator=";"))


PACKAGES: dict[str, Callable[[Records], Files]] = {
    "hsds-json": json_files,
    "hsds-csv": tabular.package,
}
LISTS: dict[str, Callable[[Iterable[list[str]], Path], None]] = {"csv": _write_csv, "xlsx": write_xlsx}
FORMATS = (*PACKAGES, *LISTS)


def _file(writer: Callable[[Iterable[list[str]], Path], None], records: Records, target: Path) -> list[str]:
    _replace(target, lambda fresh: writer(flat_rows(records), fresh))
    return [target.name]


def _replace(target: Path, fill: Callable[[Path], None]) -> None:
    """Write a file beside the target and put it in its place when it is complete."""
    if target.is_dir():
        raise CannotWrite(target=target.name, cause="is a folder")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".lotsen-", suffix=target.suffix)
    os.close(handle)
    fresh = Path(name)
    try:
        fill(fresh)
        fresh.chmod(0o644)
        fresh.replace(target)
    except CellTooLong:
        cause = "a text is too long for a cell of a workbook; csv and hsds-json have no such limit"
        raise CannotWrite(target=target.name, cause=cause) from None
    finally:
        fresh.unlink(missing_ok=True)


def _listed(nesting: Nesting, rows: Iterable[Record]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield ("," if number else "") + "\n"
        yield json.dumps(nesting.object_of(row), ensure_ascii=False)
    yield "\n]\n"


def _zip(files: Files, target: Path) -> list[str]:
    names: list[str] = []

    def fill(fresh: Path) -> None:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, lines in files:
                names.append(name)
                with archive.open(name, "w", force_zip64=True) as entry:
                    for line in lines:
                        entry.write(line.encode("utf-8"))

    _replace(target, fill)
    return names


def _folder(files: Files, target: Path) -> list[str]:
    """Write into a new folder beside the target, then put it in the target's place."""
    names: list[str] = []
    if target.exists() and not (target.is_dir() and {one.name for one in target.iterdir()} <= _NAMES):
        raise CannotWrite(target=target.name, cause="is there already and holds something else")
    fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=".lotsen-"))
    try:
        for name, lines in files:
            names.append(name)
            with (fresh / name).open("w", encoding="utf-8", newline="") as written:
                written.writelines(lines)
        fresh.chmod(0o755)
        old = fresh.with_name(fresh.name + "-old")
        if target.exists():
            target.replace(old)
        fresh.replace(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return names
