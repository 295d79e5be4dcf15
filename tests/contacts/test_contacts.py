"""Contacts: kept by those they belong to, and help at once that nothing can take away."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from lotsen.contacts import actions, national
from lotsen.contacts.domain import Contact, ContactKind
from lotsen.intake import actions as intake
from lotsen.intake.documents import MemberPerson
from lotsen.intake.domain import MemberKind, questions
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.keys.office import KeyOffice
from lotsen.web.i18n import LANGUAGES
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import present, sheet_for
from tests.pages import Browser

OpenBrowser = Callable[..., Browser]
NUMBERS = ("112", "116 117", "116 016", "0800 1110111", "0800 1110222", "0800 4040020")


def own(phone: str = "8-4444", kind: ContactKind = ContactKind.PSYCHIATRIC) -> Contact:
    return Contact(kind, "Konsildienst", phone, hours="rund um die Uhr")


def test_what_an_institution_keeps_holds_for_it_alone(desk: OpenDesk) -> None:
    """Nobody of the test town administers a clinic; a desk of the clinic stands in for one who does."""
    with desk() as d:
        actions.add_contact(d, new_id(), own())
        assert [found.phone for found in actions.contacts_here(d)] == ["8-4444"]
    with desk("other_navigator", writing=False) as d:
        assert actions.contacts_here(d) == ()


def test_what_the_municipality_keeps_holds_in_its_town(desk: OpenDesk) -> None:
    office = Contact(ContactKind.YOUTH_OFFICE, "Jugendamt", "02999 1", municipality="lindbrueck")
    with desk("administrator") as d:
        actions.add_contact(d, new_id(), office)
    for who, expected in (("navigator", ["02999 1"]), ("family_office", ["02999 1"]), ("other_office", [])):
        with desk(who, writing=False) as d:
            assert [found.phone for found in actions.contacts_here(d)] == expected


def test_ones_own_house_stands_first(desk: OpenDesk) -> None:
    with desk("administrator") as d:
        shelter = Contact(ContactKind.WOMENS_SHELTER, "Frauenhaus", "02999 2", municipality="lindbrueck")
        actions.add_contact(d, new_id(), shelter)
    with desk() as d:
        actions.add_contact(d, new_id(), own(kind=ContactKind.OTHER))
        assert [found.phone for found in actions.contacts_here(d)] == ["8-4444", "02999 2"]


def test_nobody_keeps_contacts_for_a_town_that_is_not_theirs(desk: OpenDesk) -> None:
    for who, town in (("navigator", "lindbrueck"), ("administrator", "anderswo")):
        with pytest.raises(NotVisible), desk(who) as d:
            actions.add_contact(d, new_id(), Contact(ContactKind.OTHER, "Name", "1", municipality=town))


def test_a_contact_is_kept_once_changed_and_removed(desk: OpenDesk) -> None:
    row = new_id()
    for _ in range(2):
        with desk() as d:
            actions.add_contact(d, row, own())
    with desk() as d:
        actions.change_contact(d, row, 0, own("8-5555"))
    with pytest.raises(StaleRevision), desk() as d:
        actions.change_contact(d, row, 0, own("8-6666"))
    with pytest.raises(NotVisible), desk("other_navigator") as d:
        actions.remove_contact(d, row)
    with desk() as d:
        assert [found.phone for found in actions.contacts_here(d)] == ["8-5555"]
        actions.remove_contact(d, row)
        assert actions.contacts_here(d) == ()


def test_every_national_number_names_its_source() -> None:
    numbers = national.national_numbers("de")
    assert {"110", "0800 1921000", *NUMBERS} <= {one.phone for one in numbers}
    assert all(one.source.startswith("https://") for one in numbers)
    for one in numbers:
        assert "gewalt" not in one.discreet.casefold()
        assert "not" not in one.discreet.casefold().split()


def _result_page(site_desk: OpenDesk) -> str:
    """Complete a sheet on which violence is present, and return the address of its result."""
    with site_desk() as d:
        family = register(d)
        intake.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER))
        assessment = intake.start_assessment(d, family, new_id(), sheet_for(d)).id
        view = intake.read_assessment(d, assessment)
        asked = questions(view.instrument, view.persons)
        hard = next(one for one in asked if one.item.immediate)
        answers = present(hard.item.code, person=hard.person.ref)
        intake.complete_assessment(d, assessment, view.row.revision, answers)
        return f"/intake/assessments/{assessment}/result"


def test_help_at_once_shows_the_contacts_of_the_house_before_the_national_ones(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    result = _result_page(site_desk)
    with site_desk() as d:
        actions.add_contact(d, new_id(), own())
    page = browser("navigator").get(result)
    assert page.text.index("8-4444") < page.text.index("116 117")
    assert "Gewalt" not in page.text.split("Hilfe sofort")[-1].split("Beratung und Sicherheit")[0]


def test_help_at_once_shows_the_national_numbers_when_contacts_cannot_be_read(
    browser: OpenBrowser, site_desk: OpenDesk, site_office: KeyOffice
) -> None:
    result = _result_page(site_desk)
    visitor = browser("navigator")
    with site_office.stores.writing("data").begin() as connection:
        connection.execute(sa.text("DROP TABLE contacts_kept_contact"))
    page = visitor.get(result)
    assert page.status == 200
    for number in NUMBERS:
        assert number in page.text


def test_the_page_for_somebody_not_safe_opens_no_case(browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    page = visitor.get("/help")
    assert "116 016" in page.text
    assert "Keine Briefe" in page.text
    assert "Kein Fall nennt Sie" in visitor.get("/protection/").text
    assert visitor.post("/help").status == 405


def test_an_administrator_enters_the_youth_office(browser: OpenBrowser) -> None:
    visitor = browser("administrator")
    page = visitor.get("/contacts/new")
    refused = visitor.submit(page, "/contacts/new", name="Jugendamt Lindbrück")
    assert refused.status == 422
    assert "Jugendamt Lindbrück" in refused.html
    said = {
        "municipality": "lindbrueck",
        "kind": "youth_office_night",
        "name": "Jugendamt Lindbrück",
        "phone": "02999 5550100",
    }
    listed = visitor.follow(visitor.submit(page, "/contacts/new", **said))
    assert "02999 5550100" in listed.text
    assert "02999 5550100" in browser("navigator").get("/protection/").text


def test_every_national_number_has_its_name_in_each_language_that_staff_read() -> None:
    german = {one.phone: one.name for one in national.national_numbers("de")}
    for language in set(LANGUAGES) - {"de"}:
        names = {one.phone: one.name for one in national.national_numbers(language)}
        assert all(names[phone] != german[phone] for phone in german), language
