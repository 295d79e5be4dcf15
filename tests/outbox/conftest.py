"""A mail server for every test of the outbox."""

from collections.abc import Iterator

import pytest

from tests.outbox.sink import Sink, mail_server


@pytest.fixture
def sink() -> Iterator[Sink]:
    """Return a mail server that runs while the test does."""
    with mail_server() as running:
        yield running
