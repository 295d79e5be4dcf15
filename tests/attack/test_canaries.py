"""Nothing of a family lies open anywhere: not in a store, a journal, a log, a session, an address, a header."""

import pytest
import sqlalchemy as sa

from lotsen.accounts.tables import Institution
from lotsen.store.engines import STORE_NAMES
from lotsen.web.forms import LongText, TextInput
from tests.attack.sites import Site
from tests.attack.words import ENCODINGS, OF_THE_WHOLE, Planted
from tests.world import institution_id


@pytest.mark.parametrize("name", sorted(ENCODINGS))
def test_the_scanner_finds_a_canary_in_every_shape(name: str) -> None:
    planted = Planted(1)
    word = planted.plant("somewhere")
    hidden = b"\x00\x7f stored: " + ENCODINGS[name](word) + b" \xff"
    assert any(hit.startswith(name) for hit in planted.find_each(hidden))
    if name not in OF_THE_WHOLE:
        assert planted.find(hidden)


def test_base64_is_found_wherever_it_begins() -> None:
    import base64

    planted = Planted(2)
    word = planted.plant("somewhere").encode()
    for before in range(7):
        assert planted.find(base64.b64encode(bytes(range(before)) + word + b" and more")), before


def test_the_walk_plants_two_hundred_canaries_and_more(walked_site: Site) -> None:
    assert len(walked_site.planted.words) >= 200
    assert len(ENCODINGS) >= 9


def test_no_canary_lies_in_the_raw_files_of_the_stores(walked_site: Site) -> None:
    files = walked_site.raw_files()
    assert len(files) >= len(STORE_NAMES)
    assert walked_site.planted.find_in(files) == []


def test_no_canary_lies_in_a_value_that_the_database_gives(walked_site: Site) -> None:
    assert walked_site.planted.find(b"\x00".join(walked_site.every_value())) == []


def test_no_canary_is_logged_not_even_by_a_talkative_logger(walked_site: Site) -> None:
    assert "sqlalchemy.engine" in walked_site.log or "BEGIN" in walked_site.log
    assert walked_site.planted.find(walked_site.log.encode()) == []
    assert walked_site.planted.find_each(walked_site.log.encode()) == []


def test_no_canary_is_in_a_session_an_address_a_header_or_an_attribute(walked_site: Site) -> None:
    outside = [line for visitor in walked_site.visitors.values() for line in visitor.outside]
    assert any("Location: " in line for line in outside)
    assert any("_user_id" in line for line in outside)
    assert any("Set-Cookie: " in line for line in outside)
    assert walked_site.planted.find_each("\n".join(outside).encode()) == []


def test_a_canary_in_an_open_column_is_found_in_the_raw_files(walked_site: Site) -> None:
    """The control: the address of an institution is public and lies open."""
    control = Planted(7)
    street = control.plant("a public address")
    engine = walked_site.office.stores.data
    home = sa.update(Institution).where(Institution.id == institution_id("practice"))  # type: ignore[arg-type]  # SQLModel types it bool
    with engine.begin() as connection:
        connection.execute(home.values(street=street))
    assert any("utf-8" in hit for hit in control.find_in(walked_site.raw_files()))
    assert control.find(b"\x00".join(walked_site.every_value()))
