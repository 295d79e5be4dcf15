"""The pages of the intake as a navigator and a family office use them, without JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from lotsen.intake import actions
from lotsen.intake.documents import FamilySheet
from lotsen.intake.domain import ConsentPurpose
from lotsen.kernel import local_day, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, decide
from tests.pages import Answer, Browser

Open = Callable[..., Browser]


def new_family(visitor: Browser) -> str:
    """Create a family with the one button and return the path of its page."""
    today = visitor.get("/intake/today")
    return visitor.submit(today, "/intake/families").location


def fields_of(answer: Answer) -> set[str]:
    """Return the names of everything a page can send."""
    assert answer.page is not None
    return {found["name"] for tag, found in answer.page.tags if tag in {"input", "textarea", "select"}}


def test_today_lists_the_families_of_this_institution_only(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk("other_navigator") as d:
        register(d, place="Zimmer 77")
    with site_desk() as d:
        register(d, place="Zimmer 12, Bett 2")
    answer = browser("navigator").get("/intake/today")
    assert "Zimmer 12, Bett 2" in answer.text
    assert "Zimmer 77" not in answer.text


def test_a_new_family_is_a_code_and_no_name_is_asked(browser: Open) -> None:
    visitor = browser("navigator")
    page = visitor.get(new_family(visitor))
    assert page.status == 200
    assert fields_of(page).isdisjoint({"surname", "given_name", "phone"})


def test_a_second_tap_on_new_family_leads_to_the_same_family(browser: Open) -> None:
    visitor = browser("navigator")
    today = visitor.get("/intake/today")
    paths = {visitor.submit(today, "/intake/families").location for _ in range(2)}
    assert len(paths) == 1


def test_twins_are_added_one_after_the_other_with_the_same_dates(browser: Open) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    path = f"{family}/children/new"
    entered = {"status": "born", "birth_date": "2026-11-20", "weeks_at_birth": "34"}
    twin = visitor.submit(visitor.get(path), path, go="twin", **entered)
    assert twin.location == path
    second = visitor.follow(twin)
    assert 'value="2026-11-20"' in second.html
    visitor.submit(second, path)
    listed = visitor.get(f"{family}/persons")
    assert "Kind 1" in listed.text
    assert "Kind 2" in listed.text


def test_a_child_who_has_died_is_not_asked_about_and_has_no_age(browser: Open) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    path = f"{family}/children/new"
    visitor.submit(visitor.get(path), path, status="died", birth_date="2026-11-01")
    listed = visitor.get(f"{family}/persons")
    assert "verstorben" in listed.text
    assert "Monat" not in listed.text
    begun = visitor.submit(visitor.get(f"{family}/assessments"), f"{family}/assessments")
    assert "Kind 1" not in visitor.follow(begun).text


def test_a_person_entered_by_mistake_can_be_removed(browser: Open) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    path = f"{family}/caregivers/new"
    assert visitor.submit(visitor.get(path), path).status == 422
    visitor.submit(visitor.get(path), path, relation="father", age_years="31")
    listed = visitor.get(f"{family}/persons")
    assert listed.page is not None
    person = next(link["href"] for link in listed.page.all("a") if "/persons/" in link.get("href", ""))
    visitor.submit(visitor.get(person), f"{person}/remove")
    assert "Bezugsperson 1" not in visitor.get(f"{family}/persons").text


def test_two_who_edit_a_sheet_both_see_what_happened(browser: Open, site_desk: OpenDesk) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    path = f"{family}/sheet"
    stale = visitor.get(path)
    with site_desk("colleague") as d:
        stored = FamilySheet(place="Zimmer 5", language="ar")
        actions.save_sheet(d, UUID(family.rsplit("/", 1)[1]), 0, stored, due_on=None)
    answer = visitor.submit(stale, path, place="Zimmer 6")
    assert answer.status == 409
    assert "Zimmer 5" in answer.text
    assert 'value="Zimmer 6"' in answer.html
    assert visitor.submit(answer, path).status == 303
    assert "Zimmer 6" in visitor.get(family).text


def test_a_wrong_postcode_or_day_is_a_field_error_and_the_rest_stays(browser: Open) -> None:
    visitor = browser("navigator")
    path = f"{new_family(visitor)}/sheet"
    answer = visitor.submit(visitor.get(path), path, postcode="4310", due_on="gestern", place="Zimmer 6")
    assert answer.status == 422
    assert "fünf Ziffern" in answer.text
    assert 'value="Zimmer 6"' in answer.html


def test_one_tap_records_discharged_and_not_reached(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d, place="Zimmer 1")
    visitor = browser("navigator")
    answer = visitor.submit(visitor.get("/intake/today"), f"/intake/{family}/discharged")
    assert answer.location == "/intake/today"
    listed = visitor.follow(answer)
    assert "entlassen, nicht erreicht" in listed.text
    assert f"/intake/{family}/discharged" not in listed.html


def test_the_talk_is_recorded_with_its_result(browser: Open) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    path = f"{family}/talk"
    assert visitor.submit(visitor.get(path), path).status == 422
    visitor.submit(visitor.get(path), path, result="language")
    assert "Keine gemeinsame Sprache" in visitor.get(family).text
    visitor.submit(visitor.get(path), path, result="held")
    assert "Gespräch geführt" in visitor.get(family).text


def test_a_file_is_closed_only_with_how_it_ended(browser: Open) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    path = f"{family}/close"
    answer = visitor.submit(visitor.get(path), path, note="Alles besprochen.")
    assert answer.status == 422
    assert "Alles besprochen." in answer.html
    closed = visitor.submit(answer, path, ending="advice_enough", note="Alles besprochen.")
    assert closed.location == family
    assert "Alles besprochen." in visitor.get(family).text
    code = visitor.get(family).code
    assert code not in visitor.get("/intake/today").text
    assert code in visitor.get("/intake/today?show=closed").text
    assert visitor.get(path).location == family


def test_a_refusal_says_its_own_reason_and_blames_nobody(browser: Open) -> None:
    visitor = browser("navigator")
    family = new_family(visitor)
    closing = visitor.get(f"{family}/close")
    assert visitor.submit(closing, f"{family}/close", ending="advice_enough").status == 303
    refused = visitor.post(f"{family}/discharged")
    assert refused.status == 409
    assert "Das ist jetzt nicht möglich" in refused.text
    assert "Die Akte dieser Familie ist geschlossen" in refused.text
    assert "Jemand anderes" not in refused.text


def test_a_walk_in_family_is_saved_nameless_in_four_fields(browser: Open) -> None:
    visitor = browser("family_office")
    page = visitor.get("/intake/walk-in")
    assert fields_of(page) - {"csrf_token", "form_id", "language", "next"} == {
        "topics",
        "youngest",
        "done",
        "revision",
    }
    assert "language" in fields_of(page)
    assert visitor.submit(page, "/intake/walk-in", done="Adresse der Wohngeldstelle").status == 422
    entered = {
        "topics": ["livelihood", "everyday"],
        "youngest": "under_1",
        "language": "ar",
        "done": "Adresse der Wohngeldstelle gegeben; kommt wieder.",
    }
    saved = visitor.submit(page, "/intake/walk-in", **entered)
    again = visitor.submit(page, "/intake/walk-in", **entered)
    assert saved.location == again.location == "/intake/today"
    listed = visitor.get("/intake/today")
    assert "1 Familie" in listed.text
    assert listed.page is not None
    family = next(link["href"] for link in listed.page.all("a") if link.get("href", "").count("-") == 4)
    shown = visitor.get(family)
    assert "kommt wieder" in shown.text
    assert f"{family}/contact" not in shown.html


def test_a_navigator_has_no_walk_in_page(browser: Open) -> None:
    assert browser("navigator").get("/intake/walk-in").status == 403


@pytest.mark.parametrize(
    "page",
    ["", "/sheet", "/consents", "/contact", "/persons", "/children/new", "/assessments", "/talk", "/close"],
)
def test_a_family_of_another_institution_is_not_found(browser: Open, site_desk: OpenDesk, page: str) -> None:
    with site_desk("other_navigator") as d:
        family = register(d)
    assert browser("navigator").get(f"/intake/{family}{page}").status == 404


def test_every_page_speaks_english_too(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d, place="Room 3", language="uk")
        agree(d, family)
        decide(d, family, ConsentPurpose.LATER_CALL)
    visitor = browser("navigator", "en")
    assert "Each statement stands for itself." in visitor.get(f"/intake/{family}/consents").text
    assert "Ukrainian" in visitor.get(f"/intake/{family}").text


def test_today_goes_on_to_a_second_page(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        today = local_day(d.clock)
        for number in range(51):
            actions.register_family(
                d,
                new_id(),
                origin=actions.usual_origin(d),
                sheet=FamilySheet(place=f"Zimmer {number}"),
                due_on=today + timedelta(days=number),
            )
    visitor = browser("navigator")
    assert "Zimmer 50" not in visitor.get("/intake/today").text
    assert "Zimmer 50" in visitor.get("/intake/today?page=2").text
    assert visitor.get("/intake/today?page=nonsense").status == 200
