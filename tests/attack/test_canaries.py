"""Nothing of a family lies open: not in a store, a journal, a log, a session, an address, a header."""

import base64
from importlib import import_module

import pytest
import sqlalchemy as sa
from sqlmodel import col

from lotsen.accounts.tables import Institution
from lotsen.web.forms import LongText, LotsenForm, Postcode, TextInput
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
    planted = Planted(2)
    word = planted.plant("somewhere").encode()
    for before in range(7):
        assert planted.find(base64.b64encode(bytes(range(before)) + word + b" and more")), before


def test_the_walk_plants_two_hundred_canaries_and_more(walked_site: Site) -> None:
    assert len(walked_site.planted.words) >= 200
    assert len(ENCODINGS) >= 9


PUBLIC_TEXTS = {"StorageForm", "WordingForm", "UploadForm", "FindForm"}
"""What an institution tells every family, sheets without answers, and what is looked for among the rules."""


def test_the_walk_fills_in_every_text_field_of_every_form(sqlite_site: Site) -> None:
    filled = {name for visitor in sqlite_site.visitors.values() for _, name in visitor.filled}
    forms = [
        kind
        for feature in ("intake", "referral")
        for kind in vars(import_module(f"lotsen.{feature}.forms")).values()
        if isinstance(kind, type) and issubclass(kind, LotsenForm)
    ]
    assert len(forms) > 15
    asked = {
        (kind.__name__, name) for kind in forms for name in dir(kind) if _takes_words(getattr(kind, name))
    }
    personal = {field for field in asked if field[0] not in PUBLIC_TEXTS}
    assert {field for field in personal if field[1] not in filled} == set()


def test_no_canary_lies_in_the_raw_files_of_the_stores(walked_site: Site) -> None:
    files = walked_site.raw_files()
    if walked_site.postgres is None:
        assert {"lotsen.db", "lotsen.db-wal", "keys.db", "figures.db"} <= {path.name for path in files}
    else:
        assert {"base", "pg_wal", "global"} <= {part for path in files for part in path.parts}
    assert walked_site.planted.find_in(files) == []


def test_no_canary_lies_in_a_value_that_the_database_gives(walked_site: Site) -> None:
    assert walked_site.planted.find(b"\x00".join(walked_site.every_value())) == []


def test_no_hash_of_a_canary_lies_in_a_value_that_the_database_gives(walked_site: Site) -> None:
    """A bare hash of a name is found again by hashing all names there are."""
    values = b"\x00".join(walked_site.every_value())
    assert walked_site.planted.find_each(values, OF_THE_WHOLE) == []


def test_no_canary_is_logged(walked_site: Site) -> None:
    assert "unexpected_error" in walked_site.log, "the walk stumbles on purpose, and that is logged"
    assert walked_site.planted.find_each(walked_site.log.encode()) == []


def test_no_canary_is_said_by_the_most_talkative_loggers(walked_site: Site) -> None:
    assert "INSERT INTO intake_family" in walked_site.talk
    assert walked_site.planted.find(walked_site.talk.encode()) == []


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
    home = sa.update(Institution).where(col(Institution.id) == institution_id("practice"))
    with engine.begin() as connection:
        connection.execute(home.values(street=street))
    assert any("utf-8" in hit for hit in control.find_in(walked_site.raw_files()))
    assert control.find(b"\x00".join(walked_site.every_value()))


def _takes_words(field: object) -> bool:
    kind = getattr(field, "field_class", None)
    return kind is not None and issubclass(kind, TextInput | LongText) and not issubclass(kind, Postcode)
