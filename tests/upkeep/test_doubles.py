"""Entries that look like one: told apart until one of them changes, or made one with nothing lost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import Likeness, ServiceStatus
from lotsen.directory.entries import LocationEntry
from lotsen.directory.exchange import bring
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.links.domain import LinkClosed
from lotsen.upkeep import actions
from lotsen.upkeep.domain import ProposedBy
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, WILLKOMMEN
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("with_directory")

OpenBrowser = Callable[..., Browser]
Provider = Callable[[], AbstractContextManager[Desk]]
TWIN = UUID(int=77, version=4)
PLACE = UUID(int=78, version=4)


def arrange(desk: OpenDesk) -> None:
    """A second entry of the parents' café, at a place of its own and with a phone number only it states."""
    with desk("coordinator") as d:
        entry, _ = directory.read_entry(d, ELTERNCAFE)
        place = LocationEntry(id=PLACE, name="Treff", street="Am Wehr 3", postcode="43101", city="Lindbrück")
        own = {"id": TWIN, "name": entry.name.upper(), "location_ids": (PLACE,), "alternate_name": "Kaffee"}
        directory.add_service(d, entry.model_copy(update=own), place=place)


def pairs(d: Desk) -> list[set[UUID]]:
    return [{double.one.id, double.other.id} for double in directory.find_duplicates(d)]


@pytest.fixture
def town(desk: OpenDesk) -> OpenDesk:
    arrange(desk)
    return desk


def test_pairs_are_compared_anew_as_soon_as_anything_changes_and_come_page_by_page(town: OpenDesk) -> None:
    def count() -> int:
        with town("coordinator", writing=False) as d:
            assert directory.count_duplicates(d) == len(directory.find_duplicates(d))
            return directory.count_duplicates(d)

    assert count() == 1
    with town("coordinator") as d:
        directory.mark_distinct(d, TWIN, ELTERNCAFE)
    assert count() == 0
    with town("coordinator") as d:
        directory.unmark_distinct(d, TWIN, ELTERNCAFE)
        entry, _ = directory.read_entry(d, ELTERNCAFE)
        directory.add_service(d, entry.model_copy(update={"id": UUID(int=79, version=4)}))
    assert count() == 3
    with town("coordinator", writing=False) as d:
        every = pairs(d)
        found = directory.find_duplicates(d, offset=1, limit=1)
    assert [{one.one.id, one.other.id} for one in found] == every[1:2]


@pytest.mark.parametrize("own_id", ["", str(UUID(int=78, version=4))])
def test_a_list_that_names_what_is_known_makes_a_double_only_by_an_id_of_its_own_and_it_is_shown(
    desk: OpenDesk, tmp_path: Path, own_id: str
) -> None:
    with desk("coordinator") as d:
        known = directory.read_service(d, ELTERNCAFE).service
        path = tmp_path / "list.csv"
        row = f"{known.name};{known.organization.name};{own_id}"
        path.write_text(f"Angebot;Träger;Kennung\n{row}\n", encoding="utf-8")
        bring(d, path)
    with desk("coordinator", writing=False) as d:
        found = directory.find_duplicates(d)
    assert [{one.one.id, one.other.id} for one in found] == ([{ELTERNCAFE, UUID(own_id)}] if own_id else [])
    assert all(one.sign is Likeness.NAME for one in found)


def test_an_ended_entry_asks_nobody_about_it(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    with site_desk("coordinator") as d:
        entry, revision = directory.read_entry(d, ELTERNCAFE)
        ended = entry.model_copy(update={"status": ServiceStatus.DEFUNCT})
        directory.save_service(d, ended, revision=revision)
    page = browser("coordinator").get(f"/directory/{ELTERNCAFE}")
    assert "Eintrag bearbeiten" in page.text
    assert "Anbieter fragen" not in page.text
    assert "Plätze aktualisieren" not in page.text


def test_a_pair_found_different_stays_away_until_it_is_taken_back(town: OpenDesk) -> None:
    with town("coordinator") as d:
        assert pairs(d) == [{ELTERNCAFE, TWIN}]
        directory.mark_distinct(d, TWIN, ELTERNCAFE)
        directory.mark_distinct(d, ELTERNCAFE, TWIN)
        assert pairs(d) == []
        assert len(directory.kept_apart(d)) == 1
        directory.unmark_distinct(d, TWIN, ELTERNCAFE)
        directory.unmark_distinct(d, TWIN, ELTERNCAFE)
        assert pairs(d) == [{ELTERNCAFE, TWIN}]
        with pytest.raises(NotVisible):
            directory.mark_distinct(d, TWIN, TWIN)
        with pytest.raises(NotVisible):
            directory.mark_distinct(d, TWIN, new_id())


@pytest.mark.parametrize(
    ("said", "looks_anew"),
    [
        ({"description": "Ein Treff am Wehr"}, False),
        ({"name": "eltern café hafen"}, None),
        ({"phone": "02999 4444"}, True),
        ({"website": "https://anders.example"}, True),
        ({"location_ids": ()}, True),
    ],
)
def test_a_pair_found_different_comes_back_when_one_changes_what_it_is_recognised_by(
    town: OpenDesk, said: dict[str, object], looks_anew: bool | None
) -> None:
    with town("coordinator") as d:
        directory.mark_distinct(d, ELTERNCAFE, TWIN)
    with town("coordinator") as d:
        entry, revision = directory.read_entry(d, TWIN)
        if looks_anew is None:
            said = {"name": entry.name.lower().replace(" ", "-")}
        directory.save_service(d, entry.model_copy(update=said), revision=revision)
        assert pairs(d) == ([{ELTERNCAFE, TWIN}] if looks_anew else [])
        assert bool(directory.kept_apart(d)) is not bool(looks_anew)


def test_a_pair_found_different_comes_back_when_its_place_moves(town: OpenDesk) -> None:
    with town("coordinator") as d:
        directory.mark_distinct(d, ELTERNCAFE, TWIN)
        place, _ = directory.read_location(d, PLACE)
        directory.save_location(
            d, place.model_copy(update={"access_note": "Klingeln", "street": "AM WEHR 3"})
        )
        assert pairs(d) == []
        directory.save_location(d, place.model_copy(update={"street": "Hafenstraße 9"}))
        assert pairs(d) == [{ELTERNCAFE, TWIN}]


def test_a_pair_found_different_comes_back_when_an_address_becomes_protected(
    town: OpenDesk,
) -> None:
    with town("coordinator") as d:
        directory.mark_distinct(d, ELTERNCAFE, TWIN)
        entry, revision = directory.read_entry(d, TWIN)
        hidden = {"protected_address": True, "location_ids": ()}
        directory.save_service(d, entry.model_copy(update=hidden), revision=revision)
        assert pairs(d) == [{ELTERNCAFE, TWIN}]


def test_two_entries_become_one_and_who_asks_for_the_other_is_led_to_it(
    town: OpenDesk, provider: Provider
) -> None:
    with town("coordinator") as d:
        actions.open_entry_link(d, new_id(), TWIN)
        token = (actions.path_to_entry(d, TWIN) or "").rpartition("/")[2]
        proposal = actions.propose_change(d, new_id(), TWIN, {"phone": "02999 9"}, by=ProposedBy.STAFF).id
        pair = actions.read_pair(d, ELTERNCAFE, TWIN)
        assert "alternate_name" in pair.gaps
        assert "name" in pair.leaders
        assert "name" not in pair.gaps
        before = len(directory.read_history(d, ELTERNCAFE))
        for _ in range(2):
            actions.merge(d, ELTERNCAFE, TWIN, pair.gaps, revisions=pair.revisions)
        kept, _ = directory.read_entry(d, ELTERNCAFE)
        assert (kept.name, kept.alternate_name) == (pair.kept.name, "Kaffee")
        assert len(directory.read_history(d, ELTERNCAFE)) == before + 1
        assert directory.read_service(d, TWIN).service.status is ServiceStatus.DEFUNCT
        assert pairs(d) == []
        assert directory.stands_for(d, TWIN) == ELTERNCAFE
        assert actions.read_proposal(d, proposal).proposal.service_id == ELTERNCAFE
    with provider() as d:
        assert actions.entry_behind(d, token).entry.id == ELTERNCAFE


def test_an_inner_mark_of_an_import_is_no_field_to_choose(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, revision = directory.read_entry(d, TWIN)
        marked = entry.model_copy(update={"parts": {"untyped": True, "license": "CC0"}})
        directory.save_service(d, marked, revision=revision)
        pair = actions.read_pair(d, ELTERNCAFE, TWIN)
        [parts] = [one for one in pair.changes if one.name == "parts"]
        assert parts.proposed == {"license": "CC0"}


def test_an_entry_that_is_opened_again_stands_for_itself(town: OpenDesk) -> None:
    with town("coordinator") as d:
        pair = actions.read_pair(d, ELTERNCAFE, TWIN)
        actions.merge(d, ELTERNCAFE, TWIN, frozenset(), revisions=pair.revisions)
        entry, revision = directory.read_entry(d, TWIN)
        directory.save_service(
            d, entry.model_copy(update={"status": ServiceStatus.ACTIVE}), revision=revision
        )
        assert directory.stands_for(d, TWIN) == TWIN


def test_entries_that_changed_in_the_meantime_are_not_made_one(town: OpenDesk) -> None:
    with town("coordinator") as d:
        pair = actions.read_pair(d, ELTERNCAFE, TWIN)
        entry, revision = directory.read_entry(d, TWIN)
        directory.save_service(d, entry.model_copy(update={"alert": "Zieht um"}), revision=revision)
        with pytest.raises(StaleRevision):
            actions.merge(d, ELTERNCAFE, TWIN, frozenset(), revisions=pair.revisions)
        assert directory.read_service(d, TWIN).service.status is ServiceStatus.ACTIVE
        with pytest.raises(NotVisible):
            actions.read_pair(d, ELTERNCAFE, ELTERNCAFE)


def test_a_link_to_an_entry_that_is_gone_leads_nowhere(town: OpenDesk, provider: Provider) -> None:
    with provider() as d, pytest.raises(LinkClosed):
        actions.entry_behind(d, "unknown")


def test_a_coordinator_tells_a_pair_apart_and_looks_again(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    arrange(site_desk)
    visitor = browser("coordinator")
    here = f"/upkeep/doubles/{ELTERNCAFE}/{TWIN}"
    assert "Vielleicht doppelt" in visitor.get("/upkeep/").text
    listed = visitor.get("/upkeep/doubles")
    assert str(TWIN) in listed.html
    assert "Gleicher Name und Träger" in visitor.get(here).text
    done = visitor.post(f"{here}/different")
    shown = visitor.follow(done)
    assert "Als verschieden erkannt" in shown.text
    assert "Keine zwei Einträge sehen gleich aus" in shown.text
    assert visitor.post(f"/upkeep/doubles/{TWIN}/{ELTERNCAFE}/look-again").status == 303
    assert "Als verschieden erkannt" not in visitor.get("/upkeep/doubles").text


def test_a_coordinator_makes_two_entries_one(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    arrange(site_desk)
    visitor = browser("coordinator")
    here = f"/upkeep/doubles/{ELTERNCAFE}/{TWIN}"
    old = visitor.get(here)
    with site_desk("coordinator") as d:
        entry, revision = directory.read_entry(d, TWIN)
        directory.save_service(d, entry.model_copy(update={"alert": "Zieht um"}), revision=revision)
    stale = visitor.submit(old, here, fields_chosen=["name"])
    assert stale.status == 409
    assert "Zieht um" in stale.text
    for _ in range(2):
        answer = visitor.submit(stale, here, fields_chosen=["name", "alert"])
        assert answer.status == 303
    assert "sind jetzt einer" in visitor.follow(answer).text
    ended = visitor.get(f"/directory/{TWIN}")
    assert "Ein anderer Eintrag meint dasselbe" in ended.text
    assert f"/directory/{ELTERNCAFE}" in ended.html
    assert visitor.get(here).location == f"/directory/{ELTERNCAFE}"
    assert visitor.get(f"/upkeep/doubles/{TWIN}/{WILLKOMMEN}").status == 404
    assert visitor.get(f"/hilfe/de/angebot/{TWIN}").location == f"/hilfe/de/angebot/{ELTERNCAFE}"
    with site_desk("coordinator", writing=False) as d:
        kept, _ = directory.read_entry(d, ELTERNCAFE)
        assert (kept.name, kept.alert) == (entry.name, "Zieht um")
