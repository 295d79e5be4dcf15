"""The pages of the protection path: opening by hand, steps with time stamps, papers without a name."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pypdf
import pytest

from lotsen.contacts import actions as contacts
from lotsen.contacts.domain import Contact, ContactKind
from lotsen.intake import actions as intake
from lotsen.kernel import local_day, new_id
from lotsen.protection.domain import StepKind
from tests.conftest import OpenDesk
from tests.intake.helping import child
from tests.pages import Answer, Browser
from tests.protection.helping import GIVEN, PHONE, STREET, SURNAME, named_family, open_case, record

OpenBrowser = Callable[..., Browser]
OPENING = {"about": "Junge, etwa 4 Jahre", "reason": "Blaue Flecken am Rücken"}


def case_id(answer: Answer) -> UUID:
    assert answer.status == 303, answer.text[:600]
    return UUID(answer.location.rsplit("/", 1)[1])


def paper(visitor: Browser, shown: Answer) -> str:
    """Read back the one paper that the page of a case links to, spaces folded."""
    assert shown.page is not None
    (link,) = (a["href"] for a in shown.page.all("a") if "/papers/" in a.get("href", ""))
    answer = visitor.client.get(link)
    assert answer.mimetype == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(answer.get_data()))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_a_case_without_a_family_is_opened_by_sending_the_form(browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    page = visitor.get("/protection/new")
    assert "§ 4 KKG" in page.text
    assert "Keine Regel hat Sie hierher geführt" in page.text
    made = visitor.follow(visitor.submit(page, "/protection/new", **OPENING))
    assert "Weiter: Beobachtete Anhaltspunkte" in made.text
    assert "Junge, etwa 4 Jahre" in made.text
    assert "Maren Lotsin" in made.text
    assert "Junge, etwa 4 Jahre" in visitor.get("/protection/").text


def test_looking_at_the_page_opens_nothing(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = named_family(d)
    visitor = browser("navigator")
    visitor.get(f"/protection/families/{family}/new")
    assert "Kein Fall nennt Sie" in visitor.get("/protection/").text


def test_a_case_about_a_child_of_a_family_shows_up_on_no_page_of_the_family(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = named_family(d)
    visitor = browser("navigator")
    before = visitor.get(f"/intake/{family}")
    assert "Schutz eines Kindes" in before.text
    here = f"/protection/families/{family}/new"
    page = visitor.get(here)
    assert "Timur, 2 Jahre alt" in page.text
    made = case_id(visitor.submit(page, here, children="0", reason="Blaue Flecken"))
    assert "Timur, 2 Jahre alt" in visitor.get(f"/protection/{made}").text
    assert visitor.get(f"/intake/{family}").text == before.text
    for path in ("/intake/today", "/referral/sent"):
        assert str(made) not in visitor.get(path).html


def test_what_is_missing_is_said_and_what_was_typed_stays(browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    page = visitor.get("/protection/new")
    refused = visitor.submit(page, "/protection/new", reason="Nur der Grund")
    assert refused.status == 422
    assert "Nur der Grund" in refused.html
    assert "Bitte sagen Sie, um wen es geht." in refused.text


@pytest.mark.parametrize("who", ["colleague", "other_navigator", "practice_navigator", "family_office"])
def test_who_is_no_reader_finds_no_page_of_the_case(
    browser: OpenBrowser, site_desk: OpenDesk, who: str
) -> None:
    with site_desk() as d:
        case = open_case(d)
        sheet = record(d, case, StepKind.NOTICE, channel="phone", recipient="Amt", passed_on="Geheimwort")
    visitor = browser(who)
    for page in ("", "/talk", "/close", "/readers", "/advice-sheet", f"/papers/{sheet}"):
        assert visitor.get(f"/protection/{case}{page}").status == 404, page
    assert "Junge, 2 Jahre" not in visitor.get("/protection/").text


def test_a_step_is_recorded_with_when_it_happened_and_when_it_was_written(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        case = open_case(d)
    visitor = browser("navigator")
    here = f"/protection/{case}/observation"
    said = {"happened_on": "2026-11-20", "happened_at": "14:30", "seen": "Weint leise", "source": "self"}
    page = visitor.follow(visitor.submit(visitor.get(here), here, **said))
    assert "20.11.2026, 14:30" in page.text
    assert re.search(r"festgehalten 21\.11\.2026, 10:30, Maren Lotsin", page.text)
    assert "Selbst gesehen oder gehört" in page.text
    assert "1 Eintrag" in page.text


def test_the_reason_is_asked_for_when_the_parents_were_not_told(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        case = open_case(d)
    visitor = browser("navigator")
    here = f"/protection/{case}/parents-told"
    refused = visitor.submit(visitor.get(here), here, told="no", reaction="Bleibt stehen")
    assert refused.status == 422
    assert "Bitte schreiben Sie den Grund auf." in refused.text
    assert "Bleibt stehen" in refused.html
    assert visitor.submit(refused, here, told="no", not_told="Der Vater droht").status == 303


def test_danger_now_puts_the_emergency_numbers_first(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    with site_desk("administrator") as d:
        night = Contact(
            ContactKind.YOUTH_OFFICE_NIGHT, "Jugendamt Lindbrück", "02999 111", municipality="lindbrueck"
        )
        contacts.add_contact(d, new_id(), night)
    with site_desk() as d:
        case = open_case(d)
        record(d, case, StepKind.DANGER, danger="yes", why="Waffe")
    page = browser("navigator").get(f"/protection/{case}")
    assert "Bei Gefahr sofort anrufen" in page.text
    assert page.text.index("110") < page.text.index("02999 111") < page.text.index("0800 1921000")


def test_the_nameless_sheet_holds_no_name_no_date_of_birth_and_no_code(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = named_family(d)
        case = open_case(d, family)
        record(d, case, StepKind.OBSERVATION, seen=f"Frau {SURNAME} hält {GIVEN}s Kind fest", source="self")
    visitor = browser("navigator")
    here = f"/protection/{case}/advice-sheet"
    page = visitor.get(here)
    assert "2 Jahre alt" in page.html
    refused = visitor.submit(page, here, signs=f"Frau {SURNAME}, {STREET}, {PHONE}", questions="Was tun?")
    assert refused.status == 422
    assert f"Das könnte die Familie nennen: {SURNAME}" in refused.text
    assert PHONE in refused.html
    said = {"signs": "Die Mutter hält das Kind fest", "questions": "Was tun?", "ages": "2 Jahre alt"}
    text = paper(visitor, visitor.follow(visitor.submit(refused, here, **said)))
    assert "Die Mutter hält das Kind fest" in text
    assert "2 Jahre alt" in text
    with site_desk(writing=False) as d:
        code = intake.family_row(d, family).code
    for canary in (SURNAME, GIVEN, "Timur", "Flieder", "5550147", "2024", code, "Maren"):
        assert canary not in text, canary


def test_the_notice_carries_what_was_passed_on_and_why_the_parents_do_not_know(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        case = open_case(d, named_family(d))
        record(d, case, StepKind.PARENTS_TOLD, told="no", not_told="Der Vater droht dem Kind")
    visitor = browser("navigator")
    here = f"/protection/{case}/notice"
    page = visitor.get(here)
    assert SURNAME in page.html
    said = {
        "channel": "fax",
        "recipient": "Jugendamt Lindbrück",
        "persons": f"{GIVEN} {SURNAME}",
        "passed_on": "Blaue Flecken am Rücken",
    }
    shown = visitor.follow(visitor.submit(page, here, **said))
    text = paper(visitor, shown)
    for word in (
        SURNAME,
        "Blaue Flecken am Rücken",
        "Per Fax",
        "Der Vater droht dem Kind",
        "Klinikum",
        "Maren Lotsin",
    ):
        assert word in text, word


def test_the_way_in_pregnancy_says_that_the_unborn_is_not_covered(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    visitor = browser("navigator")
    page = visitor.get("/protection/new")
    made = case_id(
        visitor.submit(page, "/protection/new", is_unborn="y", reason="Sorge um die Zeit nach der Geburt")
    )
    shown = visitor.get(f"/protection/{made}")
    assert "§ 34 StGB" in shown.text
    assert "erfassen das ungeborene Kind nicht" in shown.text
    assert "Plan für den Tag der Geburt" in shown.text
    here = f"/protection/{made}/birth"
    visitor.submit(visitor.get(here), here, born="Heute")
    assert "§ 4 KKG" in visitor.get(f"/protection/{made}").text


def test_a_closed_case_says_how_it_ended_and_takes_feedback(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        case = open_case(d)
    visitor = browser("navigator")
    here = f"/protection/{case}/close"
    page = visitor.get(here)
    assert "Bisher ohne Eintrag" in page.text
    assert visitor.submit(page, here).status == 422
    closed = visitor.follow(visitor.submit(page, here, ending="notice_given", note="Alles getan"))
    assert "Aufbewahrt bis 21.11.2036" in closed.text
    feedback = f"/protection/{case}/feedback"
    assert visitor.submit(visitor.get(feedback), feedback, content="Wir sind tätig").status == 303
    talk = f"/protection/{case}/talk"
    late = visitor.submit(visitor.get(talk), talk, held="yes", with_whom="Mutter", said="Zu spät")
    assert late.status == 409
    assert "Zu spät" in late.html


def test_the_office_hands_the_matter_over_in_its_own_house(browser: OpenBrowser) -> None:
    visitor = browser("family_office")
    made = case_id(visitor.submit(visitor.get("/protection/new"), "/protection/new", **OPENING))
    page = visitor.get(f"/protection/{made}")
    assert "Übergabe an den Sozialen Dienst im Haus" in page.text
    assert "Die Einschätzung des Jugendamtes steht nicht in diesem Programm." in page.text


def test_an_administrator_sets_the_form_and_sees_no_case(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        open_case(d)
    visitor = browser("administrator")
    page = visitor.get("/protection/settings")
    assert "Klinikum Lindbrück" in page.text
    assert "Geburtsklinik" in page.text
    assert "Junge, 2 Jahre" not in page.text
    assert page.page is not None
    link = next(
        a["href"] for a in page.page.all("a") if a.get("href", "").startswith("/protection/settings/")
    )
    saved = visitor.follow(visitor.submit(visitor.get(link), link, law="sgb_8a_4", years="12"))
    assert "12 Jahre" in saved.text
    assert visitor.get("/protection/").status == 403


def test_a_child_in_its_first_month_is_not_called_no_months_old(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = named_family(d)
        child(d, family, birth_date=local_day(d.clock) - timedelta(days=3))
    page = browser("navigator").get(f"/protection/families/{family}/new")
    assert "Noch keinen Monat alt" in page.text
    assert "0 Monate" not in page.text
