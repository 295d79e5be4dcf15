"""The command line: help worth reading, one clear line for a refusal, exit codes for scripts."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from lotsen.cli import main

Run = Callable[..., Result]


@pytest.fixture
def lotsen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `lotsen …` with everything in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("PORT", "HOST", "RESET"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, **environ: str) -> Result:
        variables = {"LOTSEN_HOME": str(tmp_path / "var"), **environ}
        return CliRunner().invoke(main, list(words), env=variables)

    return run


def test_every_command_explains_itself(lotsen: Run) -> None:
    waiting: list[tuple[tuple[str, ...], click.Command]] = [((), main)]
    seen = 0
    while waiting:
        words, command = waiting.pop()
        seen += 1
        shown = lotsen(*words, "--help")
        assert shown.exit_code == 0, words
        assert command.help, words
        assert len(shown.output) > 60, words
        assert "\\b" not in shown.output, words
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None, (*words, name)
                assert found.name == name, (*words, name)
                waiting.append(((*words, name), found))
    assert seen > 40


def test_what_a_command_does_not_need_is_not_waited_for() -> None:
    asked = "import sys; from lotsen.cli import main; main(['--version'], standalone_mode=False)"
    words = [sys.executable, "-c", f"{asked}; print(*sys.modules)"]
    told = subprocess.run(words, capture_output=True, check=True, text=True).stdout
    heavy = {"sqlalchemy", "flask", "lotsen.demo", "lotsen.web", "lotsen.directory"}
    assert not heavy & set(told.split())


def test_a_command_that_does_not_exist_is_told(lotsen: Run) -> None:
    shown = lotsen("directry")
    assert shown.exit_code == 2
    assert "No such command 'directry'" in shown.output


def test_check_says_what_is_missing_and_then_that_all_is_there(lotsen: Run) -> None:
    before = lotsen("check", "--json")
    assert before.exit_code == 1
    assert {row["what"] for row in json.loads(before.output) if row["state"] != "ok"} >= {"store data"}
    assert lotsen("keys", "init").exit_code == 0
    after = lotsen("check", "--json")
    assert after.exit_code == 0, after.output
    assert {row["state"] for row in json.loads(after.output)} == {"ok"}


def test_setting_up_twice_changes_nothing(lotsen: Run, tmp_path: Path) -> None:
    lotsen("keys", "init")
    root = (tmp_path / "var" / "root.key").read_bytes()
    again = lotsen("keys", "init")
    assert again.exit_code == 0
    assert (tmp_path / "var" / "root.key").read_bytes() == root


def test_a_root_key_that_others_can_read_is_refused_in_one_line(lotsen: Run, tmp_path: Path) -> None:
    lotsen("keys", "init")
    (tmp_path / "var" / "root.key").chmod(0o644)
    refused = lotsen("check")
    assert refused.exit_code == 1
    assert "0600" in refused.output
    assert "Traceback" not in refused.output


def test_an_unknown_setting_is_named_and_exits_with_2(lotsen: Run) -> None:
    refused = lotsen("check", LOTSEN_WEB_PROT="1")
    assert refused.exit_code == 2
    assert "LOTSEN_WEB_PROT" in refused.output


def test_the_first_administrator_is_made_here(lotsen: Run) -> None:
    lotsen("keys", "init")
    found = lotsen(
        "people", "found", "--name", "Lindbrück", "--municipality", "lindbrueck", "--postcode", "43101"
    )
    assert found.exit_code == 0, found.output
    invited = lotsen(
        "people", "invite", "--institution", found.output.strip(), "--role", "administrator",
        "--name", "Anton", "--login", "anton",
    )  # fmt: skip
    assert invited.exit_code == 0, invited.output
    assert len(invited.output.strip()) == 19


def test_heads_kept_elsewhere_verify_the_chains(lotsen: Run, tmp_path: Path) -> None:
    lotsen("keys", "init")
    lotsen("people", "found", "--name", "Stadt", "--municipality", "lindbrueck", "--postcode", "43101")
    heads = tmp_path / "heads.json"
    heads.write_text(lotsen("audit", "head").output)
    assert lotsen("audit", "verify", "--heads", str(heads)).exit_code == 0
    rows = json.loads(heads.read_text())
    rows[0]["sequence"] += 1
    heads.write_text(json.dumps(rows))
    cut = lotsen("audit", "verify", "--heads", str(heads), "--json")
    assert cut.exit_code == 1
    assert json.loads(cut.output)[0]["why"] == "truncated"


def test_a_file_that_is_no_list_of_heads_is_refused(lotsen: Run, tmp_path: Path) -> None:
    lotsen("keys", "init")
    (tmp_path / "heads.json").write_text("[{}]")
    refused = lotsen("audit", "verify", "--heads", str(tmp_path / "heads.json"))
    assert refused.exit_code == 2
    assert "heads.json" in refused.output


def test_a_taken_port_gets_a_clear_message(lotsen: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = lotsen("run", "--demo", "--port", str(port))
    assert refused.exit_code == 1
    assert str(port) in refused.output
    assert "PORT=" in refused.output


def test_nothing_is_served_before_everything_is_there(lotsen: Run) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refused = lotsen("run", "--port", str(port))
    assert refused.exit_code == 1
    assert "lotsen check" in refused.output


def test_a_real_installation_is_never_turned_into_a_demo(lotsen: Run, tmp_path: Path) -> None:
    lotsen("keys", "init")
    refused = lotsen("demo", "load", "--reset")
    assert refused.exit_code == 1
    assert (tmp_path / "var" / "lotsen.db").exists()


def test_jobs_can_be_run_by_a_timer(lotsen: Run) -> None:
    lotsen("keys", "init")
    first = lotsen("jobs", "run", "all", "--json")
    assert first.exit_code == 0, first.output
    assert "purge-sessions" in {row["job"] for row in json.loads(first.stdout)}
    assert json.loads(lotsen("jobs", "run", "all", "--json").stdout) == []


def test_the_state_of_the_tables_can_be_asked_for(lotsen: Run) -> None:
    lotsen("db", "upgrade")
    state = lotsen("db", "check", "--json")
    assert state.exit_code == 0, state.output
    assert {row["store"] for row in json.loads(state.output)} == {"data", "keys", "figures"}
