"""What the repository itself promises: clean locks, no foreign paths or addresses, a licence, a small top."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
# What .gitignore keeps out, by the name of the folder.
IGNORED = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "build",
    "dist",
    "node_modules",
    "var",
    "vendor",
}
TOP_LEVEL = {
    ".ci",
    ".editorconfig",
    ".gitignore",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "docs",
    "hatch_build.py",
    "lotsen",
    "package-lock.json",
    "package.json",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements-node.txt",
    "requirements.txt",
    "tests",
    "translations",
}
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".po",
    ".pot",
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".txt",
    ".csv",
    "",
}


def files() -> list[Path]:
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not IGNORED & set(path.relative_to(ROOT).parts)
    ]


def texts() -> list[tuple[str, str]]:
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix in TEXT
    ]


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+) \\$", text, re.MULTILINE))


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def canonical(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_the_top_level_stays_small() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in files()}
    assert found - TOP_LEVEL == set()


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    own = re.compile(r"(?<![\w.<])/(?:work|root|home|Users|opt|mnt)/[\w.-]|[A-Z]:\\\\?(?:Users|home)")
    breaches = [f"{name}: {found[0]}" for name, text in texts() for found in own.finditer(text)]
    assert breaches == []


def test_no_file_speaks_of_issues_or_sessions_of_work() -> None:
    talk = re.compile(r"\b(?:issues? #?\d+|PR #?\d+|pull request|as an AI|language model)\b", re.IGNORECASE)
    breaches = [
        f"{name}: {found[0]}"
        for name, text in texts()
        for found in talk.finditer(text)
        if name != "tests/test_repository.py"
    ]
    assert breaches == []


def test_nothing_secret_or_built_lies_among_the_sources() -> None:
    endings = {".db", ".key", ".mo", ".pem", ".pyc", ".sqlite", ".sqlite3", ".ttf", ".whl", ".woff", ".woff2"}
    assert [path for path in files() if path.suffix in endings] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_python_locks_pin_everything_with_hashes_and_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    content = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert content
    for line in content:
        assert re.fullmatch(r"[a-z0-9._-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?", line), line
    assert "://" not in "\n".join(lines)
    assert len(pins(lock)) == sum("==" in line for line in content)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    asked = project()["project"]
    runtime, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    extras = asked["optional-dependencies"]
    assert {canonical(one) for one in [*asked["dependencies"], *extras["build"]]} <= set(runtime)
    assert {canonical(one) for one in extras["dev"]} <= set(dev)
    assert {name: dev.get(name) for name in runtime} == runtime


def test_the_javascript_lock_pins_everything_with_hashes_and_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert packages
    assert '"resolved"' not in text
    assert [
        name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")
    ] == []


def test_the_licence_is_named_wherever_people_look_for_it() -> None:
    assert project()["project"]["license"] == "EUPL-1.2"
    assert json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["license"] == "EUPL-1.2"
    assert "EUPL-1.2" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_makefile_has_a_line_of_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    offered = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    assert {"run", "test", "test-deep", "lint", "bench"} <= offered
    phony = set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())
    assert set(re.findall(r"^([a-z-]+):", text, re.MULTILINE)) == phony
