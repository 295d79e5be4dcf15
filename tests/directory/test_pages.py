import html
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import cast

import pypdf
import pytest
from werkzeug.datastructures import MultiDict

from lotsen.directory import actions
from lotsen.directory.domain import Capacity, ServiceWish
from lotsen.directory.exchange import bring
from lotsen.directory.hours import read_hours
from lotsen.directory.tables import ServiceAtLocation
from lotsen.kernel import new_id
from lotsen.places.actions import load_places
from lotsen.places.entries import DistrictEntry
from lotsen.terms import vocabulary
from tests.bench.files import write_list
from tests.conftest import OpenDesk
from tests.directory.test_actions import far_away
from tests.directory.town import ELTERNCAFE, FRAUENHAUS, the_file
from tests.pages import Answer, Browser
from tests.places.test_actions import demo_towns, shared_postcode

OpenBrowser = Callable[..., Browser]


def paper_of(answer: Answer) -> str:
    """The words of a paper, without the signs that hold numbers together."""
    pages = pypdf.PdfReader(BytesIO(answer.response.get_data())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    return text.replace("\u2066", "").replace("\u2069", "")


@pytest.fixture
def town(with_directory: None, site_desk: OpenDesk) -> OpenDesk:
    return site_desk


@pytest.mark.parametrize("who", ["navigator", "family_office", "coordinator"])
def test_everybody_who_refers_or_coordinates_reads_the_directory(
    town: OpenDesk, browser: OpenBrowser, who: str
) -> None:
    visitor = browser(who)
    assert "63 Angebote gefunden" in visitor.get("/directory/").text
    assert "Ankerplatz 1" in visitor.get(f"/directory/{ELTERNCAFE}").text


def test_a_search_shows_what_was_found_and_keeps_the_words(town: OpenDesk, browser: OpenBrowser) -> None:
    answer = browser("navigator").get("/directory/?q=fruehfoerderung")
    assert "Interdisziplinäre Frühförderung" in answer.text
    assert "Schuldner- und Insolvenzberatung" not in answer.text
    assert 'value="fruehfoerderung"' in answer.html


def test_a_wish_in_the_words_is_shown_as_a_filter(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    assert (
        "Aus Ihren Wörtern als Filter gelesen: kommt nach Hause"
        in visitor.get("/directory/?q=hebamme+hausbesuch").text
    )
    let_go = visitor.get("/directory/?q=elterncafe+hausbesuch").text
    assert "Dieser Filter wurde weggelassen, sonst bliebe nichts übrig: kommt nach Hause" in let_go
    assert "Elterncafé Hafenlichter" in let_go


def test_who_is_not_there_is_said_before_the_nearest_elsewhere(town: OpenDesk, browser: OpenBrowser) -> None:
    with town("coordinator") as desk:
        load_places(desk, (*demo_towns(), *far_away()))
    answer = browser("navigator").get("/directory/?q=hebamme+köln")
    said = "In diesem Verzeichnis liegt kein Angebot in Köln , und keines ist dafür zuständig."
    assert answer.text.index(said) < answer.text.index("1 Angebot gefunden · für ganz Deutschland")
    there, elsewhere = answer.text.split("Anderswo, das Nächste zuerst", 1)
    assert "Offene Stillsprechstunde" in there
    assert "km entfernt" not in there
    assert "Hebammenpraxis Brückenhaus · 93" in elsewhere


def test_elsewhere_of_a_place_without_a_distance_is_told_by_what_fits(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    (far,) = far_away()
    vague = far.model_copy(
        update={"postcodes": (), "districts": (DistrictEntry(code="veedel", name="Veedel"),)}
    )
    with town("coordinator") as desk:
        load_places(desk, (*demo_towns(), vague))
    elsewhere = browser("navigator").get("/directory/?q=hebamme+veedel").text
    assert "Anderswo, das Passendste zuerst" in elsewhere
    assert "Anderswo, das Nächste zuerst" not in elsewhere


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("q=babytreff+köln", "Die Ortsliste kennt „ köln “ nicht."),
        ("q=babytreff&postcode=50667", "Die Ortsliste kennt „ 50667 “ nicht."),
        ("q=babytreff&radius_km=5", "Die Entfernung wurde weggelassen: Sie zählt ab einer Postleitzahl."),
        ("q=babytreff&postcode=43120&radius_km=2", "In dieser Entfernung ist nichts bekannt."),
    ],
)
def test_a_place_that_leads_nowhere_is_said_and_the_rest_is_searched(
    town: OpenDesk, browser: OpenBrowser, asked: str, said: str
) -> None:
    answer = browser("navigator").get(f"/directory/?{asked}")
    assert said in answer.text
    assert "Babytreff Bruchfelder Wiese" in answer.text


def test_a_word_that_is_a_place_too_says_how_it_was_read_and_leads_to_the_other_meaning(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    visitor = browser("navigator")
    answer = visitor.get("/directory/?q=hebamme+essen&language=tr")
    assert "„ essen “ wurde als Ort gelesen. Es kann auch etwas anderes bedeuten." in answer.text
    link = re.search(r'href="([^"]+)">Das Wort suchen', answer.html)
    assert link
    address = html.unescape(link[1])
    assert "language=tr" in address
    assert "als Ort gelesen" not in visitor.get(address).text


def test_signs_without_a_word_offer_the_types(browser: OpenBrowser) -> None:
    page = browser("navigator").get("/directory/?q=%F0%9F%92%A9")
    assert "steht kein Wort, nach dem gesucht werden kann" in page.text
    assert "/directory/?service_type=D1" in page.html
    assert "0 Angebote gefunden" not in page.text


def test_a_postcode_of_several_municipalities_asks_before_anything_is_listed(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    with town("coordinator") as d:
        load_places(d, (*demo_towns(), *shared_postcode()))
    visitor = browser("navigator")
    asked = visitor.get("/directory/?postcode=43130")
    assert "Bitte wählen Sie eine aus" in asked.text
    assert "lotsen-services" not in asked.html
    assert "Angebote gefunden" not in asked.text
    chosen = visitor.get("/directory/?postcode=43130&municipality=bachtal")
    assert "gefunden" in chosen.text
    assert '<option value="bachtal" selected>' in re.sub(
        r" selected=\"\w*\"| selected", " selected", chosen.html
    )
    assert "lotsen-services" not in visitor.get("/directory/?postcode=43130&municipality=auenrode").html


def test_the_way_back_from_an_entry_keeps_what_was_typed(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor, path = browser("navigator"), f"/directory/{ELTERNCAFE}"
    for came_from, leads_to in (
        ("http://localhost/directory/?q=caf%C3%A9&language=tr", "/directory/?q=caf%C3%A9&amp;language=tr"),
        ("http://elsewhere.example/directory/?q=x", "/directory/"),
        ("http://localhost/intake/today?q=x", "/directory/"),
        ("http://[", "/directory/"),
    ):
        answer = visitor.client.get(path, headers={"Referer": came_from})
        assert f'<p class="lotsen-back"><a class="kern-link" href="{leads_to}">' in answer.get_data(
            as_text=True
        )


def test_what_says_nothing_about_the_wish_stands_apart(town: OpenDesk, browser: OpenBrowser) -> None:
    answer = browser("navigator").get("/directory/?language=ar")
    apart = answer.text.index("Bitte nachfragen")
    assert (
        answer.text.index("Elterncafé Hafenlichter")
        < apart
        < answer.text.index("Fachstelle Wohnungsnotfälle")
    )
    assert "Vätertreff" not in answer.text


def test_a_search_without_a_hit_says_what_to_do(town: OpenDesk, browser: OpenBrowser) -> None:
    answer = browser("navigator").get("/directory/?q=Wüstenschiffsgeige")
    assert answer.status == 200
    assert "0 Angebote gefunden" in answer.text
    assert "Nichts gefunden" in answer.text


ODD_ADDRESSES = [
    "service_type=Z9",
    "capacity=lots",
    "district=nirgends",
    "page=-4",
    "page=99999",
    "page=x",
    "_external=1&_scheme=javascript&_anchor=x&_method=POST",
    "q=%ff%fe",
    "q=" + "a" * 5000,
]


def test_an_odd_address_still_gets_a_page(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    for query in ODD_ADDRESSES:
        answer = visitor.get(f"/directory/?{query}")
        assert answer.status == 200, query
        assert "javascript:" not in answer.html


def test_a_long_list_is_read_page_by_page(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    first, second = visitor.get("/directory/").html, visitor.get("/directory/?page=2").html
    shown = [
        f"/directory/{service.id}" in page for service in the_file().services for page in (first, second)
    ]
    assert shown.count(True) == len(the_file().services)


def test_who_looks_through_all_finds_types_together_and_when_an_entry_was_checked(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    navigator = browser("navigator")
    pages = [navigator.get(f"/directory/?page={number}") for number in (1, 2)]
    heads = [head for page in pages for head in re.findall(r'scope="rowgroup">([^<]+)<', page.html)]
    kinds = [kind.label.get("de") for kind in vocabulary().service_types.values()]
    assert list(dict.fromkeys(heads)) == [kind for kind in kinds if kind in heads]
    assert len(heads) <= len(set(heads)) + 1
    assert "Eintrag geprüft am" in pages[0].text
    assert "kommt nach Hause" in pages[0].text
    assert 'scope="rowgroup"' not in navigator.get("/directory/?q=Hebamme").html


def test_a_search_without_a_hit_leads_to_a_proposal(town: OpenDesk, browser: OpenBrowser) -> None:
    assert "/upkeep/missing" in browser("navigator").get("/directory/?q=xqzzy").html


def test_a_page_says_not_stated_where_nothing_was_said(town: OpenDesk, browser: OpenBrowser) -> None:
    with town("navigator", writing=False) as d:
        row = actions.find_services(d, ServiceWish(text="Dorf- und Familienhilfe")).stated[0].service
    text = browser("navigator").get(f"/directory/{row.id}").text
    assert "Sprachen" in text[text.index("Nicht angegeben:") :]
    assert "Plätze: bitte nachfragen" in text


def test_a_protected_address_is_never_shown_or_printed(town: OpenDesk, browser: OpenBrowser) -> None:
    place = the_file().locations[0]
    with town("coordinator") as d:
        d.db.add(ServiceAtLocation(service_id=FRAUENHAUS, location_id=place.id))
    visitor = browser("coordinator")
    for path in (
        f"/directory/{FRAUENHAUS}",
        "/directory/print?q=Frauenhaus",
        f"/directory/{FRAUENHAUS}/edit",
    ):
        answer = visitor.get(path)
        assert answer.status == 200
        assert place.street not in (paper_of(answer) if "print" in path else answer.html)
    assert "Die Adresse ist geschützt" in visitor.get(f"/directory/{FRAUENHAUS}").text


def test_the_printed_list_holds_what_is_needed_without_a_network(
    town: OpenDesk, browser: OpenBrowser
) -> None:
    text = paper_of(browser("navigator").get("/directory/print?district=lindbrueck-hafen&language=ar"))
    assert "Stand: 21.11.2026" in text
    assert "Ausgewählt: Arabisch, Hafen" in text
    assert text.index("Altstadt") < text.index("Hafenlichter") < text.index("Ohne festen Ort")
    assert "Di 9–11 Uhr. An Feiertagen geschlossen" in text
    assert "Ankerplatz 1" in text
    assert "02999 555570" in text
    assert "Babytreff Bruchfelder Wiese" not in text


def test_a_list_that_nobody_would_print_is_refused_with_the_way_to_a_shorter_one(
    town: OpenDesk, browser: OpenBrowser, tmp_path: Path
) -> None:
    write_list(tmp_path / "angebote.csv", actions.MOST_SHEETS)
    with town("coordinator") as d:
        bring(d, tmp_path / "angebote.csv")
    visitor = browser("navigator")
    page = visitor.get("/directory/")
    assert "Eine Liste auf Papier fasst 2.000 Angebote" in page.text
    assert "/directory/print" not in page.html
    answer = visitor.get("/directory/print")
    assert answer.status == 422
    assert "Bitte wählen Sie eine Art, einen Sozialraum oder eine Sprache" in answer.text
    assert visitor.get("/directory/print?language=ar&district=lindbrueck-hafen").status == 200


def test_an_unknown_service_is_not_found(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    for page in ("", "/capacity", "/edit"):
        assert visitor.get(f"/directory/{new_id()}{page}").status == 404


def test_a_navigator_is_offered_no_editing_and_gets_none(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    assert "/edit" not in visitor.get(f"/directory/{ELTERNCAFE}").html
    assert visitor.get(f"/directory/{ELTERNCAFE}/edit").status == 403
    assert visitor.get("/directory/new").status == 403


def test_a_coordinator_updates_places(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = f"/directory/{ELTERNCAFE}/capacity"
    answer = visitor.submit(
        visitor.get(path), path, capacity="waiting_list", waiting_weeks="5", source="Telefonat"
    )
    assert answer.status == 303
    text = visitor.follow(answer).text
    assert "Warteliste, etwa 5 Wochen" in text
    assert "Stand: 21.11.2026" in text


def test_places_without_an_answer_are_a_field_error(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = f"/directory/{ELTERNCAFE}/capacity"
    answer = visitor.submit(visitor.get(path), path, capacity="", waiting_weeks="viele", source="Nachbarin")
    assert answer.status == 422
    assert "Bitte geben Sie an, ob es Plätze gibt." in answer.text
    assert 'value="Nachbarin"' in answer.html


def test_a_stale_form_is_refused_with_its_inputs_kept(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = f"/directory/{ELTERNCAFE}/capacity"
    old = visitor.get(path)
    with town("coordinator") as d:
        revision = actions.read_service(d, ELTERNCAFE).service.revision
        actions.set_capacity(d, ELTERNCAFE, Capacity.CLOSED, weeks=None, source="", revision=revision)
    answer = visitor.submit(old, path, capacity="free", source="Brief")
    assert answer.status == 409
    assert 'value="Brief"' in answer.html
    assert "Es wurde nichts überschrieben" in answer.text
    edit = f"/directory/{ELTERNCAFE}/edit"
    with town("coordinator", writing=False) as d:
        kept = _lists(actions.read_entry(d, ELTERNCAFE)[0].model_dump(mode="json"))
    first, second = visitor.get(edit), visitor.get(edit)
    assert visitor.submit(first, edit, **{**kept, "name": "Café Eins"}).status == 303
    answer = visitor.submit(second, edit, **{**kept, "name": "Café Zwei"})
    assert answer.status == 409
    assert 'value="Café Zwei"' in answer.html


def test_a_revision_that_is_none_counts_as_stale(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = f"/directory/{ELTERNCAFE}/capacity"
    for revision in ("", "x", "9" * 40, "-1"):
        answer = visitor.submit(visitor.get(path), path, capacity="closed", revision=revision)
        assert answer.status == 409, revision


def test_an_edit_that_changes_nothing_loses_nothing(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    for wanted in the_file().services:
        path = f"/directory/{wanted.id}/edit"
        page = visitor.get(path)
        with town("coordinator", writing=False) as d:
            before, _ = actions.read_entry(d, wanted.id)
        assert visitor.submit(page, path, **_lists(before.model_dump(mode="json"))).status == 303, wanted.name
        with town("coordinator", writing=False) as d:
            assert actions.read_entry(d, wanted.id)[0] == before


def _lists(entry: dict[str, object]) -> dict[str, object]:
    """What a browser sends for lists and long texts, which the test browser does not read from the page."""
    kept = ("description", "service_type", "organization_id", "term_id", "easy_text")
    texts = cast("dict[str, dict[str, str | None]]", entry["translations"])
    said = {f"text_in_{code}": text["description"] or "" for code, text in texts.items()}
    hours = read_hours(str(entry["opening_hours"] or ""))
    once = [] if hours is None else hours.monthly
    monthly = {f"hours-monthly-{at}-nth": str(day.nth) for at, day in enumerate(once)}
    monthly |= {f"hours-monthly-{at}-weekday": str(day.weekday) for at, day in enumerate(once)}
    return {name: entry[name] or "" for name in kept} | monthly | said


def test_an_edit_is_shown_and_what_is_unticked_is_not_stated(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = f"/directory/{ELTERNCAFE}/edit"
    values = {
        "organization_id": str(the_file().services[0].organization_id),
        "service_type": "D1",
        "name": "Café am Kai",
        "description": "",
        "home_visit": "no",
        "interpreter": "",
        "area_level": "postcode",
        "postcodes": "43103, 43101",
    }
    answer = visitor.submit(visitor.get(path), path, **values)
    assert answer.status == 303, answer.text
    text = visitor.follow(answer).text
    assert "Café am Kai" in text
    assert "43101" in text
    with town("coordinator", writing=False) as d:
        entry, _ = actions.read_entry(d, ELTERNCAFE)
    assert (entry.home_visit, entry.interpreter, entry.description) == (False, None, None)
    assert entry.area_codes == frozenset({"43101", "43103"})


def test_protecting_an_address_removes_its_location(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    path = f"/directory/{ELTERNCAFE}/edit"
    with town("coordinator", writing=False) as d:
        before, _ = actions.read_entry(d, ELTERNCAFE)
    assert before.location_ids
    kept = _lists(before.model_dump(mode="json"))
    assert visitor.submit(visitor.get(path), path, **kept, protected_address="y").status == 303
    with town("coordinator", writing=False) as d:
        assert actions.read_entry(d, ELTERNCAFE)[0].location_ids == ()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie einen Namen ein."),
        ({"min_months": "12", "max_months": "3"}, "Das liegt vor dem Anfang."),
        ({"area_level": "district", "districts": []}, "Bitte geben Sie an, welche."),
        ({"area_level": "postcode", "postcodes": "431"}, "fünf Ziffern"),
        ({"target_groups": ["fathers"], "excluded_groups": ["fathers"]}, "nicht zugleich"),
        ({"website": "javascript:alert(1)"}, "https://"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_a_field_error(
    town: OpenDesk, browser: OpenBrowser, values: dict[str, object], sentence: str
) -> None:
    visitor = browser("coordinator")
    path = f"/directory/{ELTERNCAFE}/edit"
    with town("coordinator", writing=False) as d:
        before, _ = actions.read_entry(d, ELTERNCAFE)
    answer = visitor.submit(visitor.get(path), path, **{**_lists(before.model_dump(mode="json")), **values})
    assert answer.status == 422
    assert sentence in answer.text
    with town("coordinator", writing=False) as d:
        assert actions.read_entry(d, ELTERNCAFE)[0] == before


def test_a_new_service_sent_twice_appears_once(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    page = visitor.get("/directory/new")
    values = {
        "organization_id": str(the_file().organizations[0].id),
        "service_type": "D1",
        "name": "Krabbelgruppe am Bach",
        "status": "active",
    }
    first = visitor.submit(page, "/directory/new", **values)
    second = visitor.submit(page, "/directory/new", **values)
    assert (first.status, first.location) == (303, second.location)
    with town("coordinator", writing=False) as d:
        assert [hit.service.name for hit in actions.find_services(d, ServiceWish()).stated].count(
            "Krabbelgruppe am Bach"
        ) == 1


def test_an_empty_new_service_says_what_is_missing(town: OpenDesk, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    visitor.get("/directory/new")
    answer = visitor.post("/directory/new", MultiDict())
    assert answer.status == 422
    assert "Bitte geben Sie einen Namen ein." in answer.text


def test_names_with_markup_are_shown_as_text(town: OpenDesk, browser: OpenBrowser) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        name = '<script>alert("x")</script> Café'
        actions.save_service(d, entry.model_copy(update={"name": name}), revision=revision)
    visitor = browser("coordinator")
    for path in (
        "/directory/?q=alert",
        f"/directory/{ELTERNCAFE}",
        f"/directory/{ELTERNCAFE}/edit",
    ):
        answer = visitor.get(path)
        assert "<script>alert" not in answer.html
        assert "&lt;script&gt;alert" in answer.html
    assert '<script>alert("x")</script> Café' in paper_of(visitor.get("/directory/print?q=alert"))
