"""A workplace in a further house: offered by name, accepted by the person, and nobody learns who exists."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from lotsen.accounts import actions, domain
from lotsen.accounts.tables import Invitation, Membership, Person
from lotsen.kernel import FixedClock, NotVisible, new_id
from lotsen.keys.office import KeyOffice
from lotsen.policy import Actor, InstitutionKind, Role
from tests.accounts.test_institutions import administrator_of, give_to_carrier
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.world import NOW, PASSWORD, World, desk_of, institution_id

OpenBrowser = Callable[..., Browser]
CLINIC, PRACTICE, CARRIER = (institution_id(name) for name in ("clinic", "practice", "carrier"))


def offer(desk: OpenDesk, login: str = "navigator", role: Role = Role.NAVIGATOR) -> Invitation:
    give_to_carrier(desk, PRACTICE)
    with desk("carrier_administrator") as d:
        return actions.invite_to_workplace(d, new_id(), login=login, institution_id=PRACTICE, role=role)


def roles_of(office: KeyOffice, world: World, who: str) -> set[tuple[object, Role]]:
    with Session(office.stores.data) as db:
        query = select(Membership).where(Membership.person_id == world.actor(who).person_id)
        return {(row.institution_id, row.role) for row in db.exec(query)}


@pytest.mark.parametrize("login", ["navigator", "niemand"])
def test_nobody_of_another_house_gets_a_workplace_without_being_asked(desk: OpenDesk, login: str) -> None:
    give_to_carrier(desk, PRACTICE)
    with desk("carrier_administrator") as d, pytest.raises(domain.NotOfThisHouse):
        actions.add_workplace(d, login=login, institution_id=PRACTICE, role=Role.NAVIGATOR)


def test_who_is_invited_accepts_and_works_there_once(desk: OpenDesk, office: KeyOffice, world: World) -> None:
    row = offer(desk, " NAVIGATOR ")
    assert roles_of(office, world, "navigator") == {(CLINIC, Role.NAVIGATOR)}
    person = world.actor("navigator").person_id
    assert person is not None
    with desk(writing=False) as d:
        assert [one.id for one in actions.my_invitations(d, person)] == [row.id]
    for _ in range(2):
        with desk() as d:
            actions.accept_invitation(d, row.id)
    assert roles_of(office, world, "navigator") == {(CLINIC, Role.NAVIGATOR), (PRACTICE, Role.NAVIGATOR)}
    with desk("carrier_administrator", writing=False) as d:
        assert actions.list_offered(d) == []
        assert "Maren Lotsin" in {one.name for one in actions.list_colleagues(d)}


def test_a_declined_invitation_and_one_for_nobody_look_alike_to_who_invites(desk: OpenDesk) -> None:
    declined = offer(desk)
    for _ in range(2):
        with desk() as d:
            actions.decline_invitation(d, declined.id)
    offer(desk, "niemand")
    with desk("carrier_administrator", writing=False) as d:
        offered = actions.list_offered(d)
        assert {one.login for one in offered} == {"navigator", "niemand"}
        assert len({(one.institution, one.role, one.last_day) for one in offered}) == 1
        assert "Maren Lotsin" not in {one.name for one in actions.list_colleagues(d)}


def test_only_the_person_invited_answers_and_only_who_invited_takes_back(desk: OpenDesk) -> None:
    row = offer(desk)
    for deed in (actions.accept_invitation, actions.decline_invitation):
        with desk("colleague") as d, pytest.raises(NotVisible):
            deed(d, row.id)
    with desk("colleague") as d, pytest.raises(NotVisible):
        actions.withdraw_invitation(d, row.id)
    for _ in range(2):
        with desk("carrier_administrator") as d:
            actions.withdraw_invitation(d, row.id)
    with desk() as d, pytest.raises(NotVisible):
        actions.accept_invitation(d, row.id)


def test_an_invitation_ends_after_its_last_day_and_is_forgotten(
    desk: OpenDesk, office: KeyOffice, world: World
) -> None:
    row = offer(desk)
    later = FixedClock(NOW + timedelta(days=31))
    with desk(clock=later) as d, pytest.raises(NotVisible):
        actions.accept_invitation(d, row.id)
    with desk(clock=later) as d:
        assert actions.forget_what_is_over(d) == 1
    with Session(office.stores.data) as db:
        assert db.exec(select(Invitation)).all() == []


def test_the_same_form_and_a_second_one_offer_one_workplace(desk: OpenDesk, office: KeyOffice) -> None:
    row = offer(desk)
    with desk("carrier_administrator") as d:
        for row_id in (row.id, new_id()):
            same = actions.invite_to_workplace(
                d, row_id, login="Navigator", institution_id=PRACTICE, role=Role.NAVIGATOR
            )
            assert same.id == row.id
    with desk("carrier_administrator") as d, pytest.raises(NotVisible):
        actions.invite_to_workplace(
            d, new_id(), login="navigator", institution_id=CLINIC, role=Role.NAVIGATOR
        )


def test_the_name_an_administration_enters_does_not_lie_open(desk: OpenDesk, office: KeyOffice) -> None:
    offer(desk)
    with Session(office.stores.data) as db:
        row = db.exec(select(Invitation)).one()
    assert b"navigator" not in row.invited.box
    assert b"navigator" not in row.login_index


def test_the_home_of_an_account_resets_the_password_and_nobody_else_does(
    desk: OpenDesk, office: KeyOffice, world: World
) -> None:
    """What the home's administration then knows opens nothing in the other house until that one says so."""
    home = administrator_of(desk, CLINIC, InstitutionKind.BIRTH_CLINIC, "nora")
    with desk() as d:
        actions.accept_invitation(d, offer(desk).id)
    with desk("carrier_administrator", writing=False) as d:
        theirs = next(one.membership for one in actions.list_colleagues(d) if one.login == "navigator")
    with desk("carrier_administrator") as d, pytest.raises(domain.HomeElsewhere):
        actions.reset_password(d, theirs.id)
    own = world.actor("navigator")
    assert own.membership_id is not None
    assert own.person_id is not None
    with desk_of(office, home) as d:
        secret = actions.reset_password(d, own.membership_id)
    with desk("administrator") as d:
        assert actions.check_sign_in(d, "navigator", secret).id == own.person_id
        assert [place.institution.id for place in actions.workplaces(d, own.person_id)] == [CLINIC]
    with desk("carrier_administrator") as d:
        actions.set_active(d, theirs.id, active=True)
        assert len(actions.workplaces(d, own.person_id)) == 2


def test_an_account_without_a_known_home_is_reset_only_by_who_looks_after_all_of_it(
    desk: OpenDesk, office: KeyOffice, world: World
) -> None:
    with desk() as d:
        actions.accept_invitation(d, offer(desk).id)
    own = world.actor("navigator")
    assert own.membership_id is not None
    with desk("administrator") as d:
        person = d.db.get_one(Person, own.person_id)
        person.home_id = None
        d.db.add(person)
    home: Actor = administrator_of(desk, CLINIC, InstitutionKind.BIRTH_CLINIC, "nora")
    with desk_of(office, home) as d, pytest.raises(domain.HomeElsewhere):
        actions.reset_password(d, own.membership_id)
    with desk("administrator") as d:
        assert actions.reset_password(d, own.membership_id)


def test_the_page_answers_the_same_whether_or_not_somebody_has_the_name(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    give_to_carrier(site_desk, PRACTICE)
    visitor = browser("carrier_administrator")
    seen = []
    for login in ("navigator", "niemand"):
        page = visitor.get("/people/further")
        given = {"login": login, "institution": str(PRACTICE), "role": "navigator"}
        answer = visitor.submit(page, "/people/further", **given)
        assert answer.location == "/people"
        shown = visitor.follow(answer)
        assert "Maren" not in shown.text
        seen.append(shown.text)
        with site_desk("carrier_administrator") as d:
            actions.withdraw_invitation(d, actions.list_offered(d)[0].id)
    assert seen[0].replace("navigator", "niemand") == seen[1]


def test_after_signing_in_an_invitation_is_seen_first_and_accepted_or_left(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    row = offer(site_desk)
    visitor = browser()
    visitor.get("/sign-in")
    answer = visitor.post(
        "/sign-in",
        {"login": "navigator", "password": PASSWORD, "form_id": str(new_id()), "next": "/directory/"},
    )
    assert answer.location == "/invitations"
    page = visitor.follow(answer)
    assert "Kinderarztpraxis am Hafen" in page.text
    assert 'href="/directory/"' in page.html
    assert "/invitations" in visitor.get("/password").html
    taken = visitor.post(answer.response.headers["Location"], {"accept": str(row.id)})
    assert taken.location == "/directory/"
    assert "Arbeitsplatz wechseln" in visitor.follow(taken).text
    assert "wartet keine Einladung" in visitor.get("/invitations").text


def test_an_administration_takes_an_invitation_back_on_the_page(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    row = offer(site_desk)
    visitor = browser("carrier_administrator")
    page = visitor.get("/people")
    assert "navigator" in page.text
    assert visitor.post("/people/invitations", {"withdraw": "nothing"}).status == 400
    done = visitor.post("/people/invitations", {"withdraw": str(row.id)})
    assert "navigator" not in visitor.follow(done).text
    assert visitor.post("/people/invitations", {"withdraw": str(new_id())}).status == 404


def test_nobody_who_has_not_signed_in_sees_an_invitation(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    row = offer(site_desk)
    visitor = browser()
    assert visitor.get("/invitations").location == "/sign-in"
    visitor.get("/sign-in")
    assert visitor.post("/invitations", {"accept": str(row.id)}).location == "/sign-in"
