"""The public window: what a family finds there, in its language, and that nothing is left behind."""

import html
import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.accounts.tables import Institution
from lotsen.app import build_app
from lotsen.config import Settings
from lotsen.directory import actions as directory
from lotsen.directory.domain import ServiceStatus
from lotsen.directory.entries import key_id
from lotsen.keys.office import KeyOffice
from lotsen.keys.tables import AuditEntry
from lotsen.places import actions as places
from lotsen.terms import vocabulary
from lotsen.web.i18n import WINDOW_LANGUAGES
from tests.api.test_http import MovedClock
from tests.conftest import OpenDesk
from tests.directory.test_actions import far_away
from tests.directory.town import ELTERNCAFE, FRAUENHAUS
from tests.pages import Answer, Browser
from tests.places.test_actions import demo_towns, shared_postcode

BY_OFFICE = key_id("service", "familienhebammen")
MIDWIVES = key_id("service", "hebammenvermittlung")
ENDED_FIRST = key_id("service", "stillberatung")
NOTHING_LIKE_IT = "Zahnradbahn"


def find(visitor: Browser, language: str = "de", **wish: str) -> Answer:
    return visitor.post(f"/hilfe/{language}/suche", dict(wish))


def entry(visitor: Browser, service_id: UUID, language: str = "de") -> Answer:
    return visitor.get(f"/hilfe/{language}/angebot/{service_id}")


def listed(visitor: Browser, ids: str) -> list[dict[str, Any]]:
    """Return what a memo list with these ids gets."""
    cards: list[dict[str, Any]] = json.loads(visitor.post("/hilfe/de/merkzettel", {"ids": ids}).html)
    return cards


def part(answer: Answer, heading: str) -> str:
    """Return the words of one section of results, from its heading to the next section."""
    found = re.search(rf'aria-labelledby="{heading}">(.*?)</section>', answer.html, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", found[1])) if found else ""


@pytest.mark.parametrize("language", WINDOW_LANGUAGES)
def test_no_page_of_the_window_ever_sets_a_cookie(visitor: Browser, language: str) -> None:
    base = f"/hilfe/{language}"
    asked = {
        visitor.get("/hilfe/"): 303,
        visitor.get(f"{base}/"): 200,
        find(visitor, language, words="Hebamme"): 200,
        find(visitor, language, words=NOTHING_LIKE_IT): 200,
        find(visitor, language, postcode="99999"): 422,
        visitor.get(f"{base}/suche"): 303,
        entry(visitor, ELTERNCAFE, language): 200,
        entry(visitor, UUID(int=9, version=4), language): 404,
        visitor.get(f"{base}/merkzettel"): 200,
        visitor.post(f"{base}/merkzettel", {"ids": f"{ELTERNCAFE},x"}): 200,
        visitor.get(f"{base}/familienbuero"): 200,
        visitor.post(f"{base}/familienbuero", {"postcode": "43101"}): 200,
        visitor.get(f"{base}/barrierefrei"): 200,
        visitor.get(f"{base}/nirgends"): 404,
        visitor.get("/hilfe/xx/"): 404,
    }
    for answer, status in asked.items():
        assert answer.status == status, answer.text
        assert "Set-Cookie" not in answer.response.headers
        assert answer.response.headers["Cache-Control"] == "no-store"
        if answer.page is not None and "xx" not in answer.response.request.path:
            assert answer.page.all("html")[0]["lang"] == language


def test_the_door_leads_to_the_language_of_the_browser(visitor: Browser) -> None:
    for header, language in {"uk-UA, de;q=0.5": "uk", "ar": "ar", "fr": "de", "": "de"}.items():
        answer = visitor.client.get("/hilfe/", headers={"Accept-Language": header})
        assert answer.headers["Location"] == f"/hilfe/{language}/"


def test_what_was_looked_for_stands_in_no_log_no_audit_trail_and_no_address(
    visitor: Browser, site_office: KeyOffice, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = find(visitor, words=NOTHING_LIKE_IT, postcode="43101", situation="safety")
    assert answer.status == 200
    assert NOTHING_LIKE_IT in answer.html  # the form keeps it, for another try
    assert not re.search(rf'(href|action)="[^"]*{NOTHING_LIKE_IT}', answer.html)
    assert NOTHING_LIKE_IT not in "".join(capfd.readouterr())
    with site_office.stores.data.connect() as connection:
        actions_noted = connection.execute(select(AuditEntry.action)).scalars().all()
    assert [action for action in actions_noted if "window" in action] == []


def test_a_search_answers_by_subject_place_language_and_cost(visitor: Browser) -> None:
    found = find(visitor, situation="birth", postcode="43104", speaks="tr", price="nothing", home_visit="yes")
    assert "Hebammenvermittlung Lindtal" in part(found, "fitting")
    assert "Wochenbettbetreuung Brückenhaus" not in found.text  # serves other postcodes, speaks no Turkish
    assert "Elternschule am Klinikum" not in found.text  # costs money


def test_what_is_not_stated_is_listed_apart_and_named(visitor: Browser) -> None:
    found = find(visitor, words="Mietberatung", home_visit="yes")
    assert part(found, "fitting") == ""
    assert "Nicht angegeben: Besuche zu Hause" in part(found, "unstated")


def test_a_search_that_finds_nothing_says_what_nearly_fits_and_who_can_help(visitor: Browser) -> None:
    found = find(visitor, words="Willkommensbesuch", speaks="pl", postcode="43120")
    assert "Nichts passt genau" in found.text
    assert "Willkommensbesuch Auenrode" in part(found, "nearly")
    assert "Passt nicht: die Sprache" in part(found, "nearly")
    assert "Familienbüro Auenrode" in part(found, "office")
    assert "Familienbüro Lindbrück" not in part(found, "office")


def test_words_in_the_familys_language_find_an_entry(visitor: Browser) -> None:
    found = find(visitor, "ar", words="قابلة")
    assert "البحث عن قابلة في ليندتال" in found.text
    assert find(visitor, "uk", words="акушерка").text.count("акушерк") > 1


def test_a_service_that_has_ended_is_not_there(visitor: Browser, site_desk: OpenDesk) -> None:
    assert entry(visitor, ENDED_FIRST).status == 200
    with site_desk("coordinator") as desk:
        kept, revision = directory.read_entry(desk, ENDED_FIRST)
        ended = kept.model_copy(update={"status": ServiceStatus.TEMPORARILY_CLOSED})
        directory.save_service(desk, ended, revision=revision)
    assert entry(visitor, ENDED_FIRST).status == 404
    assert "Stillsprechstunde" not in part(find(visitor, words="Stillsprechstunde"), "fitting")
    assert listed(visitor, str(ENDED_FIRST)) == []


def test_an_entry_says_where_when_and_how_and_nothing_for_professionals(visitor: Browser) -> None:
    page = entry(visitor, ELTERNCAFE)
    assert "Ankerplatz 1" in page.text
    assert 'href="geo:51.5294,7.9139?q=Ankerplatz' in page.html
    assert "<svg" in page.html
    assert f"http://localhost/hilfe/de/angebot/{ELTERNCAFE}" in page.text
    assert "02999 555402" not in entry(visitor, MIDWIVES).html  # the number for professionals
    assert "lotsen@hebammenkreis" not in entry(visitor, MIDWIVES).html


def test_a_protected_address_is_never_shown(visitor: Browser, site_desk: OpenDesk) -> None:
    page = entry(visitor, FRAUENHAUS)
    assert "Die Adresse ist geheim" in page.text
    assert "geo:" not in page.html
    assert listed(visitor, str(FRAUENHAUS))[0]["places"] == []


def test_what_only_the_family_office_opens_shows_the_family_office(visitor: Browser) -> None:
    page = entry(visitor, BY_OFFICE)
    assert "Familienbüro Lindbrück" in page.text
    assert "02999 555300" in page.text
    assert "Familienbüro Auenrode" not in page.text
    assert "02999 555320" not in page.html  # the carrier's own number
    assert "Arabisch, Deutsch und Türkisch" in page.text
    assert listed(visitor, str(BY_OFFICE))[0]["phone"] == ""


def test_an_entry_is_read_in_easy_language_and_in_the_familys(visitor: Browser) -> None:
    assert "Die Hebamme kommt zu Ihnen nach Hause." in entry(visitor, MIDWIVES, "de-simple").text
    arabic = entry(visitor, MIDWIVES, "ar")
    assert "البحث عن قابلة في ليندتال" in arabic.text
    assert '<span lang="de" dir="ltr">Hebammenvermittlung Lindtal</span>' in arabic.html
    german = entry(visitor, key_id("service", "paarberatung"), "ar")
    assert '<h1 class="window-heading"><span lang="de" dir="ltr">' in german.html


def test_what_speaks_only_german_says_what_kind_of_support_it_is(visitor: Browser) -> None:
    early = key_id("service", "fruehfoerderung")
    for language in ("ar", "tr", "uk", "de-simple"):
        kind = vocabulary().service_types["C4"].label[language]
        assert kind in entry(visitor, early, language).text
    assert vocabulary().service_types["C4"].label["ar"] not in entry(visitor, early).text
    [card] = listed(visitor, str(early))
    assert card["kind"]["text"] == ""


@pytest.mark.parametrize(
    ("language", "closed", "remark"),
    [
        ("de", "Jetzt geschlossen", "An Feiertagen geschlossen"),
        ("de-simple", "Jetzt ist geschlossen.", "An Feier-Tagen geschlossen"),
        ("tr", "Şu an kapalı", "Resmî tatillerde kapalı"),
        ("uk", "Зараз зачинено", "У святкові дні зачинено"),
        ("ar", "مغلق", "العطل"),
    ],
)
def test_an_entry_says_in_each_language_whether_somebody_is_there_now(
    visitor: Browser, language: str, closed: str, remark: str
) -> None:
    text = visitor.get(f"/hilfe/{language}/angebot/{ELTERNCAFE}").text
    assert closed in text
    assert remark in text


def test_the_address_of_a_family_office_names_its_town(visitor: Browser, site_desk: OpenDesk) -> None:
    with site_desk("coordinator") as desk:
        for office in desk.db.exec(select(Institution)).all():
            office.street = "Marktgasse 12"
    for path in ("", "familienbuero", "barrierefrei"):
        assert "Marktgasse 12, 43101 Lindbrück" in visitor.get(f"/hilfe/ar/{path}").text


def test_a_postcode_leads_to_its_family_office(visitor: Browser) -> None:
    assert "Familienbüro Auenrode" in visitor.get("/hilfe/de/familienbuero").text
    found = visitor.post("/hilfe/de/familienbuero", {"postcode": "D-43101"})
    assert "Familienbüro Lindbrück" in found.text
    assert "Familienbüro Auenrode" not in found.text
    assert visitor.post("/hilfe/de/familienbuero", {"postcode": "1"}).status == 422


def test_a_postcode_of_several_municipalities_asks_before_anything_is_listed(
    visitor: Browser, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as desk:
        places.load_places(desk, (*demo_towns(), *shared_postcode()))
        for office in desk.db.exec(select(Institution)).all():
            office.municipality = "bachtal" if office.postcode == "43120" else "bachberg"
    for path, sent in (("familienbuero", {}), ("suche", {"words": "Hebamme"})):
        asked = visitor.post(f"/hilfe/de/{path}", {"postcode": "43130", **sent})
        assert asked.status == 200
        assert "Bachtal" in asked.text
        assert "Bachberg" in asked.text
        assert "Familienbüro Auenrode" not in asked.text
        assert "window-card" not in asked.html
        assert 'name="municipality" autocomplete="off">\n        <option value="">' in asked.html
    chosen = visitor.post("/hilfe/de/familienbuero", {"postcode": "43130", "municipality": "bachtal"})
    assert "Familienbüro Auenrode" in chosen.text
    assert "Familienbüro Lindbrück" not in chosen.text
    found = visitor.post(
        "/hilfe/de/suche", {"words": "Hebamme", "postcode": "43130", "municipality": "bachtal"}
    )
    assert "In welcher Gemeinde" not in found.text
    again = visitor.post(
        "/hilfe/de/suche", {"words": "Hebamme", "postcode": "43101", "municipality": "bachtal"}
    )
    assert "Hebammenvermittlung Lindtal" in again.text


def test_a_wish_in_the_words_is_said_and_heeded(visitor: Browser) -> None:
    page = find(visitor, words="Hebamme Hausbesuch")
    assert "Wir haben auch darauf geachtet: Besuche zu Hause" in page.text


def test_free_places_open_now_and_a_distance_are_heeded(visitor: Browser) -> None:
    everything = find(visitor, words="Beratung", all="yes").html.count('class="window-card"')
    for wish in ({"room": "yes"}, {"open_now": "yes"}, {"postcode": "43102", "radius_km": "2"}):
        page = find(visitor, words="Beratung", all="yes", **wish)
        assert 0 < page.html.count('class="window-card"') < everything, wish
    assert "km entfernt" in page.text
    assert "Nicht angegeben: freie Plätze" in find(visitor, words="Beratung", room="yes").text
    assert find(visitor, radius_km="7").status == 200


def test_a_word_that_nobody_knows_is_said_and_signs_offer_the_subjects(visitor: Browser) -> None:
    unknown = find(visitor, words="hebame")
    assert "kennen wir nicht. Wir haben stattdessen nach" in unknown.text
    assert '<bdi dir="auto">Hebamme</bdi>' in unknown.html
    signs = find(visitor, words="???")
    assert "Das haben wir nicht verstanden" in signs.text
    assert 'class="window-tile"' in signs.html
    assert 'class="window-card"' not in signs.html


def test_a_place_that_nobody_knows_or_serves_is_said(visitor: Browser, site_desk: OpenDesk) -> None:
    unknown = find(visitor, words="Hebamme Köln Zirbelnuss")
    assert "Den Ort „ Köln “ kennen wir nicht. Wir haben ohne ihn gesucht." in unknown.text
    assert "„ Zirbelnuss “ kennen wir nicht. Wir haben ohne dieses Wort gesucht." in unknown.text
    assert "Hebammenvermittlung Lindtal" in unknown.text
    with site_desk("coordinator") as desk:
        places.load_places(desk, (*demo_towns(), *far_away()))
    for wish in ({"words": "Hebamme Köln"}, {"words": "Hebamme", "postcode": "50667"}):
        nobody = find(visitor, **wish)
        assert re.search("In unserer Liste ist niemand für (50667 )?Köln da\\.", nobody.text)
        assert "Diese helfen überall in Deutschland" in part(nobody, "fitting")
        assert "Offene Stillsprechstunde" in part(nobody, "fitting")
        assert "Anderswo, das Nächste zuerst" in part(nobody, "nearly")
        assert "km entfernt" in part(nobody, "nearly")
        assert "Passt nicht: der Ort" in part(nobody, "nearly")


def test_the_other_meaning_of_a_place_is_a_button_that_keeps_the_other_points(visitor: Browser) -> None:
    place = find(visitor, words="Hebamme Essen", speaks="tr")
    assert "Wir haben „ Essen “ als Ort gelesen." in place.text
    button = re.search(r'form="search" name="rather" value="([^"]+)">Das Wort suchen', place.html)
    assert button
    word = find(visitor, words="Hebamme Essen", speaks="tr", rather=html.unescape(button[1]))
    assert "als Ort gelesen" not in word.text
    assert 'value="Hebamme “Essen”"' in word.html
    assert '<option value="tr" selected>' in word.html


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Bitte schreiben Sie auch Ihre Postleitzahl hierher."),
        ("de-simple", "Bitte schreiben Sie hier auch Ihre Post-Leit-Zahl."),
        ("en", "Please write your postcode here as well."),
        ("ar", "من فضلك اكتب رمزك البريدي هنا أيضاً"),
        ("tr", "Lütfen posta kodunuzu da buraya yazın."),
        ("uk", "Будь ласка, напишіть тут і свій поштовий індекс."),
    ],
)
def test_a_distance_without_a_postcode_is_said_at_the_field_and_the_rest_is_found(
    visitor: Browser, language: str, said: str
) -> None:
    page = find(visitor, language, words="Hebamme", radius_km="5", speaks="tr")
    field = re.search(r'<p class="kern-error" id="postcode-missing">(.*?)</p>', page.html, re.DOTALL)
    assert field
    assert said in html.unescape(field[1])
    assert 'aria-invalid="true" aria-describedby="postcode-missing"' in page.html
    assert '<option value="5" selected>' in page.html
    assert '<option value="tr" selected>' in page.html
    assert '<details class="window-more" open>' in page.html
    assert page.html.count('class="window-card"') > 1
    assert "postcode-missing" not in find(visitor, language, words="Hebamme", postcode="43101").html


def test_above_results_the_form_is_folded_and_says_what_it_holds(visitor: Browser) -> None:
    found = find(visitor, words="Beratung", speaks="ar", postcode="43101", radius_km="5", home_visit="yes")
    assert '<details class="window-more">' in found.html
    chosen = re.search(r'class="window-more__chosen">([^<]+)<', found.html)
    assert chosen
    plain = re.sub("[\u2066-\u2069]", "", chosen[1])
    assert plain == "43101 · bis 5 km · Arabisch · Besuche zu Hause"
    assert "window-more__chosen" not in find(visitor, words="Beratung").html
    nothing = find(visitor, words=NOTHING_LIKE_IT, speaks="ar")
    assert '<details class="window-more" open>' in nothing.html
    assert '<details class="window-more">' in find(visitor, words=NOTHING_LIKE_IT).html


@pytest.mark.parametrize(
    ("language", "told"),
    [("de-simple", "Dieser Text ist in schwerer Sprache."), ("tr", "Bu metin yalnızca Almanca.")],
)
def test_a_text_in_harder_language_is_marked_as_such(visitor: Browser, language: str, told: str) -> None:
    harder = entry(visitor, key_id("service", "fruehfoerderung"), language)
    assert told in harder.text
    about = re.search(r'window-about"><span lang="de" dir="ltr">', harder.html)
    assert about
    easy = entry(visitor, MIDWIVES, "de-simple")
    assert "schwerer Sprache. Die Menschen dort" not in easy.text
    assert "schwerer Sprache" not in entry(visitor, key_id("service", "fruehfoerderung")).text


@pytest.mark.parametrize("nasty", ["a\x00b", "\u202eab", "ab " * 33_333, "<script>", "%(name)s", "٣٣٣٣٣"])
def test_nonsense_is_answered_as_no_wish_or_as_nothing_found(visitor: Browser, nasty: str) -> None:
    fields = (
        "words",
        "situation",
        "postcode",
        "district",
        "speaks",
        "home_visit",
        "price",
        "all",
        "room",
        "open_now",
    )
    for name in fields:
        answer = find(visitor, **{name: nasty})
        assert answer.status in {200, 422}, name
        assert "<script>" not in answer.html
    assert listed(visitor, nasty) == []
    assert visitor.post("/hilfe/de/familienbuero", {"postcode": nasty}).status == 422
    too_much = visitor.post("/hilfe/de/suche", {"words": "x" * 2_000_000})
    assert (too_much.status, "Set-Cookie" in too_much.response.headers) == (413, False)


def test_a_network_that_asks_for_very_many_pages_waits_and_others_do_not(
    sqlite_settings: Settings, site_office: KeyOffice
) -> None:
    web = sqlite_settings.web.model_copy(update={"window_per_minute": 3})
    clock = MovedClock()
    settings = sqlite_settings.model_copy(update={"web": web})
    client = build_app(settings, office=site_office, clock=clock).test_client()

    def status(address: str) -> int:
        place = {"REMOTE_ADDR": address}
        return client.get("/hilfe/uk/familienbuero", environ_base=place).status_code

    assert [status("192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]
    assert status("192.0.2.77") == 429
    assert status("198.51.100.1") == 200
    refused = client.post("/hilfe/de/suche", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    page = Answer(refused)
    assert page.status == 429
    assert "Bitte warten Sie kurz" in page.text
    assert "Set-Cookie" not in refused.headers
    clock.instant += timedelta(seconds=int(refused.headers["Retry-After"]))
    assert [status("192.0.2.1") for _ in range(2)] == [200, 429]
