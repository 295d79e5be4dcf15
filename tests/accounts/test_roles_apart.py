"""Network coordination and work with families are two accounts: who saw both could undo the figures."""

from collections.abc import Callable
from uuid import UUID

import pytest

from lotsen.accounts import actions, domain
from lotsen.accounts.tables import Membership
from lotsen.kernel import new_id
from lotsen.policy import CASE_WORKERS, NEAR_FAMILIES, Role, may_share_an_account
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.world import World, institution_id

OpenBrowser = Callable[..., Browser]
CLINIC, TOWN = institution_id("clinic"), institution_id("municipality")


@pytest.mark.parametrize("role", sorted(NEAR_FAMILIES))
def test_no_role_near_families_goes_with_coordination(role: Role) -> None:
    assert not may_share_an_account(role, Role.COORDINATOR)
    assert not may_share_an_account(Role.COORDINATOR, role)
    assert may_share_an_account(role, Role.ADMINISTRATOR)


def test_whoever_looks_after_families_or_gives_hints_is_near_them() -> None:
    assert CASE_WORKERS | {Role.HINT_GIVER} == NEAR_FAMILIES


@pytest.mark.parametrize(
    ("login", "place", "role"),
    [
        ("coordinator", CLINIC, Role.NAVIGATOR),
        ("coordinator", CLINIC, Role.HINT_GIVER),
        ("navigator", TOWN, Role.COORDINATOR),
        ("hint_giver", TOWN, Role.COORDINATOR),
        ("office_lead", TOWN, Role.COORDINATOR),
    ],
)
def test_a_further_workplace_never_joins_them(desk: OpenDesk, login: str, place: UUID, role: Role) -> None:
    with desk("administrator") as d, pytest.raises(domain.RolesApart):
        actions.add_workplace(d, login=login, institution_id=place, role=role)


def test_adding_a_role_by_any_way_asks_the_same_question(desk: OpenDesk, world: World) -> None:
    person = world.actor("coordinator").person_id
    assert person is not None
    with desk("administrator") as d, pytest.raises(domain.RolesApart):
        actions.add_membership(d, person, CLINIC, Role.TEAM_LEAD)


def test_a_closed_role_counts_too_and_is_not_reopened_beside_the_other(desk: OpenDesk, world: World) -> None:
    coordinator = world.actor("coordinator")
    person = coordinator.person_id
    assert person is not None
    assert coordinator.membership_id is not None
    with desk("administrator") as d:
        actions.set_active(d, coordinator.membership_id, active=False)
        with pytest.raises(domain.RolesApart):
            actions.add_workplace(d, login="coordinator", institution_id=CLINIC, role=Role.NAVIGATOR)
        d.db.add(
            Membership(person_id=person, institution_id=CLINIC, role=Role.NAVIGATOR)
        )  # as an older release allowed it
    with desk("administrator") as d, pytest.raises(domain.RolesApart):
        actions.set_active(d, coordinator.membership_id, active=True)


def test_an_account_that_has_both_from_before_sees_families_only(desk: OpenDesk, world: World) -> None:
    person = world.actor("coordinator").person_id
    assert person is not None
    with desk("administrator") as d:
        d.db.add(Membership(person_id=person, institution_id=CLINIC, role=Role.NAVIGATOR))
    with desk("administrator", writing=False) as d:
        assert [place.role for place in actions.workplaces(d, person)] == [Role.NAVIGATOR]


def test_an_invitation_that_would_join_them_is_refused_to_who_accepts_alone(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    """Whoever invites learns nothing; the person reads why."""
    with site_desk("administrator") as d:
        row = actions.invite_to_workplace(
            d, new_id(), login="coordinator", institution_id=CLINIC, role=Role.NAVIGATOR
        )
    visitor = browser("coordinator")
    refused = visitor.post("/invitations", {"accept": str(row.id)})
    assert refused.status == 409
    assert "zwei getrennte Konten" in refused.text
    assert visitor.post("/invitations", {"decline": str(row.id)}).status == 303


def test_the_page_says_why_and_keeps_what_was_entered(browser: OpenBrowser) -> None:
    visitor = browser("administrator")
    page = visitor.get("/people/further")
    answer = visitor.submit(
        page, "/people/further", login="coordinator", institution=str(CLINIC), role="navigator"
    )
    assert answer.status == 422
    assert "zwei getrennte Konten" in answer.text
    assert 'value="coordinator"' in answer.html
