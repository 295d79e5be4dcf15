"""The lists of the day, the one tap and its undo, search, look-alikes and paper as pages."""

import io
from collections.abc import Callable
from datetime import time, timedelta
from uuid import UUID

import pypdf
import pytest

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.documents import AssessmentSheet, ContactSheet, DraftSheet, FamilySheet
from lotsen.intake.domain import shipped_instruments
from lotsen.intake.domain.editing import FormName, Place
from lotsen.kernel import local_day, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, sheet_for
from tests.pages import Answer, Browser
from tests.world import World

Open = Callable[..., Browser]


def due(desk: Desk, place: str, days: int = 0, hour: time | None = None) -> UUID:
    """Register a family that leaves or comes in some days."""
    return actions.register_family(
        desk,
        new_id(),
        origin=actions.usual_origin(desk),
        sheet=FamilySheet(place=place, due_time=hour),
        due_on=local_day(desk.clock) + timedelta(days=days),
    ).id


def offer_talk(desk: Desk, family: UUID) -> None:
    """Complete an assessment that says a talk should be offered."""
    begun = actions.start_assessment(desk, family, new_id(), sheet_for(desk))
    actions.complete_assessment(desk, begun.id, 0, AssessmentSheet(own_wish=True))


def named(desk: Desk, surname: str) -> UUID:
    """Register a family with a name."""
    family = register(desk)
    agree(desk, family)
    actions.save_contact(desk, family, 0, ContactSheet(surname=surname))
    return family


def order(answer: Answer, *words: str) -> list[str]:
    """Return words in the order in which a page says them; words it does not say are left out."""
    return sorted((word for word in words if word in answer.text), key=answer.text.index)


def test_talks_that_are_due_stand_first_with_the_hour(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        due(d, "Zimmer 1")
        offer_talk(d, due(d, "Zimmer 20", hour=time(14, 30)))
        offer_talk(d, due(d, "Zimmer 30", hour=time(11)))
    page = browser("navigator").get("/intake/today")
    assert "Gespräch angeboten, geht um 11:00 Uhr" in page.text
    assert order(page, "Zimmer 1 ", "Zimmer 20", "Zimmer 30") == ["Zimmer 30", "Zimmer 20", "Zimmer 1 "]


def test_a_practice_sees_the_appointments_of_the_day_by_the_hour(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk("practice_navigator") as d:
        due(d, "Raum A", hour=time(15))
        due(d, "Raum B", hour=time(9))
        due(d, "Raum C", days=1)
    visitor = browser("practice_navigator")
    assert order(visitor.get("/intake/today"), "Raum A", "Raum B", "Raum C") == ["Raum B", "Raum A"]
    assert "Raum C" in visitor.get("/intake/today?show=open").text


def test_each_list_shows_its_own(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        draft, talk = due(d, "Zimmer 1"), due(d, "Zimmer 2")
        actions.start_assessment(d, draft, new_id(), sheet_for(d))
        offer_talk(d, talk)
    visitor = browser("navigator")
    shown = {
        show: order(visitor.get(f"/intake/today?show={show}"), "Zimmer 1", "Zimmer 2")
        for show in ("open", "drafts", "talks", "closed", "nonsense")
    }
    assert shown["drafts"] == ["Zimmer 1"]
    assert shown["talks"] == ["Zimmer 2"]
    assert shown["closed"] == []
    assert set(shown["open"]) == set(shown["nonsense"]) == {"Zimmer 1", "Zimmer 2"}


def test_the_day_begins_with_ones_own_families_and_those_of_nobody(
    browser: Open, site_desk: OpenDesk, world: World
) -> None:
    with site_desk() as d:
        due(d, "Zimmer 1")
    with site_desk("colleague") as d:
        due(d, "Zimmer 2")
    with site_desk() as d:
        actions.family_row(d, due(d, "Zimmer 3"), lock=True).assigned_to = None
    rooms = ("Zimmer 1", "Zimmer 2", "Zimmer 3")
    visitor = browser("navigator")
    mine = visitor.get("/intake/today?show=open")
    assert order(mine, *rooms) == ["Zimmer 1", "Zimmer 3"]
    assert "Gezeigt werden Ihre Familien und die, um die sich noch niemand kümmert." in mine.text
    assert "Alle offenen 2" in mine.text
    everything = visitor.get("/intake/today?show=open&whose=all")
    assert order(everything, *rooms) == list(rooms)
    assert "show=talks&amp;whose=all" in everything.html
    lead = browser("team_lead").get("/intake/today?show=open")
    assert order(lead, *rooms) == list(rooms)
    assert order(lead, "Alle Familien", "Meine Familien") == ["Alle Familien", "Meine Familien"]
    with site_desk() as d:
        one, two = (world.actor(who).person_id for who in ("colleague", "navigator"))
        assert one is not None
        assert two is not None
        day = local_day(d.clock)
        accounts.name_deputy(d, new_id(), absent_id=two, deputy_id=one, first_day=day, last_day=day)
    standing_in = browser("colleague").get("/intake/today?show=open")
    assert order(standing_in, *rooms) == list(rooms)
    assert "Sie vertreten: Maren Lotsin" in standing_in.text
    assert "Meine Familien" not in standing_in.text, "all are theirs: there is nothing to choose"


def test_drafts_of_forms_stand_beside_assessments_and_say_whose_they_are(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        actions.start_assessment(d, due(d, "Zimmer 1"), new_id(), sheet_for(d))
        family = due(d, "Zimmer 2")
        place = Place.of(family, FormName.SHEET)
        typed = DraftSheet(page="a", values=(("place", ("Zimmer 4",)),))
        actions.keep_draft(d, place, 0, typed)
        code = actions.family_row(d, family).code
    page = browser("navigator").get("/intake/today?show=drafts")
    assert "Entwürfe 2" in page.text
    assert f"{code} Stammblatt Sie" in page.text
    assert page.page is not None
    assert f"/intake/{family}/sheet" in {link["href"] for link in page.page.all("a")}
    assert "Zimmer 1" in page.text
    other = browser("colleague").get("/intake/today?show=drafts&whose=all")
    assert f"{code} Stammblatt Maren Lotsin" in other.text
    assert "Wartet auf Maren Lotsin" in other.text
    assert f"/intake/{family}/sheet" not in other.html
    assert "Zimmer 4" not in other.text


def test_the_tap_can_be_taken_back_from_the_status_line(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = due(d, "Zimmer 1")
    visitor = browser("navigator")
    tapped = visitor.submit(visitor.get("/intake/today"), f"/intake/{family}/discharged")
    page = visitor.follow(tapped)
    assert "Zimmer 1" not in page.text
    back = visitor.follow(visitor.submit(page, f"/intake/{family}/reached-after-all"))
    assert "steht wieder da" in back.text
    assert "Zimmer 1" in back.text
    late = visitor.follow(visitor.submit(page, f"/intake/{family}/reached-after-all"))
    assert "nichts zurückzunehmen" in late.text


def test_nobody_takes_back_a_tap_of_another_institution(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk("other_navigator") as d:
        family = due(d, "Zimmer 1")
    visitor = browser("navigator")
    visitor.get("/intake/today")
    assert visitor.post(f"/intake/{family}/reached-after-all").status == 404
    assert visitor.get(f"/intake/today?undo={family}").status == 404


def test_the_hour_is_entered_on_the_sheet(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        path = f"/intake/{register(d)}/sheet"
    visitor = browser("navigator")
    assert visitor.submit(visitor.get(path), path, due_on="2026-11-21", due_time="gleich").status == 422
    visitor.submit(visitor.get(path), path, due_on="2026-11-21", due_time="11.30")
    assert "11:30" in visitor.get(path.removesuffix("/sheet")).text
    assert "heute, 11:30" in visitor.get("/intake/today").text


def test_a_search_is_sent_and_stands_in_no_address(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        named(d, "Müller")
    visitor = browser("navigator")
    page = visitor.get("/intake/search?name=Müller")
    assert "Familie gefunden" not in page.text
    hits = visitor.submit(page, "/intake/search", name="Mueller")
    assert hits.status == 200
    assert "1 Familie gefunden" in hits.text
    assert "Müller" in hits.text
    assert "Keine Familie gefunden" in visitor.submit(page, "/intake/search", name="Xaver").text
    for wrong in ({}, {"code": "xyz"}, {"birth_date": "gestern"}):
        assert visitor.submit(page, "/intake/search", **wrong).status == 422


def test_a_script_gets_the_same_hits_as_the_page(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = named(d, "Müller")
    visitor = browser("navigator")
    visitor.get("/intake/search")
    data = {"name": "Muler", "form_id": str(new_id()), "csrf_token": visitor.token}
    live = visitor.client.post("/intake/search", data=data, headers={"X-Lotsen-Live": "yes"})
    assert [hit["url"] for hit in live.get_json()["hits"]] == [f"/intake/{family}"]


def test_a_look_alike_is_told_while_typing_and_after_the_save(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        known = actions.family_row(d, named(d, "Yıldız"))
        new = register(d)
        agree(d, new)
    with site_desk("other_navigator") as d:
        named(d, "Yıldız")
    visitor = browser("navigator")
    page = visitor.get(f"/intake/{new}/contact")
    asked = visitor.post(f"/intake/{new}/look-alikes", {"surname": "Yildiz"}).response.get_json()
    assert asked["hits"] == [{"code": known.code, "url": f"/intake/{known.id}"}]
    assert "Yıldız" not in str(asked)
    nobody = visitor.post(f"/intake/{new}/look-alikes", {"surname": "Bergmann", "birth_date": "x"})
    assert nobody.response.get_json() == {"text": "", "hits": []}
    saved = visitor.follow(visitor.submit(page, f"/intake/{new}/contact", surname="Yildiz"))
    assert f"sieht ähnlich aus: {known.code}" in saved.text


def words(visitor: Browser, path: str) -> list[str]:
    """Return the words of each page of a paper."""
    answer = visitor.client.get(path)
    assert answer.mimetype == "application/pdf", answer.status
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]


def test_a_family_has_a_paper_with_its_code_and_nothing_else_of_it(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = actions.family_row(d, named(d, "Geheimnisvoll"))
        instrument = sheet_for(d)
    text = " ".join(words(browser("navigator"), f"/intake/{family.id}/paper?sheet={instrument.code}"))
    assert family.code in text
    assert "Geheimnisvoll" not in text
    for item in instrument.items:
        begins = " ".join(item.text["de"].split()[:3])
        assert (begins in text) is not item.is_sensitive, item.code


@pytest.mark.parametrize("who", ["navigator", "practice_navigator", "family_office"])
def test_every_sheet_on_offer_can_be_printed_empty(browser: Open, who: str) -> None:
    visitor = browser(who)
    page = visitor.get("/intake/paper")
    assert page.page is not None
    links = [found["href"] for found in page.page.all("a") if "/paper/empty" in found["href"]]
    assert links
    for link in links:
        assert words(visitor, link)
    assert len(shipped_instruments()) >= len(links)
    assert visitor.get("/intake/paper/empty?sheet=unknown").status == 404


def test_sheets_for_a_day_are_entered_later_under_their_codes(browser: Open) -> None:
    visitor = browser("navigator")
    page = visitor.get("/intake/paper")
    printed = [visitor.submit(page, "/intake/paper/sheets", count="2") for _ in range(2)]
    addresses = {answer.response.headers["Location"] for answer in printed}
    assert len(addresses) == 1, "a second tap reserves nothing more"
    text = " ".join(words(visitor, addresses.pop()))
    code = text.split("Fallcode", 1)[1].split()[0]
    assert visitor.submit(page, "/intake/paper/sheets", count="0").status == 422
    for wrong in ({}, {"on": "2026-11-22"}, {"on": "2026-09-01"}, {"on": "2026-11-19", "code": "CDF-GHJ"}):
        assert visitor.submit(visitor.get("/intake/paper"), "/intake/paper/later", **wrong).status == 422
    entered = visitor.submit(page, "/intake/paper/later", on="2026-11-19", code=code, place="Raum 2")
    start = visitor.follow(entered)
    assert code in start.text
    assert 'value="2026-11-19"' in start.html
    begun = visitor.submit(start, entered.location)
    assert begun.status == 303
    family = entered.location.removesuffix("/assessments")
    assert "Von Papier nachgetragen" in visitor.get(family).text
