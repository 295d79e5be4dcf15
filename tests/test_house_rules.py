"""The house rules of the style guide that a machine can watch over: code, tables, labels."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Mapper

import lotsen.schema
from lotsen.store.columns import SealedType
from lotsen.store.record import METADATA, DataRecord, FigureRecord, KeyRecord

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lotsen"
GOLDEN = Path(__file__).parent / "golden"

PURE = [
    "kernel",
    "policy",
    "terms",
    "contacts.domain",
    "links.domain",
    "outbox.domain",
    "places.domain",
    "protection.domain",
    "upkeep.domain",
    "intake.domain",
    "directory.domain",
    "directory.search",
    "referral.rules",
    "referral.matching",
    "figures.cellkey",
]
# Who may end a transaction, and why it cannot leave that to the unit of work.
MAY_COMMIT = {"store/work.py": "is the unit of work"}
# Who may begin one of its own.
MAY_BEGIN = {
    "store/migrate.py": "moves the tables themselves; no unit of work stands on them yet",
    "keys/office.py": "makes keys before anybody is at work with them",
    "keys/audit.py": "notes of a read or a refusal outlive the transaction they speak of",
    "jobs/runner.py": "claims a turn before the job's own unit of work and marks it after",
}
# Who may catch everything, and what it does with it.
MAY_CATCH_ALL = {
    "store/work.py": "rolls back and raises again",
    "desk.py": "writes the audit notes and raises again",
    "jobs/runner.py": "logs that a turn failed; the timer goes on to the next one",
}


def sources(*patterns: str) -> list[Path]:
    """The package's own Python files, all of them or those under some patterns."""
    return sorted({path for pattern in patterns or ("**/*.py",) for path in PACKAGE.glob(pattern)})


def calls(path: Path) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func


def place(path: Path, node: ast.expr | ast.stmt | ast.ExceptHandler | None = None) -> str:
    name = path.relative_to(PACKAGE).as_posix()
    return name if node is None else f"{name}:{node.lineno}"


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def tables() -> list[sa.Table]:
    assert lotsen.schema.__name__  # importing it has filled the metadata
    return [table for metadata in METADATA.values() for table in metadata.sorted_tables]


def columns() -> list[sa.Column[object]]:
    return [column for table in tables() for column in table.columns]


def mappers() -> list[Mapper[object]]:
    return [mapper for base in (DataRecord, KeyRecord, FigureRecord) for mapper in base._sa_registry.mappers]


# --- actions ---------------------------------------------------------------------------------------------


def test_actions_take_the_desk_first() -> None:
    found = []
    for path in sources("*/actions.py", "*/actions/*.py"):
        module = import_module(module_name(path))
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found.append(
                    f"{module.__name__}.{name}({next(iter(inspect.signature(function).parameters), '')}"
                )
    assert found
    assert [action for action in found if not action.endswith("(desk")] == []


def test_nobody_ends_a_transaction_but_the_unit_of_work() -> None:
    breaches = [
        place(path, call)
        for path in sources()
        for call, function in calls(path)
        if function.attr in {"commit", "rollback"} and place(path) not in MAY_COMMIT
    ]
    assert breaches == []


def test_nobody_begins_a_transaction_of_their_own_without_a_reason() -> None:
    breaches = [
        place(path, call)
        for path in sources()
        for call, function in calls(path)
        if function.attr in {"begin", "begin_nested"} and not call.args and place(path) not in MAY_BEGIN
        if "migrations" not in path.parts
    ]
    assert breaches == []


def test_nobody_catches_everything_without_a_reason() -> None:
    breaches = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = "everything" if node.type is None else ast.unparse(node.type)
                if (
                    caught in {"everything", "Exception", "BaseException"}
                    and place(path) not in MAY_CATCH_ALL
                ):
                    breaches.append(place(path, node))
    assert breaches == []


def test_figures_pages_never_reach_for_the_vault() -> None:
    pages = sources(
        "figures/dashboard.py", "figures/dashboard/*.py", "figures/views.py", "figures/views/*.py"
    )
    assert pages
    breaches = [
        place(path, node)
        for path in pages
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"vault", "keys"}
    ]
    assert breaches == []


def test_log_events_are_constants() -> None:
    breaches = []
    for path in sources():
        for call, function in calls(path):
            if isinstance(function.value, ast.Name) and function.value.id == "log":
                event = call.args[0] if len(call.args) == 1 else None
                constant = isinstance(event, ast.Constant) and re.fullmatch(
                    r"[a-z][a-z0-9_]*", str(event.value)
                )
                if not constant and function.attr != "bind":
                    breaches.append(place(path, call))
    assert breaches == []


# --- files -----------------------------------------------------------------------------------------------


def test_no_file_passes_300_lines() -> None:
    kinds = {".py", ".html", ".js"}
    long = {
        place(path): lines
        for path in PACKAGE.rglob("*")
        if path.suffix in kinds and "vendor" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_tables_keep_their_annotations_readable() -> None:
    paths = sources("*/tables.py", "*/tables/*.py")
    assert paths
    breaches = [place(path) for path in paths if "from __future__ import annotations" in path.read_text()]
    assert breaches == []


def test_only_the_vault_names_cryptography() -> None:
    naming = {
        place(path)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported(node)
        if name.split(".")[0] == "cryptography"
    }
    assert naming
    assert {path for path in naming if not path.startswith("vault/")} == set()


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_an_exemption_names_its_code_and_its_reason() -> None:
    exemption = re.compile(r"#\s*(?:type:\s*ignore|noqa|pyright:\s*ignore)(?P<rest>.*)$", re.MULTILINE)
    reasoned = re.compile(r"(?:\[[\w, -]+\]|: ?[A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*) .{10,}")
    breaches = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for folder in (PACKAGE, ROOT / "tests")
        for path in folder.rglob("*.py")
        for match in exemption.finditer(path.read_text(encoding="utf-8"))
        if path != Path(__file__) and not reasoned.match(match["rest"])
    ]
    assert breaches == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError|pragma: no cover)\b")
    breaches = [place(path) for path in sources() if later.search(path.read_text(encoding="utf-8"))]
    assert breaches == []


@pytest.mark.parametrize("module", PURE)
def test_the_core_loads_no_framework(module: str) -> None:
    heavy = "{'flask', 'sqlalchemy', 'sqlmodel', 'cryptography', 'wtforms', 'pydantic', 'structlog', 'babel'}"
    code = f"import sys, lotsen.{module}; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")


# --- tables ----------------------------------------------------------------------------------------------


def test_every_text_column_says_what_it_holds_and_why_it_is_open() -> None:
    texts = [column for column in columns() if isinstance(column.type, sa.String | sa.JSON)]
    assert texts
    silent = [
        str(column)
        for column in texts
        if not (column.info.get("data_class", "").strip() and column.info.get("reason", "").strip())
    ]
    assert silent == []


def test_every_column_of_bytes_is_sealed_or_made_by_the_vault() -> None:
    made_by_the_vault = re.compile(r"(wrapped|commitment|mac|salt)$|_(hash|index)$")
    breaches = [
        str(column)
        for column in columns()
        if isinstance(column.type, sa.LargeBinary) and not made_by_the_vault.search(column.name)
        if not column.info.get("data_class")
    ]
    assert breaches == []


def test_every_sealed_column_checks_the_header_of_its_box() -> None:
    sealed = [column for column in columns() if isinstance(column.type, SealedType)]
    assert sealed
    unchecked = [
        str(column)
        for column in sealed
        if not any(str(check.name).endswith(f"{column.name}_sealed") for check in column.table.constraints)
    ]
    assert unchecked == []


def test_every_enum_is_stored_by_value_and_checked() -> None:
    enums = [column for column in columns() if isinstance(column.type, sa.Enum)]
    assert enums
    for column in enums:
        kind = column.type
        assert isinstance(kind, sa.Enum)
        assert kind.enum_class is not None, column
        assert kind.enums == [member.value for member in kind.enum_class], column
        assert (kind.native_enum, kind.create_constraint, kind.validate_strings) == (False, True, True), (
            column
        )


def test_no_relationship_loads_by_itself() -> None:
    eager = [
        str(relationship)
        for mapper in mappers()
        for relationship in mapper.relationships
        if relationship.lazy != "raise"
    ]
    assert eager == []


def test_every_table_carries_the_name_of_its_area() -> None:
    areas = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    assert {table.name for table in tables() if table.name.split("_")[0] not in areas} == set()


def test_the_labels_of_sealed_documents_are_unique_and_permanent() -> None:
    """A label is part of every seal made under it: add a line for a new one, never change or reuse a line."""
    kinds = [column.type for column in columns() if isinstance(column.type, SealedType)]
    labels = sorted(kind.label for kind in kinds)
    assert len(labels) == len(set(labels))
    assert "\n".join(labels) + "\n" == (GOLDEN / "labels.txt").read_text(encoding="utf-8")
