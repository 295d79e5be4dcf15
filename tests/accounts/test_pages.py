"""The pages of workplaces, deputies, institutions and responsibilities, as people meet them."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from lotsen.accounts import actions
from lotsen.intake import actions as intake
from lotsen.intake.tables import Family
from lotsen.kernel import new_id
from lotsen.keys.office import KeyOffice
from lotsen.policy import Role
from tests.conftest import OpenDesk
from tests.families import register
from tests.pages import Browser
from tests.world import NOW, PASSWORD, World, institution_id

OpenBrowser = Callable[..., Browser]


@pytest.fixture
def places(site_desk: OpenDesk, world: World) -> dict[str, str]:
    """Give the navigator of the clinic a day a week in the practice: memberships by institution."""
    with site_desk("administrator") as d:
        member = actions.add_workplace(
            d, login="navigator", institution_id=institution_id("practice"), role=Role.NAVIGATOR
        )
    return {"clinic": str(world.actor("navigator").membership_id), "practice": str(member.id)}


def at_work(browser: OpenBrowser, membership: str) -> Browser:
    visitor = browser()
    visitor.get("/sign-in")
    form = {"login": "navigator", "password": PASSWORD, "form_id": str(new_id())}
    assert visitor.post("/sign-in", form).location == "/workplace"
    visitor.submit(visitor.get("/workplace"), "/workplace", membership=membership)
    return visitor


def families(office: KeyOffice) -> int:
    with Session(office.stores.data) as db:
        return len(db.exec(select(Family.id)).all())


def test_a_person_with_two_workplaces_switches_under_a_fresh_token(
    browser: OpenBrowser, places: dict[str, str]
) -> None:
    visitor = at_work(browser, places["clinic"])
    today = visitor.get("/intake/today")
    assert "Klinikum Lindbrück" in today.text
    assert "Arbeitsplatz wechseln" in today.text
    before = visitor.client.get_cookie("__Host-lotsen")
    answer = visitor.submit(visitor.get("/workplace"), "/workplace", membership=places["practice"])
    after = visitor.client.get_cookie("__Host-lotsen")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert answer.response.headers["Clear-Site-Data"] == '"cache"'
    shown = visitor.follow(visitor.follow(answer))
    assert "Sie arbeiten jetzt für: Kinderarztpraxis am Hafen." in shown.text
    assert "Klinikum Lindbrück" not in shown.text
    visitor.client.set_cookie("__Host-lotsen", before.value)
    assert visitor.get("/intake/today").location == "/sign-in"


def test_who_has_one_workplace_is_offered_no_other(browser: OpenBrowser) -> None:
    assert "Arbeitsplatz wechseln" not in browser("navigator").get("/intake/today").text


def test_a_form_opened_before_the_switch_stores_nothing_and_says_so(
    browser: OpenBrowser, places: dict[str, str], site_office: KeyOffice
) -> None:
    visitor = at_work(browser, places["clinic"])
    old_tab = visitor.get("/intake/today")
    visitor.follow(visitor.submit(visitor.get("/workplace"), "/workplace", membership=places["practice"]))
    visitor.get("/intake/today")
    answer = visitor.submit(old_tab, "/intake/families")
    assert answer.status == 409
    assert "Es wurde nichts gespeichert" in answer.text
    assert "Sie arbeiten gerade für: Kinderarztpraxis am Hafen" in answer.text
    assert families(site_office) == 0


def test_a_family_of_the_other_workplace_is_not_found_and_the_page_says_where_one_works(
    browser: OpenBrowser, places: dict[str, str], site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = at_work(browser, places["practice"])
    answer = visitor.get(f"/intake/{family}")
    assert answer.status == 404
    assert "Sie arbeiten gerade für: Kinderarztpraxis am Hafen" in answer.text
    assert visitor.get(f"/intake/{family}/sheet").status == 404


def test_an_administrator_gives_a_further_workplace_by_user_name(browser: OpenBrowser) -> None:
    visitor = browser("administrator")
    page = visitor.get("/people/further")
    practice = str(institution_id("practice"))
    wrong = visitor.submit(
        page, "/people/further", login="navigator", institution=practice, role="coordinator"
    )
    assert wrong.status == 422
    given = {"login": "Navigator", "institution": practice, "role": "navigator"}
    answer = visitor.submit(wrong, "/people/further", **given)
    assert "Maren Lotsin" in visitor.follow(answer).text
    assert visitor.get("/people").text.count("Maren Lotsin") == 2


def test_own_kinds_and_carriers_stand_in_the_form_and_on_the_list(browser: OpenBrowser) -> None:
    visitor = browser("administrator")
    kind = visitor.submit(
        visitor.get("/kinds/new"), "/kinds/new", label_de="Lotsenpunkt", works_as="daycare_social_work"
    )
    assert "Lotsenpunkt" in visitor.follow(kind).text
    form = visitor.get("/institutions/new")
    assert form.page is not None
    values = [found["value"] for found in form.page.all("input") if found.get("name") == "kind"]
    answer = visitor.submit(
        form,
        "/institutions/new",
        name="Kita Sonnenweg",
        kind=values[-1],
        postcode="43101",
        carrier=str(institution_id("carrier")),
        legal_regime="kdg",
    )
    listed = visitor.follow(answer).text
    assert "Kita Sonnenweg Lotsenpunkt Lindtal Familienhilfe gGmbH" in listed
    assert "Kita Sonnenweg" in browser("carrier_administrator").get("/institutions").text


def test_a_carrier_names_the_town_and_is_not_asked_for_a_carrier(browser: OpenBrowser) -> None:
    visitor = browser("carrier_administrator")
    form = visitor.get("/institutions/new")
    assert 'name="town"' in form.html
    assert 'name="carrier"' not in form.html
    assert 'value="family_office"' not in form.html
    answer = visitor.submit(
        form,
        "/institutions/new",
        name="Kita am Wehr",
        kind="daycare_social_work",
        postcode="43101",
        town="lindbrueck",
        legal_regime="dsgvo",
    )
    assert "Kita am Wehr" in visitor.follow(answer).text
    assert visitor.get("/kinds").status == 404
    assert visitor.get(f"/institutions/{institution_id('clinic')}").status == 404


def test_the_last_administrator_is_told_why_her_access_stays_open(browser: OpenBrowser, world: World) -> None:
    visitor = browser("carrier_administrator")
    here = f"/people/{world.actor('carrier_administrator').membership_id}"
    visitor.get(here)
    answer = visitor.post(here, {"deed": "close"})
    assert answer.status == 409
    assert "als einzige Person" in answer.text
    assert visitor.get("/people").status == 200


def test_a_navigator_arranges_a_stand_in_and_ends_it(browser: OpenBrowser, world: World) -> None:
    visitor = browser("navigator")
    page = visitor.get("/deputies")
    assert "Zurzeit ist keine Vertretung eingetragen" in page.text
    assert 'name="absent"' not in page.html
    colleague = str(world.actor("colleague").person_id)
    first, last = NOW.date() + timedelta(days=3), NOW.date() + timedelta(days=1)
    wrong = visitor.submit(
        page, "/deputies", deputy=colleague, first_day=first.isoformat(), last_day=last.isoformat()
    )
    assert wrong.status == 422
    assert "Der letzte Tag liegt vor dem ersten" in wrong.text
    answer = visitor.submit(wrong, "/deputies", deputy=colleague, last_day=first.isoformat())
    shown = visitor.follow(answer)
    assert "Maren Lotsin Jonas Lotse" in shown.text
    assert shown.page is not None
    end = next(form["action"] for form in shown.page.forms if form["action"].endswith("/end"))
    assert "Die Vertretung ist beendet" in visitor.follow(visitor.submit(shown, end)).text


def test_a_lead_gives_on_all_families_of_somebody_who_is_ill(
    browser: OpenBrowser, site_desk: OpenDesk, world: World
) -> None:
    with site_desk() as d:
        ids: list[UUID] = [register(d), register(d)]
    visitor = browser("team_lead")
    ill, colleague = (str(world.actor(who).person_id) for who in ("navigator", "colleague"))
    with_query = f"/intake/responsibilities?of={ill}"
    assert "Alle 2 übertragen" in visitor.get(with_query).text
    form = {"form_id": str(new_id()), "person": colleague}
    refused = visitor.post(with_query, form)
    assert refused.status == 422
    assert "mindestens eine Familie" in refused.text
    answer = visitor.post(with_query, {**form, "all": "y"})
    assert "2 Familien wurden übertragen" in visitor.follow(answer).text
    family = visitor.get(f"/intake/{ids[0]}")
    assert "Zuständig Jonas Lotse" in family.text
    with site_desk("team_lead") as d:
        assert {intake.family_row(d, one).assigned_to for one in ids} == {world.actor("colleague").person_id}


def test_a_lead_changes_one_familys_responsibility_and_a_navigator_only_sees_it(
    browser: OpenBrowser, site_desk: OpenDesk, world: World
) -> None:
    with site_desk() as d:
        family = register(d)
    path = f"/intake/{family}/responsibility"
    visitor = browser("team_lead")
    answer = visitor.submit(visitor.get(path), path, person=str(world.actor("colleague").person_id))
    assert "Zuständig Jonas Lotse" in visitor.follow(answer).text
    navigator = browser("navigator")
    assert "Zuständig Jonas Lotse" in navigator.get(f"/intake/{family}").text
    assert navigator.get(path).status == 403


@pytest.mark.parametrize(
    ("who", "path", "marked"),
    [
        ("administrator", "/people/new", "/people"),
        ("administrator", "/institutions/new", "/institutions"),
        ("administrator", "/kinds", "/institutions"),
        ("administrator", f"/texts/{institution_id('clinic')}", "/texts/"),
        ("navigator", "/upkeep/missing", "/directory/"),
        ("navigator", "/password", None),
    ],
)
def test_the_menu_marks_the_entry_that_a_page_lies_in(
    browser: OpenBrowser, who: str, path: str, marked: str | None
) -> None:
    page = browser(who).get(path)
    found = re.findall(r'href="([^"]+)" aria-current="true"', page.html)
    assert found == ([] if marked is None else [marked])


def test_whoever_adds_a_person_reads_what_each_role_may_do(browser: OpenBrowser) -> None:
    page = browser("administrator").get("/people/new")
    assert "Gibt nur Hinweise und liest nichts." in page.text
    assert "Das Passwort für die erste Anmeldung wird einmal gezeigt" in page.text


def test_a_new_person_gets_name_and_password_and_chooses_her_own_before_anything_else(
    browser: OpenBrowser,
) -> None:
    visitor = browser("administrator")
    answer = visitor.submit(
        visitor.get("/people/new"),
        "/people/new",
        name="Jule Ahrens",
        login="jule.ahrens",
        institution=str(institution_id("clinic")),
        role="navigator",
    )
    assert "Benutzername jule.ahrens Passwort" in answer.text
    secret = re.findall(r'<bdi dir="ltr">([a-z0-9-]{10,})</bdi>', answer.html)[-1]
    jule = browser(None)
    jule.sign_in("jule.ahrens", secret)
    page = jule.get("/password")
    assert "Bitte wählen Sie zuerst ein eigenes Passwort" in page.text
    assert 'href="/intake/today"' not in page.html


def test_whoever_closes_an_access_is_told_so(browser: OpenBrowser, world: World) -> None:
    visitor = browser("administrator")
    here = f"/people/{world.actor('colleague').membership_id}"
    closed = visitor.follow(visitor.submit(visitor.get(here), here, deed="close"))
    assert "Der Zugang ist geschlossen." in closed.text
    opened = visitor.follow(visitor.submit(visitor.get(here), here, deed="reopen"))
    assert "Der Zugang ist wieder offen." in opened.text
