"""The tablet in a family's hands: nothing else opens, each answer is kept, and only staff get it back."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import Session, select

from lotsen.accounts import actions as accounts
from lotsen.accounts import domain as signing_in
from lotsen.accounts import unlocking
from lotsen.accounts.tables import WebSession
from lotsen.contacts import actions as contacts
from lotsen.contacts.domain import Contact, ContactKind, ContactWords
from lotsen.intake import actions
from lotsen.intake.documents import ContactSheet, MemberPerson
from lotsen.intake.domain import MemberKind, shipped_instrument
from lotsen.intake.views.family_mode import FAMILY_PAGES
from lotsen.kernel import new_id
from lotsen.keys.office import KeyOffice
from lotsen.policy import Role
from lotsen.terms import Presence
from lotsen.web.i18n import FAMILY_LANGUAGES
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child, present, sheet_for
from tests.pages import Answer, Browser
from tests.world import NOW, PASSWORD, institution_id

Open = Callable[..., Browser]
HOME = "/intake/family-mode"
PIN = "739104"
SURNAME = "Morgenstern"
ID = UUID(int=7, version=4)
OPEN_TO_THE_BROWSER = {"start.service_worker", "start.offline"}


class Handed:
    """A family whose sheet was begun, and the browser of the worker who hands the tablet over."""

    def __init__(self, browser: Open, site_desk: OpenDesk, version: int | None = None) -> None:
        with site_desk() as d:
            self.family = register(d)
            agree(d, self.family)
            actions.save_contact(d, self.family, 0, ContactSheet(surname=SURNAME))
            child(d, self.family)
            actions.add_member(d, self.family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER))
            self.code = actions.family_row(d, self.family).code
            sheet = shipped_instrument(sheet_for(d).code, version)
            assert sheet is not None
            self.sheet = sheet
            self.assessment = actions.start_assessment(d, self.family, new_id(), sheet).id
        self.visitor = browser("navigator")
        self.page = f"/intake/assessments/{self.assessment}/tablet"

    def over(self, language: str = "de", **more: Any) -> Answer:
        """Hand the tablet over and return the family's first page."""
        page = self.visitor.get(self.page)
        return self.visitor.follow(self.visitor.submit(page, self.page, language=language, **more))

    def answer(self, page: Answer, answer: str, **more: str) -> Answer:
        """Tap an answer and return what comes next."""
        path = page.response.request.path
        return self.visitor.follow(self.visitor.submit(page, path, said=answer, **more))


@pytest.fixture
def handed(browser: Open, site_desk: OpenDesk) -> Handed:
    return Handed(browser, site_desk)


def every_address(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Return (endpoint, method, address) for the whole URL map, with ids of nobody."""
    values: dict[str, object] = {
        "table_id": "needs",
        "year": 2026,
        "part": "q3",
        "number": 1,
        "form": "sheet",
        "purpose": "notice",
        "language": "de",
        "version": 1,
        "token": "x",
        "code": "x",
        "service_type": "D1",
    }
    for rule in app.url_map.iter_rules():
        given = {name: values.get(name, ID) for name in rule.arguments}
        built = rule.build(given, append_unknown=False)
        assert built is not None, rule.rule
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield rule.endpoint, method, built[1]


def test_in_family_mode_no_address_shows_anything_but_the_pages_for_the_family(
    app: Flask, handed: Handed
) -> None:
    handed.over()
    found = []
    tried = 0
    for endpoint, method, address in every_address(app):
        if endpoint in FAMILY_PAGES | OPEN_TO_THE_BROWSER:
            continue
        tried += 1
        answer = handed.visitor.client.open(
            address, method=method, headers={"X-CSRFToken": handed.visitor.token}
        )
        refused = answer.status_code == 403 and method not in {"GET", "HEAD"}
        led_back = answer.status_code == 303 and answer.location == HOME
        if not (refused or led_back):
            found.append(f"{method} {address}: {answer.status_code} {answer.location}")
        assert handed.code not in answer.text
    assert tried > 60
    assert found == []


def test_own_addresses_of_the_family_lead_back_too(handed: Handed) -> None:
    handed.over()
    for path in (
        f"/intake/{handed.family}",
        f"/intake/assessments/{handed.assessment}",
        f"/intake/assessments/{handed.assessment}/result",
        "/intake/today",
        "/sign-in",
        "/",
        "/nowhere/at/all",
    ):
        assert handed.visitor.get(path).location == HOME, path
    draft = {"rev": 0, "values": {}}
    assert handed.visitor.put(f"/intake/assessments/{handed.assessment}/draft", draft).status == 403
    for path in ("/sign-out", "/lock", "/language", "/password"):
        assert handed.visitor.post(path, {"language": "en", "next": "/intake/today"}).status == 403
    assert handed.visitor.get("/intake/today").location == HOME


def test_pages_for_the_family_name_no_staff_no_family_and_no_menu(
    handed: Handed, site_desk: OpenDesk
) -> None:
    pages = [handed.over()]
    pages.append(handed.visitor.get(f"{HOME}/1"))
    pages.append(handed.visitor.get(f"{HOME}/end"))
    pages.append(handed.visitor.get(f"{HOME}/back"))
    pages.append(handed.visitor.post("/sign-out"))
    for page in pages:
        assert page.page is not None
        for word in ("Lotsin ", "Maren", handed.code, SURNAME, "Klinikum", "Heute", "Abmelden", "Punkte"):
            assert word not in page.html, (word, page.response.request.path)
        assert not page.page.all("nav") or "Heute" not in page.text
        assert str(handed.assessment) not in page.html
        assert str(handed.family) not in page.html


def test_the_session_token_changes_when_the_tablet_changes_hands(handed: Handed) -> None:
    def token() -> str:
        cookie = handed.visitor.client.get_cookie("__Host-lotsen")
        assert cookie is not None
        return cookie.value

    staff = token()
    page = handed.visitor.get(handed.page)
    answer = handed.visitor.submit(page, handed.page, language="de")
    assert answer.response.headers["Clear-Site-Data"] == '"cache"'
    family = token()
    back = handed.visitor.get(f"{HOME}/back")
    handed.visitor.submit(back, f"{HOME}/back", secret=PASSWORD)
    assert len({staff, family, token()}) == 3
    for old in (staff, family):
        handed.visitor.client.set_cookie("__Host-lotsen", old)
        assert handed.visitor.get("/intake/today").location == "/sign-in"


def test_handing_over_makes_no_session_live_longer(handed: Handed, site_office: KeyOffice) -> None:
    with Session(site_office.stores.writing("data")) as db, db.begin():
        row = db.exec(select(WebSession)).one()
        row.expires_at = NOW + timedelta(minutes=5)
        db.add(row)
    handed.over()
    with Session(site_office.stores.data) as db:
        assert db.exec(select(WebSession)).one().expires_at == NOW + timedelta(minutes=5)


def test_a_session_that_ended_shows_a_neutral_page_and_no_answer(
    handed: Handed, site_office: KeyOffice
) -> None:
    handed.over()
    question = handed.visitor.get(f"{HOME}/1")
    with Session(site_office.stores.writing("data")) as db, db.begin():
        row = db.exec(select(WebSession)).one()
        row.seen_at = NOW - timedelta(minutes=31)
        db.add(row)
    late = handed.visitor.submit(question, f"{HOME}/1", said="present")
    assert late.location == HOME
    page = handed.visitor.follow(late)
    assert "Bitte geben Sie das Tablet zurück." in page.text
    assert "يرجى إعادة الجهاز اللوحي." in page.text
    assert "Frage" not in page.text
    assert handed.visitor.get(f"{HOME}/1").text == page.text


def test_one_question_after_the_other_is_kept_and_staff_find_all_of_them(
    handed: Handed, site_desk: OpenDesk
) -> None:
    page = handed.visitor.get(_link(handed.over(), "Los geht’s"))
    seen = 0
    while "data-family" in page.html:
        seen += 1
        assert page.page is not None
        assert len(page.page.all("fieldset")) == 1
        assert f"Frage {seen} von" in page.text
        page = handed.answer(page, "not_now" if seen == 2 else "not_present")
    assert seen > 15
    assert "Danke" in page.text
    wished = handed.visitor.follow(handed.visitor.submit(page, f"{HOME}/end", wish="y"))
    assert "Sie möchten ein Gespräch." in wished.text
    back = handed.visitor.get(f"{HOME}/back")
    answer = handed.visitor.submit(back, f"{HOME}/back", secret=PASSWORD)
    assert answer.location == f"/intake/assessments/{handed.assessment}"
    sheet = handed.visitor.follow(answer)
    assert "1 Frage war jetzt nicht möglich." in sheet.text
    with site_desk(writing=False) as d:
        kept = actions.read_assessment(d, handed.assessment).sheet
    assert len(kept.given) == seen
    assert kept.own_wish
    assert not any("violence" in given.item or "self_harm" in given.item for given in kept.given)


def test_a_question_about_violence_has_no_page_unless_staff_and_person_opened_it(handed: Handed) -> None:
    handed.over()
    numbers = [handed.visitor.get(f"{HOME}/{number}") for number in range(1, 60)]
    assert any(page.location == f"{HOME}/end" for page in numbers)
    for page in numbers:
        assert not re.search("bedroht|antun|Drogen", page.text)
    assert handed.visitor.get(f"{HOME}/further").location == f"{HOME}/end"
    assert handed.visitor.post(f"{HOME}/further", {"go": "yes"}).location == f"{HOME}/end"


def last_plain(handed: Handed) -> Answer:
    """Skip every question for everybody and return the page after them."""
    page = handed.visitor.get(_link(handed.over(private="y"), "Los geht’s"))
    totals = set()
    while "data-family" in page.html:
        totals.add(re.findall(r"Frage \d+ von (\d+)", page.text)[0])
        page = handed.answer(page, "skip")
    assert len(totals) == 1
    return page


def test_the_confidential_questions_come_last_behind_a_gentle_page_and_may_be_declined(
    handed: Handed,
) -> None:
    page = last_plain(handed)
    assert "Nur wenn Sie allein sind: weitere Fragen?" in page.text
    assert page.page is not None
    buttons = [found for found in page.page.all("button") if found.get("name") == "go"]
    assert len({found["class"] for found in buttons}) == 1
    declined = handed.visitor.follow(handed.visitor.submit(page, f"{HOME}/further", go="no"))
    assert "Danke" in declined.text


def to_violence(handed: Handed) -> Answer:
    """Go on to the question about violence."""
    page = last_plain(handed)
    page = handed.visitor.follow(handed.visitor.submit(page, f"{HOME}/further", go="yes"))
    while "bedroht" not in page.text:
        page = handed.answer(page, "skip")
    return page


def test_a_yes_to_violence_shows_numbers_at_once_and_one_tap_hides_everything(handed: Handed) -> None:
    page = to_violence(handed)
    first = page.response.request.path
    assert "Seite ausblenden" in page.text
    numbers = handed.answer(page, "present")
    for number in ("112", "116 016", "116 117", "0800 1110111"):
        assert number in numbers.text
    assert "bedroht" not in numbers.text
    assert "family-button--chosen" not in handed.visitor.get(first).html
    hidden = handed.visitor.follow(handed.visitor.submit(numbers, f"{HOME}/hide"))
    assert "Danke" in hidden.text
    assert handed.visitor.get(first).location == f"{HOME}/end"
    assert handed.visitor.get(f"{first}/numbers").location == f"{HOME}/end"
    assert handed.visitor.get(f"{HOME}/further").location == f"{HOME}/end"


def test_a_free_call_is_said_beside_the_numbers_that_are_free_and_no_other(
    handed: Handed, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        contacts.add_contact(d, new_id(), Contact(ContactKind.PSYCHIATRIC, "Konsildienst", "8-4444"))
    numbers = handed.answer(to_violence(handed), "present")
    lines = re.findall(r"<li>(.*?)</li>", numbers.html, re.DOTALL)
    free = {line for line in lines if "kostenfrei" in line}
    assert [line for line in lines if "8-4444" in line and line not in free]
    assert len(free) == len(lines) - 1 > 4
    assert "Die Anrufe kosten nichts" not in numbers.text


def test_an_answer_sent_to_another_question_is_not_kept_there(handed: Handed, site_desk: OpenDesk) -> None:
    handed.over()
    page = handed.visitor.get(f"{HOME}/1")
    answer = handed.visitor.submit(page, f"{HOME}/1", about="violence_now__family", said="present")
    assert answer.location == f"{HOME}/1"
    with site_desk(writing=False) as d:
        assert actions.read_assessment(d, handed.assessment).sheet.given == ()


def test_a_double_tap_is_kept_once_and_an_empty_one_says_what_to_do(
    handed: Handed, site_desk: OpenDesk
) -> None:
    handed.over()
    pages = ((number, handed.visitor.get(f"{HOME}/{number}")) for number in range(1, 20))
    number, page = next((number, page) for number, page in pages if 'value="wish"' in page.html)
    here, after = f"{HOME}/{number}", f"{HOME}/{number + 1}"
    empty = handed.visitor.submit(page, here)
    assert empty.status == 422
    assert "Bitte wählen Sie eine Antwort" in empty.text
    for _ in range(2):
        assert handed.visitor.submit(page, here, said="wish").location == after
    with site_desk(writing=False) as d:
        view = actions.read_assessment(d, handed.assessment)
        assert [(one.presence, one.wish) for one in view.sheet.given] == [(Presence.PRESENT, True)]
        assert view.row.revision == 2
    assert "Ihre bisherige Antwort" in handed.visitor.get(here).text


def test_what_staff_entered_before_is_neither_asked_nor_shown(handed: Handed, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        actions.save_draft(d, handed.assessment, 0, present("income_worry", "housing_insecure"))
    page = handed.visitor.get(_link(handed.over(), "Los geht’s"))
    while "data-family" in page.html:
        assert "Geld reicht" not in page.text
        assert "Wohnung verlieren" not in page.text
        assert "family-button--chosen" not in page.html
        page = handed.answer(page, "skip")


@pytest.mark.parametrize("language", FAMILY_LANGUAGES)
def test_the_family_reads_in_its_language_and_changes_it(handed: Handed, language: str) -> None:
    handed.over()
    start = handed.visitor.get(HOME)
    for own_name in FAMILY_LANGUAGES.values():
        assert own_name in start.text
    answer = handed.visitor.submit(start, f"{HOME}/language", language=language)
    page = handed.visitor.follow(answer)
    assert page.page is not None
    html = page.page.all("html")[0]
    assert html["lang"] == language
    assert html["dir"] == ("rtl" if language == "ar" else "ltr")
    if language != "en":
        assert "voluntary" not in page.text
        assert "auf Deutsch" not in page.text
    question = handed.visitor.get(f"{HOME}/1")
    first = handed.sheet.item("partner_support")
    assert first is not None
    assert '<h1 class="family-heading" id="question">' in question.html
    assert first.text[language] in question.text
    if language != "en":
        assert "Skip" not in question.text
    back = handed.visitor.get(f"{HOME}/back")
    assert "Zurück an die Lotsin" in back.text


def test_a_language_nobody_offers_changes_nothing(handed: Handed) -> None:
    start = handed.over("ar")
    for language in ("xx", "../../etc", ""):
        handed.visitor.submit(start, f"{HOME}/language", language=language)
        page = handed.visitor.get(HOME).page
        assert page is not None
        assert page.all("html")[0]["lang"] == "ar"


def test_a_sheet_without_a_language_says_so_and_asks_in_german(browser: Open, site_desk: OpenDesk) -> None:
    handed = Handed(browser, site_desk, version=1)
    assert "الأسئلة نفسها مكتوبة هنا بالألمانية" in handed.over("ar").text
    question = handed.visitor.get(f"{HOME}/1")
    assert '<h1 class="family-heading" id="question" lang="de" dir="ltr">' in question.html


def test_staff_are_told_before_which_languages_the_sheet_does_not_have(
    browser: Open, site_desk: OpenDesk
) -> None:
    assert "liegen nicht vor auf" not in (new := Handed(browser, site_desk)).visitor.get(new.page).text
    handed = Handed(browser, site_desk, version=1)
    page = handed.visitor.get(handed.page)
    assert "liegen nicht vor auf: Arabisch" in page.text
    assert "liegen nicht vor auf: Englisch" not in page.text
    assert "PIN festlegen" in page.text


def test_only_the_pin_or_the_password_leads_back_and_wrong_tries_end_the_session(
    handed: Handed, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin=PIN)
    handed.over()
    back = handed.visitor.get(f"{HOME}/back")
    assert handed.visitor.submit(back, f"{HOME}/back").status == 422
    for _ in range(signing_in.FREE_ATTEMPTS - 1):
        wrong = handed.visitor.submit(back, f"{HOME}/back", secret="739105")
        assert wrong.status == 401
        assert "739105" not in wrong.html
    last = handed.visitor.submit(back, f"{HOME}/back", secret="739105")
    assert last.status == 429
    assert "Bitte geben Sie das Tablet zurück." in last.text
    assert handed.visitor.get("/intake/today").location == "/sign-in"
    assert "Frage" not in handed.visitor.get(f"{HOME}/1").text


def test_the_pin_takes_the_tablet_back(handed: Handed, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        unlocking.set_pin(d, password=PASSWORD, pin=PIN)
    handed.over("ar")
    back = handed.visitor.get(f"{HOME}/back")
    answer = handed.visitor.submit(back, f"{HOME}/back", secret=PIN)
    assert answer.location == f"/intake/assessments/{handed.assessment}"
    page = handed.visitor.follow(answer)
    assert page.status == 200
    assert page.page is not None
    assert page.page.all("html")[0]["lang"] == "de"
    assert handed.visitor.get(f"{HOME}/1").location == "/"


def test_a_closed_workplace_shows_the_neutral_page(handed: Handed, site_desk: OpenDesk) -> None:
    handed.over()
    with site_desk("administrator") as d:
        for colleague in accounts.list_colleagues(d):
            if colleague.login == "navigator":
                accounts.set_active(d, colleague.membership.id, active=False)
    assert "Bitte geben Sie das Tablet zurück." in handed.visitor.get(f"{HOME}/1").text


def test_a_password_that_was_reset_meanwhile_ends_the_session_on_the_tablet(
    handed: Handed, site_desk: OpenDesk
) -> None:
    handed.over()
    with site_desk("administrator") as d:
        for colleague in accounts.list_colleagues(d):
            if colleague.login == "navigator":
                accounts.reset_password(d, colleague.membership.id)
    assert "Bitte geben Sie das Tablet zurück." in handed.visitor.get(f"{HOME}/1").text
    assert handed.visitor.get("/intake/today").location == "/sign-in"


def test_a_page_staff_left_open_in_a_second_tab_leads_out_of_family_mode_in_no_way(handed: Handed) -> None:
    """Old pages send old tokens: nothing leads back but the PIN or the password."""
    second = handed.visitor.get("/intake/today")
    old = handed.visitor.client.get_cookie("__Host-lotsen")
    assert old is not None
    handed.over()
    for path in ("/sign-out", "/lock", "/leave", "/language", "/workplace", "/invitations", "/password"):
        handed.visitor.get(HOME)
        assert handed.visitor.post(path, {"next": "/intake/today", "language": "de"}).status == 403
        assert handed.visitor.get("/intake/today").location == HOME
    assert handed.visitor.submit(second, "/sign-out").status in {400, 403}
    handed.visitor.client.set_cookie("__Host-lotsen", old.value)
    assert handed.visitor.get("/intake/today").location == "/sign-in"


def test_wrong_tries_count_on_the_server_whichever_page_sends_them(handed: Handed) -> None:
    """Loading the page again, in a second tab or after a while, gives no further tries."""
    handed.over()
    stale = handed.visitor.get(f"{HOME}/back")
    for attempt in range(1, signing_in.FREE_ATTEMPTS + 1):
        page = stale if attempt % 2 else handed.visitor.get(f"{HOME}/back")
        status = handed.visitor.submit(page, f"{HOME}/back", secret="402958").status
        assert status == (429 if attempt == signing_in.FREE_ATTEMPTS else 401)
    handed.visitor.submit(stale, f"{HOME}/back", secret=PASSWORD)
    assert handed.visitor.get("/intake/today").location == "/sign-in"


def test_a_second_handing_over_counts_what_is_open_then(handed: Handed) -> None:
    def counted() -> int:
        found = re.search(r"sieht (\d+) Fragen", handed.visitor.get(handed.page).text)
        assert found is not None
        return int(found[1])

    before = counted()
    handed.over()
    handed.answer(handed.visitor.get(f"{HOME}/1"), "unknown")
    handed.visitor.submit(handed.visitor.get(f"{HOME}/back"), f"{HOME}/back", secret=PASSWORD)
    assert counted() == before - 1


def test_what_goes_wrong_in_family_mode_looks_like_the_family_pages(handed: Handed) -> None:
    handed.over("ar")
    handed.visitor.token = "none"
    page = handed.visitor.post(f"{HOME}/1", {"said": "present"})
    assert page.status == 400
    assert "لم ينجح ذلك" in page.text
    assert "Maren" not in page.html


def test_a_completed_assessment_cannot_be_handed_over_and_ends_family_mode(
    handed: Handed, site_desk: OpenDesk
) -> None:
    handed.over()
    with site_desk("colleague") as d:
        view = actions.read_assessment(d, handed.assessment)
        actions.complete_assessment(d, handed.assessment, view.row.revision, view.sheet)
    assert handed.visitor.get(f"{HOME}/1").location == f"{HOME}/end"
    assert "Danke" in handed.visitor.follow(handed.visitor.get(HOME)).text
    back = handed.visitor.get(f"{HOME}/back")
    handed.visitor.submit(back, f"{HOME}/back", secret=PASSWORD)
    assert handed.visitor.get(handed.page).location == f"/intake/assessments/{handed.assessment}/result"


def _link(page: Answer, label: str) -> str:
    found = re.search(rf'href="([^"]+)"><span class="kern-label">{label}', page.html)
    assert found is not None, page.text
    return found[1]


def test_a_refused_form_shows_a_family_nothing_of_staff_who_have_two_workplaces(
    handed: Handed, site_desk: OpenDesk
) -> None:
    with site_desk("administrator") as d:
        accounts.add_workplace(
            d, login="navigator", institution_id=institution_id("practice"), role=Role.NAVIGATOR
        )
    handed.over()
    answer = handed.visitor.post(f"{HOME}/language", {"csrf_token": "of another page", "language": "en"})
    assert answer.status == 400
    assert "Das hat nicht geklappt" in answer.text
    for word in ("Klinikum", "Maren", "Arbeitsplatz", "/sign-out", "/intake/today"):
        assert word not in answer.text


@pytest.mark.parametrize(
    ("language", "of_the_house", "left_out"),
    [
        (
            "tr",
            ("Hemen yardım", "gece gündüz", "Nöbetçi hizmet"),
            ("rund um die Uhr", "Konsultasyon", "Almanca"),
        ),
        ("uk", ("Чергова служба", "rund um die Uhr", "німецькою"), ("Hilfe im Haus", "Konsildienst")),
        ("ar", ("خدمة المناوبة", "rund um die Uhr", "بالألمانية"), ("Hilfe im Haus", "Konsildienst")),
        ("de", ("Hilfe im Haus", "rund um die Uhr"), ("auf Deutsch", "Konsildienst")),
    ],
)
def test_the_numbers_of_the_house_speak_the_familys_language_and_name_what_is_german(
    handed: Handed,
    site_desk: OpenDesk,
    language: str,
    of_the_house: tuple[str, ...],
    left_out: tuple[str, ...],
) -> None:
    said = {"tr": ContactWords("Konsultasyon", "gece gündüz", "Hemen yardım")}
    kept = Contact(
        ContactKind.PSYCHIATRIC,
        "Konsildienst",
        "8-4444",
        hours="rund um die Uhr",
        discreet="Hilfe im Haus",
        translations=said,
    )
    with site_desk() as d:
        contacts.add_contact(d, new_id(), kept)
        contacts.add_contact(
            d, new_id(), replace(kept, discreet="", translations={}, phone="8-5555", hours="")
        )
    handed.over(language=language)
    page = handed.visitor.get(f"{HOME}/1/numbers")
    for words in of_the_house:
        assert words in page.text
    for words in left_out:
        assert words not in page.text
