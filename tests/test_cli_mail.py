"""`lotsen mail`: how the outbox stands, send now, and a test that says whether mail leaves."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lotsen.cli import main
from tests.outbox.sink import PUBLIC_URL, Sink, mail_server

Run = Callable[..., Result]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with mail_server() as running:
        yield running


@pytest.fixture
def lotsen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `lotsen …` on an installation of its own, with or without a mail server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSEN_HOME", str(tmp_path / "var"))

    def run(*words: str, server: Sink | None = None) -> Result:
        if server is not None:
            monkeypatch.setenv("LOTSEN_MAIL_HOST", "127.0.0.1")
            monkeypatch.setenv("LOTSEN_MAIL_PORT", str(server.port))
            monkeypatch.setenv("LOTSEN_MAIL_SECURITY", "none")
            monkeypatch.setenv("LOTSEN_MAIL_SENDER", "lotsen@lindbrueck.example")
            monkeypatch.setenv("LOTSEN_WEB_PUBLIC_URL", PUBLIC_URL)
        return CliRunner().invoke(main, list(words))

    assert run("keys", "init").exit_code == 0
    return run


def test_a_test_mail_arrives_and_the_state_says_so(lotsen: Run, sink: Sink) -> None:
    tried = lotsen("mail", "test", "amt@lindbrueck.example", "--json", server=sink)
    assert tried.exit_code == 0, tried.output
    assert json.loads(tried.stdout)[0]["state"] == "sent"
    assert [to for to, _ in sink.received] == ["amt@lindbrueck.example"]
    state = lotsen("mail", "status", "--json")
    found = json.loads(state.stdout)[0]
    assert (found["set up"], found["sent"], found["waiting"]) == (True, 1, 0)
    assert "amt@" not in state.output


def test_a_refused_test_mail_says_why_and_exits_with_1(lotsen: Run, sink: Sink) -> None:
    sink.answers["RCPT"] = "550 unknown"
    refused = lotsen("mail", "test", "weg@lindbrueck.example", "--json", server=sink)
    assert refused.exit_code == 1
    row = json.loads(refused.stdout)[0]
    assert (row["state"], row["reply"]) == ("given_up", 550)


def test_without_a_server_sending_is_refused_in_one_line(lotsen: Run) -> None:
    for words in (("mail", "send"), ("mail", "test", "a@b.example")):
        refused = lotsen(*words)
        assert refused.exit_code == 1
        assert "mail.host" in refused.output
    found = json.loads(lotsen("mail", "status", "--json").stdout)[0]
    assert (found["set up"], found["waiting"]) == (False, 0)


def test_what_is_no_address_is_refused(lotsen: Run, sink: Sink) -> None:
    refused = lotsen("mail", "test", "nobody", server=sink)
    assert refused.exit_code == 1
    assert "complete e-mail address" in refused.output
    assert sink.received == []
