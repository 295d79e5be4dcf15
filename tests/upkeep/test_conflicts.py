"""What people changed outlives an import; where the file says something new there, a coordinator decides."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ChangeSource, ObjectKind, join
from lotsen.directory.entries import LocationEntry, OrganizationEntry
from lotsen.directory.exchange import Memory, bring
from lotsen.kernel import NotVisible, StaleRevision, new_id, page_of
from lotsen.upkeep import actions
from lotsen.upkeep.wording import FIELD_LABELS, ORGANIZATION_LABELS, PLACE_LABELS
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, the_file
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("with_directory")

OpenBrowser = Callable[..., Browser]
CARRIER = the_file().organizations[0].id


def services(desk: Desk, folder: Path, name: str, alert: str) -> int:
    """Import a file that says a name and a notice of the café; return how many entries are to be decided."""
    owner = directory.read_entry(desk, ELTERNCAFE)[0].organization_id
    text = f"id,organization_id,name,alert\r\n{ELTERNCAFE},{owner},{name},{alert}\r\n"
    (folder / "services.csv").write_text(text, encoding="utf-8", newline="")
    return bring(desk, folder / "services.csv").stored["service"].kept


def carrier(desk: Desk, folder: Path, name: str) -> int:
    """Import a file that says the name of an organization."""
    text = f"id,name,description\r\n{CARRIER},{name},Ein Verein\r\n"
    (folder / "organizations.csv").write_text(text, encoding="utf-8", newline="")
    return bring(desk, folder / "organizations.csv").stored["organization"].kept


def rename(desk: Desk, name: str) -> None:
    entry, revision = directory.read_entry(desk, ELTERNCAFE)
    directory.save_service(desk, entry.model_copy(update={"name": name}), revision=revision)


def now(desk: Desk) -> tuple[str, str | None]:
    entry, _ = directory.read_entry(desk, ELTERNCAFE)
    return entry.name, entry.alert


def arrange(desk: OpenDesk, folder: Path) -> None:
    """Import, let somebody rename the café, and import a file that says another name and a notice."""
    with desk("coordinator") as d:
        assert services(d, folder, "Café Alt", "") == 0
        rename(d, "Café am Kai")
        assert services(d, folder, "Café Neu", "Zieht um") == 1


def test_a_file_that_says_nothing_new_takes_nothing_back(desk: OpenDesk, tmp_path: Path) -> None:
    with desk("coordinator") as d:
        services(d, tmp_path, "Café Alt", "")
        rename(d, "Café am Kai")
        states, version = len(directory.read_history(d, ELTERNCAFE)), directory.directory_version(d)
        for _ in range(2):
            assert services(d, tmp_path, "Café Alt", "") == 0
        assert now(d)[0] == "Café am Kai"
        assert len(directory.read_history(d, ELTERNCAFE)) == states
        assert directory.directory_version(d) == version
        assert actions.contradictions(d) == ()


def test_where_both_say_something_new_what_people_wrote_stands_and_the_rest_is_taken(
    desk: OpenDesk, tmp_path: Path
) -> None:
    arrange(desk, tmp_path)
    with desk("coordinator") as d:
        assert now(d) == ("Café am Kai", "Zieht um")
        (found,) = actions.contradictions(d)
        assert [(one.name, one.now, one.proposed) for one in found.changes] == [
            ("name", "Café am Kai", "Café Neu")
        ]
        sources = [state.source for state in directory.read_history(d, ELTERNCAFE)[:2]]
        assert sources == [ChangeSource.STAFF, ChangeSource.IMPORT]
        assert services(d, tmp_path, "Café Neu", "Zieht um") == 0
        assert len(actions.contradictions(d)) == 1
        assert services(d, tmp_path, "Café am Kai", "Zieht um") == 0
        assert now(d) == ("Café am Kai", "Zieht um")


def test_what_a_provider_said_over_a_link_outlives_an_import_too(desk: OpenDesk, tmp_path: Path) -> None:
    with desk("coordinator") as d:
        services(d, tmp_path, "Café Alt", "Bitte klingeln")
        entry, revision = directory.read_entry(d, ELTERNCAFE)
        said = entry.model_copy(update={"alert": None})
        directory.save_service(d, said, revision=revision, source=ChangeSource.PROVIDER)
        assert services(d, tmp_path, "Café Alt", "Bitte klingeln") == 0
        assert now(d) == ("Café Alt", None)


@pytest.mark.parametrize(("chosen", "name"), [({"name"}, "Café Neu"), (set(), "Café am Kai")])
def test_a_decision_holds_until_the_file_says_something_new(
    desk: OpenDesk, tmp_path: Path, chosen: set[str], name: str
) -> None:
    arrange(desk, tmp_path)
    with desk("coordinator") as d:
        shown = actions.read_contradiction(d, ELTERNCAFE)
        with pytest.raises(StaleRevision):
            actions.settle(d, ELTERNCAFE, frozenset(chosen), revision=shown.revision - 1)
        actions.settle(d, ELTERNCAFE, frozenset(chosen), revision=shown.revision)
        assert now(d) == (name, "Zieht um")
        assert actions.contradictions(d) == ()
        with pytest.raises(NotVisible):
            actions.read_contradiction(d, ELTERNCAFE)
        assert services(d, tmp_path, "Café Neu", "Zieht um") == 0
        assert now(d) == (name, "Zieht um")
        rename(d, "Café Drei")
        assert services(d, tmp_path, "Café Vier", "Zieht um") == 1


def test_hours_that_a_form_only_spells_otherwise_are_no_change_by_people(
    desk: OpenDesk, tmp_path: Path
) -> None:
    def from_file(d: Desk, hours: str) -> int:
        owner = directory.read_entry(d, ELTERNCAFE)[0].organization_id
        text = (
            "Angebot;Träger;Öffnungszeiten;Kennung;Kennung des Trägers\n"
            f"Café;Verein;{hours};{ELTERNCAFE};{owner}\n"
        )
        (tmp_path / "liste.csv").write_text(text, encoding="utf-8")
        return bring(d, tmp_path / "liste.csv").stored["service"].kept

    with desk("coordinator") as d:
        assert from_file(d, "Mo-Do 10:00-16:00") == 0
        entry, revision = directory.read_entry(d, ELTERNCAFE)
        saved = entry.model_copy(update={"opening_hours": "Mo-Th 10:00-16:00", "phone": "02999 1"})
        directory.save_service(d, saved, revision=revision)
        assert directory.read_entry(d, ELTERNCAFE)[0].opening_hours == entry.opening_hours
        assert from_file(d, "Mo-Fr 08:00-12:00") == 0
        assert directory.read_entry(d, ELTERNCAFE)[0].opening_hours == "Mo-Fr 08:00-12:00"
        assert directory.read_entry(d, ELTERNCAFE)[0].phone == "02999 1"


def test_the_same_file_again_leaves_nothing_more_to_decide_though_it_is_only_remembered(
    desk: OpenDesk, tmp_path: Path
) -> None:
    arrange(desk, tmp_path)
    path = tmp_path / "services.csv"
    with desk("coordinator") as d:
        report = bring(d, path)
        report.stored["service"].kept = 1
        memory = Memory(d, path)
        memory.note(d, report)
        again = memory.recall(d)
        assert again is not None
        assert again.stored["service"] == bring(d, path).stored["service"]


def test_the_page_shows_the_oldest_contradictions_and_says_that_there_are_more(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    size = page_of(1, 0).size
    visitor = browser("coordinator")
    with site_desk("coordinator") as d:
        listed = [service_id for service_id, _ in directory.service_names(d)]
        owner = directory.read_entry(d, ELTERNCAFE)[0]
        for _ in range(size + 1 - len(listed)):
            entry = owner.model_copy(update={"id": new_id(), "name": "Café"})
            directory.save_service(d, entry, revision=None)
            listed.append(entry.id)
        for number, service_id in enumerate(listed[: size + 1]):
            directory.note_conflict(d, ObjectKind.SERVICE, service_id, {"alert": None}, {"alert": "Zieht um"})
            if number == 0:
                first = service_id
    shown = visitor.get("/upkeep/")
    assert shown.html.count("/upkeep/conflicts/") == size
    assert "Hier stehen die ältesten" in shown.html
    with site_desk("coordinator") as d:
        directory.forget_conflict(d, first)
    shown = visitor.get("/upkeep/")
    assert shown.html.count("/upkeep/conflicts/") == size
    assert "Hier stehen die ältesten" not in shown.html


def test_what_settles_itself_is_no_longer_listed(desk: OpenDesk, tmp_path: Path) -> None:
    arrange(desk, tmp_path)
    with desk("coordinator") as d:
        rename(d, "Café Neu")
        assert actions.contradictions(d) == ()


def test_fields_that_belong_together_are_joined_as_one() -> None:
    base = {"street": "Am Wehr 3", "city": "Lindbrück", "name": "Treff"}
    theirs = base | {"city": "Neudorf", "name": "Haus"}
    ours = base | {"street": "Am Kai 1"}
    joined = join(base, theirs, ours)
    assert joined.state == ours | {"name": "Haus"}
    assert joined.said == {"street": "Am Wehr 3", "city": "Neudorf"}


def test_a_coordinator_decides_about_an_organization_on_a_page(
    browser: OpenBrowser, site_desk: OpenDesk, tmp_path: Path
) -> None:
    with site_desk("coordinator") as d:
        carrier(d, tmp_path, "Verein Alt")
        entry, _ = directory.read_organization(d, CARRIER)
        directory.save_organization(d, entry.model_copy(update={"name": "Verein am Kai"}))
        assert carrier(d, tmp_path, "Verein Neu") == 1
    visitor = browser("coordinator")
    here = f"/upkeep/conflicts/{CARRIER}"
    overview = visitor.get("/upkeep/")
    assert "Ein Import sagt etwas anderes" in overview.text
    assert here in overview.html
    page = visitor.get(here)
    assert "Verein Neu" in page.text
    assert visitor.submit(page, here).status == 422
    with site_desk("coordinator") as d:
        entry, _ = directory.read_organization(d, CARRIER)
        directory.save_organization(d, entry.model_copy(update={"phone": "02999 1"}))
    assert visitor.submit(page, here, fields_chosen=["name"]).status == 409
    done = visitor.submit(visitor.get(here), here, fields_chosen=["name"])
    assert done.location == f"/directory/organizations/{CARRIER}"
    assert "Verein Neu" in visitor.follow(done).text
    assert visitor.get(here).status == 404
    assert visitor.get(f"/upkeep/conflicts/{UUID(int=5)}").status == 404


def test_the_address_of_an_organization_is_not_called_one_for_families(
    browser: OpenBrowser, site_desk: OpenDesk, tmp_path: Path
) -> None:
    def from_file(desk: Desk, email: str) -> int:
        text = f"id,name,description,email\r\n{CARRIER},Verein,Ein Verein,{email}\r\n"
        (tmp_path / "organizations.csv").write_text(text, encoding="utf-8", newline="")
        return bring(desk, tmp_path / "organizations.csv").stored["organization"].kept

    with site_desk("coordinator") as d:
        from_file(d, "alt@verein.example")
        entry, _ = directory.read_organization(d, CARRIER)
        directory.save_organization(d, entry.model_copy(update={"email": "wir@verein.example"}))
        assert from_file(d, "neu@verein.example") == 1
    coordinator = browser("coordinator")
    for page in (coordinator.get("/upkeep/"), coordinator.get(f"/upkeep/conflicts/{CARRIER}")):
        assert "E-Mail" in page.text
        assert "E-Mail für Familien" not in page.text
    assert {"phone", "email"} == set(ORGANIZATION_LABELS) <= set(OrganizationEntry.model_fields)


def test_a_coordinator_keeps_everything_as_it_is(
    browser: OpenBrowser, site_desk: OpenDesk, tmp_path: Path
) -> None:
    arrange(site_desk, tmp_path)
    visitor = browser("coordinator")
    here = f"/upkeep/conflicts/{ELTERNCAFE}"
    assert visitor.submit(visitor.get(here), here, keep="yes").location == f"/directory/{ELTERNCAFE}"
    assert "Ein Import sagt etwas anderes" not in visitor.get("/upkeep/").text


def test_every_field_of_a_place_has_a_name() -> None:
    assert set(LocationEntry.model_fields) - {"id"} <= set(FIELD_LABELS | PLACE_LABELS)
