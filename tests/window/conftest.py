"""The window of the demo town, and a visitor who is nobody."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from lotsen.accounts.tables import Institution
from tests.conftest import OpenDesk
from tests.pages import Browser


@pytest.fixture
def visitor(with_directory: None, browser: Callable[..., Browser], site_desk: OpenDesk) -> Browser:
    """Somebody without an account, before the window of the demo town."""
    with site_desk("coordinator") as desk:
        for office in desk.db.exec(select(Institution)).all():
            office.municipality = "auenrode" if office.postcode == "43120" else "lindbrueck"
            office.phone = office.phone or "02999 555300"
    return browser(None)
