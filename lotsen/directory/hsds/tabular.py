"""The tabular data package of HSDS: CSV files of flat records, alone, in a folder or in a zip file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lotsen.directory.hsds.cells import Rows, csv_lines
from lotsen.directory.hsds.declaration import BY_PATH, OWNED, TABLES, Field, Need, Table, Type
from lotsen.directory.hsds.problems import Done, Kind, Place
from lotsen.directory.hsds.records import Record, Records, further_rows
from lotsen.directory.hsds.values import Value, fault, number_of

DESCRIPTOR = "datapackage.json"
_NUMBERS = {"number": "number", "date": "date", "time": "time", "datetime": "datetime"}


def read_table(source: IO[bytes], name: str, table: Table, records: Records, *, whole: bool = True) -> int:
    """Take over one CSV file; returns how many rows were read. Raises FileRefused.

    A file on its own is not the `whole` of a row: its phones, say, stand in another one.
    """
    rows = Rows(source, name, records.problems)
    heading = Place(name, 1)
    for column in rows.heading:
        if column not in table.fields:
            cause = f"HSDS knows no such field of {table.name}"
            records.problems.append(heading.problem(column, cause, Done.UNUSED, Kind.UNKNOWN))
    count = 0
    here: dict[str, int] = {}
    for place, cells in rows:
        count += 1
        row = cells.get("id")
        if row is None:
            records.problems.append(place.problem("id", "the row has no id", Done.ROW, Kind.MISSING))
        elif row in here:
            cause = f"{table.name} {row} stands already in line {here[row]}"
            records.problems.append(place.problem("id", cause, Done.ROW, Kind.DUPLICATE))
        else:
            here[row] = place.line
            records.add(table.name, _values(table, cells, place, records), place, whole=whole)
    return count


def table_of(name: str) -> Table | None:
    """Say which table a file of the package is, by its name."""
    return BY_PATH.get(name.rsplit("/", 1)[-1].lower())


def described(path: Path) -> list[str] | None:
    """Return the tables of HSDS that a package's descriptor names; None where it is none."""
    try:
        said = json.loads(path.read_text("utf-8-sig"))
        paths = [str(one["path"]) for one in said["resources"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return [one for one in paths if table_of(one) is not None and "/" not in one]


def package(records: Records) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the files of a tabular package: name and lines; tables without rows are left out."""
    names = [name for name, rows in records.tables.items() if rows]
    descriptor = json.dumps(_descriptor(names), ensure_ascii=False, indent=2)
    yield DESCRIPTOR, iter([descriptor, "\n"])
    for name in names:
        table = TABLES[name]
        said = {field for row in records.tables[name].values() for field in row.values}
        more = sorted(said - set(table.fields))
        heading = [*table.fields, *more]
        yield table.path, csv_lines(heading, _cells(records, name, heading))


def rows_of(records: Records, name: str) -> Iterator[dict[str, Value]]:
    """Yield the rows of one table, with the references that only nesting said."""
    for record in records.tables[name].values():
        row = dict(record.values)
        if name == "program" and "organization_id" not in row:
            _say_organization(records, record, row)
        if name in OWNED:
            owner, _ = records.owner_of(record)
            row.setdefault(OWNED[name][1], owner or "service")
        yield row
        yield from further_rows(record)


def _cells(records: Records, name: str, heading: list[str]) -> Iterator[list[Any]]:
    for row in rows_of(records, name):
        yield [_cell(row.get(column)) for column in heading]


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _say_organization(records: Records, program: Record, row: dict[str, Value]) -> None:
    for service in records.tables["service"].values():
        if service.values.get("program_id") == program.id and "organization_id" in service.values:
            row["organization_id"] = service.values["organization_id"]
            return


def _values(table: Table, cells: dict[str, str], place: Place, records: Records) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, text in cells.items():
        field = table.fields.get(name)
        if field is None:
            values[name] = text
            continue
        value: Value = text
        if field.type is Type.TEXT and not field.words:
            values[name] = text
            continue
        if field.type is Type.NUMBER:
            read = number_of(text.strip())
            value = text if read is None else read
        problem = fault(field, value)
        if problem is not None:
            done = Done.KEPT if field.type is Type.ID else Done.UNUSED
            records.problems.append(place.problem(name, problem, done, Kind.VALUE))
        values[name] = value
    return values


def _descriptor(names: list[str]) -> dict[str, Any]:
    """Describe a package as Frictionless tabular data packages are (profile tabular-data-package)."""
    return {
        "name": "human_services_data",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "resources": [_resource(TABLES[name]) for name in names],
    }


def _resource(table: Table) -> dict[str, Any]:
    keys = [
        {"fields": key, "reference": {"resource": target, "fields": "id"}}
        for key, target in table.keys.items()
    ]
    fields = [_described(one) for one in table.fields.values()]
    schema: dict[str, Any] = {"primaryKey": "id", "fields": fields}
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _described(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": field.need is not Need.NO, "unique": field.name == "id"}
    if field.words:
        constraints["enum"] = list(field.words)
    described: dict[str, Any] = {
        "name": field.name,
        "type": _NUMBERS.get(field.type.value, "string"),
        "constraints": constraints,
    }
    if field.type in (Type.ID, Type.EMAIL, Type.URI):
        described["format"] = field.type.value
    return described
