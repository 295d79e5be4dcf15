"""The demo town's directory, as the tests load it."""

from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from ruamel.yaml import YAML

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.entries import DirectoryFile, TermEntry, key_id, read_directory
from lotsen.kernel import local_day
from lotsen.places import actions as places
from lotsen.places.entries import read_towns

DATA = Path(__file__).parents[2] / "lotsen" / "demo" / "data"
TODAY = date(2026, 11, 21)
FRAUENHAUS = key_id("service", "frauenhaus")
ELTERNCAFE = key_id("service", "elterncafe-hafen")
WILLKOMMEN = key_id("service", "willkommen-zeit")


@cache
def the_file() -> DirectoryFile:
    """Read the demo directory."""
    return read_directory((DATA / "directory.yaml").read_text(encoding="utf-8"), today=TODAY)


def load_town(desk: Desk) -> None:
    """Load places and directory."""
    places.load_places(desk, read_towns(YAML(typ="safe").load(DATA / "lindbrueck.yaml")["municipalities"]))
    actions.load_directory(desk, the_file())
    assert local_day(desk.clock) == TODAY


def keep_words(desk: Desk) -> dict[str, UUID]:
    """Keep an own type and a group of words; return the id of everything that has a page of its own."""
    term, group = UUID(int=23, version=4), UUID(int=24, version=4)
    actions.save_type(desk, TermEntry(id=term, name="Stadtteilmütter", service_type="A4"))
    actions.save_synonyms(desk, group, ["Kita", "Krippe"])
    place = actions.list_locations(desk)[0]
    assert place.organization_id is not None
    return {
        "term_id": term,
        "group_id": group,
        "location_id": place.id,
        "organization_id": place.organization_id,
    }
