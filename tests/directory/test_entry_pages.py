"""The form of an entry: everything it can say, two versions side by side, places, doubles and own types."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from lotsen.directory import actions
from lotsen.directory.domain import AreaLevel, ChangeSource, ServiceWish
from lotsen.directory.entries import OrganizationEntry, ServiceEntry, TermEntry, Translation
from lotsen.directory.tables import Location
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.places import actions as places
from lotsen.places.entries import PostcodeEntry, TownEntry
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, the_file
from tests.pages import Answer, Browser

OpenBrowser = Callable[..., Browser]
EDIT = f"/directory/{ELTERNCAFE}/edit"
ADDRESS = {"place_name": "Haus am Wehr", "street": "Am Wehr 3", "postcode": "43101", "city": "Lindbrück"}


@pytest.fixture
def town(with_directory: None, site_desk: OpenDesk) -> OpenDesk:
    return site_desk


def entry_now(town: OpenDesk) -> ServiceEntry:
    with town("coordinator", writing=False) as d:
        return actions.read_entry(d, ELTERNCAFE)[0]


def save(visitor: Browser, town: OpenDesk, page: Answer | None = None, **said: Any) -> Answer:
    """Send the form; the lists and long texts, which the test browser does not read, say what is stored."""
    now = entry_now(town)
    kept = {
        "organization_id": str(now.organization_id),
        "service_type": now.service_type,
        "term_id": str(now.term_id or ""),
        "description": now.description or "",
    }
    return visitor.submit(page or visitor.get(EDIT), EDIT, **{**kept, **said})


def new(**said: Any) -> dict[str, Any]:
    organization = str(the_file().organizations[0].id)
    plain = {
        "organization_id": organization,
        "service_type": "D1",
        "name": "Krabbelgruppe",
        "status": "active",
    }
    return {**plain, **said}


def test_everything_an_entry_can_say_is_kept_and_shown(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    said: dict[str, Any] = {
        "alternate_name": "Café am Kai",
        "alert": "Bis Januar geschlossen",
        "hours_note": "Nicht in den Ferien",
        "how_to_apply": "Einfach vorbeikommen",
        "professional_contact": "Frau Yıldız",
        "easy_text": "Das ist ein Café.\r\nFür Eltern.",
        "name_in_ar": "مقهى الأهالي",
        "needs_from": "own",
        "needs": ["N3"],
        "area_level": "radius",
        "radius_km": "12",
        "on_site": "yes",
        "checked_on": "20.11.2026",
        "source": "Flyer",
        "valid_until": "2027-06-30",
    }
    answer = save(visitor, town, **said)
    assert answer.status == 303, answer.text
    page = visitor.follow(answer)
    for words in ("Café am Kai", "Bis Januar geschlossen", "Frau Yıldız", "مقهى الأهالي", "12 Kilometer"):
        assert words in page.text
    assert "Nicht angegeben:" in page.text
    entry = entry_now(town)
    assert entry.easy_text == "Das ist ein Café.\nFür Eltern."
    assert (entry.area_level, entry.radius_km, entry.needs) == (AreaLevel.RADIUS, 12, frozenset({"N3"}))
    assert entry.translations["ar"] == Translation(name="مقهى الأهالي")
    assert (
        save(visitor, town, easy_text=entry.easy_text, area_level="kreis", kreise=["Kreis Lindtal"]).status
        == 303
    )
    entry = entry_now(town)
    assert (entry.area_codes, entry.radius_km) == (frozenset({"Kreis Lindtal"}), None)


@pytest.mark.parametrize("level", [AreaLevel.MUNICIPALITY, AreaLevel.DISTRICT])
def test_an_area_that_nobody_knows_here_stays_when_an_entry_is_saved(
    level: AreaLevel, town: OpenDesk, browser: OpenBrowser
) -> None:
    codes = frozenset({"anderswo-7", "anderswo-8"})
    with town("coordinator") as d:
        entry, _ = actions.read_entry(d, ELTERNCAFE)
        actions.save_service(d, entry.model_copy(update={"area_level": level, "area_codes": codes}))
    assert save(browser("coordinator"), town, phone="02999 123").status == 303
    assert (entry_now(town).phone, entry_now(town).area_codes) == ("02999 123", codes)


@pytest.mark.parametrize(
    ("said", "german", "arabic"),
    [
        ({"area_level": "radius"}, "Entfernung in Kilometern ein", "المسافة بالكيلومترات"),
        ({"needs_from": "own", "needs": []}, "mindestens einen Bedarf", "احتياج واحد على الأقل"),
        ({"checked_on": "2027-01-01"}, "liegt in der Zukunft", "لم يأت بعد"),
        ({**ADDRESS, "street": ""}, "Straße und Hausnummer ein", "الشارع ورقم المنزل"),
        ({**ADDRESS, "protected_address": "y"}, "wird kein Standort gespeichert", "العنوان محمي"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field_in_the_readers_language(
    town: OpenDesk, browser: OpenBrowser, said: dict[str, Any], german: str, arabic: str
) -> None:
    before = entry_now(town)
    for language, sentence in (("de", german), ("ar", arabic)):
        visitor = browser("coordinator", language)
        answer = save(visitor, town, name="Ein neuer Name", **said)
        assert answer.status == 422
        assert sentence in answer.text
        assert 'value="Ein neuer Name"' in answer.html
    assert entry_now(town) == before
    with town("coordinator", writing=False) as d:
        assert not [row for row in actions.list_locations(d) if row.name == ADDRESS["place_name"]]


def test_a_stale_form_shows_both_versions_and_loses_neither(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    old = visitor.get(EDIT)
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        theirs = {"phone": "02999 777", "alert": "Umzug im Mai"}
        actions.save_service(d, entry.model_copy(update=theirs), revision=revision)
    conflict = save(visitor, town, old, name="Café Zwei", phone="02999 888", **ADDRESS)
    assert conflict.status == 409
    for words in ("Café Zwei", entry.name, "02999 777", "02999 888", "Umzug im Mai", "Haus am Wehr"):
        assert words in conflict.text or words in conflict.html
    with town("coordinator", writing=False) as d:
        assert not [row for row in actions.list_locations(d) if row.name == "Haus am Wehr"]
    undecided = save(visitor, town, conflict, **{"take-name": "mine"})
    assert undecided.status == 409
    assert entry_now(town).alert == "Umzug im Mai"
    names = ("name", "phone", "alert", "place_name", "street", "postcode", "city")
    choice = {f"take-{name}": "saved" if name == "alert" else "mine" for name in names}
    assert save(visitor, town, conflict, open=list(names), **choice).status == 303
    saved = entry_now(town)
    assert (saved.name, saved.phone, saved.alert) == ("Café Zwei", "02999 888", "Umzug im Mai")
    assert len(saved.location_ids) == len(entry.location_ids) + 1


def test_a_new_place_comes_with_its_service_and_asks_which_town_a_postcode_means(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    with town("coordinator") as d:
        twin = PostcodeEntry(postcode="43101", latitude=51.6, longitude=7.9)
        places.load_places(
            d, [TownEntry(code="twin", name="Neudorf", kreis="Kreis Lindtal", postcodes=(twin,))]
        )
    visitor = browser("coordinator")
    page = visitor.get("/directory/new")
    asked = visitor.submit(page, "/directory/new", **new(**ADDRESS))
    assert asked.status == 422
    assert "gehört zu mehreren Orten" in asked.text
    assert "Neudorf" in asked.text
    bare = visitor.submit(page, "/directory/new", **new(**ADDRESS | {"city": ""}))
    assert "gehört zu mehreren Orten" in bare.text
    assert "Bitte geben Sie den Ort ein" not in bare.text
    said = new(**ADDRESS | {"city": ""}, place="lindbrueck/lindbrueck-altstadt")
    first = visitor.submit(asked, "/directory/new", **said)
    second = visitor.submit(asked, "/directory/new", **said)
    assert (first.status, first.location) == (303, second.location)
    assert "Am Wehr 3" in visitor.follow(first).text
    with town("coordinator", writing=False) as d:
        (row,) = [row for row in actions.list_locations(d) if row.name == "Haus am Wehr"]
        assert (row.district, row.city) == ("lindbrueck-altstadt", "Lindbrück")


def test_looking_up_what_is_usual_stores_nothing_and_keeps_the_input(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    visitor = browser("coordinator")
    said = new(service_type="A2", name="Familienhebammen am Wehr", step="show")
    answer = visitor.submit(visitor.get("/directory/new"), "/directory/new", **said)
    assert answer.status == 200
    assert "Bei diesem Typ üblich: Nur über das Familienbüro" in answer.text
    assert "Haus der Familie, Marktgasse 12" in answer.text
    assert 'value="Familienhebammen am Wehr"' in answer.html
    with town("coordinator", writing=False) as d:
        names = [hit.service.name for hit in actions.find_services(d, ServiceWish()).services]
    assert "Familienhebammen am Wehr" not in names


def test_a_service_that_looks_like_another_is_stored_only_when_asked_for_again(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    visitor = browser("coordinator")
    now = entry_now(town)
    said = new(organization_id=str(now.organization_id), name=now.name.upper())
    warned = visitor.submit(visitor.get("/directory/new"), "/directory/new", **said)
    assert warned.status == 409
    assert f"/directory/{ELTERNCAFE}" in warned.html
    assert "Keine zwei Einträge sehen gleich aus" in visitor.get("/upkeep/doubles").text
    assert visitor.submit(warned, "/directory/new", **said).status == 303
    shown = visitor.get("/upkeep/doubles")
    assert "Keine zwei Einträge sehen gleich aus" in shown.text
    assert "Als verschieden erkannt" in shown.text


def test_own_types_are_kept_chosen_shown_and_searched(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = "/directory/types"
    kind = entry_now(town).service_type
    said = {"service_type": kind, "name": "Hafenfrühstück", "description": ""}
    assert visitor.submit(visitor.get(path), path, **said).status == 303
    taken = visitor.submit(visitor.get(path), path, **said)
    assert taken.status == 409
    assert "schon einen eigenen Typ" in taken.text
    with town("coordinator") as d:
        (row,) = actions.list_types(d)
        other = actions.save_type(d, TermEntry(name="Fremdes", service_type="A1")).id
    assert "gehört zu einem anderen Angebotstyp" in save(visitor, town, term_id=str(other)).text
    assert "Hafenfrühstück" in visitor.follow(save(visitor, town, term_id=str(row.id))).text
    assert "1 Angebot gefunden" in visitor.get(f"/directory/?service_type={row.id}").text
    own = f"{path}/{row.id}"
    retired = {"name": "Hafenfrühstück", "description": "", "retired": "y"}
    assert visitor.submit(visitor.get(own), own, **retired).status == 303
    assert str(row.id) not in visitor.get("/directory/new").html
    assert str(row.id) in visitor.get(EDIT).html


def test_words_that_mean_the_same_are_kept_on_their_page(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = "/directory/synonyms"
    assert visitor.submit(visitor.get(path), path, words="Kita\r\nKrippe").status == 303
    taken = visitor.submit(visitor.get(path), path, words="Hort\nkrippe")
    assert taken.status == 409
    assert "„krippe“ steht schon in einer anderen Gruppe" in taken.text
    assert "Hort" in taken.html
    assert visitor.submit(visitor.get(path), path, words="Hort").status == 422
    with town("coordinator", writing=False) as d:
        (row,) = actions.list_synonyms(d)
    assert (
        visitor.submit(visitor.get(f"{path}/{row.id}"), f"{path}/{row.id}", words="Kita, Hort").status == 303
    )
    assert "Kita, Hort" in visitor.get(path).text
    assert visitor.post(f"{path}/{row.id}/remove").status == 303
    assert "noch keine Gruppe" in visitor.get(path).text


def test_an_organization_and_its_place_are_kept_in_full(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = "/directory/organizations/new"
    answer = visitor.submit(visitor.get(path), path, name="Wehrhaus e. V.", website="ftp://x", description="")
    assert answer.status == 422
    answer = visitor.submit(visitor.get(path), path, name="Wehrhaus e. V.", description="")
    assert answer.status == 303
    home = answer.location
    path = f"{home}/locations/new"
    said = {**ADDRESS, "wheelchair": "yes", "accessibility": ["lift", "pram"], "latitude": "51,520412"}
    assert "beide Zahlen" in visitor.submit(visitor.get(path), path, **said).text
    answer = visitor.submit(visitor.get(path), path, **said, longitude="7.951234")
    assert answer.status == 303
    page = visitor.follow(answer)
    assert "geschützte Adresse" in page.text
    assert visitor.submit(page, answer.location).status == 303
    with town("coordinator", writing=False) as d:
        (row,) = [row for row in actions.list_locations(d) if row.name == "Haus am Wehr"]
        assert (row.latitude, row.longitude, row.wheelchair) == (51.520412, 7.951234, True)
        assert (row.accessibility, row.district) == (["lift", "pram"], "lindbrueck-altstadt")
        assert d.db.get(Location, row.id) is not None
    assert "Haus am Wehr" in visitor.get(home).text
    beginning = f"/directory/new?organization={home.rpartition('/')[2]}"
    assert beginning in visitor.get(home).html
    assert "Haus am Wehr, " in visitor.get(beginning).text
    assert "Wehrhaus" in visitor.get("/directory/organizations").text
    assert visitor.get(f"/directory/locations/{new_id()}").status == 404


def test_organizations_come_page_by_page_with_places_of_none_at_the_end(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    with town("coordinator") as d:
        for number in range(60):
            actions.add_organization(d, OrganizationEntry(name=f"zz Verein {number:02}"))
        named = actions.find_organizations(d)
        count = len(named)
        sites = actions.list_sites(d, [one for one, _ in named])
        assert [site.organization.name for site in sites] == [name for _, name in named]
        assert sum(site.services for site in sites) == len(the_file().services)
        d.db.add(Location(id=new_id(), name="Haus ohne Träger", street="", postcode="", city=""))
    visitor = browser("coordinator")
    first = visitor.get("/directory/organizations").text
    last = visitor.get("/directory/organizations?page=99").text
    assert "zz Verein 59" not in first
    assert "Haus ohne Träger" not in first
    assert "zz Verein 59" in last
    assert "Haus ohne Träger" in last
    pages = -(-count // 50)
    assert f"Seite {pages} von {pages}" in last


def with_many(town: OpenDesk) -> None:
    with town("coordinator") as d:
        for number in range(30):
            actions.add_organization(d, OrganizationEntry(name=f"Müttertreff {number:02} im Süden"))


def offered(page: Answer) -> list[str]:
    assert page.page is not None
    return [box["value"] for box in page.page.all("input") if box.get("name") == "organization_id"]


def test_an_organization_is_found_by_words_of_its_name_however_they_are_spelled(town: OpenDesk) -> None:
    with_many(town)
    with town("coordinator") as d:
        actions.add_organization(d, OrganizationEntry(name="Treff 07 der Mütter"))
        for text in ("müttertreff 07", "MUETTERTREFF 07", "07 mutter", " sued mütt 07 "):
            names = [name for _, name in actions.find_organizations(d, text)]
            assert "Müttertreff 07 im Süden" in names, text
            assert "Müttertreff 08 im Süden" not in names, text
        begins = [name for _, name in actions.find_organizations(d, "treff 07")]
        assert begins == ["Treff 07 der Mütter", "Müttertreff 07 im Süden"]
        assert actions.find_organizations(d, "gibt es nicht") == ()


def test_a_form_offers_few_organizations_and_keeps_the_chosen_one_in_sight(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    with_many(town)
    visitor = browser("coordinator")
    page = visitor.get("/directory/new")
    assert offered(page) == []
    none = visitor.submit(page, "/directory/new", **new(organization_id=""))
    assert none.status == 422
    assert "Bitte wählen Sie" in none.text
    many = visitor.submit(page, "/directory/new", organization_text="Müttertreff", step="show")
    assert many.status == 200
    assert len(offered(many)) == actions.OFFERED
    assert "30 Träger heißen so" in many.text
    own = str(entry_now(town).organization_id)
    assert offered(visitor.get(EDIT)) == [own]
    looked = visitor.submit(visitor.get(EDIT), EDIT, organization_text="muetter 07", step="show")
    first, second = offered(looked)
    assert first == own
    assert "1 Träger gefunden" in looked.text
    unsure = save(visitor, town, looked)
    assert unsure.status == 422
    assert "einen der gefundenen Träger" in unsure.text
    assert entry_now(town).organization_id == UUID(own)
    assert save(visitor, town, looked, organization_id=second).status == 303
    assert entry_now(town).organization_id == UUID(second)
    assert save(visitor, town, organization_id=str(new_id())).status == 422


def test_a_page_finds_organizations_for_its_script(town: OpenDesk, browser: OpenBrowser) -> None:
    with_many(town)
    visitor = browser("coordinator")
    assert len(offered(visitor.get("/directory/new?organization_text=05+sueden"))) == 1
    assert len(offered(visitor.get(f"{EDIT}?organization_text=05+sueden"))) == 2
    assert "Kein Träger heißt so" in visitor.get(f"{EDIT}?organization_text=xyz").text


def test_the_list_of_organizations_is_searched_by_name(town: OpenDesk, browser: OpenBrowser) -> None:
    with_many(town)
    visitor = browser("coordinator")
    found = visitor.get("/directory/organizations?organization_text=mutter+07")
    assert "Müttertreff 07" in found.text
    assert "Müttertreff 08" not in found.text
    assert "Kein Träger heißt so" in visitor.get("/directory/organizations?organization_text=xyz").text


def test_a_stale_organization_shows_both_versions_and_loses_neither(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    row = the_file().organizations[0]
    path = f"/directory/organizations/{row.id}"
    visitor = browser("coordinator")
    old = visitor.get(path)
    mine = {"name": "Wehrhaus", "phone": "02999 888", "description": row.description or ""}
    with town("coordinator") as d:
        actions.save_organization(
            d, row.model_copy(update={"phone": "02999 777", "email": "neu@wehr.example"})
        )
    conflict = visitor.submit(old, path, **mine)
    assert conflict.status == 409
    for words in ("Wehrhaus", row.name, "02999 777", "02999 888", "neu@wehr.example"):
        assert words in conflict.text or words in conflict.html
    assert visitor.submit(conflict, path, **mine, **{"take-name": "mine"}).status == 409
    names = {"name": "mine", "phone": "mine", "email": "saved"}
    choice = {f"take-{name}": side for name, side in names.items()}
    for _ in range(2):
        assert visitor.submit(conflict, path, **mine, open=list(names), **choice).status == 303
    with town("coordinator", writing=False) as d:
        entry, _ = actions.read_organization(d, row.id)
        assert (entry.name, entry.phone, entry.email) == ("Wehrhaus", "02999 888", "neu@wehr.example")
        assert [state.number for state in actions.read_history(d, row.id)] == [3, 2, 1]


def test_a_stale_location_shows_both_versions_and_a_double_tap_saves_once(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    row = the_file().locations[0]
    path = f"/directory/locations/{row.id}"
    visitor = browser("coordinator")
    old = visitor.get(path)
    for _ in range(2):
        assert visitor.submit(old, path, access_note="Bitte klingeln").status == 303
    with town("coordinator", writing=False) as d:
        assert len(actions.read_history(d, row.id)) == 2
    conflict = visitor.submit(old, path, access_note="Hintereingang", wheelchair="no")
    assert conflict.status == 409
    for words in ("Bitte klingeln", "Hintereingang", "Ihre Eingabe", "Von jemand anderem gespeichert"):
        assert words in conflict.text or words in conflict.html
    choice = {"take-access_note": "saved", "take-wheelchair": "mine"}
    said = {"access_note": "Hintereingang", "wheelchair": "no", "open": ["access_note", "wheelchair"]}
    assert visitor.submit(conflict, path, **said, **choice).status == 303
    with town("coordinator", writing=False) as d:
        entry, _ = actions.read_location(d, row.id)
        assert (entry.access_note, entry.wheelchair, entry.street) == ("Bitte klingeln", False, row.street)


@pytest.mark.usefixtures("with_directory")
def test_an_import_in_the_meantime_is_not_overwritten_by_an_older_form(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        row = the_file().organizations[0]
        revision = actions.revision_of(d, row.id)
        theirs = row.model_copy(update={"phone": "02999 777"})
        actions.save_organization(d, theirs, source=ChangeSource.IMPORT)
        with pytest.raises(StaleRevision):
            actions.save_organization(d, row.model_copy(update={"phone": "02999 888"}), revision=revision)
        actions.save_organization(d, theirs, revision=revision)
        with pytest.raises(NotVisible):
            actions.save_organization(d, row.model_copy(update={"id": new_id()}), revision=1)


def test_a_coordinator_says_which_location_is_the_main_one(town: OpenDesk, browser: OpenBrowser) -> None:
    ids = [row.id for row in the_file().locations[:3]]
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        actions.save_service(d, entry.model_copy(update={"location_ids": tuple(ids)}), revision=revision)
    visitor = browser("coordinator")
    path = f"/directory/{ELTERNCAFE}/locations"
    assert path in visitor.get(f"/directory/{ELTERNCAFE}").html
    old = visitor.get(path)
    shown = [str(one) for one in ids]
    for _ in range(2):
        assert visitor.submit(old, path, shown=shown, up=shown[2]).status == 303
    assert entry_now(town).location_ids == (ids[0], ids[2], ids[1])
    stale = visitor.submit(old, path, shown=shown, first=shown[1])
    assert stale.status == 409
    assert "inzwischen geändert" in stale.text
    order = [shown[0], shown[2], shown[1]]
    assert visitor.submit(visitor.get(path), path, shown=order, first=shown[1]).status == 303
    assert entry_now(town).location_ids == (ids[1], ids[0], ids[2])
    assert visitor.submit(visitor.get(path), path, shown=[*order, "x"], first="y").status == 303
    assert visitor.submit(visitor.get(path), path, shown=order[:2]).status == 409
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        actions.save_service(d, entry.model_copy(update={"location_ids": ()}), revision=revision)
    assert "nichts zu ordnen" in visitor.get(path).text
