"""The pages about persons: what is asked, what is shown beside it, and how a page is left at once."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.documents import ContactSheet, FamilySheet, MemberPerson, Relation
from lotsen.intake.domain import MemberKind, ReachTime
from lotsen.kernel import local_day, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child, present, sheet_for
from tests.pages import Answer, Browser

Open = Callable[..., Browser]
BADGES = ("Nicht an diese Adresse schreiben", "Geschützte Adresse: nicht weitergeben")


def add(visitor: Browser, family: UUID, kind: str, **entered: object) -> Answer:
    """Add a person as the page offers it, and return the answer."""
    path = f"/intake/{family}/{kind}/new"
    return visitor.submit(visitor.get(path), path, **entered)


def only_child(desk: Desk, family: UUID) -> MemberPerson:
    """Return the one child of a family."""
    (found,) = [view.person for view in actions.read_family(desk, family).members]
    return found


def test_an_expected_child_is_entered_by_its_weeks(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        today = local_day(d.clock)
    visitor = browser("navigator")
    assert add(visitor, family, "children", status="unborn", weeks_pregnant="30").status == 303
    with site_desk(writing=False) as d:
        assert only_child(d, family).expected_date == today + timedelta(weeks=10)
    assert "31. Schwangerschaftswoche" in visitor.get(f"/intake/{family}").text


def test_a_preterm_child_is_said_to_be_so_with_its_corrected_age(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        child(d, family, birth_date=date(2026, 6, 1), weeks_at_birth=33, place="neonatal_ward")
    text = browser("navigator").get(f"/intake/{family}/persons").text
    assert "5 Monate; korrigiertes Alter 4 Monate; geboren nach 33 Wochen, 7 Wochen zu früh" in text
    assert "auf der Neugeborenen-Intensivstation" in text


def test_an_older_brother_is_entered_by_his_age_and_the_form_shows_it_again(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    add(visitor, family, "children", status="born", age_years="4", age_months="2")
    with site_desk(writing=False) as d:
        assert only_child(d, family).birth_about == date(2022, 9, 1)
        (member,) = actions.read_family(d, family).members
    assert "etwa 4 Jahre alt" in visitor.get(f"/intake/{family}").text
    path = f"/intake/{family}/persons/{member.id}"
    form = visitor.get(path)
    assert 'name="age_years" value="4"' in form.html
    visitor.submit(form, path)
    with site_desk(writing=False) as d:
        assert only_child(d, family).birth_about == date(2022, 9, 1), "saving again makes nobody younger"


def test_dates_that_cannot_both_be_true_are_refused_and_kept(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    entered = {"status": "born", "birth_date": "2026-11-01", "expected_date": "2026-03-01"}
    answer = add(browser("navigator"), family, "children", **entered)
    assert answer.status == 422
    assert 'value="2026-03-01"' in answer.html


def test_a_twin_is_one_tap_and_the_pregnancy_is_said_once(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        first = child(d, family, "unborn", expected_date=local_day(d.clock) + timedelta(weeks=10))
    visitor = browser("navigator")
    path = f"/intake/{family}/persons"
    listed = visitor.get(path)
    for _ in range(2):
        assert visitor.submit(listed, f"{path}/{first}/twin").status == 303
    text = visitor.get(path).text
    assert text.count("31. Schwangerschaftswoche") == 1
    assert "Zwillinge: erwartet" in text
    assert "aus derselben Schwangerschaft" in text
    born = visitor.get(f"{path}/{first}/born")
    assert visitor.submit(born, f"{path}/{first}/born", birth_date="2026-11-20").status == 303
    assert visitor.get(path).text.count("geboren nach 29 Wochen, 11 Wochen zu früh") == 2


def test_a_contact_of_a_caregiver_is_asked_only_after_the_consent(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    path = f"/intake/{family}/caregivers/new"
    assert 'name="phone"' not in visitor.get(path).html
    refused = visitor.post(path, {"relation": "father", "phone": "02999 1", "form_id": str(new_id())})
    assert refused.status == actions.ConsentMissing.status
    with site_desk() as d:
        assert actions.read_family(d, family).members == ()
        agree(d, family)
    entered = {"relation": "father", "phone": "02999 5550 118", "times": ["morning"], "lives_apart": "y"}
    assert add(visitor, family, "caregivers", **entered, street="Hafenweg 2", is_protected="y").status == 303
    page = visitor.get(f"/intake/{family}")
    for word in ("02999 5550 118", "vormittags", "Hafenweg 2", BADGES[1]):
        assert word in page.text
    with site_desk(writing=False) as d:
        (father,) = actions.read_family(d, family).members
    assert father.person.reach is not None
    assert father.person.reach.times == (ReachTime.MORNING,)


def test_marks_of_an_address_stand_wherever_it_does_and_it_stays_off_paper(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
        agree(d, family)
        contact = ContactSheet(surname="Yıldız", street="Hafenweg 2", do_not_write=True, is_protected=True)
        actions.save_contact(d, family, 0, contact)
    page = browser("navigator").get(f"/intake/{family}")
    for badge in BADGES:
        assert badge in page.text
    assert page.page is not None
    at = page.html.index("Hafenweg 2")
    assert "lotsen-screen-only" in page.html[at - 60 : at]


def test_letters_cannot_be_allowed_and_forbidden_at_once(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        agree(d, family)
    visitor, path = browser("navigator"), f"/intake/{family}/contact"
    both = {"surname": "Yıldız", "may_write": "y", "do_not_write": "y"}
    assert visitor.submit(visitor.get(path), path, **both).status == 422
    assert visitor.submit(visitor.get(path), path, surname="Yıldız", do_not_write="y").status == 303


def test_custody_is_recorded_for_all_children_and_names_who_was_not_asked(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
        agree(d, family)
        parents = [
            actions.add_member(
                d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER, relation=relation)
            ).id
            for relation in (Relation.MOTHER, Relation.FATHER)
        ]
        first, _ = child(d, family), child(d, family)
    visitor, path = browser("navigator"), f"/intake/{family}/persons/{first}/custody"
    said = {f"custody-{parent}": "joint" for parent in parents}
    assert visitor.submit(visitor.get(path), path, **said, guardian="nobody", for_all="y").status == 303
    page = visitor.get(f"/intake/{family}")
    assert "Kind 1, Kind 2 : Mutter: gemeinsames Sorgerecht; Vater: gemeinsames Sorgerecht" in page.text
    assert "wurde zur Dokumentation noch nicht gefragt: Bezugsperson 2 – Vater" in page.text


def test_discretion_is_offered_without_naming_the_topic_and_then_every_page_can_be_left(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
        mother = MemberPerson(kind=MemberKind.CAREGIVER, relation=Relation.MOTHER)
        person = actions.add_member(d, family, new_id(), mother).id
        sheet = sheet_for(d)
        draft = actions.start_assessment(d, family, new_id(), sheet)
        (item,) = [one.code for one in sheet.items if one.fact == "violence_now"]
        actions.complete_assessment(d, draft.id, 0, present(item, person=str(person)))
    visitor, path = browser("navigator"), f"/intake/{family}"
    page = visitor.get(path)
    assert "besonders diskret" in page.text
    assert "Seite schnell verlassen" not in page.text
    visitor.submit(page, f"{path}/discretion")
    ways = ("", "/persons", "/sheet", "/assessments", "/talk", "/close", "/consents")
    others = (f"/intake/assessments/{draft.id}/result", f"/referral/families/{family}/referrals")
    for where in (*(path + way for way in ways), *others):
        assert "Seite schnell verlassen" in visitor.get(where).text, where
    assert "Seite schnell verlassen" not in visitor.get("/intake/today").text
    assert "Seite schnell verlassen" in browser("team_lead").get(f"{path}/responsibility").text


def test_leaving_quickly_ends_the_session_and_leads_to_a_page_without_a_trace(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
        actions.set_discreet(d, family, be_discreet=True)
    visitor = browser("navigator")
    left = visitor.submit(visitor.get(f"/intake/{family}"), "/leave")
    assert (left.status, left.location) == (303, "/calendar")
    assert left.response.headers["Clear-Site-Data"] == '"cache"'
    page = visitor.follow(left)
    assert page.status == 200
    assert "November 2026" in page.text
    for word in ("Lotsen", "Familie", "Abmelden", "Klinikum"):
        assert word not in page.text
    assert visitor.get(f"/intake/{family}").location == "/sign-in"


def test_a_discreet_family_gets_no_letters_whatever_the_contact_says(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        agree(d, family)
        actions.save_contact(d, family, 0, ContactSheet(surname="Yıldız", may_write=True))
        assert actions.read_family(d, family).may_write
        actions.set_discreet(d, family, be_discreet=True)
        assert not actions.read_family(d, family).may_write


def test_topics_of_a_discreet_family_are_not_on_its_page(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        sheet = FamilySheet(topics=("livelihood",), be_discreet=True)
        family = register(d, **sheet.model_dump())
    assert "Worum es ging" not in browser("navigator").get(f"/intake/{family}").text
