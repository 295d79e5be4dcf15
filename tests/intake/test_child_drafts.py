"""The small forms about a child keep a draft as well: its birth, and who has custody of it."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.intake import actions
from lotsen.intake.actions import Birth
from lotsen.intake.documents import DraftSheet, MemberPerson, Relation
from lotsen.intake.domain import ChildStatus, Custody, MemberKind
from lotsen.intake.domain.editing import FormName, Place
from lotsen.intake.tables import Draft, Presence
from lotsen.kernel import NotVisible, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import child
from tests.intake.test_draft_pages import draft, draft_address, form_of
from tests.pages import Browser
from tests.world import NOW

Open = Callable[..., Browser]
BORN, CUSTODY = FormName.BORN, FormName.CUSTODY
TYPED = DraftSheet(values=(("birth_date", ("2026-11-20",)),), page="one page")


class Home:
    """A family with an expected child, a child that is born, and a mother."""

    def __init__(self, open_desk: OpenDesk) -> None:
        with open_desk() as d:
            self.family = register(d)
            self.expected = child(d, self.family, "unborn", expected_date=NOW.date() + timedelta(weeks=3))
            self.born = child(d, self.family)
            mother = MemberPerson(kind=MemberKind.CAREGIVER, relation=Relation.MOTHER)
            self.mother = actions.add_member(d, self.family, new_id(), mother).id

    def path(self, form: FormName) -> str:
        """Return the page of one of the two forms."""
        return f"/intake/{self.family}/persons/{self.row(form)}/{form.value}"

    def row(self, form: FormName) -> UUID:
        """Return the child that a form is about."""
        return self.expected if form is BORN else self.born

    def said(self, form: FormName) -> dict[str, str]:
        """Return what somebody enters into a form."""
        if form is BORN:
            return {"birth_date": "2026-11-20", "weeks_at_birth": "37"}
        return {f"custody-{self.mother}": "joint", "guardian": "nobody"}


@pytest.fixture
def home(site_desk: OpenDesk) -> Home:
    """A home on the site that the pages show."""
    return Home(site_desk)


def member(d: OpenDesk, home: Home, row: UUID) -> MemberPerson:
    with d(writing=False) as desk:
        return next(one.person for one in actions.read_family(desk, home.family).members if one.id == row)


def test_a_draft_about_a_child_is_of_a_child_of_this_very_family(desk: OpenDesk) -> None:
    home, other = Home(desk), Home(desk)
    with desk() as d:
        for form in (BORN, CUSTODY):
            assert actions.keep_draft(d, Place.of(home.family, form, home.expected), 0, TYPED).revision == 1
            for bad in (Place.of(home.family, form), Place.of(home.family, form, other.expected)):
                with pytest.raises(NotVisible):
                    actions.keep_draft(d, bad, 0, TYPED)
        waiting = {one.place.form for one in actions.open_drafts(d) if one.place is not None}
        assert waiting == {BORN, CUSTODY}


def test_the_drafts_about_a_person_entered_by_mistake_go_with_it(desk: OpenDesk) -> None:
    home = Home(desk)
    with desk() as d:
        for row, form in ((home.born, CUSTODY), (home.expected, CUSTODY), (home.born, FormName.PERSON)):
            actions.keep_draft(d, Place.of(home.family, form, row), 0, TYPED)
            actions.show_presence(d, Place.of(home.family, form, row))
        actions.remove_member(d, home.family, home.born)
        assert [row.row_id for row in d.db.exec(select(Draft))] == [home.expected]
        assert [row.row_id for row in d.db.exec(select(Presence))] == [home.expected]


@pytest.mark.parametrize("form", [BORN, CUSTODY])
def test_the_form_offers_its_draft_again_and_saving_it_removes_it(
    form: FormName, home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path, said = browser("navigator"), home.path(form), home.said(form)
    page = visitor.get(path)
    foreign = {"csrf_token": "geheim", "custody-me": "geheim", f"custody-{home.mother}-x": "geheim"}
    kept = visitor.put(draft_address(page, path), draft(page, path, **said, **foreign))
    assert kept.status == 200, kept.text
    with site_desk(writing=False) as d:
        found = actions.read_draft(d, Place.of(home.family, form, home.row(form)))
    assert found is not None
    assert "geheim" not in str(found.sheet.values)
    assert set(said) <= {name for name, _ in found.sheet.values}
    assert "Entwurf von 10:30 Uhr" not in browser("colleague").get(path).text
    again = visitor.get(path)
    assert "Entwurf von 10:30 Uhr, noch nicht gespeichert." in again.text
    assert visitor.submit(again, path).status == 303, "what is typed is filled in again"
    with site_desk(writing=False) as d:
        assert d.db.exec(select(Draft)).all() == []
    person = member(site_desk, home, home.row(form))
    if form is BORN:
        assert (person.birth_date, person.weeks_at_birth) == (date(2026, 11, 20), 37)
    else:
        assert person.custody_of(home.mother) is Custody.JOINT


@pytest.mark.parametrize("form", [BORN, CUSTODY])
def test_a_draft_waits_on_the_list_and_is_discarded_with_one_button(
    form: FormName, home: Home, browser: Open
) -> None:
    visitor, path = browser("navigator"), home.path(form)
    page = visitor.get(path)
    visitor.put(draft_address(page, path), draft(page, path, **home.said(form)))
    label = {BORN: "Das Kind ist geboren", CUSTODY: "Sorgerecht"}[form]
    listed = visitor.get("/intake/today?show=drafts")
    assert label in listed.text
    assert f'href="{path}"' in listed.html
    assert f"„{label}“" in browser("colleague").get(f"/intake/{home.family}").text
    discard = draft_address(page, path).replace("?", "/discard?")
    back = visitor.follow(visitor.post(discard))
    assert form_of(back, path)["data-revision"] == "0"
    assert "Entwurf von" not in back.text


def test_custody_somebody_else_has_saved_meanwhile_shows_both_versions(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    maren, jonas, path = browser("navigator"), browser("colleague"), home.path(CUSTODY)
    mine, theirs = maren.get(path), jonas.get(path)
    field = f"custody-{home.mother}"
    assert jonas.submit(theirs, path, **{field: "sole"}).status == 303
    refused = maren.submit(mine, path, **{field: "joint"})
    assert refused.status == 409
    for text in ("Gespeichert von Jonas Lotse um 10:30 Uhr", "gemeinsames Sorgerecht", "alleiniges"):
        assert text in refused.text
    assert maren.submit(refused, path, go="keep").status == 303
    assert member(site_desk, home, home.born).custody_of(home.mother) is Custody.JOINT


def test_a_birth_somebody_else_has_recorded_meanwhile_is_shown_beside_ones_own_draft(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path = browser("navigator"), home.path(BORN)
    page = visitor.get(path)
    visitor.put(draft_address(page, path), draft(page, path, birth_date="2026-11-19"))
    with site_desk("colleague") as d:
        row = next(one for one in actions.read_family(d, home.family).members if one.id == home.expected)
        actions.record_birth(d, home.family, row.id, row.revision, Birth(date(2026, 11, 20)))
    for answer in (visitor.submit(page, path, birth_date="2026-11-19"), visitor.get(path)):
        assert answer.status in {200, 409}
        assert "Ihre Fassung" in answer.text
        assert "Meine behalten" not in answer.text, "a birth is recorded once; the person's page corrects it"
    assert member(site_desk, home, home.expected).birth_date == date(2026, 11, 20)
    discard = draft_address(page, path).replace("?", "/discard?")
    taken = visitor.follow(visitor.post(discard))
    assert taken.location == f"/intake/{home.family}/persons", "nothing is left to record"


def test_a_birth_sent_twice_is_recorded_once_and_its_draft_comes_too_late(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path = browser("navigator"), home.path(BORN)
    page = visitor.get(path)
    for _ in range(2):
        assert visitor.submit(page, path, **home.said(BORN)).status == 303
    late = visitor.put(draft_address(page, path), draft(page, path, **home.said(BORN)))
    assert late.response.json is not None
    assert late.response.json["rev"] == 0
    with site_desk(writing=False) as d:
        view = actions.read_family(d, home.family)
        assert actions.open_drafts(d) == ()
    row = next(one for one in view.members if one.id == home.expected)
    assert (row.revision, row.person.status) == (2, ChildStatus.BORN)
