"""Logs that cannot carry names: constant events, keywords from a list."""

import json

import pytest
import structlog

from lotsen import logs


def test_an_unlisted_keyword_is_refused() -> None:
    with pytest.raises(logs.UnknownKeyword):
        logs.refuse_unknown(None, "info", {"event": "family_registered", "surname": "Müller"})


@pytest.mark.parametrize("event", ["Frau Müller kam an", "", "a-b"])
def test_an_event_is_one_constant_word(event: str) -> None:
    with pytest.raises(logs.UnknownKeyword):
        logs.refuse_unknown(None, "info", {"event": event})


def test_production_writes_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(as_json=True)
    structlog.get_logger().info("job_ran", job="purge-sessions", count=3)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["job"], line["count"]) == ("job_ran", "purge-sessions", 3)
