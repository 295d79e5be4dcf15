"""A provider without an account, and a mail server for tests that look at what providers are sent."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from lotsen.desk import Desk
from lotsen.keys.office import KeyOffice
from lotsen.policy import ANONYMOUS
from tests.outbox.conftest import sink
from tests.world import desk_of

__all__ = ["sink"]


@pytest.fixture
def provider(office: KeyOffice) -> Callable[[], AbstractContextManager[Desk]]:
    """Open a desk for nobody in particular, as a link does."""
    return lambda: desk_of(office, ANONYMOUS)
