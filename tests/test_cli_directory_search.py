"""Looking for services by command: the search of the pages, exit codes, and no protected address."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lotsen.cli import frame, main
from lotsen.directory import actions
from lotsen.directory.domain import Capacity, Cost, ServiceWish
from lotsen.directory.entries import ServiceEntry
from lotsen.kernel import new_id
from lotsen.places import actions as places
from lotsen.places.exchange import read_geonames
from tests.directory.town import ELTERNCAFE, FRAUENHAUS, keep_words, the_file
from tests.places.test_actions import demo_towns
from tests.places.test_exchange import geonames, row

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the demo's directory, a postcode of two towns, and a name that steers terminals."""
    folder = tmp_path_factory.mktemp("search")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setenv("LOTSEN_HOME", str(folder / "var"))
        assert CliRunner().invoke(main, ["keys", "init"]).exit_code == 0
        with frame.machine_desk("test", writing=True) as desk:
            places.load_places(desk, demo_towns())
            actions.load_directory(desk, the_file())
            two = geonames(row("43301", "Neudorf"), row("43301", "Altdorf"))
            places.merge_towns(desk, read_geonames(two).towns)
            keep_words(desk)
            owner = the_file().organizations[0].id
            odd = ServiceEntry(
                id=new_id(), organization_id=owner, service_type="D1", name="Zirbeltreff \x1b[31m\u202eRot"
            )
            actions.save_service(desk, odd)
        yield folder


@pytest.fixture
def search(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `lotsen directory search …`."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("LOTSEN_HOME", str(home / "var"))
    return lambda *words: CliRunner().invoke(main, ["directory", "search", *words])


def data(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_store_that_nobody_made_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSEN_HOME", str(tmp_path / "var"))
    told = CliRunner().invoke(main, ["directory", "search", "hebamme"])
    assert (told.exit_code, told.stdout) == (1, "")
    (line,) = told.stderr.splitlines()
    assert "the store does not answer" in line
    assert "lotsen check" in line


def test_it_finds_what_the_page_finds_in_the_same_order(search: Run) -> None:
    wish = ServiceWish(text="beratung", language="ar", postcode="43101", radius_km=5, cost=Cost.FREE)
    with frame.machine_desk("test", writing=False) as desk:
        page = actions.find_services(desk, wish)
    words = ("beratung", "--language", "ar", "--postcode", "43101", "--radius", "5", "--cost", "free")
    told = data(search(*words, "--limit", "1000", "--json"))
    assert [one["id"] for one in told["services"]] == [str(one.service.id) for one in page.services]
    assert [one["distance_m"] for one in told["services"]] == [one.distance for one in page.services]
    assert told["total"] == len(page) > 5
    assert told["not_stated"] == len(page.unstated) > 0
    assert [bool(one["says_nothing_about"]) for one in told["services"]] == [
        bool(one.unclear) for one in page.services
    ]


def test_the_phone_of_the_organization_is_told_where_a_service_has_none_of_its_own(search: Run) -> None:
    owners = {one.id: one.phone for one in the_file().organizations}
    given = {str(one.id): one.phone or owners[one.organization_id] for one in the_file().services}
    told = {one["id"]: one["phone"] for one in data(search("", "--limit", "1000", "--json"))["services"]}
    assert {id_: phone for id_, phone in told.items() if id_ in given} == given
    assert any(one.phone is None and owners[one.organization_id] for one in the_file().services)


def test_a_service_is_told_with_type_capacity_and_the_day_it_was_checked(search: Run) -> None:
    told = data(search("Elterncafé Hafenlichter", "--limit", "1", "--json"))
    (service,) = told["services"]
    given = next(one for one in the_file().services if one.id == ELTERNCAFE)
    assert service["id"] == str(ELTERNCAFE)
    assert service["name"] == "Elterncafé Hafenlichter"
    assert service["type"]["code"] == "D1"
    assert given.capacity_checked_on is not None
    assert service["capacity"] == {
        "state": Capacity.FREE,
        "waiting_weeks": None,
        "checked_on": given.capacity_checked_on.isoformat(),
    }
    with frame.machine_desk("test", writing=False) as desk:
        assert told["directory_version"] == actions.directory_version(desk)
    assert told["facets"]["service_type"]["counts"]["D1"] >= 1


def test_a_table_has_a_line_for_each_service_and_says_how_many_there_are(search: Run) -> None:
    shown = search("hebamme", "--postcode", "43101", "--limit", "2").stdout.splitlines()
    assert shown[0].split() == ["Service", "Organization", "Type", "km", "Places"] or "km" not in shown[0]
    assert len(shown) == 4
    assert "shown are 1 to 2" in shown[-1]
    rest = search("hebamme", "--postcode", "43101", "--limit", "2", "--offset", "2").stdout
    assert "shown are 3 to 4" in rest
    assert shown[1] not in rest


def test_a_slip_is_found_and_told(search: Run) -> None:
    told = data(search("hebame", "--json"))
    assert told["did_you_mean"] == [{"typed": "hebame", "used": "Hebamme"}]
    assert "searched instead: Hebamme" in search("hebame").stdout


def test_wishes_read_out_of_the_words_and_signs_without_words_are_told(search: Run) -> None:
    told = data(search("beratung anonym", "--json"))
    assert (told["understood"], told["recognised"]["wishes"]) == (True, ["anonymous"])
    assert "understood as a filter: without a name" in search("beratung anonym").stdout
    signs = search("???", "--json")
    assert (signs.exit_code, json.loads(signs.stdout)["understood"]) == (1, False)
    assert "there is no word to search for" in search("???").stdout


def test_where_nothing_meets_every_wish_the_one_in_the_way_is_named(search: Run) -> None:
    words = ("Elterncafé Hafenlichter", "--type", "A1")
    told = data(search(*words, "--json"))
    assert told["nearly"]["without"] == "type"
    assert told["nearly"]["total"] >= 1
    done = search(*words)
    assert done.exit_code == 1
    assert "without “Type of service”" in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("hebamme",), 0),
        (("--municipality", "Lindbrück", "--type", "d1"), 0),
        (("--type", "Stadtteilmütter"), 1),
        (("wüstenschiffsgeige",), 1),
        (("hebamme", "--type", "Z9"), 2),
        (("hebamme", "--language", "xx"), 2),
        (("hebamme", "--postcode", "123"), 2),
        (("hebamme", "--postcode", "99999"), 2),
        (("hebamme", "--radius", "5"), 2),
        (("hebamme", "--radius", "0", "--postcode", "43101"), 2),
        (("hebamme", "--district", "nirgends"), 2),
        (("hebamme", "--municipality", "Nirgendwo"), 2),
        (("hebamme", "--capacity", "lots"), 2),
    ],
)
def test_found_is_0_nothing_found_is_1_a_wrong_call_is_2(
    search: Run, words: tuple[str, ...], code: int
) -> None:
    done = search(*words)
    assert done.exit_code == code, done.output
    assert (code == 2) == bool(done.stderr)
    assert "Traceback" not in done.output


def test_a_postcode_in_several_towns_names_them_and_takes_the_one_that_is_meant(search: Run) -> None:
    done = search("--postcode", "43301")
    assert done.exit_code == 2
    assert "Altdorf (05999-altdorf), Neudorf (05999-neudorf)" in done.stderr
    told = data(search("--postcode", "43301", "--json"))
    assert [one["name"] for one in told["municipalities"]] == ["Altdorf", "Neudorf"]
    assert search("--postcode", "43301", "--municipality", "Neudorf").exit_code in (0, 1)
    elsewhere = search("--postcode", "43301", "--municipality", "Lindbrück")
    assert (elsewhere.exit_code, "lies elsewhere" in elsewhere.stderr) == (2, True)


def test_a_town_without_a_postcode_is_itself_the_place(search: Run) -> None:
    everything = data(search("--json", "--limit", "1000"))["total"]
    here = data(search("--municipality", "Auenrode", "--json", "--limit", "1000"))
    assert 0 < here["total"] < everything
    with frame.machine_desk("test", writing=False) as desk:
        town = next(row.code for row in places.municipalities(desk) if row.name == "Auenrode")
        assert len(actions.find_services(desk, ServiceWish(municipality=town))) == here["total"]


def test_of_a_protected_address_no_place_and_no_distance_is_told(search: Run) -> None:
    told = data(search("frauenhaus", "--postcode", "43101", "--json"))
    (house,) = [one for one in told["services"] if one["id"] == str(FRAUENHAUS)]
    assert house["protected_address"] is True
    assert house["distance_m"] is None
    streets = {place.street for place in the_file().locations if place.street}
    shown = search("frauenhaus").stdout + json.dumps(told, ensure_ascii=False)
    assert not any(street in shown for street in streets)


def test_a_name_steers_no_terminal(search: Run) -> None:
    shown = search("zirbeltreff").stdout
    assert "Zirbeltreff" in shown
    assert not set(shown) & {"\x1b", "\u202e"}


def test_who_is_not_in_a_town_is_told_with_the_nearest_elsewhere(search: Run) -> None:
    told = data(search("elterncafé neudorf", "--json"))
    assert told["nobody_there"] == {"place": "Neudorf", "in_directory": False}
    assert told["services"][0]["name"] == "Vätertreff am Samstag"
    distances = [one["distance_m"] for one in told["nearest"] if one["distance_m"] is not None]
    assert len(distances) > 1
    assert distances == sorted(distances)
    lines = search("elterncafé neudorf").stdout.splitlines()
    assert "nothing that was looked for lies in Neudorf or is responsible for it" in lines
    assert "elsewhere, the nearest first:" in lines


def test_a_town_that_is_not_in_the_list_of_places_and_one_that_is_a_word_are_told(search: Run) -> None:
    assert data(search("hebamme köln", "--json"))["unknown_places"] == ["köln"]
    assert "the list of places does not know “köln”; it was left out" in search("hebamme köln").stdout
    other = data(search("hebamme essen", "--json"))["other_reading"]
    assert other == {"typed": "essen", "is_place": False, "text": "hebamme “essen”"}
    assert (
        "“essen” was read as a place; for the word search hebamme “essen”" in search("hebamme essen").stdout
    )
