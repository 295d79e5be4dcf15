"""Standing in: with dates, within one institution, named by oneself or by a lead."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from lotsen.accounts import actions, domain
from lotsen.accounts.tables import Deputy
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.kernel import FixedClock, NotVisible, new_id
from lotsen.policy import Role
from tests.conftest import OpenDesk
from tests.world import NOW, World, institution_id

TODAY = NOW.date()


def days(first: int, last: int) -> dict[str, date]:
    return {"first_day": TODAY + timedelta(days=first), "last_day": TODAY + timedelta(days=last)}


class People:
    """The persons of the town by their name in it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __call__(self, who: str) -> UUID:
        person = self._world.actor(who).person_id
        assert person is not None
        return person


@pytest.fixture
def person(world: World) -> People:
    return People(world)


def name(d: Desk, absent: UUID, deputy: UUID, first: int = 0, last: int = 2) -> Deputy:
    return actions.name_deputy(d, new_id(), absent_id=absent, deputy_id=deputy, **days(first, last))


def test_whoever_stands_in_is_responsible_from_the_first_day_to_the_last(
    desk: OpenDesk, person: People
) -> None:
    with desk("navigator") as d:
        name(d, person("navigator"), person("colleague"), 1, 3)
    for after, stands_in in ((0, False), (1, True), (3, True), (4, False)):
        clock = FixedClock(NOW + timedelta(days=after))
        with desk("colleague", clock=clock) as d:
            both = {person("colleague"), person("navigator")}
            assert intake.responsible_persons(d) == (both if stands_in else {person("colleague")})
        with desk("team_lead", clock=clock) as d:
            assert intake.responsible_persons(d) == {person("team_lead")}


def test_standing_in_in_one_institution_says_nothing_in_another(desk: OpenDesk, person: People) -> None:
    with desk("administrator") as d:
        actions.add_workplace(
            d, login="colleague", institution_id=institution_id("practice"), role=Role.NAVIGATOR
        )
    with desk("navigator") as d:
        name(d, person("navigator"), person("colleague"))
    with desk("practice_navigator") as d:
        assert actions.list_deputies(d) == []
        assert {mate.person_id for mate in actions.team_of(d)} == {
            person("practice_navigator"),
            person("colleague"),
        }


def test_a_case_worker_names_her_own_deputy_and_a_lead_anybodys(desk: OpenDesk, person: People) -> None:
    with desk("colleague") as d, pytest.raises(NotVisible):
        name(d, person("navigator"), person("colleague"))
    with desk("team_lead") as d:
        name(d, person("navigator"), person("colleague"))
        shown = actions.list_deputies(d)
        assert [(row.absent, row.deputy, row.is_now) for row in shown] == [
            ("Maren Lotsin", "Jonas Lotse", True)
        ]


@pytest.mark.parametrize("stranger", ["other_navigator", "administrator", "family_office"])
def test_only_colleagues_here_with_case_work_stand_in(desk: OpenDesk, person: People, stranger: str) -> None:
    with desk("team_lead") as d:
        with pytest.raises(NotVisible):
            name(d, person("navigator"), person(stranger))
        with pytest.raises(NotVisible):
            name(d, person(stranger), person("navigator"))


def test_days_that_are_over_wrong_or_taken_are_refused(desk: OpenDesk, person: People) -> None:
    me, colleague, lead = person("navigator"), person("colleague"), person("team_lead")
    with desk("team_lead") as d:
        with pytest.raises(domain.OwnDeputy):
            name(d, me, me)
        with pytest.raises(domain.DaysOver):
            name(d, me, colleague, -1, 3)
        with pytest.raises(domain.DaysWrong):
            name(d, me, colleague, 3, 2)
        name(d, me, colleague, 2, 4)
        with pytest.raises(domain.StoodInFor, match="Jonas Lotse"):
            name(d, me, lead, 4, 6)
        with pytest.raises(domain.DeputyAway, match="Maren Lotsin"):
            name(d, lead, me, 0, 2)
        name(d, me, lead, 5, 6)


def test_the_two_concerned_or_a_lead_end_it_and_the_row_stays(desk: OpenDesk, person: People) -> None:
    with desk("team_lead") as d:
        first = name(d, person("navigator"), person("team_lead")).id
    with desk("colleague") as d, pytest.raises(domain.NotYoursToEnd):
        actions.end_deputy(d, first)
    with desk("other_navigator") as d, pytest.raises(NotVisible):
        actions.end_deputy(d, first)
    with desk("navigator") as d:
        actions.end_deputy(d, first)
    with desk("team_lead") as d:
        actions.end_deputy(d, first)
        assert actions.list_deputies(d) == []
        assert actions.stood_in_for(d) == frozenset()
        row = d.db.get(Deputy, first)
        assert row is not None
        assert row.withdrawn_at == NOW


def test_the_same_form_sent_twice_names_one_deputy(desk: OpenDesk, person: People) -> None:
    row = new_id()
    for _ in range(2):
        with desk("navigator") as d:
            actions.name_deputy(
                d, row, absent_id=person("navigator"), deputy_id=person("colleague"), **days(0, 1)
            )
    with desk("navigator") as d:
        assert len(actions.list_deputies(d)) == 1
