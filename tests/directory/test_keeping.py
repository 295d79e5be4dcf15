"""Own types, synonyms, doubles, and what becomes of the places of a protected service."""

from typing import Any

import pytest
from sqlmodel import select

from lotsen.directory import actions
from lotsen.directory.domain import Likeness, Traits, likeness, pairs_alike
from lotsen.directory.entries import LocationEntry, TermEntry
from lotsen.directory.tables import EntryRevision, Location
from lotsen.kernel import NotVisible, new_id
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, TODAY, WILLKOMMEN, the_file

HERE, THERE = "Träger am Fluss", "Verein im Tal"


def traits(**said: object) -> Traits:
    plain = {"id": new_id(), "organization": HERE, "service_type": "D1", "name": "Elterncafé"}
    fields: dict[str, Any] = {**plain, "phone": None, "website": None, **said}
    return Traits(**fields)


@pytest.fixture
def town(with_directory: None, desk: OpenDesk) -> OpenDesk:
    return desk


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ({"name": "Eltern-Cafe"}, {"name": "ELTERNCAFÉ"}, Likeness.NAME),
        ({"organization": "TRÄGER, am Fluss"}, {}, Likeness.NAME),
        ({"organization": "Klinikum am Fluss"}, {"organization": "Klinikum am Fluss gGmbH"}, Likeness.NAME),
        ({"organization": "Verein Fluss e. V."}, {"organization": "Verein Fluss e.V."}, Likeness.NAME),
        ({}, {"organization": THERE}, None),
        (
            {"phone": "+49 2999 555-1"},
            {"name": "Treff", "phone": "02999 5551", "organization": THERE},
            Likeness.PHONE,
        ),
        ({"phone": "02999 1"}, {"name": "Treff", "phone": "02999 1", "service_type": "B1"}, None),
        (
            {"website": "https://www.treff.example/"},
            {"name": "Treff", "website": "http://treff.example"},
            Likeness.WEBSITE,
        ),
        (
            {"website": "https://treff.example"},
            {"name": "Treff", "website": "https://treff.example", "service_type": "B1"},
            None,
        ),
        ({"phone": "", "website": ""}, {"name": "Treff", "phone": "", "website": ""}, None),
    ],
)
def test_two_entries_look_like_one_by_name_number_or_site(
    one: dict[str, object], other: dict[str, object], sign: Likeness | None
) -> None:
    first, second = traits(**one), traits(**other)
    assert likeness(first, second) is sign
    assert likeness(second, first) is sign
    assert bool(pairs_alike([first, second, traits(name="Anderes")])) is (sign is not None)


def test_a_double_is_found_once_and_a_stored_entry_is_no_double_of_itself(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, _ = actions.read_entry(d, ELTERNCAFE)
        twin = entry.model_copy(update={"id": new_id(), "name": entry.name.upper(), "location_ids": ()})
        assert actions.find_duplicates(d) == ()
        assert actions.find_similar(d, entry) == ()
        ((found, sign),) = actions.find_similar(d, twin)
        assert (found.id, sign) == (ELTERNCAFE, Likeness.NAME)
        actions.add_service(d, twin)
        (double,) = actions.find_duplicates(d)
        assert {double.one.id, double.other.id} == {ELTERNCAFE, twin.id}


def test_an_own_type_is_added_renamed_and_retired_and_keeps_its_history(town: OpenDesk) -> None:
    term = TermEntry(name="Stadtteilmütter", service_type="A4")
    with town("coordinator") as d:
        before = actions.directory_version(d)
        actions.save_type(d, term)
        actions.save_type(d, term)
        actions.save_type(d, term.model_copy(update={"name": "Stadtteilmütter Hafen"}))
        actions.save_type(d, actions.read_type(d, term.id).model_copy(update={"retired_on": TODAY}))
        assert actions.directory_version(d) > before
    with town("navigator", writing=False) as d:
        (row,) = actions.list_types(d)
        assert (row.name, row.retired_on) == ("Stadtteilmütter Hafen", TODAY)
        assert len(actions.read_history(d, term.id)) == 3
        with pytest.raises(NotVisible):
            actions.read_type(d, new_id())


def test_one_name_stands_for_one_own_type_of_a_shipped_type(town: OpenDesk) -> None:
    with town("coordinator") as d:
        actions.save_type(d, TermEntry(name="Väterfrühstück", service_type="D1"))
        actions.save_type(d, TermEntry(name="Väterfrühstück", service_type="B1"))
        with pytest.raises(actions.TypeNameTaken):
            actions.save_type(d, TermEntry(name="VAETERFRUEHSTUECK", service_type="D1"))


def test_synonyms_are_kept_without_doubles_and_count_as_a_change(town: OpenDesk) -> None:
    group = new_id()
    with town("coordinator") as d:
        before = actions.directory_version(d)
        actions.save_synonyms(d, group, ["Kita", "Krippe", " kita ", ""])
        assert actions.synonyms(d) == (("Kita", "Krippe"),)
        assert actions.directory_version(d) == before + 1
        with pytest.raises(actions.WordTaken):
            actions.save_synonyms(d, new_id(), ["KRIPPE", "Hort"])
        actions.save_synonyms(d, group, ["Kita", "Hort"])
        actions.remove_synonyms(d, group)
        with pytest.raises(NotVisible):
            actions.remove_synonyms(d, group)
        assert actions.synonyms(d) == ()


@pytest.mark.parametrize("words", [["Kita"], ["Kita", "KITA"], [f"w{n}" for n in range(21)], ["a", "b" * 61]])
def test_a_group_of_synonyms_has_two_to_twenty_short_words(desk: OpenDesk, words: list[str]) -> None:
    with desk("coordinator") as d, pytest.raises(actions.NoGroupOfWords):
        actions.save_synonyms(d, new_id(), words)


def test_protecting_an_address_erases_the_place_that_nobody_else_has(town: OpenDesk) -> None:
    shared = the_file().locations[0].id
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        hidden = LocationEntry(
            organization_id=entry.organization_id, name="Haus", street="Am Wehr 3", postcode="43101"
        )
        actions.save_location(d, hidden)
        given = {"location_ids": (hidden.id, shared)}
        actions.save_service(d, entry.model_copy(update=given), revision=revision)
        other, other_revision = actions.read_entry(d, WILLKOMMEN)
        actions.save_service(d, other.model_copy(update={"location_ids": (shared,)}), revision=other_revision)
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        protected = entry.model_copy(update={"protected_address": True, "location_ids": ()})
        actions.save_service(d, protected, revision=revision)
    with town("coordinator", writing=False) as d:
        assert d.db.get(Location, hidden.id) is None
        assert d.db.get(Location, shared) is not None
        assert actions.read_history(d, hidden.id) == ()
        assert not [row for row in d.db.exec(select(EntryRevision)).all() if "Am Wehr" in str(row.entry)]


def test_an_address_is_written_with_what_is_known_of_it() -> None:
    place = Location(name="Treff", street="Am Wehr 3", postcode="59997", city="Lindbrück")
    assert place.address == "Am Wehr 3, 59997 Lindbrück"
    assert Location(name="Treff", street="", postcode="", city="Lindbrück").address == "Lindbrück"
    assert Location(name="Treff", street="", postcode="", city="").address == ""
