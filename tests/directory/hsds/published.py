"""The published schemas and examples of HSDS 3.0, and what makes two of its documents equal."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema
import pytest

from lotsen.directory.hsds.declaration import TABLES, Type

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "hsds-3.0"
EXAMPLES = PUBLISHED / "examples"
needs_published = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the published HSDS 3.0 (shared/data/hsds-3.0) is not on this machine"
)


def _uuid(value: object) -> bool:
    return isinstance(value, str) and str(UUID(value)) == value.lower()


def _email(value: object) -> bool:
    return isinstance(value, str) and value.count("@") == 1 and " " not in value


def _uri(value: object) -> bool:
    return isinstance(value, str) and ":" in value and " " not in value


def _moment(value: object) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def _date(value: object) -> bool:
    return isinstance(value, str) and bool(date.fromisoformat(value))


def _time(value: object) -> bool:
    return isinstance(value, str) and time.fromisoformat(value) is not None


_CHECKS = {"uuid": _uuid, "email": _email, "uri": _uri, "date-time": _moment, "date": _date, "time": _time}
_FORMATS = jsonschema.FormatChecker(formats=())
for _name, _check in _CHECKS.items():
    _FORMATS.checks(_name, raises=ValueError)(_check)


def example(name: str) -> Any:
    """Read one of the published JSON examples."""
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))


def normal(node: Any) -> Any:
    """Return a document with lists of parts in the order of their content."""
    if isinstance(node, dict):
        return {name: normal(value) for name, value in node.items()}
    if isinstance(node, list):
        return sorted(map(normal, node), key=lambda part: json.dumps(part, sort_keys=True))
    return node


def typed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a flat row with every text as a text: the published tabular.json holds some as numbers."""
    fields = TABLES[table].fields
    return {
        name: str(value) if fields[name].type is not Type.NUMBER else value for name, value in row.items()
    }


@cache
def schema(name: str) -> dict[str, Any]:
    """Return a published schema made strict: dates are dates, and nothing undeclared is let through."""
    found: dict[str, Any] = json.loads((PUBLISHED / "schema/compiled" / f"{name}.json").read_text("utf-8"))
    _sharpen(found)
    return found


def faults(name: str, document: Any, *, part: str = "") -> Iterator[str]:
    """Yield what a published schema finds wrong with a document."""
    wanted = schema(name)
    if part:
        wanted = wanted["properties"][part]
    for error in jsonschema.Draft202012Validator(wanted, format_checker=_FORMATS).iter_errors(document):
        yield f"{'/'.join(map(str, error.path))}: {error.message[:200]}"


def _sharpen(node: dict[str, Any]) -> None:
    if "properties" in node:
        node["additionalProperties"] = False
        for one in node["properties"].values():
            _sharpen(one)
    if "items" in node:
        _sharpen(node["items"])
    kind = node.get("datapackage_type")
    if kind in ("date", "time"):
        node["format"] = kind
    # The specification's own keywords of tables mean something else in JSON Schema.
    for word in ("constraints", "name", "path", "example", "core"):
        if isinstance(node.get(word), str | dict):
            node.pop(word)
